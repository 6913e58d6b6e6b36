import type { HttpRouteAuthorizerBindOptions, HttpRouteAuthorizerConfig, IHttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IUserPoolRef, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { UserPoolEntry } from '../app-client/user-pool-registry';
import { scopeNames, userPoolEntry } from '../app-client/user-pool-registry';
import { CognitoPoolsError } from '../private/errors';
import { warnOfOpenMethods } from '../private/open-methods';
import { issuer, lateClientIds, requireAudience } from './private/audience';
import { requireOptions } from '../private/types';

/** Quotas of HTTP APIs that AWS does not raise. */
const MOST_AUDIENCES = 50;
const MOST_SCOPES = 10;

/** Properties for `HttpApiAuthorization`. */
export interface HttpApiAuthorizationProps {
  /**
   * The user pool whose tokens are accepted: a `UserPoolOnly` or `UserPoolPlusIdentityPool`.
   */
  readonly userPool: IUserPoolRef;
}

/**
 * JWT authorizers for the routes of HTTP APIs: callers are authorized by the tokens of a user pool. The issuer is the user
 * pool, the audiences are all app clients of the pool, those added later too. Each API gets one JWT authorizer.
 *
 * API Gateway checks signature, issuer, audience, expiry and scopes. It does not check groups: do that in the back end, or use `LambdaAuthorization`. App clients that were added to the L2 user pool itself are not among the audiences.
 *
 * API Gateway takes 50 audiences in an authorizer: a synth of a pool with more app clients fails (`too-many-audiences`), as
 * does that of a pool with none (`audience-required`).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export class HttpApiAuthorization {
  private readonly entry: UserPoolEntry;
  private readonly authorizers = new Map<IConstruct, HttpJwtAuthorizer>();

  /**
   * Makes nothing yet: each API gets its authorizer with the first route that takes it.
   *
   * @param props the user pool
   * @throws error `user-pool-not-ours`; for a route of an API of another app `user-pool-of-another-app`
   */
  constructor(props: HttpApiAuthorizationProps) {
    requireOptions("'props' of the authorization", props);
    this.entry = userPoolEntry(props.userPool, props.userPool);
    requireAudience(this.entry, 'an HTTP API', () => this.authorizers.size > 0, MOST_AUDIENCES);
  }

  /**
   * The caller must send any token of the pool, in the header `Authorization`: ID or access token, whatever its scopes. Prefer
   * `accessToken` where clients have scopes.
   *
   * @returns the `authorizer` of a route, or the `defaultAuthorizer` of the API
   */
  public anyToken(): IHttpRouteAuthorizer {
    return { bind: (options) => this.bind(options) };
  }

  /**
   * The caller must send an access token that has one of these scopes, in the header `Authorization`. An ID token, which has
   * no scopes, is refused.
   *
   * @param scopes at least one, ten at most: `auth.oAuthScope('orders', 'read')`
   * @returns the `authorizer` of a route, or the `defaultAuthorizer` of the API
   * @throws error `unknown-scope`, `scopes-required`, `too-many-scopes`
   */
  public accessToken(scopes: OAuthScope[]): IHttpRouteAuthorizer {
    if (scopes.length > MOST_SCOPES) {
      throw new CognitoPoolsError({
        code: 'too-many-scopes',
        received: `${scopes.length} scopes on a route of an HTTP API, which takes ${MOST_SCOPES} at most`,
        fix: 'put one scope on the resource server that stands for them, or use a LambdaAuthorization',
      }, this.entry.scope);
    }
    const authorizationScopes = scopeNames(this.entry.scope, this.entry, scopes);
    return { bind: (options) => ({ ...this.bind(options), authorizationScopes }) };
  }

  private bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    const authorizer = this.authorizerOf(options.route.httpApi);
    const config = authorizer.bind(options);
    warnOfOpenMethods(options.scope, authorizer.authorizerId);
    return config;
  }

  /** One for each API: the L2 authorizer would silently hand out that of the first to every other. */
  private authorizerOf(api: IHttpApi): HttpJwtAuthorizer {
    const { scope, userPool } = this.entry;
    userPoolEntry(api, userPool);
    const known = this.authorizers.get(api);
    if (known) return known;
    const { path } = scope.node;
    const where = Stack.of(scope) === Stack.of(api) ? path.slice(Stack.of(scope).node.path.length) : path;
    const authorizer = new HttpJwtAuthorizer(`${where.replaceAll('/', '')}Authorizer`, issuer(this.entry), { jwtAudience: lateClientIds(this.entry) });
    this.authorizers.set(api, authorizer);
    return authorizer;
  }
}
