import { join } from 'node:path';
import { AuthorizationType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CfnUserPoolClient, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { IdentityPoolPrincipal } from '../../../lib';
import { ApiInvokeGrants, GuestAccess, HttpApiAuthorization, LambdaAuthorization, RestApiAuthorization, UserPoolOnly, UserPoolPlusIdentityPool } from '../../../lib';

/** Every authorizer that the emulator has, to be tried with right and wrong tokens and signatures. */
export class AuthorizersStack extends Stack {
  private readonly auth: UserPoolPlusIdentityPool;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.auth = new UserPoolPlusIdentityPool(this, 'Auth', { groups: ['finance'], removalPolicy: RemovalPolicy.DESTROY });
    const app = this.auth.addSinglePageAppClient('app');
    const brief = this.auth.addSinglePageAppClient('brief');
    // Tokens that expire while one waits: AWS allows no less than five minutes, the emulator does.
    Object.assign(brief.node.defaultChild as CfnUserPoolClient, { idTokenValidity: 6, accessTokenValidity: 6, tokenValidityUnits: { idToken: 'seconds', accessToken: 'seconds' } });
    // One that is made with the L2 pool is taken up, and would be known.
    const unknown = new CfnUserPoolClient(this, 'Unknown', { userPoolId: this.auth.userPoolId, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
    const other = new UserPoolOnly(this, 'Other', { groups: ['finance'], removalPolicy: RemovalPolicy.DESTROY });
    const otherApp = other.addSinglePageAppClient('app');
    const guests = new GuestAccess(this, 'Guests', { identityPool: this.auth });
    const users = { everybody: this.auth.authenticated, finance: this.auth.group('finance'), guests: guests.principal };

    const outputs = {
      RestUrl: this.restApi(users).url, HttpUrl: `${this.httpApi(users).url}`,
      UserPool: this.auth.userPool.userPoolId, App: app.userPoolClientId, Brief: brief.userPoolClientId, Unknown: unknown.ref,
      OtherPool: other.userPool.userPoolId, OtherApp: otherApp.userPoolClientId, IdentityPool: this.auth.identityPoolId,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, `${name}Output`, { key: name, value });
  }

  private restApi(users: Readonly<Record<string, IdentityPoolPrincipal>>): RestApi {
    const api = new RestApi(this, 'Rest', { cloudWatchRole: false });
    const authorizer = new RestApiAuthorization(this, 'RestAuthorizer', { userPool: this.auth });
    const groups = LambdaAuthorization.idTokens(this, 'RestGroups', { userPool: this.auth, groups: ['finance'] });
    const caller = new LambdaIntegration(this.backEnd('RestCaller'));
    api.root.addResource('id').addMethod('GET', caller, authorizer.idToken());
    api.root.addResource('access').addMethod('GET', caller, authorizer.accessToken([OAuthScope.COGNITO_ADMIN]));
    api.root.addResource('groups').addMethod('GET', caller, groups.restApi());
    const signed = new LambdaIntegration(this.backEnd('RestSigned', this.auth.identityPoolId));
    for (const [name, principal] of Object.entries(users)) {
      const method = api.root.addResource(name).addMethod('GET', signed, { authorizationType: AuthorizationType.IAM });
      method.resource.addMethod('POST', signed, { authorizationType: AuthorizationType.IAM });
      ApiInvokeGrants.fromMethod(method).invoke(principal);
    }
    return api;
  }

  private httpApi(users: Readonly<Record<string, IdentityPoolPrincipal>>): HttpApi {
    const api = new HttpApi(this, 'Http');
    const authorizer = new HttpApiAuthorization({ userPool: this.auth });
    const groups = LambdaAuthorization.accessTokens(this, 'HttpGroups', { userPool: this.auth, groups: ['finance'] });
    const caller = new HttpLambdaIntegration('Caller', this.backEnd('HttpCaller'));
    const route = (path: string, integration: HttpLambdaIntegration, authorizer: IHttpRouteAuthorizer, methods = [HttpMethod.GET]) => api.addRoutes({ path: `/${path}`, methods, integration, authorizer });
    route('any', caller, authorizer.anyToken());
    route('access', caller, authorizer.accessToken([OAuthScope.COGNITO_ADMIN]));
    route('groups', caller, groups.httpApi());
    const signed = new HttpLambdaIntegration('Signed', this.backEnd('HttpSigned', this.auth.identityPoolId));
    for (const [name, principal] of Object.entries(users)) {
      const [get] = route(name, signed, new HttpIamAuthorizer(), [HttpMethod.GET, HttpMethod.POST]);
      ApiInvokeGrants.fromRoute(get).invoke(principal);
    }
    return api;
  }

  private backEnd(id: string, identityPoolId?: string): NodejsFunction {
    return new NodejsFunction(this, id, {
      entry: join(__dirname, 'back-end.ts'), runtime: Runtime.NODEJS_24_X, environment: identityPoolId === undefined ? { ISSUER: this.auth.issuerUrl } : { IDENTITY_POOL: identityPoolId },
    });
  }
}
