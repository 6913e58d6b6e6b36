import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { IConstruct } from 'constructs';

/** A stack of an app of its own. */
export function stackOf(region?: string): Stack {
  return new Stack(new App(), 'Stack', region ? { env: { region, account: '111122223333' } } : undefined);
}

/** The resources of one type, by logical id. */
export function resourcesOf(stack: Stack, type: string): Record<string, { Properties: Record<string, unknown>; Metadata?: Record<string, unknown> }> {
  return Template.fromStack(stack).findResources(type) as never;
}

/** What the only resource of a type looks like. */
export function onlyResource(stack: Stack, type: string): { Properties: Record<string, unknown>; Metadata?: Record<string, unknown> } {
  const all = Object.values(resourcesOf(stack, type));
  expect(all).toHaveLength(1);
  return all[0];
}

/** How many resources of each type there are. */
export function countsOf(stack: Stack): Record<string, number> {
  const { Resources = {} } = Template.fromStack(stack).toJSON() as { Resources?: Record<string, { Type: string }> };
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(Resources)) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
}

/** The record of intent on a resource. */
export function intentOf(resource: { Metadata?: Record<string, unknown> }): Record<string, unknown> {
  return resource.Metadata?.['cdk-cognito-pools'] as Record<string, unknown>;
}

/** The statements of the policies whose logical id contains the text. */
export function statementsOf(stack: Stack, policy = ''): Record<string, unknown>[] {
  return Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).filter(([id]) => id.includes(policy))
    .flatMap(([, { Properties }]) => (Properties.PolicyDocument as { Statement: Record<string, unknown>[] }).Statement);
}

/** The trust policy of the role whose logical id contains the text. */
export function trustOf(stack: Stack, role: string): unknown {
  const found = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => id.includes(role));
  expect(found).toHaveLength(1);
  return found[0][1].Properties.AssumeRolePolicyDocument;
}

/** The template with resources, and lists whose order means nothing, in order of their names. */
export function sortedTemplate(scope: IConstruct): unknown {
  return sorted(Template.fromStack(Stack.of(scope)).toJSON());
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).map((item) => [JSON.stringify(item), item] as const).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

export { Match, Template };
