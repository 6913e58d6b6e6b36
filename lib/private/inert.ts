import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { DefaultTokenResolver, Reference, Stack, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { joinedBy } from './joined-text';
import { isFunctionOfTarget } from './reference-targets';
import { stackAddressOf } from './stack-address';

/**
 * Resolves a value into JSON that CloudFormation takes for data, in the spelling of docs/adr/0002: `$Ref` for `Ref`, and `$in`
 * where what is referred to stands in another template. Pseudo parameters are in every template, and stay as they are: linters take
 * their names for mistakes elsewhere. So it makes no dependency, no export and no cycle, and cannot
 * dangle, wherever it is written.
 *
 * @param scope a construct of the stack in whose template it is written
 * @param value the value, with tokens
 * @returns plain JSON
 */
export function inert(scope: IConstruct, value: unknown): unknown {
  return spelled(Tokenization.resolve(value, { scope, resolver: new AddressResolver(scope), preparing: false }));
}

/** Names what other stacks have where it stands, in place of what the CDK would export and import for it. */
class AddressResolver extends DefaultTokenResolver {
  private readonly stack: Stack;

  constructor(scope: IConstruct) {
    super(joinedBy('$Fn::Join'));
    this.stack = Stack.of(scope);
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token) || Stack.of(token.target) === this.stack || !isFunctionOfTarget(token, context)) return super.resolveToken(token, context, postProcessor);
    const home = Stack.of(token.target);
    return { ...spelled(home.resolve(token)) as object, $in: stackAddressOf(home) };
  }
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0][0] === 'Ref' && String(entries[0][1]).startsWith('AWS::')) return value;
  return Object.fromEntries(entries.map(([key, item]) => [entries.length === 1 && (key === 'Ref' || key.startsWith('Fn::')) ? `$${key}` : key, spelled(item)]));
}
