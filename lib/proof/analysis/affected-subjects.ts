import type { IsolationClaim } from '../solver';
import { publicDoors } from '../access-graph/public-doors';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { comingIn } from '../access-graph/open-doors';
import { mayAllow, mayOverlap } from '../access-graph/overlap';
import { anonymousCaller, subjectsOf, type OwnerKey } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import { strangersAdmittedBy } from '../access-graph/strangers';
import { ofType } from '../template/of-type';
import type { TemplateModel } from '../template/reader';

import { narrowed } from './distinct-subjects';
import type { CheckContext } from './check-context';

/** Somebody who may reach a resource. */
export interface AffectedSubject {
  /** The subject, with the actions that they may do to everybody's. */
  readonly subject: IsolationClaim['people'][number];
  /** Where their credentials come from; undefined for people without any. */
  readonly session?: Session;
  /** Why it is not certain that there are such people; empty where it is. */
  readonly uncertainties: readonly string[];
}

/** What everybody is asked about. */
export interface Asked {
  /** Patterns of the ARNs in question. */
  readonly resources: readonly string[];
  /** What tells owners apart, when that is the question. */
  readonly owner?: OwnerKey;
  /** The actions that somebody with a session may do to everybody's. */
  readonly exceptions?: ((session: Session) => readonly string[]) | undefined;
  /** Whether those with a session are asked; left out: everybody is. */
  readonly isAsked?: ((session: Session) => boolean) | undefined;
}

/**
 * Everybody whom the policies of the templates may let do something: people with credentials of any identity pool and of what
 * they come by with these, people without any, and people whom a service of the templates serves.
 *
 * @param context what is reachable
 * @param asked what they are asked about
 * @returns the people
 */
export function affectedSubjects(context: CheckContext, { resources, owner, exceptions, isAsked }: Asked): AffectedSubject[] {
  const concerned = resources.map((resource) => resource.replace('${owner}', '*'));
  const policies = context.graph.resourcePolicies(concerned);
  const people = [...context.graph.pools.flatMap((pool) => context.graph.sessions(pool)), ...context.graph.strangers()].flatMap((session): AffectedSubject[] => {
    if (isAsked?.(session) === false || !mayAllow([...session.role.policies, ...policies], resources)) return [];
    const except = exceptions?.(session) ?? [];
    return subjectsOf(session, [...policies, ...sessionPolicies(session)], context.model, owner)
      .map((subject) => ({ session, uncertainties: session.uncertainties, subject: narrowed(except.length > 0 ? { ...subject, except } : subject, resources) }));
  });
  const open = comingIn(context.graph.openDoors().filter((door) => door.resources.some((one) => concerned.some((resource) => mayOverlap(one, resource)))));
  if (policies.length === 0) return [...people, ...open];
  const doors = [...open, ...publicDoors(context.model, policies).map((door): AffectedSubject => ({ subject: narrowed(door.subject, resources), uncertainties: door.uncertainties }))];
  if (isClosedToAnonymousCallers(context.model, concerned)) return [...people, ...doors];
  const strangers = strangersAdmittedBy(context.model, policies, owner?.kind === 'identity-id' ? owner.kind : undefined).map((subject): AffectedSubject => ({ subject, uncertainties: [] }));
  return [...people, ...doors, { subject: anonymousCaller(policies), uncertainties: [] }, ...strangers];
}

/**
 * @param model what the templates create
 * @param resources patterns of ARNs
 * @returns whether all of them are of buckets that are closed to anonymous callers whatever their policies say
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isClosedToAnonymousCallers(model: TemplateModel, resources: readonly string[]): boolean {
  return resources.every((resource) => {
    const bucket = ofType(model, 'AWS::S3::Bucket').find(({ arn, isCertain }) => isCertain && (resource === arn || resource.startsWith(`${arn}/`)));
    const restricted = bucket?.properties.flag('PublicAccessBlockConfiguration.RestrictPublicBuckets', false);
    return restricted?.known === true && restricted.value;
  });
}

/**
 * @param people people
 * @returns those of whom it is certain that they are there, and then the others
 */
export function certainFirst(people: readonly AffectedSubject[]): { readonly certain: readonly AffectedSubject[]; readonly perhaps: readonly AffectedSubject[] } {
  return { certain: people.filter(({ uncertainties }) => uncertainties.length === 0), perhaps: people.filter(({ uncertainties }) => uncertainties.length > 0) };
}

