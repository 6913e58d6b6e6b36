import type { CheckContext } from '../analysis/check-context';
import { mayBe, type IdentityPool, type Provider } from '../access-graph/identity-pools';
import type { Binding, Reachability } from '../solver';
import type { Role } from '../access-graph/roles';
import { AT_ONCE, authenticationMethods, concerns } from '../access-graph/sessions';
import { tagsOfTokens } from '../access-graph/web-identity';
import type { Resource } from '../template/reader';
import { textOf, type Value } from '../template/value';
import { GUEST, SIGNED_IN, knownAudiences, trustingRoles, usesOfRoles } from '../analysis/trusting-roles';
import type { Judgement, Rule } from './rule';

/** A role that an identity pool hands out trusts that pool. */
export const roleNotAssumable: Rule = {
  id: 'role-not-assumable',
  title: 'the trust policies of the roles that the identity pool hands out admit its users',
  why: 'Cognito takes the role on behalf of the user, and AWS STS refuses when the trust policy does not fit: another pool in aud, or the other value of amr. Everybody concerned then gets an error instead of credentials.',
  fix: 'hand out a role whose trust policy asks for aud = the id of this identity pool, and for amr = authenticated for users who signed in, unauthenticated for guests',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  severity: 'warning',
  check: (context) => context.graph.pools.flatMap((pool) => handedOut(context, pool).flatMap((use) => check(context, pool, use) ?? [])),
};

interface Use {
  readonly role: Value | undefined;
  readonly to: string;
  readonly by: Resource;
  readonly providers: readonly (Provider | undefined)[];
}

function handedOut(context: CheckContext, pool: IdentityPool): Use[] {
  const uses: Use[] = [];
  for (const { resource: by, roles, mappings } of pool.attachments) {
    if (mayBe(pool.guests, true)) uses.push({ role: roles.unauthenticated, to: 'guests', by, providers: [undefined] });
    if (pool.providers.length > 0) uses.push({ role: roles.authenticated, to: 'users who signed in', by, providers: pool.providers });
    for (const mapping of mappings) {
      const providers = pool.providers.filter((provider) => concerns(mapping, provider) !== 'no');
      uses.push(...mapping.rules.map((rule) => ({ role: rule.role, to: `users of the rule ${rule.text}`, by, providers })));
      const userPools = mapping.type === 'Token' ? providers.map(({ name }) => context.graph.userPools.find(name)) : [];
      uses.push(...[...new Set(userPools)].flatMap((userPool) => userPool?.groups ?? []).map((group) => ({ role: group.role, to: `the group '${group.name}'`, by: group.resource, providers })));
    }
  }
  return uses.filter(({ role, providers }) => textOf(role) !== undefined && providers.length > 0);
}

/** In the enhanced flow Cognito itself takes the role, so no address that the trust policy names is that of the person. */
function withoutAddresses(role: Role): Role {
  const statements = role.trust.statements.filter(({ effect, conditions }) => effect !== 'Allow' || !conditions.some(({ key, operator }) => key === 'aws:sourceip' && operator === 'IpAddress'));
  return { ...role, trust: { ...role.trust, statements } };
}

function ofAddress(pool: IdentityPool, role: Role, about: Pick<Judgement, 'about' | 'subject'>): Judgement {
  const statement = role.trust.statements.find(({ conditions }) => conditions.some(({ key }) => key === 'aws:sourceip'));
  return {
    ...about, location: 'Properties.AssumeRolePolicyDocument', ...(statement !== undefined && { statement: statement.id }),
    verdict: mayBe(pool.classicFlow, true) ? 'NOT_PROVED' : 'VIOLATED',
    message: 'the trust policy asks for an address in aws:SourceIp, and in the enhanced flow it is Cognito that asks for the role',
    fix: `move the condition on aws:SourceIp from the trust policy to the statements of the policies of ${role.name}, where it is the address of the user`,
  };
}

/** The names of the identity service that the trust policy of a role spells; undefined where it spells none. */
function trustedServices(context: CheckContext, role: Role): readonly string[] | undefined {
  return trustingRoles(context).find((one) => one.role === role)?.services;
}

/** A role that is intended for others stays closed: opening it gives what those may do to users of the pool. */
function fixOf(context: CheckContext, pool: IdentityPool, { providers, to, by }: Use, role: Role): string {
  const { service, id, resource } = pool;
  const isGuest = providers[0] === undefined;
  const wanted = [`${service}:aud = the id of '${resource.id}'`, `${service}:amr = ${isGuest ? 'unauthenticated' : 'authenticated'}`];
  const uses = usesOfRoles(context).get(role.arn);
  const others = uses !== undefined && (isGuest ? uses.signedIn : uses.guests);
  const isForOthers = trustedServices(context, role)?.includes(service) !== true || others || context.graph.pools.some((other) => other !== pool && knownAudiences(context, role, service).includes(other.id) && attaches(other, role));
  if (isForOthers) return `name in '${by.id}' a role for ${to} alone, whose trust policy asks for ${wanted.join(' and ')}`;
  const admits = (audience: Binding, methods: Binding): boolean => context.graph.trust.admits(role, service, audience, methods).found !== 'no';
  const [ofPool, users] = [{ kind: 'value', value: id } as const, isGuest ? GUEST : SIGNED_IN];
  const wrong = [SIGNED_IN, GUEST].some((methods) => admits(ofPool, methods)) ? [wanted[1]] : knownAudiences(context, role, service).some((value) => admits({ kind: 'value', value }, users)) ? [wanted[0]] : wanted;
  return `let the trust policy of ${role.name} ask for ${wrong.join(' and ')}`;
}

function attaches({ attachments }: IdentityPool, { arn }: Role): boolean {
  return attachments.some(({ roles, mappings }) => [...Object.values(roles), ...mappings.flatMap(({ rules }) => rules.map(({ role }) => role))].some((value) => textOf(value) === arn));
}

/**
 * Templates without a given Region, whose roles trust the identity service of another partition, are hardly meant for the partition of a
 * reading: conditions name Regions of China for reasons that have nothing to do with Amazon Cognito.
 */
function isMeantForAnotherPartition(context: CheckContext, { resource, service }: IdentityPool, role: Role): boolean {
  if (resource.isRegionGiven) return false;
  return trustedServices(context, role)?.includes(service) === false;
}

function check(context: CheckContext, pool: IdentityPool, use: Use): Judgement | undefined {
  const [named] = context.graph.roles.find(textOf(use.role) ?? '');
  const { role } = named;
  const about = role.resource ?? use.by;
  const subject = `${role.name} for ${use.to}`;
  if (named.uncertain !== undefined) return { about, subject, verdict: 'UNKNOWN', message: named.uncertain };
  if (role.resource === undefined) return { about, subject, verdict: 'UNKNOWN', message: `the role ${role.name} is not in the templates` };
  const audience = { kind: 'value', value: pool.id } as const;
  const asked = (by: Role): Reachability[] => use.providers.map((provider) => context.graph.trust.admits(by, pool.service, audience, { kind: 'list', values: authenticationMethods(provider, context.model) }, undefined, { flow: 'enhanced', tags: tagsOfTokens(pool, provider) }));
  const answers = asked(withoutAddresses(role));
  const refused = answers.every(({ found }) => found === 'no');
  if (refused && isMeantForAnotherPartition(context, pool, role)) return undefined;
  if (refused && asked(role).some(({ found }) => found !== 'no')) return ofAddress(pool, role, { about, subject });
  if (refused && context.graph.sessionsOf(role.resource).some((session) => session.pool === pool && session.besides !== undefined)) return { about, subject, verdict: 'UNKNOWN', message: AT_ONCE };
  if (!refused) {
    const sure = answers.find(({ found }) => found === 'yes');
    if (sure !== undefined) return { about, subject, verdict: 'PROVED', message: `the trust policy admits ${use.to}` };
    return { about, subject, verdict: 'UNKNOWN', message: answers.find(({ found }) => found === 'maybe')?.reason ?? 'the trust policy is not known' };
  }
  const arn = context.render(role.arn);
  const amr = use.providers[0] === undefined ? 'unauthenticated' : 'authenticated';
  return {
    about, subject, verdict: 'VIOLATED', location: 'Properties.AssumeRolePolicyDocument',
    fix: fixOf(context, pool, use, role),
    message: `${use.by.id} hands the role out to ${use.to}, and its trust policy refuses every one of them`,
    counterexample: {
      who: use.to, verb: 'is refused', what: arn, by: `${role.name}.AssumeRolePolicyDocument`,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: arn, context: { [`${pool.service}:aud`]: context.render(pool.id), [`${pool.service}:amr`]: amr } },
      replayed: true,
    },
  };
}
