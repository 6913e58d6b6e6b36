import { mappingsByToken, poolsByUserPool, type TokenMapping } from '../access-graph/pools-of-users';
import { tie, type Group, type UserPool } from '../access-graph/user-pools';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { all } from '../iam/tri';
import type { Judgement, Rule } from './rule';

/** Somebody who is in several groups gets the role of one of them. */
export const groupPrecedenceTie: Rule = {
  id: 'group-precedence-tie',
  title: 'groups with different roles have different precedences',
  why: 'Where two groups of one precedence have different roles, the token of somebody who is in both names no preferred role. They then get what AmbiguousRoleResolution says, the role of everybody or an error, unless the app asks for one of their roles by CustomRoleArn.',
  fix: 'give each group that has a role a Precedence of its own',
  page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolgroup.html',
  severity: 'warning',
  check: (context) => [...poolsByUserPool(context.graph)].flatMap(([userPool, users]) => {
    const mappings = mappingsByToken(users);
    const groups = userPool.groups.filter(({ role }) => role !== undefined);
    return mappings.length === 0 ? [] : groups.map((group): Judgement => ({ about: group.resource, subject: context.render(group.name), location: 'Properties.Precedence', ...decide(context, group, groups, () => doubtAbout(userPool, mappings)) }));
  }),
};

function decide(context: CheckContext, group: Group, groups: readonly Group[], doubt: () => string | undefined): Decision {
  const certain = groups.find((other) => other !== group && tieOf(group, other) === 'yes');
  if (certain !== undefined) {
    const reason = doubt();
    const fix = `give '${group.resource.id}' another Precedence than '${certain.resource.id}'`;
    if (reason !== undefined) return { verdict: 'UNKNOWN', message: reason, fix };
    return { verdict: 'VIOLATED', message: `the groups '${context.render(group.name)}' and '${context.render(certain.name)}' have the precedence ${group.precedence} and different roles: who is in both has no preferred role`, fix };
  }
  const perhaps = groups.find((other) => other !== group && tieOf(group, other) === 'maybe');
  if (perhaps === undefined) return { verdict: 'PROVED', message: 'no other group with another role has the same precedence' };
  return { verdict: 'UNKNOWN', message: whyPerhaps(group, perhaps), fix: `give '${group.resource.id}' and '${perhaps.resource.id}' each a Precedence of its own` };
}

/** What is not surely a group of the pool is perhaps not in a tie with the others. */
function tieOf(one: Group, other: Group): ReturnType<typeof tie> {
  return all([tie(one, other), one.uncertain === undefined && other.uncertain === undefined ? 'yes' : 'maybe']);
}

function whyPerhaps(group: Group, other: Group): string {
  const reasons = [group, other].flatMap(({ uncertain, resource, precedence, role }) => [uncertain, precedence === undefined ? resource.properties.why(resource.properties.get('Precedence')) ?? `the precedence of '${resource.id}' is known only at deployment` : undefined, resource.properties.why(role)]);
  const documented = group.precedence === Infinity && other.precedence === Infinity ? `AWS does not document which role comes first where neither '${group.resource.id}' nor '${other.resource.id}' has a Precedence` : undefined;
  return reasons.find((reason) => reason !== undefined) ?? documented ?? `whether '${group.resource.id}' and '${other.resource.id}' have one precedence and different roles is known only at deployment`;
}

/** Why the preferred role of a token may decide nothing, or may be chosen otherwise. */
function doubtAbout({ resource, preTokenGeneration, unknown }: UserPool, mappings: readonly TokenMapping[]): string | undefined {
  if (preTokenGeneration !== undefined) return `the pre token generation trigger of '${resource.id}' may choose the preferred role`;
  if (unknown.length > 0) return unknown[0];
  const doubts = mappings.map(({ pool, attachment, provider, mapping }) => mapping.open ?? attachment.uncertain ?? pool.unknown[0]
    ?? (provider.names.includes(mapping.provider) ? undefined : `whether the role mapping of '${attachment.resource.id}' is for '${resource.id}' is known only at deployment`));
  return doubts.some((doubt) => doubt === undefined) ? undefined : doubts[0];
}
