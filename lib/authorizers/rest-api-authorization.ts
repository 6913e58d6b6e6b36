import type { MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { AuthorizationType, CognitoUserPoolsAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { IUserPoolRef, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { UserPoolEntry } from '../identities/user-pool-directory';
import { scopeNames, userPoolEntry } from '../identities/user-pool-directory';
import { warnOfOpenMethods } from './private/open-methods';

/**
 * The tokens of a user pool as the key to the methods of a REST API. Whether a method asks for an ID token or for an access
 * token with a scope is said for each method, or once for all of them as the API's `defaultMethodOptions`.
 *
 * API Gateway checks signature, issuer, expiry and the kind of token. It tells nobody apart by groups: do that in the back
 * end, or use `LambdaAuthorization`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export class RestApiAuthorization {
  /**
   * For one REST API, whose methods take what `idToken()` and `accessToken(…)` return.
   *
   * @param scope where the authorizer belongs
   * @param id name among its siblings
   * @param userPool a `UserPoolOnly` or `UserPoolPlusIdentityPool`
   * @returns the authorization
   * @throws error `user-pool-not-ours`, `user-pool-of-another-app`
   */
  public static fromUserPool(scope: Construct, id: string, userPool: IUserPoolRef): RestApiAuthorization {
    return new RestApiAuthorization(scope, id, userPoolEntry(scope, userPool));
  }

  /**
   * The L2 authorizer.
   */
  public readonly authorizer: CognitoUserPoolsAuthorizer;

  private constructor(scope: Construct, id: string, private readonly entry: UserPoolEntry) {
    this.authorizer = new CognitoUserPoolsAuthorizer(scope, id, { cognitoUserPools: [entry.userPool] });
    warnOfOpenMethods(scope, this.authorizer.authorizerId);
  }

  /**
   * The caller must send an ID token: it says who they are, in the header `Authorization`. An access token is refused.
   *
   * @returns options for `addMethod`, or for `defaultMethodOptions` of the API
   */
  public idToken(): MethodOptions {
    return { authorizer: this.authorizer, authorizationType: AuthorizationType.COGNITO };
  }

  /**
   * The caller must send an access token that has one of these scopes, in the header `Authorization`. An ID token is refused.
   *
   * @param scopes at least one: `auth.scope('orders', 'read')`
   * @returns options for `addMethod`, or for `defaultMethodOptions` of the API
   * @throws error `unknown-scope`, `scopes-required`
   */
  public accessToken(scopes: OAuthScope[]): MethodOptions {
    return { ...this.idToken(), authorizationScopes: scopeNames(this.authorizer, this.entry, scopes) };
  }
}
