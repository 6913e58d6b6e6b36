/**
 * Matching and conditions of IAM for one concrete request, written from its documentation without a line of lib/proof.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** `open`: the documentation does not decide. */
export type Answer = 'yes' | 'no' | 'open';

/** The keys of a request, in lower case; a list where the key holds one. */
export type Context = ReadonlyMap<string, string | readonly string[]>;

export const both = (answers: readonly Answer[]): Answer => (answers.includes('no') ? 'no' : answers.includes('open') ? 'open' : 'yes');
export const either = (answers: readonly Answer[]): Answer => (answers.includes('yes') ? 'yes' : answers.includes('open') ? 'open' : 'no');
export const not = (answer: Answer): Answer => (answer === 'open' ? 'open' : answer === 'yes' ? 'no' : 'yes');
export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] => (value === undefined ? [] : Array.isArray(value) ? value as readonly T[] : [value as T]);

/** A star, a question mark, or a letter that stands for itself. */
type Piece = 'star' | 'one' | { readonly letter: string };

/**
 * @param pattern a pattern with variables
 * @param context what they stand for
 * @param wild whether `*` and `?` are wildcards
 * @returns its pieces; undefined where a variable stands for nothing
 */
function expand(pattern: string, context: Context, wild: boolean): Piece[] | undefined {
  const isFixed = !pattern.includes('${');
  const before = isFixed ? fixed.get(`${String(wild)}${pattern}`) : undefined;
  if (before !== undefined) return before;
  const pieces: Piece[] = [];
  for (const [part] of pattern.matchAll(/\$\{[^}]*\}|[^]/g)) {
    if (part.length === 1) pieces.push(wild && part === '*' ? 'star' : wild && part === '?' ? 'one' : { letter: part });
    else {
      const value = context.get(part.slice(2, -1).toLowerCase());
      if (typeof value !== 'string') return undefined;
      for (const letter of value) pieces.push({ letter });
    }
  }
  if (isFixed) fixed.set(`${String(wild)}${pattern}`, pieces);
  return pieces;
}

/** Only the last star is ever taken back: what an earlier one could take as well, the last one can. */
function fits(pieces: readonly Piece[], text: string): boolean {
  let [place, star, after] = [0, -1, 0];
  for (let at = 0; at < text.length;) {
    const piece = pieces[place];
    if (piece === 'star') {
      star = place++;
      after = at;
    } else if (piece === 'one' || (piece !== undefined && piece.letter === text[at])) {
      place++;
      at++;
    } else if (star >= 0) {
      place = star + 1;
      at = ++after;
    } else return false;
  }
  while (pieces[place] === 'star') place++;
  return place === pieces.length;
}

const fixed = new Map<string, Piece[]>();

/** Whether a text is what a pattern says; a variable that stands for nothing makes it match nothing. */
export function like(pattern: string, text: string, context: Context = new Map(), wild = true): boolean {
  const pieces = expand(pattern, context, wild);
  return pieces !== undefined && fits(pieces, text);
}

/** An ARN that ends early in an identity policy goes on with wildcards. */
export function completed(pattern: string): string {
  const fields = pattern.split(':');
  return pattern.startsWith('arn:') && fields.length < 6 ? [...fields, ...Array.from({ length: 6 - fields.length }, () => '*')].join(':') : pattern;
}

/** Field by field: no wildcard of one goes on into the next, save in the last. */
function likeArn(pattern: string, arn: string, context: Context): boolean {
  const [mine, theirs] = [pattern.split(':'), arn.split(':')];
  const fields = (parts: string[]): string[] => [...parts.slice(0, 5), parts.slice(5).join(':')];
  if (mine.length < 6 || theirs.length < 6) return false;
  return fields(mine).every((field, index) => like(field, fields(theirs)[index], context));
}

const inRange = (range: string, address: string): boolean => {
  const [base, bits = '32'] = range.split('/');
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return Math.floor(number(base) / 2 ** (32 - Number(bits))) === Math.floor(number(address) / 2 ** (32 - Number(bits)));
};

const TESTS: Readonly<Record<string, (wanted: string, held: string, context: Context) => boolean>> = {
  StringEquals: (wanted, held, context) => like(wanted, held, context, false),
  StringLike: (wanted, held, context) => like(wanted, held, context),
  ArnLike: likeArn,
  ArnEquals: likeArn,
  Bool: (wanted, held) => wanted.toLowerCase() === held.toLowerCase(),
  IpAddress: inRange,
  DateGreaterThan: (wanted, held) => Date.parse(held) > Date.parse(wanted),
};

const POSITIVE: Readonly<Record<string, string>> = { StringNotEquals: 'StringEquals', StringNotLike: 'StringLike', ArnNotLike: 'ArnLike', NotIpAddress: 'IpAddress' };

/** Whether one operator holds for one key. */
export function holds(operator: string, key: string, wanted: readonly string[], context: Context): Answer {
  const held = context.get(key.toLowerCase());
  if (operator === 'Null') return (held === undefined) === (wanted[0].toLowerCase() === 'true') ? 'yes' : 'no';
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator)!;
  const base = POSITIVE[name] ?? name;
  const negated = base !== name;
  if (TESTS[base] === undefined) throw new Error(`the plain model has no operator ${operator}`);
  if (held === undefined) {
    if (ifExists !== undefined) return set === 'ForAnyValue' ? 'open' : 'yes';
    if (set === 'ForAllValues') return 'yes';
    return negated && set === undefined ? 'yes' : 'no';
  }
  const one = (value: string): boolean => wanted.some((text) => TESTS[base](text, value, context)) !== negated;
  if (typeof held === 'string') return one(held) ? 'yes' : 'no';
  if (set === undefined) return 'open';
  return (set === 'ForAnyValue' ? held.some(one) : held.every(one)) ? 'yes' : 'no';
}
