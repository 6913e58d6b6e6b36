import { join } from 'node:path';
import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AuthorizationType, CognitoUserPoolsAuthorizer, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SignIn, UserPoolOnly } from 'cdk-cognito-pools';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { acknowledged } from './acknowledged';

/** A REST API for signed-in users alone; what it answers depends on the groups in their token. There is no identity pool. */
export class ApiWithGroupsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const auth = new UserPoolOnly(this, 'Auth', {
      signIn: SignIn.email(),
      groups: ['administrators', 'accounting'],
    });
    const client = auth.addWebClient('web');

    const handler = new LambdaFunction(this, 'Handler', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(__dirname, 'handler')),
    });
    const api = new RestApi(this, 'Api', {
      defaultIntegration: new LambdaIntegration(handler),
      defaultMethodOptions: {
        authorizationType: AuthorizationType.COGNITO,
        authorizer: new CognitoUserPoolsAuthorizer(this, 'Authorizer', { cognitoUserPools: [auth.userPool] }),
      },
    });
    api.root.addResource('profile').addMethod('GET');
    api.root.addResource('invoices').addMethod('GET');

    new CfnOutput(this, 'UserPoolId', { value: auth.userPool.userPoolId });
    new CfnOutput(this, 'WebClientId', { value: client.userPoolClientId });
    new CfnOutput(this, 'ApiUrl', { value: api.url });

    acknowledge(this, acknowledged);
  }
}
