import type { Tries, Try } from '../site';
import { IDENTITY_VALUES } from './identities';
import { SIGN_IN_VALUES } from './sign-in';
import { USE_VALUES } from './use';
import { USER_POOL_VALUES } from './user-pool';

const TABLES: readonly Tries[] = [USER_POOL_VALUES, SIGN_IN_VALUES, IDENTITY_VALUES, USE_VALUES];

/** The places that have a try. */
export const PLACES: readonly string[] = TABLES.flatMap((table) => Object.keys(table));

/** Every try by its name: the place, and the kind of pool where there are several. */
export const TRIES: ReadonlyMap<string, Try> = new Map(TABLES.flatMap((table) => Object.entries(table)
  .flatMap(([place, one]) => (typeof one === 'function' ? [[place, one] as const] : Object.entries(one).map(([kind, act]) => [`${place}, ${kind}`, act] as const)))));

/** The place of a try. */
export function placeOfTry(name: string): string {
  return PLACES.find((place) => name === place || name.startsWith(`${place}, `))!;
}
