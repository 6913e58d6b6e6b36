import { generateKeyPairSync, sign } from 'node:crypto';
import { FetchError } from 'aws-jwt-verify/error';
import { LoadBalancerTokenVerifier, NoCallerError, type KeyCache } from '../../claims';
import { SigningPool } from '../support/signed-tokens';

const BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: 'balancer', use: 'sig', alg: 'ES256' };
const balancerKeys: KeyCache = { addJwks: () => undefined, getCachedJwk: () => jwk, getJwk: () => Promise.resolve(jwk), getJwks: () => Promise.resolve({ keys: [jwk] }) };
const pool = new SigningPool();

/** As the load balancer signs: ES256, with signer and client in the header. */
function balancerData(header: object = {}, claims: object = {}, key = privateKey): string {
  const exp = Math.floor(Date.now() / 1000) + 120;
  const signed = [{ alg: 'ES256', kid: 'balancer', signer: BALANCER, iss: pool.issuer, client: 'balancer', exp, ...header }, { sub: 'ada', email: 'ada@example.com', iss: pool.issuer, exp, ...claims }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const access = (claims: object = {}) => pool.accessToken({ 'client_id': 'balancer', 'scope': 'openid', 'cognito:groups': ['finance'], ...claims });
const verifier = new LoadBalancerTokenVerifier({ loadBalancerArn: BALANCER, clientId: 'balancer', issuer: pool.issuer }, { userPool: pool.cache, loadBalancer: balancerKeys });
const caller = (data?: string, token?: string) => verifier.verify({ headers: { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': token } });

test('who the load balancer let through, with the groups of the access token', async () => {
  const { sub, groups, scopes, claims } = await caller(balancerData(), access());
  expect({ sub, groups, scopes, email: claims.email }).toEqual({ sub: 'ada', groups: ['finance'], scopes: ['openid'], email: 'ada@example.com' });
});

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
test.each<[string, string | undefined, string | undefined]>([
  ['no headers: the back end was reached another way', undefined, undefined],
  ['no access token', balancerData(), undefined],
  ['garbage', 'garbage', access()],
  ['claims signed by somebody else', balancerData({}, {}, stranger), access()],
  ['claims of another load balancer', balancerData({ signer: `${BALANCER}x` }), access()],
  ['claims for another app client', balancerData({ client: 'other' }), access()],
  ['claims of another user pool', balancerData({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x' }, { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x' }), access()],
  ['expired claims', balancerData({ exp: 1 }, { exp: 1 }), access()],
  ['an access token of somebody else', balancerData(), access({ sub: 'eve' })],
  ['a forged access token', balancerData(), new SigningPool(pool.issuer).accessToken({ 'client_id': 'balancer', 'cognito:groups': ['administrators'] })],
  ['an expired access token', balancerData(), access({ exp: 1 })],
  ['an access token of another client', balancerData(), access({ client_id: 'web' })],
])('%s: there is no caller', async (_what, data, token) => {
  await expect(caller(data, token)).rejects.toThrow(NoCallerError);
});

test('keys that cannot be had are no refusal: the error goes on', async () => {
  const outage: KeyCache = { ...balancerKeys, getJwk: () => Promise.reject(new FetchError('https://keys.example.com', 'no network')) };
  const cut = new LoadBalancerTokenVerifier({ loadBalancerArn: BALANCER, clientId: 'balancer', issuer: pool.issuer }, { userPool: pool.cache, loadBalancer: outage });
  await expect(cut.verify({ headers: { 'x-amzn-oidc-data': balancerData(), 'x-amzn-oidc-accesstoken': access() } })).rejects.toThrow(FetchError);
});
