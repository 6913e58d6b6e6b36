import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Deployment } from './example-run';

/** The claims of a token, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

/** The token with other claims under the old signature: what an attacker can make. */
export function forged(token: string, changes: Readonly<Record<string, unknown>>): string {
  const [head, , signature] = token.split('.');
  return [head, encode({ ...claimsOf(token), ...changes }), signature].join('.');
}

/** The keys that a user pool signs with, as `aws-jwt-verify` takes them into its cache. */
export async function userPoolKeys(deployment: Deployment, userPoolId: string): Promise<unknown> {
  const response = await fetch(`${deployment.endpoint ?? `https://cognito-idp.${deployment.region}.amazonaws.com`}/${userPoolId}/.well-known/jwks.json`);
  if (!response.ok) throw new Error(`the keys of user pool '${userPoolId}' were answered with ${response.status}`);
  return response.json();
}

/** A provider outside AWS, played here: it signs ID tokens with a key of its own, which the emulator is told to trust. */
export class OutsideProvider {
  /** Makes the provider known under the name that the identity pool has for it, such as `accounts.google.com`. */
  static async register(deployment: Deployment, name: string): Promise<OutsideProvider> {
    const provider = new OutsideProvider(name);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    provider.privateKey = privateKey;
    const response = await fetch(`${deployment.endpoint}/_outside-issuers/${name}`, {
      method: 'PUT', body: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: provider.keyId }] }),
    });
    if (!response.ok) throw new Error(`provider '${name}' was answered with ${response.status}`);
    return provider;
  }

  private readonly keyId = randomUUID();
  private privateKey!: KeyObject;

  private constructor(private readonly name: string) {}

  /** An ID token, valid for an hour unless `claims` says otherwise. */
  idToken(claims: { readonly sub: string; readonly aud: string } & Readonly<Record<string, unknown>>): string {
    const now = Math.floor(Date.now() / 1000);
    const signed = [{ alg: 'RS256', kid: this.keyId, typ: 'JWT' }, { iss: `https://${this.name}`, iat: now, exp: now + 3600, ...claims }]
      .map(encode).join('.');
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(this.privateKey, 'base64url')}`;
  }
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
