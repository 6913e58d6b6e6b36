import type { GrantRow, GrantRows } from './granting-property';

/** A way in without credentials of AWS. */
function door(path: string, services: string): GrantRow {
  return { path, kind: 'public-door', services };
}

/** It only takes away. */
function limit(path: string, services: string, arns?: readonly string[]): GrantRow {
  return { path, kind: 'limit', services, ...(arns && { arns }) };
}

/** Where requests come in without IAM, and what limits requests that IAM lets in. */
export const DOORS_AND_LIMITS: GrantRows = {
  'AgentRegistry::Registry': [door('AuthorizerType', 'agent-registry'), door('DiscoveryConfiguration', 'agent-registry')],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
  'ApiGateway::Method': [door('AuthorizationType', 'execute-api')],
  'ApiGatewayV2::Api': [door('Body', 'execute-api'), door('BodyS3Location', 'execute-api'), door('Target', 'execute-api'), door('RouteKey', 'execute-api')],
  'ApiGatewayV2::ApiGatewayManagedOverrides': [door('Route', 'execute-api')],
  'ApiGatewayV2::PortalProduct': [door('', 'apigateway')],
  'ApiGatewayV2::Route': [door('AuthorizationType', 'execute-api')],
  // https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html, https://docs.aws.amazon.com/appsync/latest/eventapi/configure-event-api-auth.html
  'AppSync::Api': [door('EventConfig', 'appsync')],
  'AppSync::ApiKey': [door('', 'appsync')],
  'AppSync::ChannelNamespace': [door('SubscribeAuthModes', 'appsync'), door('PublishAuthModes', 'appsync')],
  'AppSync::GraphQLApi': [door('AuthenticationType', 'appsync'), door('AdditionalAuthenticationProviders', 'appsync')],
  'BedrockAgentCore::Gateway': [door('AuthorizerType', 'bedrock-agentcore'), door('AuthorizerConfiguration', 'bedrock-agentcore')],
  'BedrockAgentCore::Harness': [door('AuthorizerConfiguration', 'bedrock-agentcore')],
  'BedrockAgentCore::PaymentManager': [door('AuthorizerType', 'bedrock-agentcore'), door('AuthorizerConfiguration', 'bedrock-agentcore')],
  'BedrockAgentCore::Runtime': [door('AuthorizerConfiguration', 'bedrock-agentcore')],
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-origin.html: whoever asks
  // the distribution reads what its origin access control may read, unless its behaviours trust key groups or signers
  'CloudFront::Distribution': [door('DistributionConfig', 's3 lambda mediapackagev2 mediastore execute-api')],
  'CloudFront::DistributionTenant': [door('', 's3 lambda mediapackagev2 mediastore execute-api')],
  'CloudFront::StreamingDistribution': [door('StreamingDistributionConfig', 's3')],
  // https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html
  'CodeBuild::Project': [door('Visibility', 'codebuild')],
  'Elasticsearch::Domain': [door('AdvancedSecurityOptions', 'es')],
  'IVS::Channel': [door('Authorized', 'ivs')],
  // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  'Lambda::Url': [door('AuthType', 'lambda')],
  // https://docs.aws.amazon.com/location/latest/developerguide/using-apikeys.html
  'Location::APIKey': [door('', 'geo geo-maps geo-places geo-routes')],
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html, serverless-network.html
  'OpenSearchService::Domain': [door('AdvancedSecurityOptions', 'es')],
  'OpenSearchServerless::SecurityPolicy': [door('', 'aoss')],
  'Serverless::Api': [door('', 'execute-api lambda')],
  'Serverless::Function': [door('FunctionUrlConfig', 'lambda'), door('Events', 'execute-api lambda'), limit('PermissionsBoundary', '')],
  'Serverless::GraphQLApi': [door('', 'appsync lambda')],
  'Serverless::HttpApi': [door('', 'execute-api lambda')],
  'Serverless::StateMachine': [door('Events', 'execute-api states'), limit('PermissionsBoundaries', '')],
  'Serverless::WebFunction': [door('', 'lambda')],
  'Serverless::WebSocketApi': [door('', 'execute-api lambda')],
  'Lambda::WebFunction': [door('', 'lambda')],
  'Lambda::WebFunctionEndpoint': [door('', 'lambda')],
  'VpcLattice::Service': [door('AuthType', 'vpc-lattice-svcs')],
  'VpcLattice::ServiceNetwork': [door('AuthType', 'vpc-lattice-svcs')],

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
  'S3::AccessPoint': [limit('PublicAccessBlockConfiguration', 's3')],
  'S3::Bucket': [limit('PublicAccessBlockConfiguration', 's3', ['arn:*:s3:::*']), limit('OwnershipControls', 's3', ['arn:*:s3:::*'])],
  'S3::MultiRegionAccessPoint': [limit('PublicAccessBlockConfiguration', 's3')],
  'S3Express::AccessPoint': [limit('PublicAccessBlockConfiguration', 's3express'), limit('Scope', 's3express')],
  'SecretsManager::ResourcePolicy': [limit('BlockPublicPolicy', 'secretsmanager')],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html: boundaries, session policies and policies of organizations
  'IAM::Role': [limit('PermissionsBoundary', '')],
  'IAM::User': [limit('PermissionsBoundary', '')],
  'SSO::PermissionSet': [limit('PermissionsBoundary', '')],
  'EKS::PodIdentityAssociation': [limit('Policy', '')],
  'Transfer::User': [limit('Policy', 's3 elasticfilesystem')],
  'Organizations::Policy': [limit('', '')],
  'Chatbot::MicrosoftTeamsChannelConfiguration': [limit('GuardrailPolicies', '')],
  'Chatbot::SlackChannelConfiguration': [limit('GuardrailPolicies', '')],
  'EC2::SnapshotBlockPublicAccess': [limit('', 'ec2')],
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  'EC2::VPCEndpoint': [limit('PolicyDocument', '')],
  'ODB::OdbNetwork': [limit('KmsPolicyDocument', 'kms'), limit('S3PolicyDocument', 's3'), limit('StsPolicyDocument', 'sts')],
  'Transfer::WebApp': [limit('WebAppEndpointPolicy', '')],
  'WAFv2::WebACLAssociation': [limit('', '')],
  'WAFRegional::WebACLAssociation': [limit('', '')],
};
