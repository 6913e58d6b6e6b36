import type { OwnedSlice } from '../solver';
import { Unresolved, booleanOf, isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';

/** Whose slice it is. */
export type OwnerRecord =
  | { readonly kind: 'identity-id' }
  | {
    readonly kind: 'session-tag';
    readonly tag: string;
    readonly alphabet?: string;
    /** Whether the policies themselves refuse whoever has a value outside of the alphabet. */
    readonly enforced?: boolean;
    readonly values?: readonly string[];
  };

/** Thrown while a record is read: it is then listed as malformed. */
export class BadRecord extends Error {
  public constructor(public readonly where: string, public readonly why: string) {
    super(why);
  }
}

const PRINCIPAL = /^(guest|authenticated|(group|provider|rule):.+)$/s;

/**
 * Reads whose a slice is.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the owner
 */
export function ownerAt(value: Value | undefined, where: string): OwnerRecord {
  const map = mapAt(value, where);
  const kind = textAt(map, 'kind', where);
  if (kind === 'identity-id') return { kind };
  if (kind !== 'session-tag') throw new BadRecord(`${where}.kind`, `'${kind}' is not a kind of owner`);
  return {
    kind,
    tag: textAt(map, 'tag', where),
    ...(map.alphabet !== undefined && { alphabet: textAt(map, 'alphabet', where) }),
    ...(booleanOf(map.enforced) === true && { enforced: true }),
    ...(map.values !== undefined && { values: texts(map.values, `${where}.values`) }),
  };
}

/**
 * Reads a slice.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the slice
 */
export function sliceAt(value: Value, where: string): OwnedSlice {
  const map = mapAt(value, where);
  const slice = {
    actions: some(texts(map.actions, `${where}.actions`), `${where}.actions`),
    resource: textAt(map, 'resource', where),
    ...(map.key !== undefined && { key: textAt(map, 'key', where) }),
    ...(map.value !== undefined && { value: textAt(map, 'value', where) }),
    ...(booleanOf(map.each) === true && { each: true }),
    ...(booleanOf(map.prefixes) === true && { prefixes: true }),
  };
  const marks = `${slice.resource}${slice.value ?? ''}`.split('${owner}').length - 1;
  if (marks !== 1) throw new BadRecord(where, `'\${owner}' must occur once, and occurs ${marks} times`);
  if ((slice.key === undefined) !== (slice.value === undefined)) throw new BadRecord(where, "'key' and 'value' go together");
  return slice;
}

/**
 * Reads the name of a principal.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the name
 */
export function principalAt(value: Value | undefined, where: string): string {
  const text = textOf(value);
  if (text === undefined || !PRINCIPAL.test(text)) throw new BadRecord(where, `${text === undefined ? 'what stands there' : `'${text}'`} is not a principal`);
  return text;
}

/**
 * Reads an object.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the object
 */
export function mapAt(value: Value | undefined, where: string): ValueMap {
  if (isMap(value)) return value;
  throw new BadRecord(where, value instanceof Unresolved ? value.reason : 'expected an object');
}

/**
 * Reads text.
 *
 * @param map the object that holds it
 * @param key its key
 * @param where the place of the object, for messages
 * @returns the text
 */
export function textAt(map: ValueMap, key: string, where: string): string {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  const text = textOf(value);
  if (text === undefined) throw new BadRecord(`${where}.${key}`, value instanceof Unresolved ? value.reason : 'expected text');
  return text;
}

/**
 * Reads a list; one item stands for a list of one.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the items
 */
export function entries(value: Value | undefined, where: string): Value[] {
  if (value instanceof Unresolved) throw new BadRecord(where, value.reason);
  return listOf(value);
}

/**
 * Reads a list of texts.
 *
 * @param value what stands there
 * @param where its place, for messages
 * @returns the texts
 */
export function texts(value: Value | undefined, where: string): string[] {
  return entries(value, where).map((item, i) => {
    const text = textOf(item);
    if (text === undefined) throw new BadRecord(`${where}[${i}]`, item instanceof Unresolved ? item.reason : 'expected text');
    return text;
  });
}

/**
 * @param list a list
 * @param where its place, for messages
 * @returns the list: an empty one would make what rests on it a promise about nothing
 */
export function some<T>(list: T[], where: string): T[] {
  if (list.length === 0) throw new BadRecord(where, 'expected at least one');
  return list;
}
