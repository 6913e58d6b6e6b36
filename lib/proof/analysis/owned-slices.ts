import { proveIsolated, type Domain, type OwnedSlice, type Subject, type Proof } from '../solver';
import type { Policy, Statement } from '../iam/policy';
import { distinctSubjects } from './distinct-subjects';
import type { CheckContext } from './check-context';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf, type OwnerKey } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';

/** Statements of one policy that give each owner a slice of their own, by one variable. */
export interface Owned {
  /** The policy. */
  readonly policy: Policy;
  /** What tells owners apart. */
  readonly owner: OwnerKey;
  /** What belongs to an owner, as the statements themselves have it. */
  readonly slices: readonly OwnedSlice[];
  /** Who has the policy. */
  readonly sessions: readonly Session[];
}

/** Requests for items always carry the key of the item; those for whole tables need not. */
const OF_ITEMS = [
  'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:ConditionCheckItem',
];
const OF_TABLES = ['dynamodb:Scan'];
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
    const byOwner = new Map<string, OwnedSlice[]>();
    for (const statement of policy.statements) {
      const holder = context.graph.policyIndex.holderOf(statement.id);
      if (statement.effect !== 'Allow' || statement.unknown !== undefined || statement.notAction || statement.notResource || !statement.variables || (holder !== undefined && recorded.has(holder))) continue;
      for (const [owner, slice] of slicesOf(statement, variable)) byOwner.set(owner, [...(byOwner.get(owner) ?? []), slice]);
    }
    if (byOwner.size === 0) return [];
    const holders = sessions.filter(({ role }) => role.policies.includes(policy));
    const everybody = holders.filter(({ way }) => way.kind === 'default');
    return [...byOwner].map(([tag, slices]) => ({
      policy, slices, owner: tag === '' ? { kind: 'identity-id' } : { kind: 'session-tag', tag },
      // What the role of a group allows beyond that may be meant: nothing in the template says otherwise.
      sessions: everybody.length > 0 ? everybody : holders,
    }));
  });
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
        if (key === 'dynamodb:leadingkeys') result.push([own!.owner, { ...slice, actions: OF_ITEMS }], [own!.owner, { ...slice, actions: OF_TABLES, each: true }]);
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
 * @param domain the values that tell owners apart
 * @returns whether nobody reaches the slice of another owner
 */
export function proveOwned(context: CheckContext, owned: Owned, domain: Domain): { proof: Proof; doubt: string | undefined } {
  const policies = context.graph.resourcePolicies(owned.slices.map(({ resource }) => resource.replace('${owner}', '*')));
  const people = (sessions: readonly Session[]): readonly Subject[] => distinctSubjects(sessions.flatMap((session) => subjectsOf(session, [...policies, ...sessionPolicies(session)], context.model, owned.owner)));
  const proof = proveIsolated({ owner: domain, slices: owned.slices, people: people(owned.sessions) });
  const certain = owned.sessions.filter(({ uncertainties }) => uncertainties.length === 0);
  if (proof.verdict !== 'VIOLATED' || certain.length === owned.sessions.length) return { proof, doubt: undefined };
  const again = proveIsolated({ owner: domain, slices: owned.slices, people: people(certain) });
  return again.verdict === 'VIOLATED' ? { proof: again, doubt: undefined } : { proof, doubt: owned.sessions.flatMap(({ uncertainties }) => [...uncertainties])[0] };
}
