import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient, DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { parseAmplifyOutputs } from '@aws-amplify/core/internals/utils';
import type { ExampleRun } from '../support';
import { administratorSettings, apiAddress, claimsOf, createUser, forged, getJson, signIn } from '../support';
import { signInAtDirectory } from './directory';

/** Ada is in accounting, Ben in no group, Cleo administrates: all are signed in, and the API answers each differently. */
export async function use(example: ExampleRun): Promise<void> {
  const userPoolId = example.output('UserPoolId');
  await example.allowed('an administrator makes two users, one in accounting', async () => {
    await createUser(example, { userPoolId, username: 'ada@example.com', groups: ['accounting'], attributes: { email: 'ada@example.com', email_verified: 'true' } });
    await createUser(example, { userPoolId, username: 'ben@example.com', attributes: { email: 'ben@example.com', email_verified: 'true' } });
  });
  const tokensOf = (username: string) => signIn(example, { userPoolId, clientId: example.output('WebClientId'), username });
  const ada = await example.allowed('ada signs in with SRP', () => tokensOf('ada@example.com'));
  const ben = await example.allowed('ben does', () => tokensOf('ben@example.com'));
  example.equal("ada's token names her group", claimsOf(ada.idToken)['cognito:groups'], ['accounting']);
  example.equal("ben's token names none", claimsOf(ben.idToken)['cognito:groups'], undefined);

  const api = apiAddress(example, example.output('ApiUrl'));
  const get = (path: string, token?: string) => getJson(`${api}${path}`, token);
  example.equal('ada sees her profile', await get('profile', ada.idToken), { email: 'ada@example.com', groups: ['accounting'] });
  await example.allowed('ben sees his profile', () => get('profile', ben.idToken));
  await example.allowed('ada sees the invoices', () => get('invoices', ada.idToken));
  await example.refused('ben sees the invoices', () => get('invoices', ben.idToken));
  await example.refused('somebody without a token', () => get('profile'));
  await example.refused('garbage for a token', () => get('profile', 'garbage'));
  await example.refused("ben's access token, where an ID token is asked", () => get('profile', ben.accessToken));
  await example.refused("ben's token with ada's group written into it", () => get('invoices', forged(ben.idToken, { 'cognito:groups': ['accounting'] })));

  if (example.realAccount) example.notHere('cleo signs in at the SAML directory', 'AWS takes what the directory has signed itself, which nobody else can sign');
  else await staff(example, get);
  await settings(example);
  example.notHere('somebody signs in with Google', example.realAccount ? 'its page is outside' : 'the emulator sends nobody to Google');
  example.notHere('somebody signs in with a passkey', example.realAccount ? 'that needs a browser and a device' : 'the emulator does not know WebAuthn');
}

/** The directory of the company says who a user is; the groups here say what the user may do. */
async function staff(example: ExampleRun, get: (path: string, token?: string) => Promise<unknown>): Promise<void> {
  const cleo = () => signInAtDirectory(example, { clientId: example.output('WebClientId'), provider: 'Staff', nameId: 'cleo', email: 'cleo@example.com' });
  const first = await example.allowed('cleo signs in at the SAML directory', cleo);
  example.equal('the directory told her e-mail address', claimsOf(first).email, 'cleo@example.com');
  await example.refused('cleo sees the settings', () => get('settings', first));
  await example.allowed('cleo becomes an administrator', () => new CognitoIdentityProviderClient(administratorSettings(example)).send(new AdminAddUserToGroupCommand({
    UserPoolId: example.output('UserPoolId'), Username: String(claimsOf(first)['cognito:username']), GroupName: 'administrators',
  })));
  const second = await example.allowed('cleo signs in again', cleo);
  await example.allowed('cleo sees the settings', () => get('settings', second));
  await example.allowed('cleo sees the invoices', () => get('invoices', second));
  await example.refused('cleo sees the settings with a token of before', () => get('settings', first));
  await example.refused("cleo's token, forged", () => get('settings', forged(first, { 'cognito:groups': ['administrators'] })));
}

/** What the web page is told, read as Amplify reads it. */
async function settings(example: ExampleRun): Promise<void> {
  const { Auth } = parseAmplifyOutputs(JSON.parse(example.output('ClientSettings')) as Parameters<typeof parseAmplifyOutputs>[0]);
  const { UserPoolClient } = await new CognitoIdentityProviderClient(administratorSettings(example)).send(
    new DescribeUserPoolClientCommand({ UserPoolId: example.output('UserPoolId'), ClientId: example.output('WebClientId') }));
  example.equal('the page is told the pool and the client that were deployed',
    [Auth?.Cognito.userPoolId, Auth?.Cognito.userPoolClientId], [example.output('UserPoolId'), UserPoolClient?.ClientId]);
  example.equal('and that users may come from Google or the directory', [Auth?.Cognito.loginWith?.oauth?.providers, UserPoolClient?.SupportedIdentityProviders],
    [['Google'], ['COGNITO', 'Google', 'Staff']]);
}
