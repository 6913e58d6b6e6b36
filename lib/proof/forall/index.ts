import type { Policy } from '../iam/policy';
import type { IsolationClaim, Person, Proof, Reachability, RequestSet } from './types';

export type { Binding, Counterexample, Domain, IsolationClaim, KeyClaim, OwnedSlice, Person, Proof, Reachability, RequestSet } from './types';

/**
 * Proves that whatever a person may do, `allowed` allows as well: for all requests and all values of free keys.
 *
 * @param person who, with all their policies
 * @param allowed what they are meant to be allowed, as policies (kind `identity`) made of the intended statements
 * @returns PROVED, VIOLATED with a replayed counterexample, NOT_PROVED, or UNKNOWN with the reason
 */
export function proveContained(person: Person, allowed: readonly Policy[]): Proof {
  return { verdict: 'UNKNOWN', reason: `draft: ${person.title} ${allowed.length}`, assumptions: [] };
}

/**
 * Proves that of any two people with different owner values neither reaches the other's slices.
 *
 * @param claim owner values, slices and people
 * @returns PROVED, VIOLATED with a replayed counterexample, NOT_PROVED, or UNKNOWN with the reason
 */
export function proveIsolated(claim: IsolationClaim): Proof {
  return { verdict: 'UNKNOWN', reason: `draft: ${claim.people.length}`, assumptions: [] };
}

/**
 * Finds a request of a set that the person is allowed.
 *
 * @param person who, with all their policies
 * @param requests the set
 * @returns a witness, or `no`: for all requests of the set
 */
export function findAllowed(person: Person, requests: RequestSet): Reachability {
  return { found: 'maybe', reason: `draft: ${person.title} ${requests.actions.length}`, assumptions: [] };
}
