import { AmplifyAuth } from '@aws-amplify/auth-construct';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Job } from './job';

/** By default its outputs have fixed names, and a second copy in the stack fails. */
const outputStorageStrategy = { addBackendOutputEntry: () => undefined, appendToBackendOutputList: () => undefined };
const OWN = 'users/${cognito-identity.amazonaws.com:sub}/*';

export const amplify: Job = (scope, id, { photos, clicks }) => {
  const auth = new AmplifyAuth(scope, id, { loginWith: { email: true }, multifactor: { mode: 'OPTIONAL', totp: true }, outputStorageStrategy });
  const role = auth.resources.authenticatedUserIamRole;
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], resources: [photos.arnForObjects(OWN)] }));
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [photos.bucketArn], conditions: { StringLike: { 's3:prefix': OWN } } }));
  clicks.grant(role, 'kinesis:PutRecord', 'kinesis:PutRecords');
};
