import type { NestedStack } from 'aws-cdk-lib/core';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Where the template of a construct stands among those of the assembly: the artifact of the stack, and for a nested one the
 * logical ids that lead to it. The name of a stack would not do: stacks of two Regions may have the same.
 */
export function stackAddressOf(scope: IConstruct): string {
  const stack = Stack.of(scope);
  const parent = stack.nestedStackParent;
  if (parent === undefined) return stack.artifactId;
  return `${stackAddressOf(parent)}/${parent.resolve((stack as NestedStack).nestedStackResource?.logicalId) as string}`;
}
