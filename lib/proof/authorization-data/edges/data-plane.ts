import type { EdgeGroup } from './edge-group';

/**
 * Writes of data. `mediated` where something else may act on what is written: a function behind a stream, a notification, a
 * rule, a bot, a database, whoever receives it. `inert` where nothing but the next reader does.
 *
 * The list holds what Cognito's session policies leave to guests (https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html),
 * what the library grants, and what published templates grant to people; the administration of the same services is not in it.
 */
export const DATA_PLANE_EDGES: readonly EdgeGroup[] = [
  {
    edge: 'mediated', why: 'calls code that acts with a role of its own',
    actions: [
      'lambda:InvokeFunction InvokeFunctionUrl InvokeAsync SendDurableExecutionCallbackSuccess SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat CheckpointDurableExecution',
      'states:StartExecution StartSyncExecution RedriveExecution SendTaskSuccess SendTaskFailure SendTaskHeartbeat GetActivityTask InvokeHTTPEndpoint',
      'execute-api:Invoke ManageConnections', 'appsync:GraphQL EventPublish', 'vpc-lattice-svcs:Invoke Connect',
      'lex:PostContent PostText RecognizeText RecognizeUtterance StartConversation PutSession DeleteSession', 'connect:StartChatContact',
      'bedrock:InvokeAgent InvokeInlineAgent InvokeFlow StartFlowExecution RetrieveAndGenerate InvokeTool AgenticRetrieveStream', 'qbusiness:Chat ChatSync',
      'bedrock-agentcore:InvokeAgentRuntime InvokeAgentRuntimeForUser InvokeAgentRuntimeWithWebSocketStream InvokeAgentRuntimeWithWebSocketStreamForUser InvokeGateway',
      'sagemaker:InvokeEndpoint InvokeEndpointAsync InvokeEndpointWithResponseStream', 'machinelearning:Predict',
      // A crawler is named, and nothing of what it does: https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawler.html
      'glue:StartCrawler',
    ],
  },
  {
    edge: 'mediated', why: 'sends a message, an event or a record; who receives it is not in policies',
    actions: [
      'events:PutEvents PutPartnerEvents', 'sqs:SendMessage', 'sns:Publish', 'kinesis:PutRecord PutRecords', 'firehose:PutRecord PutRecordBatch', 'kinesisvideo:PutMedia',
      'iot:Publish RetainPublish UpdateThingShadow DeleteThingShadow SendDirectMessage', 'cloudwatch:PutMetricData SetAlarmState', 'logs:PutLogEvents',
      'ses:SendEmail SendRawEmail SendTemplatedEmail SendBulkEmail SendBulkTemplatedEmail SendBounce SendCustomVerificationEmail',
      'mobiletargeting:PutEvents UpdateEndpoint UpdateEndpointsBatch DeleteEndpoint DeleteUserEndpoints RemoveAttributes SendMessages SendUsersMessages SendOTPMessage VerifyOTPMessage',
      'sms-voice:SendTextMessage SendMediaMessage SendVoiceMessage', 'social-messaging:SendWhatsAppMessage', 'cloudtrail-data:PutAuditEvents', 'osis:Ingest', 'aps:RemoteWrite', 'personalize:PutEvents PutItems PutUsers',
      'personalize:PutActions PutActionInteractions', 'cognito-sync:BulkPublish SetCognitoEvents', 'evidently:PutProjectEvents EvaluateFeature BatchEvaluateFeature',
      'chime:SendChannelMessage',
      'gamelift:CreateGameSession CreatePlayerSession CreatePlayerSessions StartMatchmaking StopMatchmaking AcceptMatch StartGameSessionPlacement StopGameSessionPlacement StartMatchBackfill',
      'gamelift:UpdateGameSession TerminateGameSession ClaimGameServer', 'kafka-cluster:Connect WriteData WriteDataIdempotently',
    ],
  },
  {
    edge: 'mediated', why: 'changes an object, a row, a position or a face; a stream, a notification or an app may react',
    actions: [
      's3:PutObject DeleteObject DeleteObjectVersion ReplicateDelete PutObjectAnnotation PutObjectVersionAnnotation DeleteObjectAnnotation DeleteObjectVersionAnnotation ReplicateObjectAnnotation PutLifecycleConfiguration',
      's3-object-lambda:PutObject DeleteObject', 's3-outposts:PutObject DeleteObject', 's3tables:PutTableData', 's3vectors:PutVectors DeleteVectors', 'mediastore:PutObject DeleteObject',
      'dynamodb:PutItem UpdateItem DeleteItem BatchWriteItem PartiQLInsert PartiQLUpdate PartiQLDelete', 'dax:PutItem UpdateItem DeleteItem BatchWriteItem',
      'cassandra:Modify', 'timestream:WriteRecords', 'neptune-db:WriteDataViaQuery DeleteDataViaQuery', 'sagemaker:PutRecord DeleteRecord',
      'geo:BatchUpdateDevicePosition BatchEvaluateGeofences BatchPutGeofence PutGeofence BatchDeleteGeofence BatchDeleteDevicePositionHistory',
      'rekognition:IndexFaces AssociateFaces DisassociateFaces DeleteFaces CreateUser DeleteUser', 'es:ESHttpPost ESHttpPut ESHttpPatch ESHttpDelete', 'aoss:APIAccessAll DashboardsAccessAll',
      'dsql:DbConnect', 'elasticfilesystem:ClientWrite',
    ],
  },
  // https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_meeting-chime_CreateMeeting.html
  {
    edge: 'mediated', why: 'opens or ends a call, or lets somebody into it; who hears it is not in policies',
    actions: ['chime:CreateMeeting CreateMeetingWithAttendees CreateAttendee BatchCreateAttendee DeleteMeeting DeleteAttendee'],
  },
  // https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
  { edge: 'mediated', why: 'signs what somebody may verify and believe', actions: ['kms:Sign GenerateMac DeriveSharedSecret'] },
  {
    edge: 'inert', why: 'encrypts or decrypts what the caller holds; who may use the key stays as it is',
    actions: [
      'kms:Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateRandom Verify VerifyMac',
    ],
  },
  {
    edge: 'inert', why: 'opens a connection or a subscription of one\'s own, which reads',
    actions: ['iot:Connect Subscribe Receive GetConnection ListSubscriptions', 'appsync:EventConnect EventSubscribe', 'kinesisvideo:ConnectAsViewer ConnectAsMaster SendAlexaOfferToMaster', 'chime:Connect', 'appconfig:StartConfigurationSession'],
  },
  {
    edge: 'inert', why: 'takes a message, an upload, a connection or a cached answer away; nobody reads more for it',
    actions: [
      's3:AbortMultipartUpload', 's3-object-lambda:AbortMultipartUpload', 's3-outposts:AbortMultipartUpload', 'sqs:DeleteMessage ChangeMessageVisibility PurgeQueue', 'sns:Unsubscribe DeleteEndpoint',
      'states:StopExecution', 'execute-api:InvalidateCache', 'appsync:FlushApiCache', 'cloudfront:CreateInvalidation CreateInvalidationForDistributionTenant', 'iot:DeleteConnection', 'ivschat:DeleteMessage DisconnectUser', 'ivs:DisconnectParticipant StopStream', 'chime:DeleteChannelMessage RedactChannelMessage',
    ],
  },
  // https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html: whoever asks needs what the query reads and writes as well
  { edge: 'inert', why: 'asks a question of data with the permissions of whoever asks', actions: ['athena:StartQueryExecution StopQueryExecution'] },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
  { edge: 'inert', why: 'keeps an object from being deleted; nobody reads more for it', actions: ['s3:PutObjectLegalHold PutObjectRetention PutBucketObjectLockConfiguration'] },
  {
    edge: 'inert', why: 'changes what is measured, what it costs, how fast it is, or takes a website or an access point away',
    actions: [
      's3:PutAccelerateConfiguration PutBucketRequestPayment PutIntelligentTieringConfiguration PutMetricsConfiguration DeleteBucketWebsite DeleteBucketMetadataTableConfiguration PauseReplication',
      's3:DeleteAccessPoint DeleteAccessPointForObjectLambda DeleteMultiRegionAccessPoint UpdateJobPriority DeleteStorageLensConfiguration CreateStorageLensGroup UpdateStorageLensGroup DeleteStorageLensGroup',
    ],
  },
  {
    edge: 'inert', why: 'registers a device, an address or a place in a list that sends nothing by itself',
    actions: ['sns:CreatePlatformEndpoint OptInPhoneNumber', 'ses:CreateContact UpdateContact DeleteContact TestRenderTemplate TestRenderEmailTemplate', 'cognito-sync:RegisterDevice SubscribeToDataset UnsubscribeFromDataset'],
  },
  {
    edge: 'inert', why: 'changes rows of data that have neither streams nor triggers',
    actions: ['sdb:PutAttributes BatchPutAttributes DeleteAttributes BatchDeleteAttributes', 'cognito-sync:UpdateRecords DeleteDataset SetDatasetConfiguration', 'ivs:PutMetadata', 'ivschat:SendEvent'],
  },
  {
    edge: 'inert', why: 'reports measurements, traces or an empty log',
    actions: ['mobileanalytics:PutEvents', 'rum:PutRumEvents', 'xray:PutTraceSegments PutTelemetryRecords', 'logs:CreateLogStream CreateLogGroup', 'sagemaker:BatchPutMetrics'],
  },
  // Names that are taken are refused, and whoever names what is made starts from nothing. What frees a name, by deleting what has it, is not here.
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html (an ACL asks for s3:PutBucketAcl; one's own bucket loses its grants), https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html (a
  // policy asks for dynamodb:PutResourcePolicy), https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html, https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html,
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html, https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html,
  // https://docs.aws.amazon.com/location/previous/APIReference/API_CreateMap.html
  {
    edge: 'inert', administers: true, why: 'makes something new that is empty',
    actions: ['s3:CreateBucket', 'dynamodb:CreateTable', 'kinesis:CreateStream', 'ecr:CreateRepository', 'kms:CreateKey', 'secretsmanager:CreateSecret', 'geo:CreateMap CreatePlaceIndex CreateRouteCalculator'],
  },
  // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html, https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
  {
    edge: 'mediated', administers: true, why: 'changes a parameter or a secret that code or a later deployment may read',
    actions: ['ssm:PutParameter DeleteParameter DeleteParameters LabelParameterVersion UnlabelParameterVersion', 'secretsmanager:PutSecretValue UpdateSecret UpdateSecretVersionStage'],
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html, https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html
  {
    edge: 'mediated', administers: true, why: 'sets to work what is there, as it is set up',
    actions: ['cloudwatch:PutMetricAlarm PutCompositeAlarm EnableAlarmActions', 'events:EnableRule', 'ec2:StartInstances'],
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_WriteGetObjectResponse.html, https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_CreateEvent.html
  { edge: 'mediated', why: 'answers somebody, or adds to what an agent remembers', actions: ['s3-object-lambda:WriteGetObjectResponse', 'bedrock-agentcore:CreateEvent'] },
  // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html,
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html, https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html
  {
    edge: 'inert', administers: true, why: 'changes how much something holds, how long it is kept or whether it may be deleted',
    actions: ['dynamodb:UpdateContinuousBackups', 'logs:PutRetentionPolicy DeleteRetentionPolicy', 'cloudformation:UpdateTerminationProtection'],
  },
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html, https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html,
  // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobFailureResult.html, https://docs.aws.amazon.com/appsync/latest/APIReference/API_DeleteApiKey.html
  {
    edge: 'inert', administers: true, why: 'stops something, or takes it away, that nobody is kept back by',
    actions: [
      'events:DeleteRule RemoveTargets DisableRule', 'geo:UpdateMap DeleteMap UpdatePlaceIndex DeletePlaceIndex UpdateRouteCalculator DeleteRouteCalculator', 'cloudwatch:DeleteAlarms DisableAlarmActions DeleteDashboards', 'ec2:StopInstances TerminateInstances RebootInstances', 'codebuild:StopBuild StopBuildBatch',
      'codepipeline:PutJobFailureResult', 'cloudformation:DeleteChangeSet', 'appsync:DeleteApiKey', 'logs:DeleteLogStream',
    ],
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html (an image is there by ecr:PutImage alone),
  // https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_BeginTransaction.html, https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html, https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
  {
    edge: 'inert', administers: true, why: 'prepares what another action does, or reports what has become of it',
    actions: [
      'ec2:CreateNetworkInterface DeleteNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses', 'ecr:InitiateLayerUpload UploadLayerPart CompleteLayerUpload',
      'codebuild:CreateReport UpdateReport BatchPutTestCases BatchPutCodeCoverages', 'cloudwatch:PutDashboard',
    ],
  },
  { edge: 'inert', why: 'begins or ends what other actions do, or joins those who read', actions: ['rds-data:BeginTransaction CommitTransaction RollbackTransaction', 'kafka-cluster:AlterGroup'] },
  // Each works on what the request holds, or on objects and tables that the caller may read by itself:
  // https://docs.aws.amazon.com/transcribe/latest/dg/security_iam_id-based-policy-examples.html, https://docs.aws.amazon.com/polly/latest/dg/asynchronous-iam.html,
  // https://docs.aws.amazon.com/textract/latest/dg/api-async.html, https://docs.aws.amazon.com/rekognition/latest/dg/video-analyzing-with-sqs.html
  {
    edge: 'inert', why: 'analyses or renders what the caller sends or may read',
    actions: [
      'polly:StartSpeechSynthesisTask PutLexicon DeleteLexicon',
      'transcribe:StartStreamTranscription StartStreamTranscriptionWebSocket StartMedicalStreamTranscription StartMedicalStreamTranscriptionWebSocket StartCallAnalyticsStreamTranscription',
      'transcribe:StartCallAnalyticsStreamTranscriptionWebSocket StartMedicalScribeStream StartTranscriptionJob StartMedicalTranscriptionJob DeleteTranscriptionJob DeleteMedicalTranscriptionJob',
      'rekognition:CreateFaceLivenessSession StartFaceLivenessSession StartCelebrityRecognition StartContentModeration StartFaceDetection StartFaceSearch StartLabelDetection StartPersonTracking',
      'rekognition:StartSegmentDetection StartTextDetection', 'textract:StartDocumentAnalysis StartDocumentTextDetection StartExpenseAnalysis StartLendingAnalysis', 'bedrock:Rerank',
    ],
  },
];
