import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { ExampleRun } from '../support';
import { administratorSettings, claimsOf, forged, HttpError, userPoolKeys } from '../support';

/** The report and the shop ask for tokens; the orders API takes or refuses them. */
export async function use(example: ExampleRun): Promise<void> {
  const readers = await ordersApi(example, 'orders/read');
  const writers = await ordersApi(example, 'orders/write');
  const report = await example.allowed('the report signs in with its secret', () => token(example, 'Report'));
  const shop = await example.allowed('the shop does', () => token(example, 'Shop'));

  await example.allowed('the report reads orders', () => readers(report));
  await example.refused('the report writes orders', () => writers(report));
  await example.allowed('the shop reads orders', () => readers(shop));
  await example.allowed('the shop writes orders', () => writers(shop));
  example.equal('the token is of the client itself, and of no user', [claimsOf(report).sub, claimsOf(report).username], [example.output('ReportClientId'), undefined]);

  await example.refused('the report gives itself the scope to write', () => writers(forged(report, { scope: 'orders/write' })));
  await example.refused('the report asks for the scope to write', () => token(example, 'Report', { scope: 'orders/write' }), 'invalid_grant');
  await example.refused('a wrong secret', () => token(example, 'Report', { secret: 'guessed' }), 'invalid_client');
  await example.refused('the secret of another client', async () => token(example, 'Report', { secret: await secretOf(example, 'Shop') }), 'invalid_client');
}

/** What an API does at its door: signature, issuer, client and scope must be right. */
async function ordersApi(example: ExampleRun, scope: string): Promise<(token: string) => Promise<unknown>> {
  const userPoolId = example.output('UserPoolId');
  const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: 'access', clientId: [example.output('ReportClientId'), example.output('ShopClientId')], scope });
  verifier.cacheJwks(await userPoolKeys(example, userPoolId) as Parameters<typeof verifier.cacheJwks>[0]);
  return (presented) => verifier.verify(presented);
}

/** The token endpoint said no: the error code of OAuth 2.0 is its name. */
class TokenRefused extends Error {
  constructor(readonly name: string) {
    super(`the token endpoint refused with ${name}`);
  }
}

/** A token by the client-credentials grant. On AWS the address is that of the pool's domain. */
async function token(example: ExampleRun, client: 'Report' | 'Shop', { scope, secret }: { scope?: string; secret?: string } = {}): Promise<string> {
  const credentials = Buffer.from(`${example.output(`${client}ClientId`)}:${secret ?? await secretOf(example, client)}`).toString('base64');
  const response = await fetch(`${example.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: { 'Authorization': `Basic ${credentials}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) }),
  });
  const body = await response.text();
  const { access_token: accessToken, error } = JSON.parse(body) as { access_token?: string; error?: string };
  if (error) throw new TokenRefused(error);
  if (!accessToken) throw new HttpError(response.status, body);
  return accessToken;
}

async function secretOf(example: ExampleRun, client: 'Report' | 'Shop'): Promise<string> {
  const { SecretString = '' } = await new SecretsManagerClient(administratorSettings(example)).send(new GetSecretValueCommand({ SecretId: example.output(`${client}Secret`) }));
  return SecretString;
}
