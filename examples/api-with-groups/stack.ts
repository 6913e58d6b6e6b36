import { join } from 'node:path';
import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, SecretValue, Stack } from 'aws-cdk-lib';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { ClientSettings, LambdaAuthorization, PasswordlessSignIn, RestApiAuthorization, SignIn, SignInDomain, UserPoolOnly, UserPoolProvider } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/**
 * A REST API for signed-in users alone; what it answers depends on the groups in their token. Customers sign in with a
 * password, a passkey or Google, the staff with the company's SAML directory. There is no identity pool.
 */
export class ApiWithGroupsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const auth = new UserPoolOnly(this, 'Auth', {
      signIn: SignIn.email(),
      groups: ['administrators', 'accounting'],
      passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })],
      providers: [
        UserPoolProvider.google({ clientId: '123456789012-invoices.apps.googleusercontent.com', clientSecret: SecretValue.secretsManager('invoices/google') }),
        UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.url('https://directory.example.com/metadata.xml') }),
      ],
      domain: SignInDomain.prefix(`invoices-${this.account}`),
    });
    const client = auth.addSinglePageAppClient('web', { callbackUrls: ['https://invoices.example.com/'] });

    // Every signed-in user reaches the API: its function decides by group. Administration is closed by the authorizer already.
    const signedIn = new RestApiAuthorization(this, 'SignedIn', { userPool: auth });
    const administrators = LambdaAuthorization.idTokens(this, 'Administrators', { userPool: auth, groups: ['administrators'] });
    // The groups of the pool: its own, and those that Cognito makes for the users of each outside provider.
    const { userPoolId } = auth.userPool;
    const handler = new NodejsFunction(this, 'Handler', {
      runtime: Runtime.NODEJS_24_X, entry: join(__dirname, 'handler', 'index.js'),
      environment: { ISSUER: auth.issuerUrl, GROUPS: `administrators accounting ${userPoolId}_Google ${userPoolId}_Staff` },
    });
    const api = new RestApi(this, 'Api', { defaultIntegration: new LambdaIntegration(handler), defaultMethodOptions: signedIn.idToken() });
    api.root.addResource('profile').addMethod('GET');
    api.root.addResource('invoices').addMethod('GET');
    api.root.addResource('settings').addMethod('GET', undefined, administrators.restApi());

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'ApiUrl', { value: api.url });
    new CfnOutput(this, 'ClientSettings', { value: ClientSettings.fromUserPool(auth, 'web', { custom: { api: api.url } }).amplifyOutputs });

    acknowledge(this, acknowledged);
  }
}
