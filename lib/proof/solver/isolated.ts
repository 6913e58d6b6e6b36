import { fillIn } from '../iam/match';
import type { GlobToken } from '../iam/glob';
import type { ReadyDomain } from './automata';
import { readDomain } from './automata';
import type { Box, Sample } from './request-region';
import type { Budget } from './budget';
import { sidesOfSlice } from './claims';
import { casesOf, lookupFor, withKey } from './subjects';
import type { Side } from './conjunction';
import type { Confirmed } from './replay';
import { concrete, doubt, findReal } from './replay';
import { search } from './search';
import { keysOf, startOf, type Start } from './start';
import type { IsolationClaim, OwnedSlice, Person } from './types';
import { accessOf, type Access } from './grant-paths';

/** What was found of one person's reach into the slices of others. */
export type Trespass =
  | { readonly kind: 'none' }
  | { readonly kind: 'real'; readonly person: Person; readonly confirmed: Confirmed; readonly asker?: string; readonly owner: string }
  | { readonly kind: 'doubt'; readonly statement?: string; readonly reason: string; readonly unknown: boolean };

type Member = IsolationClaim['people'][number];

const CANDIDATES = 12;
const NONE: Trespass = { kind: 'none' };

/** The values of owners, and of those who ask. */
export interface Domains {
  readonly owner: ReadyDomain;
  readonly asker: ReadyDomain;
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
export function trespass(member: Member, claim: IsolationClaim, domains: Domains, budget: Budget): Trespass {
  const cases = casesOf(member, 'slots');
  if (!cases) return { kind: 'doubt', reason: 'too many tags may be there or not', unknown: true };
  let found: Trespass = NONE;
  for (const asking of cases.flatMap((one) => ownerCases(one, domains.asker))) {
    const from = standOf(asking, domains, budget);
    if (typeof from === 'string') {
      found = { kind: 'doubt', reason: from, unknown: true };
      continue;
    }
    const owners = domains.owner.empty && asking.own !== '' ? [SLOT, EMPTY] : [SLOT];
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

const SLOT: readonly GlobToken[] = [{ kind: 'slot', slot: 'owner' }];
const EMPTY: readonly GlobToken[] = [];

interface Pair {
  readonly person: Person;
  /** The asker's value, where it is fixed; `undefined` is any. */
  readonly own: string | undefined;
  readonly owned: boolean;
  readonly owner: readonly GlobToken[];
}

// Slots hold at least one letter; the empty value is a case of its own.
function ownerCases(person: Person, domain: ReadyDomain): Omit<Pair, 'owner'>[] {
  const keys = keysOf(person).filter((key) => person.keys[key]?.kind === 'owner' || Object.entries(person.keys).some(([name, b]) => name.toLowerCase() === key && b.kind === 'owner'));
  if (keys.length === 0) return [{ person, own: undefined, owned: false }];
  const any = { person, own: undefined, owned: true };
  if (!domain.empty) return [any];
  return [any, { person: keys.reduce((one, key) => withKey(one, key, { kind: 'value', value: '' }), person), own: '', owned: true }];
}

/** What does not depend on whose slice it is. */
interface Stand {
  readonly start: Start;
  readonly access: Access;
}

function standOf({ person, own, owned }: Omit<Pair, 'owner'>, { owner, asker }: Domains, budget: Budget): Stand | string {
  const slots = new Map([['owner', owner], ...(owned && own === undefined ? [['asker', asker] as const] : [])]);
  const start = startOf(person, 'may', slots, budget);
  if (typeof start === 'string') return start;
  const lookup = lookupFor(person, 'slots');
  return { start, access: accessOf(person, 'may', (pattern) => fillIn(pattern, lookup)) };
}

function intoSlice(pair: Pair, { start, access }: Stand, member: Member, slice: OwnedSlice, domains: Domains, budget: Budget): Trespass {
  let found: Trespass = NONE;
  let left = CANDIDATES;
  for (const sides of sidesOfSlice(slice, pair.owner, member.except ?? [])) {
    const box = sides.reduce<Box>((part, side) => part.narrow(side, true), start.box);
    for (const hit of search(box, sides, access.ways, access.denies, 'may', budget)) {
      const real = confirm(pair, member, slice, domains, hit.sample, budget);
      if (real) return real;
      const answer = doubt(concrete(pair.person, hit.sample.asker, hit.sample), hit.sample, sidesOfSlice(slice, letters(hit.sample.owner ?? ''), member.except ?? []));
      const unknown = answer.verdict === 'UNKNOWN';
      if (found.kind === 'none' || unknown) found = { kind: 'doubt', statement: hit.statement, reason: answer.reason, unknown };
      if (--left === 0) return found;
    }
  }
  return found;
}

function confirm(pair: Pair, member: Member, slice: OwnedSlice, domains: Domains, sample: Sample, budget: Budget): Trespass | undefined {
  for (const [asker, owner] of couples(pair, domains, sample)) {
    for (const from of [undefined, sample]) {
      const person = concrete(pair.person, asker, from);
      for (const sides of sidesOfSlice(slice, letters(owner), member.except ?? []).map(wellFormed).flat()) {
        const confirmed = findReal(person, sides, [], budget);
        if (confirmed) return { kind: 'real', person, confirmed, ...(pair.owned && { asker }), owner };
      }
    }
  }
  return undefined;
}

// Two people whom a reader recognizes, two of whom one begins like the other, those of the candidate, ones that differ in case alone.
function couples(pair: Pair, domains: Domains, sample: Sample): [string | undefined, string][] {
  const [mine] = domains.asker.samples;
  const [first, second] = domains.owner.samples;
  const owner = pair.owner.length === 0 ? '' : undefined;
  const asker = pair.own ?? sample.asker;
  const all: [string | undefined, string | undefined][] = [
    [pair.owned ? pair.own ?? mine : undefined, owner ?? (pair.own === undefined && pair.owned ? second : first)],
    [pair.owned ? pair.own ?? `${first}/b` : undefined, owner ?? first],
    [pair.owned ? asker : undefined, owner ?? sample.owner ?? [first, second].find((value) => value !== asker)],
    [pair.owned && sample.owner !== undefined ? pair.own ?? swapCase(sample.owner) : undefined, sample.owner],
  ];
  return all.filter((couple): couple is [string | undefined, string] => couple[1] !== undefined && couple[0] !== couple[1] && (couple[0] !== undefined || !pair.owned)
    && (couple[0] === undefined || belongs(couple[0], domains.asker)) && belongs(couple[1], domains.owner));
}

function belongs(value: string, domain: ReadyDomain): boolean {
  if (value === '') return domain.empty;
  let state = domain.automaton.start;
  for (const letter of value) {
    state = domain.automaton.next(state, letter);
    if (state === -1) return false;
  }
  return domain.automaton.accepts(state);
}

function swapCase(text: string): string {
  return Array.from(text, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('');
}

function letters(text: string): GlobToken[] {
  return Array.from(text, (char) => ({ kind: 'literal' as const, char }));
}

// An object has a key: a request for one below a slice has at least a letter there, so a counterexample should have one too.
function wellFormed(sides: readonly Side[]): (readonly Side[])[] {
  const longer: Side = { on: 'resource', text: { patterns: [[{ kind: 'star' }, { kind: 'literal', char: '/' }]], fold: false, negated: true }, unclear: false };
  return [[...sides, longer], sides];
}

/** The domains of a claim, ready; a text says why one cannot be used. */
export function domainsOf(claim: IsolationClaim): Domains | string {
  const owner = readDomain(claim.owner);
  const asker = claim.asker === undefined ? owner : readDomain(claim.asker);
  return typeof owner === 'string' ? owner : typeof asker === 'string' ? asker : { owner, asker };
}
