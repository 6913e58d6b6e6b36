import type { ManagedTexts } from './text';

/** AWS-managed policies for AWS Lambda. */
export const LAMBDA_POLICIES: ManagedTexts = {
  'AWSLambda_FullAccess': {
    version: 'v7', since: '2026-02-12',
    statements: [
      { Action: `
          cloudformation: DescribeStacks ListStackResources; cloudwatch: ListMetrics GetMetricData; ec2: DescribeSecurityGroups DescribeSubnets
          DescribeVpcs; kms: DescribeKey ListAliases; iam: GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies
          ListRoles; lambda: *; logs: DescribeLogGroups; states: DescribeStateMachine ListStateMachines; tag: GetResources; xray: GetTraceSummaries
          BatchGetTraces` },
      { Action: 'iam: PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } },
      { Action: 'logs: DescribeLogStreams GetLogEvents FilterLogEvents StartLiveTail StopLiveTail', Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/*' },
      { Action: 'iam: CreateServiceLinkedRole', Resource: 'arn:aws:iam::*:role/aws-service-role/lambda.amazonaws.com/AWSServiceRoleForLambda', Condition: { StringEquals: { 'iam:AWSServiceName': 'lambda.amazonaws.com' } } },
    ],
  },
  'AWSLambda_ReadOnlyAccess': {
    version: 'v5', since: '2026-02-12',
    statements: [
      { Action: `
          cloudformation: DescribeStacks ListStacks ListStackResources; cloudwatch: GetMetricData ListMetrics; ec2: DescribeSecurityGroups
          DescribeSubnets DescribeVpcs; kms: ListAliases; iam: GetPolicy GetPolicyVersion GetRole GetRolePolicy ListAttachedRolePolicies
          ListRolePolicies ListRoles; logs: DescribeLogGroups; lambda: Get* List*; states: DescribeStateMachine ListStateMachines; tag: GetResources;
          xray: GetTraceSummaries BatchGetTraces` },
      { Action: `
          logs: DescribeLogStreams GetLogEvents FilterLogEvents StartQuery StopQuery DescribeQueries GetLogGroupFields GetLogRecord GetQueryResults
          StartLiveTail StopLiveTail`, Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/*' },
    ],
  },
  'service-role/AWSLambdaRole': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'lambda: InvokeFunction' },
    ],
  },
  'service-role/AWSLambdaBasicExecutionRole': {
    version: 'v1', since: '2015-04-09',
    statements: [
      { Action: 'logs: CreateLogGroup CreateLogStream PutLogEvents' },
    ],
  },
  'service-role/AWSLambdaBasicDurableExecutionRolePolicy': {
    version: 'v3', since: '2026-02-12',
    statements: [
      { Action: 'logs: CreateLogGroup CreateLogStream PutLogEvents; lambda: CheckpointDurableExecution GetDurableExecutionState' },
    ],
  },
  'service-role/AWSLambdaVPCAccessExecutionRole': {
    version: 'v3', since: '2024-01-05',
    statements: [
      { Action: `
          logs: CreateLogGroup CreateLogStream PutLogEvents; ec2: CreateNetworkInterface DescribeNetworkInterfaces DescribeSubnets
          DeleteNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses` },
    ],
  },
  'service-role/AWSLambdaENIManagementAccess': {
    version: 'v2', since: '2020-10-01',
    statements: [
      { Action: `
          ec2: CreateNetworkInterface DescribeNetworkInterfaces DeleteNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses` },
    ],
  },
  'AWSLambdaExecute': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'logs: *', Resource: 'arn:aws:logs:*:*:*' },
      { Action: 's3: GetObject PutObject', Resource: 'arn:aws:s3:::*' },
    ],
  },
  'AWSLambdaInvocation-DynamoDB': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'lambda: InvokeFunction' },
      { Action: 'dynamodb: DescribeStream GetRecords GetShardIterator ListStreams' },
    ],
  },
  'service-role/AWSLambdaDynamoDBExecutionRole': {
    version: 'v1', since: '2015-04-09',
    statements: [
      { Action: 'dynamodb: DescribeStream GetRecords GetShardIterator ListStreams; logs: CreateLogGroup CreateLogStream PutLogEvents' },
    ],
  },
  'service-role/AWSLambdaKinesisExecutionRole': {
    version: 'v2', since: '2018-11-19',
    statements: [
      { Action: `
          kinesis: DescribeStream DescribeStreamSummary GetRecords GetShardIterator ListShards ListStreams SubscribeToShard; logs: CreateLogGroup
          CreateLogStream PutLogEvents` },
    ],
  },
  'service-role/AWSLambdaMSKExecutionRole': {
    version: 'v2', since: '2022-08-02',
    statements: [
      { Action: `
          kafka: DescribeCluster DescribeClusterV2 GetBootstrapBrokers; ec2: CreateNetworkInterface DescribeNetworkInterfaces DescribeVpcs
          DeleteNetworkInterface DescribeSubnets DescribeSecurityGroups; logs: CreateLogGroup CreateLogStream PutLogEvents` },
    ],
  },
  'service-role/AWSLambdaSQSQueueExecutionRole': {
    version: 'v1', since: '2018-06-14',
    statements: [
      { Action: 'sqs: ReceiveMessage DeleteMessage GetQueueAttributes; logs: CreateLogGroup CreateLogStream PutLogEvents' },
    ],
  },
  'CloudWatchLambdaInsightsExecutionRolePolicy': {
    version: 'v1', since: '2020-10-07',
    statements: [
      { Action: 'logs: CreateLogGroup' },
      { Action: 'logs: CreateLogStream PutLogEvents', Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda-insights:*' },
    ],
  },
  'CloudWatchLambdaApplicationSignalsExecutionRolePolicy': {
    version: 'v1', since: '2024-10-16',
    statements: [
      { Action: 'xray: PutTraceSegments', Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } } },
      { Action: 'logs: CreateLogGroup CreateLogStream PutLogEvents', Resource: 'arn:aws:logs:*:*:log-group:/aws/application-signals/data:*', Condition: { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } } },
    ],
  },
  'AWSXrayWriteOnlyAccess': {
    version: 'v2', since: '2018-08-28',
    statements: [{ Action: 'xray: PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries' }],
  },
  'service-role/AWSCodeDeployRoleForLambda': {
    version: 'v3', since: '2019-12-03',
    statements: [
      { Action: 'cloudwatch: DescribeAlarms; lambda: UpdateAlias GetAlias GetProvisionedConcurrencyConfig; sns: Publish' },
      { Action: 's3: GetObject GetObjectVersion', Resource: 'arn:aws:s3:::*/CodeDeploy/*' },
      { Action: 's3: GetObject GetObjectVersion', Condition: { StringEquals: { 's3:ExistingObjectTag/UseWithCodeDeploy': 'true' } } },
      { Action: 'lambda: InvokeFunction', Resource: 'arn:aws:lambda:*:*:function:CodeDeployHook_*' },
    ],
  },
  'AWSXRayDaemonWriteAccess': {
    version: 'v2', since: '2024-02-13',
    statements: [
      { Action: 'xray: PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries' },
    ],
  },
};
