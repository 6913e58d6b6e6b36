import type { KeptResource, KeptTemplate } from './baseline';
import { same } from './changes';
import type { Regression } from './regressions';

const GROUP = 'AWS::Cognito::UserPoolGroup';

/**
 * Which group's role counts for a member of several: the one that comes first, of those that have a role.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html#assigning-precedence-values-to-groups
 */
export function groupOrderRegressions(deployed: KeptTemplate, planned: KeptTemplate): Regression[] {
  const groups = groupsOf(planned);
  return groups.flatMap(([logicalId, group]) => {
    const overtaken = groups.filter(([other, { properties }]) => other !== logicalId && same(properties.UserPoolId, group.properties.UserPoolId)
      && other in deployed.resources && isBefore(group, planned.resources[other])
      && !(logicalId in deployed.resources && isBefore(deployed.resources[logicalId], deployed.resources[other])));
    if (overtaken.length === 0 || !hasRole(group)) return [];
    const names = overtaken.map(([, { properties }]) => `'${String(properties.GroupName)}'`).join(', ');
    return [{
      logicalId,
      what: `the group '${String(group.properties.GroupName)}' counts before ${names}`,
      impact: 'who is in both gets its role, and no longer that of the other',
    }];
  });
}

function groupsOf({ resources }: KeptTemplate): [string, KeptResource][] {
  return Object.entries(resources).filter(([, { type, properties }]) => type === GROUP && typeof properties.GroupName === 'string');
}

/** A group without a precedence counts after all that have one. */
function isBefore(one: KeptResource, other: KeptResource): boolean {
  return precedenceOf(one) < precedenceOf(other);
}

function precedenceOf({ properties: { Precedence } }: KeptResource): number {
  return Precedence === undefined ? Number.POSITIVE_INFINITY : Number(Precedence);
}

function hasRole({ properties: { RoleArn } }: KeptResource): boolean {
  return RoleArn !== undefined;
}
