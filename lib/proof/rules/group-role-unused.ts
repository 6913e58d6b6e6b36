import { mayBe, type IdentityPool } from '../access-graph/identity-pools';
import { concerns } from '../access-graph/sessions';
import type { Group, UserPool } from '../access-graph/user-pools';
import type { CheckContext } from '../analysis/check-context';
import { holdsSymbol } from '../symbols/symbol';
import { textOf } from '../template/value';
import type { Judgement, Rule } from './rule';

/** The role of a group is one that its members can get. */
export const groupRoleUnused: Rule = {
  id: 'group-role-unused',
  title: 'the identity pool of a user pool hands out the roles of its groups',
  why: 'The role of a group counts only where the identity pool maps roles by tokens (Type: Token) for the app client that users sign in with. Without such a mapping members silently get the authenticated role, and what the role of the group allows is nobody\'s.',
  fix: 'take RoleArn out of the group, or map roles by tokens where its members are intended to have the role',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html',
  severity: 'warning',
  check: (context) => context.graph.userPools.all.flatMap((userPool) => {
    const pools = context.graph.pools.filter((pool) => providersOf(context, pool, userPool).length > 0);
    return pools.length === 0 ? [] : userPool.groups.filter(({ role }) => role !== undefined).map((group) => check(context, userPool, group, pools));
  }),
};

const providersOf = (context: CheckContext, { providers }: IdentityPool, userPool: UserPool): IdentityPool['providers'] => providers.filter(({ kind, name }) => kind === 'user-pool' && context.graph.userPools.named(name).some(({ pool }) => pool === userPool));

function check(context: CheckContext, userPool: UserPool, { resource, name, role }: Group, pools: readonly IdentityPool[]): Judgement {
  const about = { about: resource, subject: context.render(name), location: 'Properties.RoleArn' };
  const byToken = pools.some((pool) => pool.attachments.some(({ mappings }) => mappings.some((mapping) => mapping.type !== 'Rules' && providersOf(context, pool, userPool).some((provider) => concerns(mapping, provider)))));
  if (byToken) return { ...about, verdict: 'PROVED', message: 'an identity pool maps roles by the tokens of the user pool' };
  const arn = textOf(role);
  const otherwise = context.graph.pools.flatMap(({ attachments }) => attachments).flatMap(({ roles, mappings }) => [...Object.values(roles), ...mappings.flatMap(({ rules }) => rules.map((rule) => rule.role))]).map((value) => textOf(value));
  if (arn === undefined || otherwise.includes(arn)) return { ...about, verdict: 'PROVED', message: 'an identity pool hands the role out otherwise' };
  if (pools.some(({ classicFlow }) => mayBe(classicFlow, true))) return { ...about, verdict: 'PROVED', message: 'in the classic flow the client may name the role' };
  const [doubt] = pools.flatMap(({ unknown }) => unknown);
  const open = otherwise.some((value) => value === undefined || (holdsSymbol(value) && context.model.symbols.openReasons(value).length > 0));
  if (doubt !== undefined || open) return { ...about, verdict: 'UNKNOWN', message: doubt ?? 'which roles the identity pool hands out is known only at deployment' };
  const [pool] = pools;
  const attachment = pool.attachments.map((one) => `'${one.resource.id}'`)[0] ?? `an AWS::Cognito::IdentityPoolRoleAttachment of '${pool.resource.id}'`;
  return {
    ...about, verdict: 'VIOLATED', message: `no role mapping of '${pool.resource.id}' hands out the role of the group '${context.render(name)}': its members get what everybody gets`,
    fix: `take RoleArn out of '${resource.id}', or, where its members are intended to have the role, map roles by tokens in ${attachment} (Type: Token)`,
  };
}
