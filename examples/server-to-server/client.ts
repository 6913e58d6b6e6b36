import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ExampleRun } from '../support';
import { administratorSettings, apiAddress, claimsOf, forged, HttpError } from '../support';

/** The report and the shop ask for tokens; the orders API takes or refuses them. */
export async function use(example: ExampleRun): Promise<void> {
  const report = await example.allowed('the report signs in with its secret', () => token(example, 'Report'));
  const shop = await example.allowed('the shop does', () => token(example, 'Shop'));

  const orders = (method: 'GET' | 'POST', presented?: string) => call(example, method, presented);
  example.equal('the report reads orders, and the API knows who it is', await example.allowed('the report reads orders', () => orders('GET', report)),
    { orders: ['2026-001'], client: example.output('ReportClientId'), scopes: ['orders/read'] });
  await example.refused('the report writes orders', () => orders('POST', report));
  await example.allowed('the shop reads orders', () => orders('GET', shop));
  await example.allowed('the shop writes orders', () => orders('POST', shop));
  example.equal('the token is of the client itself, and of no user', [claimsOf(report).sub, claimsOf(report).username], [example.output('ReportClientId'), undefined]);

  await example.refused('nobody in particular', () => orders('GET'));
  await example.refused('garbage for a token', () => orders('GET', 'garbage'));
  await example.refused('the report gives itself the scope to write', () => orders('POST', forged(report, { scope: 'orders/write' })));
  await example.refused('the report asks for the scope to write', () => token(example, 'Report', { scope: 'orders/write' }), 'invalid_grant');
  await example.refused('a wrong secret', () => token(example, 'Report', { secret: 'guessed' }), 'invalid_client');
  await example.refused('the secret of another client', async () => token(example, 'Report', { secret: await secretOf(example, 'Shop') }), 'invalid_client');
}

async function call(example: ExampleRun, method: string, presented?: string): Promise<unknown> {
  const response = await fetch(`${apiAddress(example, example.output('ApiUrl'))}orders`, { method, headers: presented === undefined ? {} : { Authorization: `Bearer ${presented}` } });
  const body = await response.text();
  if (!response.ok) throw new HttpError(response.status, body);
  return JSON.parse(body);
}

/** The token endpoint said no: the error code of OAuth 2.0 is its name. */
class TokenRefused extends Error {
  constructor(readonly name: string) {
    super(`the token endpoint refused with ${name}`);
  }
}

/** A token by the client-credentials grant, at the domain of the pool. */
async function token(example: ExampleRun, client: 'Report' | 'Shop', { scope, secret }: { scope?: string; secret?: string } = {}): Promise<string> {
  const credentials = Buffer.from(`${example.output(`${client}ClientId`)}:${secret ?? await secretOf(example, client)}`).toString('base64');
  const response = await fetch(`${example.endpoint ?? example.output('TokenUrl')}/oauth2/token`, {
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
