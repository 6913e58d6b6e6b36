import type { AccessGraph } from '../access-graph/access-graph';
import { authenticationMethods, type Session } from '../access-graph/sessions';
import { evaluate } from '../iam/evaluate';
import type { Evaluation, UnknownValue } from '../iam/request';
import { keysMentionedBy } from '../solver';

/**
 * Whether the trust policy of a role lets in this one person, where it looks at more than the identity pool and how they signed in.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 *
 * @param graph who reaches what
 * @param session what they ask the identity pool for
 * @param identityId their identity id
 * @param tags the session tags of the request
 * @returns the answer; undefined where nothing depends on the person
 */
export function admission({ model }: AccessGraph, { role, pool, provider, flow }: Session, identityId: string, tags: ReadonlyMap<string, string>): Evaluation | undefined {
  if (flow !== 'enhanced' && flow !== 'classic') return undefined;
  const { service } = pool;
  const context: Record<string, string | readonly string[]> = {
    [`${service}:aud`]: pool.id, [`${service}:amr`]: authenticationMethods(provider, model), [`${service}:sub`]: identityId, 'aws:securetransport': 'true',
    ...Object.fromEntries([...tags].map(([tag, value]) => [`aws:requesttag/${tag.toLowerCase()}`, value])), ...(tags.size > 0 && { 'aws:tagkeys': [...tags.keys()] }),
  };
  const mentioned = keysMentionedBy([role.trust]);
  if (mentioned.every((key) => key === `${service}:aud` || key === `${service}:amr`)) return undefined;
  const isMissing = (key: string): boolean => key === 'sts:externalid' || key === 'aws:tagkeys' || key.startsWith('aws:requesttag/');
  const unknown = Object.fromEntries(mentioned.filter((key) => !(key in context) && !isMissing(key)).map((key): [string, UnknownValue] => [key, { mayBeMissing: true }]));
  return evaluate([role.trust], { action: 'sts:AssumeRoleWithWebIdentity', resource: role.arn, principal: { kind: 'federated', provider: service }, context, unknown });
}
