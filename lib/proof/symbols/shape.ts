/**
 * The texts that a symbol may stand for, as a machine that reads them letter by letter; a state of -1 is dead. Every shape is
 * a superset of what AWS gives out: what it excludes rests on documentation.
 */
export interface Shape {
  /** What tells shapes apart: the same key is the same shape. */
  readonly key: string;
  readonly start: number;
  readonly next: (state: number, letter: string) => number;
  readonly accepts: (state: number) => boolean;
  /** Letters that are alike in all of these are alike to the machine. */
  readonly classes: readonly ((letter: string) => boolean)[];
  /** Whether a text of the shape may hold the letter. */
  readonly mayHold: (letter: string) => boolean;
  /**
   * Whether the text is made when the stack is deployed, for this one thing: then it is equal to no other such text, and holds
   * none. Not so a Region, an account or a parameter, which many may share.
   */
  readonly unique: boolean;
  /** Whether nobody can have written the text into a template: it then meets a pattern only where that has a wildcard. */
  readonly unwritten: boolean;
  /** What each of the texts begins with, where that is documented to the letter. */
  readonly beginning?: string;
  /** Whether no two texts of the shape are the same, though one may begin with the other. */
  readonly apart?: boolean;
  /** How many letters each of the texts has; undefined where they differ in that. */
  readonly length?: number;
}

interface Part {
  readonly in: (letter: string) => boolean;
  readonly least: number;
  readonly most: number;
}

const isIn = (pattern: RegExp) => (letter: string): boolean => pattern.test(letter);
const LOWER_ALNUM = isIn(/^[a-z0-9]$/);
const ALNUM = isIn(/^[A-Za-z0-9]$/);
const LETTER = isIn(/^[A-Za-z]$/);
const LOWER = isIn(/^[a-z]$/);
const DIGIT = isIn(/^[0-9]$/);
const HEX_OR_DASH = isIn(/^[0-9a-f-]$/);
const REGION_LETTER = isIn(/^[a-z0-9-]$/);
const NAME_LETTER = isIn(/^[A-Za-z0-9._-]$/);
const PLAIN = (letter: string): boolean => letter !== '/' && letter !== ':' && letter !== '*' && letter !== '?' && letter !== '$';

const many = (inside: Part['in'], least = 1): Part => ({ in: inside, least, most: Infinity });
const some = (inside: Part['in'], least: number, most = least): Part => ({ in: inside, least, most });
const letter = (char: string): Part => some((one) => one === char, 1);
/** In either case: what AWS makes a name of may be put in lower case. */
const foldedLetter = (char: string): Part => some((one) => one.toLowerCase() === char.toLowerCase(), 1);

/**
 * A machine for parts that follow each other. What is ambiguous is followed in all ways at once.
 *
 * @param parts alternatives, each a sequence of parts
 * @returns the machine
 */
function machine(parts: readonly (readonly Part[])[]): Pick<Shape, 'start' | 'next' | 'accepts' | 'classes' | 'mayHold'> {
  type Place = readonly [alternative: number, part: number, count: number];
  const sets: (readonly Place[])[] = [];
  const ids = new Map<string, number>();
  const intern = (places: readonly Place[]): number => {
    if (places.length === 0) return -1;
    const key = places.map((place) => place.join(',')).sort().join(';');
    let id = ids.get(key);
    if (id === undefined) ids.set(key, id = sets.push([...new Map(places.map((place) => [place.join(','), place])).values()]) - 1);
    return id;
  };
  // Counting ends where it no longer matters.
  const counted = ({ least, most }: Part, count: number): number => (most === Infinity ? Math.min(count, least) : count);
  const steps = new Map<string, number>();
  const step = (state: number, char: string): number => intern(sets[state].flatMap(([which, at, count]): Place[] => {
    const found: Place[] = [];
    const sequence = parts[which];
    for (let part = at, done = count; part < sequence.length; part++, done = 0) {
      const one = sequence[part];
      if (done < one.most && one.in(char)) found.push([which, part, counted(one, done + 1)]);
      if (done < one.least) break;
    }
    return found;
  }));
  const all = parts.flat();
  return {
    start: intern(parts.map((_, which): Place => [which, 0, 0])),
    next: (state, char) => {
      if (state < 0) return -1;
      const key = `${state} ${char}`;
      let to = steps.get(key);
      if (to === undefined) steps.set(key, to = step(state, char));
      return to;
    },
    accepts: (state) => state >= 0 && sets[state].some(([which, at, count]) => parts[which].every((one, part) => part < at || (part === at ? count : 0) >= one.least)),
    classes: [...new Set(all.map((part) => part.in))],
    mayHold: (char) => all.some((part) => part.in(char)),
  };
}

const REGION: readonly Part[] = [some(LOWER, 2, 5), many(REGION_LETTER), letter('-'), some(DIGIT, 1, 2)];
/** As they are named today: area, part of it, number. */
const REGION_OF_IDENTITY: readonly Part[] = [some(LOWER, 2, 5), letter('-'), many(isIn(/^[a-z-]$/)), letter('-'), some(DIGIT, 1, 2)];

/** Stands for a Region that is not that of any stack, which a text in the shape of Regions might be. */
export const ANOTHER_REGION = 'zz-Another-9';

/** The key of the shape of what a name is made of. */
export const PART_OF_NAME = 'part-of-name';

/** The key of the shape of the ARN that a resource has itself. */
export const OWN_ARN = 'own-arn';

const shared = { unique: false, unwritten: false };
const made = { unique: true, unwritten: false };

/** Ids of 16 to 128 letters, of one kind of identity. */
function idOfIam(beginning: string): Omit<Shape, 'key'> {
  return { ...machine([[...Array.from(beginning, letter), some(isIn(/^[A-Z0-9]$/), 12, 124)]]), ...made, beginning };
}

/** CloudFormation ends the names that it makes up with 12 or 13 letters and digits. */
const RANDOM_END = [letter('-'), some(ALNUM, 12, 13)];
/** Secrets Manager ends the ARN of a secret with so many. */
const SECRET_SUFFIX = 6;
const FIFO = [...'.fifo'].map(letter);

/**
 * The shapes that do not depend on a template.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 */
const FIXED: { readonly [key: string]: Omit<Shape, 'key'> } = {
  'region': { ...machine([REGION]), ...shared },
  // Of whoever names none that a stack may be deployed to.
  'region or another': { ...machine([REGION, [...ANOTHER_REGION].map(letter)]), ...shared },
  'account': { ...machine([[some(DIGIT, 12)]]), ...shared },
  'stack-name': { ...machine([[some(LETTER, 1), some(isIn(/^[A-Za-z0-9-]$/), 0, 127)]]), ...shared },
  'number': { ...machine([[some((char) => char === '-', 0, 1), many(isIn(/^[0-9.]$/))]]), ...shared },
  'uuid': { ...machine([[some(HEX_OR_DASH, 36)], [...'mrk-'].map(letter).concat(some(HEX_OR_DASH, 32))]), ...made },
  'user-pool-id': { ...machine([[many(REGION_LETTER), letter('_'), many(ALNUM)]]), ...made },
  // https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html: REGION:GUID, and the pattern of what follows the colon
  'identity-id': { ...machine([[...REGION_OF_IDENTITY, letter(':'), many(HEX_OR_DASH)]]), ...made },
  'identity-pool-id': { ...machine([[many(REGION_LETTER), letter(':'), some(HEX_OR_DASH, 36)]]), ...made },
  'client-id': { ...machine([[some(LOWER_ALNUM, 26)]]), ...made },
  'api-id': { ...machine([[some(LOWER_ALNUM, 10)]]), ...made },
  // Of a name or id of AWS of which no more is known, so much is: it is no pattern.
  'resource-ref': { ...machine([[many((letter) => !' *?$'.includes(letter))]]), ...shared },
  // A parameter that stands in the name of a resource.
  [PART_OF_NAME]: { ...machine([[many(NAME_LETTER)]]), ...shared },
  // Two resources have two ARNs, though one may begin with the other.
  [OWN_ARN]: { ...machine([[many((letter) => !' *?$'.includes(letter))]]), ...shared, apart: true },
  'secret-suffix': { ...machine([[some(ALNUM, SECRET_SUFFIX)]]), ...shared, length: SECRET_SUFFIX },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
  'role-id': idOfIam('AROA'),
  'user-id': idOfIam('AIDA'),
  'distribution-id': { ...machine([[letter('E'), some(isIn(/^[A-Z0-9]$/), 8, 20)]]), ...made },
  'generated-name': { ...machine([[some(LETTER, 1), many(NAME_LETTER, 0), ...RANDOM_END], [some(LETTER, 1), many(NAME_LETTER, 0), ...RANDOM_END, ...FIFO]]), ...made },
  'opaque': { ...machine([[many(PLAIN)]]), unique: true, unwritten: true },
};

/** Stack names longer than this may be cut off in the names that CloudFormation makes of them. */
const NEVER_CUT = 12;

/**
 * Stands for whatever logical id, which has letters and digits alone, and may begin with either.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 */
export const ANY_ID = '*';

/**
 * The shape of the names that CloudFormation makes up in a stack: the name of the stack or what else they begin with, which long ones
 * are cut off in, the logical id, and random letters.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 *
 * @param firsts what they may begin with, `ANY_ID` among it
 * @returns the machine
 */
function generatedNameIn(firsts: readonly string[]): Omit<Shape, 'key'> {
  return { ...machine(firsts.flatMap((first) => {
    if (first === ANY_ID) return withRandomEnd([many(ALNUM)]);
    const letters = Array.from(first, foldedLetter);
    const lengths = Array.from({ length: Math.max(1, letters.length - NEVER_CUT + 1) }, (_, index) => letters.length - index).filter((length) => length > 0);
    return lengths.flatMap((length) => withRandomEnd(letters.slice(0, length)));
  })), ...made };
}

/** The same, where the name of the stack stands there as it is. */
function generatedNameAfter(stackName: string): Omit<Shape, 'key'> {
  return { ...machine(withRandomEnd(Array.from(stackName, letter))), ...made, beginning: `${stackName}-` };
}

function withRandomEnd(letters: readonly Part[]): Part[][] {
  const beginning = [...letters, letter('-'), many(NAME_LETTER, 0), some(ALNUM, 12, 13)];
  return [beginning, [...beginning, ...FIFO]];
}

const SHAPES = new Map<string, Shape>(Object.entries(FIXED).map(([key, shape]) => [key, { key, ...shape }]));
const GENERATED_IN = 'generated-name in ';
const GENERATED_AFTER = 'generated-name after ';
const BUT = ' but ';

/**
 * The shape of what is of another, and none of some texts.
 *
 * @param base the key of a fixed shape
 * @param texts the texts
 * @returns the key
 */
export const shapeBut = (base: string, texts: readonly string[]): string => base + BUT + [...texts].sort().join(' ');

/** Beside the state of the other machine, what has been read, as long as it may become one of the texts. */
function without(base: Shape, texts: readonly string[]): Shape {
  const states: { readonly state: number; readonly read: string | undefined }[] = [];
  const ids = new Map<string, number>();
  const intern = (state: number, read: string | undefined): number => {
    if (state === -1) return -1;
    const begins = read !== undefined && texts.some((text) => text.startsWith(read)) ? read : undefined;
    const key = `${state} ${begins ?? '-'}`;
    let id = ids.get(key);
    if (id === undefined) ids.set(key, id = states.push({ state, read: begins }) - 1);
    return id;
  };
  const written = new Set(texts.join(''));
  return {
    ...base,
    start: intern(base.start, ''),
    next: (id, char) => (id < 0 ? -1 : intern(base.next(states[id].state, char), states[id].read === undefined ? undefined : states[id].read + char)),
    accepts: (id) => id >= 0 && base.accepts(states[id].state) && !(states[id].read !== undefined && texts.includes(states[id].read)),
    classes: [...base.classes, ...[...written].map((char) => (letter: string) => letter === char)],
  };
}

/**
 * @param firsts the name of a stack, and what else names may begin with in it
 * @returns the key of the shape of names that CloudFormation makes up in it
 */
export const generatedNamesIn = (firsts: readonly string[]): string => GENERATED_IN + firsts.join('|');

/**
 * @param stackName the name of a stack, as it stands in names
 * @returns the key of the shape of names that CloudFormation makes up in it, where they begin with just that
 */
export const generatedNamesAfter = (stackName: string): string => GENERATED_AFTER + stackName;

/**
 * @param key a fixed shape, or one of generated names
 * @returns the shape
 */
export function shapeFor(key: string): Shape {
  let shape = SHAPES.get(key);
  if (shape === undefined) {
    const [base, texts] = key.split(BUT);
    if (texts !== undefined) shape = { ...without(shapeFor(base), texts.split(' ')), key };
    else if (key.startsWith(GENERATED_IN)) shape = { key, ...generatedNameIn(key.slice(GENERATED_IN.length).split('|')) };
    else if (key.startsWith(GENERATED_AFTER)) shape = { key, ...generatedNameAfter(key.slice(GENERATED_AFTER.length)) };
    else throw new RangeError(`there is no shape '${key}'`);
    SHAPES.set(key, shape);
  }
  return shape;
}

/**
 * Whether some text is of both shapes.
 *
 * @param one a shape
 * @param other another
 * @returns whether there is one
 */
export function shapesMeet(one: Shape, other: Shape): boolean {
  const key = `${one.key}\n${other.key}`;
  let answer = MEETINGS.get(key);
  if (answer === undefined) MEETINGS.set(key, answer = meet(one, other));
  return answer;
}

const MEETINGS = new Map<string, boolean>();
/** One of each kind that a shape tells apart, and all that stack names are made of. */
const ALPHABET = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:');

function meet(one: Shape, other: Shape): boolean {
  const seen = new Set<string>();
  const pending: [number, number][] = [[one.start, other.start]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (one.accepts(pair[0]) && other.accepts(pair[1])) return true;
    for (const char of ALPHABET) {
      const following: [number, number] = [one.next(pair[0], char), other.next(pair[1], char)];
      const key = following.join(' ');
      if (following.includes(-1) || seen.has(key)) continue;
      seen.add(key);
      pending.push(following);
    }
  }
  return false;
}
