import { AlbJwtVerifier } from 'aws-jwt-verify';
import type { JwksCache } from 'aws-jwt-verify/jwk';
import { isOutage, Refusal, TokenCheck } from '../lambda/authorizer/token-check';
import { Caller } from './caller';
import type { LoadBalancerEvent } from './events';
import type { KeyCache } from './key-cache';
import { LoadBalancerKeys } from './load-balancer-keys';
import { NoCallerError } from './refusal';
import { namesIn } from './trusted-tokens';

/** The load balancer, and the user pool whose tokens it passes on. */
export interface LoadBalancerTokenVerifierOptions {
  /** The ARN of the load balancer: `loadBalancer.loadBalancerArn`. */
  readonly loadBalancerArn: string;
  /** The app client that the load balancer uses. */
  readonly clientId: string;
  /** The issuer of the user pool: `https://cognito-idp.<region>.amazonaws.com/<user pool id>`. */
  readonly issuer: string;
}

/**
 * Verifies the tokens that an application load balancer passes to a back end after it has authenticated a user. Headers can be
 * written by anyone who reaches the back end directly, so both are verified: the claims that the load balancer has signed, and
 * the access token with the groups. Make it once; it keeps the keys.
 */
export class LoadBalancerTokenVerifier {
  private readonly balancer;
  private readonly accessTokens: TokenCheck;

  /**
   * @param options the load balancer, its app client, and the user pool
   * @param caches where keys are kept; a cache of its own when left out
   * @throws {TypeError} when one of the options is not there: nothing is taken for granted then
   */
  constructor(options: LoadBalancerTokenVerifierOptions, caches: { readonly userPool?: KeyCache; readonly loadBalancer?: KeyCache } = {}) {
    const { issuer, clientId, loadBalancerArn } = options;
    // The library takes null for "any": an environment variable that is not set must not mean that.
    for (const [name, value] of Object.entries({ loadBalancerArn, clientId, issuer })) {
      if (typeof value !== 'string' || value === '') throw new TypeError(`'${name}' is not given; the verifier needs { loadBalancerArn, clientId, issuer } to know whom to believe`);
    }
    this.balancer = AlbJwtVerifier.create({ issuer, clientId, albArn: loadBalancerArn }, { jwksCache: new LoadBalancerKeys(caches.loadBalancer) as unknown as JwksCache });
    this.accessTokens = new TokenCheck({ issuer, clientIds: [clientId], tokenUse: 'access' }, caches.userPool as JwksCache | undefined);
  }

  /**
   * Verifies a request.
   *
   * @param event the event of a Lambda target, or a request of Node's own server
   * @returns the caller
   * @throws {NoCallerError} when it was not this load balancer that let the request through
   */
  async verify(event: LoadBalancerEvent): Promise<Caller> {
    const data = header(event, 'x-amzn-oidc-data');
    const accessToken = header(event, 'x-amzn-oidc-accesstoken');
    if (data === undefined || accessToken === undefined) throw new NoCallerError('the request did not come through the load balancer');
    // First what is verified with keys that are there: who has no token of the pool makes nothing be fetched.
    const access = await refusing('the access token', () => this.accessTokens.claimsOf(accessToken));
    const claims = await refusing('what the load balancer signs', () => this.balancer.verify(data));
    // The library takes claims that never expire; a load balancer makes none.
    if (typeof claims.exp !== 'number') throw new NoCallerError('what the load balancer signs is not valid (expired)');
    if (access.sub !== claims.sub) throw new NoCallerError('the two tokens of the request are of different users');
    const groups = access['cognito:groups'];
    return Caller._verified({ ...claims, 'cognito:groups': groups, scope: access.scope }, namesIn(groups));
  }
}

/** Keys that cannot be had are a fault of ours, not of the caller: that error goes on as it is. */
async function refusing<T>(what: string, verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (isOutage(error)) throw error;
    throw new NoCallerError(`${what} is not valid (${error instanceof Refusal ? error.reason : (error as Error).constructor.name})`);
  }
}

function header(event: LoadBalancerEvent | undefined, name: string): string | undefined {
  const value = event?.headers?.[name];
  return typeof value === 'string' ? value : undefined;
}
