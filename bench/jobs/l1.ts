import { CfnDeletionPolicy } from 'aws-cdk-lib';
import { CfnIdentityPool, CfnIdentityPoolRoleAttachment, CfnUserPool, CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Job } from './job';

const IDENTITY = 'cognito-identity.amazonaws.com';
const OWN = `users/\${${IDENTITY}:sub}/*`;

export const l1: Job = (parent, id, { photos, clicks }) => {
  const scope = new Construct(parent, id);
  const userPool = new CfnUserPool(scope, 'UserPool', {
    usernameAttributes: ['email'],
    autoVerifiedAttributes: ['email'],
    usernameConfiguration: { caseSensitive: false },
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
    accountRecoverySetting: { recoveryMechanisms: [{ name: 'verified_email', priority: 1 }] },
    adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    mfaConfiguration: 'OPTIONAL',
    enabledMfas: ['SOFTWARE_TOKEN_MFA'],
    policies: { passwordPolicy: { minimumLength: 12, requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true } },
    deletionProtection: 'ACTIVE',
  });
  userPool.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
  userPool.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  const client = new CfnUserPoolClient(scope, 'Client', {
    userPoolId: userPool.ref, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    preventUserExistenceErrors: 'ENABLED', enableTokenRevocation: true, supportedIdentityProviders: ['COGNITO'],
  });
  const identityPool = new CfnIdentityPool(scope, 'IdentityPool', {
    allowUnauthenticatedIdentities: false,
    cognitoIdentityProviders: [{ clientId: client.ref, providerName: userPool.attrProviderName, serverSideTokenCheck: true }],
  });
  const role = new CfnRole(scope, 'Role', {
    assumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: IDENTITY },
        Condition: { 'StringEquals': { [`${IDENTITY}:aud`]: identityPool.ref }, 'ForAnyValue:StringLike': { [`${IDENTITY}:amr`]: 'authenticated' } },
      }],
    },
  });
  new CfnPolicy(scope, 'Policy', {
    policyName: 'own', roles: [role.ref], policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], Resource: photos.arnForObjects(OWN) },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: photos.bucketArn, Condition: { StringLike: { 's3:prefix': OWN } } },
        { Effect: 'Allow', Action: ['kinesis:PutRecord', 'kinesis:PutRecords'], Resource: clicks.streamArn },
      ],
    },
  });
  new CfnIdentityPoolRoleAttachment(scope, 'Attachment', { identityPoolId: identityPool.ref, roles: { authenticated: role.attrArn } });
};
