import type { ManagedTexts } from './text';

/** AWS-managed policies for Amazon S3. */
export const S3_POLICIES: ManagedTexts = {
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
  'AmazonS3ExpressFullAccess': {
    version: 'v1', since: '2026-04-03',
    statements: [
      { Action: 's3express: *' },
    ],
  },
  'AmazonS3ExpressReadOnlyAccess': {
    version: 'v1', since: '2026-04-03',
    statements: [
      { Action: 's3express: CreateSession', Condition: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } } },
      { Action: `
          s3express: GetBucketPolicy GetEncryptionConfiguration GetLifecycleConfiguration GetAccessPoint GetAccessPointPolicy GetAccessPointScope
          ListAllMyDirectoryBuckets ListAccessPointsForDirectoryBuckets ListTagsForResource` },
    ],
  },
  'AmazonS3FilesClientFullAccess': {
    version: 'v1', since: '2026-04-07',
    statements: [
      { Action: 's3files: ClientMount ClientWrite ClientRootAccess' },
    ],
  },
  'AmazonS3FilesClientReadOnlyAccess': {
    version: 'v1', since: '2026-04-07',
    statements: [
      { Action: 's3files: ClientMount' },
    ],
  },
  'AmazonS3FilesClientReadWriteAccess': {
    version: 'v1', since: '2026-04-07',
    statements: [
      { Action: 's3files: ClientMount ClientWrite' },
    ],
  },
  'AmazonS3FilesFullAccess': {
    version: 'v1', since: '2026-04-07',
    statements: [
      { Action: 's3files: *' },
      { Action: `
          ec2: DescribeSubnets DescribeNetworkInterfaces DescribeNetworkInterfaceAttribute CreateNetworkInterface DeleteNetworkInterface
          ModifyNetworkInterfaceAttribute DescribeSecurityGroups DescribeVpcs DescribeAvailabilityZones` },
      { Action: 's3: GetBucketNotification PutBucketNotification', Resource: 'arn:aws:s3:::*' },
      { Action: 'events: DeleteRule PutRule PutTargets RemoveTargets', Resource: 'arn:aws:events:*:*:rule/DO-NOT-DELETE-S3-Files*', Condition: { StringEquals: { 'events:ManagedBy': 'elasticfilesystem.amazonaws.com' } } },
      { Action: 'events: DescribeRule ListRules ListTargetsByRule', Resource: 'arn:aws:events:*:*:rule/*' },
      { Action: 'iam: PassRole', Resource: 'arn:aws:iam::*:role/*', Condition: { StringEquals: { 'iam:PassedToService': 'elasticfilesystem.amazonaws.com' } } },
    ],
  },
  'AmazonS3FilesReadOnlyAccess': {
    version: 'v1', since: '2026-04-07',
    statements: [
      { Action: 's3files: Get* List*' },
      { Action: `
          ec2: DescribeSubnets DescribeNetworkInterfaces DescribeNetworkInterfaceAttribute DescribeSecurityGroups DescribeVpcs
          DescribeAvailabilityZones` },
    ],
  },
  'service-role/AmazonS3ObjectLambdaExecutionRolePolicy': {
    version: 'v1', since: '2021-08-18',
    statements: [
      { Action: 'logs: CreateLogGroup CreateLogStream PutLogEvents; s3-object-lambda: WriteGetObjectResponse' },
    ],
  },
  'AmazonS3OutpostsFullAccess': {
    version: 'v1', since: '2020-10-02',
    statements: [
      { Action: 's3-outposts: *' },
      { Action: 'datasync: ListTasks ListLocations DescribeTask DescribeLocation*' },
      { Action: 'ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups DescribeNetworkInterfaces' },
      { Action: 'outposts: ListOutposts GetOutpost' },
    ],
  },
  'AmazonS3OutpostsReadOnlyAccess': {
    version: 'v1', since: '2020-10-02',
    statements: [
      { Action: 's3-outposts: Get* List*' },
      { Action: 'datasync: ListTasks ListLocations DescribeTask DescribeLocation*' },
      { Action: 'ec2: DescribeVpcs DescribeSubnets DescribeSecurityGroups DescribeNetworkInterfaces' },
      { Action: 'outposts: ListOutposts GetOutpost' },
    ],
  },
  'AmazonS3TablesFullAccess': {
    version: 'v6', since: '2026-02-12',
    statements: [
      { Action: 's3tables: *' },
      { Action: 'iam: PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'replication.s3tables.amazonaws.com' } } },
    ],
  },
  'AmazonS3TablesReadOnlyAccess': {
    version: 'v3', since: '2026-02-12',
    statements: [
      { Action: 's3tables: Get* List*' },
    ],
  },
};
