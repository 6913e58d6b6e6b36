import { CfnUserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, IdentityPoolProviderUrl, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Effect, PolicyDocument, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { CustomAttribute, Owner, OwnObjectGrants, TokenClaim, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';

/** The same job by different means: users of each tenant read, write and list the documents of their tenant. */
export type TenantsJob = (scope: Construct, documents: IBucket, tenants: number) => void;

/** The tenant comes with the session, so the stack has no list of tenants: the number makes no difference, which is what is measured. */
export const sessionTag: TenantsJob = (scope, documents) => {
  const auth = new UserPoolPlusIdentityPool(scope, 'Auth', {
    customAttributes: { tenantId: CustomAttribute.string({ maxLength: 64 }) },
    sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') },
  });
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(documents, { prefix: 'tenants', owner: Owner.sessionTag('tenantId') }).readWrite(auth.authenticated);
};

/** A group and a role for each tenant, as the L2 has it. */
export const rolePerTenant: TenantsJob = (scope, documents, tenants) => {
  const userPool = new UserPool(scope, 'Users');
  const userPoolClient = userPool.addClient('web');
  const identityPool = new IdentityPool(scope, 'IdentityPool', {
    authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient })] },
    roleMappings: [{ providerUrl: IdentityPoolProviderUrl.userPool(userPool, userPoolClient), mappingKey: 'users', useToken: true }],
  });
  const assumedBy = new WebIdentityPrincipal('cognito-identity.amazonaws.com', {
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': identityPool.identityPoolId },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  });
  for (let tenant = 0; tenant < tenants; tenant++) {
    const folder = `tenants/tenant${tenant}/*`;
    const own = new PolicyDocument({
      statements: [
        new PolicyStatement({ effect: Effect.ALLOW, actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], resources: [documents.arnForObjects(folder)] }),
        new PolicyStatement({ effect: Effect.ALLOW, actions: ['s3:ListBucket'], resources: [documents.bucketArn], conditions: { StringLike: { 's3:prefix': folder } } }),
      ],
    });
    const role = new Role(scope, `Tenant${tenant}Role`, { assumedBy, inlinePolicies: { own } });
    new CfnUserPoolGroup(scope, `Tenant${tenant}`, { userPoolId: userPool.userPoolId, groupName: `tenant${tenant}`, roleArn: role.roleArn });
  }
};
