/**
 * One statement that allows, in short: actions by service (`s3: Get* List*; sns: *`), on every resource unless said otherwise.
 * `*` alone is every action.
 */
interface ShortStatement {
  readonly Action?: string;
  readonly NotAction?: string;
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A managed policy as of one of its versions. */
interface ManagedText {
  readonly version: string;
  /** The day on which AWS made this version the default one. */
  readonly since: string;
  readonly statements: readonly ShortStatement[];
  /** Actions that it may allow besides; of them it is not known here. */
  readonly perhaps?: string;
}

/** The day on which the texts were last compared with AWS's own. */
const AS_OF = '2026-03-07';

/**
 * What AWS-managed policies that matter to people with Cognito credentials say, by the path in their ARN. None of them denies
 * anything. AWS can change them at any time, which is why a verdict that rests on one names it.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const TEXTS: Readonly<Record<string, ManagedText>> = {
  'AdministratorAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: '*' },
    ],
  },
  'PowerUserAccess': {
    version: 'v12', since: '2026-02-12',
    statements: [
      { NotAction: 'iam: *; organizations: *; account: *' },
      { Action: `
          account: GetAccountInformation GetGovCloudAccountInformation GetPrimaryEmail ListRegions; iam: CreateServiceLinkedRole
          DeleteServiceLinkedRole ListRoles; organizations: DescribeEffectivePolicy DescribeOrganization` },
    ],
  },
  'AmazonS3FullAccess': {
    version: 'v2', since: '2021-09-27',
    statements: [
      { Action: 's3: *; s3-object-lambda: *' },
    ],
  },
  'AmazonS3ReadOnlyAccess': {
    version: 'v3', since: '2023-08-10',
    statements: [
      { Action: 's3: Get* List* Describe*; s3-object-lambda: Get* List*' },
    ],
  },
  'AmazonDynamoDBFullAccess': {
    version: 'v15', since: '2021-01-29',
    statements: [
      { Action: `
          dynamodb: *; dax: *; application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets
          DescribeScalingActivities DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget; cloudwatch: DeleteAlarms
          DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics PutMetricAlarm GetMetricData;
          datapipeline: ActivatePipeline CreatePipeline DeletePipeline DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines
          PutPipelineDefinition QueryObjects; ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups; iam: GetRole ListRoles; kms:
          DescribeKey ListAliases; sns: CreateTopic DeleteTopic ListSubscriptions ListSubscriptionsByTopic ListTopics Subscribe Unsubscribe
          SetTopicAttributes; lambda: CreateFunction ListFunctions ListEventSourceMappings CreateEventSourceMapping DeleteEventSourceMapping
          GetFunctionConfiguration DeleteFunction; resource-groups: ListGroups ListGroupResources GetGroup GetGroupQuery DeleteGroup
          CreateGroup; tag: GetResources; kinesis: ListStreams DescribeStream DescribeStreamSummary` },
      { Action: 'cloudwatch: GetInsightRuleReport', Resource: 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*' },
      { Action: 'iam: PassRole', Condition: { StringLike: { 'iam:PassedToService': ['application-autoscaling.amazonaws.com', 'application-autoscaling.amazonaws.com.cn', 'dax.amazonaws.com'] } } },
      { Action: 'iam: CreateServiceLinkedRole', Condition: { StringEquals: { 'iam:AWSServiceName': ['replication.dynamodb.amazonaws.com', 'dax.amazonaws.com', 'dynamodb.application-autoscaling.amazonaws.com', 'contributorinsights.dynamodb.amazonaws.com', 'kinesisreplication.dynamodb.amazonaws.com'] } } },
    ],
  },
  'AmazonDynamoDBFullAccess_v2': {
    version: 'v3', since: '2026-02-12',
    statements: [
      { Action: 'dynamodb: *; dax: *' },
      { Action: 'kms: DescribeKey ListAliases' },
      { Action: 'lambda: ListEventSourceMappings ListFunctions' },
      { Action: 'sns: ListTopics' },
      { Action: 'application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget PutScalingPolicy RegisterScalableTarget', Condition: { StringEquals: { 'application-autoscaling:service-namespace': 'dynamodb' } } },
      { Action: 'application-autoscaling: DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies' },
      { Action: 'tag: GetResources' },
      { Action: 'cloudwatch: DescribeAlarms GetMetricStatistics GetMetricData' },
      { Action: 'kinesis: ListStreams DescribeStream DescribeStreamSummary' },
      { Action: 'ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups' },
      { Action: 'cloudwatch: GetInsightRuleReport', Resource: 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*' },
      { Action: 'iam: CreateServiceLinkedRole', Condition: { StringEquals: { 'iam:AWSServiceName': ['replication.dynamodb.amazonaws.com', 'dax.amazonaws.com', 'dynamodb.application-autoscaling.amazonaws.com', 'contributorinsights.dynamodb.amazonaws.com', 'kinesisreplication.dynamodb.amazonaws.com'] } } },
      { Action: 'iam: ListRoles' },
    ],
  },
  'AmazonDynamoDBReadOnlyAccess': {
    version: 'v15', since: '2024-11-18',
    statements: [
      { Action: `
          application-autoscaling: DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies; cloudwatch:
          DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics GetMetricData; datapipeline:
          DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines QueryObjects; dynamodb: BatchGetItem Describe* List*
          GetAbacStatus GetItem GetResourcePolicy Query Scan PartiQLSelect; dax: Describe* List* GetItem BatchGetItem Query Scan; ec2:
          DescribeVpcs DescribeSubnets DescribeSecurityGroups; iam: GetRole ListRoles; kms: DescribeKey ListAliases; sns:
          ListSubscriptionsByTopic ListTopics; lambda: ListFunctions ListEventSourceMappings GetFunctionConfiguration; resource-groups:
          ListGroups ListGroupResources GetGroup GetGroupQuery; tag: GetResources; kinesis: ListStreams DescribeStream DescribeStreamSummary` },
      { Action: 'cloudwatch: GetInsightRuleReport', Resource: 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*' },
    ],
  },
  'AmazonKinesisFullAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'kinesis: *' },
    ],
  },
  'AmazonKinesisReadOnlyAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'kinesis: Get* List* Describe*' },
    ],
  },
  'AmazonKinesisFirehoseFullAccess': {
    version: 'v1', since: '2015-10-07',
    statements: [
      { Action: 'firehose: *' },
    ],
  },
  'AmazonKinesisFirehoseReadOnlyAccess': {
    version: 'v1', since: '2015-10-07',
    statements: [
      { Action: 'firehose: Describe* List*' },
    ],
  },
  'AWSLambda_FullAccess': {
    version: 'v7', since: '2026-02-12',
    statements: [
      { Action: `
          cloudformation: DescribeStacks ListStackResources; cloudwatch: ListMetrics GetMetricData; ec2: DescribeSecurityGroups
          DescribeSubnets DescribeVpcs; kms: DescribeKey ListAliases; iam: GetPolicy GetPolicyVersion GetRole GetRolePolicy
          ListAttachedRolePolicies ListRolePolicies ListRoles; lambda: *; logs: DescribeLogGroups; states: DescribeStateMachine
          ListStateMachines; tag: GetResources; xray: GetTraceSummaries BatchGetTraces` },
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
          ListRolePolicies ListRoles; logs: DescribeLogGroups; lambda: Get* List*; states: DescribeStateMachine ListStateMachines; tag:
          GetResources; xray: GetTraceSummaries BatchGetTraces` },
      { Action: `
          logs: DescribeLogStreams GetLogEvents FilterLogEvents StartQuery StopQuery DescribeQueries GetLogGroupFields GetLogRecord
          GetQueryResults StartLiveTail StopLiveTail`, Resource: 'arn:aws:logs:*:*:log-group:/aws/lambda/*' },
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
  'service-role/AWSLambdaVPCAccessExecutionRole': {
    version: 'v3', since: '2024-01-05',
    statements: [
      { Action: `
          logs: CreateLogGroup CreateLogStream PutLogEvents; ec2: CreateNetworkInterface DescribeNetworkInterfaces DescribeSubnets
          DeleteNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses` },
    ],
  },
  'AWSXRayDaemonWriteAccess': {
    version: 'v2', since: '2024-02-13',
    statements: [
      { Action: 'xray: PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries' },
    ],
  },
  'AmazonAPIGatewayInvokeFullAccess': {
    version: 'v2', since: '2018-12-18',
    statements: [
      { Action: 'execute-api: Invoke ManageConnections', Resource: 'arn:aws:execute-api:*:*:*' },
    ],
  },
  'AmazonCognitoPowerUser': {
    version: 'v9', since: '2026-02-12',
    statements: [
      { Action: `
          cognito-identity: *; cognito-idp: *; cognito-sync: *; iam: ListRoles ListOpenIdConnectProviders GetRole ListSAMLProviders
          GetSAMLProvider; kinesis: ListStreams; lambda: GetPolicy ListFunctions; sns: GetSMSSandboxAccountStatus ListPlatformApplications;
          ses: ListIdentities GetIdentityVerificationAttributes; mobiletargeting: GetApps; acm: ListCertificates; sms-voice:
          DescribeAccountAttributes` },
      { Action: 'iam: CreateServiceLinkedRole', Condition: { StringEquals: { 'iam:AWSServiceName': ['cognito-idp.amazonaws.com', 'email.cognito-idp.amazonaws.com'] } } },
      { Action: 'iam: DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus', Resource: ['arn:aws:iam::*:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp*', 'arn:aws:iam::*:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmail*'] },
    ],
  },
  'AmazonCognitoReadOnly': {
    version: 'v4', since: '2019-08-01',
    statements: [
      { Action: `
          cognito-identity: Describe* Get* List*; cognito-idp: Describe* AdminGet* AdminList* List* Get*; cognito-sync: Describe* Get*
          List*; iam: ListOpenIdConnectProviders ListRoles; sns: ListPlatformApplications` },
    ],
  },
  'AmazonCognitoDeveloperAuthenticatedIdentities': {
    version: 'v1', since: '2015-03-24',
    statements: [
      { Action: `
          cognito-identity: GetOpenIdTokenForDeveloperIdentity LookupDeveloperIdentity MergeDeveloperIdentities UnlinkDeveloperIdentity` },
    ],
  },
  'AmazonCognitoUnauthenticatedIdentities': {
    version: 'v1', since: '2023-02-01',
    statements: [
      { Action: 'rum: PutRumEvents' },
    ],
  },
  'AmazonSQSFullAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'sqs: *' },
    ],
  },
  'AmazonSNSFullAccess': {
    version: 'v2', since: '2024-09-24',
    statements: [
      { Action: 'sns: *' },
      { Action: `
          sms-voice: DescribeVerifiedDestinationNumbers CreateVerifiedDestinationNumber SendDestinationNumberVerificationCode
          SendTextMessage DeleteVerifiedDestinationNumber VerifyDestinationNumber DescribeAccountAttributes DescribeSpendLimits
          DescribePhoneNumbers SetTextMessageSpendLimitOverride DescribeOptedOutNumbers DeleteOptedOutNumber`, Condition: { StringEquals: { 'aws:CalledViaLast': 'sns.amazonaws.com' } } },
    ],
  },
  // 2,677 actions long: what it surely allows of the services that people with Cognito credentials use, and the verbs beyond
  // which it allows nothing.
  'ReadOnlyAccess': {
    version: 'v178', since: '2026-02-12',
    statements: [
      {
        Action: `
          cognito-identity: Describe* List* Lookup*; cognito-idp: AdminGet* AdminList* Describe* Get* List*; cognito-sync: Describe* Get* List*;
          dynamodb: BatchGet* Describe* Get* List* PartiQLSelect Query Scan; firehose: Describe* List*; iam: Generate* Get* List* Simulate*;
          kinesis: Describe* Get* List*; kms: Describe* Get* List*; lambda: Get* List*; s3: DescribeJob Get* List*;
          secretsmanager: Describe* GetResourcePolicy List*; sns: Check* Get* List*; sqs: Get* List* Receive*; ssm: Describe* Get* List*;
          sts: GetAccessKeyInfo GetCallerIdentity GetSessionToken`,
      },
    ],
    perhaps: `
      *: Admin* Batch* Cancel* Check* Classify* Compare* Contains* Count* Deliver* Describe* Detect* Discover* Download* ES* Estimate* Evaluate*
      Export* Filter* GET Generate* Get* Git* Is* List* Lookup* PartiQL* Preview* Probe* Query* Read* Receive* Recognize* Request* Resolve* Retrieve*
      Sample* Scan* Search* Select* Simulate* Start* Stop* Synthesize* Test* Validate* Verify* View*`,
  },
};

/** The text of a managed policy: a document of what it surely allows, and the actions that it may allow besides. */
export interface ManagedPolicyText {
  readonly document: object;
  readonly perhaps: readonly string[];
  /** Why it is not known whether it allows those. */
  readonly reason: string;
}

/**
 * @param path the part of the ARN after `policy/`, such as `service-role/AWSLambdaBasicExecutionRole`
 * @returns the text, where it is known here
 */
export function managedPolicyText(path: string): ManagedPolicyText | undefined {
  if (!Object.hasOwn(TEXTS, path)) return undefined;
  const { statements, version, perhaps } = TEXTS[path];
  const spelled = statements.map(({ Action, NotAction, Resource, Condition }) => ({
    Effect: 'Allow',
    ...(Action !== undefined && { Action: actions(Action) }),
    ...(NotAction !== undefined && { NotAction: actions(NotAction) }),
    Resource: Resource ?? '*',
    ...(Condition && { Condition }),
  }));
  return { document: { Version: '2012-10-17', Statement: spelled }, perhaps: perhaps === undefined ? [] : actions(perhaps), reason: `of ${path} (${version}, as of ${AS_OF}) only a part is known here` };
}

function actions(short: string): string[] {
  return short.split(';').flatMap((part) => {
    const [service, ...names] = part.trim().split(/\s+/);
    return names.length === 0 ? [service] : names.map((name) => `${service}${name}`);
  });
}
