import type { ManagedTexts } from './text';

/** AWS-managed policies for Amazon Kinesis and Amazon Data Firehose. */
export const KINESIS_POLICIES: ManagedTexts = {
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
  'AmazonKinesisAnalyticsFullAccess': {
    version: 'v1', since: '2016-09-21',
    statements: [
      { Action: 'kinesisanalytics: *' },
      { Action: 'kinesis: CreateStream DeleteStream DescribeStream ListStreams PutRecord PutRecords' },
      { Action: 'firehose: DescribeDeliveryStream ListDeliveryStreams' },
      { Action: 'cloudwatch: GetMetricStatistics ListMetrics' },
      { Action: 'logs: GetLogEvents' },
      { Action: 'iam: ListPolicyVersions ListRoles' },
      { Action: 'iam: PassRole', Resource: 'arn:aws:iam::*:role/service-role/kinesis-analytics*' },
    ],
  },
  'AmazonKinesisAnalyticsReadOnly': {
    version: 'v1', since: '2016-09-21',
    statements: [
      { Action: 'kinesisanalytics: Describe* Get* List*' },
      { Action: 'kinesis: DescribeStream ListStreams' },
      { Action: 'firehose: DescribeDeliveryStream ListDeliveryStreams' },
      { Action: 'cloudwatch: GetMetricStatistics ListMetrics' },
      { Action: 'logs: GetLogEvents' },
      { Action: 'iam: ListPolicyVersions ListRoles' },
    ],
  },
  'AmazonKinesisVideoStreamsFullAccess': {
    version: 'v1', since: '2017-12-01',
    statements: [
      { Action: 'kinesisvideo: *' },
    ],
  },
  'AmazonKinesisVideoStreamsReadOnlyAccess': {
    version: 'v1', since: '2017-12-01',
    statements: [
      { Action: 'kinesisvideo: Describe* Get* List*' },
    ],
  },
};
