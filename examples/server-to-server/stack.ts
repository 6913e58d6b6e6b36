import { join } from 'node:path';
import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpApiAuthorization, SignInDomain, UserPoolOnly } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Servers call the orders API on their own behalf: the nightly report reads, the shop writes too. */
export class ServerToServerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const auth = new UserPoolOnly(this, 'Auth');
    const domain = auth.addDomain(SignInDomain.prefix(`orders-${this.account}`));
    auth.addResourceServer('orders', { scopes: { read: 'read orders', write: 'place and change orders' } });
    const report = auth.addMachineToMachineClient('report', { scopes: [auth.oAuthScope('orders', 'read')] });
    const shop = auth.addMachineToMachineClient('shop', { scopes: [auth.oAuthScope('orders', 'read'), auth.oAuthScope('orders', 'write')] });

    const handler = new NodejsFunction(this, 'Handler', {
      runtime: Runtime.NODEJS_24_X, entry: join(__dirname, 'handler', 'index.js'), environment: { ISSUER: auth.issuerUrl },
    });
    const integration = new HttpLambdaIntegration('Orders', handler);
    const authorization = new HttpApiAuthorization({ userPool: auth });
    const api = new HttpApi(this, 'Api');
    api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration, authorizer: authorization.accessToken([auth.oAuthScope('orders', 'read')]) });
    api.addRoutes({ path: '/orders', methods: [HttpMethod.POST], integration, authorizer: authorization.accessToken([auth.oAuthScope('orders', 'write')]) });

    const reportSecret = new Secret(this, 'SecretOfReport', { secretStringValue: auth.clientSecret('report') });
    const shopSecret = new Secret(this, 'SecretOfShop', { secretStringValue: auth.clientSecret('shop') });

    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
    new CfnOutput(this, 'TokenUrl', { value: domain.baseUrl() });
    new CfnOutput(this, 'ReportClientId', { value: report.userPoolClientId });
    new CfnOutput(this, 'ReportSecret', { value: reportSecret.secretArn });
    new CfnOutput(this, 'ShopClientId', { value: shop.userPoolClientId });
    new CfnOutput(this, 'ShopSecret', { value: shopSecret.secretArn });

    acknowledge(this, acknowledged);
  }
}
