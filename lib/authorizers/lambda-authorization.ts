import { dirname, join } from 'node:path';
import type { IRestApi, MethodOptions, TokenAuthorizerProps } from 'aws-cdk-lib/aws-apigateway';
import { AuthorizationType, TokenAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { HttpRouteAuthorizerBindOptions, IHttpApi, IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { IUserPoolRef, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import type { UserPoolEntry } from '../app-client/user-pool-registry';
import { scopeNames, userPoolEntry } from '../app-client/user-pool-registry';
import { createOrRollBack } from '../private/create-or-roll-back';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, reported } from '../private/errors';
import { warnOfOpenMethods } from '../private/open-methods';
import { requireId } from '../private/tokens';
import { requireList, requireOptions } from '../private/types';
import { clientIds, issuer, requireAudience } from './private/audience';
import { RestApiBinding } from './private/rest-api-binding';

/** Properties for `LambdaAuthorization.idTokens`. */
export interface IdTokenAuthorizationProps {
  /**
   * The user pool whose tokens are accepted: a `UserPoolOnly` or `UserPoolPlusIdentityPool`.
   */
  readonly userPool: IUserPoolRef;

  /**
   * Groups of the pool. Members of any of them are authorized.
   *
   * @default - every signed-in user is authorized
   */
  readonly groups?: string[];
}

/** Properties for `LambdaAuthorization.accessTokens`. */
export interface AccessTokenAuthorizationProps extends IdTokenAuthorizationProps {
  /**
   * Scopes. A token with any of them is authorized: `auth.oAuthScope('orders', 'read')`.
   *
   * @default - none is needed
   */
  readonly scopes?: OAuthScope[];
}

/** The same in the words of the function. */
interface Requirements {
  readonly tokenUse: 'id' | 'access';
  readonly groups?: string[];
  readonly scopes?: string[];
}

/**
 * A Lambda authorizer for REST and HTTP APIs: callers are authorized by the tokens of a user pool, and by groups in the
 * authorizer already, which the other authorizers cannot check.
 *
 * It checks signature, issuer, expiry, kind of token, app client, scopes and groups, and refuses whatever it cannot check.
 * API Gateway does not keep its answers, so an expired token is refused at once; the keys of the pool are kept. Why it refused
 * stands in its log. The back end reads the claims with `Caller` of `cdk-cognito-pools/claims`. Each request costs one more invocation.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export class LambdaAuthorization extends Construct {
  /**
   * Callers send an ID token: it says who they are.
   *
   * @param scope where the function belongs
   * @param id name among its siblings
   * @param props the user pool, and what a token must have
   * @returns the authorization
   * @throws error `user-pool-not-ours`, `user-pool-of-another-app`, `unknown-group`, `groups-required`
   */
  public static idTokens(scope: Construct, id: string, props: IdTokenAuthorizationProps): LambdaAuthorization {
    requireOptions("'props' of the authorization", props, scope);
    const entry = userPoolEntry(scope, props.userPool);
    return createOrRollBack(scope, id, () => new LambdaAuthorization(scope, id, entry, { tokenUse: 'id', groups: groupNames(scope, entry, props.groups) }));
  }

  /**
   * Callers send an access token: it says what the app may do for them.
   *
   * @param scope where the function belongs
   * @param id name among its siblings
   * @param props the user pool, and what a token must have
   * @returns the authorization
   * @throws error `user-pool-not-ours`, `user-pool-of-another-app`, `unknown-group`, `groups-required`, `unknown-scope`, `scopes-required`
   */
  public static accessTokens(scope: Construct, id: string, props: AccessTokenAuthorizationProps): LambdaAuthorization {
    requireOptions("'props' of the authorization", props, scope);
    const entry = userPoolEntry(scope, props.userPool);
    const scopes = props.scopes && scopeNames(scope, entry, props.scopes);
    return createOrRollBack(scope, id, () => new LambdaAuthorization(scope, id, entry, { tokenUse: 'access', groups: groupNames(scope, entry, props.groups), scopes }));
  }

  /**
   * The Lambda function behind the authorizer, for alarms on it and for its settings.
   */
  public readonly handler: LambdaFunction;

  private restAuthorizer?: TokenAuthorizer;
  private readonly httpAuthorizers = new Map<IConstruct, HttpLambdaAuthorizer>();

  private constructor(scope: Construct, id: string, private readonly entry: UserPoolEntry, requirements: Requirements) {
    super(scope, requireId(scope, id));
    requireAudience(entry, 'a Lambda authorizer', () => true);
    this.node.addValidation({ validate: () => environmentIssues(entry, requirements).map((issue) => reported(issue, this)) });
    this.handler = new LambdaFunction(this, 'Handler', {
      description: `lets in who has ${requirements.tokenUse === 'id' ? 'an ID token' : 'an access token'} of the user pool`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(10),
      handler: 'index.handler',
      code: Code.fromAsset(join(dirname(require.resolve('cdk-cognito-pools/package.json')), 'build', 'lambda', 'authorizer')),
      environment: {
        TOKEN_REQUIREMENTS: Lazy.string({ produce: () => Stack.of(this).toJsonString({ issuer: issuer(entry), clientIds: clientIds(entry), ...requirements }) }),
      },
    });
  }

  /**
   * Authorizes methods of one REST API, in the stack of this authorization.
   *
   * @returns options for `addMethod`, or for `defaultMethodOptions` of the API
   * @throws error when a method takes it: `user-pool-of-another-app`, `authorization-of-another-api`, `authorization-in-another-stack`
   */
  public restApi(): MethodOptions {
    this.restAuthorizer ??= new CheckedTokenAuthorizer(this, 'RestApi', { handler: this.handler, resultsCacheTtl: Duration.seconds(0) }, new RestApiBinding(this.entry));
    warnOfOpenMethods(this, this.restAuthorizer.authorizerId);
    return { authorizer: this.restAuthorizer, authorizationType: AuthorizationType.CUSTOM };
  }

  /**
   * Authorizes routes of HTTP APIs. Each API gets one authorizer, and all authorizers call this function.
   *
   * @returns the `authorizer` of a route, or the `defaultAuthorizer` of the API
   * @throws error when a route takes it: `user-pool-of-another-app`
   */
  public httpApi(): IHttpRouteAuthorizer {
    return {
      bind: (options: HttpRouteAuthorizerBindOptions) => {
        const authorizer = this.httpAuthorizerOf(options.route.httpApi);
        const config = authorizer.bind(options);
        warnOfOpenMethods(this, authorizer.authorizerId);
        return config;
      },
    };
  }

  private httpAuthorizerOf(api: IHttpApi): HttpLambdaAuthorizer {
    userPoolEntry(api, this.entry.userPool);
    const known = this.httpAuthorizers.get(api);
    if (known) return known;
    const authorizer = new HttpLambdaAuthorizer(`${this.node.id}Authorizer`, this.handler, {
      responseTypes: [HttpLambdaResponseType.SIMPLE], resultsCacheTtl: Duration.seconds(0),
    });
    this.httpAuthorizers.set(api, authorizer);
    return authorizer;
  }
}

/** What AWS Lambda takes as environment of a function, in bytes of names and values. */
const MOST_ENVIRONMENT = 4096;

/** The least that the requirements take once deployed: the id of an app client has 26 characters. */
function environmentIssues(entry: UserPoolEntry, requirements: Requirements): ValidationIssue[] {
  const known = { issuer: 'https://cognito-idp.', clientIds: clientIds(entry).map(() => 'x'.repeat(26)), ...requirements };
  const size = 'TOKEN_REQUIREMENTS'.length + Buffer.byteLength(JSON.stringify(known).replace(/\$\{Token\[[^\]]*\]\}/g, ''));
  return size <= MOST_ENVIRONMENT ? [] : [{
    code: 'authorizer-environment',
    received: `the Lambda authorizer would be told of ${known.clientIds.length} app clients, in ${size} bytes or more`,
    fix: `keep to ${MOST_ENVIRONMENT} bytes, which is some 130 app clients without groups and scopes: let apps share a client, or use a REST API`,
  }];
}

/** The L2 authorizer, which says in our words why an API cannot have it. */
class CheckedTokenAuthorizer extends TokenAuthorizer {
  constructor(scope: Construct, id: string, props: TokenAuthorizerProps, private readonly restApi: RestApiBinding) {
    super(scope, id, props);
  }

  /** @internal */
  public override _attachToApi(restApi: IRestApi): void {
    this.restApi.attach(this, restApi);
    super._attachToApi(restApi);
  }
}

function groupNames(scope: Construct, { groups }: UserPoolEntry, names?: string[]): string[] | undefined {
  if (names !== undefined) requireList("'groups'", names, scope);
  if (names?.length === 0) {
    throw new CognitoPoolsError({
      code: 'groups-required',
      received: 'an empty list of groups',
      fix: "name at least one, or leave 'groups' out to authorize every signed-in user",
    }, scope);
  }
  return names?.map((name) => groups.require(name));
}
