import type { PolicyKind, Statement } from '../iam/policy';
import type { Subject } from './types';

/** The kinds of policies that concern every request of whoever has them. */
const OWN: readonly PolicyKind[] = ['identity', 'boundary', 'session'];

/**
 * @param person somebody
 * @returns whether a policy of theirs may deny anything, for all that is known: then no request is surely allowed, and none needs to be looked for
 */
export function mayBeDeniedAnything({ policies }: Subject): boolean {
  return policies.some(({ origin, statements }) => OWN.includes(origin.kind) && statements.some(isWhole));
}

function isWhole({ unknown, neverDenies, actions, resources, conditions, notAction, notResource }: Statement): boolean {
  return unknown !== undefined && neverDenies !== true && !notAction && !notResource && conditions.length === 0
    && [actions, resources].every((patterns) => patterns.some(({ text }) => text === '*'));
}
