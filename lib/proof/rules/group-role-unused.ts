import { because } from '../../text/because';
import { mayBe } from '../access-graph/identity-pools';
import { mappingsByToken, poolsByUserPool, type PoolsOfUsers } from '../access-graph/pools-of-users';
import type { Group } from '../access-graph/user-pools';
import type { CheckContext } from '../analysis/check-context';
import { compareTexts } from '../iam/match';
import { once } from '../template/once';
import { Unresolved, textOf } from '../template/value';
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
function rolesHandedOut({ graph }: CheckContext): ReadonlySet<string | undefined> {
  return new Set(graph.pools.flatMap(({ attachments }) => attachments).flatMap(({ roles, mappings }) => [...Object.values(roles), ...mappings.flatMap(({ rules }) => rules.map((rule) => rule.role))]).map((value) => textOf(value)));
}

/** Whether two ARNs may be of one role. Two resources are two roles, however much of their names is open. */
function mayBeOne({ graph }: CheckContext, one: string, other: string | undefined): boolean {
  if (other === undefined) return true;
  const isOfTemplates = (arn: string): boolean => graph.roles.find(arn).every(({ role, uncertain }) => role.resource !== undefined && uncertain === undefined);
  return compareTexts(one, other) !== 'no' && !(isOfTemplates(one) && isOfTemplates(other));
}

function check(context: CheckContext, { resource, name, role }: Group, users: PoolsOfUsers, handedOut: () => ReturnType<typeof rolesHandedOut>): Judgement {
  const about = { about: resource, subject: context.render(name), location: 'Properties.RoleArn' };
  const pools = [...users.keys()];
  if (mappingsByToken(users).length > 0) return { ...about, verdict: 'PROVED', message: 'an identity pool maps roles by the tokens of the user pool' };
  const arn = textOf(role);
  const otherwise = handedOut();
  if (arn === undefined) return { ...about, verdict: 'UNKNOWN', message: `the role of the group '${context.render(name)}' is known only at deployment${because(role instanceof Unresolved ? role.reason : undefined)}` };
  if (otherwise.has(arn)) return { ...about, verdict: 'PROVED', message: 'an identity pool hands the role out otherwise' };
  if (pools.some(({ classicFlow }) => mayBe(classicFlow, true))) return { ...about, verdict: 'PROVED', message: 'in the classic flow the client may name the role' };
  const [doubt] = pools.flatMap(({ unknown }) => unknown);
  if (doubt !== undefined) return { ...about, verdict: 'UNKNOWN', message: doubt };
  const same = [...otherwise].filter((one) => mayBeOne(context, arn, one));
  const [why] = [arn, ...same].flatMap((one) => (one === undefined ? [] : context.model.symbols.openReasons(one)));
  if (same.length > 0) return { ...about, verdict: 'UNKNOWN', message: `which roles the identity pool hands out is known only at deployment${because(why)}` };
  const [pool] = pools;
  const attachment = pool.attachments.map((one) => `'${one.resource.id}'`)[0] ?? `an AWS::Cognito::IdentityPoolRoleAttachment of '${pool.resource.id}'`;
  return {
    ...about, verdict: 'VIOLATED', message: `no role mapping of '${pool.resource.id}' hands out the role of the group '${context.render(name)}': its members get what everybody gets`,
    fix: `take RoleArn out of '${resource.id}', or, where its members are intended to have the role, map roles by tokens in ${attachment} (Type: Token)`,
  };
}
