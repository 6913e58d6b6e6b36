import type { ManagedTexts } from './text';

/** AWS-managed policies for Amazon DynamoDB. */
export const DYNAMODB_POLICIES: ManagedTexts = {
  'AmazonDynamoDBFullAccess': {
    version: 'v15', since: '2021-01-29',
    statements: [
      { Action: `
          dynamodb: *; dax: *; application-autoscaling: DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets DescribeScalingActivities
          DescribeScalingPolicies PutScalingPolicy RegisterScalableTarget; cloudwatch: DeleteAlarms DescribeAlarmHistory DescribeAlarms
          DescribeAlarmsForMetric GetMetricStatistics ListMetrics PutMetricAlarm GetMetricData; datapipeline: ActivatePipeline CreatePipeline
          DeletePipeline DescribeObjects DescribePipelines GetPipelineDefinition ListPipelines PutPipelineDefinition QueryObjects; ec2: DescribeVpcs
          DescribeSubnets DescribeSecurityGroups; iam: GetRole ListRoles; kms: DescribeKey ListAliases; sns: CreateTopic DeleteTopic ListSubscriptions
          ListSubscriptionsByTopic ListTopics Subscribe Unsubscribe SetTopicAttributes; lambda: CreateFunction ListFunctions ListEventSourceMappings
          CreateEventSourceMapping DeleteEventSourceMapping GetFunctionConfiguration DeleteFunction; resource-groups: ListGroups ListGroupResources
          GetGroup GetGroupQuery DeleteGroup CreateGroup; tag: GetResources; kinesis: ListStreams DescribeStream DescribeStreamSummary` },
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
  'AmazonDynamoDBFullAccesswithDataPipeline': {
    version: 'v2', since: '2015-11-12',
    statements: [
      { Action: `
          cloudwatch: DeleteAlarms DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics PutMetricAlarm;
          dynamodb: *; sns: CreateTopic DeleteTopic ListSubscriptions ListSubscriptionsByTopic ListTopics Subscribe Unsubscribe SetTopicAttributes` },
      { Action: 'lambda: *; iam: ListRoles' },
      { Action: 'datapipeline: *; iam: ListRoles' },
      { Action: 'iam: GetRolePolicy PassRole' },
      { Action: `
          ec2: CreateTags DescribeInstances RunInstances StartInstances StopInstances TerminateInstances; elasticmapreduce: *; datapipeline: *` },
      { Action: 's3: DeleteObject Get* List* Put*' },
    ],
  },
  'AmazonDynamoDBReadOnlyAccess': {
    version: 'v15', since: '2024-11-18',
    statements: [
      { Action: `
          application-autoscaling: DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies; cloudwatch: DescribeAlarmHistory
          DescribeAlarms DescribeAlarmsForMetric GetMetricStatistics ListMetrics GetMetricData; datapipeline: DescribeObjects DescribePipelines
          GetPipelineDefinition ListPipelines QueryObjects; dynamodb: BatchGetItem Describe* List* GetAbacStatus GetItem GetResourcePolicy Query Scan
          PartiQLSelect; dax: Describe* List* GetItem BatchGetItem Query Scan; ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups; iam: GetRole
          ListRoles; kms: DescribeKey ListAliases; sns: ListSubscriptionsByTopic ListTopics; lambda: ListFunctions ListEventSourceMappings
          GetFunctionConfiguration; resource-groups: ListGroups ListGroupResources GetGroup GetGroupQuery; tag: GetResources; kinesis: ListStreams
          DescribeStream DescribeStreamSummary` },
      { Action: 'cloudwatch: GetInsightRuleReport', Resource: 'arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*' },
    ],
  },
};
