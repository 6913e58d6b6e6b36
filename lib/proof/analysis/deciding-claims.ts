import { because } from '../../text/because';
import { NO_TEXT, type IdentityPool, type Mapping, type Provider } from '../access-graph/identity-pools';
import type { UserPool } from '../access-graph/user-pools';
import type { Resource } from '../template/reader';
import { textOf } from '../template/value';
import type { CheckContext } from './check-context';

/** A claim of a token that decides a role or becomes a session tag. */
export interface DecidingClaim {
  /** The identity pool. */
  readonly pool: IdentityPool;
  /** The claim. */
  readonly claim: string;
  /** Who makes the token; undefined when it is none that the identity pool knows. */
  readonly provider: Provider | undefined;
  /** The user pool that makes the token, when it is in the templates. */
  readonly userPool: UserPool | undefined;
  /** The resource that looks at the claim. */
  readonly by: Resource;
  /** Where in it. */
  readonly location: string;
  /** What it decides, for people. */
  readonly decides: string;
  /** Why it is known only at deployment which claim it is, which then is `NO_TEXT`; left out where it is known. */
  readonly hidden?: string;
  /** How a rule compares it; undefined for tags. */
  readonly match: { readonly type: string; readonly value: string; readonly role: string } | undefined;
}

/**
 * @param context what is reachable
 * @returns every claim that decides something
 */
export function decidingClaims(context: CheckContext): DecidingClaim[] {
  return context.graph.pools.flatMap((pool) => [...ofRules(context, pool), ...ofTags(context, pool)]);
}

/** Claims that say in which groups somebody is, and which roles these have. */
const OF_GROUPS: ReadonlySet<string> = new Set(['cognito:groups', 'cognito:roles', 'cognito:preferred_role']);

/**
 * @param pools identity pools
 * @returns whether a rule of theirs looks at the groups of users
 */
export function rulesOnGroups(pools: readonly IdentityPool[]): boolean {
  return pools.some(({ attachments }) => attachments.some(({ mappings }) => mappings.some(({ rules }) => rules.some(({ claim }) => OF_GROUPS.has(claim)))));
}

/**
 * @param pools identity pools
 * @param tag a session tag
 * @returns whether they take its value from the groups of users
 */
export function tagOfGroups(pools: readonly IdentityPool[], tag: string): boolean {
  return pools.some(({ tagMaps }) => tagMaps.some(({ claims }) => [...claims].some(([key, claim]) => key.toLowerCase() === tag.toLowerCase() && OF_GROUPS.has(claim))));
}

function ofRules(context: CheckContext, pool: IdentityPool): DecidingClaim[] {
  return pool.attachments.flatMap(({ resource: by, mappings, hidden }) => [...hiddenIn(context, pool, by, mappings, hidden), ...mappings.filter(({ type }) => type !== 'Token').flatMap(({ key, provider, rules }) => rules.map((rule, i): DecidingClaim => {
    const role = textOf(rule.role) ?? '';
    return withReason({
      ...sourceOf(context, pool, provider), pool, claim: rule.claim, by, decides: `the role ${context.render(role)}`,
      location: `Properties.RoleMappings.${key}.RulesConfiguration.Rules[${i}]`, match: { type: rule.match, value: rule.value, role },
    });
  }))]);
}

/** Mappings and rules that are not known look at claims that are not known. */
function hiddenIn(context: CheckContext, pool: IdentityPool, by: Resource, mappings: readonly Mapping[], ofAll: string | undefined): DecidingClaim[] {
  const all = [...(ofAll === undefined ? [] : [{ provider: '*', location: 'Properties.RoleMappings', hidden: ofAll }]), ...mappings.map(({ key, provider, hidden }) => ({ provider, location: `Properties.RoleMappings.${key}`, hidden }))];
  return all.flatMap(({ provider, location, hidden }): DecidingClaim[] => (hidden === undefined ? [] : [{ ...sourceOf(context, pool, provider), pool, claim: NO_TEXT, by, decides: 'a role', location, match: undefined, hidden }]));
}

/**
 * @param claim a claim that decides
 * @returns what rules say of a role mapping of which only the deployment tells what it compares; undefined where its rules are known
 */
export function ofHiddenRules({ by, location, hidden, match }: DecidingClaim): { readonly about: Resource; readonly subject: string; readonly location: string; readonly verdict: 'UNKNOWN'; readonly message: string } | undefined {
  return hidden === undefined || match !== undefined || !location.startsWith('Properties.RoleMappings') ? undefined : { about: by, subject: location, location, verdict: 'UNKNOWN', message: hidden };
}

function ofTags(context: CheckContext, pool: IdentityPool): DecidingClaim[] {
  return pool.tagMaps.flatMap(({ resource: by, provider, claims, hidden }) => {
    const about = { ...sourceOf(context, pool, provider), pool, by, match: undefined };
    const known = [...claims].map(([tag, claim]) => withReason({ ...about, claim, location: `Properties.PrincipalTags.${tag}`, decides: `the session tag '${tag}'` }));
    return hidden === undefined ? known : [...known, { ...about, claim: NO_TEXT, location: 'Properties.PrincipalTags', decides: 'a session tag', hidden }];
  });
}

/** Says of a claim that is no text here why. */
function withReason(deciding: DecidingClaim): DecidingClaim {
  const { claim, by, location, decides } = deciding;
  if (claim !== NO_TEXT) return deciding;
  return { ...deciding, hidden: `which claim decides ${decides} is known only at deployment${because(by.properties.why(by.properties.get(location.replace('Properties.', ''))))}` };
}

function sourceOf(context: CheckContext, pool: IdentityPool, provider: string): Pick<DecidingClaim, 'provider' | 'userPool'> {
  return { provider: pool.providers.find(({ names }) => names.includes(provider)), userPool: context.graph.userPools.find(provider) };
}

/**
 * @param claim a claim of a token
 * @returns whether whoever makes the token decides it, whatever its users enter
 */
export const isSettled = (claim: string): boolean => ['sub', 'aud', 'iss', 'amr'].includes(claim);
