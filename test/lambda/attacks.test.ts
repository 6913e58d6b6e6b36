import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import { authorize, type HttpApiAnswer } from '../../lambda/authorizer/authorizer';
import { TokenCheck, type TokenRequirements } from '../../lambda/authorizer/token-check';
import { SigningPool } from '../support/signed-tokens';

// Everything that somebody without the pool's key can send, and what a pool that is not as ours would sign.

const pool = new SigningPool();
const METHOD = 'arn:aws:execute-api:eu-west-1:111122223333:api/prod/GET/orders';
const ACCESS: TokenRequirements = { issuer: pool.issuer, clientIds: ['web'], tokenUse: 'access', groups: ['finance', 'caf\u00e9'] };
const now = (): number => Math.floor(Date.now() / 1000);
const claims = (more: object = {}): object => ({ 'sub': 'eve', 'iss': pool.issuer, 'token_use': 'access', 'client_id': 'web', 'cognito:groups': ['finance'], 'exp': now() + 600, ...more });
const encoded = (part: unknown): string => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const unsigned = (header: unknown, payload: unknown = claims()): string => `${encoded(header)}.${encoded(payload)}`;

/** What the attacker has: a key of their own, and the public key of the pool. */
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = createPublicKey({ key: pool.jwks.keys[0] as JsonWebKey, format: 'jwk' });
const rs256 = (text: string): string => `${text}.${sign('sha256', Buffer.from(text), theirs.privateKey).toString('base64url')}`;
const hmac = (text: string, key: string | Buffer, hash = 'sha256'): string => `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
const es256 = (text: string): string => `${text}.${sign('sha256', Buffer.from(text), { key: curve.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
const HS256 = { alg: 'HS256', kid: 'key' };

/** A token that is right in everything but what is changed in its text. */
const good = (more: Record<string, unknown> = {}): string => pool.accessToken({ 'cognito:groups': ['finance'], ...more });
const bent = (change: (head: string, payload: string, signature: string) => string): string => change(...(good().split('.') as [string, string, string]));

async function outcome(token: unknown, requirements = ACCESS): Promise<{ rest: string; http: HttpApiAnswer; reasons: unknown[]; fetched: number }> {
  const fetch = jest.fn(() => Promise.resolve(new TextEncoder().encode(JSON.stringify(pool.jwks)).buffer));
  const cache = pool.cache;
  Object.assign(cache, { fetcher: { fetch } });
  const check = new TokenCheck(requirements, cache);
  const log: string[] = [];
  const rest = await authorize({ type: 'TOKEN', authorizationToken: token as string, methodArn: METHOD }, check, (line) => log.push(line))
    .then((answer) => ('policyDocument' in answer ? answer.policyDocument.Statement[0].Effect : 'no policy'), (error: Error) => error.message);
  const http = await authorize({ version: '2.0', headers: { authorization: token as string } }, check, (line) => log.push(line)) as HttpApiAnswer;
  return { rest, http, reasons: log.map((line) => (JSON.parse(line) as { reason: unknown }).reason), fetched: fetch.mock.calls.length };
}

const ATTACKS: readonly (readonly [string, () => unknown, string])[] = [
  ...['none', 'None', 'nOnE', 'NONE', ''].flatMap((alg) => [
    [`alg '${alg}', no signature`, () => `${unsigned({ alg, kid: 'key' })}.`, 'not-a-token'],
    [`alg '${alg}', two parts`, () => unsigned({ alg, kid: 'key' }), 'not-a-token'],
    [`alg '${alg}', the signature of another token`, () => `${unsigned({ alg, kid: 'key' })}.${good().split('.')[2]}`, 'wrong-signature'],
  ] as const),
  ['no alg at all', () => rs256(unsigned({ kid: 'key' })), 'wrong-signature'],
  ['alg is a list', () => rs256(unsigned({ alg: ['RS256'], kid: 'key' })), 'not-a-token'],
  ['HS256 with the public key as PEM', () => hmac(unsigned(HS256), publicKey.export({ type: 'spki', format: 'pem' })), 'wrong-signature'],
  ['HS256 with the public key as PKCS #1', () => hmac(unsigned(HS256), publicKey.export({ type: 'pkcs1', format: 'pem' })), 'wrong-signature'],
  ['HS256 with the public key as DER', () => hmac(unsigned(HS256), publicKey.export({ type: 'spki', format: 'der' })), 'wrong-signature'],
  ['HS256 with the modulus', () => hmac(unsigned(HS256), (pool.jwks.keys[0] as { n: string }).n), 'wrong-signature'],
  ['HS256 with an empty key', () => hmac(unsigned(HS256), ''), 'wrong-signature'],
  ['HS512 with the public key', () => hmac(unsigned({ ...HS256, alg: 'HS512' }), publicKey.export({ type: 'spki', format: 'pem' }), 'sha512'), 'wrong-signature'],
  ['RS256 with a key of their own', () => rs256(unsigned({ alg: 'RS256', kid: 'key' })), 'wrong-signature'],
  ['RS512 with a key of their own', () => rs256(unsigned({ alg: 'RS512', kid: 'key' })), 'wrong-signature'],
  ['ES256 with a key of their own', () => es256(unsigned({ alg: 'ES256', kid: 'key' })), 'wrong-signature'],
  ['their key in the header', () => rs256(unsigned({ alg: 'RS256', kid: 'key', jwk: { ...theirs.publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'RS256', use: 'sig' } })), 'wrong-signature'],
  ['where their keys are, in the header', () => rs256(unsigned({ alg: 'RS256', kid: 'key', jku: 'https://evil.example/jwks.json', x5u: 'https://evil.example/cert' })), 'wrong-signature'],
  ['another issuer, whose keys they publish', () => rs256(unsigned({ alg: 'RS256', kid: 'key' }, claims({ iss: 'https://evil.example' }))), 'wrong-signature'],
  ...['../../../../dev/null', '/dev/null', "key' OR '1'='1", 'key\u0000', 'KEY', ' key', 'k\u0435y', '__proto__', 'constructor', 'toString', '0', 'https://evil.example/jwks.json', '', 'x'.repeat(100_000)].flatMap((kid) => [
    [`key id ${JSON.stringify(kid.slice(0, 40))}, signed by them`, () => rs256(unsigned({ alg: 'RS256', kid })), 'wrong-signature'],
    [`key id ${JSON.stringify(kid.slice(0, 40))}, HMAC with nothing`, () => hmac(unsigned({ alg: 'HS256', kid }), ''), 'wrong-signature'],
  ] as const),
  ...[['key'], { toString: 'key' }, 0, null, true].map((kid) => [`key id ${JSON.stringify(kid)}`, () => rs256(unsigned({ alg: 'RS256', kid })), 'not-a-token'] as const),
  ['no key id', () => rs256(unsigned({ alg: 'RS256' })), 'not-a-token'],
  ['the header names the algorithm twice, the last is none', () => `${unsigned('{"alg":"RS256","alg":"none","kid":"key"}')}.${good().split('.')[2]}`, 'wrong-signature'],
  ['other claims under the same signature', () => bent((head, _payload, signature) => `${head}.${encoded(claims())}.${signature}`), 'wrong-signature'],
  ['a claim added by its name being given twice', () => bent((head, payload, signature) => `${head}.${encoded(Buffer.from(payload, 'base64url').toString().replace(/\}$/, ',"sub":"root"}'))}.${signature}`), 'wrong-signature'],
  ['times that no calendar has, signed by them', () => rs256(unsigned({ alg: 'RS256', kid: 'key' }, claims({ exp: -1e300, nbf: 1e300 }))), 'wrong-signature'],
  ['a part too many', () => `${good()}.${good().split('.')[2]}`, 'not-a-token'],
  ['five parts, as of an encrypted token', () => `${good()}.a.b`, 'not-a-token'],
  ['two tokens', () => `${good()},${good()}`, 'not-a-token'],
  ['two tokens, a space between', () => `${good()} ${good()}`, 'not-a-token'],
  ['a line break within', () => good().replace('.', '.\n'), 'not-a-token'],
  ['a NUL behind', () => `${good()}\u0000`, 'not-a-token'],
  ['the other alphabet of Base64', () => bent((head, payload, signature) => `${head}.${payload}.${signature.slice(0, -2)}+/`), 'not-a-token'],
  ['a signature cut short', () => good().slice(0, -8), 'wrong-signature'],
  ['a signature with more behind', () => `${good()}AAAA`, 'wrong-signature'],
  ['an empty header', () => bent((_head, payload, signature) => `.${payload}.${signature}`), 'not-a-token'],
  ...['null', '[]', '1', '"text"', '{', '{"alg":"RS256"', '\uFEFF{"alg":"RS256","kid":"key"}', `${'['.repeat(50_000)}`, `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`].map((header) =>
    [`the header is ${header.slice(0, 24)}`, () => rs256(unsigned(header)), 'not-a-token'] as const),
  ...['null', '[]', '1', '"text"', '{'].map((payload) => [`the claims are ${payload}`, () => rs256(unsigned({ alg: 'RS256', kid: 'key' }, payload)), 'not-a-token'] as const),
  ['a megabyte of claims', () => rs256(unsigned({ alg: 'RS256', kid: 'key' }, claims({ text: 'x'.repeat(1_000_000) }))), 'wrong-signature'],
  ['a megabyte of dots', () => '.'.repeat(1_000_000), 'not-a-token'],
  ['a megabyte of letters', () => 'a'.repeat(1_000_000), 'not-a-token'],
  ['a megabyte of spaces', () => `Bearer ${' '.repeat(1_000_000)}x`, 'not-a-token'],
  ['another scheme', () => `Basic ${good()}`, 'not-a-token'],
  ['the scheme twice', () => `Bearer Bearer ${good()}`, 'not-a-token'],
  ['the scheme alone', () => 'Bearer', 'not-a-token'],
  ['a list', () => [good()], 'no-token'],
  ['an object', () => ({ token: good() }), 'no-token'],
  ['a number', () => 1, 'no-token'],
  ['null', () => null, 'no-token'],
];

/** Signed by the pool itself: a right signature is not enough. */
const SIGNED: readonly (readonly [string, () => unknown, string])[] = [
  ['an issuer that begins like ours', () => good({ iss: `${pool.issuer}x` }), 'wrong-issuer'],
  ['an issuer with a slash behind', () => good({ iss: `${pool.issuer}/` }), 'wrong-issuer'],
  ['the issuer in capitals', () => good({ iss: pool.issuer.toUpperCase() }), 'wrong-issuer'],
  ['no issuer', () => good({ iss: undefined }), 'wrong-issuer'],
  ['a list of issuers', () => good({ iss: [pool.issuer] }), 'not-a-token'],
  ['the client in aud', () => good({ client_id: undefined, aud: 'web' }), 'wrong-client'],
  ['a list of clients', () => good({ client_id: ['web'] }), 'wrong-client'],
  ['a client in capitals', () => good({ client_id: 'WEB' }), 'wrong-client'],
  ['a list of uses', () => good({ token_use: ['access'] }), 'wrong-token-use'],
  ['a refresh token, had it such a form', () => good({ token_use: 'refresh' }), 'wrong-token-use'],
  ['expired just now', () => good({ exp: now() - 1 }), 'expired'],
  ['the time as text', () => good({ exp: String(now() + 600) }), 'not-a-token'],
  ['no time, in words', () => good({ exp: null }), 'not-a-token'],
  ['no time', () => good({ exp: undefined }), 'expired'],
  ['not yet valid', () => good({ nbf: now() + 60 }), 'not-yet-valid'],
  ['no user', () => good({ sub: undefined }), 'not-a-token'],
  ['an empty user', () => good({ sub: '' }), 'not-a-token'],
  ['a list of users', () => good({ sub: ['ada'] }), 'not-a-token'],
  ['another key id', () => pool.token({ 'token_use': 'access', 'client_id': 'web', 'cognito:groups': ['finance'] }, { kid: 'other' }), 'wrong-signature'],
  ['another algorithm named', () => pool.token({ 'token_use': 'access', 'client_id': 'web', 'cognito:groups': ['finance'] }, { alg: 'RS512' }), 'wrong-signature'],
];

/** Known, and in no group that is asked for: however much its name looks like one. */
const GROUPS: readonly (readonly [string, unknown])[] = [
  ['other case', ['Finance']], ['a space behind', ['finance ']], ['a space that is not seen', ['finance\u200b']], ['a letter that looks the same', ['fin\u0430nce']],
  ['composed otherwise', ['cafe\u0301']], ['within another name', ['finance-readers']], ['joined with commas', ['it,finance']], ['a list in a list', [['finance']]], ['text', 'finance'],
  ['an object', { finance: true }], ['an object with a length', { 0: 'finance', length: 1 }], ['nothing', null], ['none', []], ['true', true],
];

describe('the Lambda authorizer lets nobody in', () => {
  test.each([...ATTACKS, ...SIGNED])('%s', async (_name, token, reason) => {
    const { rest, http, reasons, fetched } = await outcome(token());
    expect({ rest, http, reasons: [...new Set(reasons)] }).toEqual({ rest: 'Unauthorized', http: { isAuthorized: false }, reasons: [reason] });
    // once, to see whether the pool has a new key: never for each attempt
    expect(fetched).toBeLessThanOrEqual(1);
  });

  test.each(GROUPS)('groups: %s', async (_name, groups) => {
    const { rest, http, reasons } = await outcome(good({ 'cognito:groups': groups }));
    expect({ rest, http, reasons }).toEqual({ rest: 'Deny', http: { isAuthorized: false }, reasons: ['wrong-group', 'wrong-group'] });
  });

  test('claims that would come from the prototype are none', async () => {
    const text = JSON.stringify({ ...claims(), 'cognito:groups': undefined }).replace(/\}$/, ',"__proto__":{"cognito:groups":["finance"]},"constructor":{"prototype":{"cognito:groups":["finance"]}}}');
    expect(await outcome(pool.signed({}, text))).toMatchObject({ rest: 'Deny', reasons: ['wrong-group', 'wrong-group'] });
    expect(({} as Record<string, unknown>)['cognito:groups']).toBeUndefined();
  });

  test('a thousand key ids that are made up make one look at the keys of the pool', async () => {
    const fetch = jest.fn(() => Promise.resolve(new TextEncoder().encode(JSON.stringify(pool.jwks)).buffer));
    const cache = pool.cache;
    Object.assign(cache, { fetcher: { fetch } });
    const check = new TokenCheck(ACCESS, cache);
    for (let i = 0; i < 1000; i++) await expect(check.claimsOf(unsigned({ alg: 'RS256', kid: `made-up-${i}` }) + '.AAAA')).rejects.toThrow('wrong-signature');
    expect(fetch).toHaveBeenCalledTimes(1);
    await expect(check.claimsOf(good())).resolves.toMatchObject({ sub: 'ada' });
  });
});

describe('what the back end reads is what was decided by', () => {
  test('a claim that stands twice counts as it is passed on', async () => {
    const text = JSON.stringify(claims()).replace(/^\{/, '{"cognito:groups":["administrators"],"token_use":"id",');
    const { rest, http } = await outcome(pool.signed({}, text));
    expect(rest).toBe('Allow');
    expect(JSON.parse(http.context?.claims ?? '')).toMatchObject({ 'cognito:groups': ['finance'], 'token_use': 'access' });
  });

  test('names that are written with escapes are the same names', async () => {
    const { rest, http } = await outcome(pool.signed({}, JSON.stringify(claims()).replace('finance', '\\u0066inance')));
    expect(rest).toBe('Allow');
    expect(JSON.parse(http.context?.claims ?? '')).toMatchObject({ 'cognito:groups': ['finance'] });
  });
});

describe('a policy is of the one method that was asked about', () => {
  const check = new TokenCheck(ACCESS, pool.cache);
  const ask = (methodArn: string, token = good()) => authorize({ type: 'TOKEN', authorizationToken: token, methodArn }, check, () => undefined);

  test.each(['GET/orders', 'DELETE/orders', 'GET/orders/1', 'GET/', 'POST/orders/*'])('%s', async (method) => {
    const arn = `arn:aws:execute-api:eu-west-1:111122223333:api/prod/${method}`;
    expect(await ask(arn)).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Allow', Resource: arn }] } });
    expect(await ask(arn, good({ 'cognito:groups': [] }))).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny', Resource: arn }] } });
  });
});
