import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { CfnElement, CfnParameter, CfnResource, DefaultTokenResolver, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { joinedBy } from '../private/joined-text';

/** A property of a resource as it stands in the template; what refers to something is a token still. */
export type Rendered = string | number | boolean | readonly Rendered[] | { readonly [name: string]: Rendered };

/** Leaves what refers to something as it is: it may be written into another stack, for which the CDK makes exports and parameters. */
class KeptReferences extends DefaultTokenResolver {
  constructor() {
    super(joinedBy('Fn::Join'));
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? Token.asString(token) : super.resolveToken(token, context, postProcessor);
  }
}

/**
 * The properties of a resource as they will stand in the template, after whatever was set on the L1 and overridden: what
 * apps are told must be what is deployed.
 */
export function renderedProperties(resource: CfnResource): Readonly<Record<string, Rendered | undefined>> {
  const { Resources } = Tokenization.resolve(resource._toCloudFormation(), { scope: resource, resolver: new KeptReferences(), preparing: false }) as { Resources: Record<string, { Properties?: Record<string, Rendered> }> };
  const stack = Stack.of(resource);
  return withReferences(stack, Resources[stack.resolve(resource.logicalId) as string].Properties ?? {});
}

/** What an override spells with logical ids refers to the same in any stack from then on. */
function withReferences<T>(stack: Stack, value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withReferences(stack, one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: id, 'Fn::GetAtt': attribute } = value as { readonly Ref?: unknown; readonly 'Fn::GetAtt'?: unknown };
  const [of, name] = Array.isArray(attribute) ? attribute as unknown[] : [];
  const found = Object.keys(value).length === 1 ? elementOf(stack, id ?? of) : undefined;
  if (id !== undefined && found instanceof CfnParameter) return Token.asString(found.value) as T;
  if (id !== undefined && found instanceof CfnResource) return found.ref as T;
  if (typeof name === 'string' && found instanceof CfnResource) return found.getAtt(name).toString() as T;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReferences(stack, item as unknown)])) as T;
}

function elementOf(stack: Stack, id: unknown): IConstruct | undefined {
  return typeof id !== 'string' ? undefined : stack.node.findAll().find((one) => CfnElement.isCfnElement(one) && one.stack === stack && stack.resolve(one.logicalId) === id);
}

/** The items of a list; none where there is no list. */
export function listOf(value: Rendered | undefined): readonly Rendered[] {
  return Array.isArray(value) ? value as readonly Rendered[] : [];
}

/** A text; a call of CloudFormation is a token again, so that it is resolved wherever it is written next. */
export function textOf(value: Rendered | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value !== undefined && isCall(value) ? Token.asString(value) : undefined;
}

/** The texts of a list. */
export function textsOf(value: Rendered | undefined): string[] {
  return listOf(value).map(textOf).filter((text) => text !== undefined);
}

/** The construct that a value refers to. */
export function referredTo(value: Rendered): IConstruct | undefined {
  const token = Tokenization.reverse(value);
  return token !== undefined && Reference.isReference(token) ? token.target : undefined;
}

function isCall(value: Rendered): boolean {
  const [key, ...more] = typeof value === 'object' ? Object.keys(value) : [];
  return more.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}
