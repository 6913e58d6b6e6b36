import type { App } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, IdentityPoolOnly, RecordGrants, UserPoolPlusIdentityPool } from '../lib';
import { openFindings } from './support/assemblies';
import { countsOf, intentOf, onlyResource, resourcesOf, stackOf, statementsOf, Template, trustOf } from './support/stacks';

test('a pool for guests alone is a pool, a role and an attachment', () => {
  const stack = stackOf();
  new GuestAccess(stack, 'Guests');
  expect(countsOf(stack)).toEqual({ 'AWS::Cognito::IdentityPool': 1, 'AWS::IAM::Role': 1, 'AWS::Cognito::IdentityPoolRoleAttachment': 1 });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).toEqual({ AllowUnauthenticatedIdentities: true });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.Roles).toEqual({ unauthenticated: { 'Fn::GetAtt': [expect.stringContaining('GuestsRole'), 'Arn'] } });
});

test.each(['IdentityPoolOnly', 'UserPoolPlusIdentityPool'])('guests beside the users of %s add one role, and one policy when something is granted', (kind) => {
  const stack = stackOf();
  const auth = kind === 'IdentityPoolOnly' ? new IdentityPoolOnly(stack, 'Auth') : new UserPoolPlusIdentityPool(stack, 'Auth');
  const guests = new GuestAccess(stack, 'Guests', { identityPool: auth });
  RecordGrants.fromStream(Stream.fromStreamArn(stack, 'Clicks', 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks')).put(guests.principal);
  expect(countsOf(stack)).toMatchObject({ 'AWS::Cognito::IdentityPool': 1, 'AWS::IAM::Role': 2, 'AWS::IAM::Policy': 1, 'AWS::Cognito::IdentityPoolRoleAttachment': 1 });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.AllowUnauthenticatedIdentities).toBe(true);
  expect(statementsOf(stack, 'Guests')).toEqual([{ Effect: 'Allow', Action: ['kinesis:PutRecord', 'kinesis:PutRecords'], Resource: 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks' }]);
});

test('the role trusts guests of this pool only', () => {
  const stack = stackOf();
  new GuestAccess(stack, 'Guests', { identityPool: new IdentityPoolOnly(stack, 'Auth') });
  expect(trustOf(stack, 'Guests')).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Condition: {
        'StringEquals': { 'cognito-identity.amazonaws.com:aud': { Ref: expect.stringContaining('IdentityPool') as string } },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      },
    }],
  });
});

test('what guests get is recorded as theirs', () => {
  const stack = stackOf();
  const guests = new GuestAccess(stack, 'Guests');
  Bucket.fromBucketArn(stack, 'Shop', 'arn:aws:s3:::shop').grantRead(guests.principal, 'public/*');
  expect(intentOf(onlyResource(stack, 'AWS::IAM::Role'))).toEqual({ version: 2, role: { identityPool: { $Ref: expect.anything() as unknown }, principal: 'guest' } });
  expect(intentOf(onlyResource(stack, 'AWS::IAM::Policy'))).toMatchObject({ granted: [{ to: 'guest' }] });
});

test('snapshot', () => {
  const stack = stackOf();
  new Bucket(stack, 'Shop').grantRead(new GuestAccess(stack, 'Guests').principal, 'public/*');
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

describe('refused', () => {
  test('guest access twice', () => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    new GuestAccess(stack, 'Guests', { identityPool: auth });
    const before = Template.fromStack(stackWithGuests()).toJSON() as unknown;
    expect(() => new GuestAccess(stack, 'More', { identityPool: auth.identityPool })).toThrow(
      'duplicate-guest-access: this identity pool has guest access already; grant to the principal of the GuestAccess that is there: a pool has one guest role [at Stack/More]');
    expect(Template.fromStack(stack).toJSON()).toEqual(before);
  });

  test.each([
    [['iam:PassRole'], 'iam:PassRole'],
    [['s3:GetObject', 'secretsmanager:GetSecretValue', 'sts:AssumeRole'], 'secretsmanager:GetSecretValue, sts:AssumeRole'],
    [['kms:CreateGrant'], 'kms:CreateGrant'],
    [['bedrock:*'], 'bedrock:*'],
  ])('%j, which Cognito takes away from guests', (actions, named) => {
    const stack = stackOf();
    const guests = new GuestAccess(stack, 'Guests');
    expect(() => guests.principal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: ['*'] }))).toThrow(
      `beyond-guest-ceiling: guests are granted ${named}, which Cognito removes from every guest session; `
      + 'let users sign in for it, or put an API of your own in front (execute-api:Invoke may be granted to guests) [at Stack/Guests/Guests]');
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('but not what comes along with a grant of the CDK on an encrypted bucket', () => {
    const stack = stackOf();
    const bucket = new Bucket(stack, 'Shop', { encryptionKey: new Key(stack, 'Key') });
    const { principal } = new GuestAccess(stack, 'Guests');
    expect(() => [bucket.grantRead(principal), bucket.grantPut(principal)]).not.toThrow();
    const actions = statementsOf(stack, 'GuestsPolicy').flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(['s3:GetObject*', 'kms:Decrypt']));
    expect(actions).not.toContain('kms:DescribeKey'); // which the proof would tell of
    expect(openFindings(stack.node.root as App)).toEqual([]);
  });

  test('which is refused where it is all that is granted, and stays for users who sign in', () => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    const guests = new GuestAccess(stack, 'Guests', { identityPool: auth }).principal;
    const on = (actions: string[]): PolicyStatement => new PolicyStatement({ actions, resources: ['arn:aws:kms:eu-west-1:111122223333:key/a'] });
    expect(() => guests.addToPrincipalPolicy(on(['kms:DescribeKey']))).toThrow('beyond-guest-ceiling: guests are granted kms:DescribeKey, which Cognito removes from every guest session; ');
    auth.authenticated.addToPrincipalPolicy(on(['kms:Decrypt', 'kms:DescribeKey']));
    expect(statementsOf(stack).flatMap(({ Action }) => Action)).toEqual(['kms:Decrypt', 'kms:DescribeKey']);
  });

  test('and stays in a Deny', () => {
    const stack = stackOf();
    new GuestAccess(stack, 'Guests').principal.addToPrincipalPolicy(PolicyStatement.fromJson({ Effect: 'Deny', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' }));
    expect(statementsOf(stack)).toEqual([{ Effect: 'Deny', Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' }]);
  });

  test('nor a Deny, which takes nothing away silently', () => {
    const stack = stackOf();
    const guests = new GuestAccess(stack, 'Guests');
    expect(() => guests.principal.addToPrincipalPolicy(PolicyStatement.fromJson({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }))).not.toThrow();
  });
});

function stackWithGuests(): ReturnType<typeof stackOf> {
  const stack = stackOf();
  new GuestAccess(stack, 'Guests', { identityPool: new IdentityPoolOnly(stack, 'Auth') });
  return stack;
}
