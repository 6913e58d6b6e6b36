import {
  FetchError, JwkValidationError, JwksValidationError, JwtExpiredError, JwtInvalidIssuerError, JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError, JwtNotBeforeError, JwtParseError, JwtWithoutValidKidError, KidNotFoundInJwksError, WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwksCache } from 'aws-jwt-verify/jwk';
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';

/** What a token must be. Written by the construct, as JSON, into the environment of the function. */
export interface TokenRequirements {
  /** The issuer of the user pool: https://cognito-idp.<region>.<suffix>/<pool id>. */
  readonly issuer: string;
  /** App clients of the pool, at least one: tokens made for others are refused. */
  readonly clientIds: readonly string[];
  readonly tokenUse: 'id' | 'access';
  /** Any one of them is enough. Left out: members of no group pass too. */
  readonly groups?: readonly string[];
  /** Any one of them is enough; access tokens only. Left out: no scope is needed. */
  readonly scopes?: readonly string[];
}

/** Why a token was refused. */
export type RefusalReason =
  | 'no-token' | 'not-a-token' | 'wrong-signature' | 'wrong-issuer' | 'expired' | 'not-yet-valid' | 'wrong-token-use' | 'wrong-client' | 'wrong-group' | 'wrong-scope';

/** The token is not as it must be. Of a user who is known but not authorized, the claims are known too. */
export class Refusal extends Error {
  constructor(readonly reason: RefusalReason, readonly subject?: string) {
    super(reason);
  }
}

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

const REASONS: readonly (readonly [abstract new (...args: never[]) => Error, RefusalReason])[] = [
  [JwtExpiredError, 'expired'],
  [JwtNotBeforeError, 'not-yet-valid'],
  [JwtInvalidIssuerError, 'wrong-issuer'],
  [JwtInvalidSignatureError, 'wrong-signature'],
  [JwtInvalidSignatureAlgorithmError, 'wrong-signature'],
  [KidNotFoundInJwksError, 'wrong-signature'],
  [WaitPeriodNotYetEndedJwkError, 'wrong-signature'],
  [JwtWithoutValidKidError, 'not-a-token'],
  [JwtParseError, 'not-a-token'],
];

/** Errors that say nothing of the token: the keys of the pool could not be had. */
export function isOutage(error: unknown): boolean {
  return [FetchError, JwksValidationError, JwkValidationError].some((kind) => error instanceof kind);
}

/** Checks tokens of one user pool. The keys of the pool are fetched once, and again only for a key id that is new. */
export class TokenCheck {
  private readonly verifier;

  constructor(private readonly requirements: TokenRequirements, jwksCache: JwksCache = new SimpleJwksCache()) {
    const { issuer } = requirements;
    this.verifier = JwtVerifier.create({ issuer, jwksUri: `${issuer}/.well-known/jwks.json`, audience: null }, { jwksCache });
  }

  /** The claims of a token that is as it must be; otherwise a Refusal, or the error that kept the token from being checked. */
  async claimsOf(token: string): Promise<Claims> {
    const claims = await this.verified(token);
    const { clientIds, groups, scopes, tokenUse } = this.requirements;
    // The library takes a token of nobody, and one that never expires; a user pool makes neither.
    if (!isOfSomebody(claims)) throw new Refusal('not-a-token');
    if (typeof claims.exp !== 'number') throw new Refusal('expired', claims.sub);
    if (claims.token_use !== tokenUse) throw new Refusal('wrong-token-use', claims.sub);
    if (!clientIds.includes(claims[tokenUse === 'id' ? 'aud' : 'client_id'] as string)) throw new Refusal('wrong-client', claims.sub);
    if (scopes && !overlap(scopes, typeof claims.scope === 'string' ? claims.scope.split(' ') : [])) throw new Refusal('wrong-scope', claims.sub);
    if (groups && !overlap(groups, claims['cognito:groups'])) throw new Refusal('wrong-group', claims.sub);
    return claims;
  }

  private async verified(token: string): Promise<Readonly<Record<string, unknown>>> {
    try {
      return await this.verifier.verify(token);
    } catch (error) {
      const reason = REASONS.find(([kind]) => error instanceof kind)?.[1];
      throw reason ? new Refusal(reason) : error;
    }
  }
}

function overlap(wanted: readonly string[], given: unknown): boolean {
  return Array.isArray(given) && wanted.some((one) => given.includes(one));
}

function isOfSomebody(claims: Readonly<Record<string, unknown>>): claims is Claims {
  return typeof claims.sub === 'string' && claims.sub !== '';
}
