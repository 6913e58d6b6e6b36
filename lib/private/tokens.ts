import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from './errors';

/** Refuses a token where the value decides ids, patterns or keys and so must be known at synth. */
export function requireLiteral(what: string, value: string, scope?: IConstruct): string {
  if (Token.isUnresolved(value)) {
    throw new CognitoPoolsError({
      code: 'literal-required',
      received: `${what} is a token (a value known only at deploy time)`,
      fix: `write ${what} as a literal string: it becomes part of names and policies that are checked at synth`,
    }, scope);
  }
  return value;
}
