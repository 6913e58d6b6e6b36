import 'cdk-cognito-pools/jest';
import { AccessModel } from 'cdk-cognito-pools';
import { photos } from './app.js';

test('users reach no other bucket', () => {
  const access = AccessModel.fromTemplate(photos().synth().getStackByName('Photos').template);
  expect(access.user()).toBeDenied('s3:ListAllMyBuckets', '*');
  expect(access.user()).toBeIsolatedFrom(access.user());
});
