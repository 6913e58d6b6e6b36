import type { IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { DefaultTokenResolver, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';

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

/**
 * What a value refers to. It asks tokens for what they stand for, and renders nothing: a logical id alone takes a hash each time.
 *
 * @param scope where the value is used
 * @param value the value, with tokens
 * @returns the constructs that it refers to by `Ref` or `Fn::GetAtt`
 */
export function targetsOf(scope: IConstruct, value: unknown): IConstruct[] {
  const targets = new Set<IConstruct>();
  new Follower(scope, targets).follow(value);
  return [...targets].filter((target) => target !== Stack.of(target));
}

class Follower {
  private readonly context: IResolveContext;
  private readonly followed = new Set<object>();

  constructor(scope: IConstruct, private readonly targets: Set<IConstruct>) {
    const resolver = new NotingResolver((token) => this.note(token));
    this.context = {
      scope,
      preparing: true,
      documentPath: [],
      registerPostProcessor: () => undefined,
      resolve: (part: unknown): unknown => Tokenization.resolve(part, { scope, resolver, preparing: true }),
    };
  }

  public follow(value: unknown): void {
    if (typeof value === 'string') {
      if (value.includes('${Token[')) Tokenization.reverseString(value).tokens.forEach((token) => this.followToken(token));
    } else if (typeof value === 'number') {
      const token = Tokenization.reverseNumber(value);
      if (token !== undefined) this.followToken(token);
    } else if (Tokenization.isResolvable(value)) {
      this.followToken(value);
    } else if (typeof value === 'object' && value !== null && !this.followed.has(value)) {
      this.followed.add(value);
      this.followObject(value);
    }
  }

  private followObject(value: object): void {
    if (Array.isArray(value)) {
      const list = listToken(value);
      if (list !== undefined) this.followToken(list);
      else value.forEach((item) => this.follow(item));
    } else if (!Construct.isConstruct(value)) {
      for (const [key, item] of Object.entries(value)) {
        this.follow(key);
        this.follow(item);
      }
    }
  }

  private followToken(token: IResolvable): void {
    if (this.followed.has(token)) return;
    this.followed.add(token);
    if (!this.note(token)) this.follow(token.resolve(this.context));
  }

  private note(token: IResolvable): boolean {
    const isTarget = Reference.isReference(token) && isFunctionOfTarget(token, this.context);
    if (isTarget) this.targets.add(token.target);
    return isTarget;
  }
}

/** Notes the tokens of what another token asks to be resolved. */
class NotingResolver extends DefaultTokenResolver {
  constructor(private readonly note: (token: IResolvable) => void) {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, post: Parameters<DefaultTokenResolver['resolveToken']>[2]): unknown {
    this.note(token);
    return super.resolveToken(token, context, post);
  }
}

/** A list of one text that stands for a list. */
function listToken(list: readonly unknown[]): IResolvable | undefined {
  return list.length === 1 && typeof list[0] === 'string' && list[0].startsWith('#{Token[') ? Tokenization.reverseList(list as string[]) : undefined;
}
