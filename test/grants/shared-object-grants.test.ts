import type { Stack } from 'aws-cdk-lib';
import { App, Stack as CdkStack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, IdentityPoolOnly, OwnObjectGrants, SharedObjectGrants, UserPoolPlusIdentityPool } from '../../lib';
import { findingsOf, openOf } from '../support/proved';
import { stackOf, statementsOf } from '../support/stacks';

const ARN = 'arn:aws:s3:::photos';
const bucketIn = (stack: Stack) => Bucket.fromBucketArn(stack, 'Photos', ARN);

describe('each verb grants no more than its word, below the prefix', () => {
  const objects = (actions: unknown): object => ({ Effect: 'Allow', Action: actions, Resource: `${ARN}/news/*` });
  const listing = { Effect: 'Allow', Action: 's3:ListBucket', Resource: ARN, Condition: { StringLike: { 's3:prefix': 'news/*' } } };
  test.each([
    ['read', [listing, objects('s3:GetObject')]],
    ['write', [objects(['s3:AbortMultipartUpload', 's3:PutObject'])]],
    ['delete', [objects('s3:DeleteObject')]],
    ['list', [listing]],
    ['readWrite', [listing, objects(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'])]],
  ] as const)('%s', (verb, expected) => {
    for (const who of [(stack: Stack) => new IdentityPoolOnly(stack, 'Auth').authenticated, (stack: Stack) => new GuestAccess(stack, 'Guests').principal]) {
      const stack = stackOf('eu-west-1');
      const grant = SharedObjectGrants.fromBucket(bucketIn(stack), { prefix: 'news' })[verb](who(stack));
      expect(grant.success).toBe(true);
      const statements = statementsOf(stack);
      expect(statements).toHaveLength(expected.length);
      expect(statements).toEqual(expect.arrayContaining([...expected]));
    }
  });
});

test('the key of an encrypted bucket is granted through S3 alone, and nothing of it to who deletes', () => {
  const onKey = (verb: 'delete' | 'readWrite') => {
    const stack = stackOf('eu-west-1');
    SharedObjectGrants.fromBucket(new Bucket(stack, 'Bucket', { encryptionKey: new Key(stack, 'Key') }), { prefix: 'news' })[verb](new IdentityPoolOnly(stack, 'Auth').authenticated);
    return statementsOf(stack).filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
  };
  expect(onKey('delete')).toEqual([]);
  expect(onKey('readWrite')).toEqual([expect.objectContaining({
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } },
  })]);
});

test('prefixes are checked as those of own objects are', () => {
  expect(() => SharedObjectGrants.fromBucket(bucketIn(stackOf()), { prefix: 'news/*' })).toThrow("prefix: prefix 'news/*' has a character with a meaning in IAM policies");
});

test('a principal of another app', () => {
  const elsewhere = new IdentityPoolOnly(new CdkStack(new App(), 'Other'), 'Auth').authenticated;
  const shared = SharedObjectGrants.fromBucket(bucketIn(stackOf()), { prefix: 'news' });
  for (const verb of ['read', 'write', 'delete', 'list', 'readWrite'] as const) expect(() => shared[verb](elsewhere)).toThrow('principal-of-another-app: the principal Other/Auth/Authenticated is of another app');
});

describe('beside own folders of the same bucket', () => {
  const app = (news: (photos: Bucket, auth: UserPoolPlusIdentityPool, guests: GuestAccess) => void) => openOf(findingsOf((stack) => {
    const photos = new Bucket(stack, 'Photos', { enforceSSL: true });
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['editors'] });
    auth.addSinglePageAppClient('web');
    OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
    news(photos, auth, new GuestAccess(stack, 'Guests', { identityPool: auth }));
  }));

  test('news are read by all, guests too, and written by editors: all is proved', () => {
    expect(app((photos, auth, guests) => {
      const news = SharedObjectGrants.fromBucket(photos, { prefix: 'news' });
      news.read(auth.authenticated);
      news.read(guests.principal);
      news.readWrite(auth.group('editors'));
      news.delete(auth.group('editors'));
    })).toEqual([]);
  });

  test('grantRead of the bucket lists the folders of users, and is found', () => {
    expect(app((photos, auth) => photos.grantRead(auth.authenticated, 'news/*'))).toEqual(['isolated VIOLATED AuthAuthenticatedPolicy.Statement[2]']);
  });

  test('a shared prefix above or among the own folders is found', () => {
    expect(app((photos, auth) => SharedObjectGrants.fromBucket(photos, { prefix: 'users' }).read(auth.group('editors')))).toEqual([expect.stringMatching(/^isolated VIOLATED/)]);
  });
});
