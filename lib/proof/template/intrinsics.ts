import { LIMITS } from './limits';
import { holdsOpenSymbol, holdsSymbol } from '../symbols/symbol';
import { TemplateError, Unresolved, isMap, textOf, type Value, type ValueMap } from './value';

/** What the intrinsic functions of one stack need to know about it. */
export interface Lookup {
  /** `Ref`. */
  ref(name: string, where: string): Value;
  /** `Fn::GetAtt`. */
  attribute(name: string, attribute: string, where: string): Value;
  /** A condition, by name; undefined when it cannot be decided. */
  condition(name: string, where: string): boolean | undefined;
  /** On which open parameters a condition depends that cannot be decided, in words. */
  dependence(condition: string): string;
  /** Whether two values are equal at deployment; undefined when it cannot be decided. */
  equal(left: Value, right: Value): boolean | undefined;
  /** `Fn::FindInMap`. */
  mapped(map: Value, first: Value, second: Value, where: string, fallback?: () => Value): Value;
  /** `Fn::ImportValue`. */
  imported(name: Value, where: string): Value;
  /** `Fn::GetStackOutput`. */
  stackOutput(stack: Value, output: Value, where: string): Value;
  /** A symbol for the value of a dynamic reference. */
  dynamicReference(reference: string, where: string): string;
  /** A symbol for text of which nothing is known. */
  unknownText(key: string, label: string, reason: string): string;
  /** A symbol for the encoding of text that is known only at deployment. */
  encoded(text: string, where: string): string;
  /** Counts one step, and throws when there are too many. */
  step(where: string): void;
  /** Makes the error for a place in this template. */
  error(code: string, where: string, why: string): TemplateError;
}

/** What `AWS::NoValue` resolves to: the property or list item is left out. */
export const NO_VALUE = new Unresolved('AWS::NoValue');

/** A value that stands among raw ones and is resolved already. */
export class Known {
  public constructor(public readonly value: Value) {}
}

type Intrinsic = (argument: unknown, lookup: Lookup, where: string, depth: number) => Value;

/**
 * Resolves a raw template value.
 *
 * @param raw the value as the template spells it
 * @param lookup the stack that it belongs to
 * @param where its place, for messages
 * @param depth how deep it is nested
 * @returns the value, with symbols for what only the deployment knows
 */
export function resolve(raw: unknown, lookup: Lookup, where: string, depth = 0): Value {
  lookup.step(where);
  if (depth > LIMITS.depth) throw lookup.error('nested-too-deep', where, `values are nested more than ${LIMITS.depth} deep`);
  if (typeof raw === 'string') return holdsSymbol(raw) ? lookup.unknownText(`text:${raw}`, 'text', 'the text holds private-use characters') : withoutDynamicReferences(raw, lookup, where);
  if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
  if (raw === null || raw === undefined) return null;
  if (raw instanceof Known) return raw.value;
  if (Array.isArray(raw)) {
    return raw.map((item, i) => resolve(item, lookup, `${where}[${i}]`, depth + 1)).filter((item) => item !== NO_VALUE);
  }
  const source = raw as Record<string, unknown>;
  const keys = Object.keys(source);
  if (!isPlainMap(source)) {
    const name = keys.length === 1 ? keys[0] : '';
    if (!Object.hasOwn(intrinsics, name)) return new Unresolved(unseen(keys.find((key) => key.startsWith('Fn::'))!, where));
    const value = intrinsics[name](source[name], lookup, `${where}.${name}`, depth + 1);
    return typeof value === 'string' ? withoutDynamicReferences(value, lookup, where) : value;
  }
  const result = Object.create(null) as ValueMap;
  for (const key of keys) {
    const value = resolve(source[key], lookup, `${where}.${key}`, depth + 1);
    if (value !== NO_VALUE) result[key] = value;
  }
  return result;
}

/**
 * @param raw a value as the template spells it
 * @returns whether it is an object that stands for itself, no call of a function
 */
export function isPlainMap(raw: unknown): raw is Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || raw instanceof Known) return false;
  const keys = Object.keys(raw);
  return !(keys.length === 1 && Object.hasOwn(intrinsics, keys[0])) && !keys.some((key) => key.startsWith('Fn::'));
}

function unseen(name: string, where: string): string {
  return name === 'Fn::Transform' ? `what '${name}' at ${where} makes is not at hand` : `'${name}' at ${where} is decided only at deployment`;
}

/**
 * CloudFormation puts the values of dynamic references in place when it deploys; the template does not hold them.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
function withoutDynamicReferences(text: string, lookup: Lookup, where: string): string {
  if (!text.includes('{{resolve:')) return text;
  return text.replace(/\{\{resolve:[^{}]*\}\}/g, (reference) => lookup.dynamicReference(reference, where));
}

/**
 * Reads a resolved value as text: what is unknown becomes an open symbol.
 *
 * @param value the resolved value
 * @param lookup the stack that it belongs to
 * @param where its place
 * @returns the text
 */
export function asText(value: Value, lookup: Lookup, where: string): string {
  const text = textOf(value);
  if (text !== undefined) {
    if (text.length > LIMITS.textLength) throw lookup.error('text-too-long', where, `the text has more than ${LIMITS.textLength} characters`);
    return text;
  }
  if (value instanceof Unresolved) return lookup.unknownText(`unresolved:${value.reason}`, '?', value.reason);
  if (value === null) return '';
  throw lookup.error('text-expected', where, `expected text, received ${Array.isArray(value) ? 'a list' : 'an object'}`);
}

function argumentsOf(argument: unknown, lookup: Lookup, where: string, least: number, most = least): unknown[] {
  if (!Array.isArray(argument) || argument.length < least || argument.length > most) {
    throw lookup.error('bad-intrinsic', where, `expected a list of ${least === most ? least : `${least} to ${most}`} arguments`);
  }
  return argument as unknown[];
}

function nameOf(argument: unknown, lookup: Lookup, where: string): string {
  if (typeof argument !== 'string') throw lookup.error('bad-intrinsic', where, 'expected a name');
  return argument;
}

/** What a reference names; a function may say it where the template has the transform for it. */
function namedBy(argument: unknown, lookup: Lookup, where: string, depth: number): string | Unresolved {
  if (typeof argument !== 'object' || argument === null || isPlainMap(argument) || Array.isArray(argument)) return nameOf(argument, lookup, where);
  const name = asText(resolve(argument, lookup, where, depth), lookup, where);
  return holdsSymbol(name) ? new Unresolved(`what is referred to at ${where} is known only at deployment`) : name;
}

const join: Intrinsic = (argument, lookup, where, depth) => {
  const [delimiter, list] = argumentsOf(argument, lookup, where, 2);
  const glue = asText(resolve(delimiter, lookup, where, depth), lookup, where);
  const items = resolve(list, lookup, where, depth);
  // How many items there are is not known either: the text may be anything.
  if (items instanceof Unresolved) return asText(items, lookup, where);
  // The value of a list parameter is its items with commas between them.
  if (typeof items === 'string' && holdsOpenSymbol(items)) return glue === ',' ? items : lookup.unknownText(`join:${glue}:${items}`, 'Join', `what is joined at ${where} is known only at deployment`);
  if (!Array.isArray(items)) throw lookup.error('bad-intrinsic', where, 'expected a list to join');
  return bounded(items.map((item) => asText(item, lookup, where)), glue, lookup, where);
};

function bounded(parts: readonly string[], glue: string, lookup: Lookup, where: string): string {
  const length = parts.reduce((sum, part) => sum + part.length + glue.length, 0);
  if (length > LIMITS.textLength) throw lookup.error('text-too-long', where, `the text has more than ${LIMITS.textLength} characters`);
  return parts.join(glue);
}

const sub: Intrinsic = (argument, lookup, where, depth) => {
  const [template, variables] = Array.isArray(argument) ? argumentsOf(argument, lookup, where, 1, 2) : [argument];
  if (typeof template !== 'string') throw lookup.error('bad-intrinsic', where, 'expected text to substitute in');
  const own = variables === undefined ? Object.create(null) as ValueMap : resolve(variables, lookup, where, depth);
  if (own instanceof Unresolved) return own;
  if (!isMap(own)) throw lookup.error('bad-intrinsic', where, 'expected an object of variables');
  const parts: string[] = [];
  let rest = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    parts.push(asText(resolve(template.slice(rest, match.index), lookup, where), lookup, where), substitute(match[1], own, lookup, where));
    rest = match.index + match[0].length;
  }
  parts.push(asText(resolve(template.slice(rest), lookup, where), lookup, where));
  return bounded(parts, '', lookup, where);
};

function substitute(spelled: string, own: ValueMap, lookup: Lookup, where: string): string {
  if (spelled.startsWith('!')) return `\${${spelled.slice(1)}}`;
  const name = spelled.trim();
  if (Object.hasOwn(own, name)) return asText(own[name], lookup, where);
  const dot = name.indexOf('.');
  const value = dot < 0 ? lookup.ref(name, where) : lookup.attribute(name.slice(0, dot), name.slice(dot + 1), where);
  return asText(value, lookup, where);
}

const getAtt: Intrinsic = (argument, lookup, where, depth) => {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot < 0) throw lookup.error('bad-intrinsic', where, `expected 'Resource.Attribute', received '${argument}'`);
    return lookup.attribute(argument.slice(0, dot), argument.slice(dot + 1), where);
  }
  const [first, attribute] = argumentsOf(argument, lookup, where, 2);
  const name = namedBy(first, lookup, where, depth);
  return name instanceof Unresolved ? name : lookup.attribute(name, asText(resolve(attribute, lookup, where, depth), lookup, where), where);
};

const select: Intrinsic = (argument, lookup, where, depth) => {
  const [index, list] = argumentsOf(argument, lookup, where, 2);
  const items = resolve(list, lookup, where, depth);
  const text = textOf(resolve(index, lookup, where, depth));
  const made = items instanceof Unresolved ? items.madeOf : typeof items === 'string' && holdsSymbol(items) ? items : undefined;
  const madeOf = made === undefined || text === undefined ? undefined : `item ${text} of ${made}`;
  if (items instanceof Unresolved) return new Unresolved(items.reason, undefined, madeOf);
  if (text === undefined || holdsSymbol(text) || made !== undefined) return new Unresolved(`the choice of an item at ${where} is unknown`, undefined, madeOf);
  if (!Array.isArray(items)) throw lookup.error('bad-intrinsic', where, 'expected a list to select from');
  const item = /^\d{1,6}$/.test(text) ? items[Number(text)] : undefined;
  // A text that only the deployment knows may fall into more parts than can be seen.
  if (item === undefined && items.some((one) => typeof one === 'string' && holdsSymbol(one))) return new Unresolved(`the choice of an item at ${where} is unknown`);
  // What a parameter falls into is no mistake of the template: with that value the deployment fails, where it comes to it.
  if (item === undefined && !Array.isArray(list)) return new Unresolved(`there is no item ${text} among ${items.length} at ${where}`);
  if (item === undefined) throw lookup.error('no-such-item', where, `there is no item ${text} among ${items.length}`);
  return item;
};

const split: Intrinsic = (argument, lookup, where, depth) => {
  const [delimiter, source] = argumentsOf(argument, lookup, where, 2);
  const glue = asText(resolve(delimiter, lookup, where, depth), lookup, where);
  const text = resolve(source, lookup, where, depth);
  if (text instanceof Unresolved) return text;
  const whole = asText(text, lookup, where);
  // A generated name may itself hold a hyphen, a dot or an underscore; anything else in it would not be a name.
  if (holdsOpenSymbol(whole) || (holdsSymbol(whole) && /^[\w.-]*$/.test(glue))) return new Unresolved(`what is split at ${where} is known only at deployment`, undefined, `${whole} split at '${glue}'`);
  return whole.split(glue);
};

const choose: Intrinsic = (argument, lookup, where, depth) => {
  const [name, yes, no] = argumentsOf(argument, lookup, where, 3);
  const condition = nameOf(name, lookup, where);
  const holds = lookup.condition(condition, where);
  if (holds === undefined) {
    return new Unresolved(`condition '${condition}' at ${where} is undecided${lookup.dependence(condition)}`, () => [yes, no].map((raw, i) => ({ value: perhapsTaken(raw, lookup, where, depth), path: `Fn::If[${i + 1}]` })).filter(({ value }) => value !== NO_VALUE));
  }
  return resolve(holds ? yes : no, lookup, where, depth);
};

/** What cannot be read of a way that is perhaps not taken is no mistake yet. */
function perhapsTaken(raw: unknown, lookup: Lookup, where: string, depth: number): Value {
  try {
    return resolve(raw, lookup, where, depth);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return new Unresolved(error.message);
  }
}

const decided = (holds: boolean | undefined, where: string): Value => holds ?? new Unresolved(`the condition at ${where} is undecided`);

function operands(argument: unknown, lookup: Lookup, where: string, depth: number): (boolean | undefined)[] {
  return argumentsOf(argument, lookup, where, 1, 10).map((item) => conditionOf(item, lookup, where, depth));
}

function conditionOf(raw: unknown, lookup: Lookup, where: string, depth: number): boolean | undefined {
  const value = resolve(raw, lookup, where, depth);
  const text = textOf(value)?.toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  if (value instanceof Unresolved) return undefined;
  throw lookup.error('bad-condition', where, 'expected a condition');
}

const intrinsics: { readonly [name: string]: Intrinsic } = {
  'Ref': (argument, lookup, where, depth) => {
    const name = namedBy(argument, lookup, where, depth);
    return name instanceof Unresolved ? name : lookup.ref(name, where);
  },
  'Fn::GetAtt': getAtt,
  'Fn::Join': join,
  'Fn::Sub': sub,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Condition': (argument, lookup, where, depth) => (typeof argument === 'string'
    ? decided(lookup.condition(argument, where), where)
    // In a policy statement `Condition` is IAM's own word, and never holds a name.
    : Object.assign(Object.create(null) as ValueMap, { Condition: resolve(argument, lookup, where, depth) })),
  'Fn::Equals': (argument, lookup, where, depth) => {
    const [left, right] = argumentsOf(argument, lookup, where, 2).map((item) => resolve(item, lookup, where, depth));
    return decided(lookup.equal(left, right), where);
  },
  'Fn::And': (argument, lookup, where, depth) => {
    const all = operands(argument, lookup, where, depth);
    return decided(all.includes(false) ? false : all.includes(undefined) ? undefined : true, where);
  },
  'Fn::Or': (argument, lookup, where, depth) => {
    const all = operands(argument, lookup, where, depth);
    return decided(all.includes(true) ? true : all.includes(undefined) ? undefined : false, where);
  },
  'Fn::Not': (argument, lookup, where, depth) => {
    const [holds] = operands(argument, lookup, where, depth);
    return decided(holds === undefined ? undefined : !holds, where);
  },
  'Fn::FindInMap': (argument, lookup, where, depth) => {
    const [map, first, second, options] = argumentsOf(argument, lookup, where, 3, 4);
    const fallback = typeof options === 'object' && options !== null && 'DefaultValue' in options
      ? (): Value => resolve((options).DefaultValue, lookup, where, depth) : undefined;
    return lookup.mapped(resolve(map, lookup, where, depth), resolve(first, lookup, where, depth), resolve(second, lookup, where, depth), where, fallback);
  },
  'Fn::Length': (argument, lookup, where, depth) => {
    const items = resolve(argument, lookup, where, depth);
    const madeOf = items instanceof Unresolved ? items.madeOf : typeof items === 'string' && holdsSymbol(items) ? items : undefined;
    return Array.isArray(items) ? items.length : new Unresolved(`the length at ${where} is known only at deployment`, undefined, madeOf && `the length of ${madeOf}`);
  },
  'Fn::ImportValue': (argument, lookup, where, depth) => lookup.imported(resolve(argument, lookup, where, depth), where),
  'Fn::GetStackOutput': (argument, lookup, where, depth) => {
    const options = resolve(argument, lookup, where, depth);
    // Of another Region or account, by a role, it is not one of the stacks at hand for sure.
    return isMap(options) && Object.keys(options).every((key) => key === 'StackName' || key === 'OutputName') ? lookup.stackOutput(options.StackName, options.OutputName, where) : new Unresolved(`the stack output at ${where} is unknown`);
  },
  'Fn::Base64': (argument, lookup, where, depth) => {
    const text = asText(resolve(argument, lookup, where, depth), lookup, where);
    return holdsSymbol(text) ? lookup.encoded(text, where) : Buffer.from(text).toString('base64');
  },
  'Fn::ToJsonString': (argument, lookup, where, depth) => {
    const value = resolve(argument, lookup, where, depth);
    return value instanceof Unresolved ? value : JSON.stringify(value, (_key, part: Value) => (part instanceof Unresolved ? asText(part, lookup, where) : part));
  },
};
