import { onceForEach } from '../../text/remembered';
import type { AccessGraph } from '../access-graph/access-graph';
import type { IdentityPool } from '../access-graph/identity-pools';
import type { Session } from '../access-graph/sessions';
import { CheckContext } from '../analysis/check-context';
import { gainOver } from '../analysis/gained-powers';

const contextOf = onceForEach((graph: AccessGraph) => new CheckContext(graph));

/**
 * An answer is about one request, made with what is deployed. Whoever may change what decides it may come to another answer by more requests.
 *
 * @param graph who reaches what
 * @param pool the identity pool that their credentials come from
 * @param sessions what somebody can obtain
 * @param resource the ARN of the request, or `*`
 * @returns what they may do that could lead to it, and why, for people; undefined where they surely may do nothing of the kind
 */
export function bySteps(graph: AccessGraph, pool: IdentityPool, sessions: readonly Session[], resource: string): string | undefined {
  const resources = resource === '*' ? [] : [...new Set([resource, resource.split('/')[0]])];
  const gain = gainOver(contextOf(graph), sessions, { pools: [pool], resources, groups: true, claims: true, users: true });
  if (gain === undefined) return undefined;
  const { power: { action, why }, uncertain } = gain;
  const what = action === '' ? 'more than is known' : action;
  return uncertain === undefined ? `they may do ${what}, which ${why}` : `they may do ${what}, which ${why}: ${uncertain}`;
}
