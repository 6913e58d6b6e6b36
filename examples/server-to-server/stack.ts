import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { SignInDomain, UserPoolOnly } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** Servers call the orders API on their own behalf: the nightly report reads, the shop writes too. */
export class ServerToServerStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const auth = new UserPoolOnly(this, 'Auth', { domain: SignInDomain.prefix(`orders-${this.account}`) });
    auth.addResourceServer('orders', { scopes: { read: 'read orders', write: 'place and change orders' } });
    const report = auth.addMachineClient('report', { scopes: [auth.scope('orders', 'read')] });
    const shop = auth.addMachineClient('shop', { scopes: [auth.scope('orders', 'read'), auth.scope('orders', 'write')] });

    const reportSecret = new Secret(this, 'SecretOfReport', { secretStringValue: auth.clientSecret('report') });
    const shopSecret = new Secret(this, 'SecretOfShop', { secretStringValue: auth.clientSecret('shop') });

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'ReportClientId', { value: report.userPoolClientId });
    new CfnOutput(this, 'ReportSecret', { value: reportSecret.secretArn });
    new CfnOutput(this, 'ShopClientId', { value: shop.userPoolClientId });
    new CfnOutput(this, 'ShopSecret', { value: shopSecret.secretArn });

    acknowledge(this, acknowledged);
  }
}
