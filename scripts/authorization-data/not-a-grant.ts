/** What a net found, and why it grants nothing to anybody. */
export interface NotAGrant {
  readonly why: string;
  /** Names of properties, wherever they stand. */
  readonly names?: readonly string[];
  /**
   * `Service::Type path`, without `AWS::`; `Service::Type *.Name`: the name anywhere in the type; without a path: what the handlers
   * of the type call, or the mark on the type.
   */
  readonly places?: readonly string[];
}

/** The decisions that were made by reading; what grants stands in lib/proof/authorization-data/cloudformation. */
export const NOT_A_GRANT: readonly NotAGrant[] = [
  {
    why: 'a setting that is called a policy: when to delete, retry, scale, place, route, fill, share time or protect from termination',
    names: [
      'ActionFailurePolicy', 'AnswerPolicy', 'ArchivePolicy', 'AutoImportPolicy', 'DataDeletionPolicy', 'DefaultPolicy', 'DeletePropagationPolicy', 'DeletionPolicy', 'DeliveryPolicy', 'DlRatePolicy', 'DnsPolicy',
      'ExcessCapacityTerminationPolicy', 'ExecutionPolicy', 'FSxLustreDeletionPolicy', 'FailureHandlingPolicy', 'FieldIndexPolicies', 'FillPolicy', 'FilterPolicy', 'GameServerProtectionPolicy', 'ImagePullPolicy',
      'LanguageSelectionPolicy', 'LifecyclePolicy', 'LifecyclePolicyText', 'NewGameSessionProtectionPolicy', 'NotificationPolicy', 'ResiliencyPolicyArn', 'SchedulingPolicyArn', 'RedriveAllowPolicy', 'RedrivePolicy', 'ReplayPolicy', 'RetentionPolicy', 'RoutingPolicy',
      'SafeguardPolicy', 'ScriptCachingPolicy', 'SnapshotPolicy', 'StreamExceptionPolicy', 'TerminationPolicies', 'UlRatePolicy', 'UpdateReplacePolicy',
    ],
    places: [
      'SSM::Parameter Policies', 'IVS::Channel MultitrackInputConfiguration.Policy', 'OpenSearchServerless::LifecyclePolicy Policy', 'Bedrock::Guardrail AutomatedReasoningPolicyConfig.Policies',
      'Bedrock::AutomatedReasoningPolicyVersion PolicyArn', 'ResilienceHubV2::Service PolicyArn', 'ResilienceHubV2::UserJourney PolicyArn',
    ],
  },
  {
    why: 'which versions of TLS, which protocol or which header, not who',
    names: ['AlpnPolicy', 'BrowserPolicy', 'ContentSecurityPolicy', 'HttpsPolicy', 'OriginProtocolPolicy', 'ProtocolPolicy', 'ReferrerPolicy', 'SecurityPolicy', 'SslPolicy', 'TLSSecurityPolicy', 'TlsPolicy', 'AccessControlAllowCredentials'],
  },
  {
    why: 'how the resource signs in to something else',
    names: [
      'AzureBlobAuthenticationType', 'CustomAuthenticationType', 'DatabaseAccessControlRole', 'KerberosPrincipal', 'MasterUserAuthenticationType', 'OAuthClientAuthenticationType', 'OriginAccessControlOriginType',
      'usePrivateLinkForMetadataAndAuthorization',
    ],
    places: [
      'CodeBuild::SourceCredential AuthType', 'DMS::Endpoint *.AuthType', 'DMS::DataProvider *.AuthType', 'AppFabric::AppAuthorization AuthType',
      'Bedrock::DataSource *.AuthType', 'AppFlow::ConnectorProfile *.AuthenticationType', 'QuickSight::DataSource *.AuthenticationType',
      'DataSync::LocationHDFS AuthenticationType', 'DataSync::LocationSMB AuthenticationType', 'KafkaConnect::Connector KafkaClusterClientAuthentication.AuthenticationType',
      'Glue::Connection *.AuthenticationType', 'DataZone::Connection *.AuthenticationType', 'Kendra::DataSource *.AuthenticationType', 'AppSync::DataSource HttpConfig.AuthorizationConfig.AuthorizationType', 'Events::Connection AuthorizationType',
      'MSK::Replicator *.Audience',
      'QuickSight::ActionConnector AuthenticationConfig.AuthenticationType',
    ],
  },
  {
    why: 'people of the service itself, with passwords of its own or of a directory: no credentials of AWS',
    places: [
      'AppStream::StackUserAssociation AuthenticationType', 'AppStream::User AuthenticationType', 'DocDBElastic::Cluster AuthType', 'SageMaker::PartnerApp AuthType', 'WorkSpacesWeb::Portal AuthenticationType',
      'CertificateManager::AcmeEndpoint AuthorizationBehavior', 'OpsWorks::Stack ClonePermissions', 'MSK::Replicator ReplicationInfoList[].TopicReplication.CopyAccessControlListsForTopics', 'AmazonMQ::Broker',
      'AppStream::Stack UserSettings[].Permission', 'AppStream::Stack AgentAccessConfig.Settings[].Permission', 'WorkSpaces::Directory StreamingProperties.UserSettings[].Permission', 'WorkSpaces::Directory',
      'DirectoryService::MicrosoftAD', 'DirectoryService::SimpleAD', 'MPA::ApprovalTeam Policies', 'MPA::ApprovalTeam Policies[].PolicyArn', 'WorkSpacesWeb::IdentityProvider IdentityProviderType', 'WorkSpacesWeb::IdentityProvider IdentityProviderDetails', 'SSMContacts::Contact', 'SSMContacts::Plan',
    ],
  },
  {
    why: 'which tokens an authorizer takes; whether a request needs one is up to the AuthorizationType of the method or route',
    places: ['ApiGateway::Authorizer AuthType', 'ApiGatewayV2::Authorizer AuthorizerType', 'ApiGatewayV2::Authorizer JwtConfiguration.Audience'],
  },
  {
    why: 'text that people read, or configuration, a schema or commands that an app reads',
    places: [
      'AppConfig::ConfigurationProfile *.Content', 'AppConfig::HostedConfigurationVersion *.Content', 'Cases::RelatedItem *.Body', 'Connect::ContactFlow *.Content', 'Connect::ContactFlowModule *.Content',
      'Connect::Rule *.Content', 'Connect::TestCase *.Content', 'Connect::Vocabulary *.Content', 'DataZone::DataSource *.Content', 'DataZone::SubscriptionTarget *.Content', 'EventSchemas::Schema *.Content',
      'IoT::Command *.Content', 'M2::Application *.Content', 'MediaTailor::Function *.Body', 'MediaTailor::PlaybackConfiguration *.Body', 'ObservabilityAdmin::TelemetryPipelines *.Body', 'Pinpoint::Campaign *.Body',
      'Pinpoint::InAppTemplate *.Body', 'Pinpoint::PushTemplate *.Body', 'Pinpoint::SmsTemplate *.Body', 'Polly::Lexicon *.Content', 'QuickSight::Analysis *.Content', 'QuickSight::Dashboard *.Content',
      'QuickSight::Template *.Content', 'SSM::Document *.Content', 'MediaTailor::Program *.Audience', 'SageMaker::HumanTaskUi *.Content', 'SageMaker::NotebookInstanceLifecycleConfig *.Content', 'WAFv2::RuleGroup *.Content', 'WAFv2::WebACL *.Content',
      'WellArchitected::AgentContext *.Content', 'Wisdom::MessageTemplate *.Content', 'Wisdom::QuickResponse *.Content', 'ServerlessRepo::Application TemplateBody', 'Omics::Workflow DefinitionUri', 'Omics::WorkflowVersion DefinitionUri', 'Serverless::StateMachine DefinitionUri',
    ],
  },
  {
    why: 'permissions of files and devices in a container or a file system',
    names: ['PosixPermissions', 'GroupPermission'],
    places: [
      'Batch::JobDefinition *.Permissions', 'GammaDilithium::JobDefinition *.Permissions', 'ECS::TaskDefinition *.Permissions', 'ECS::DaemonTaskDefinition *.Permissions',
      'EFS::AccessPoint RootDirectory.CreationInfo.Permissions', 'S3Files::AccessPoint RootDirectory.CreationPermissions.Permissions',
      'Greengrass::FunctionDefinition *.Permission', 'Greengrass::FunctionDefinitionVersion *.Permission', 'GreengrassV2::ComponentVersion *.Permission',
    ],
  },
  {
    why: 'from where somebody may connect; what they may do there needs a password or a policy',
    names: ['PubliclyAccessible', 'PubliclyAdvertisable', 'PublicAccessCidrs', 'EndpointPublicAccess'],
    places: [
      'EC2::SecurityGroup SecurityGroupIngress', 'EC2::SecurityGroup SecurityGroupEgress', 'EC2::SecurityGroupIngress', 'EC2::SecurityGroupEgress', 'SES::ReceiptFilter Filter.IpFilter.Policy',
      'NetworkManager::CoreNetwork PolicyDocument', 'SageMaker::Domain DomainSettings.DockerSettings.VpcOnlyTrustedAccounts', 'ODB::OdbPeeringConnection', 'ApiGateway::VpcLink', 'EC2::ClientVpnAuthorizationRule AuthorizeAllGroups', 'NetworkFirewall::Firewall FirewallPolicyArn',
      'NetworkSecurityManager::Policy PolicyArn', 'NetworkSecurityManager::Deployment *.PolicyArn',
    ],
  },
  {
    why: 'what answers there is code with a role of its own',
    names: ['OnUnauthenticatedRequest', 'IsPubliclyAccessible'],
  },
  {
    why: 'it hides, checks or masks; it lets nobody in',
    places: [
      'Logs::LogGroup DataProtectionPolicy', 'SNS::Topic DataProtectionPolicy', 'SNS::Topic', 'Logs::AccountPolicy PolicyDocument', 'Logs::AccountPolicy', 'Config::ConfigRule Source.CustomPolicyDetails.PolicyText',
      'Config::OrganizationConfigRule OrganizationCustomPolicyRuleMetadata.PolicyText', 'EMRContainers::SecurityConfiguration SecurityConfigurationData.AuthorizationConfiguration.LakeFormationConfiguration.QueryAccessControlEnabled',
      'ImageBuilder::LifecyclePolicy PolicyDetails[].ExclusionRules.Amis.SharedAccounts', 'FMS::Policy', 'ControlTower::EnabledBaseline', 'ControlTower::EnabledControl', 'ControlTower::LandingZone', 'Organizations::Account',
      'WAFv2::IPSet', 'WAFv2::RuleGroup', 'WAFv2::WebACL', 'SES::Tenant', 'ECR::PullTimeUpdateExclusion PrincipalArn',
    ],
  },
  {
    why: 'sends to, or collects for, an account that it names; people get nothing',
    places: [
      'Config::AggregationAuthorization AuthorizedAccountId', 'Connect::DataLakeAssociation TargetAccountId', 'SSMIncidents::ResponsePlan Actions[].SsmAutomation.TargetAccount',
      'CleanRoomsML::ConfiguredModelAlgorithmAssociation *.AllowedAccountIds',
    ],
  },
  {
    why: 'what the service, or the creator of the cluster, may do itself',
    names: ['AttachMissingPermission', 'BootstrapClusterCreatorAdminPermissions'],
    places: [
      'AppIntegrations::Application Permissions', 'Lightsail::Container PrivateRegistryAccess.EcrImagePullerRole.PrincipalArn', 'Redshift::RedshiftIdcApplication *.Authorization',
    ],
  },

  // From here on whole types: what their handlers call.
  {
    why: 'the handler lets a delivery service of AWS write logs, reports or recordings into the bucket or queue that the resource names',
    places: [
      'Cognito::LogDeliveryConfiguration', 'EC2::FlowLog', 'EC2::VerifiedAccessInstance', 'Evidently::Project', 'FSx::DataRepositoryAssociation', 'FSx::FileCache', 'GlobalAccelerator::Accelerator', 'IVS::RecordingConfiguration',
      'IVS::StorageConfiguration', 'IVSChat::LoggingConfiguration', 'InternetMonitor::Monitor', 'KafkaConnect::Connector', 'MSK::Channel', 'MSK::Cluster', 'MSK::Replicator', 'NetworkFirewall::LoggingConfiguration',
      'ObservabilityAdmin::S3TableIntegration', 'Pipes::Pipe', 'RDS::CustomDBEngineVersion', 'S3::StorageLens', 'VpcLattice::AccessLogSubscription', 'WAFv2::LoggingConfiguration', 'ElasticBeanstalk::Application',
      'ElasticBeanstalk::ConfigurationTemplate', 'ElasticBeanstalk::Environment', 'Logs::DeliverySource', 'SecurityLake::SubscriberNotification', 'DevOpsGuru::NotificationChannel',
    ],
  },
  {
    why: 'the handler gives a service-linked role, or a role that the service makes for itself, what it needs',
    places: [
      'Athena::DataCatalog', 'Connect::Instance', 'Connect::InstanceStorageConfig', 'CustomerProfiles::EventStream', 'DMS::ReplicationConfig', 'ElastiCache::ParameterGroup', 'GuardDuty::IPSet', 'GuardDuty::ThreatIntelSet',
      'MSK::VpcConnection', 'MWAA::Environment', 'SecurityLake::DataLake', 'EKS::Cluster', 'Redshift::SnapshotCopyGrant',
    ],
  },
  {
    why: 'the handler lets the service call a function, a bot or another part of the resource',
    places: ['Chime::SipMediaApplication', 'Connect::IntegrationAssociation', 'Synthetics::Canary', 'VpcLattice::TargetGroup', 'BedrockAgentCore::GatewayTarget', 'ApiGatewayV2::DomainName', 'Glue::ConnectionType', 'Cloud9::EnvironmentEC2'],
  },
  {
    why: 'the handler lets the service use a key or a secret for the resource',
    places: ['AppFlow::ConnectorProfile', 'AppFlow::Flow', 'CustomerProfiles::Domain', 'CustomerProfiles::SegmentDefinition', 'EMRServerless::Application', 'Proton::EnvironmentTemplate', 'Proton::ServiceTemplate'],
  },
  {
    why: 'the handler makes a topic, a queue or files of the resource\'s own',
    places: ['Amplify::App', 'Amplify::Branch', 'EC2::RouteServer', 'SQS::Queue'],
  },
  {
    why: 'the handler takes access away, or accepts what another account shares',
    places: ['Batch::ComputeEnvironment', 'EKS::Capability', 'SageMaker::Cluster', 'SageMaker::ClusterSchedulerConfig', 'SageMaker::ComputeQuota', 'Omics::AnnotationStore', 'Omics::VariantStore'],
  },
  {
    why: 'how the sign-in pages look, and when a risk is reported: read where the user pool is read',
    places: ['Cognito::ManagedLoginBranding', 'Cognito::Terms', 'Cognito::UserPoolRiskConfigurationAttachment', 'Cognito::UserPoolUICustomizationAttachment'],
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
  { why: 'makes a role that the service takes which it names, with policies of that service that nobody changes or gives to another', places: ['IAM::ServiceLinkedRole'] },
  { why: 'a certificate or a device that somebody signs in with elsewhere', places: ['IAM::ServerCertificate', 'IAM::VirtualMFADevice'] },
];

let byName: ReadonlyMap<string, string> | undefined;
let byPlace: ReadonlyMap<string, string> | undefined;

/**
 * @param type a CloudFormation type
 * @param path a property of it, or nothing for the whole type
 * @returns why it grants nothing, where that was decided
 */
export function reasonAgainst(type: string, path: string): string | undefined {
  byName ??= new Map(NOT_A_GRANT.flatMap(({ why, names }) => (names ?? []).map((name) => [name, why] as const)));
  byPlace ??= new Map(NOT_A_GRANT.flatMap(({ why, places }) => (places ?? []).map((place) => [place, why] as const)));
  const short = type.replace(/^AWS::/, '');
  if (path === '') return byPlace.get(short);
  const name = path.slice(path.lastIndexOf('.') + 1);
  return byPlace.get(`${short} ${path}`) ?? byPlace.get(`${short} *.${name}`) ?? byName.get(name);
}
