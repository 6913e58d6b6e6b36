import { createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';

/** A user pool that signs real tokens with a key of its own; the cache knows the keys, so nothing is fetched. */
export class SigningPool {
  readonly jwks;
  private readonly privateKey: KeyObject;

  constructor(readonly issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool', private readonly kid = 'key') {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.privateKey = privateKey;
    this.jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig', kty: 'RSA' }] };
  }

  get cache(): SimpleJwksCache {
    const cache = new SimpleJwksCache({ fetcher: { fetch: () => Promise.resolve(new TextEncoder().encode(JSON.stringify(this.jwks)).buffer) } });
    cache.addJwks(`${this.issuer}/.well-known/jwks.json`, this.jwks);
    return cache;
  }

  token(claims: Readonly<Record<string, unknown>>, header: Readonly<Record<string, unknown>> = {}): string {
    const now = Math.floor(Date.now() / 1000);
    return this.signed(header, JSON.stringify({ sub: 'ada', iss: this.issuer, iat: now, exp: now + 3600, ...claims }));
  }

  /** Signs any text as claims: a name may stand in it twice. */
  signed(header: Readonly<Record<string, unknown>>, claims: string): string {
    const signed = [JSON.stringify({ alg: 'RS256', kid: this.kid, typ: 'JWT', ...header }), claims].map((part) => Buffer.from(part).toString('base64url')).join('.');
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.privateKey, 'base64url')}`;
  }

  idToken(claims: Readonly<Record<string, unknown>> = {}): string {
    return this.token({ token_use: 'id', aud: 'web', ...claims });
  }

  accessToken(claims: Readonly<Record<string, unknown>> = {}): string {
    return this.token({ token_use: 'access', client_id: 'web', ...claims });
  }
}
