import type { EdgeGroup } from './edge-group';

/** Credentials, tokens and secrets that an action returns, beside those that cloudsplaining lists. */
export const CREDENTIAL_EDGES: readonly EdgeGroup[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-credentials.html
  { edge: 'credentials', gains: 'resource', onlyWith: ['AWS::S3::AccessGrant', 'AWS::S3::AccessGrantsInstance', 'AWS::S3::AccessGrantsLocation'], why: 'returns credentials for what an access grant gives to the caller', actions: ['s3:GetDataAccess'] },
  // https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-underlying-data.html
  {
    edge: 'credentials', gains: 'resource',
    onlyWith: ['AWS::LakeFormation::PrincipalPermissions', 'AWS::LakeFormation::Permissions', 'AWS::LakeFormation::Resource', 'AWS::LakeFormation::DataLakeSettings', 'AWS::LakeFormation::TagAssociation'], why: 'returns credentials for what Lake Formation grants to the caller',
    actions: ['lakeformation:GetDataAccess GetTemporaryGlueTableCredentials GetTemporaryGluePartitionCredentials StartQueryPlanning GetWorkUnits GetWorkUnitResults'],
  },
  { edge: 'credentials', gains: 'any-role', why: 'returns credentials of another account or of another principal', actions: ['sts:GetDelegatedAccessToken'] },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
  { edge: 'credentials', why: 'returns a signed token with which the caller can be recognized elsewhere', actions: ['sts:GetWebIdentityToken'] },
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html, API_GetFederationToken.html: for users of IAM only
  { edge: 'inert', why: 'is refused to sessions of a role, and people of Cognito are such sessions', actions: ['sts:GetSessionToken GetFederationToken'] },
  // https://docs.aws.amazon.com/codeartifact/latest/ug/tokens-authentication.html
  { edge: 'inert', why: 'returns a token that may do what the caller may do already', actions: ['sts:GetServiceBearerToken'] },
  { edge: 'inert', why: 'decodes a message that the caller was given', actions: ['sts:DecodeAuthorizationMessage'] },
  {
    edge: 'credentials', gains: 'role-of-resource', why: 'returns credentials, or a signed address, of something that has a role',
    actions: [
      'ssm:GetAccessToken RequestManagedInstanceRoleToken StartAccessRequest', 'datazone:GetEnvironmentCredentials GetDomainExecutionRoleCredentials', 'cloudwatch:GetSpaceCredentials GetSpaceCredentialsForOrganization',
      // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html
      'sagemaker:CreatePresignedDomainUrl CreatePresignedMlflowAppUrl CreatePresignedMlflowTrackingServerUrl CreatePartnerAppPresignedUrl StartSession',
      'athena:CreatePresignedNotebookUrl GetSessionEndpoint', 'elasticmapreduce:CreateStudioPresignedUrl GetClusterSessionCredentials GetOnClusterAppUIPresignedURL',
      'elasticmapreduce:GetPersistentAppUIPresignedURL GetSessionEndpoint OpenEditorInConsole', 'emr-containers:CreateCertificate', 'emr-serverless:GetSessionEndpoint',
      'glue:GetSessionEndpoint GetDashboardUrl', 'kinesisanalytics:CreateApplicationPresignedUrl', 'lambda:CreateMicrovmAuthToken CreateMicrovmShellAuthToken',
      'bedrock-agentcore:GetWorkloadAccessToken GetWorkloadAccessTokenForJWT GetWorkloadAccessTokenForUserId GetResourceOauth2Token GetResourceApiKey GetResourcePaymentToken CompleteResourceTokenAuth',
      'gamelift:GetComputeAccess GetComputeAuthToken GetInstanceAccess GetPlayerConnectionDetails', 'gameliftstreams:CreateStreamSessionAdminShell', 'cloudshell:CreateSession PutCredentials', 'lightsail:CreateContainerServiceRegistryLogin CreateKeyPair',
      // https://docs.aws.amazon.com/transfer/latest/APIReference/API_ImportSshPublicKey.html, https://docs.aws.amazon.com/deadline-cloud/latest/APIReference/API_AssumeQueueRoleForUser.html
      // https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html (for the bucket with the artifacts)
      'codepipeline:GetJobDetails GetThirdPartyJobDetails PollForJobs PollForThirdPartyJobs',
      'transfer:ImportSshPublicKey', 'emr-containers:GetManagedEndpointSessionCredentials', 'airflow:CreateCliToken CreateWebLoginToken', 'grafana:CreateWorkspaceServiceAccountToken CreateWorkspaceApiKey',
      // https://docs.aws.amazon.com/appstream2/latest/developerguide/using-iam-roles-to-grant-permissions-to-applications-scripts-streaming-instances.html
      'appstream:CreateStreamingURL Stream', 'deadline:AssumeFleetRoleForRead AssumeFleetRoleForWorker AssumeQueueRoleForRead AssumeQueueRoleForUser AssumeQueueRoleForWorker',
      'redshift:GetClusterCredentials GetClusterCredentialsWithIAM GetIdentityCenterAuthToken', 'redshift-serverless:GetCredentials GetIdentityCenterAuthToken',
    ],
  },
  {
    edge: 'credentials', why: 'returns credentials, a token or a signed address for a service',
    actions: [
      'sso-oauth:CreateTokenWithIAM', 'signin:CreateOAuth2Token AuthorizeOAuth2Access Authenticate', 'codeconnections:GetConnectionToken GetIndividualAccessToken UseConnection',
      'codestar-connections:GetConnectionToken GetIndividualAccessToken UseConnection', 'codeguru-reviewer:CreateConnectionToken',
      'aidevops:CreateAccessToken RotateAccessToken CreateOneTimeLoginSession', 'finops-agent:CreateOneTimeLoginSession', 'securityagent:CreateOneTimeLoginSession',
      'amplifybackend:CreateToken GetToken', 'amplifyuibuilder:ExchangeCodeForToken RefreshToken', 'datazone:RefreshToken SsoLogin', 'cloudwatch:CreateOneTimeDeepLinkCode',
      'chime:RegenerateSecurityToken', 'connect:AdminGetEmergencyAccessToken',
      'quicksight:GenerateEmbedUrlForAnonymousUser GenerateEmbedUrlForRegisteredUser GenerateEmbedUrlForRegisteredUserWithIdentity GetAnonymousUserEmbedUrl GetAuthCode GetDashboardEmbedUrl GetSessionEmbedUrl',
      'route53globalresolver:CreateAccessToken GetAccessToken', 'q:CreateScimAccessToken', 'license-manager:CreateToken',
      'iot:CreateKeysAndCertificate CreateCertificateFromCsr CreateProvisioningClaim RegisterCertificate RegisterCertificateWithoutCA RegisterThing RotateTunnelAccessToken OpenTunnel',
      'iot:AcceptCertificateTransfer TransferCertificate UpdateCertificate RegisterCACertificate UpdateCACertificate', 'acm-pca:IssueCertificate', 'workspaces:Stream',
      'ec2:CreateKeyPair ImportKeyPair', 'geo:CreateKey UpdateKey', 'wafv2:CreateAPIKey', 'devicefarm:CreateTestGridUrl',
      'auditmanager:GetEvidenceFileUploadUrl', 'profile:GetUploadJobPath', 'iq:GetChatToken', 'codeguru-security:CreateUploadUrl', 'lex:CreateUploadUrl', 'sagemaker:CreateHubContentPresignedUrls', 'events:RetrieveConnectionCredentials',
      'aws-external-anthropic:UpdateVault CreateVault RotateWebhookSecret', 'bedrock:CreateDataSourceToken',
    ],
  },
  // A token that opens what the action itself is asked for, and nothing of AWS beside it.
  {
    edge: 'inert', why: 'returns a token for the one resource that it names',
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html: objects of the directory bucket
    // https://docs.aws.amazon.com/ivs/latest/ChatAPIReference/API_CreateChatToken.html, RealTimeAPIReference/API_CreateParticipantToken.html: one
    // chat room, one stage
    actions: ['s3express:CreateSession', 'ivschat:CreateChatToken', 'ivs:CreateParticipantToken'],
  },
];

/** Secrets and configuration that may hold somebody's credentials. */
export const SECRET_EDGES: readonly EdgeGroup[] = [
  {
    edge: 'secret', why: 'shows a secret, a parameter or a key',
    actions: [
      'secretsmanager:GetSecretValue BatchGetSecretValue', 'ssm:GetParameter GetParameters GetParametersByPath GetParameterHistory',
      'cognito-idp:DescribeUserPoolClient ListUserPoolClientSecrets DescribeIdentityProvider DescribeUserImportJob',
      'appsync:ListApiKeys GetGraphqlApiEnvironmentVariables GetDataSource ListDataSources', 'apigateway:GET', 'wafv2:GetDecryptedAPIKey ListAPIKeys', 'geo:DescribeKey ListKeys',
      'acm:ExportCertificate GetAcmeExternalAccountBindingCredentials', 'ec2:GetPasswordData', 'pca-connector-scep:GetChallengePassword', 'storagegateway:DescribeChapCredentials',
      'aidevops:GetAccessToken', 'iot:GetRegistrationCode', 'codecommit:GitPull GetFile GetBlob', 'codeartifact:ReadFromRepository', 'states:RevealSecrets',
      'route53domains:RetrieveDomainAuthCode', 'lightsail:GetBucketAccessKeys', 'chime:ListApiKeys ListVoiceConnectorTerminationCredentials', 'logs:Unmask', 'snowball:GetJobUnlockCode GetJobManifest', 'aws-external-anthropic:GetVault',
    ],
  },
  {
    edge: 'secret', why: 'shows configuration, code or user data that may hold credentials',
    actions: [
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
      'lambda:GetFunction GetFunctionConfiguration ListFunctions ListVersionsByFunction GetLayerVersion', 'cloudformation:GetTemplate DescribeStacks DescribeChangeSet DescribeStackSet GetTemplateSummary ListExports',
      'amplify:GetApp ListApps GetBranch ListBranches', 'apprunner:DescribeService', 'appconfig:GetConfiguration GetLatestConfiguration GetHostedConfigurationVersion',
      'autoscaling:DescribeLaunchConfigurations', 'batch:DescribeJobDefinitions DescribeJobs', 'codebuild:BatchGetProjects BatchGetBuilds', 'codepipeline:GetPipeline',
      'datapipeline:GetPipelineDefinition', 'ec2:DescribeInstanceAttribute DescribeLaunchTemplateVersions GetLaunchTemplateData GetConsoleOutput GetConsoleScreenshot',
      'ecs:DescribeTaskDefinition DescribeTasks', 'ecr:GetDownloadUrlForLayer BatchGetImage', 'elasticbeanstalk:DescribeConfigurationSettings', 'glue:GetConnection GetConnections GetJob GetJobs BatchGetJobs',
      'lightsail:GetContainerServices', 'opsworks:DescribeApps DescribeStacks', 'airflow:GetEnvironment', 'sagemaker:DescribeNotebookInstanceLifecycleConfig DescribeStudioLifecycleConfig',
      'sagemaker:DescribeTrainingJob DescribeProcessingJob DescribeModel', 'ssm:GetDocument GetCommandInvocation ListCommandInvocations ListCommands', 'states:DescribeStateMachine DescribeExecution GetExecutionHistory',
      'synthetics:GetCanary DescribeCanaries', 'elasticmapreduce:DescribeCluster', 'emr-serverless:GetApplication', 'braket:GetJob', 'imagebuilder:GetComponent', 'greengrass:GetDeployment', 'dms:DescribeEndpoints',
    ],
  },
];
