import { RemovalPolicy } from 'aws-cdk-lib';
import { Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Job } from './job';

const OWN = 'users/${cognito-identity.amazonaws.com:sub}/*';

export const l2: Job = (parent, id, { photos, clicks }) => {
  const scope = new Construct(parent, id);
  const userPool = new UserPool(scope, 'UserPool', {
    signInAliases: { email: true },
    signInCaseSensitive: false,
    keepOriginal: { email: true },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true },
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });
  const userPoolClient = userPool.addClient('web', {
    authFlows: { userSrp: true }, disableOAuth: true, preventUserExistenceErrors: true, enableTokenRevocation: true,
  });
  const identityPool = new IdentityPool(scope, 'IdentityPool', {
    authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient })] },
  });
  const role = identityPool.authenticatedRole;
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], resources: [photos.arnForObjects(OWN)] }));
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [photos.bucketArn], conditions: { StringLike: { 's3:prefix': OWN } } }));
  clicks.grant(role, 'kinesis:PutRecord', 'kinesis:PutRecords');
};
