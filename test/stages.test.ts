import { App, Stack, Stage } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnUserPoolClient, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { RestApiAuthorization, UserPoolOnly, UserPoolPlusIdentityPool } from '../lib';
import { onlyResource } from './support/stacks';

// Aspects of an app do not reach into its stages.
const inStage = (): Stack => new Stack(new Stage(new Stage(new App(), 'Pipeline'), 'Prod'), 'Stack');

describe('in a stage of a stage', () => {
  test('a method that asks for an ID token has no scopes, also where the default of the API asks for an access token', () => {
    const stack = inStage();
    const authorization = new RestApiAuthorization(stack, 'Authorizer', { userPool: new UserPoolOnly(stack, 'Auth') });
    const api = new RestApi(stack, 'Api', { defaultMethodOptions: authorization.accessToken([OAuthScope.PROFILE]) });
    api.root.addMethod('GET', new MockIntegration(), authorization.idToken());
    expect(onlyResource(stack, 'AWS::ApiGateway::Method').Properties).not.toHaveProperty('AuthorizationScopes');
  });

  test('a method left open in a guarded API is warned of', () => {
    const stack = inStage();
    const authorization = new RestApiAuthorization(stack, 'Authorizer', { userPool: new UserPoolOnly(stack, 'Auth') });
    const { root } = new RestApi(stack, 'Api');
    root.addMethod('GET', new MockIntegration(), authorization.idToken());
    root.addResource('health').addMethod('GET', new MockIntegration());
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("anyone may call 'Pipeline/Prod/Stack/Api/Default/health/GET'"));
  });

  test('an action that AWS does not have is warned of', () => {
    const stack = inStage();
    new UserPoolPlusIdentityPool(stack, 'Auth').authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObjet'], resources: ['arn:aws:s3:::books/*'] }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("AWS has no action 's3:GetObjet'"));
  });

  test('an app client beside the pool is warned of, and those of the pool are not', () => {
    const stack = inStage();
    const auth = new UserPoolOnly(stack, 'Auth');
    auth.addSinglePageAppClient('web');
    new CfnUserPoolClient(stack, 'Beside', { userPoolId: auth.userPool.userPoolId });
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('unknown-app-client'));
    expect(warnings.map(({ id }) => id)).toEqual(['/Pipeline/Prod/Stack/Beside']);
  });
});
