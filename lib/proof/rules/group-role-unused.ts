import { mayBe } from '../access-graph/identity-pools';
import { mappingsByToken, poolsByUserPool, type PoolsOfUsers } from '../access-graph/pools-of-users';
import type { Group } from '../access-graph/user-pools';
import type { CheckContext } from '../analysis/check-context';
import { holdsSymbol } from '../symbols/symbol';
import { once } from '../template/once';
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
  check: (context) => {
    const handedOut = once(() => rolesHandedOut(context));
    return [...poolsByUserPool(context.graph)].flatMap(([userPool, pools]) => userPool.groups.filter(({ role }) => role !== undefined).map((group) => check(context, group, pools, handedOut)));
  },
};

/** The roles that identity pools hand out by name: those for everybody, and those of rules. Undefined is one that is not known as text. */
function rolesHandedOut({ graph, model }: CheckContext): { readonly known: ReadonlySet<string | undefined>; readonly open: boolean } {
  const known = new Set(graph.pools.flatMap(({ attachments }) => attachments).flatMap(({ roles, mappings }) => [...Object.values(roles), ...mappings.flatMap(({ rules }) => rules.map((rule) => rule.role))]).map((value) => textOf(value)));
  return { known, open: [...known].some((value) => value === undefined || (holdsSymbol(value) && model.symbols.openReasons(value).length > 0)) };
}

function check(context: CheckContext, { resource, name, role }: Group, users: PoolsOfUsers, handedOut: () => ReturnType<typeof rolesHandedOut>): Judgement {
  const about = { about: resource, subject: context.render(name), location: 'Properties.RoleArn' };
  const pools = [...users.keys()];
  if (mappingsByToken(users).length > 0) return { ...about, verdict: 'PROVED', message: 'an identity pool maps roles by the tokens of the user pool' };
  const arn = textOf(role);
  const otherwise = handedOut();
  if (arn === undefined || otherwise.known.has(arn)) return { ...about, verdict: 'PROVED', message: 'an identity pool hands the role out otherwise' };
  if (pools.some(({ classicFlow }) => mayBe(classicFlow, true))) return { ...about, verdict: 'PROVED', message: 'in the classic flow the client may name the role' };
  const [doubt] = pools.flatMap(({ unknown }) => unknown);
  if (doubt !== undefined || otherwise.open) return { ...about, verdict: 'UNKNOWN', message: doubt ?? 'which roles the identity pool hands out is known only at deployment' };
  const [pool] = pools;
  const attachment = pool.attachments.map((one) => `'${one.resource.id}'`)[0] ?? `an AWS::Cognito::IdentityPoolRoleAttachment of '${pool.resource.id}'`;
  return {
    ...about, verdict: 'VIOLATED', message: `no role mapping of '${pool.resource.id}' hands out the role of the group '${context.render(name)}': its members get what everybody gets`,
    fix: `take RoleArn out of '${resource.id}', or, where its members are intended to have the role, map roles by tokens in ${attachment} (Type: Token)`,
  };
}
