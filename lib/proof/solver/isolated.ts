import { fillIn } from '../iam/match';
import type { GlobToken } from '../iam/glob';
import type { ReadyDomain } from './automata';
import { readDomain } from './automata';
import { surelyBelongs } from './belongs';
import type { RequestRegion, RequestWitness } from './request-region';
import type { Budget } from './budget';
import { constraintsOfSlice } from './claims';
import { subjectCases, lookupFor, withKey } from './subjects';
import type { Constraint } from './conjunction';
import { mayBeDeniedAnything } from './denied-anything';
import type { Confirmed } from './replay';
import { concrete, concretely, inconclusive, findReal } from './replay';
import { search } from './search';
import { keysOf, initialRegionOf, type InitialRegion } from './start';
import type { IsolationClaim, OwnedSlice, Subject } from './types';
import { grantPathsOf, type GrantPaths } from './grant-paths';

/** What was found of one person's reach into the slices of others. */
export type CrossOwnerAccess =
  | { readonly kind: 'none' }
  | { readonly kind: 'real'; readonly person: Subject; readonly confirmed: Confirmed; readonly caller?: string; readonly owner: string }
  | { readonly kind: 'doubt'; readonly statement?: string; readonly reason: string; readonly unknown: boolean };

type Member = IsolationClaim['people'][number];

const CANDIDATES = 12;
const NONE: CrossOwnerAccess = { kind: 'none' };

/** The values of owners, and of those who ask. */
export interface Domains {
  readonly owner: ReadyDomain;
  readonly caller: ReadyDomain;
}

/**
 * Whether a person can reach the slice of an owner whose value is not theirs.
 *
 * @param member the person
 * @param claim the slices
 * @param domains the domains of the claim, ready
 * @param budget bounds the work
 * @returns the finding
 */
export function findCrossOwnerAccess(member: Member, claim: IsolationClaim, domains: Domains, budget: Budget): CrossOwnerAccess {
  const cases = subjectCases(member, 'variables');
  if (!cases) return { kind: 'doubt', reason: 'too many tags may be there or not', unknown: true };
  let found: CrossOwnerAccess = NONE;
  for (const asking of cases.flatMap((one) => ownerCases(one, domains.caller))) {
    const from = callerContextOf(asking, domains, budget);
    if (typeof from === 'string') {
      found = { kind: 'doubt', reason: from, unknown: true };
      continue;
    }
    const owners = domains.owner.empty && asking.own !== '' ? [VARIABLE, EMPTY] : [VARIABLE];
    for (const owner of owners) {
      for (const slice of claim.slices) {
        const finding = intoSlice({ ...asking, owner }, from, member, slice, domains, budget);
        if (finding.kind === 'real') return finding;
        if (finding.kind === 'doubt' && (found.kind === 'none' || finding.unknown)) found = finding;
      }
    }
  }
  return found;
}

const VARIABLE: readonly GlobToken[] = [{ kind: 'proof-variable', variable: 'owner' }];
const EMPTY: readonly GlobToken[] = [];

interface CallerAndOwner {
  readonly person: Subject;
  /** The caller's value, where it is fixed; `undefined` is any. */
  readonly own: string | undefined;
  readonly owned: boolean;
  readonly owner: readonly GlobToken[];
}

// Slots hold at least one letter; the empty value is a case of its own.
function ownerCases(person: Subject, domain: ReadyDomain): Omit<CallerAndOwner, 'owner'>[] {
  const keys = keysOf(person).filter((key) => person.keys[key]?.kind === 'owner' || Object.entries(person.keys).some(([name, b]) => name.toLowerCase() === key && b.kind === 'owner'));
  if (keys.length === 0) return [{ person, own: undefined, owned: false }];
  const any = { person, own: undefined, owned: true };
  if (!domain.empty) return [any];
  return [any, { person: keys.reduce((one, key) => withKey(one, key, { kind: 'value', value: '' }), person), own: '', owned: true }];
}

/** What does not depend on whose slice it is. */
interface CallerContext {
  readonly start: InitialRegion;
  readonly access: GrantPaths;
}

function callerContextOf({ person, own, owned }: Omit<CallerAndOwner, 'owner'>, { owner, caller }: Domains, budget: Budget): CallerContext | string {
  const variables = new Map([['owner', owner], ...(owned && own === undefined ? [['caller', caller] as const] : [])]);
  const start = initialRegionOf(person, 'upper', variables, budget);
  if (typeof start === 'string') return start;
  const lookup = lookupFor(person, 'variables');
  return { start, access: grantPathsOf(person, 'upper', (pattern) => fillIn(pattern, lookup)) };
}

function intoSlice(pair: CallerAndOwner, { start, access }: CallerContext, member: Member, slice: OwnedSlice, domains: Domains, budget: Budget): CrossOwnerAccess {
  let found: CrossOwnerAccess = NONE;
  const undecidable = mayBeDeniedAnything(pair.person);
  let left = undecidable ? 1 : CANDIDATES;
  for (const constraints of constraintsOfSlice(slice, pair.owner, member.except ?? [])) {
    const region = constraints.reduce<RequestRegion>((part, constraint) => part.narrow(constraint, true), start.region);
    for (const hit of search(region, constraints, access.paths, access.denies, 'upper', budget)) {
      const real = undecidable ? undefined : confirmCrossOwner(pair, member, slice, domains, hit.sample, budget);
      if (real) return real;
      const answer = inconclusive(concrete(pair.person, hit.sample.caller, hit.sample), hit.sample, constraintsOfSlice(slice, letters(hit.sample.owner ?? ''), member.except ?? []));
      const unknown = answer.verdict === 'UNKNOWN';
      if (found.kind === 'none' || unknown) found = { kind: 'doubt', statement: hit.statement, reason: answer.reason, unknown };
      if (--left === 0) return found;
    }
  }
  return found;
}

function confirmCrossOwner(pair: CallerAndOwner, member: Member, slice: OwnedSlice, domains: Domains, sample: RequestWitness, budget: Budget): CrossOwnerAccess | undefined {
  for (const [caller, owner] of callerAndOwnerValues(pair, domains, sample)) {
    for (const person of concretely(pair.person, caller, sample)) {
      for (const constraints of constraintsOfSlice(slice, letters(owner), member.except ?? []).map(wellFormed).flat()) {
        const confirmed = findReal(person, constraints, [], budget);
        if (confirmed) return { kind: 'real', person, confirmed, ...(pair.owned && { caller }), owner };
      }
    }
  }
  return undefined;
}

// Two people whom a reader recognizes, two of whom one begins like the other, those of the candidate, ones that differ in case alone.
function callerAndOwnerValues(pair: CallerAndOwner, domains: Domains, sample: RequestWitness): [string | undefined, string][] {
  const [mine] = domains.caller.samples;
  const [first, second] = domains.owner.samples;
  const owner = pair.owner.length === 0 ? '' : undefined;
  const caller = pair.own ?? sample.caller;
  const all: [string | undefined, string | undefined][] = [
    [pair.owned ? pair.own ?? mine : undefined, owner ?? (pair.own === undefined && pair.owned ? second : first)],
    [pair.owned ? pair.own ?? `${first}/b` : undefined, owner ?? first],
    [pair.owned ? caller : undefined, owner ?? sample.owner ?? [first, second].find((value) => value !== caller)],
    [pair.owned && sample.owner !== undefined ? pair.own ?? swapCase(sample.owner) : undefined, sample.owner],
  ];
  return all.filter((couple): couple is [string | undefined, string] => couple[1] !== undefined && couple[0] !== couple[1] && (couple[0] !== undefined || !pair.owned)
    && (couple[0] === undefined || surelyBelongs(couple[0], domains.caller)) && surelyBelongs(couple[1], domains.owner));
}

function swapCase(text: string): string {
  return Array.from(text, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('');
}

function letters(text: string): GlobToken[] {
  return Array.from(text, (char) => ({ kind: 'literal' as const, char }));
}

// An object has a key: a request for one below a slice has at least a letter there, so a counterexample should have one too.
function wellFormed(constraints: readonly Constraint[]): (readonly Constraint[])[] {
  const longer: Constraint = { on: 'resource', text: { patterns: [[{ kind: 'star' }, { kind: 'literal', char: '/' }]], fold: false, negated: true }, unclear: false };
  return [[...constraints, longer], constraints];
}

/** The domains of a claim, ready; a text says why one cannot be used. */
export function domainsOf(claim: IsolationClaim): Domains | string {
  const owner = readDomain(claim.owner);
  const caller = claim.caller === undefined ? owner : readDomain(claim.caller);
  return typeof owner === 'string' ? owner : typeof caller === 'string' ? caller : { owner, caller };
}
