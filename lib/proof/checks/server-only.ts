import type { Finding } from '../findings/finding';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { decisionOf, gainOver } from '../analysis/gained-powers';
import type { ServerOnlyRecord } from '../analysis/intent-records';
import { doubtFix, writersOf, writingFix } from '../analysis/attribute-writers';

/**
 * Decides each promise that no app client writes an attribute.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function serverOnly(context: CheckContext): Finding[] {
  return context.records.serverOnly.flatMap((record) => record.attributes.map((attribute) => context.finding(
    { rule: 'server-only', title: `no app client writes ${attribute}`, subject: record.resource.id, resource: record.resource }, check(context, record, attribute))));
}

function check(context: CheckContext, record: ServerOnlyRecord, attribute: string): Decision {
  const userPool = context.graph.userPools.all.find(({ resource }) => resource === record.resource);
  if (userPool === undefined) return { verdict: 'UNKNOWN', message: `${record.resource.id} is no user pool` };
  const writers = writersOf(userPool, attribute);
  const sure = writers.find(({ doubt }) => doubt === undefined) ?? writers[0];
  if (sure === undefined) return throughAdministration(context, record, attribute) ?? { verdict: 'PROVED', message: 'every app client in the templates names what it writes, and this is not among it' };
  const { client, doubt } = sure;
  const blame = { blame: client, location: 'Properties.WriteAttributes' };
  if (doubt !== undefined) return { verdict: 'UNKNOWN', message: doubt, ...blame, ...doubtFix(userPool, sure, attribute) };
  const stated = client.properties.get('WriteAttributes') !== undefined;
  return {
    verdict: 'VIOLATED',
    message: stated ? `WriteAttributes of the app client '${client.id}' names ${attribute}` : `the app client '${client.id}' states no WriteAttributes, and then users write every attribute`,
    fix: writingFix(userPool, client, attribute),
    counterexample: {
      who: `signed-in user of the app client '${client.id}'`,
      verb: 'writes',
      what: `${attribute} of their own account, to any value`,
      by: `${client.id}.WriteAttributes`,
      request: { action: 'cognito-idp:UpdateUserAttributes', resource: context.render(record.resource.arn), context: {} },
      replayed: false,
    },
    ...blame,
  };
}

/** People whose role may change attributes, or app clients, write it all the same. */
function throughAdministration(context: CheckContext, record: ServerOnlyRecord, attribute: string): Decision | undefined {
  const pools = context.graph.pools.filter(({ providers, unknown }) => providers.some(({ name }) => context.graph.userPools.named(name).some(({ pool }) => pool.resource === record.resource)) || unknown.length > 0);
  const gain = gainOver(context, context.sessionsWithPowers(pools), { pools, resources: [], groups: false, claims: true, users: true });
  return gain && decisionOf(context, gain, `${attribute} of any account is theirs to write`);
}
