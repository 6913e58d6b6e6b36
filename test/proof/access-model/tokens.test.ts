import { App, Fn, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessModel, OwnObjectGrants, UserPoolPlusIdentityPool } from '../../../lib';

function setUp() {
  const app = new App();
  const photos = new Bucket(new Stack(app, 'Data'), 'Photos');
  const stack = new Stack(app, 'Stack');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).read(auth.authenticated);
  return { user: AccessModel.fromStack(stack).user(), photos };
}

test('what constructs say is understood, from other stacks too', () => {
  const { user, photos } = setUp();
  expect(user.can('s3:GetObject', photos.arnForObjects('users/${cognito-identity.amazonaws.com:sub}/a.jpg')).verdict).toBe('ALLOWED');
  expect(user.can('s3:GetObject', `${photos.bucketArn}/users/eu-west-1:0000/a.jpg`).verdict).toBe('DENIED');
  expect(user.can('s3:GetObject', Fn.join('/', [photos.bucketArn, 'users', '${cognito-identity.amazonaws.com:sub}', 'a.jpg'])).verdict).toBe('ALLOWED');
});

test('what only the deployment can work out is refused', () => {
  const { user, photos } = setUp();
  expect(() => user.can('s3:GetObject', Fn.select(0, Fn.split('/', photos.bucketArn)))).toThrow(
    /^bad-resource: \{"Fn::Select":\[0,.*\} is more than a reference; write the logical id in \$\{\} instead, such as '\$\{Photos\.Arn\}\/a\.jpg'$/);
});
