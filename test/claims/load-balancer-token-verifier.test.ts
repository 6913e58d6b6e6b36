import { generateKeyPairSync } from 'node:crypto';
import { FetchError, NonRetryableFetchError } from 'aws-jwt-verify/error';
import { LoadBalancerTokenVerifier, NoCallerError, type KeyCache } from '../../claims';
import { SigningLoadBalancer } from '../support/load-balancer';
import { SigningPool } from '../support/signed-tokens';

const pool = new SigningPool();
const balancer = new SigningLoadBalancer(pool);
const { arn: BALANCER, keyId: KEY_ID, keys: balancerKeys, jwk } = balancer;
const balancerData = balancer.data.bind(balancer);

const access = (claims: object = {}) => pool.accessToken({ 'client_id': 'balancer', 'scope': 'openid', 'cognito:groups': ['finance'], ...claims });
const verifier = new LoadBalancerTokenVerifier({ loadBalancerArn: BALANCER, clientId: 'balancer', issuer: pool.issuer }, { userPool: pool.cache, loadBalancer: balancerKeys });
const caller = (data?: string, token?: string) => verifier.verify({ headers: { 'x-amzn-oidc-data': data, 'x-amzn-oidc-accesstoken': token } });

test('who the load balancer let through, with the groups of the access token', async () => {
  const { sub, groups, scopes, claims } = await caller(balancerData(), access());
  expect({ sub, groups, scopes, email: claims.email, claimed: claims['cognito:groups'] }).toEqual({ sub: 'ada', groups: ['finance'], scopes: ['openid'], email: 'ada@example.com', claimed: ['finance'] });
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
  ['claims that never expire', balancerData({ exp: undefined }, { exp: undefined }), access()],
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

describe('key ids that anybody can make up', () => {
  const uuid = (i: number): string => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
  /** A cache that knows the one key, and counts what it is asked for. */
  const counted = (): { lookups: string[]; verify: (kid: string, token?: string) => Promise<unknown> } => {
    const lookups: string[] = [];
    const keys: KeyCache = {
      ...balancerKeys,
      getJwk: (_uri, { header }) => {
        const { kid } = header as { kid: string };
        lookups.push(kid);
        return kid === KEY_ID ? Promise.resolve(jwk) : Promise.reject(new NonRetryableFetchError('https://keys.example.com', 'Status code is 403, expected 200'));
      },
    };
    const guarded = new LoadBalancerTokenVerifier({ loadBalancerArn: BALANCER, clientId: 'balancer', issuer: pool.issuer }, { userPool: pool.cache, loadBalancer: keys });
    return { lookups, verify: (kid, token = access()) => guarded.verify({ headers: { 'x-amzn-oidc-data': balancerData({ kid }), 'x-amzn-oidc-accesstoken': token } }) };
  };

  test('one that is no id is not looked up', async () => {
    const { lookups, verify } = counted();
    for (const kid of ['balancer', '../other', KEY_ID.toUpperCase(), `${uuid(1)}/x`, '']) await expect(verify(kid)).rejects.toThrow(NoCallerError);
    expect(lookups).toEqual([]);
  });

  test('one that does not exist is looked up once, and is the error of every refusal', async () => {
    const { lookups, verify } = counted();
    for (let i = 0; i < 5; i++) await expect(verify(uuid(1))).rejects.toThrow(new NoCallerError('what the load balancer signs is not valid (KidNotFoundInJwksError)'));
    expect(lookups).toEqual([uuid(1)]);
  });

  test('of thirty, a few are looked up; the right one still is', async () => {
    const { lookups, verify } = counted();
    await verify(KEY_ID);
    for (let i = 0; i < 30; i++) await expect(verify(uuid(i))).rejects.toThrow(NoCallerError);
    expect(lookups.filter((kid) => kid !== KEY_ID).length).toBeLessThan(10);
    await expect(verify(KEY_ID)).resolves.toMatchObject({ sub: 'ada' });
  });

  test('none is looked up without a token of the pool', async () => {
    const { lookups, verify } = counted();
    await expect(verify(uuid(1), 'garbage')).rejects.toThrow(NoCallerError);
    expect(lookups).toEqual([]);
  });
});
