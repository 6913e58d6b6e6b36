import type { KeptResource, KeptTemplate } from './baseline';
import type { Change } from './changes';
import { same, shown } from './changes';
import { groupOrderRegressions } from './group-order';
import { IMPACTS } from './kept-types';
import { RULES } from './rules';

/** Something that a deployment would take from users. */
export interface Regression extends Change {
  /** Of the resource; acknowledged by it. */
  readonly logicalId: string;
  /** What can be done instead, where it is more than to undo the change. */
  readonly instead?: string;
}

const NOTHING: KeptTemplate = { resources: {}, owned: [] };
const POOLS = ['AWS::Cognito::UserPool', 'AWS::Cognito::IdentityPool'];

/**
 * Compares what is deployed with what would be.
 *
 * @param deployed what the baseline has of a template
 * @param planned what the template has now
 * @param movedTo where a resource that is not in it any more may have gone, in words
 */
export function regressionsBetween(deployed: KeptTemplate, planned: KeptTemplate = NOTHING, movedTo: (logicalId: string, resource: KeptResource) => string | undefined = () => undefined): Regression[] {
  const resources = Object.entries(deployed.resources);
  return [
    ...resources.flatMap(([logicalId, resource]) => {
      const there = planned.resources[logicalId] as KeptResource | undefined;
      if (there?.type !== resource.type) return [{ logicalId, ...removal(resource), instead: movedTo(logicalId, resource) }];
      return changesOf(resource, there).map((change) => ({ logicalId, ...change }));
    }),
    ...released(deployed, planned),
    ...groupOrderRegressions(deployed, planned),
    ...deployed.owned.filter((slice) => !planned.owned.some((other) => same(other, slice))).map((slice) => ({
      logicalId: 'owned',
      what: `nobody owns ${JSON.stringify(slice)} any more`,
      impact: 'what users keep there is out of their reach',
    })),
  ];
}

function removal({ type, deletionPolicy, properties }: KeptResource): Change {
  const { impact } = RULES[type];
  if (deletionPolicy === undefined) return { what: `the ${type} is removed`, impact };
  const what = `the ${type} is removed, and stays behind outside of the stack`;
  if (type === 'AWS::Cognito::UserPoolGroup' && properties.RoleArn !== undefined) {
    return { what, impact: 'its members stay members, but its role is deleted: they get no AWS credentials until the group is deleted too' };
  }
  return { what, impact: POOLS.includes(type) ? `unless the app uses it still, ${impact}` : `until it is deleted by hand, it goes on; a new one in its place is another, and ${impact}` };
}

function changesOf(deployed: KeptResource, planned: KeptResource): Change[] {
  const { impact, replaces, checks } = RULES[deployed.type];
  const sides = { deployed, planned };
  return [
    ...replaces.filter((name) => !same(deployed.properties[name], planned.properties[name])).map((name) => replacement(name, sides.deployed, planned, impact)),
    ...Object.entries(checks).flatMap(([path, { changes }]) => changes(path, deployed.properties[path], planned.properties[path], sides)),
  ];
}

function replacement(name: string, deployed: KeptResource, planned: KeptResource, impact: string): Change & Pick<Regression, 'instead'> {
  const change = `${name} changes from ${shown(deployed.properties[name])} to ${shown(planned.properties[name])}`;
  if (deployed.type !== 'AWS::Cognito::UserPoolDomain' || name !== 'Domain') return { what: `${change}, which replaces the ${deployed.type}`, impact };
  return {
    what: change,
    impact: 'the deployment fails ("User pool already has a domain configured"): CloudFormation makes the new domain before it deletes the old one, and a pool has one of a kind',
    instead: deployed.deletionPolicy === undefined
      ? 'to have the other domain, remove it, deploy, add the new one, and deploy again; between the two there is no sign-in page'
      : "to have the other domain, delete the old one in the pool ('aws cognito-idp delete-user-pool-domain') and deploy; between the two there is no sign-in page",
  };
}

/** What was retained and may be deleted now. A pool stands for all that is in it. */
function released(deployed: KeptTemplate, planned: KeptTemplate): Regression[] {
  const all = Object.entries(deployed.resources).filter(([id, { type, deletionPolicy }]) => {
    const there = planned.resources[id] as KeptResource | undefined;
    return deletionPolicy !== undefined && there?.type === type && there.deletionPolicy === undefined;
  });
  const pools = all.filter(([, { type }]) => POOLS.includes(type));
  return (pools.length > 0 ? pools : all).map(([logicalId, { type, deletionPolicy }]) => ({
    logicalId,
    what: `DeletionPolicy changes from ${shown(deletionPolicy)} to "Delete"`,
    impact: `when the stack is destroyed or the logical id changes, ${IMPACTS[type] ?? RULES[type].impact}`,
  }));
}
