import { LIMITS } from '../limits';

/** An object as the template spells it. */
export interface RawMap {
  readonly [key: string]: unknown;
}

/** What is left out. */
export const NO_VALUE: RawMap = { Ref: 'AWS::NoValue' };

/**
 * Tells an object of the template from every other value.
 *
 * @param value any value of the template
 * @returns whether it is an object, a call of a function included
 */
export function isRawMap(value: unknown): value is RawMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Tells a call of an intrinsic function from a plain object.
 *
 * @param value any value of the template
 * @returns whether the deployment decides the value
 */
export function isCall(value: unknown): boolean {
  if (!isRawMap(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/**
 * The logical id that a `Ref` names.
 *
 * @param value any value of the template
 * @returns the id; undefined when the value is no `Ref`
 */
export function refOf(value: unknown): string | undefined {
  return isRawMap(value) && typeof value.Ref === 'string' && Object.keys(value).length === 1 ? value.Ref : undefined;
}

/**
 * The logical id that a reference to a resource names, be it by `Ref` or by one of its attributes.
 *
 * @param value any value of the template
 * @returns the id; undefined when the value is neither
 */
export function referred(value: unknown): string | undefined {
  const id = refOf(value);
  if (id !== undefined || !isCall(value)) return id;
  const target = entry(value, 'Fn::GetAtt');
  if (typeof target === 'string') return target.split('.')[0];
  return Array.isArray(target) && typeof target[0] === 'string' ? target[0] : undefined;
}

/**
 * An entry of an object, never one that every object has.
 *
 * @param map the object, or any other value
 * @param key the key
 * @returns what stands there; undefined when nothing does
 */
export function entry(map: unknown, key: string): unknown {
  return isRawMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}

/**
 * An entry that is an object.
 *
 * @param map the object, or any other value
 * @param key the key
 * @returns the object that stands there; an empty one when nothing does
 */
export function mapAt(map: unknown, key: string): RawMap {
  const value = entry(map, key);
  return isRawMap(value) ? value : {};
}

/**
 * @param value a list, one item, or nothing
 * @returns the items
 */
export function itemsOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * @param value a value of the template
 * @returns its text, also of a number; undefined when it is no scalar
 */
export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/**
 * @param value a value of the template
 * @returns whether it states `true`, as YAML or JSON spell it
 */
export const isTrue = (value: unknown): boolean => scalar(value)?.toLowerCase() === 'true';

/**
 * @param value a value of the template
 * @returns whether it states `false`, as YAML or JSON spell it
 */
export const isFalse = (value: unknown): boolean => scalar(value)?.toLowerCase() === 'false';

/** Makes a `Ref`. */
export const ref = (id: string): RawMap => ({ Ref: id });

/** Makes an `Fn::GetAtt`. */
export const getAtt = (id: string, attribute: string): RawMap => ({ 'Fn::GetAtt': [id, attribute] });

/** Makes an `Fn::Sub`. */
export const sub = (text: string, variables?: RawMap): RawMap => ({ 'Fn::Sub': variables === undefined ? text : [text, variables] });

/** Makes an `Fn::If`. */
export const choice = (condition: string, then: unknown, otherwise: unknown): RawMap => ({ 'Fn::If': [condition, then, otherwise] });

/**
 * Leaves the entries out that have no value.
 *
 * @param map an object
 * @returns its entries that have one
 */
export function stated(map: RawMap): RawMap {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

/**
 * Leaves entries out.
 *
 * @param map an object
 * @param keys the keys of the entries
 * @returns the other entries
 */
export function without(map: RawMap, keys: ReadonlySet<string>): RawMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.has(key)));
}

/**
 * Replaces parts of a value, from the outside inwards; what is replaced is not looked into.
 *
 * @param value any value of the template
 * @param replace gives what stands in the place of a part; undefined to look into it
 * @param depth how deep the value is nested
 * @returns the value with the parts replaced; the same object where nothing was
 */
export function rewritten(value: unknown, replace: (part: unknown) => unknown, depth = 0): unknown {
  const made = replace(value);
  if (made !== undefined) return made;
  // Whoever resolves what is nested deeper refuses it.
  if (depth > LIMITS.depth) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => rewritten(item, replace, depth + 1));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  if (!isRawMap(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, rewritten(item, replace, depth + 1)] as const);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}

/**
 * @param value any value of the template
 * @param levels how many levels it may have
 * @returns whether it has more
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  // Every value of every template passes here, so nothing is made on the way.
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) if (isNestedDeeper(item, levels - 1)) return true;
    return false;
  }
  for (const key in value) if (isNestedDeeper((value as RawMap)[key], levels - 1)) return true;
  return false;
}

/**
 * A value that a macro decides: whatever reads it cannot know it.
 *
 * @param macro the macro
 * @param reason why its result is not known here
 * @returns a call of the macro, which no reader resolves
 */
export function decidedBy(macro: string, reason: string): RawMap {
  return { 'Fn::Transform': { Name: macro, Parameters: { Reason: reason } } };
}
