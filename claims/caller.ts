import type { GraphqlEvent, HttpApiEvent, RestApiEvent } from './events';
import { NoCallerError, NotAllowedError } from './refusal';
import { namesIn, requireIssuer, separated, type RestApiTokens, type TrustedTokens } from './trusted-tokens';

/** The claims of a token that an authorizer has verified. */
export interface Claims {
  readonly [name: string]: unknown;
}

/**
 * The caller of an API, by the token that the authorizer in front of this function has verified. Where no authorizer has, there
 * is no caller, only an error: nothing is ever read from headers that anyone could write.
 */
export class Caller {
  /**
   * Behind a REST API with `RestApiAuthorization` or `LambdaAuthorization`. The API has verified the signature, the issuer and the
   * times of the token, and its scopes where the method names some; not for which app client it was made.
   *
   * @param event the event of the function
   * @param trusted whose tokens are taken, and the groups of the user pool
   * @returns the caller
   * @throws {NoCallerError} when the method has no such authorization, the token is of another issuer, or its groups cannot be told apart
   */
  static fromRestApi(event: RestApiEvent, trusted: RestApiTokens): Caller {
    const { claims } = (event as RestApiEvent | undefined)?.requestContext?.authorizer ?? {};
    // The Cognito authorizer of REST APIs joins lists with commas; the Lambda authorizer passes on all claims as JSON.
    return typeof claims === 'string' ? fromJson(claims, trusted) : caller(claims, trusted, (list) => separated(list, trusted.groups));
  }

  /**
   * Behind an HTTP API with `HttpApiAuthorization` or `LambdaAuthorization`. The API has verified the signature, the issuer, the app
   * client and the times of the token, and its scopes where the route names some; not whether it is an ID or an access token.
   *
   * @param event the event of the function, in payload format 2.0
   * @param trusted whose tokens are taken
   * @returns the caller
   * @throws {NoCallerError} when the route has no such authorization, or the token is of another issuer
   */
  static fromHttpApi(event: HttpApiEvent, trusted: TrustedTokens): Caller {
    const { jwt, lambda } = (event as HttpApiEvent | undefined)?.requestContext?.authorizer ?? {};
    // JWT authorizers write lists as '[a b]': names of groups have no spaces.
    return typeof lambda?.claims === 'string' ? fromJson(lambda.claims, trusted) : caller(jwt?.claims, trusted, (list) => list.replace(/^\[(.*)\]$/s, '$1').split(' '));
  }

  /**
   * Behind an AppSync API with `GraphqlApiAuthorization`. The API has verified the signature, the issuer and the times of the token,
   * and the app client where it names a pattern; an API may take tokens of any OpenID Connect provider beside, which are refused here.
   *
   * @param event the context of a direct Lambda resolver
   * @param trusted whose tokens are taken
   * @returns the caller
   * @throws {NoCallerError} when the field was reached without a token of the user pool
   */
  static fromGraphqlApi(event: GraphqlEvent, trusted: TrustedTokens): Caller {
    return caller((event as GraphqlEvent | undefined)?.identity?.claims, trusted, (list) => [list]);
  }

  /** @internal */
  static _verified(claims: Claims, groups: readonly string[]): Caller {
    return new Caller(subject(claims), claims, groups);
  }

  private constructor(
    /** The user's id in the user pool, which never changes; of a machine-to-machine client, the id of the client. */
    readonly sub: string,
    /** All claims, as the authorizer passes them on: a REST or HTTP API turns what is no text into text. */
    readonly claims: Claims,
    /** The groups of the user; none for members of none. */
    readonly groups: readonly string[],
  ) {}

  /** The scopes of an access token; none for ID tokens. */
  get scopes(): readonly string[] {
    const { scope } = this.claims;
    return typeof scope === 'string' && scope !== '' ? scope.split(' ') : [];
  }

  /**
   * Goes on for members of one of these groups only.
   *
   * @param names the groups, any of which is enough
   * @throws {NotAllowedError} for all others
   */
  requireGroup(...names: readonly string[]): void {
    if (!names.some((name) => this.groups.includes(name))) throw new NotAllowedError(`this is for members of ${names.join(' or ')}`);
  }

  /**
   * Goes on for access tokens with one of these scopes only.
   *
   * @param names the scopes, any of which is enough
   * @throws {NotAllowedError} for every other token
   */
  requireScope(...names: readonly string[]): void {
    if (!names.some((name) => this.scopes.includes(name))) throw new NotAllowedError(`this needs the scope ${names.join(' or ')}`);
  }
}

function fromJson(text: string, trusted: TrustedTokens): Caller {
  let claims: unknown;
  try {
    claims = JSON.parse(text);
  } catch {
    throw new NoCallerError('the claims are not those of the Lambda authorizer');
  }
  return caller(claims, trusted, (list) => [list]);
}

function caller(claims: unknown, trusted: TrustedTokens, split: (list: string) => string[]): Caller {
  if (typeof claims !== 'object' || claims === null) throw new NoCallerError('no token was verified before this function was called');
  requireIssuer(claims as Claims, trusted);
  const groups = (claims as Claims)['cognito:groups'];
  return Caller._verified(claims as Claims, typeof groups === 'string' ? split(groups).filter((name) => name !== '') : namesIn(groups));
}

function subject({ sub }: Claims): string {
  if (typeof sub !== 'string' || sub === '') throw new NoCallerError("the verified token has no 'sub'");
  return sub;
}
