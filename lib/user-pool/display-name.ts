import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';

/** Refuses names that Cognito refuses: of pools, app clients and resource servers, as the console shows them. */
export function checkDisplayName(what: string, name: string | undefined, scope: IConstruct): void {
  if (name === undefined || !isKnown(name) || /^[\w\s+=,.@-]{1,128}$/.test(name)) return;
  throw new CognitoPoolsError({
    code: 'display-name',
    received: `${what} is ${shown(name)}`,
    fix: 'use 1 to 128 letters, digits, spaces and the signs _ + = , . @ -',
  }, scope);
}
