import { createHmac, createPublicKey, generateKeyPairSync, sign, type JsonWebKey } from 'node:crypto';
import { Caller, IamCaller, LoadBalancerTokenVerifier, NoCallerError } from '../../claims';
import { SigningLoadBalancer } from '../support/load-balancer';
import { SigningPool } from '../support/signed-tokens';

const pool = new SigningPool();
const balancer = new SigningLoadBalancer(pool);
const options = { loadBalancerArn: balancer.arn, clientId: 'balancer', issuer: pool.issuer };
const caches = { userPool: pool.cache, loadBalancer: balancer.keys };
const verifier = new LoadBalancerTokenVerifier(options, caches);
const access = (claims: object = {}): string => pool.accessToken({ 'client_id': 'balancer', 'cognito:groups': ['finance'], ...claims });
const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const head = (more: object = {}): object => ({ alg: 'ES256', kid: balancer.keyId, signer: balancer.arn, iss: pool.issuer, client: 'balancer', ...more });
const body = { sub: 'ada', iss: pool.issuer, exp: Math.floor(Date.now() / 1000) + 600 };
const hmac = (key: string | Buffer): string => {
  const text = `${encoded(head({ alg: 'HS256' }))}.${encoded(body)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rs256 = (): string => {
  const text = `${encoded(head({ alg: 'RS256' }))}.${encoded(body)}`;
  return `${text}.${sign('sha256', Buffer.from(text), rsa.privateKey).toString('base64url')}`;
};
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const publicKey = createPublicKey({ key: balancer.jwk as JsonWebKey, format: 'jwk' });
const signature = (): string => balancer.data().split('.')[2];

describe('behind a load balancer, both tokens must be right', () => {
  test.each<[string, () => unknown, (() => unknown)?]>([
    ['alg none', () => `${encoded(head({ alg: 'none' }))}.${encoded(body)}.`],
    ['alg none, the signature of another', () => `${encoded(head({ alg: 'none' }))}.${encoded(body)}.${signature()}`],
    ['no alg', () => balancer.data({ alg: undefined })],
    ['HMAC with the public key as PEM', () => hmac(publicKey.export({ type: 'spki', format: 'pem' }))],
    ['HMAC with the public key as DER', () => hmac(publicKey.export({ type: 'spki', format: 'der' }))],
    ['HMAC with nothing', () => hmac('')],
    ['RS256 with a key of their own', rs256],
    ['a key of their own', () => balancer.data({}, {}, stranger)],
    ['a key of their own, in the header', () => balancer.data({ jwk: balancer.jwk, jku: 'https://evil.example' }, {}, stranger)],
    ['a signature of zeros (CVE-2022-21449)', () => `${encoded(head())}.${encoded(body)}.${Buffer.alloc(64).toString('base64url')}`],
    ['a list of key ids', () => balancer.data({ kid: [balancer.keyId] })],
    ['the key id of a prototype', () => balancer.data({ kid: '__proto__' })],
    ['a key id that leads elsewhere', () => balancer.data({ kid: `../../${balancer.keyId}` })],
    ['a list of load balancers', () => balancer.data({ signer: [balancer.arn] })],
    ['no load balancer', () => balancer.data({ signer: undefined })],
    ['a list of clients', () => balancer.data({ client: ['balancer'] })],
    ['no client', () => balancer.data({ client: undefined })],
    ['claims without an issuer', () => balancer.data({}, { iss: undefined })],
    ['claims of nobody', () => balancer.data({}, { sub: undefined })],
    ['claims of an empty user', () => balancer.data({}, { sub: '' }), () => access({ sub: '' })],
    ['both of nobody', () => balancer.data({}, { sub: undefined }), () => access({ sub: undefined })],
    ['times as text', () => balancer.data({}, { exp: '9999999999' })],
    ['not yet valid', () => balancer.data({}, { nbf: body.exp })],
    ['an ID token for the access token', () => balancer.data(), () => pool.idToken({ client_id: 'balancer', aud: 'balancer' })],
    ['the access token for both', () => access(), () => access()],
    ['what the load balancer signs for both', () => balancer.data(), () => balancer.data()],
    ['an access token of another issuer', () => balancer.data(), () => access({ iss: 'https://evil.example' })],
    ['an access token that never expires', () => balancer.data(), () => access({ exp: undefined })],
    ['a list of headers', () => [balancer.data()], () => [access()]],
    ['a megabyte', () => `${'a'.repeat(1_000_000)}.b.c`],
    ['a megabyte as access token', () => balancer.data(), () => `${'a'.repeat(1_000_000)}.b.c`],
  ])('%s: there is no caller', async (_what, data, token = access) => {
    await expect(verifier.verify({ headers: { 'x-amzn-oidc-data': data() as string, 'x-amzn-oidc-accesstoken': token() as string } })).rejects.toThrow(NoCallerError);
  });

  test.each<[string, unknown]>([['text', 'finance'], ['a list in a list', [['finance']]], ['an object', { 0: 'finance', length: 1 }], ['numbers', [1]], ['nothing', null]])('groups that are %s are none', async (_what, groups) => {
    const caller = await verifier.verify({ headers: { 'x-amzn-oidc-data': balancer.data(), 'x-amzn-oidc-accesstoken': access({ 'cognito:groups': groups }) } });
    expect(caller.groups).toEqual([]);
  });

  test.each<[string, unknown]>([['undefined', undefined], ['null', null], ['no headers', {}], ['null for headers', { headers: null }], ['text', 'event']])('an event that is %s has no caller', async (_what, event) => {
    await expect(verifier.verify(event as never)).rejects.toThrow(NoCallerError);
  });

  test('an option that is not given is an error, and never means "any"', () => {
    for (const name of ['loadBalancerArn', 'clientId', 'issuer']) {
      for (const value of [undefined, null, '', ['balancer']]) {
        const make = (): unknown => new LoadBalancerTokenVerifier({ ...options, [name]: value }, caches);
        expect(make).toThrow(new TypeError(`'${name}' is not given; the verifier needs { loadBalancerArn, clientId, issuer } to know whom to believe`));
      }
    }
  });
});

describe('odd events of APIs', () => {
  const ours = { issuer: pool.issuer, groups: ['finance', 'it'] };
  const odd: unknown[] = [undefined, null, 0, '', 'event', [], {}, { requestContext: null }, { requestContext: 'x' }, { identity: null }, { identity: 'x' }];
  const claims: unknown[] = [undefined, null, 0, true, '', 'ada', '{', '[]', 'null', '"ada"', [], ['ada'], { iss: pool.issuer }, { sub: 'ada' }, { sub: 'ada', iss: [pool.issuer] }, { sub: ['ada'], iss: pool.issuer }, { sub: '', iss: pool.issuer }, JSON.stringify({ sub: 'ada' })];

  const READERS: readonly ((event: unknown) => unknown)[] = [
    (event) => Caller.fromRestApi(event as never, ours), (event) => Caller.fromHttpApi(event as never, ours), (event) => Caller.fromGraphqlApi(event as never, ours),
    (event) => IamCaller.fromRestApi(event as never, 'eu-west-1:pool'), (event) => IamCaller.fromHttpApi(event as never, 'eu-west-1:pool'), (event) => IamCaller.fromGraphqlApi(event as never, 'eu-west-1:pool'),
  ];

  test('of no event is there a caller', () => {
    for (const event of [...odd, ...claims.flatMap((one) => [
      { requestContext: { authorizer: { claims: one } } }, { requestContext: { authorizer: { jwt: { claims: one } } } }, { requestContext: { authorizer: { lambda: { claims: one } } } }, { identity: { claims: one } },
    ])]) {
      for (const read of READERS) expect(() => read(event)).toThrow(NoCallerError);
    }
  });

  test.each<[string, unknown]>([['null', null], ['an empty list', []], ['a list of nothing', [undefined, '']], ['an object', { includes: () => true }], ['a pattern', /.*/], ['true', true]])('an issuer that is %s trusts nobody', (_what, issuer) => {
    const event = { requestContext: { authorizer: { claims: { iss: pool.issuer, sub: 'ada' } } } };
    expect(() => Caller.fromRestApi(event, { issuer } as never)).toThrow('no-caller: no issuer is trusted');
  });

  const iam = (identity: object) => IamCaller.fromHttpApi({ requestContext: { authorizer: { iam: { cognitoIdentity: { identityId: 'eu-west-1:ada', identityPoolId: 'eu-west-1:pool', ...identity } } } } }, 'eu-west-1:pool');
  test.each<[string, unknown]>([['null', null], ['text that has the word', 'unauthenticated'], ['nothing', undefined], ['guests', ['unauthenticated']], ['a provider alone', ['cognito-idp.eu-west-1.amazonaws.com/x']]])('an identity whose methods are %s has not signed in', (_what, amr) => {
    expect(iam({ amr }).signedIn).toBe(false);
  });

  test.each<[string, object]>([['an empty identity', { identityId: '' }], ['no identity', { identityId: undefined }], ['an identity that is a list', { identityId: ['eu-west-1:ada'] }], ['a pool that is a list', { identityPoolId: ['eu-west-1:pool'] }], ['no pool', { identityPoolId: '' }]])('%s is of nobody', (_what, identity) => {
    expect(() => iam(identity)).toThrow(new NoCallerError('the request was not signed with credentials of an identity pool'));
  });
});

test('what is empty is no group and no scope', () => {
  const caller = Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { 'sub': 'ada', 'iss': pool.issuer, 'cognito:groups': '[]', 'scope': '' } } } } }, { issuer: pool.issuer });
  expect({ groups: caller.groups, scopes: caller.scopes }).toEqual({ groups: [], scopes: [] });
  expect(() => caller.requireGroup('')).toThrow('not-allowed');
  expect(() => caller.requireScope('')).toThrow('not-allowed');
});

test('of several scopes one is enough', () => {
  const caller = Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { sub: 'ada', iss: pool.issuer, scope: 'openid orders/read' } } } } }, { issuer: pool.issuer });
  expect(() => caller.requireScope('orders/all', 'orders/read')).not.toThrow();
});

test.each<[string, () => string, () => string, string]>([
  ['the access token', () => balancer.data(), () => 'garbage', 'the access token is not valid (not-a-token)'],
  ['what the load balancer signs', () => balancer.data({}, {}, stranger), access, 'what the load balancer signs is not valid (JwtInvalidSignatureError)'],
  ['both, of two users', () => balancer.data(), () => access({ sub: 'eve' }), 'the two tokens of the request are of different users'],
])('the refusal says what is not valid: %s', async (_what, data, token, why) => {
  await expect(verifier.verify({ headers: { 'x-amzn-oidc-data': data(), 'x-amzn-oidc-accesstoken': token() } })).rejects.toThrow(new NoCallerError(why));
});

describe('tokens that a pool signs, as each authorizer passes them on', () => {
  const groups: [string, unknown, string[]][] = [
    ['brackets in names', ['[a', 'b]'], ['[a', 'b]']], ['quotes and braces', ['"a"', '{b}'], ['"a"', '{b}']], ['a name in capitals', ['Finance'], ['Finance']],
    ['a letter that looks the same', ['fin\u0430nce'], ['fin\u0430nce']], ['composed otherwise', ['cafe\u0301'], ['cafe\u0301']],
  ];
  test.each(groups)('HTTP API: %s', (_what, given, expected) => {
    const caller = Caller.fromHttpApi({ requestContext: { authorizer: { jwt: { claims: { 'sub': 'ada', 'iss': pool.issuer, 'cognito:groups': `[${(given as string[]).join(' ')}]` } } } } }, { issuer: pool.issuer });
    expect(caller.groups).toEqual(expected);
    expect(() => caller.requireGroup('finance', 'caf\u00e9')).toThrow('not-allowed');
  });
});
