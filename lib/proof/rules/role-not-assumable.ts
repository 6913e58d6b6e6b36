import type { Case } from '../promises/case';
import type { IdentityPool, Provider } from '../reach/identity-pools';
import type { Reachability } from '../forall';
import type { Role } from '../reach/roles';
import { authenticationMethods } from '../reach/sessions';
import type { Resource } from '../template/reader';
import { textOf, type Value } from '../template/value';
import type { Judgement, Rule } from './rule';
import { userPoolOf } from '../promises/writers';

/** A role that an identity pool hands out trusts that pool. */
export const roleNotAssumable: Rule = {
  id: 'role-not-assumable',
  title: 'the trust policies of the roles that the identity pool hands out admit its users',
  why: 'Cognito takes the role on behalf of the user, and AWS STS refuses when the trust policy does not fit: another pool in aud, or the other value of amr. Everybody concerned then gets an error instead of credentials.',
  fix: 'trust the identity service with sts:AssumeRoleWithWebIdentity, aud = the id of this identity pool and amr = authenticated for users who signed in, unauthenticated for guests',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  severity: 'warning',
  check: (facts) => facts.reach.pools.flatMap((pool) => handedOut(facts, pool).map((use) => judge(facts, pool, use))),
};

interface Use {
  readonly role: Value | undefined;
  readonly to: string;
  readonly by: Resource;
  readonly providers: readonly (Provider | undefined)[];
}

function handedOut(facts: Case, pool: IdentityPool): Use[] {
  const uses: Use[] = [];
  for (const { resource: by, roles, mappings } of pool.attachments) {
    if (pool.guests !== false) uses.push({ role: roles.unauthenticated, to: 'guests', by, providers: [undefined] });
    if (pool.providers.length > 0) uses.push({ role: roles.authenticated, to: 'users who signed in', by, providers: pool.providers });
    for (const mapping of mappings) {
      const providers = pool.providers.filter(({ names }) => names.includes(mapping.provider));
      uses.push(...mapping.rules.map((rule) => ({ role: rule.role, to: `users of the rule ${rule.text}`, by, providers })));
      const userPools = new Set(mapping.type === 'Token' ? providers.map(({ name }) => userPoolOf(facts.model, name)?.ref) : []);
      const groups = facts.model.resources.filter(({ type, properties }) => type === 'AWS::Cognito::UserPoolGroup' && userPools.has(textOf(properties.UserPoolId) ?? ''));
      uses.push(...groups.map((group) => ({ role: group.properties.RoleArn, to: `the group '${textOf(group.properties.GroupName) ?? group.id}'`, by: group, providers })));
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
    verdict: pool.classicFlow === false ? 'VIOLATED' : 'NOT_PROVED',
    message: 'the trust policy asks for an address in aws:SourceIp, and in the enhanced flow it is Cognito that asks for the role',
    fix: 'take aws:SourceIp out of the trust policy; ask for it in the policies of the role, where it is the address of the user',
  };
}

function judge(facts: Case, pool: IdentityPool, use: Use): Judgement {
  const role = facts.reach.roles.find(textOf(use.role) ?? '');
  const about = role.resource ?? use.by;
  const subject = `${role.name} for ${use.to}`;
  if (role.resource === undefined) return { about, subject, verdict: 'UNKNOWN', message: `the role ${role.name} is not in the templates` };
  const audience = { kind: 'value', value: pool.id } as const;
  const asked = (by: Role): Reachability[] => use.providers.map((provider) => facts.reach.finder.admits(by, pool.service, audience, { kind: 'list', values: authenticationMethods(provider, facts.model) }));
  const answers = asked(withoutAddresses(role));
  const refused = answers.every(({ found }) => found === 'no');
  if (refused && asked(role).some(({ found }) => found !== 'no')) return ofAddress(pool, role, { about, subject });
  if (!refused) {
    const sure = answers.find(({ found }) => found === 'yes');
    if (sure !== undefined) return { about, subject, verdict: 'PROVED', message: `the trust policy admits ${use.to}` };
    return { about, subject, verdict: 'UNKNOWN', message: answers.find(({ found }) => found === 'maybe')?.reason ?? 'the trust policy is not known' };
  }
  const arn = facts.render(role.arn);
  const amr = use.providers[0] === undefined ? 'unauthenticated' : 'authenticated';
  return {
    about, subject, verdict: 'VIOLATED', location: 'Properties.AssumeRolePolicyDocument',
    message: `${use.by.id} hands the role out to ${use.to}, and its trust policy refuses every one of them`,
    counterexample: {
      who: use.to, verb: 'is refused', what: arn, by: `${role.name}.AssumeRolePolicyDocument`,
      request: { action: 'sts:AssumeRoleWithWebIdentity', resource: arn, context: { [`${pool.service}:aud`]: facts.render(pool.id), [`${pool.service}:amr`]: amr } },
      replayed: true,
    },
  };
}
