import { App, Stack } from 'aws-cdk-lib/core';
import { CognitoPoolsError, reported } from '../../lib/private/errors';
import { SignIn, UserPoolPlusIdentityPool } from '../../lib';
import { errorPage } from '../../lib/text/pages';

const issue = { code: 'unknown-group', received: 'nobody', fix: 'somebody' };

test('an error says where more is said, and begins with the line of whoever called', () => {
  const auth = new UserPoolPlusIdentityPool(new Stack(new App(), 'Shop'), 'Auth', { signIn: SignIn.email(), groups: ['curators'] });
  let error: unknown;
  try {
    auth.group('curator');
  } catch (thrown) {
    error = thrown;
  }
  const [first, second, third] = (error as Error).stack?.split('\n') ?? [];
  expect(first).toBe("CognitoPoolsError: unknown-group: group 'curator' is not among the groups of this pool (curators); did you mean 'curators'? if not, add the group with 'groups' or addGroup first [at Shop/Auth]");
  expect(second).toBe(`  see ${errorPage('unknown-group')}`);
  expect(third).toMatch(/^ {4}at .*test[\\/]private[\\/]error-pages\.test\.ts:12:/);
});

test('an error has its words, and nothing of where more is said, as its message', () => {
  expect(new CognitoPoolsError(issue).message).toBe('unknown-group: nobody; somebody');
});

test('what is reported at the end of a synth says where more is said', () => {
  expect(reported(issue, new Stack(new App(), 'Shop'))).toBe(`unknown-group: nobody; somebody [at Shop]\n  see ${errorPage('unknown-group')}`);
});
