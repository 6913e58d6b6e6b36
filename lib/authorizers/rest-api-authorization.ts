import type { CognitoUserPoolsAuthorizerProps, IRestApi, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import { AuthorizationType, CfnMethod, CognitoUserPoolsAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { IUserPoolRef, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { AspectPriority, Aspects, Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { UserPoolEntry } from '../app-client/user-pool-registry';
import { scopeNames, userPoolEntry } from '../app-client/user-pool-registry';
import { warnOfOpenMethods } from '../private/open-methods';
import { stageOf } from '../private/stage-of';
import { requireId } from '../private/tokens';
import { RestApiBinding } from './private/rest-api-binding';
import { requireOptions } from '../private/types';

/** Properties for `RestApiAuthorization`. */
export interface RestApiAuthorizationProps {
  /**
   * The user pool whose tokens are accepted: a `UserPoolOnly` or `UserPoolPlusIdentityPool`.
   */
  readonly userPool: IUserPoolRef;
}

/**
 * A Cognito authorizer for the methods of one REST API: callers are authorized by the tokens of a user pool. Whether a method asks for an ID token or for an access
 * token with a scope is said for each method, or once for all of them as the API's `defaultMethodOptions`.
 *
 * API Gateway checks signature, issuer, expiry and the kind of token. It does not check groups: do that in the back end, or use `LambdaAuthorization`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
 */
export class RestApiAuthorization {
  /**
   * The L2 authorizer.
   */
  public readonly authorizer: CognitoUserPoolsAuthorizer;

  private readonly entry: UserPoolEntry;
  private readonly idTokenAuthorizer: CognitoUserPoolsAuthorizer;

  /**
   * Makes the L2 authorizer, under this id in this scope.
   *
   * @param scope where the authorizer belongs: in the stack of the API
   * @param id name among its siblings
   * @param props the user pool
   * @throws error `user-pool-not-ours`, `user-pool-of-another-app`; when a method takes it `user-pool-of-another-app`,
   *   `authorization-of-another-api`, `authorization-in-another-stack`
   */
  constructor(scope: Construct, id: string, props: RestApiAuthorizationProps) {
    requireOptions("'props' of the authorization", props, scope);
    this.entry = userPoolEntry(scope, props.userPool);
    this.authorizer = new CheckedAuthorizer(scope, requireId(scope, id), { cognitoUserPools: [this.entry.userPool] }, new RestApiBinding(this.entry));
    this.idTokenAuthorizer = idTokenAlias(this.authorizer);
    [this.authorizer, this.idTokenAuthorizer].forEach(({ authorizerId }) => warnOfOpenMethods(scope, authorizerId));
  }

  /**
   * The caller must send an ID token: it says who they are, in the header `Authorization`. An access token is refused.
   *
   * @returns options for `addMethod`, or for `defaultMethodOptions` of the API
   */
  public idToken(): MethodOptions {
    return { authorizer: this.idTokenAuthorizer, authorizationType: AuthorizationType.COGNITO };
  }

  /**
   * The caller must send an access token that has one of these scopes, in the header `Authorization`. An ID token is refused.
   *
   * @param scopes at least one: `auth.oAuthScope('orders', 'read')`
   * @returns options for `addMethod`, or for `defaultMethodOptions` of the API
   * @throws error `unknown-scope`, `scopes-required`
   */
  public accessToken(scopes: OAuthScope[]): MethodOptions {
    return { authorizer: this.authorizer, authorizationType: AuthorizationType.COGNITO, authorizationScopes: scopeNames(this.authorizer, this.entry, scopes) };
  }
}

/** The L2 authorizer, which says in our words why an API cannot have it. */
class CheckedAuthorizer extends CognitoUserPoolsAuthorizer {
  constructor(scope: Construct, id: string, props: CognitoUserPoolsAuthorizerProps, private readonly restApi: RestApiBinding) {
    super(scope, id, props);
  }

  /** @internal */
  public override _attachToApi(restApi: IRestApi): void {
    this.restApi.attach(this, restApi);
    super._attachToApi(restApi);
  }
}

/**
 * The same authorizer for methods that ask for an ID token: its id is another token of the CDK, by which these methods are known.
 * A method takes over the scopes of the API's default, and with scopes API Gateway would want an access token: they are taken off.
 */
function idTokenAlias(authorizer: CognitoUserPoolsAuthorizer): CognitoUserPoolsAuthorizer {
  const authorizerId = Lazy.string({ produce: () => authorizer.authorizerId });
  Aspects.of(stageOf(authorizer)).add({
    visit: (node) => {
      if (CfnMethod.isCfnMethod(node) && node.authorizerId === authorizerId) node.authorizationScopes = undefined;
    },
  }, { priority: AspectPriority.MUTATING });
  return Object.create(authorizer, {
    authorizerId: { value: authorizerId },
    _attachToApi: { value: (restApi: IRestApi) => authorizer._attachToApi(restApi) },
  }) as CognitoUserPoolsAuthorizer;
}
