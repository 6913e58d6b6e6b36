import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyCache } from '../../claims';
import type { SigningPool } from './signed-tokens';

const KEY_ID = '0f1e2d3c-4b5a-4678-8796-a5b4c3d2e1f0';

/** A load balancer that signs as the real ones do, with a key of its own: ES256, with signer and client in the header. */
export class SigningLoadBalancer {
  readonly arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188';
  readonly keyId = KEY_ID;
  readonly jwk;
  readonly keys: KeyCache;
  private readonly privateKey;

  constructor(private readonly pool: SigningPool, private readonly client = 'balancer') {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    this.jwk = { ...publicKey.export({ format: 'jwk' }), kty: 'EC', kid: KEY_ID, use: 'sig', alg: 'ES256' };
    this.keys = { addJwks: () => undefined, getCachedJwk: () => this.jwk, getJwk: () => Promise.resolve(this.jwk), getJwks: () => Promise.resolve({ keys: [this.jwk] }) };
  }

  /** What it signs of a user; with another key where one is given. */
  data(header: object = {}, claims: object = {}, key = this.privateKey): string {
    const exp = Math.floor(Date.now() / 1000) + 120;
    const parts = [{ alg: 'ES256', kid: KEY_ID, signer: this.arn, iss: this.pool.issuer, client: this.client, exp, ...header }, { sub: 'ada', email: 'ada@example.com', iss: this.pool.issuer, exp, ...claims }];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }
}
