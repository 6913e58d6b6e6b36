/** What AwsSolutions (cdk-nag) finds in this stack, and why it stands. */
export const acknowledged: Readonly<Record<string, string>> = {
  'AwsSolutions-COG2': 'an example of groups: each user chooses whether to use an authenticator app',
  'AwsSolutions-COG4': 'the settings are closed by a Lambda authorizer, which checks tokens of the user pool and groups besides',
  'AwsSolutions-COG8': 'the Plus plan costs more for each user; nothing here needs its threat protection',
  'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]': 'the policy of the CDK for functions: it lets them write their log',
  'AwsSolutions-APIG1': 'an example: access logs need a log group and an account-wide role',
  'AwsSolutions-APIG2': 'no method takes a body or parameters',
  'AwsSolutions-APIG3': 'an example: a web ACL costs money by the month',
  'AwsSolutions-APIG6': 'an example: execution logs need an account-wide role',
};
