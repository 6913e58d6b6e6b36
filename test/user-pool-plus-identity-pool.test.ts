import { App, Aspects, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { GuestAccess, OwnObjectGrants, RecordGrants, SignInDomain, UserPoolPlusIdentityPool } from '../lib';
import { countsOf, intentOf, Match, onlyResource, resourcesOf, sortedTemplate, stackOf, statementsOf, Template, trustOf } from './support/stacks';

const TRUST = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: {
      'StringEquals': { 'cognito-identity.amazonaws.com:aud': { Ref: Match.stringLikeRegexp('IdentityPool') } },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
  }],
};

describe('what is made', () => {
  test('user pool, app client, identity pool, role and attachment: five resources', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    auth.addSinglePageAppClient('web');
    expect(countsOf(stack)).toEqual({
      'AWS::Cognito::UserPool': 1, 'AWS::Cognito::UserPoolClient': 1, 'AWS::Cognito::IdentityPool': 1,
      'AWS::IAM::Role': 1, 'AWS::Cognito::IdentityPoolRoleAttachment': 1,
    });
  });

  test('any number of grants to everybody add one policy', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    for (const name of ['photos', 'videos', 'notes']) OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, name, name), { prefix: 'users' }).readWrite(auth.authenticated);
    expect(countsOf(stack)).toEqual({
      'AWS::Cognito::UserPool': 1, 'AWS::Cognito::IdentityPool': 1, 'AWS::IAM::Role': 1, 'AWS::Cognito::IdentityPoolRoleAttachment': 1, 'AWS::IAM::Policy': 1,
    });
  });

  test('a grant to a group alone makes no empty policy for everybody', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.group('finance'));
    expect(Object.keys(resourcesOf(stack, 'AWS::IAM::Policy'))).toEqual([expect.stringContaining('financeMembersPolicy')]);
  });

  test('no guests, no classic flow; tokens are checked with the user pool', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { identityPoolName: 'people' });
    auth.addSinglePageAppClient('web');
    const { Properties } = onlyResource(stack, 'AWS::Cognito::IdentityPool');
    expect(Properties).toEqual({
      IdentityPoolName: 'people',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [{
        ClientId: { Ref: expect.stringContaining('webClient') as string },
        ProviderName: { 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'ProviderName'] },
        ServerSideTokenCheck: true,
      }],
    });
  });

  test('a machine-to-machine client gets no AWS credentials', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { domain: SignInDomain.prefix('shop') });
    const server = auth.userPool.addResourceServer('Server', { identifier: 'api', scopes: [{ scopeName: 'read', scopeDescription: 'read' }] });
    auth.addMachineToMachineClient('nightly', { scopes: [{ scopeName: `${server.userPoolResourceServerId}/read` }] });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.CognitoIdentityProviders).toBeUndefined();
  });

  test('the role trusts this pool and signed-in users, and passes no tags', () => {
    const stack = stackOf();
    new UserPoolPlusIdentityPool(stack, 'Auth');
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: TRUST });
    expect(JSON.stringify(trustOf(stack, 'Authenticated'))).not.toContain('TagSession');
  });

  test('snapshot', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['curators'] });
    auth.addSinglePageAppClient('web');
    const own = OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos'), { prefix: 'users' });
    own.readWrite(auth.authenticated);
    own.readAll(auth.group('curators'));
    expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
  });
});

describe('groups', () => {
  test('a group has a role only when something is granted to it', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['administrators', 'finance'] });
    auth.addSinglePageAppClient('web');
    auth.group('finance');
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.group('administrators'));
    const groups = Object.values(resourcesOf(stack, 'AWS::Cognito::UserPoolGroup')).map(({ Properties }) => [Properties.GroupName, Properties.RoleArn]);
    expect(groups).toEqual([
      ['administrators', { 'Fn::GetAtt': [expect.stringContaining('administratorsMembers'), 'Arn'] }],
      ['finance', undefined],
    ]);
    expect(countsOf(stack)['AWS::IAM::Role']).toBe(2);
  });

  test('group roles come with the token; members of no group get the role of everybody', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    auth.addSinglePageAppClient('web');
    auth.addMobileAppClient('phone');
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.group('finance'));
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties).toEqual({
      IdentityPoolId: { Ref: expect.anything() as unknown },
      Roles: { authenticated: { 'Fn::GetAtt': [expect.stringContaining('AuthenticatedRole'), 'Arn'] } },
      RoleMappings: Object.fromEntries(['web', 'phone'].map((id) => [id, {
        Type: 'Token',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        IdentityProvider: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'ProviderName'] }, ':', { Ref: expect.stringContaining(`${id}Client`) as string }]] },
      }])),
    });
  });

  test('what is granted to everybody reaches the members of groups', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    RecordGrants.fromStream(Stream.fromStreamArn(stack, 'Clicks', 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks')).put(auth.authenticated);
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.group('finance'));
    const policies = resourcesOf(stack, 'AWS::IAM::Policy');
    const rolesOf = (id: string): unknown => Object.entries(policies).find(([name]) => name.includes(id))?.[1].Properties.Roles;
    expect(rolesOf('AuthenticatedPolicy')).toEqual([{ Ref: expect.stringContaining('AuthenticatedRole') as string }, { Ref: expect.stringContaining('financeMembersRole') as string }]);
    expect(rolesOf('financeMembersPolicy')).toEqual([{ Ref: expect.stringContaining('financeMembersRole') as string }]);
  });

  test('a group that is not there is refused, and leaves nothing', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance', 'it'] });
    const before = Template.fromStack(stack).toJSON() as unknown;
    const again = stackOf();
    const auth2 = new UserPoolPlusIdentityPool(again, 'Auth', { groups: ['finance', 'it'] });
    expect(() => auth.group('Finance')).toThrow(
      "unknown-group: group 'Finance' is not among the groups of this pool (finance, it); did you mean 'finance'? if not, add the group with 'groups' or addGroup first [at Stack/Auth]");
    expect(() => auth2.group('Finance')).toThrow('unknown-group');
    expect(Template.fromStack(again).toJSON()).toEqual(before);
  });
});

test('the order of clients, groups, guests and grants does not matter', () => {
  const make = (order: number[]): unknown => {
    const stack = stackOf();
    const bucket = new Bucket(stack, 'Photos');
    const stream = new Stream(stack, 'Clicks');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['curators', 'finance'] });
    const steps = [
      () => auth.addSinglePageAppClient('web'),
      () => OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readWrite(auth.authenticated),
      () => OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readAll(auth.group('curators')),
      () => Bucket.fromBucketName(stack, 'Reports', 'reports').grantRead(auth.group('finance')),
      () => RecordGrants.fromStream(stream).put(new GuestAccess(stack, 'Guests', { identityPool: auth }).principal),
      () => auth.addMobileAppClient('phone'),
    ];
    order.forEach((step) => void steps[step]());
    return sortedTemplate(stack);
  };
  const reference = make([0, 1, 2, 3, 4, 5]);
  for (const order of [[5, 4, 3, 2, 1, 0], [3, 0, 4, 2, 5, 1], [2, 1, 4, 0, 3, 5]]) expect(make(order)).toEqual(reference);
});

describe('where it may stand', () => {
  test('two in one stack', () => {
    const stack = stackOf();
    const bucket = new Bucket(stack, 'Photos');
    const shared = new Bucket(stack, 'Shared');
    for (const id of ['Staff', 'Customers']) {
      const auth = new UserPoolPlusIdentityPool(stack, id, { groups: ['leaders'] });
      auth.addSinglePageAppClient('web');
      OwnObjectGrants.fromBucket(bucket, { prefix: id }).readWrite(auth.authenticated);
      shared.grantRead(auth.group('leaders'));
    }
    expect(countsOf(stack)).toMatchObject({ 'AWS::Cognito::IdentityPool': 2, 'AWS::Cognito::IdentityPoolRoleAttachment': 2, 'AWS::IAM::Role': 4, 'AWS::IAM::Policy': 4 });
  });

  test('in a nested stack, with the bucket in the parent', () => {
    const stack = stackOf();
    const bucket = new Bucket(stack, 'Photos');
    const nested = new NestedStack(stack, 'Nested');
    const auth = new UserPoolPlusIdentityPool(nested, 'Auth', { groups: ['curators'] });
    auth.addSinglePageAppClient('web');
    OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readWrite(auth.group('curators'));
    Template.fromStack(nested).resourceCountIs('AWS::IAM::Role', 2);
    const [policy] = Object.values(Template.fromStack(nested).findResources('AWS::IAM::Policy'));
    expect(JSON.stringify(policy.Properties)).toContain('{"Ref":"referencetoStackPhotos');
    expect(JSON.stringify(policy.Metadata)).toMatch(/"\$Fn::GetAtt":\["Photos\w+","Arn"\],"\$in":"Stack"/);
  });

  test('looking at the template before all is said changes nothing', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['curators'] });
    auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::news/a'] }));
    for (const node of stack.node.findAll()) if (node instanceof CfnResource) stack.resolve((node as unknown as { _toCloudFormation(): unknown })._toCloudFormation());
    auth.addSinglePageAppClient('web');
    auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: ['arn:aws:s3:::news/b'] }));
    auth.group('curators').obtainRole();
    new GuestAccess(stack, 'Guests', { identityPool: auth });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).toMatchObject({ AllowUnauthenticatedIdentities: true, CognitoIdentityProviders: [{}] });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties).toMatchObject({ Roles: { unauthenticated: {} }, RoleMappings: { web: {} } });
    expect(onlyResource(stack, 'AWS::Cognito::UserPoolGroup').Properties.RoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Authcurators/), 'Arn'] });
    expect(JSON.stringify(onlyResource(stack, 'AWS::IAM::Policy').Metadata)).toContain('s3:PutObject');
  });

  test('across stacks and in a stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Test');
    const storage = new Stack(stage, 'Storage');
    const stack = new Stack(stage, 'Auth');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    OwnObjectGrants.fromBucket(new Bucket(storage, 'Photos'), { prefix: 'users' }).readWrite(auth.authenticated);
    const { stacks } = stage.synth();
    expect(stacks.map(({ stackName }) => stackName)).toEqual(['Test-Auth', 'Test-Storage']);
    expect(statementsOf(stack)).toEqual([]);
    expect(statementsOf(storage)).toHaveLength(2);
  });
});

describe('the record of intent', () => {
  test('roles say whose they are', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.group('finance'));
    const pool = { $Ref: expect.stringContaining('IdentityPool') as string };
    expect(Object.values(resourcesOf(stack, 'AWS::IAM::Role')).map(intentOf)).toEqual([
      { version: 2, role: { identityPool: pool, principal: 'authenticated' } },
      { version: 2, role: { identityPool: pool, principal: 'group:finance', userPool: { $Ref: expect.stringContaining('UserPool') as string } } },
    ]);
  });

  test('policies say what was granted, and what belongs to which owner, as it is when the template is written', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['curators'] });
    const own = OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Photos', 'arn:aws:s3:::photos'), { prefix: 'users' });
    own.write(auth.authenticated);
    own.readAll(auth.group('curators'));
    const [everybody] = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).filter(([id]) => id.includes('Authenticated')).map(([, policy]) => intentOf(policy));
    const pool = { $Ref: expect.stringContaining('IdentityPool') as string };
    expect(everybody).toEqual({
      version: 2,
      granted: [{
        identityPool: pool,
        to: 'authenticated',
        statements: [{ actions: ['s3:AbortMultipartUpload', 's3:PutObject'], resources: 'arn:aws:s3:::photos/users/${cognito-identity.amazonaws.com:sub}/*' }],
      }],
      isolated: [{
        identityPool: pool,
        title: 'users reach only their own objects',
        owner: { kind: 'identity-id' },
        slices: [
          { actions: ['s3:*'], resource: 'arn:aws:s3:::photos/users/${owner}/*' },
          { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resource: 'arn:aws:s3:::photos', key: 's3:prefix', value: 'users/${owner}/*', prefixes: true },
        ],
        except: [{ principal: 'group:curators', actions: ['s3:GetObject', 's3:ListBucket'] }],
      }],
    });
  });

  test('a statement that is narrowed after the grant is recorded as it ends', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    const statement = new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/k'] });
    auth.authenticated.addToPrincipalPolicy(statement);
    statement.addCondition('Bool', { 'aws:SecureTransport': 'true' });
    expect(intentOf(onlyResource(stack, 'AWS::IAM::Policy'))).toMatchObject({ granted: [{ statements: [{ conditions: { Bool: { 'aws:SecureTransport': 'true' } } }] }] });
  });

  test('where nothing is granted there is no policy to record on', () => {
    const stack = stackOf();
    new UserPoolPlusIdentityPool(stack, 'Auth');
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });
});

test('an aspect that visits every resource does not make roles', () => {
  const stack = stackOf();
  new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
  Aspects.of(stack).add({ visit: (node) => { if (node instanceof CfnResource) node.addMetadata('seen', true); } });
  expect(countsOf(stack)['AWS::IAM::Role']).toBe(1);
});
