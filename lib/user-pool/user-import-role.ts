import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { requirePoolNearby } from '../private/user-pool-environment';

/** Cognito may assume it for this pool alone, and write into its own log groups. */
export function makeUserImportRole(scope: Construct, userPool: IUserPool): Role {
  const stack = Stack.of(scope);
  requirePoolNearby(scope, userPool, 'the role');
  const logGroup = (resourceName: string) => stack.formatArn({ service: 'logs', resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return new Role(scope, 'UserImportRole', {
    assumedBy: new ServicePrincipal('cognito-idp.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': userPool.userPoolArn } },
    }),
    inlinePolicies: {
      logs: new PolicyDocument({
        statements: [new PolicyStatement({
          actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          resources: [logGroup('/aws/cognito/*')],
        })],
      }),
    },
  });
}
