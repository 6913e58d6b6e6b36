import { isDeepStrictEqual } from 'node:util';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';

/** Cognito lets none of these change, though CloudFormation calls them updates in place. */
const FROZEN = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'];

/** What an update of the one stack to the other would do to its Cognito resources, save changes in place: nothing, one hopes. */
export function lostBetween(before: Stack, after: Stack): string[] {
  const lost: string[] = [];
  fullDiff(Template.fromStack(before).toJSON(), Template.fromStack(after).toJSON()).resources.forEachDifference((id, difference) => {
    if (!difference.oldResourceType?.startsWith('AWS::Cognito::')) return;
    if (difference.changeImpact !== ResourceImpact.WILL_UPDATE && difference.changeImpact !== ResourceImpact.NO_CHANGE) lost.push(`${id} ${difference.changeImpact}`);
    if (difference.oldResourceType !== 'AWS::Cognito::UserPool') return;
    const [was, is] = [difference.oldProperties, difference.newProperties].map(withDataTypes);
    lost.push(...FROZEN.filter((property) => !isDeepStrictEqual(is[property], was[property])).map((property) => `${id} ${property}`));
  });
  return lost;
}

/** Every resource that an update of the one stack to the other would touch, and how. */
export function changedBetween(before: Stack, after: Stack): string[] {
  const changed: string[] = [];
  fullDiff(Template.fromStack(before).toJSON(), Template.fromStack(after).toJSON()).resources.forEachDifference((id, difference) => {
    changed.push(`${id} ${difference.newResourceType ?? difference.oldResourceType ?? ''} ${difference.changeImpact}`);
  });
  return changed;
}

/** A standard attribute is text whether the template says so or not; only one that says so can be updated (aws-cdk#8585). */
function withDataTypes(properties: Record<string, unknown> = {}): Record<string, unknown> {
  const schema = properties.Schema as object[] | undefined;
  return { ...properties, Schema: schema?.map((attribute) => ({ AttributeDataType: 'String', ...attribute })) };
}

/** Gives a construct's resource the logical id that it has had so far. */
export function keep(construct: IConstruct, logicalId: string): void {
  resourceOf(construct).overrideLogicalId(logicalId);
}

/** Leaves out a property that the resource has had no word of so far. */
export function without(construct: IConstruct, property: string): void {
  resourceOf(construct).addPropertyDeletionOverride(property);
}

/** The logical id of the resource of a construct. */
export function idOf(construct: IConstruct): string {
  const resource = resourceOf(construct);
  return resource.stack.getLogicalId(resource);
}

function resourceOf(construct: IConstruct): CfnResource {
  return (construct instanceof CfnResource ? construct : construct.node.defaultChild) as CfnResource;
}
