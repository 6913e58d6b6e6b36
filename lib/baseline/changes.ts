import { isDeepStrictEqual } from 'node:util';
import type { KeptResource } from './baseline';

/** A change that takes something from users. */
export interface Change {
  readonly what: string;
  /** What the change does to users. */
  readonly impact: string;
}

/** A resource as it is deployed, and as it would be. */
export interface Sides {
  readonly deployed: KeptResource;
  readonly planned: KeptResource;
}

/** What a change of a property does to users, where CloudFormation lets it change in place. */
export interface PropertyCheck {
  /** What a baseline keeps of the property; the value at its path where it is left out. */
  readonly read?: (value: unknown) => unknown;
  readonly changes: (name: string, was: unknown, is: unknown, sides: Sides) => Change[];
}

/** Options of `changed`. */
interface ChangedOptions {
  /** The value where the template has none. */
  readonly defaultValue?: unknown;
  /** Whether there is anything to lose; always where it is left out. */
  readonly when?: (deployed: KeptResource) => boolean;
  readonly read?: PropertyCheck['read'];
}

/** Any change. */
export function changed(impact: string, { defaultValue, when, read }: ChangedOptions = {}): PropertyCheck {
  return {
    read,
    changes: (name, before, after, { deployed }) => {
      const [was, is] = [before ?? defaultValue, after ?? defaultValue];
      return same(was, is) || when?.(deployed) === false ? [] : [{ what: `${name} changes from ${shown(was)} to ${shown(is)}`, impact }];
    },
  };
}

/** A change of what was set; that it is set for the first time takes nothing. */
export function changedOnceSet(impact: string, options: Pick<ChangedOptions, 'read'> = {}): PropertyCheck {
  const { changes } = changed(impact);
  return { ...options, changes: (name, was, is, sides) => (was === undefined ? [] : changes(name, was, is, sides)) };
}

/** What was set is set no more. */
export function dropped(impact: string): PropertyCheck {
  return { changes: (name, was, is) => (was !== undefined && is === undefined ? [{ what: `${name} is dropped`, impact }] : []) };
}

/** What is in the list or the map may grow, but must not go or change; `identityOf` is what makes an entry of a list the same. */
export function loses(impact: string | ((sides: Sides) => string), identityOf: (entry: unknown) => unknown = (entry) => entry): PropertyCheck {
  return {
    changes: (name, was, is, sides) => lostEntries(was, is, identityOf)
      .map((entry) => ({ what: `${name} loses ${entry}`, impact: typeof impact === 'string' ? impact : impact(sides) })),
  };
}

/** The keys of a map must not go, each with what that does; others may. */
export function losesKeys(impacts: { readonly [key: string]: string }, nameOf: (key: string) => string = (key) => key): PropertyCheck {
  return {
    read: (value) => (isMap(value) ? [...new Set(Object.keys(value).map(nameOf))].filter((key) => key in impacts).sort() : undefined),
    changes: (name, was, is) => lostEntries(was, is, (entry) => entry).map((entry) => ({ what: `${name} loses ${entry}`, impact: impacts[JSON.parse(entry) as string] })),
  };
}

function lostEntries(was: unknown, is: unknown, identityOf: (entry: unknown) => unknown): string[] {
  if (Array.isArray(was)) {
    const after = Array.isArray(is) ? is.map(identityOf) : [];
    return was.map(identityOf).filter((entry) => !after.some((other) => same(other, entry))).map(shown);
  }
  const [before, after] = [was, is].map((map) => (isMap(map) ? map : {}));
  return Object.keys(before).filter((key) => !same(before[key], after[key])).map((key) => `${key}: ${shown(before[key])}`);
}

/** CloudFormation takes `10` for `'10'` and `true` for `'true'`; templates of different tools write the one or the other. */
export function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asText(one), asText(other));
}

/** A value as messages show it. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Whether it is a map of a template. */
export function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asText(item)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
