/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-COG2': 'users keep what they had in the legacy directory: each chooses whether to use an authenticator app',
  'AwsSolutions-COG8': 'the Plus plan costs more for each user; nothing here needs its threat protection',
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': 'writing its own logs: what every function made by the CDK may',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/cognito/*]': 'Cognito names the log group of each import job itself',
};
