import type { EdgeGroup } from './edge-group';

/**
 * Code, commands or configuration that something runs with a role that it has already: no role is passed, so `iam:PassRole` is
 * not asked for. Sources beside the pages of each service: https://pathfinding.cloud (existing-passrole), cloudsplaining.
 */
export const CODE_EDGES: readonly EdgeGroup[] = [
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-permissions.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'changes code, layers, environment, versions or triggers of a function',
    actions: [
      'lambda:UpdateFunctionCode UpdateFunctionConfiguration CreateEventSourceMapping UpdateEventSourceMapping PublishLayerVersion UpdateAlias CreateAlias PublishVersion',
      'lambda:CreateFunctionUrlConfig UpdateFunctionUrlConfig UpdateFunctionEventInvokeConfig PutFunctionEventInvokeConfig PutRuntimeManagementConfig',
      'lambda:CreateMicrovmImage UpdateMicrovmImage UpdateMicrovmImageVersion RunMicrovm ConnectMicrovm DeleteFunctionCodeSigningConfig UpdateCodeSigningConfig PutFunctionCodeSigningConfig',
    ],
  },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html: whoever may work on a stack uses its role
  {
    edge: 'code', gains: 'role-of-resource', why: 'changes a stack, which has a role, or what stacks are made from',
    actions: [
      'cloudformation:UpdateStack CreateChangeSet ExecuteChangeSet UpdateStackSet CreateStackInstances UpdateStackInstances RollbackStack ContinueUpdateRollback CancelUpdateStack',
      'cloudformation:ExecuteStackRefactor CreateStackRefactor ImportStacksToStackSet ActivateType RegisterType SetTypeConfiguration SetTypeDefaultVersion PublishType',
      'cloudformation:CreateResource UpdateResource DeleteResource DeleteStack DeleteStackSet DeleteStackInstances RecordHandlerProgress SignalResource',
      'servicecatalog:ProvisionProduct UpdateProvisionedProduct ExecuteProvisionedProductPlan CreateProvisioningArtifact UpdateProvisioningArtifact CreateProduct UpdateConstraint CreateConstraint',
      'servicecatalog:ExecuteProvisionedProductServiceAction', 'proton:CreateServiceInstance UpdateServiceInstance UpdateService UpdateServicePipeline CreateService UpdateEnvironment',
    ],
  },
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/security-iam.html: commands run with the role of the node
  {
    edge: 'code', gains: 'role-of-resource', why: 'runs commands, or opens a session, on a machine that has a role',
    actions: [
      'ssm:SendCommand StartSession ResumeSession CreateAssociation CreateAssociationBatch UpdateAssociation StartAssociationsOnce StartAutomationExecution StartChangeRequestExecution',
      'ssm:SendAutomationSignal CreateDocument UpdateDocument UpdateDocumentDefaultVersion RegisterTaskWithMaintenanceWindow UpdateMaintenanceWindowTask CreateActivation UpdateManagedInstanceRole',
      'ssmmessages:CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel', 'ec2messages:GetMessages SendReply',
      'ec2-instance-connect:SendSSHPublicKey SendSerialConsoleSSHPublicKey OpenTunnel', 'lightsail:GetInstanceAccessDetails DownloadDefaultKeyPair',
      'workspaces:ModifyWorkspaceProperties', 'greengrass:CreateDeployment', 'snow-device-management:CreateTask',
    ],
  },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'changes what machines with a role boot, or the role that they have',
    actions: [
      'ec2:ModifyInstanceAttribute ReplaceIamInstanceProfileAssociation AssociateIamInstanceProfile CreateLaunchTemplateVersion ModifyLaunchTemplate CreateLaunchTemplate',
      'ec2:CreateReplaceRootVolumeTask AttachVolume ModifyInstanceMetadataOptions EnableSerialConsoleAccess',
      'autoscaling:CreateLaunchConfiguration UpdateAutoScalingGroup CreateAutoScalingGroup StartInstanceRefresh AttachInstances',
      'elasticbeanstalk:UpdateEnvironment CreateApplicationVersion UpdateApplicationVersion CreateConfigurationTemplate UpdateConfigurationTemplate',
      'imagebuilder:CreateComponent CreateImageRecipe CreateContainerRecipe StartImagePipelineExecution CreateWorkflow', 'opsworks:CreateDeployment UpdateApp UpdateStack UpdateLayer',
      'opsworks:UpdateMyUserProfile UpdateUserProfile',
    ],
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html (overrides)
  {
    edge: 'code', gains: 'role-of-resource', why: 'runs a command or an image with the role of a task, a job or a service',
    actions: [
      'ecs:ExecuteCommand UpdateService RunTask StartTask CreateService CreateTaskSet UpdateTaskSet RegisterContainerInstance', 'ecr:PutImage', 'ecr-public:PutImage',
      'batch:SubmitJob', 'apprunner:UpdateService StartDeployment', 'eks:MutateViaKubernetesApi AccessKubernetesApi CreateAccessEntry AssociateAccessPolicy UpdateAccessEntry CreateAddon UpdateAddon',
      'eks:CreatePodIdentityAssociation UpdatePodIdentityAssociation UpdateClusterConfig CreateNodegroup UpdateNodegroupVersion AssociateIdentityProviderConfig',
      'lightsail:CreateContainerServiceDeployment UpdateContainerService',
    ],
  },
  // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html (a build specification of the caller's)
  {
    edge: 'code', gains: 'role-of-resource', why: 'changes or starts a build, a pipeline or a deployment that has a role, or its source',
    actions: [
      'codebuild:StartBuild StartBuildBatch UpdateProject RetryBuild RetryBuildBatch StartSandbox StartCommandExecution StartSandboxConnection ImportSourceCredentials CreateWebhook UpdateWebhook',
      'codepipeline:UpdatePipeline PutJobSuccessResult PutThirdPartyJobSuccessResult StartPipelineExecution RetryStageExecution PutApprovalResult PutWebhook CreateCustomActionType UpdateActionType',
      'codecommit:GitPush CreateCommit PutFile DeleteFile MergeBranchesByFastForward MergeBranchesBySquash MergeBranchesByThreeWay MergePullRequestByFastForward MergePullRequestBySquash',
      'codecommit:MergePullRequestByThreeWay UpdateDefaultBranch UpdatePullRequestApprovalState OverridePullRequestApprovalRules',
      'codedeploy:CreateDeployment RegisterApplicationRevision UpdateDeploymentGroup PutLifecycleEventHookExecutionStatus ContinueDeployment',
      'codeartifact:PublishPackageVersion CopyPackageVersions PutPackageMetadata UpdateRepository', 'amplify:UpdateApp UpdateBranch CreateBranch CreateDeployment StartDeployment StartJob CreateWebHook',
      'synthetics:UpdateCanary StartCanary',
    ],
  },
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'changes a workflow, a rule, a pipe or a schedule that has a role',
    actions: [
      'states:UpdateStateMachine TestState PublishStateMachineVersion UpdateStateMachineAlias CreateStateMachineAlias UpdateMapRun', 'events:PutRule PutTargets UpdateConnection CreateConnection UpdateApiDestination CreateApiDestination',
      'pipes:UpdatePipe', 'scheduler:UpdateSchedule', 'iot:CreateTopicRule ReplaceTopicRule EnableTopicRule UpdateRoleAlias CreateAuthorizer UpdateAuthorizer CreateOTAUpdate StartThingRegistrationTask UpdateEventConfigurations',
      'iot:UpdateProvisioningTemplate CreateProvisioningTemplateVersion UpdateIndexingConfiguration', 'airflow:UpdateEnvironment', 'datapipeline:PutPipelineDefinition ActivatePipeline',
      'iotevents:UpdateDetectorModel', 'swf:RegisterWorkflowType StartWorkflowExecution', 'appflow:UpdateFlow StartFlow',
    ],
  },
  // https://docs.aws.amazon.com/appsync/latest/devguide/data-source-components.html, https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-create-and-manage-api.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'changes an API whose data sources or integrations have roles',
    actions: [
      'appsync:UpdateResolver CreateResolver UpdateFunction CreateFunction UpdateDataSource StartSchemaCreation StartSchemaMerge CreateType UpdateType DeleteResolver DeleteFunction',
      'appsync:UpdateGraphqlApi UpdateApi CreateApi CreateGraphqlApi CreateChannelNamespace UpdateChannelNamespace AssociateApi AssociateSourceGraphqlApi AssociateMergedGraphqlApi UpdateSourceApiAssociation',
      'appsync:PutGraphqlApiEnvironmentVariables SourceGraphQL StartDataSourceIntrospection CreateApiKey UpdateApiKey', 'apigateway:PUT PATCH POST DELETE CreateRoutingRule UpdateRoutingRule',
      'cloudfront:UpdateFunction PublishFunction UpdateDistribution CreateDistribution UpdateDistributionWithStagingConfig CreateOriginAccessControl UpdateOriginAccessControl UpdateKeyValueStore AssociateDistributionWebACL',
      'cloudfront:CopyDistribution UpdateKeyGroup CreateKeyGroup CreatePublicKey UpdatePublicKey UpdateCloudFrontOriginAccessIdentity DisassociateDistributionWebACL UpdateResponseHeadersPolicy',
      'elasticloadbalancing:CreateRule ModifyRule CreateListener ModifyListener RegisterTargets ModifyTargetGroup', 'vpc-lattice:CreateRule UpdateRule CreateListener UpdateListener RegisterTargets UpdateService',
      'route53:ChangeResourceRecordSets',
    ],
  },
  // https://docs.aws.amazon.com/glue/latest/dg/create-an-iam-role.html, https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'runs a job, a notebook, a model or an agent with a role that it has',
    actions: [
      'glue:UpdateJob StartJobRun UpdateDevEndpoint CreateTrigger UpdateTrigger StartTrigger RunStatement StartWorkflowRun UpdateCrawler UpdateMLTransform UpdateJobFromSourceControl',
      'elasticmapreduce:AddJobFlowSteps RunJobFlow AddInstanceGroups StartNotebookExecution CreateEditor StartEditor UpdateEditor AttachEditor CreateStudioSessionMapping', 'emr-serverless:UpdateApplication',
      'athena:UpdateWorkGroup StartCalculationExecution StartSession CreateDataCatalog UpdateDataCatalog',
      'sagemaker:CreatePresignedNotebookInstanceUrl UpdateNotebookInstance CreateNotebookInstanceLifecycleConfig UpdateNotebookInstanceLifecycleConfig CreateStudioLifecycleConfig CreateApp CreateSpace UpdateSpace',
      'sagemaker:UpdateDomain UpdateUserProfile StartNotebookInstance StartPipelineExecution UpdateEndpoint CreateEndpoint UpdateInferenceComponent CreateInferenceComponent CreateTransformJob UpdateCodeRepository UpdatePipeline',
      'databrew:UpdateProfileJob UpdateRecipeJob StartJobRun SendProjectSessionAction', 'kinesisanalytics:UpdateApplication AddApplicationInput AddApplicationOutput StartApplication', 'braket:CreateJob',
      'bedrock:UpdateAgent CreateAgentActionGroup UpdateAgentActionGroup PrepareAgent UpdateFlow CreateDataSource UpdateDataSource UpdateKnowledgeBase AssociateAgentCollaborator UpdateAgentAlias StartIngestionJob',
      'bedrock-agentcore:StartCodeInterpreterSession InvokeCodeInterpreter InvokeAgentRuntimeCommand InvokeAgentRuntimeCommandShell UpdateAgentRuntime UpdateAgentRuntimeEndpoint CreateAgentRuntimeEndpoint',
      'bedrock-agentcore:StartBrowserSession ConnectBrowserAutomationStream UpdateBrowserStream CreateGatewayTarget UpdateGatewayTarget UpdateGateway UpdateHarness InvokeHarness',
      'm2:UpdateApplication StartBatchJob CreateDeployment', 'cloud9:CreateEnvironmentMembership UpdateEnvironmentMembership CreateEnvironmentToken', 'quicksight:UpdateDataSource UpdateDataSet CreateDataSet',
    ],
  },
  // https://docs.aws.amazon.com/firehose/latest/APIReference/API_UpdateDestination.html, https://docs.aws.amazon.com/MSKC/latest/mskc/API_UpdateConnector.html,
  // https://docs.aws.amazon.com/comprehend/latest/APIReference/API_CreateDataset.html (the flywheel has the role), https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImage.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'decides what something with a role of its own reads, or where it sends what it reads',
    actions: ['firehose:UpdateDestination', 'kafkaconnect:UpdateConnector', 'comprehend:CreateDataset', 'imagebuilder:CreateImage CreateImagePipeline'],
  },
  // https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_StartCanaryDryRun.html (with the code of the request),
  // https://docs.aws.amazon.com/deadline-cloud/latest/APIReference/API_CreateJob.html (its template has the commands), https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html,
  // https://docs.aws.amazon.com/elastictranscoder/latest/developerguide/create-job.html, https://docs.aws.amazon.com/opensearch-service/latest/developerguide/direct-query-s3.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'starts work of the caller\'s choice with a role that is there',
    actions: [
      'synthetics:StartCanaryDryRun', 'deadline:CreateJob UpdateJob', 'fis:StartExperiment UpdateExperimentTemplate', 'elastictranscoder:CreateJob UpdatePipeline', 'opensearch:StartDirectQuery',
      'airflow:InvokeRestApi', 'airflow-serverless:StartWorkflowRun UpdateWorkflow', 'arc-region-switch:StartPlanExecution UpdatePlan', 'budgets:ExecuteBudgetAction UpdateBudgetAction', 'datazone:StartNotebookRun StartCompute StartNotebookCompute',
      'elasticmapreduce:StartSession', 'emr-serverless:StartSession', 'glue:StartBlueprintRun UpdateBlueprint ResumeWorkflowRun', 'sagemaker:RetryPipelineExecution', 'ssm-guiconnect:StartConnection', 'timestream:ExecuteScheduledQuery UpdateScheduledQuery',
      'kendra:UpdateDataSource StartDataSourceSyncJob', 'qbusiness:UpdateDataSource StartDataSourceSyncJob', 'osis:UpdatePipeline', 'dms:ModifyEndpoint ModifyReplicationTask StartReplication', 'launchwizard:StartProvisioning', 'medialive:UpdateChannel UpdateInput',
    ],
  },
  // https://docs.aws.amazon.com/emr/latest/EMR-on-EKS-DevelopmentGuide/security_iam_id-based-policy-examples.html: the job names its role,
  // and emr-containers:ExecutionRoleArn limits it, not iam:PassRole
  { edge: 'code', gains: 'any-role', why: 'runs code with any role that trusts the cluster', actions: ['emr-containers:StartJobRun CreateManagedEndpoint CreateJobTemplate'] },
  // https://docs.aws.amazon.com/redshift/latest/dg/c-getting-started-using-spectrum-create-role.html, https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PostgreSQL.S3Import.html,
  // https://docs.aws.amazon.com/neptune/latest/userguide/bulk-load-tutorial-IAM.html, https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Integrating.Lambda.html
  {
    edge: 'code', gains: 'role-of-resource', why: 'runs statements in a database that has roles',
    actions: ['redshift-data:ExecuteStatement BatchExecuteStatement', 'rds-data:ExecuteStatement BatchExecuteStatement ExecuteSql', 'rds-db:connect', 'redshift:ExecuteQuery ModifyClusterIamRoles',
      'neptune-db:StartLoaderJob StartMLDataProcessingJob StartMLModelTrainingJob StartMLModelTransformJob CreateMLEndpoint'],
  },
  // https://docs.aws.amazon.com/transfer/latest/userguide/users-policies.html
  { edge: 'code', gains: 'role-of-resource', why: 'changes a user, a directory mapping or a workflow of a transfer server, each with a role', actions: ['transfer:UpdateUser CreateUser UpdateServer UpdateAccess CreateWorkflow UpdateConnector'] },
];
