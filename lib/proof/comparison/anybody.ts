import type { AccessGraph } from '../access-graph/access-graph';
import { comingIn } from '../access-graph/open-doors';
import { mayOverlap } from '../access-graph/overlap';
import { publicDoors } from '../access-graph/public-doors';
import { strangersAdmittedBy } from '../access-graph/strangers';
import { anonymousCaller } from '../access-graph/subjects';
import type { Policy } from '../iam/policy';
import type { Alike } from './alike';
import type { Compared } from './gained-access';

/** People without credentials, and whether there is something to look at though no policy of a resource has changed. */
export interface AnybodyCompared {
  readonly compared: Compared;
  readonly isOpen: boolean;
}

/**
 * @param before who reached what
 * @param now who reaches what
 * @param alike what is the same on both sides
 * @param changed the condition keys that hold another value for the same request than they did
 * @returns those who need no credentials: whom policies of resources let in, whom distributions serve, and who come in past IAM
 */
export function anybody(before: AccessGraph, now: AccessGraph, alike: Alike, changed: (key: string) => boolean): AnybodyCompared[] {
  const changedBuckets = now.model.resources.some((one) => one.type === 'AWS::S3::Bucket' && !alike.isResourceAlike(one));
  const policiesOf = (graph: AccessGraph, surely: boolean): Policy[] => graph.resourcePolicies().map((policy) => withoutClosed(policy, graph, surely));
  const subject = (graph: AccessGraph, surely: boolean): ReturnType<typeof anonymousCaller> => anonymousCaller(policiesOf(graph, surely));
  const outsiders = strangersAdmittedBy(before.model, policiesOf(before, true), undefined, policiesOf(now, false));
  const strangers = strangersAdmittedBy(now.model, policiesOf(now, false)).map((one, i): AnybodyCompared => ({
    isOpen: changedBuckets, compared: { who: one.title, now: one, former: [{ subject: outsiders[i], certain: true, changed }], steps: [] },
  }));
  const alone: AnybodyCompared = { isOpen: changedBuckets, compared: { who: 'anybody, without credentials', now: subject(now, false), former: [{ subject: subject(before, true), certain: true, changed }], steps: [] } };
  const served = publicDoors(before.model, before.resourcePolicies());
  const changedDistributions = now.model.resources.some((one) => one.type === 'AWS::CloudFront::Distribution' && !alike.isResourceAlike(one));
  const doors = publicDoors(now.model, now.resourcePolicies()).map((door): AnybodyCompared => {
    const former = served.filter((one) => one.subject.title === door.subject.title);
    const same = !changedDistributions;
    return {
      isOpen: changedDistributions,
      compared: {
        who: door.subject.title, now: door.subject, steps: [], ...(door.uncertainties.length > 0 && { uncertain: door.uncertainties[0] }),
        former: former.map((one) => ({ subject: one.subject, certain: one.uncertainties.length === 0 || (same && JSON.stringify(one.uncertainties) === JSON.stringify(door.uncertainties)), changed })),
      },
    };
  });
  const known = new Set(before.openDoors().map((door) => JSON.stringify(door)));
  const past = comingIn(now.openDoors().filter((door) => !(known.has(JSON.stringify(door)) && alike.isReasonAlike(door.what))))
    .map(({ subject: who, uncertainties: [uncertain] }): AnybodyCompared => ({ isOpen: true, compared: { who: who.title, now: who, former: [], steps: [], uncertain } }));
  return [alone, ...strangers, ...doors, ...past];
}

/**
 * A bucket that keeps the public out lets nobody in without credentials, whatever its policy says.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function withoutClosed(policy: Policy, { model }: AccessGraph, surely: boolean): Policy {
  const governed = policy.origin.attachedTo ?? [];
  const buckets = model.resources.filter(({ type, arn }) => type === 'AWS::S3::Bucket' && governed.some((pattern) => mayOverlap(pattern, arn) || mayOverlap(pattern, `${arn}/*`)));
  const restricted = buckets.map(({ properties, isCertain }) => ({ isCertain, flag: properties.flag('PublicAccessBlockConfiguration.RestrictPublicBuckets', false) }));
  const isClosed = surely ? restricted.some(({ flag }) => !flag.known || flag.value) : restricted.length > 0 && restricted.every(({ isCertain, flag }) => isCertain && flag.known && flag.value);
  return isClosed ? { ...policy, statements: policy.statements.filter(({ effect, unknown }) => effect === 'Deny' && unknown === undefined) } : policy;
}
