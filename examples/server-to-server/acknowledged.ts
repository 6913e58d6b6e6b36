/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-COG2': 'the pool has no users, only servers, which have no second factor',
  'AwsSolutions-COG8': 'the Plus plan watches the sign-in of users; the pool has none',
  'AwsSolutions-SMG4': 'the secrets are copies of those that Cognito made; they change with the app client',
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': 'the policy of the CDK for functions: it lets them write their log',
  'AwsSolutions-APIG1': 'an example: access logs need a log group',
};
