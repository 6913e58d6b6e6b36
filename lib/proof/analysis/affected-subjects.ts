import type { IsolationClaim, Subject } from '../solver';
import type { Policy } from '../iam/policy';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { mayAllow } from '../access-graph/overlap';
import { subjectsOf, type OwnerKey } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import { narrowed } from './distinct-subjects';
import type { CheckContext } from './check-context';

/** Somebody who may reach a resource. */
export interface AffectedSubject {
  /** The person, with the actions that they may do to everybody's. */
  readonly subject: IsolationClaim['people'][number];
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
 * @param context what is reachable
 * @param asked what they are asked about
 * @returns the people
 */
export function affectedSubjects(context: CheckContext, { resources, owner, exceptions }: Asked): AffectedSubject[] {
  const policies = context.graph.resourcePolicies(resources.map((resource) => resource.replace('${owner}', '*')));
  const people = context.graph.pools.flatMap((pool) => context.graph.sessions(pool).flatMap((session): AffectedSubject[] => {
    if (!mayAllow([...session.role.policies, ...policies], resources)) return [];
    const except = exceptions?.(session) ?? [];
    return subjectsOf(session, [...policies, ...sessionPolicies(session)], context.model, owner)
      .map((person) => ({ session, subject: narrowed(except.length > 0 ? { ...person, except } : person, resources) }));
  }));
  return policies.length === 0 || closedToAnonymousCallers(context, resources) ? people : [...people, { subject: anonymousCaller(policies) }];
}

/** Somebody without any credentials, who only resource policies let in. */
function anonymousCaller(policies: readonly Policy[]): Subject {
  const missing = { kind: 'missing' } as const;
  return {
    title: 'anybody, without credentials',
    principal: { kind: 'anonymous' },
    keys: { 'aws:Principal*': missing, 'aws:FederatedProvider': missing, 'aws:userid': missing, 'aws:username': missing, 'cognito-identity*': missing, 'aws:SourceArn': missing, 'aws:SourceAccount': missing },
    policies,
  };
}

/** A bucket can be closed to strangers whatever its policy says. */
function closedToAnonymousCallers(context: CheckContext, resources: readonly string[]): boolean {
  return resources.every((resource) => {
    const bucket = context.model.resources.find((r) => r.type === 'AWS::S3::Bucket' && (resource === r.arn || resource.startsWith(`${r.arn}/`)));
    const block = bucket?.properties.PublicAccessBlockConfiguration as { RestrictPublicBuckets?: unknown } | undefined;
    return block?.RestrictPublicBuckets === true;
  });
}
