import { OwnObjectGrants, RecordGrants, UserPoolPlusIdentityPool } from 'cdk-cognito-pools';
import type { Job } from './job';

export const ours: Job = (scope, id, { photos, clicks }) => {
  const auth = new UserPoolPlusIdentityPool(scope, id);
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
  RecordGrants.fromStream(clicks).put(auth.authenticated);
};
