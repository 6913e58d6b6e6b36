import type { CfnResource } from 'aws-cdk-lib/core';
import { Stack, Token } from 'aws-cdk-lib/core';

/** A property of a resource as it stands in the template. */
export type Rendered = string | number | boolean | readonly Rendered[] | { readonly [name: string]: Rendered };

/**
 * The properties of a resource as they will stand in the template, after whatever was set on the L1 and overridden: what
 * apps are told must be what is deployed.
 */
export function renderedProperties(resource: CfnResource): Readonly<Record<string, Rendered | undefined>> {
  const stack = Stack.of(resource);
  const { Resources } = stack.resolve(resource._toCloudFormation()) as { Resources: Record<string, { Properties?: Record<string, Rendered> }> };
  return Resources[stack.resolve(resource.logicalId) as string].Properties ?? {};
}

/** The items of a list; none where there is no list. */
export function listOf(value: Rendered | undefined): readonly Rendered[] {
  return Array.isArray(value) ? value as readonly Rendered[] : [];
}

/** A text; what a template refers to is a token again, so that it is resolved wherever it is written next. */
export function textOf(value: Rendered | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value !== undefined && isReference(value) ? Token.asString(value) : undefined;
}

/** The texts of a list. */
export function textsOf(value: Rendered | undefined): string[] {
  return listOf(value).map(textOf).filter((text) => text !== undefined);
}

/** The logical id that a value refers to. */
export function referredTo(value: Rendered): string | undefined {
  return typeof value === 'object' && 'Ref' in value ? value.Ref as string : undefined;
}

function isReference(value: Rendered): boolean {
  const [key, ...more] = typeof value === 'object' ? Object.keys(value) : [];
  return more.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
