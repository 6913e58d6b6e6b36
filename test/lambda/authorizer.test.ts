import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { FetchError } from 'aws-jwt-verify/error';
import { authorize } from '../../lambda/authorizer/authorizer';
import { TokenCheck } from '../../lambda/authorizer/token-check';
import type { TokenRequirements } from '../../lambda/authorizer/token-check';
import { SigningPool } from '../support/signed-tokens';

const pool = new SigningPool();
const METHOD = 'arn:aws:execute-api:eu-west-1:111122223333:api/prod/GET/orders';
const ACCESS: TokenRequirements = { issuer: pool.issuer, clientIds: ['web', 'app'], tokenUse: 'access', groups: ['finance', 'it'], scopes: ['orders/read', 'orders/all'] };
const ID: TokenRequirements = { issuer: pool.issuer, clientIds: ['web'], tokenUse: 'id' };
const good = { 'scope': 'openid orders/read', 'cognito:groups': ['guests', 'finance'] };

function ask(requirements: TokenRequirements, token: string | undefined, api: 'rest' | 'http') {
  const log: string[] = [];
  const event = api === 'rest'
    ? { type: 'TOKEN' as const, authorizationToken: token, methodArn: METHOD }
    : { version: '2.0' as const, headers: { authorization: token } };
  return { log, answer: authorize(event, new TokenCheck(requirements, pool.cache), (line) => log.push(line)) };
}

const now = () => Math.floor(Date.now() / 1000);
const forged = () => {
  const [head, , signature] = pool.accessToken(good).split('.');
  return [head, Buffer.from(JSON.stringify({ token_use: 'access', client_id: 'web', sub: 'eve', iss: pool.issuer, exp: now() + 60, ...good })).toString('base64url'), signature].join('.');
};
const unsigned = () => `${[{ alg: 'none', kid: 'key' }, { token_use: 'access', client_id: 'web', sub: 'eve', iss: pool.issuer, exp: now() + 60, ...good }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

describe.each(['Bearer ', 'bearer  ', ''])("the right token, with '%s' before it", (prefix) => {
  test('passes at a REST API, for the one method that was asked about', async () => {
    const { answer, log } = ask(ACCESS, prefix + pool.accessToken(good), 'rest');
    expect(await answer).toEqual({
      principalId: 'ada',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: METHOD }] },
      context: { claims: expect.any(String) as string },
    });
    expect(log).toEqual([]);
  });

  test('passes at an HTTP API, with the claims', async () => {
    const answer = await ask(ACCESS, prefix + pool.accessToken(good), 'http').answer as { isAuthorized: boolean; context: { claims: string } };
    expect(answer.isAuthorized).toBe(true);
    expect(JSON.parse(answer.context.claims)).toMatchObject({ 'sub': 'ada', 'cognito:groups': ['guests', 'finance'] });
  });
});

const invalid: [string, () => string | undefined, string][] = [
  ['no token', () => undefined, 'no-token'],
  ['an empty token', () => 'Bearer ', 'no-token'],
  ['garbage', () => 'garbage', 'not-a-token'],
  ['three pieces of garbage', () => 'a.b.c', 'not-a-token'],
  ['a forged token', forged, 'wrong-signature'],
  ['a token without a signature', unsigned, 'not-a-token'],
  ['a token signed with another key', () => new SigningPool(pool.issuer).accessToken(good), 'wrong-signature'],
  ['a token with an unknown key id', () => new SigningPool(pool.issuer, 'other').accessToken(good), 'wrong-signature'],
  ['an expired token', () => pool.accessToken({ ...good, exp: now() - 1 }), 'expired'],
  ['a token that never expires', () => pool.accessToken({ ...good, exp: undefined }), 'expired'],
  ['a token of another pool', () => pool.accessToken({ ...good, iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other' }), 'wrong-issuer'],
  ['a token of another app client', () => pool.accessToken({ ...good, client_id: 'other' }), 'wrong-client'],
  ['an access token without a client', () => pool.accessToken({ ...good, client_id: undefined }), 'wrong-client'],
  ['an ID token where an access token is asked', () => pool.idToken(good), 'wrong-token-use'],
  ['a token of no known use', () => pool.accessToken({ ...good, token_use: undefined }), 'wrong-token-use'],
];

test.each(invalid)('%s: 401 at a REST API, no at an HTTP API, and the reason in the log', async (_what, token, reason) => {
  const rest = ask(ACCESS, token(), 'rest');
  await expect(rest.answer).rejects.toThrow(/^Unauthorized$/);
  const http = ask(ACCESS, token(), 'http');
  expect(await http.answer).toEqual({ isAuthorized: false });
  for (const { log } of [rest, http]) expect(log.map((line) => JSON.parse(line) as object)).toEqual([expect.objectContaining({ authorizer: 'refused', reason })]);
});

test.each([
  ['a member of other groups', { ...good, 'cognito:groups': ['guests'] }, 'wrong-group'],
  ['a member of no group', { ...good, 'cognito:groups': undefined }, 'wrong-group'],
  ['groups as text that contains the name', { ...good, 'cognito:groups': 'finance' }, 'wrong-group'],
  ['a token without the scope', { ...good, scope: 'openid orders/reads' }, 'wrong-scope'],
  ['a token without any scope', { ...good, scope: undefined }, 'wrong-scope'],
])('%s: denied by name, since signing in again would not help', async (_what, claims, reason) => {
  const { answer, log } = ask(ACCESS, pool.accessToken(claims), 'rest');
  expect(await answer).toEqual({ principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: METHOD }] } });
  expect(JSON.parse(log[0])).toEqual({ authorizer: 'refused', reason, sub: 'ada' });
  expect(await ask(ACCESS, pool.accessToken(claims), 'http').answer).toEqual({ isAuthorized: false });
});

test('an ID token passes where one is asked, an access token does not', async () => {
  expect(await ask(ID, pool.idToken(), 'http').answer).toMatchObject({ isAuthorized: true });
  expect(await ask(ID, pool.accessToken({ aud: 'web' }), 'http').answer).toEqual({ isAuthorized: false });
});

test('the log never holds a token, nor a claim that the caller could have written', async () => {
  const token = pool.accessToken({ ...good, client_id: 'other', email: 'ada@example.com' });
  const { answer, log } = ask(ACCESS, token, 'http');
  await answer;
  expect(log.join()).not.toContain(token.split('.')[1]);
  expect(log.join()).not.toContain('ada@example.com');
});

test('keys that cannot be had let nobody in, and are told from a wrong token', async () => {
  const cache = new SimpleJwksCache({ fetcher: { fetch: (uri) => Promise.reject(new FetchError(uri, 'no network')) } });
  const log: string[] = [];
  const answer = authorize({ type: 'TOKEN', authorizationToken: pool.accessToken(good), methodArn: METHOD }, new TokenCheck(ACCESS, cache), (line) => log.push(line));
  await expect(answer).rejects.toThrow(FetchError);
  expect(JSON.parse(log[0])).toEqual({ authorizer: 'error', reason: 'keys-not-available', error: expect.stringContaining('no network') as unknown });
});

test('a fault of its own lets nobody in, and its words, which may hold a part of the token, are not logged', async () => {
  const log: string[] = [];
  const check = { claimsOf: () => Promise.reject(new TypeError(`cannot read ${pool.accessToken(good)}`)) } as unknown as TokenCheck;
  await expect(authorize({ type: 'TOKEN', authorizationToken: 'a.b.c', methodArn: METHOD }, check, (line) => log.push(line))).rejects.toThrow(TypeError);
  expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([{ authorizer: 'error', reason: 'fault' }]);
});

test('the keys are fetched once for many tokens', async () => {
  const fetch = jest.fn(() => Promise.resolve(new TextEncoder().encode(JSON.stringify(pool.jwks)).buffer));
  const check = new TokenCheck(ACCESS, new SimpleJwksCache({ fetcher: { fetch } }));
  for (let i = 0; i < 5; i++) await check.claimsOf(pool.accessToken({ ...good, jti: String(i) }));
  expect(fetch).toHaveBeenCalledTimes(1);
});
