import type { EdgeGroup } from './edge-group';

/** Changes of who may use a resource that AWS calls writing, beside all that it calls permissions management. */
export const RESOURCE_POLICY_EDGES: readonly EdgeGroup[] = [
  {
    edge: 'resource-policy', gains: 'resource', why: 'changes the policy of a resource, a grant or an access list',
    actions: [
      'aoss:CreateAccessPolicy UpdateAccessPolicy DeleteAccessPolicy CreateSecurityPolicy UpdateSecurityPolicy DeleteSecurityPolicy CreateSecurityConfig UpdateSecurityConfig',
      'es:CreateDomain UpdateDomainConfig AuthorizeVpcEndpointAccess', 'ram:CreateResourceShare AssociateResourceShare UpdateResourceShare AssociateResourceSharePermission',
      // https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html, https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
      'sns:PutDataProtectionPolicy', 'logs:PutDataProtectionPolicy DeleteDataProtectionPolicy PutDestinationPolicy PutDeliveryDestinationPolicy DeleteDeliveryDestinationPolicy',
      'rekognition:PutProjectPolicy DeleteProjectPolicy', 'ses:UpdateReputationEntityPolicy', 'eks:DisassociateAccessPolicy DeleteAccessEntry', 'iot:CreateDomainConfiguration UpdateDomainConfiguration',
      'apigateway:CreatePortalProduct UpdatePortalProduct', 'codestar:AssociateTeamMember UpdateTeamMember', 'cloud9:UpdateEnvironment', 's3:PutBucketAbac UpdateObjectEncryption', 'lambda:PassCapacityProvider PassNetworkConnector',
    ],
  },
  {
    edge: 'resource-policy', gains: 'resource', why: 'lifts a limit on requests from outside',
    actions: [
      's3:PutBucketCORS PutBucketVersioning PutEncryptionConfiguration DeleteBucket', 'appsync:AssociateWebACL DisassociateWebACL', 'wafv2:AssociateWebACL DisassociateWebACL UpdateWebACL DeleteWebACL UpdateIPSet UpdateRuleGroup',
      'ec2:ModifyVpcEndpoint DeleteVpcEndpoints CreateVpcEndpoint AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress',
      'organizations:AttachPolicy DetachPolicy UpdatePolicy DeletePolicy MoveAccount RemoveAccountFromOrganization LeaveOrganization DisablePolicyType', 'cloudfront:DeleteDistribution',
    ],
  },
];
