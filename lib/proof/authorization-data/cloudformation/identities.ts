import type { GrantRow, GrantRows } from './granting-property';

/** It decides who somebody is, and which role or claims they get. */
function identity(path: string, services: string): GrantRow {
  return { path, kind: 'identity', services };
}

/** What it adds stands in another template, or is up to code. */
const OPAQUE: readonly GrantRow[] = [{ path: '', kind: 'opaque', services: '' }];

/** Identity providers and their people, and what brings resources that are not in the template. */
export const IDENTITIES: GrantRows = {
  // https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html, attributes-for-access-control.html
  'Cognito::IdentityPool': [identity('', 'cognito-identity sts')],
  'Cognito::IdentityPoolPrincipalTag': [identity('', 'cognito-identity sts')],
  'Cognito::IdentityPoolRoleAttachment': [identity('', 'cognito-identity sts')],
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html: triggers, clients, providers, groups, users
  'Cognito::UserPool': [identity('', 'cognito-idp')],
  'Cognito::UserPoolClient': [identity('', 'cognito-idp')],
  'Cognito::UserPoolDomain': [identity('', 'cognito-idp')],
  'Cognito::UserPoolGroup': [identity('', 'cognito-idp')],
  'Cognito::UserPoolIdentityProvider': [identity('', 'cognito-idp')],
  'Cognito::UserPoolRegionalConfigurationAttachment': [identity('', 'cognito-idp')],
  'Cognito::UserPoolReplica': [identity('', 'cognito-idp')],
  'Cognito::UserPoolResourceServer': [identity('', 'cognito-idp')],
  'Cognito::UserPoolUser': [identity('', 'cognito-idp')],
  'Cognito::UserPoolUserToGroupAttachment': [identity('', 'cognito-idp')],
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cognito-auth.html: the service makes an app client of the pool
  'Elasticsearch::Domain': [identity('CognitoOptions', 'cognito-idp es')],
  'OpenSearchService::Domain': [identity('CognitoOptions', 'cognito-idp es'), identity('IdentityCenterOptions', 'es')],
  // https://docs.aws.amazon.com/sagemaker/latest/dg/sms-workforce-private-use-cognito.html
  'SageMaker::Workforce': [identity('', 'cognito-idp sagemaker')],
  'SageMaker::Workteam': [identity('', 'cognito-idp sagemaker')],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html, https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html
  'IAM::OIDCProvider': [identity('', 'sts')],
  'IAM::SAMLProvider': [identity('', 'sts')],
  'RolesAnywhere::CRL': [identity('', 'sts')],
  'RolesAnywhere::Profile': [identity('', 'sts')],
  'RolesAnywhere::TrustAnchor': [identity('', 'sts')],
  'EKS::IdentityProviderConfig': [identity('', 'eks')],
  'IdentityStore::Group': [identity('', '')],
  'IdentityStore::GroupMembership': [identity('', '')],
  'IdentityStore::User': [identity('', '')],
  'SSO::InstanceAccessControlAttributeConfiguration': [identity('', 'sts')],
  'VerifiedPermissions::IdentitySource': [identity('', 'verifiedpermissions')],
  // https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html, custom-authentication.html, provision-template.html
  'IoT::Authorizer': [identity('', 'iot')],
  'IoT::CACertificate': [identity('', 'iot')],
  'IoT::DomainConfiguration': [identity('', 'iot')],
  'IoT::ProvisioningTemplate': [identity('', 'iot')],
  'IoT::RoleAlias': [identity('', 'sts')],
  // https://docs.aws.amazon.com/transfer/latest/userguide/custom-idp-intro.html: the identity provider says which role its people have
  'Transfer::Server': [identity('IdentityProviderType', 's3 elasticfilesystem'), identity('IdentityProviderDetails', 's3 elasticfilesystem')],
  'Transfer::WebApp': [identity('IdentityProviderDetails', 's3')],
  'BedrockAgentCore::ConsentPortal': [identity('', 'bedrock-agentcore')],
  'AccountAccess::Application': [identity('', '')],
  'HealthLake::FHIRDatastore': [identity('IdentityProviderConfiguration', 'healthlake')],
  'Kendra::Index': [identity('UserContextPolicy', 'kendra'), identity('UserTokenConfigurations', 'kendra')],
  'Connect::User': [identity('', 'connect')],

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html, template-custom-resources.html, template-macros.html
  'CloudFormation::ChangeSet': OPAQUE,
  'CloudFormation::CustomResource': OPAQUE,
  'CloudFormation::ModuleDefaultVersion': OPAQUE,
  'CloudFormation::ModuleVersion': OPAQUE,
  'CloudFormation::Stack': OPAQUE,
  'CloudFormation::StackSet': OPAQUE,
  'Config::ConformancePack': OPAQUE,
  'Config::OrganizationConformancePack': OPAQUE,
  'LaunchWizard::Deployment': OPAQUE,
  'SageMaker::Project': OPAQUE,
  'Serverless::Application': OPAQUE,
  'ServiceCatalog::CloudFormationProvisionedProduct': OPAQUE,
};
