import { fillIn } from '../iam/match';
import { canonical } from '../iam/canonical';
import type { Policy } from '../iam/policy';
import type { Box, Sample } from './request-region';
import type { Budget } from './budget';
import { sidesOfSet } from './claims';
import { casesOf, lookupFor } from './subjects';
import { plainTokens } from './conjunction';
import type { Side } from './conjunction';
import { concrete, doubt, findReal, intendedRectangles } from './replay';
import type { Confirmed } from './replay';
import { search } from './search';
import { startOf, withFreeOwner } from './start';
import type { Person, RequestSet } from './types';
import { accessOf } from './grant-paths';

/** Whether somebody may do something: nothing found for all requests, a real request, or a doubt. */
export type Finding =
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
export function findBeyond(person: Person, requests: RequestSet | undefined, intended: readonly Policy[], budget: Budget): Finding {
  const cases = casesOf(withFreeOwner(person), 'letters');
  if (!cases) return { kind: 'doubt', reason: 'too many tags may be there or not', unknown: true };
  const sides = requests ? sidesOfSet(requests) : [];
  let found: Finding = { kind: 'none' };
  for (const one of cases) {
    const finding = inCase(one, sides, intended, budget);
    if (finding.kind === 'real') return finding;
    if (finding.kind === 'doubt' && (found.kind === 'none' || finding.unknown)) found = finding;
  }
  return found;
}

function inCase(person: Person, sides: readonly Side[], intended: readonly Policy[], budget: Budget): Finding {
  const start = startOf(person, 'may', new Map(), budget);
  if (typeof start === 'string') return { kind: 'doubt', reason: start, unknown: true };
  const lookup = lookupFor(person, 'letters');
  const access = accessOf(person, 'may', (pattern) => fillIn(pattern, lookup));
  const exclusions = [...access.denies, ...intendedRectangles(intended, 'may', lookup)];
  const box = sides.reduce<Box>((part, side) => part.narrow(side, true), start.box);
  let found: Finding = { kind: 'none' };
  let left = CANDIDATES;
  for (const hit of search(box, sides, access.ways, exclusions, 'may', budget, literallyIntended(person, intended))) {
    const confirmed = confirm(person, hit.sample, sides, intended, budget);
    if (confirmed) return { kind: 'real', confirmed };
    const answer = doubt(concrete(person, undefined, hit.sample), hit.sample, [sides]);
    const unknown = answer.verdict === 'UNKNOWN';
    if (found.kind === 'none' || unknown) found = { kind: 'doubt', statement: hit.statement, reason: answer.reason, unknown };
    if (--left === 0) break;
  }
  return found;
}

// In the form of real requests first: they read better, and mean the same.
const WELL_FORMED: readonly Side[] = [
  { on: 'resource', text: { patterns: [plainTokens('arn:*:*:*:*:*')], fold: false, negated: false }, unclear: false },
  { on: 'action', text: { patterns: [plainTokens('?*:?*')], fold: false, negated: false }, unclear: false },
];

function confirm(person: Person, sample: Sample, sides: readonly Side[], intended: readonly Policy[], budget: Budget): Confirmed | undefined {
  for (const people of [concrete(person, undefined), concrete(person, undefined, sample)]) {
    for (const shape of [WELL_FORMED, []]) {
      const confirmed = findReal(people, [...sides, ...shape], intended, budget);
      if (confirmed) return confirmed;
    }
  }
  return undefined;
}

// A statement that stands word for word among the intended ones needs no search.
function literallyIntended(person: Person, intended: readonly Policy[]): Set<string> {
  const texts = new Set(intended.flatMap((policy) => policy.statements.map(canonical)));
  const known = person.policies.filter((policy) => policy.origin.kind === 'identity').flatMap((policy) => policy.statements)
    .filter((statement) => statement.unknown === undefined && statement.effect === 'Allow' && texts.has(canonical(statement)));
  return new Set(known.map((statement) => statement.id));
}
