import type { IdentityPool } from '../access-graph/identity-pools';
import type { UserPool } from '../access-graph/user-pools';
import type { Resource } from '../template/reader';
import type { Finding } from '../findings/finding';
import { chosenByUsers, doubtFix, writersOf, writingFix } from '../analysis/attribute-writers';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { decisionOf, gainOver } from '../analysis/gained-powers';
import { isSettled, tagOfGroups } from '../analysis/deciding-claims';
import type { SessionTagsRecord } from '../analysis/intent-records';

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
  const claim = map && claimOf(map, tag);
  if (map === undefined || claim === undefined) {
    return {
      verdict: 'NOT_PROVED', location: 'Properties.PrincipalTags', message: `no claim is mapped to the tag '${tag}', so a tag of the role stands in for it`,
      fix: `map a claim that only servers write to the tag '${tag}' in PrincipalTags of '${record.resource.id}'`,
    };
  }
  if (pool.otherTags !== undefined) return { verdict: 'UNKNOWN', message: `whether the tag comes from '${claim}' is not known: ${pool.otherTags}` };
  const own = mapped(context, pool, map, claim, tag);
  if (own.verdict !== 'PROVED') return own;
  return unrecorded(context, pool, tag).find(({ verdict }) => verdict !== 'PROVED') ?? own;
}

/** Where the tag has its value from in tokens of other providers of the pool of which nothing is recorded. */
function unrecorded(context: CheckContext, pool: IdentityPool, tag: string): Decision[] {
  const isRecorded = (resource: Resource): boolean => context.records.sessionTags.some((one) => one.resource === resource && one.unforgeable.some((name) => name.toLowerCase() === tag.toLowerCase()));
  return pool.tagMaps.filter(({ resource }) => !isRecorded(resource)).flatMap((map): Decision[] => {
    const claim = claimOf(map, tag);
    if (claim === undefined) return [];
    const decision = mapped(context, pool, map, claim, tag);
    if (decision.verdict !== 'PROVED') return [{ blame: map.resource, ...decision }];
    if (context.graph.userPools.find(map.provider) !== undefined || isSettled(claim)) return [];
    return [{ verdict: 'UNKNOWN', blame: map.resource, location: 'Properties.PrincipalTags', message: `for users of ${context.render(map.provider)} the tag comes from '${claim}', and whether they choose it does not stand in the templates` }];
  });
}

function claimOf({ claims }: IdentityPool['tagMaps'][number], tag: string): string | undefined {
  return [...claims].find(([key]) => key.toLowerCase() === tag.toLowerCase())?.[1];
}

function mapped(context: CheckContext, pool: IdentityPool, map: IdentityPool['tagMaps'][number], claim: string, tag: string): Decision {
  const userPool = context.graph.userPools.find(map.provider);
  if (userPool === undefined) {
    if (map.provider.startsWith('cognito-idp.')) return { verdict: 'UNKNOWN', message: `the user pool ${map.provider} is not in the templates` };
    return throughAdministration(context, pool, tag) ?? { verdict: 'PROVED', message: `the tag comes from the claim '${claim}' of ${map.provider}`, assumptions: [`${map.provider} lets nobody choose their own claim '${claim}'`] };
  }
  return throughClients(context, pool, map, claim) ?? written(context, userPool, claim, tag) ?? throughAdministration(context, pool, tag)
    ?? { verdict: 'PROVED', message: `the tag comes from '${claim}', which no app client in the templates writes` };
}

/** Whoever may sign in through several app clients chooses which of them their tokens name. */
function throughClients(context: CheckContext, { providers }: IdentityPool, { provider, resource }: IdentityPool['tagMaps'][number], claim: string): Decision | undefined {
  if (claim !== 'aud' || providers.filter(({ name }) => name === provider).length < 2) return undefined;
  return { verdict: 'NOT_PROVED', blame: resource, location: 'Properties.PrincipalTags', message: `the tag comes from 'aud', and users of ${context.render(provider)} choose among several app clients`, fix: 'map the tag to a claim that only servers write, such as sub or a custom attribute' };
}

function written(context: CheckContext, userPool: UserPool, claim: string, tag: string): Decision | undefined {
  const chosen = chosenByUsers(userPool, claim);
  if (chosen !== undefined) {
    const about = { blame: userPool.resource, location: 'Properties.AdminCreateUserConfig', message: `the tag comes from '${claim}', and ${chosen.reason}` };
    return { verdict: chosen.certain ? 'NOT_PROVED' : 'UNKNOWN', ...about, fix: 'map the tag to a claim that only servers write, such as sub or a custom attribute' };
  }
  const writers = writersOf(userPool, claim);
  const writer = writers.find(({ doubt }) => doubt === undefined) ?? writers[0];
  if (writer === undefined) return undefined;
  const blame = { blame: writer.client, location: 'Properties.WriteAttributes' };
  if (writer.doubt !== undefined) return { verdict: 'UNKNOWN', message: writer.doubt, ...blame, ...doubtFix(userPool, writer, claim) };
  return {
    verdict: 'VIOLATED',
    message: `the tag comes from '${claim}', which users write themselves`,
    counterexample: {
      who: `signed-in user of the app client '${writer.client.id}'`,
      verb: 'writes',
      what: `${claim} of their own account, and so the session tag '${tag}', to any value`,
      by: `${writer.client.id}.WriteAttributes`,
      request: { action: 'cognito-idp:UpdateUserAttributes', resource: context.render(userPool.resource.arn), context: {} },
      replayed: false,
    },
    fix: writingFix(userPool, writer.client, claim),
    ...blame,
  };
}

function throughAdministration(context: CheckContext, pool: IdentityPool, tag: string): Decision | undefined {
  const gain = gainOver(context, context.sessionsWithPowers([pool]), { pools: [pool], resources: [], groups: tagOfGroups([pool], tag), claims: true, users: true });
  return gain && decisionOf(context, gain, `the session tag '${tag}' is theirs to choose`);
}
