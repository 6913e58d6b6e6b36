import { CfnParameter, Lazy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, IdentityPoolOnly, OwnObjectGrants, UserPoolPlusIdentityPool } from '../../lib';
import { intentOf, onlyResource, resourcesOf, stackOf, statementsOf, Template, trustOf } from '../support/stacks';

describe('as a principal of the CDK', () => {
  test('in a resource policy it is all its roles, those made later too', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    const bucket = new Bucket(stack, 'Books');
    bucket.addToResourcePolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects('*')], principals: [auth.authenticated] }));
    bucket.grantRead(auth.group('finance'));
    const [statement] = (onlyResource(stack, 'AWS::S3::BucketPolicy').Properties.PolicyDocument as { Statement: { Principal: unknown }[] }).Statement;
    expect(statement.Principal).toEqual({ AWS: ['AuthenticatedRole', 'financeMembersRole'].map((id) => ({ 'Fn::GetAtt': [expect.stringContaining(id), 'Arn'] })) });
  });

  test('a role that trusts it can be assumed by its users, who come with their own role', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    new Role(stack, 'Audit', { assumedBy: auth.group('finance') });
    auth.group('finance').obtainRole();
    expect(trustOf(stack, 'Audit')).toMatchObject({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: [{ 'Fn::GetAtt': [expect.stringContaining('financeMembersRole'), 'Arn'] }] } }] });
  });

  test('a Deny goes through, and belongs to what was granted', () => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['s3:*'], resources: ['*'] }));
    expect(statementsOf(stack)).toEqual([{ Effect: 'Deny', Action: 's3:*', Resource: '*' }]);
    expect(intentOf(onlyResource(stack, 'AWS::IAM::Policy'))).toMatchObject({ granted: [{ statements: [{ effect: 'Deny', actions: 's3:*', resources: '*' }] }] });
  });
});

test('what is recorded as granted is what names its actions and resources, and of promises only those that were made', () => {
  const stack = stackOf();
  const { authenticated } = new IdentityPoolOnly(stack, 'Auth');
  const [actions, resources] = [['s3:GetObject'], ['arn:aws:s3:::news/*']];
  authenticated.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
  authenticated.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, notActions: actions, resources: ['arn:aws:s3:::books/*'] }));
  authenticated.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['s3:PutObject'], notResources: resources }));
  expect(statementsOf(stack)).toHaveLength(3);
  expect(intentOf(onlyResource(stack, 'AWS::IAM::Policy'))).toEqual({ version: 2, granted: [{ identityPool: { $Ref: expect.anything() as unknown }, to: 'authenticated', statements: [{ actions: 's3:GetObject', resources: 'arn:aws:s3:::news/*' }] }] });
});

test('what is granted may be produced when the app is synthesized, and not before', () => {
  const stack = stackOf();
  const made: { arn?: string } = {};
  const later = Lazy.string({ produce: () => {
    if (made.arn === undefined) throw new Error('not yet');
    return made.arn;
  } });
  new IdentityPoolOnly(stack, 'Auth').authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [later] }));
  made.arn = 'arn:aws:s3:::news/*';
  expect(statementsOf(stack)).toMatchObject([{ Resource: 'arn:aws:s3:::news/*' }]);
});

describe('a grant that names what it excludes is refused', () => {
  test.each([
    [{ NotAction: 'iam:*', Resource: '*' }, 'iam:*'],
    [{ Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secret/*' }, 'arn:aws:s3:::secret/*'],
  ])('%j', (statement, named) => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    expect(() => auth.group('finance').addToPrincipalPolicy(PolicyStatement.fromJson({ Effect: 'Allow', ...statement }))).toThrow(
      `grant-by-exclusion: a statement that allows everything but ${named}; name what is granted with 'actions' and 'resources' [at Stack/Auth/financeMembers]`);
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Role'))).toHaveLength(1);
  });
});

describe('the size of what a role holds', () => {
  const fill = (auth: UserPoolPlusIdentityPool, who: 'authenticated' | 'finance', count: number): void => {
    for (let i = 0; i < count; i++) {
      (who === 'finance' ? auth.group('finance') : auth.authenticated)
        .addToPrincipalPolicy(new PolicyStatement({ actions: [`s3:GetObject`], resources: [`arn:aws:s3:::bucket-${i}/${'x'.repeat(60)}/*`], conditions: { StringEquals: { 's3:a': `${who}${i}` } } }));
    }
  };
  const given = () => {
    const stack = stackOf();
    return { stack, auth: new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] }) };
  };

  test('more than it can is refused, and the statements that fill it are named', () => {
    const { stack, auth } = given();
    fill(auth, 'authenticated', 80);
    expect(() => Template.fromStack(stack)).toThrow(
      /policy-too-large: what is granted needs at least \d+ characters of policy; a role holds 10240\. The largest: s3:GetObject on 1 resource\(s\) with \d+;.*grant on a prefix or a path in common.*\[at Stack\/Auth\/Authenticated\]/);
  });

  test('a group holds what everybody has besides its own', () => {
    const { stack, auth } = given();
    fill(auth, 'authenticated', 40);
    fill(auth, 'finance', 40);
    expect(() => Template.fromStack(stack)).toThrow(/policy-too-large: .* \[at Stack\/Auth\/financeMembers\]/);
  });

  test('each alone fits', () => {
    const { stack, auth } = given();
    fill(auth, 'authenticated', 40);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('what merges into one statement counts once', () => {
    const { stack, auth } = given();
    for (let i = 0; i < 400; i++) auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [`arn:aws:s3:::b${i}`] }));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('tokens count with the least they can be', () => {
    const { stack, auth } = given();
    const name = new CfnParameter(stack, 'Name').valueAsString;
    const late = Lazy.string({ produce: () => 'late' });
    for (let i = 0; i < 60; i++) auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::${name}/${late}/${i}`] }));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('each partition has its own principal and condition keys', () => {
  test.each([
    ['eu-west-1', 'cognito-identity.amazonaws.com'],
    ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
    ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
    [undefined, 'cognito-identity.amazonaws.com'],
  ])('%s', (region, service) => {
    const stack = stackOf(region);
    const auth = new IdentityPoolOnly(stack, 'Auth');
    new GuestAccess(stack, 'Guests', { identityPool: auth });
    for (const [role, amr] of [['Authenticated', 'authenticated'], ['Guests', 'unauthenticated']]) {
      expect(trustOf(stack, role)).toMatchObject({
        Statement: [{
          Principal: { Federated: service },
          Condition: { 'StringEquals': { [`${service}:aud`]: { Ref: expect.anything() as unknown } }, 'ForAnyValue:StringLike': { [`${service}:amr`]: amr } },
        }],
      });
    }
  });

  test('so has the owner of objects', () => {
    const stack = stackOf('us-gov-west-1');
    OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos'), { prefix: 'users' }).write(new IdentityPoolOnly(stack, 'Auth').authenticated);
    expect(JSON.stringify(statementsOf(stack))).toContain('/users/${cognito-identity-us-gov.amazonaws.com:sub}/*');
  });
});

test('the identity pool is usable as the CDK knows it', () => {
  const stack = stackOf();
  const { identityPool } = new IdentityPoolOnly(stack, 'Auth');
  const pool = { Ref: expect.stringContaining('IdentityPool') as string };
  expect(stack.resolve([identityPool.identityPoolId, identityPool.identityPoolName, identityPool.identityPoolArn])).toEqual([
    pool, { 'Fn::GetAtt': [expect.stringContaining('IdentityPool'), 'Name'] },
    { 'Fn::Join': ['', expect.arrayContaining([pool])] },
  ]);
  expect(identityPool.env.account).toBe(stack.account);
});
