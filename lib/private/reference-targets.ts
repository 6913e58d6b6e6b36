import type { IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { DefaultTokenResolver, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Whether a reference is one of CloudFormation. What an L2 says of itself to stacks of another environment is not: it is a
 * physical name there, and a reference in its own stack alone.
 *
 * @param token the reference
 * @param context where it is resolved
 * @returns whether it is `Ref` or `Fn::GetAtt` of what it refers to
 */
export function isFunctionOfTarget(token: Reference, context: IResolveContext): boolean {
  const value = token.resolve({ ...context, scope: Stack.of(token.target) }) as unknown;
  if (typeof value !== 'object' || value === null || Token.isUnresolved(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0] === 'Fn::GetAtt');
}

/** Notes what the tokens that it resolves refer to. */
class Follower extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, post: Parameters<DefaultTokenResolver['resolveToken']>[2]): unknown {
    if (Reference.isReference(token) && isFunctionOfTarget(token, context)) this.targets.add(token.target);
    return super.resolveToken(token, context, post);
  }
}

/** What a value refers to. */
export function targetsOf(scope: IConstruct, value: unknown): IConstruct[] {
  const resolver = new Follower();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return [...resolver.targets].filter((target) => target !== Stack.of(target));
}
