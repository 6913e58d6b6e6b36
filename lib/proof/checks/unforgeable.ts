import type { Finding } from '../findings/finding';
import type { CheckContext, Decision } from '../analysis/check-context';
import type { SessionTagsRecord } from '../analysis/intent-records';
import { userPoolOf, writersOf } from '../analysis/attribute-writers';

/**
 * Decides for each session tag whether nobody can choose its value for themselves.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function unforgeable(context: CheckContext): Finding[] {
  return context.records.sessionTags.flatMap((record) => record.unforgeable.map((tag) => context.finding(
    { rule: 'unforgeable', title: `nobody chooses their own session tag '${tag}'`, subject: record.resource.id, resource: record.resource }, check(context, record, tag))));
}

function check(context: CheckContext, record: SessionTagsRecord, tag: string): Decision {
  const pool = context.pool(record.pool);
  if (pool === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  const map = pool.tagMaps.find(({ resource }) => resource === record.resource);
  const claim = [...map?.claims ?? []].find(([key]) => key.toLowerCase() === tag.toLowerCase())?.[1];
  if (map === undefined || claim === undefined) {
    return { verdict: 'NOT_PROVED', location: 'Properties.PrincipalTags', message: `no claim is mapped to the tag '${tag}', so a tag of the role stands in for it` };
  }
  const userPool = userPoolOf(context.model, map.provider);
  if (userPool === undefined) {
    if (map.provider.startsWith('cognito-idp.')) return { verdict: 'UNKNOWN', message: `the user pool ${map.provider} is not in the templates` };
    return { verdict: 'PROVED', message: `the tag comes from the claim '${claim}' of ${map.provider}`, assumptions: [`${map.provider} lets nobody choose their own claim '${claim}'`] };
  }
  const writers = writersOf(context.model, userPool, claim);
  const writer = writers.find(({ doubt }) => doubt === undefined) ?? writers[0];
  if (writer === undefined) return { verdict: 'PROVED', message: `the tag comes from '${claim}', which no app client in the templates writes` };
  const blame = { blame: writer.client, location: 'Properties.WriteAttributes' };
  if (writer.doubt !== undefined) return { verdict: 'UNKNOWN', message: writer.doubt, ...blame };
  return {
    verdict: 'VIOLATED',
    message: `the tag comes from '${claim}', which users write themselves`,
    counterexample: {
      who: `signed-in user of the app client '${writer.client.id}'`,
      verb: 'writes',
      what: `${claim} of their own account, and so the session tag '${tag}', to any value`,
      by: `${writer.client.id}.WriteAttributes`,
      request: { action: 'cognito-idp:UpdateUserAttributes', resource: context.render(userPool.arn), context: {} },
      replayed: false,
    },
    fix: `list in WriteAttributes of '${writer.client.id}' what users may write, without '${claim}'`,
    ...blame,
  };
}
