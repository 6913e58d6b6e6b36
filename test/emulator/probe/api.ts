import { AuthorizationType, CognitoUserPoolsAuthorizer, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

const answer = `exports.handler = async (event) => ({
  statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event.requestContext.authorizer.claims),
});`;

/** A REST API that answers with the claims of a user pool's ID token. */
export function protectedApi(scope: Construct, users: IUserPool): RestApi {
  const api = new RestApi(scope, 'Api', { cloudWatchRole: false });
  const handler = new LambdaFunction(scope, 'Answer', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(answer) });
  api.root.addResource('me').addMethod('GET', new LambdaIntegration(handler), {
    authorizationType: AuthorizationType.COGNITO,
    authorizer: new CognitoUserPoolsAuthorizer(scope, 'Authorizer', { cognitoUserPools: [users] }),
  });
  return api;
}
