import type { IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';

/** Refuses names that Cognito refuses: of user pools and identity pools, app clients and resource servers, as the console shows them. */
export function checkDisplayName(what: string, name: string | undefined, scope: IConstruct): void {
  if (name === undefined || conformsTo('cognito-idp:UserPoolNameType', name)) return;
  throw new CognitoPoolsError({
    code: 'display-name',
    received: `${what} is ${shown(name)}`,
    fix: 'use 1 to 128 letters, digits, spaces and the signs _ + = , . @ -',
  }, scope);
}
