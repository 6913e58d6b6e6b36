import { JwtWithoutValidKidError, KidNotFoundInJwksError, NonRetryableFetchError } from 'aws-jwt-verify/error';
import { AlbJwksCache } from 'aws-jwt-verify/alb-cache';
import type { DecodedToken, KeyCache, PublishedKey, PublishedKeys } from './key-cache';

/** As load balancers name their keys. */
const KEY_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** So many key ids are looked up in a minute that were not known: a load balancer has one or two, and changes them rarely. */
const LOOKUPS = 10;
const MINUTE = 60_000;
/** So many key ids that do not exist are remembered. */
const REMEMBERED = 1000;

/**
 * The keys of a load balancer, each of which is published under its id. Whoever reaches the back end directly may name any id: what
 * is no id is not looked up, one that does not exist is looked up once, and only so many at a time.
 */
export class LoadBalancerKeys implements KeyCache {
  private readonly absent = new Set<string>();
  private readonly known = new Set<string>();
  private lookups: number[] = [];

  /**
   * @param keys where keys are fetched and kept
   */
  constructor(private readonly keys: KeyCache = new AlbJwksCache()) {}

  async getJwk(jwksUri: string, token: DecodedToken): Promise<PublishedKey> {
    const kid = keyIdOf(token);
    if (this.absent.has(kid)) throw new KidNotFoundInJwksError('there is no such key');
    if (!this.known.has(kid)) this.spend();
    try {
      const key = await this.keys.getJwk(jwksUri, token);
      this.known.add(kid);
      return key;
    } catch (error) {
      if (!(error instanceof NonRetryableFetchError)) throw error;
      this.remember(kid);
      throw new KidNotFoundInJwksError('there is no such key');
    }
  }

  getCachedJwk(jwksUri: string, token: DecodedToken): PublishedKey {
    return this.keys.getCachedJwk(jwksUri, token);
  }

  addJwks(jwksUri: string, jwks: PublishedKeys): void {
    this.keys.addJwks(jwksUri, jwks);
  }

  getJwks(jwksUri: string): Promise<PublishedKeys> {
    return this.keys.getJwks(jwksUri);
  }

  private spend(): void {
    const now = Date.now();
    this.lookups = this.lookups.filter((at) => now - at < MINUTE);
    if (this.lookups.length >= LOOKUPS) throw new KidNotFoundInJwksError('too many keys that are not known were asked for');
    this.lookups.push(now);
  }

  private remember(kid: string): void {
    if (this.absent.size >= REMEMBERED) this.absent.clear();
    this.absent.add(kid);
  }
}

function keyIdOf({ header }: DecodedToken): string {
  const { kid } = header as { kid?: unknown };
  if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw new JwtWithoutValidKidError('the id of the key is none');
  return kid;
}
