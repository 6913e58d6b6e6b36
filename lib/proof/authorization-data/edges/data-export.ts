import type { EdgeGroup } from './edge-group';

/** Data that leaves by configuration: whoever sets it up reads afterwards by another name, another service or another account. */
export const DATA_EXPORT_EDGES: readonly EdgeGroup[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html
  {
    edge: 'data-export', gains: 'resource', why: 'copies objects of the bucket elsewhere, tells of them, or gives them another name',
    actions: [
      's3:PutReplicationConfiguration InitiateReplication ReplicateObject PutBucketNotification PutInventoryConfiguration PutAnalyticsConfiguration PutBucketLogging CreateAccessPoint',
      's3:CreateAccessPointForObjectLambda PutAccessPointConfigurationForObjectLambda CreateMultiRegionAccessPoint CreateJob UpdateJobStatus RestoreObject PutBucketWebsite PutStorageLensConfiguration',
      's3:CreateBucketMetadataTableConfiguration UpdateBucketMetadataAnnotationTableConfiguration UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration',
      's3express:CreateAccessPoint', 's3-outposts:CreateAccessPoint PutReplicationConfiguration', 's3tables:PutTableBucketReplication PutTableReplication', 'datasync:CreateTask UpdateTask StartTaskExecution CreateLocationS3',
      'transfer:CreateServer StartFileTransfer', 'storagegateway:CreateNFSFileShare CreateSMBFileShare', 'fsx:CreateDataRepositoryAssociation CreateDataRepositoryTask CreateAndAttachS3AccessPoint',
    ],
  },
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html
  {
    edge: 'data-export', gains: 'resource', why: 'copies the table, or opens a stream of its changes',
    actions: [
      'dynamodb:ExportTableToPointInTime EnableKinesisStreamingDestination UpdateKinesisStreamingDestination CreateTableReplica AssociateTableReplica UpdateTable UpdateGlobalTable CreateGlobalTable',
      'dynamodb:UpdateGlobalTableVersion ReplicateSettings WriteDataForReplication RestoreTableFromBackup RestoreTableToPointInTime RestoreTableFromAwsBackup CreateBackup StartAwsBackupJob',
      'sdb:StartDomainExport',
    ],
  },
  // https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
  {
    edge: 'data-export', gains: 'resource', why: 'sends records of a stream to a consumer or a destination',
    actions: ['kinesis:RegisterStreamConsumer CreateChannel UpdateChannel AssociateStreamsWithChannel', 'firehose:CreateDeliveryStream', 'kinesisvideo:UpdateNotificationConfiguration UpdateImageGenerationConfiguration UpdateMediaStorageConfiguration', 'kafka:CreateReplicator UpdateReplicationInfo CreateVpcConnection'],
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html
  {
    edge: 'data-export', gains: 'resource', why: 'sends logs or metrics elsewhere',
    actions: [
      'logs:PutSubscriptionFilter PutAccountPolicy PutDestination CreateExportTask CreateDelivery PutDeliveryDestination PutDeliverySource UpdateDeliveryConfiguration CreateLogDelivery UpdateLogDelivery',
      'logs:PutIntegration IntegrateWithS3Table IntegrateWithDataset AssociateSourceToS3TableIntegration CreateScheduledQuery UpdateScheduledQuery Link PutBearerTokenAuthentication PutSyslogConfiguration',
      'cloudwatch:PutMetricStream StartMetricStreams Link', 'oam:CreateLink CreateSink UpdateLink', 'cloudtrail:CreateTrail UpdateTrail CreateEventDataStore StartQuery', 'ec2:CreateFlowLogs', 'config:PutDeliveryChannel',
      'cognito-idp:SetLogDeliveryConfiguration', 'rum:PutRumMetricsDestination', 'wafv2:PutLoggingConfiguration', 'route53resolver:CreateResolverQueryLogConfig',
    ],
  },
  // https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
  {
    edge: 'data-export', gains: 'resource', why: 'sends messages to another receiver', givesReading: true,
    actions: ['sns:Subscribe ConfirmSubscription SetSubscriptionAttributes'],
  },
  {
    edge: 'data-export', gains: 'resource', why: 'sends messages or events to another receiver',
    actions: [
      'sns:SetEndpointAttributes', 'sqs:StartMessageMoveTask', 'events:CreateArchive StartReplay CreateEndpoint UpdateEndpoint UpdateArchive',
      'ses:CreateReceiptRule UpdateReceiptRule SetActiveReceiptRuleSet CreateConfigurationSetEventDestination UpdateConfigurationSetEventDestination SetIdentityNotificationTopic StartArchiveExport CreateExportJob',
      'ses:CreateRuleSet UpdateRuleSet CloneReceiptRuleSet', 'mobiletargeting:PutEventStream CreateExportJob', 'geo:AssociateTrackerConsumer', 'iot:CreateTopicRuleDestination',
      'ivschat:CreateLoggingConfiguration UpdateLoggingConfiguration', 'chime:CreateMediaCapturePipeline PutChannelMembershipPreferences',
    ],
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/Welcome.html, https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
  {
    edge: 'data-export', gains: 'resource', why: 'copies, shares or exports a disk, a database or a backup',
    actions: [
      'ec2:ModifySnapshotAttribute ModifyImageAttribute CreateSnapshot CreateSnapshots CopySnapshot CopyImage CreateImage CreateStoreImageTask ExportImage CreateInstanceExportTask CreateVolume',
      'rds:ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute CopyDBSnapshot CopyDBClusterSnapshot CreateDBSnapshot CreateDBClusterSnapshot StartExportTask CreateDBInstanceReadReplica',
      'rds:RestoreDBInstanceFromDBSnapshot RestoreDBInstanceToPointInTime RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime CreateIntegration ModifyDBInstance ModifyDBCluster StartActivityStream',
      'redshift:AuthorizeSnapshotAccess AuthorizeDataShare CreateClusterSnapshot RestoreFromClusterSnapshot EnableSnapshotCopy AuthorizeEndpointAccess', 'redshift-serverless:ConvertRecoveryPointToSnapshot RestoreFromSnapshot',
      'backup:StartCopyJob StartBackupJob StartRestoreJob', 'elasticfilesystem:CreateReplicationConfiguration CreateMountTarget CreateAccessPoint', 'dms:CreateReplicationTask StartReplicationTask CreateEndpoint',
      'elasticache:CopySnapshot CreateSnapshot', 'neptune-graph:StartExportTask', 'timestream:CreateBatchLoadTask', 'glue:CreateIntegration',
    ],
  },
  {
    edge: 'data-export', gains: 'resource', why: 'copies images, secrets, inventory, results or models elsewhere',
    actions: [
      'ecr:PutReplicationConfiguration CreatePullThroughCacheRule', 'secretsmanager:ReplicateSecretToRegions', 'ssm:CreateResourceDataSync UpdateResourceDataSync', 'kms:ReplicateKey',
      'personalize:CreateDatasetExportJob CreateBatchInferenceJob CreateBatchSegmentJob CreateDataInsightsJob CreateMetricAttribution', 'macie2:PutClassificationExportConfiguration', 'guardduty:CreatePublishingDestination UpdatePublishingDestination',
      'bedrock:PutModelInvocationLoggingConfiguration CreateModelCopyJob', 'sagemaker:CreateModelPackage CreateModelCardExportJob', 'dataexchange:CreateDataGrant', 'lex:CreateExport StartMigration',
      'frauddetector:CreateBatchPredictionJob', 'machinelearning:CreateBatchPrediction CreateDataSourceFromS3',
    ],
  },
];
