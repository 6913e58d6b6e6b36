import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Annotations as CdkAnnotations } from 'aws-cdk-lib/core';
import { GuestAccess, OwnObjectGrants, SharedObjectGrants, UserPoolPlusIdentityPool } from '../../lib';
import { stackOf } from '../support/stacks';

function warningsOf(statement: ConstructorParameters<typeof PolicyStatement>[0], prepare: (auth: UserPoolPlusIdentityPool) => void = () => undefined): string[] {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
  auth.addSinglePageAppClient('web');
  auth.group('staff').addToPrincipalPolicy(new PolicyStatement(statement));
  prepare(auth);
  return Annotations.fromStack(stack).findWarning('/Stack/Auth/staffMembers', Match.anyValue()).map(({ entry }) => entry.data as string);
}

describe('an action that AWS does not have', () => {
  test.each([
    ['s3:GetObjet', "AWS has no action 's3:GetObjet'", 'did you mean s3:GetObject'],
    ['s4:GetObject', "AWS has no service 's4'", 'did you mean'],
    ['s3:Fetch*', "AWS has no action 's3:Fetch*'", 'write an action of the Service Authorization Reference'],
  ])('%s is said, with what may be meant', (action, received, near) => {
    const [warning, ...rest] = warningsOf({ actions: [action, 's3:GetObject'], resources: ['arn:aws:s3:::books/*'] });
    expect(rest).toEqual([]);
    expect(warning).toContain(received);
    expect(warning).toContain('so that nothing is granted by it');
    expect(warning).toContain(near);
  });

  test('at most three are named that may be meant', () => {
    expect(warningsOf({ actions: ['s3:GetObjet'], resources: ['arn:aws:s3:::books/*'] })).toEqual([expect.stringMatching(/; did you mean (s3:\w+, ){2}s3:\w+\? Acknowledge this warning if it is newer/)]);
  });

  test.each([[['s3:GetObjectTorr*']], [['s3:getobject', 'S3:Get*', 's3:*ObjectTagging']], [['cognito-idp:GetUser']]])('but not %j', (actions) => {
    expect(warningsOf({ actions, resources: ['arn:aws:s3:::books/*'] })).toEqual([]);
  });

  test('in what is denied, and in what is acknowledged, is no concern', () => {
    expect(warningsOf({ effect: Effect.DENY, actions: ['s3:GetObjet'], resources: ['*'] })).toEqual([]);
    expect(warningsOf({ actions: ['s3:GetObjet'], resources: ['arn:aws:s3:::books/*'] }, (auth) => CdkAnnotations.of(auth).acknowledgeWarning('cdk-cognito-pools:unknown-action[s3:GetObjet]', 'it is new'))).toEqual([]);
  });
});

describe('a grant of everything', () => {
  test.each([['*', 'all that there is'], ['s3:*', 'all of the service'], ['dynamodb:*', 'all of the service']])('%s on * is warned of', (action, what) => {
    expect(warningsOf({ actions: [action], resources: ['*'] })).toEqual([expect.stringContaining(
      `group:staff is granted ${action} on *: ${what} in the account, for everybody who gets the role; name the actions and the resources that are intended, or acknowledge this warning if it is all of them`)]);
  });

  test('unless it is acknowledged', () => {
    expect(warningsOf({ actions: ['s3:*'], resources: ['*'] }, (auth) => CdkAnnotations.of(auth).acknowledgeWarning('cdk-cognito-pools:grant-of-everything[s3:*]', 'it is all of them'))).toEqual([]);
  });

  test('but not on what is named, by actions that are, or under a condition', () => {
    expect(warningsOf({ actions: ['s3:*'], resources: ['arn:aws:s3:::books/*'] })).toEqual([]);
    expect(warningsOf({ actions: ['polly:SynthesizeSpeech'], resources: ['*'] })).toEqual([]);
    expect(warningsOf({ actions: ['polly:*'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })).toEqual([]);
  });
});

describe('guests and whole buckets', () => {
  const site = () => {
    const stack = stackOf('eu-west-1');
    return { bucket: new Bucket(stack, 'Bucket'), named: Bucket.fromBucketName(stack, 'Named', 'named'), guests: new GuestAccess(stack, 'Guests').principal };
  };
  test.each<[string, (made: ReturnType<typeof site>) => unknown]>([
    ['grantDelete', ({ bucket, guests }) => bucket.grantDelete(guests)],
    ['grantReadWrite', ({ bucket, guests }) => bucket.grantReadWrite(guests)],
    ['grantDelete of an imported bucket', ({ named, guests }) => named.grantDelete(guests)],
    ['s3:* on every object', ({ bucket, guests }) => guests.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:*'], resources: [bucket.arnForObjects('*')] }))],
    ['s3:DeleteObject on *', ({ guests }) => guests.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:DeleteObject'], resources: ['*'] }))],
    ['s3:Del* of a named bucket', ({ guests }) => guests.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:Del*'], resources: ['arn:aws:s3:::named/*'] }))],
  ])('%s is refused', (_what, grant) => {
    expect(() => grant(site())).toThrow(/^guest-deletes-all: guests are granted s3:\S+ on every object of a bucket, and anyone on the internet is a guest; grant what is intended: SharedObjectGrants\.fromBucket\(bucket, \{ prefix \}\) below a prefix, .* \[at Stack\/Guests\/Guests\]$/);
  });

  test.each<[string, (made: ReturnType<typeof site>) => unknown]>([
    ['reading', ({ bucket, guests }) => bucket.grantRead(guests)],
    ['deleting below a prefix', ({ bucket, guests }) => SharedObjectGrants.fromBucket(bucket, { prefix: 'drafts' }).delete(guests)],
    ['deleting what is theirs', ({ bucket, guests }) => OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).delete(guests)],
    ['denying it', ({ bucket, guests }) => guests.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects('*')] }))],
  ])('but not %s', (_what, grant) => {
    expect(() => grant(site())).not.toThrow();
  });
});
