import type { GrantRow, GrantRows } from './granting-property';

/** A grant to principals in another form than a policy. */
function principal(path: string, services: string, arns?: readonly string[]): GrantRow {
  return { path, kind: 'principal', services, ...(arns && { arns }) };
}

/** One that lets nobody in by itself: the caller's own policies have to allow the request too. */
function half(path: string, services: string): GrantRow {
  return { path, kind: 'principal', services, needsIdentityPolicyToo: true };
}

/** One whose property names accounts, roles or services as the Principal of a policy does. */
function named(property: string, services: string, arns?: readonly string[]): GrantRow {
  return { ...principal('', services, arns), names: property };
}

const SHARED_IN_QUICKSIGHT = [principal('Permissions', 'quicksight')];

/**
 * Where CloudFormation names principals, accounts, groups or permissions outside of a policy document. The path of each stands on
 * the page of its type: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const PRINCIPALS: GrantRows = {
  'ACMPCA::Permission': [named('Principal', 'acm-pca')],
  'AccountAccess::Entitlement': [principal('', '')],
  'ApiGateway::DomainNameAccessAssociation': [principal('', 'execute-api apigateway')],
  'BedrockAgentCore::Policy': [principal('', 'bedrock-agentcore')],
  'CleanRooms::IdMappingTable': [principal('InputReferenceConfig', 'entityresolution')],
  'CleanRooms::IdNamespaceAssociation': [principal('InputReferenceConfig', 'entityresolution')],
  'CodeGuruProfiler::ProfilingGroup': [principal('AgentPermissions', 'codeguru-profiler')],
  'Connect::SecurityProfile': [principal('Permissions', 'connect'), principal('Applications', 'connect'), principal('AllowedAccessControlTags', 'connect'), principal('AllowedAccessControlHierarchyGroupId', 'connect')],
  'DLM::LifecyclePolicy': [principal('PolicyDetails.Schedules[].ShareRules', 'ec2')],
  'DataZone::GroupProfile': [principal('', 'datazone')],
  'DataZone::Owner': [principal('', 'datazone')],
  'DataZone::PolicyGrant': [principal('', 'datazone')],
  'DataZone::Project': [principal('MembershipAssignments', 'datazone')],
  'DataZone::ProjectMembership': [principal('', 'datazone')],
  'DataZone::SubscriptionTarget': [principal('AuthorizedPrincipals', 'datazone')],
  'DataZone::UserProfile': [principal('', 'datazone')],
  'EC2::NetworkInterfacePermission': [principal('', 'ec2')],
  'EC2::VPCEndpointServicePermissions': [named('AllowedPrincipals', 'ec2')],
  'EC2::VerifiedAccessEndpoint': [principal('PolicyDocument', 'ec2')],
  'EC2::VerifiedAccessGroup': [principal('PolicyDocument', 'ec2')],
  'EKS::AccessEntry': [principal('', 'eks')],
  'EMR::StudioSessionMapping': [principal('', 'elasticmapreduce')],
  'ElastiCache::User': [half('', 'elasticache')],
  'ElastiCache::UserGroup': [half('', 'elasticache')],
  'EntityResolution::PolicyStatement': [named('Principal', 'entityresolution')],
  'Events::EventBusPolicy': [principal('', 'events')],
  'GlobalAccelerator::CrossAccountAttachment': [principal('', 'globalaccelerator')],
  'Glue::Catalog': [principal('CreateDatabaseDefaultPermissions', 'glue lakeformation'), principal('CreateTableDefaultPermissions', 'glue lakeformation')],
  'Glue::Database': [principal('DatabaseInput.CreateTableDefaultPermissions', 'glue lakeformation')],
  'ImageBuilder::DistributionConfiguration': [
    principal('Distributions[].AmiDistributionConfiguration.LaunchPermissionConfiguration', 'ec2'), principal('Distributions[].AmiDistributionConfiguration.TargetAccountIds', 'ec2'),
  ],
  // https://docs.aws.amazon.com/iot/latest/developerguide/cognito-identities.html: signed-in identities need the role and a policy
  'IoT::Policy': [half('', 'iot')],
  'IoT::PolicyPrincipalAttachment': [half('', 'iot')],
  'IoT::ThingPrincipalAttachment': [half('', 'iot')],
  'IoTSiteWise::AccessPolicy': [principal('', 'iotsitewise')],
  // https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-fine-grained.html: permissions of both kinds are needed
  'LakeFormation::DataLakeSettings': [half('', 'lakeformation glue')],
  'LakeFormation::Permissions': [half('', 'lakeformation glue')],
  'LakeFormation::PrincipalPermissions': [half('', 'lakeformation glue')],
  'LakeFormation::TagAssociation': [half('', 'lakeformation glue')],
  'Lambda::LayerVersionPermission': [named('Principal', 'lambda', ['arn:*:lambda:*:*:layer:*'])],
  'Lambda::Permission': [principal('', 'lambda', ['arn:*:lambda:*:*:function:*'])],
  'LicenseManager::Grant': [principal('', 'license-manager')],
  'Lightsail::Bucket': [principal('ReadOnlyAccessAccounts', 'lightsail'), principal('ResourcesReceivingAccess', 'lightsail')],
  'Logs::Integration': [principal('ResourceConfig.OpenSearchResourceConfig.DashboardViewerPrincipals', 'aoss opensearch')],
  'MemoryDB::ACL': [half('', 'memorydb')],
  'MemoryDB::User': [half('', 'memorydb')],
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html: aoss:APIAccessAll is needed too
  'OpenSearchServerless::AccessPolicy': [half('', 'aoss')],
  'OpenSearchServerless::SecurityConfig': [half('', 'aoss')],
  'PCAConnectorAD::TemplateGroupAccessControlEntry': [principal('', 'pca-connector-ad')],
  'QBusiness::DataAccessor': [principal('', 'qbusiness')],
  'QBusiness::Permission': [named('Principal', 'qbusiness')],
  'QuickSight::ActionConnector': SHARED_IN_QUICKSIGHT,
  'QuickSight::Agent': [principal('', 'quicksight')],
  'QuickSight::Analysis': SHARED_IN_QUICKSIGHT,
  'QuickSight::Assignment': [principal('', '')],
  'QuickSight::CustomPermissions': [principal('', 'quicksight')],
  'QuickSight::Dashboard': [principal('Permissions', 'quicksight'), principal('LinkSharingConfiguration', 'quicksight'), principal('LinkEntities', 'quicksight')],
  'QuickSight::DataSet': [
    principal('Permissions', 'quicksight'), principal('ColumnLevelPermissionRules', 'quicksight'), principal('RowLevelPermissionDataSet', 'quicksight'),
    principal('RowLevelPermissionTagConfiguration', 'quicksight'), principal('SemanticModelConfiguration', 'quicksight'),
  ],
  'QuickSight::DataSource': SHARED_IN_QUICKSIGHT,
  'QuickSight::Flow': SHARED_IN_QUICKSIGHT,
  'QuickSight::Folder': SHARED_IN_QUICKSIGHT,
  'QuickSight::Group': [principal('', 'quicksight')],
  'QuickSight::KnowledgeBase': SHARED_IN_QUICKSIGHT,
  'QuickSight::Space': SHARED_IN_QUICKSIGHT,
  'QuickSight::Template': SHARED_IN_QUICKSIGHT,
  'QuickSight::Theme': SHARED_IN_QUICKSIGHT,
  'QuickSight::TopicV2': SHARED_IN_QUICKSIGHT,
  // What a share gives depends on what is shared, so it concerns every service.
  'RAM::Permission': [principal('', '')],
  'RAM::PermissionAssociation': [principal('', '')],
  'RAM::PrincipalAssociation': [principal('', '')],
  'RAM::ResourceAssociation': [principal('', '')],
  'RAM::ResourceShare': [principal('', '')],
  'RAM::SourceAssociation': [principal('', '')],
  'Redshift::EndpointAuthorization': [principal('', 'redshift')],
  'RefactorSpaces::Application': [principal('', 'execute-api')],
  'RefactorSpaces::Environment': [principal('', 'refactor-spaces ec2')],
  'RefactorSpaces::Route': [principal('', 'execute-api lambda')],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants.html: s3:GetDataAccess is needed too
  'S3::AccessGrant': [half('', 's3')],
  'S3::AccessGrantsInstance': [half('', 's3')],
  'S3::AccessGrantsLocation': [half('', 's3')],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
  'S3::Bucket': [principal('AccessControl', 's3', ['arn:*:s3:::*'])],
  'SSO::ApplicationAssignment': [principal('', 'sso')],
  'SSO::Assignment': [principal('', '')],
  'SecurityLake::Subscriber': [principal('', 'securitylake s3 lakeformation')],
  'Serverless::Connector': [principal('', '')],
  'ServiceCatalog::PortfolioPrincipalAssociation': [principal('', 'servicecatalog')],
  'ServiceCatalog::PortfolioShare': [principal('', 'servicecatalog')],
  'Shield::DRTAccess': [principal('', 's3 shield')],
  'Signer::ProfilePermission': [named('Principal', 'signer')],
  'VerifiedPermissions::Policy': [principal('', 'verifiedpermissions')],
  'VerifiedPermissions::PolicyStore': [principal('', 'verifiedpermissions')],
  'VerifiedPermissions::PolicyTemplate': [principal('', 'verifiedpermissions')],
};
