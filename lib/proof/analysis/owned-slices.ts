import { OF_ITEMS, READS_WITHOUT_KEY } from '../authorization-data/same-data';
import { proveIsolated, type OwnedSlice, type Proof } from '../solver';
import type { Policy, Statement } from '../iam/policy';
import type { OwnerKey } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import { affectedSubjects, certainFirst, type AffectedSubject } from './affected-subjects';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { distinctSubjects } from './distinct-subjects';
import { tagOfGroups } from './deciding-claims';
import { decisionOf, gainOver } from './gained-powers';
import { assumedOfOwners } from './assumed-of-owners';
import { throughOtherDoors, type DoorsOf } from './other-doors';
import { partsOf } from './parts-of-slices';
import { keepToOwn } from './statement-fixes';

/** Statements of one policy that give each owner a slice of their own, by one variable. */
export interface Owned {
  /** The policy. */
  readonly policy: Policy;
  /** The value that tells owners apart. */
  readonly owner: OwnerKey;
  /** What belongs to an owner, as the statements themselves have it. */
  readonly slices: readonly OwnedSlice[];
  /** The statements that give them. */
  readonly statements: readonly Statement[];
  /** Who has the policy. */
  readonly sessions: readonly Session[];
}

const LISTINGS = ['s3:ListBucket', 's3:ListBucketVersions'];

/**
 * Finds what policies mean to be everybody's own: where a variable of a pattern stands for the person.
 *
 * @param context what is reachable
 * @param variable the variable; its first group is the name of the tag, where it has one
 * @param sessions everybody
 * @returns one entry for each policy and owner; policies whose promise is recorded are left to that promise
 */
export function ownedSlices(context: CheckContext, variable: RegExp, sessions: readonly Session[]): Owned[] {
  const recorded = new Set(context.records.isolations.map(({ resource }) => resource));
  const policies = new Set(sessions.flatMap(({ role }) => role.policies).filter(({ origin }) => origin.kind === 'identity'));
  return [...policies].flatMap((policy): Owned[] => {
    // What only the deployment tells of a policy may be that it has variables.
    const isOpen = policy.statements.some(({ unknown }) => unknown !== undefined);
    const byOwner = new Map<string, { slices: OwnedSlice[]; statements: Set<Statement> }>();
    for (const statement of policy.statements) {
      const holder = context.graph.policyIndex.holderOf(statement.id);
      if (statement.effect !== 'Allow' || statement.notAction || statement.notResource || !(statement.variables || isOpen) || (holder !== undefined && recorded.has(holder))) continue;
      for (const [owner, slice] of slicesOf(statement, variable)) {
        const own = byOwner.get(owner) ?? { slices: [], statements: new Set() };
        own.slices.push(slice);
        own.statements.add(statement);
        byOwner.set(owner, own);
      }
    }
    if (byOwner.size === 0) return [];
    const holders = sessions.filter(({ role }) => role.policies.includes(policy));
    const everybody = holders.filter(({ way }) => way.kind === 'default');
    return [...byOwner].map(([tag, own]) => ({
      policy, slices: own.slices, statements: [...own.statements], owner: tag === '' ? { kind: 'identity-id' } : { kind: 'session-tag', tag },
      // What the role of a group allows beyond that may be meant: nothing in the template says otherwise.
      sessions: everybody.length > 0 ? everybody : holders,
    }));
  });
}

/**
 * @param slice what belongs to an owner: by the keys of items, also requests that carry none
 * @returns the same, where those that always carry one are told apart from those that need not
 */
export function byKeysOfItems(slice: OwnedSlice): OwnedSlice[] {
  const { key, each, ...rest } = slice;
  if (key?.toLowerCase() !== 'dynamodb:leadingkeys' || each !== true) return [slice];
  const items = slice.actions.filter((action) => OF_ITEMS.some((name) => name.toLowerCase() === action.toLowerCase()));
  const others = slice.actions.filter((action) => !items.includes(action));
  return [...(items.length > 0 ? [{ ...rest, key, actions: items }] : []), ...(others.length > 0 ? [{ ...slice, actions: others }] : [])];
}

function slicesOf(statement: Statement, variable: RegExp): [string, OwnedSlice][] {
  const actions = statement.actions.map(({ text }) => text);
  const result: [string, OwnedSlice][] = [];
  const owned = (text: string): { owner: string; text: string } | undefined => {
    if (!text.includes('${')) return undefined;
    const found = [...text.matchAll(new RegExp(variable.source, 'gi'))];
    const marked = text.replace(new RegExp(variable.source, 'gi'), '${owner}');
    return found.length !== 1 || marked.replace('${owner}', '').includes('${') ? undefined : { owner: (found[0][1] ?? '').toLowerCase(), text: marked };
  };
  for (const { text } of statement.resources) {
    const own = owned(text);
    if (own !== undefined) result.push([own.owner, { actions, resource: own.text }]);
  }
  const conditions = statement.conditions.filter(({ operator }) => /(^|:)String(Equals|Like)/.test(operator));
  for (const { key, values } of conditions) {
    for (const own of values.map(owned)) {
      for (const { text: resource } of own === undefined ? [] : statement.resources.filter(({ text }) => !text.includes('${'))) {
        const slice = { resource, key, value: own!.text };
        if (key === 'dynamodb:leadingkeys') result.push([own!.owner, { ...slice, actions: OF_ITEMS }], [own!.owner, { ...slice, actions: READS_WITHOUT_KEY, each: true }]);
        else if (key === 's3:prefix') result.push([own!.owner, { ...slice, actions: LISTINGS, each: true }]);
        else result.push([own!.owner, { ...slice, actions }]);
      }
    }
  }
  return result;
}

/**
 * @param context what is reachable
 * @param owned whose slices
 * @param domains the values that tell owners apart, and those that callers have where they may have others
 * @param ownerName what people call such a value
 * @returns whether nobody reaches the slice of another owner
 */
export function proveOwned(context: CheckContext, owned: Owned, domains: DoorsOf['domains'], ownerName: string): Decision {
  const { slices, owner } = owned;
  const isAsked = (session: Session): boolean => isForEverybody(session) || owned.sessions.includes(session);
  const all = affectedSubjects(context, { resources: slices.map(({ resource }) => resource), owner, isAsked });
  const claim = (people: readonly AffectedSubject[]): Proof => proveIsolated({ ...domains, slices, people: distinctSubjects(people.map(({ subject }) => subject)) });
  const { certain, perhaps } = certainFirst(all);
  const found = claim(certain);
  if (found.verdict === 'VIOLATED') return inWords(context, found, ownerName, owned);
  const doors = throughOtherDoors(context, { slices, owner, domains, isAsked });
  if (doors?.verdict === 'VIOLATED') return doors;
  const gained = throughGains(context, owned, domains, isAsked);
  if (gained?.verdict === 'VIOLATED') return gained;
  const other = doors ?? gained;
  const doubtful = claim(perhaps);
  if (doubtful.verdict === 'VIOLATED') {
    const who = perhaps.find(({ subject }) => subject.title === doubtful.counterexample?.person) ?? perhaps[0];
    return { ...inWords(context, doubtful, ownerName, owned), verdict: 'UNKNOWN', message: `${doubtful.reason}, if ${who.subject.title} can do so: ${who.uncertainties[0]}` };
  }
  const open = [found, doubtful].find(({ verdict }) => verdict !== 'PROVED');
  if (open !== undefined) return inWords(context, open, ownerName, owned);
  return other ?? inWords(context, { ...found, assumptions: [...found.assumptions, ...assumedOfOwners(owner, all)] }, ownerName, owned);
}

/** Who changes who may use what belongs to others has it. */
function throughGains(context: CheckContext, { slices, owner }: Owned, domains: DoorsOf['domains'], isAsked: (session: Session) => boolean): Decision | undefined {
  const prover = (parts: readonly OwnedSlice[]): (actions: readonly string[]) => boolean => {
    const people = distinctSubjects(affectedSubjects(context, { resources: parts.map(({ resource }) => resource), owner, isAsked }).map(({ subject }) => subject));
    return (actions) => proveIsolated({ ...domains, slices: parts.map((slice) => ({ ...slice, actions })), people }).verdict === 'PROVED';
  };
  const gain = gainOver(context, context.sessionsWithPowers(context.graph.pools).filter(isAsked), { pools: context.graph.pools, ...partsOf(slices, prover), groups: owner.kind === 'session-tag' && tagOfGroups(context.graph.pools, owner.tag), claims: owner.kind === 'session-tag', users: true });
  return gain && decisionOf(context, gain, 'what belongs to others is within their reach');
}

function inWords(context: CheckContext, proof: Proof, ownerName: string, { owner, slices }: Owned): Decision {
  const statement = proof.counterexample?.statement ?? proof.statement;
  const counterexample = proof.verdict === 'VIOLATED' ? context.counterexample(proof, ownerName) : undefined;
  const fix = statement === undefined || proof.verdict === 'PROVED' ? undefined : keepToOwn(context, { id: statement, owner, slices, action: counterexample?.request.action });
  return { ...(fix !== undefined && { fix }), verdict: proof.verdict, message: proof.reason, assumptions: proof.assumptions, ...(statement !== undefined && { statement }), ...(counterexample !== undefined && { counterexample }) };
}

/** What members of a group reach, or people of whom a rule says something, may be meant: nothing in the template says otherwise. */
function isForEverybody({ way, origin }: Session): boolean {
  const { kind } = (origin?.way ?? way);
  return kind !== 'group' && kind !== 'rule';
}
