import { byResources } from '../access-graph/edge-actions';
import { saysNothingOf } from './stated-requests';
import { actionsMatching } from '../authorization-data/actions';
import type { AccessRequest } from '../iam/request';
import type { RequestSet } from '../solver';
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
