import type { IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { DefaultTokenResolver, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Notes what the tokens that it resolves refer to. */
class Follower extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, post: Parameters<DefaultTokenResolver['resolveToken']>[2]): unknown {
    if (Reference.isReference(token)) this.targets.add(token.target);
    return super.resolveToken(token, context, post);
  }
}

/** What a value refers to. */
export function targetsOf(scope: IConstruct, value: unknown): IConstruct[] {
  const resolver = new Follower();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return [...resolver.targets].filter((target) => target !== Stack.of(target));
}
