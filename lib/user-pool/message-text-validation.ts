import type { IConstruct } from 'constructs';
import type { ApiShape } from '../private/conforms';
import { conformsTo, lengths } from '../private/conforms';
import { CognitoPoolsError } from '../private/errors';

/** Refuses a text of an e-mail or SMS message that Cognito refuses: too short, too long, or with signs that it does not send. */
export function checkText(scope: IConstruct, what: string, text: string, shape: ApiShape): void {
  if (conformsTo(shape, text)) return;
  const { length } = [...text];
  const { min, max = Infinity } = lengths(shape);
  if (length < min || length > max) {
    throw new CognitoPoolsError({
      code: 'message-length',
      received: `${what} has ${length} characters`,
      fix: `write ${min} to ${max} characters, placeholders included`,
    }, scope);
  }
  throw new CognitoPoolsError({
    code: 'message-characters',
    received: `${what} has ${strayOf(text)}`,
    fix: 'leave it out: Cognito sends letters, digits, signs and white space, and no control or format characters',
  }, scope);
}

function strayOf(text: string): string {
  const stray = /[^\p{L}\p{M}\p{S}\p{N}\p{P}\s]/u.exec(text)?.[0].codePointAt(0);
  return stray === undefined ? 'a line break, or no placeholder' : `the character U+${stray.toString(16).toUpperCase().padStart(4, '0')}`;
}
