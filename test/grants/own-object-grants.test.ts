import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, IdentityPoolOnly, IdentityPoolProvider, Owner, OwnObjectGrants, TokenClaim } from '../../lib';
import { intentOf, resourcesOf, stackOf, statementsOf, Template } from '../support/stacks';

const SUB = '${cognito-identity.amazonaws.com:sub}';
const ARN = 'arn:aws:s3:::photos';

function given(region?: string) {
  const stack = stackOf(region);
  const auth = new IdentityPoolOnly(stack, 'Auth');
  return { stack, auth, users: auth.authenticated, own: OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Photos', ARN), { prefix: 'users' }) };
}

describe('each verb grants no more than its word', () => {
  const objects = (actions: unknown): object => ({ Effect: 'Allow', Action: actions, Resource: `${ARN}/users/${SUB}/*` });
  const listing = { Effect: 'Allow', Action: 's3:ListBucket', Resource: ARN, Condition: { StringLike: { 's3:prefix': `users/${SUB}/*` } } };
  test.each([
    ['read', [listing, objects('s3:GetObject')]],
    ['write', [objects(['s3:AbortMultipartUpload', 's3:PutObject'])]],
    ['delete', [objects('s3:DeleteObject')]],
    ['list', [listing]],
    ['readWrite', [listing, objects(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'])]],
  ] as const)('%s', (verb, expected) => {
    const { stack, own, users } = given();
    const grant = own[verb](users);
    expect(grant.success).toBe(true);
    const statements = statementsOf(stack);
    expect(statements).toHaveLength(expected.length);
    expect(statements).toEqual(expect.arrayContaining([...expected]));
  });

  test('readAll', () => {
    const { stack, own, users, auth } = given();
    const guests = new GuestAccess(stack, 'Guests', { identityPool: auth });
    own.write(users);
    own.readAll(guests.principal);
    expect(statementsOf(stack, 'Guests')).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `${ARN}/users/*` },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: ARN, Condition: { StringLike: { 's3:prefix': 'users/*' } } },
    ]));
  });
});

test('each bucket, prefix and owner has a promise of its own', () => {
  const { stack, auth, own, users } = given();
  auth.addProvider(IdentityPoolProvider.google('a'), { sessionTags: { tenantId: TokenClaim.named('hd') } });
  const [bucket, other] = [Bucket.fromBucketArn(stack, 'Same', ARN), Bucket.fromBucketArn(stack, 'Other', `${ARN}-2`)];
  const more = [OwnObjectGrants.fromBucket(other, { prefix: 'users' }), OwnObjectGrants.fromBucket(bucket, { prefix: 'drafts' }), OwnObjectGrants.fromBucket(bucket, { prefix: 'users', owner: Owner.sessionTag('tenantId') })];
  for (const grants of [own, ...more]) grants.list(users);
  const isolated = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).flatMap((policy) => intentOf(policy).isolated as { title: string; slices: { resource: string }[] }[]);
  expect(isolated.map(({ title, slices: [{ resource }] }) => [title, resource])).toEqual([
    ['users reach only their own objects', `${ARN}/users/\${owner}/*`],
    ['users reach only their own objects', `${ARN}-2/users/\${owner}/*`],
    ['users reach only their own objects', `${ARN}/drafts/\${owner}/*`],
    ['users of different tenantId reach only their own objects', `${ARN}/users/\${owner}/*`],
  ]);
});

describe('any reference to a bucket will do', () => {
  const makes: [string, (stack: Stack) => IBucketRef][] = [
    ['L2', (stack) => new Bucket(stack, 'Bucket')],
    ['L1', (stack) => new CfnBucket(stack, 'Bucket')],
    ['imported', (stack) => Bucket.fromBucketName(stack, 'Bucket', 'photos')],
    ['of another Region', (stack) => Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'photos', region: 'ap-south-1' })],
  ];
  test.each(makes)('%s', (_kind, make) => {
    const stack = stackOf();
    OwnObjectGrants.fromBucket(make(stack), { prefix: 'users' }).write(new IdentityPoolOnly(stack, 'Auth').authenticated);
    const [{ Resource }] = statementsOf(stack);
    expect(JSON.stringify(Resource)).toContain(`/users/${SUB}/*`);
  });

  test('its own grants take the principal as well', () => {
    const { stack, users } = given();
    new Bucket(stack, 'Public').grantRead(users, 'news/*');
    expect(statementsOf(stack)).toEqual([expect.objectContaining({ Action: ['s3:GetBucket*', 's3:GetObject*', 's3:List*'] })]);
  });
});

describe('the key of an encrypted bucket', () => {
  test.each([
    ['L2', (stack: Stack, key: Key): IBucketRef => new Bucket(stack, 'Bucket', { encryptionKey: key })],
    ['imported', (stack: Stack, key: Key): IBucketRef => Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'photos', encryptionKey: key })],
    ['L1', (stack: Stack, key: Key): IBucketRef => new CfnBucket(stack, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn } }] },
    })],
  ])('%s: is granted through S3 alone', (_kind, make) => {
    const stack = stackOf();
    OwnObjectGrants.fromBucket(make(stack, new Key(stack, 'Key')), { prefix: 'users' }).readWrite(new IdentityPoolOnly(stack, 'Auth').authenticated);
    const onKey = statementsOf(stack).filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    expect(onKey).not.toHaveLength(0);
    for (const { Condition, Resource } of onKey) {
      expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } } });
      expect(Resource).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Key'), 'Arn'] });
    }
    expect(onKey.flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey']));
  });

  test('of another Region is reached through the S3 of that Region', () => {
    const stack = stackOf('eu-west-1');
    const key = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:ap-south-1:111122223333:key/k');
    const bucket = Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'photos', region: 'ap-south-1', encryptionKey: key });
    OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).write(new IdentityPoolOnly(stack, 'Auth').authenticated);
    const [{ Condition }] = statementsOf(stack).filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.ap-south-1.', { Ref: 'AWS::URLSuffix' }]] } } });
  });

  test('that Amazon S3 manages needs no grant', () => {
    const stack = stackOf();
    OwnObjectGrants.fromBucket(new Bucket(stack, 'Bucket', { encryption: BucketEncryption.S3_MANAGED }), { prefix: 'users' })
      .readWrite(new IdentityPoolOnly(stack, 'Auth').authenticated);
    expect(JSON.stringify(statementsOf(stack))).not.toContain('kms:');
  });
});

describe('a prefix that could grant more than it says is refused', () => {
  test.each([
    ['', 'is empty'],
    ['*', 'has a character with a meaning in IAM policies (*, ? or ${)'],
    ['users?', 'has a character with a meaning in IAM policies (*, ? or ${)'],
    ['${aws:userid}', 'has a character with a meaning in IAM policies (*, ? or ${)'],
    ['/users', 'begins with a slash'],
    ['users/', 'ends with a slash'],
    ['app//users', 'has a doubled slash'],
    ['app/../users', "has '.' or '..' as a segment"],
    ['./users', "has '.' or '..' as a segment"],
    ['users\n', 'has a character that is not safe in an S3 key'],
    ['users"', 'has a character that is not safe in an S3 key'],
  ])('%j', (prefix, wrong) => {
    const stack = stackOf();
    const bucket = Bucket.fromBucketArn(stack, 'Photos', ARN);
    expect(() => OwnObjectGrants.fromBucket(bucket, { prefix })).toThrow(
      `prefix: prefix '${JSON.stringify(prefix).slice(1, -1)}' ${wrong}; write it as path segments in plain characters, such as 'users' or 'app/photos': the slash before the owner is added [at Stack/Photos]`);
  });

  test.each([['a parameter', (stack: Stack) => new CfnParameter(stack, 'Prefix').valueAsString], ['a pseudo parameter', () => Aws.ACCOUNT_ID]])('%s, which nobody knows at synth', (_kind, token) => {
    const stack = stackOf();
    const prefix = token(stack);
    expect(() => OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Photos', ARN), { prefix })).toThrow(
      "literal-required: 'prefix' is a token (a value known only at deploy time); write 'prefix' as a literal string: it becomes part of names and policies that are checked at synth [at Stack/Photos]");
  });

  test.each(['users', 'app/photos', 'a b', 'Bilder-ä', 'v1.0', 'us$er'])('but not %j', (prefix) => {
    expect(() => OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stackOf(), 'Photos', ARN), { prefix })).not.toThrow();
  });
});

describe('a principal that cannot be meant is refused', () => {
  test('one of another app', () => {
    const { own } = given();
    const other = new IdentityPoolOnly(new Stack(new App(), 'Other'), 'Auth');
    expect(() => own.read(other.authenticated)).toThrow(
      'principal-of-another-app: the principal Other/Auth/Authenticated is of another app than the resource; grant within one app; across apps, share the role ARN and grant there [at Stack/Photos]');
    expect(() => own.readAll(other.authenticated)).toThrow('principal-of-another-app');
  });

  test('an exception for users of a pool in which nobody owns anything', () => {
    const { stack, own, users } = given();
    own.write(users);
    own.readAll(new IdentityPoolOnly(stack, 'Staff').authenticated);
    expect(() => Template.fromStack(stack)).toThrow(
      "exception-without-promise: authenticated may reach what belongs to others under 'users', but nobody of their identity pool owns anything there; "
      + 'grant the own things to users of the same pool with this facade, or grant all with the grants of the resource itself [at Stack/Staff/Authenticated]');
  });

  test.each([[false, undefined], [true, undefined], [false, 'photos-of-the-shop']])('a bucket in another Region: references carried there %s, named %s', (crossRegionReferences, bucketName) => {
    const app = new App();
    const [here, there] = ['eu-west-1', 'us-east-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region }, crossRegionReferences }));
    const own = OwnObjectGrants.fromBucket(new Bucket(there, 'Photos', { bucketName }), { prefix: 'users' });
    const grant = () => own.read(new IdentityPoolOnly(here, 'Auth', { providers: [IdentityPoolProvider.google('1-a.apps.googleusercontent.com')] }).authenticated);
    if (crossRegionReferences || bucketName !== undefined) {
      grant();
      expect(() => app.synth()).not.toThrow();
    } else {
      expect(grant).toThrow("another-region: us-east-1/Photos is in us-east-1, the users of the identity pool get roles in eu-west-1, where its generated name is not known; give it a name, or 'crossRegionReferences: true' to both stacks [at us-east-1/Photos]");
    }
  });

  test.each([true, false])('a bucket in another Region, where references are carried to one of the two stacks alone: %s', (toIts) => {
    const app = new App();
    const [here, there] = [['eu-west-1', !toIts], ['us-east-1', toIts]].map(([region, crossRegionReferences]) => new Stack(app, region as string, { env: { account: '111122223333', region: region as string }, crossRegionReferences: crossRegionReferences as boolean }));
    const own = OwnObjectGrants.fromBucket(new Bucket(there, 'Photos'), { prefix: 'users' });
    expect(() => own.read(new IdentityPoolOnly(here, 'Auth').authenticated)).toThrow('another-region: us-east-1/Photos is in us-east-1');
  });

  test('somebody in another account than the bucket, who needs the policy of a bucket that is not here', () => {
    const stack = stackOf('eu-west-1');
    const elsewhere = Bucket.fromBucketAttributes(stack, 'Photos', { bucketArn: ARN, account: '999999999999' });
    expect(() => OwnObjectGrants.fromBucket(elsewhere, { prefix: 'users' }).read(new IdentityPoolOnly(stack, 'Auth').authenticated)).toThrow(
      'resource-in-another-account: Stack/Photos is in account 999999999999, the users of the identity pool get roles in 111122223333; '
      + 'keep what they reach in the account of the pool: the resource policy over there cannot be written from here [at Stack/Photos]');
  });
});
