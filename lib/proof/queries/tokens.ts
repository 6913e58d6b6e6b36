import type { IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { DefaultTokenResolver, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import { textIn } from '../template/value';
import { QuestionError } from './question';

/**
 * @param text text of a question, in which tokens of the CDK may stand, such as `bucket.arnForObjects('a.jpg')`
 * @param stack the stack that is asked about
 * @returns the text with logical ids in `${}` instead
 * @throws QuestionError when a token is more than a reference
 */
export function withLogicalIds(text: string, stack: Stack): string {
  return Token.isUnresolved(text) ? written(Tokenization.resolve(text, { scope: stack, resolver: new AtHome(CONCATENATION), preparing: false })) : text;
}

const CONCATENATION: IFragmentConcatenator = { join: (left: unknown, right: unknown): unknown => (left === undefined ? right : { 'Fn::Join': ['', [left, right]] }) };

/** Resolves references in the stack that has the resource: elsewhere they would be what that stack exports. */
class AtHome extends DefaultTokenResolver {
  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token) ? Stack.of(token.target).resolve(token) as unknown : super.resolveToken(token, context, postProcessor);
  }
}

function written(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, input] = []] = Object.entries(value as object) as [string, unknown][];
  if (name === 'Ref' && typeof input === 'string') return `\${${input}}`;
  if (name === 'Fn::GetAtt' && Array.isArray(input)) return `\${${input.join('.')}}`;
  if (name === 'Fn::Join' && Array.isArray(input) && Array.isArray(input[1])) return input[1].map(written).join(textIn(input[0]));
  throw new QuestionError('bad-resource', `${JSON.stringify(value)} is more than a reference`, "write the logical id in ${} instead, such as '${Photos.Arn}/a.jpg'");
}
