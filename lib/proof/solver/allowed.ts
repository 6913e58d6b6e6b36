import { fillIn } from '../iam/match';
import { canonical } from '../iam/canonical';
import type { Policy } from '../iam/policy';
import type { RequestRegion, RequestWitness } from './request-region';
import type { Budget } from './budget';
import { constraintsOfSet } from './claims';
import { subjectCases, lookupFor } from './subjects';
import type { Constraint } from './conjunction';
import { mayBeDeniedAnything } from './denied-anything';
import { concrete, concretely, inconclusive, findReal, intendedConjunctions, OF_AWS, WELL_FORMED } from './replay';
import type { Confirmed } from './replay';
import { search } from './search';
import { initialRegionOf, withFreeOwner } from './start';
import type { Subject, RequestSet } from './types';
import { grantPathsOf } from './grant-paths';

/** Whether somebody may do something: nothing found for all requests, a real request, or a doubt. */
export type BeyondIntent =
  | { readonly kind: 'none' }
  | { readonly kind: 'real'; readonly confirmed: Confirmed }
  | { readonly kind: 'doubt'; readonly statement?: string; readonly reason: string; readonly unknown: boolean };

const CANDIDATES = 12;

/**
 * Whether a person can make a request of a set that their policies allow and the intended ones do not, for all requests and all
 * values of what the person's bindings leave open.
 *
 * @param person who
 * @param requests the set; left out: every request
 * @param intended policies that are not to allow it
 * @param budget bounds the work
 * @returns the finding
 */
export function findBeyond(person: Subject, requests: RequestSet | undefined, intended: readonly Policy[], budget: Budget): BeyondIntent {
  const cases = subjectCases(withFreeOwner(person), 'letters');
  if (!cases) return { kind: 'doubt', reason: 'too many tags may be there or not', unknown: true };
  const constraints = requests ? constraintsOfSet(requests) : [];
  let found: BeyondIntent = { kind: 'none' };
  for (const one of cases) {
    const finding = inCase(one, constraints, intended, budget);
    if (finding.kind === 'real') return finding;
    if (finding.kind === 'doubt' && (found.kind === 'none' || finding.unknown)) found = finding;
  }
  return found;
}

function inCase(person: Subject, constraints: readonly Constraint[], intended: readonly Policy[], budget: Budget): BeyondIntent {
  const start = initialRegionOf(person, 'upper', new Map(), budget);
  if (typeof start === 'string') return { kind: 'doubt', reason: start, unknown: true };
  const lookup = lookupFor(person, 'letters');
  const access = grantPathsOf(person, 'upper', (pattern) => fillIn(pattern, lookup));
  const exclusions = [...access.denies, ...intendedConjunctions(intended, 'upper', lookup)];
  const region = constraints.reduce<RequestRegion>((part, constraint) => part.narrow(constraint, true), start.region);
  let found: BeyondIntent = { kind: 'none' };
  const undecidable = mayBeDeniedAnything(person);
  let left = undecidable ? 1 : CANDIDATES;
  for (const hit of search(region, constraints, access.paths, exclusions, 'upper', budget, literallyIntended(person, intended))) {
    const confirmed = undecidable ? undefined : confirm(person, hit.sample, constraints, intended, budget);
    if (confirmed) return { kind: 'real', confirmed };
    const answer = inconclusive(concrete(person, undefined, hit.sample), hit.sample, [constraints]);
    const unknown = answer.verdict === 'UNKNOWN';
    if (found.kind === 'none' || unknown) found = { kind: 'doubt', statement: hit.statement, reason: answer.reason, unknown };
    if (--left === 0) break;
  }
  return found;
}

function confirm(person: Subject, sample: RequestWitness, constraints: readonly Constraint[], intended: readonly Policy[], budget: Budget): Confirmed | undefined {
  for (const people of concretely(person, undefined, sample)) {
    for (const shape of [OF_AWS, WELL_FORMED, []]) {
      const confirmed = findReal(people, [...constraints, ...shape], intended, budget);
      if (confirmed) return confirmed;
    }
  }
  return undefined;
}

// A statement that stands word for word among the intended ones needs no search.
function literallyIntended(person: Subject, intended: readonly Policy[]): Set<string> {
  const texts = new Set(intended.flatMap((policy) => policy.statements.map(canonical)));
  const known = person.policies.filter((policy) => policy.origin.kind === 'identity').flatMap((policy) => policy.statements)
    .filter((statement) => statement.unknown === undefined && statement.effect === 'Allow' && texts.has(canonical(statement)));
  return new Set(known.map((statement) => statement.id));
}
