import { byResources } from '../access-graph/edge-actions';
import { saysNothingOf } from './stated-requests';
import { actionsMatching } from '../authorization-data/actions';
import type { AccessRequest } from '../iam/request';
import type { Policy } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import { proveContained, type Proof, type RequestSet, type Subject } from '../solver';
import { once } from '../template/once';
import { ALL_SYMBOLS } from '../symbols/symbol';

/** Of a pattern of many actions so many kinds of requests are looked at. */
const KINDS = 4;

/**
 * @param pattern a pattern of actions of one service
 * @returns requests that such actions are known to make, by the kinds of their resources; none where little is known
 */
export function realRequests(pattern: string): RequestSet[] {
  const text = pattern.replace(ALL_SYMBOLS, '*');
  if (/^[^:]*[*?]/.test(text) || !text.includes(':')) return [];
  return byResources(actionsMatching(text)).map(({ actions, resources: [, ...resources], except }) => ({ actions: actions.map(({ name }) => name), resources, except }))
    .filter(({ resources }) => resources.length > 0).slice(0, KINDS);
}

/**
 * A statement on everything names what no request does as well, such as to read a bucket as if it were an object.
 *
 * @param request an action and a resource
 * @returns why nobody can ask for it; undefined where somebody may
 */
export function whyNoRequest({ action, resource }: Pick<AccessRequest, 'action' | 'resource'>): string | undefined {
  // The reference is trusted for Amazon S3: its actions are on buckets or on objects.
  return /^s3:/i.test(action) ? saysNothingOf([action], [resource])?.replace('any of the resources', 'that') : undefined;
}

/**
 * Whether somebody may do nothing but what some policies allow, requests left out that nobody can make.
 *
 * @param person somebody
 * @param allowed what they are meant to do
 * @returns whether they may do nothing else
 */
export function proveOnlyAllowed(person: Subject, allowed: readonly Policy[]): Proof {
  const proof = proveContained(person, allowed);
  const request = proof.counterexample?.request;
  return request === undefined || whyNoRequest(request) === undefined ? proof : proveContained(person, [...allowed, neverAsked()]);
}

const [BUCKETS, OBJECTS] = ['arn:*:s3:::*', 'arn:*:s3:::*/*'];

/** Actions on objects where a bucket is named, and the other way round. */
const neverAsked = once((): Policy => {
  const actionsOn = (one: string, other: string): string[] => actionsMatching('s3:*').filter(({ resources }) => resources.includes(one) && !resources.includes(other)).map(({ name }) => name);
  return parsePolicy({
    Version: '2012-10-17', Statement: [
      { Effect: 'Allow', Action: actionsOn(OBJECTS, BUCKETS), NotResource: 'arn:*:s3:*:*:*/*' },
      { Effect: 'Allow', Action: actionsOn(BUCKETS, OBJECTS), Resource: OBJECTS },
    ],
  }, { resource: 'Amazon S3', path: 'what no request does', kind: 'identity' });
});
