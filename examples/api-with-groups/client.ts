import type { ExampleRun } from '../support';
import { apiAddress, claimsOf, createUser, forged, getJson, signIn } from '../support';

/** Ada is in accounting, Ben in no group: both are signed in, and the API answers them differently. */
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
  await example.allowed('ben sees his profile', () => get('profile', ben.idToken));
  await example.allowed('ada sees the invoices', () => get('invoices', ada.idToken));
  await example.refused('ben sees the invoices', () => get('invoices', ben.idToken));
  await example.refused('somebody without a token', () => get('profile'));
  await example.refused('garbage for a token', () => get('profile', 'garbage'));
  await example.refused("ben's token with ada's group written into it", () => get('invoices', forged(ben.idToken, { 'cognito:groups': ['accounting'] })));
}
