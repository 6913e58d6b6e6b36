import { visible } from '../../text/visible';

/** A resolved template value: plain data, whose strings hold one symbol for each piece that only the deployment knows. */
export type Value = string | number | boolean | null | Value[] | ValueMap | Unresolved;

/** A resolved object. It has no prototype, so a key such as `__proto__` is a key like any other. */
export interface ValueMap {
  [key: string]: Value;
}

/** One of the values that a condition which is not decided chooses from. */
export interface Alternative {
  readonly value: Value;
  /** Where it stands below the place of the choice, such as `Fn::If[1]`. */
  readonly path: string;
}

/** A value of unknown shape: whatever reads it must answer UNKNOWN, with this reason. */
export class Unresolved {
  private found: readonly Alternative[] | undefined;

  public constructor(
    /** Why the value cannot be known from the template. */
    public readonly reason: string,
    private readonly among?: () => readonly Alternative[],
    /** How it is made of what a deployment gives: what is made in the same way is the same text. Undefined where that is not known. */
    public readonly madeOf?: string,
  ) {}

  /** The only values that it may have, unless it is left out; undefined where that is not known. */
  public get either(): readonly Alternative[] | undefined {
    return (this.found ??= this.among?.().flatMap(({ value, path }) => (value instanceof Unresolved ? value.either?.map((one) => ({ ...one, path: `${path}.${one.path}` })) : undefined) ?? [{ value, path }]));
  }
}

const LONGEST = 1_000;

/** A message is for people: a name of a template may be as long as the template. */
function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** The input is not a template that can be read; says which file, where in it, and why. */
export class TemplateError extends Error {
  public constructor(
    /** A stable code. */
    public readonly code: string,
    /** The file or the name of the template. */
    public readonly file: string,
    /** The place in the template. */
    public readonly where: string,
    /** What is wrong. */
    public readonly why: string,
  ) {
    super(visible(`${code}: ${shortened(why)} [in ${file}${where === '' ? '' : ` at ${shortened(where)}`}]`));
    this.name = 'TemplateError';
  }
}

/**
 * Tells a resolved object from every other value.
 *
 * @param value any resolved value
 * @returns whether it is an object with keys
 */
export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unresolved);
}

/**
 * CloudFormation accepts a single item where a list is expected.
 *
 * @param value a list, one item, or nothing
 * @returns the items
 */
export function listOf(value: Value | undefined): Value[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Reads a scalar as text, as CloudFormation does for string properties.
 *
 * @param value a resolved value
 * @returns its text; undefined when it is not a scalar
 */
export function textOf(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/**
 * Reads a boolean property, which templates also spell as text.
 *
 * @param value a resolved value
 * @returns the boolean; undefined when the value is missing or unknown
 */
export function booleanOf(value: Value | undefined): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** @returns whether a value is an object, of which JSON has other kinds */
export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns a value that may be anything as text; empty where it is none, as an object is that has a `toString` of its own */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
