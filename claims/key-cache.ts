/** A public key, as its issuer publishes it (RFC 7517). */
export interface PublishedKey {
  readonly kty: string;
  readonly kid?: string;
}

/** The keys of an issuer, as it publishes them (RFC 7517). */
export interface PublishedKeys {
  readonly keys: readonly PublishedKey[];
}

/** A token that has been read and not yet verified. */
export interface DecodedToken {
  readonly header: object;
  readonly payload: object;
}

/** Keeps the keys of issuers, by the URL at which they are published. The caches of the package aws-jwt-verify, such as `SimpleJwksCache`, are of this shape. */
export interface KeyCache {
  /**
   * Finds the key of a token, and fetches the keys of its issuer when it is not there.
   *
   * @param jwksUri the URL of the issuer's keys
   * @param token the token, whose header names the key
   * @returns the key
   */
  getJwk(jwksUri: string, token: DecodedToken): Promise<PublishedKey>;

  /**
   * Finds the key of a token among the keys that are there.
   *
   * @param jwksUri the URL of the issuer's keys
   * @param token the token, whose header names the key
   * @returns the key
   * @throws when it is not there
   */
  getCachedJwk(jwksUri: string, token: DecodedToken): PublishedKey;

  /**
   * Takes keys that were fetched elsewhere.
   *
   * @param jwksUri the URL of the issuer's keys
   * @param jwks the keys
   */
  addJwks(jwksUri: string, jwks: PublishedKeys): void;

  /**
   * Fetches the keys of an issuer.
   *
   * @param jwksUri the URL of the issuer's keys
   * @returns the keys
   */
  getJwks(jwksUri: string): Promise<PublishedKeys>;
}
