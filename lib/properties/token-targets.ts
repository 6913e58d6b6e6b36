import type { IResolvable, IResolveContext, NestedStack } from 'aws-cdk-lib/core';
import { CfnElement, DefaultTokenResolver, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';

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

/** The path by which the prover knows a stack. */
function pathOf(stack: Stack): string {
  const parent = stack.nestedStackParent;
  if (parent === undefined) return stack.stackName;
  return `${pathOf(parent)}/${parent.resolve((stack as NestedStack).nestedStackResource?.logicalId) as string}`;
}

/** A principal as a property names it: whatever stack the property stands in, without a reference to that of the principal. */
export function describePrincipal(principal: IdentityPoolPrincipal): Record<string, unknown> {
  const id = principal._identityPool.identityPoolId;
  const [pool] = Token.isUnresolved(id) ? targetsOf(principal, id) : [];
  if (pool === undefined || !CfnElement.isCfnElement(pool)) return { identityPool: Stack.of(principal).resolve(id) as unknown, principal: principal._name };
  const stack = Stack.of(pool);
  return { identityPool: `${pathOf(stack)}/${stack.resolve(pool.logicalId) as string}`, principal: principal._name };
}
