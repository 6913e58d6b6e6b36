import 'cdk-cognito-pools/jest';
import { AccessModel } from 'cdk-cognito-pools';
import { photos } from './app';

test('guests reach nothing', () => {
  const access = AccessModel.fromTemplate(photos({}).synth().getStackByName('Photos').template);
  expect(access.guest()).toBeDenied('s3:ListAllMyBuckets', '*');
  expect(access.guest()).not.toBeAllowed('kinesis:PutRecord', 'arn:aws:kinesis:eu-west-1:111122223333:stream/other');
});
