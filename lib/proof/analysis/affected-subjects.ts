import type { IsolationClaim, Person } from '../solver';
import type { Policy } from '../iam/policy';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { mayAllow } from '../access-graph/overlap';
import { peopleOf, type OwnerKey } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import { narrowed } from './distinct-subjects';
import type { Case } from './check-context';

/** Somebody who may reach a resource. */
export interface Somebody {
  /** The person, with the actions that they may do to everybody's. */
  readonly person: IsolationClaim['people'][number];
  /** Where their credentials come from; undefined for people without any. */
  readonly session?: Session;
}

/** What everybody is asked about. */
export interface Asked {
  /** Patterns of the ARNs in question. */
  readonly resources: readonly string[];
  /** What tells owners apart, when that is the question. */
  readonly owner?: OwnerKey;
  /** The actions that somebody with a session may do to everybody's. */
  readonly exceptions?: (session: Session) => readonly string[];
}

/**
 * Everybody whom the policies of the templates may let do something: people with credentials of any identity pool, and people
 * without any.
 *
 * @param facts what is reachable
 * @param asked what they are asked about
 * @returns the people
 */
export function everybody(facts: Case, { resources, owner, exceptions }: Asked): Somebody[] {
  const policies = facts.reach.resourcePolicies(resources.map((resource) => resource.replace('${owner}', '*')));
  const people = facts.reach.pools.flatMap((pool) => facts.reach.sessions(pool).flatMap((session): Somebody[] => {
    if (!mayAllow([...session.role.policies, ...policies], resources)) return [];
    const except = exceptions?.(session) ?? [];
    return peopleOf(session, [...policies, ...sessionPolicies(session)], facts.model, owner)
      .map((person) => ({ session, person: narrowed(except.length > 0 ? { ...person, except } : person, resources) }));
  }));
  return policies.length === 0 || closedToStrangers(facts, resources) ? people : [...people, { person: stranger(policies) }];
}

/** Somebody without any credentials, who only resource policies let in. */
function stranger(policies: readonly Policy[]): Person {
  const missing = { kind: 'missing' } as const;
  return {
    title: 'anybody, without credentials',
    principal: { kind: 'anonymous' },
    keys: { 'aws:Principal*': missing, 'aws:FederatedProvider': missing, 'aws:userid': missing, 'aws:username': missing, 'cognito-identity*': missing, 'aws:SourceArn': missing, 'aws:SourceAccount': missing },
    policies,
  };
}

/** A bucket can be closed to strangers whatever its policy says. */
function closedToStrangers(facts: Case, resources: readonly string[]): boolean {
  return resources.every((resource) => {
    const bucket = facts.model.resources.find((r) => r.type === 'AWS::S3::Bucket' && (resource === r.arn || resource.startsWith(`${r.arn}/`)));
    const block = bucket?.properties.PublicAccessBlockConfiguration as { RestrictPublicBuckets?: unknown } | undefined;
    return block?.RestrictPublicBuckets === true;
  });
}
