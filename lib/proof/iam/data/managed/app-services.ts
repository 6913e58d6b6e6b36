import type { ManagedTexts } from './text';

/** AWS-managed policies for services that apps call with credentials of people, or that functions behind them have. */
export const APP_SERVICES_POLICIES: ManagedTexts = {
  'AmazonAPIGatewayInvokeFullAccess': {
    version: 'v2', since: '2018-12-18',
    statements: [
      { Action: 'execute-api: Invoke ManageConnections', Resource: 'arn:aws:execute-api:*:*:*' },
    ],
  },
  'AmazonAPIGatewayAdministrator': {
    version: 'v1', since: '2015-07-09',
    statements: [
      { Action: 'apigateway: *', Resource: 'arn:aws:apigateway:*::/*' },
    ],
  },
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': {
    version: 'v1', since: '2015-11-11',
    statements: [
      { Action: 'logs: CreateLogGroup CreateLogStream DescribeLogGroups DescribeLogStreams PutLogEvents GetLogEvents FilterLogEvents' },
    ],
  },
  'AWSAppSyncInvokeFullAccess': {
    version: 'v1', since: '2018-03-20',
    statements: [
      { Action: 'appsync: GraphQL GetGraphqlApi ListGraphqlApis ListApiKeys' },
    ],
  },
  'service-role/AWSAppSyncPushToCloudWatchLogs': {
    version: 'v1', since: '2018-04-09',
    statements: [
      { Action: 'logs: CreateLogGroup CreateLogStream PutLogEvents' },
    ],
  },
  'AWSIoTDataAccess': {
    version: 'v3', since: '2021-06-23',
    statements: [
      { Action: 'iot: Connect Publish Subscribe Receive GetThingShadow UpdateThingShadow DeleteThingShadow ListNamedShadowsForThing' },
    ],
  },
  'AWSIoTFullAccess': {
    version: 'v2', since: '2022-05-19',
    statements: [
      { Action: 'iot: *; iotjobsdata: *' },
    ],
  },
  'AmazonSQSFullAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'sqs: *' },
    ],
  },
  'AmazonSQSReadOnlyAccess': {
    version: 'v4', since: '2024-05-24',
    statements: [
      { Action: 'sqs: GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListQueues ListMessageMoveTasks ListQueueTags' },
    ],
  },
  'AmazonSNSFullAccess': {
    version: 'v2', since: '2024-09-24',
    statements: [
      { Action: 'sns: *' },
      { Action: `
          sms-voice: DescribeVerifiedDestinationNumbers CreateVerifiedDestinationNumber SendDestinationNumberVerificationCode SendTextMessage
          DeleteVerifiedDestinationNumber VerifyDestinationNumber DescribeAccountAttributes DescribeSpendLimits DescribePhoneNumbers
          SetTextMessageSpendLimitOverride DescribeOptedOutNumbers DeleteOptedOutNumber`, Condition: { StringEquals: { 'aws:CalledViaLast': 'sns.amazonaws.com' } } },
    ],
  },
  'AmazonSNSReadOnlyAccess': {
    version: 'v2', since: '2024-09-24',
    statements: [
      { Action: `
          sns: GetTopicAttributes List* CheckIfPhoneNumberIsOptedOut GetEndpointAttributes GetDataProtectionPolicy GetPlatformApplicationAttributes
          GetSMSAttributes GetSMSSandboxAccountStatus GetSubscriptionAttributes` },
      { Action: `
          sms-voice: DescribeVerifiedDestinationNumbers DescribeAccountAttributes DescribeSpendLimits DescribePhoneNumbers DescribeOptedOutNumbers`, Condition: { StringEquals: { 'aws:CalledViaLast': 'sns.amazonaws.com' } } },
    ],
  },
  'service-role/AmazonSNSRole': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'logs: CreateLogGroup CreateLogStream PutLogEvents PutMetricFilter PutRetentionPolicy' },
    ],
  },
  'AmazonSESFullAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'ses: *' },
    ],
  },
  'AmazonMobileAnalyticsFullAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'mobileanalytics: *' },
    ],
  },
  'AmazonMobileAnalyticsWriteOnlyAccess': {
    version: 'v1', since: '2015-02-06',
    statements: [
      { Action: 'mobileanalytics: PutEvents' },
    ],
  },
  'AmazonPollyFullAccess': {
    version: 'v1', since: '2016-11-30',
    statements: [
      { Action: 'polly: *' },
    ],
  },
  'AmazonPollyReadOnlyAccess': {
    version: 'v3', since: '2026-04-01',
    statements: [
      { Action: `
          polly: DescribeVoices GetLexicon GetSpeechSynthesisTask ListLexicons ListSpeechSynthesisTasks SynthesizeSpeech StartSpeechSynthesisStream` },
    ],
  },
  'AmazonRekognitionFullAccess': {
    version: 'v1', since: '2016-11-30',
    statements: [
      { Action: 'rekognition: *' },
    ],
  },
  'AmazonRekognitionReadOnlyAccess': {
    version: 'v10', since: '2023-11-08',
    statements: [
      { Action: `
          rekognition: CompareFaces DetectFaces DetectLabels ListCollections ListFaces SearchFaces SearchFacesByImage DetectText GetCelebrityInfo
          RecognizeCelebrities DetectModerationLabels GetLabelDetection GetFaceDetection GetContentModeration GetPersonTracking
          GetCelebrityRecognition GetFaceSearch GetTextDetection GetSegmentDetection DescribeStreamProcessor ListStreamProcessors DescribeProjects
          DescribeProjectVersions DetectCustomLabels DetectProtectiveEquipment ListTagsForResource ListDatasetEntries ListDatasetLabels
          DescribeDataset ListProjectPolicies ListUsers SearchUsers SearchUsersByImage GetMediaAnalysisJob ListMediaAnalysisJobs` },
    ],
  },
  'AmazonTextractFullAccess': {
    version: 'v1', since: '2018-11-28',
    statements: [
      { Action: 'textract: *' },
    ],
  },
  'AmazonTranscribeFullAccess': {
    version: 'v1', since: '2018-04-04',
    statements: [
      { Action: 'transcribe: *' },
      { Action: 's3: GetObject', Resource: 'arn:aws:s3:::*transcribe*' },
    ],
  },
  'TranslateFullAccess': {
    version: 'v2', since: '2020-01-08',
    statements: [
      { Action: `
          translate: *; comprehend: DetectDominantLanguage; cloudwatch: GetMetricStatistics ListMetrics; s3: ListAllMyBuckets ListBucket
          GetBucketLocation; iam: ListRoles GetRole` },
    ],
  },
  'TranslateReadOnly': {
    version: 'v7', since: '2023-05-24',
    statements: [
      { Action: `
          translate: TranslateText TranslateDocument GetTerminology ListTerminologies ListTextTranslationJobs DescribeTextTranslationJob
          GetParallelData ListParallelData; comprehend: DetectDominantLanguage; cloudwatch: GetMetricStatistics ListMetrics` },
    ],
  },
  'ComprehendFullAccess': {
    version: 'v2', since: '2017-12-05',
    statements: [
      { Action: 'comprehend: *; s3: ListAllMyBuckets ListBucket GetBucketLocation; iam: ListRoles GetRole' },
    ],
  },
  'ComprehendReadOnly': {
    version: 'v11', since: '2022-04-26',
    statements: [
      { Action: `
          comprehend: DetectDominantLanguage BatchDetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases BatchDetectKeyPhrases
          DetectPiiEntities ContainsPiiEntities DetectSentiment BatchDetectSentiment DetectSyntax BatchDetectSyntax ClassifyDocument
          DescribeTopicsDetectionJob ListTopicsDetectionJobs DescribeDominantLanguageDetectionJob ListDominantLanguageDetectionJobs
          DescribeEntitiesDetectionJob ListEntitiesDetectionJobs DescribeKeyPhrasesDetectionJob ListKeyPhrasesDetectionJobs
          DescribePiiEntitiesDetectionJob ListPiiEntitiesDetectionJobs DescribeSentimentDetectionJob DescribeTargetedSentimentDetectionJob
          ListSentimentDetectionJobs ListTargetedSentimentDetectionJobs DescribeDocumentClassifier ListDocumentClassifiers
          DescribeDocumentClassificationJob ListDocumentClassificationJobs DescribeEntityRecognizer ListEntityRecognizers ListTagsForResource
          DescribeEndpoint ListEndpoints ListDocumentClassifierSummaries ListEntityRecognizerSummaries DescribeResourcePolicy` },
    ],
  },
  'AmazonLexRunBotsOnly': {
    version: 'v3', since: '2021-08-18',
    statements: [
      { Action: 'lex: PostContent PostText PutSession GetSession DeleteSession RecognizeText RecognizeUtterance StartConversation' },
    ],
  },
  'AWSStepFunctionsFullAccess': {
    version: 'v1', since: '2017-01-11',
    statements: [
      { Action: 'states: *' },
    ],
  },
  'AmazonSSMReadOnlyAccess': {
    version: 'v1', since: '2015-05-29',
    statements: [
      { Action: 'ssm: Describe* Get* List*' },
    ],
  },
  'CloudWatchLogsFullAccess': {
    version: 'v8', since: '2026-02-12',
    statements: [
      { Action: `
          logs: *; cloudwatch: GenerateQuery GenerateQueryResultsSummary; observabilityadmin: GetS3TableIntegration ListS3TableIntegrations
          ListTelemetryPipelines` },
    ],
  },
  'SecretsManagerReadWrite': {
    version: 'v5', since: '2024-02-22',
    statements: [
      { Action: `
          secretsmanager: *; cloudformation: CreateChangeSet DescribeChangeSet DescribeStackResource DescribeStacks ExecuteChangeSet; docdb-elastic:
          GetCluster ListClusters; ec2: DescribeSecurityGroups DescribeSubnets DescribeVpcs; kms: DescribeKey ListAliases ListKeys; lambda:
          ListFunctions; rds: DescribeDBClusters DescribeDBInstances; redshift: DescribeClusters; redshift-serverless: ListWorkgroups GetNamespace;
          tag: GetResources` },
      { Action: 'lambda: AddPermission CreateFunction GetFunction InvokeFunction UpdateFunctionConfiguration', Resource: 'arn:aws:lambda:*:*:function:SecretsManager*' },
      { Action: 'serverlessrepo: CreateCloudFormationChangeSet GetApplication', Resource: 'arn:aws:serverlessrepo:*:*:applications/SecretsManager*' },
      { Action: 's3: GetObject', Resource: ['arn:aws:s3:::awsserverlessrepo-changesets*', 'arn:aws:s3:::secrets-manager-rotation-apps-*/*'] },
    ],
  },
};
