import { App, AspectPriority, Aspects, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, Policy as RolePolicy } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { GuestAccess, IdentityPoolOnly, ImportedIdentityPoolRoles, OwnItemGrants, OwnObjectGrants, RestApiAuthorization, UserPoolPlusIdentityPool, type UserPoolPlusIdentityPoolProps } from '../../../lib';
import { cyclesIn, danglingIn, findingsOf, openFindings, templatesOf } from '../../support/assemblies';

interface Policy { readonly Type: string; readonly Properties: { readonly PolicyName: unknown; readonly Roles: unknown[]; readonly PolicyDocument: { readonly Statement: { readonly Action: unknown; readonly Resource: unknown }[] } } }

/** The policies of principals, by the file of their template. */
function policiesOf(stage: Stage): Record<string, Policy[]> {
  const all = [...templatesOf(stage)].map(([file, { Resources = {} }]) => [file.replace(/\.(nested\.)?template\.json$/, ''), (Object.values(Resources) as Policy[])
    .filter(({ Type, ...rest }) => Type === 'AWS::IAM::Policy' && JSON.stringify(rest).includes('cdk-cognito-pools'))] as const);
  return Object.fromEntries(all.filter(([, policies]) => policies.length > 0));
}

function apart(props: UserPoolPlusIdentityPoolProps = {}, stage: Stage = new App()) {
  const auth = new Stack(stage, 'Auth');
  const web = new Stack(stage, 'Web');
  const pools = new UserPoolPlusIdentityPool(auth, 'Pools', { groups: ['admins'], ...props });
  pools.addSinglePageAppClient('web');
  return { stage, auth, web, pools };
}

const handler = (scope: Stack, environment: Record<string, string>): Function => new Function(scope, 'Back', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x'), environment });

function expectProved(stage: Stage): void {
  expect(danglingIn(templatesOf(stage))).toEqual([]);
  const findings = findingsOf(stage);
  expect(openFindings(stage, findings)).toEqual([]);
  expect(findings.map(({ rule }) => rule)).toContain('limited');
}

describe('an application that needs the pools as well', () => {
  test('an API with their tokens, and a bucket with own objects', () => {
    const { stage, web, pools } = apart();
    const api = new RestApi(web, 'Api');
    api.root.addMethod('GET', new MockIntegration(), new RestApiAuthorization(web, 'Door', { userPool: pools }).idToken());
    OwnObjectGrants.fromBucket(new Bucket(web, 'Photos'), { prefix: 'users' }).readWrite(pools.authenticated);
    expect(Object.keys(policiesOf(stage))).toEqual(['Web']);
    expectProved(stage);
  });

  test('an environment variable, and a queue', () => {
    const { stage, web, pools } = apart();
    handler(web, { POOL: pools.userPool.userPoolId });
    new Queue(web, 'Jobs').grantSendMessages(pools.group('admins'));
    expect(Object.keys(policiesOf(stage))).toEqual(['Web']);
    expectProved(stage);
  });

  test('in a stage', () => {
    const { stage, web, pools } = apart({}, new Stage(new App(), 'Test'));
    handler(web, { POOL: pools.userPool.userPoolId });
    new Queue(web, 'Jobs').grantSendMessages(pools.group('admins'));
    expectProved(stage);
  });

  test('nested stacks side by side', () => {
    const stage = new App();
    const outer = new Stack(stage, 'Outer');
    const [auth, web] = [new NestedStack(outer, 'Auth'), new NestedStack(outer, 'Web')];
    const pools = new UserPoolPlusIdentityPool(auth, 'Pools');
    pools.addSinglePageAppClient('web');
    handler(web, { POOL: pools.userPool.userPoolId });
    OwnObjectGrants.fromBucket(new Bucket(web, 'Photos'), { prefix: 'users' }).readWrite(pools.authenticated);
    expect(Object.keys(policiesOf(stage))).toEqual([expect.stringContaining('Web') as string]);
    expectProved(stage);
  });
});

describe('pools that need what they reach', () => {
  test('the policy stands with the pools', () => {
    const { stage, auth, web, pools } = apart();
    const table = new Table(web, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    handler(auth, { TABLE: table.tableName });
    OwnItemGrants.fromTable(table).readWrite(pools.authenticated);
    expect(Object.keys(policiesOf(stage))).toEqual(['Auth']);
    expectProved(stage);
  });

  test('by way of a third stack', () => {
    const { stage, auth, web, pools } = apart();
    const bucket = new Bucket(web, 'Photos');
    const third = new Stack(stage, 'Third');
    new CfnOutput(third, 'Name', { value: bucket.bucketName });
    auth.addStackDependency(third);
    bucket.grantRead(pools.group('admins'), 'news/*');
    expect(Object.keys(policiesOf(stage))).toEqual(['Auth']);
    expectProved(stage);
  });

  test.each<[string, (auth: Stack) => string[]]>([
    ['by itself', () => []],
    ['beside what is known by its name', () => ['arn:aws:s3:::elsewhere/*']],
    ['beside what stands with the pools', (auth) => [new Bucket(auth, 'A').arnForObjects('news/*')]],
  ])('all that is granted in one stack counts, and the conditions of it: %s', (_what, beside) => {
    const { stage, auth, web, pools } = apart();
    const photos = new Bucket(web, 'Photos');
    const third = new Stack(stage, 'Third');
    const jobs = new Queue(third, 'Jobs');
    new CfnOutput(third, 'Uses', { value: photos.bucketName });
    const read = (bucket: Bucket, others: string[], conditions = {}): PolicyStatement => new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('news/*'), ...others], conditions });
    pools.authenticated.addToPrincipalPolicy(read(photos, beside(auth), { StringEquals: { 'aws:PrincipalTag/queue': jobs.queueName } }));
    pools.authenticated.addToPrincipalPolicy(read(new Bucket(web, 'More'), []));
    expect(Object.keys(policiesOf(stage))).toEqual(['Auth']);
    expect(danglingIn(templatesOf(stage))).toEqual([]);
  });

  test('what is known only later counts: the reference comes after the grant', () => {
    const { stage, auth, web, pools } = apart();
    const bucket = new Bucket(web, 'Photos');
    bucket.grantRead(pools.group('admins'), 'news/*');
    handler(auth, { BUCKET: bucket.bucketName });
    expect(Object.keys(policiesOf(stage))).toEqual(['Auth']);
    expectProved(stage);
  });
});

test('what is added after a synth counts in the next', () => {
  const { stage, auth, web, pools } = apart();
  new Bucket(web, 'Photos').grantRead(pools.authenticated, 'news/*');
  expect(Object.keys(policiesOf(stage))).toEqual(['Web']);
  const later = new Bucket(new Stack(stage, 'Later'), 'Photos');
  handler(auth, { BUCKET: later.bucketName });
  later.grantRead(pools.authenticated, 'news/*');
  expect(Object.keys(policiesOf(stage)).sort()).toEqual(['Auth', 'Web']);
  expectProved(stage);
});

describe('roles that the CDK has made in a third stack, which needs what they reach', () => {
  const pool = (scope: Stack): IdentityPool => new IdentityPool(scope, 'Pool', { allowUnauthenticatedIdentities: true, authenticationProviders: { google: { clientId: '1-a.apps.googleusercontent.com' } } });
  const layouts: Record<string, (stage: App) => { auth: Stack; web: Stack }> = {
    'two stacks': (stage) => ({ auth: new Stack(stage, 'Auth'), web: new Stack(stage, 'Web') }),
    'nested stacks side by side': (stage) => {
      const outer = new Stack(stage, 'Outer');
      return { auth: new NestedStack(outer, 'Auth'), web: new NestedStack(outer, 'Web') };
    },
  };

  test.each(Object.keys(layouts))('their policies stand with them: %s', (layout) => {
    const stage = new App();
    const { auth, web } = layouts[layout](stage);
    const l2 = pool(auth);
    const bucket = new Bucket(web, 'Photos');
    handler(auth, { BUCKET: bucket.bucketName });
    const here = IdentityPoolOnly.fromIdentityPool(web, 'Here', l2);
    OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readWrite(here.authenticated);
    here.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::news/*'] }));
    new Bucket(web, 'News').grantRead(new GuestAccess(web, 'Guests', { identityPool: l2 }).principal, 'public/*');
    expect(Object.keys(policiesOf(stage))).toEqual([expect.stringContaining('Auth') as string]);
    expect(danglingIn(templatesOf(stage))).toEqual([]);
    expect(cyclesIn(templatesOf(stage))).toEqual([]);
    expect(findingsOf(stage).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict)).toEqual(['PROVED']);
  });
});

test('a policy of each stack with something to reach; a statement over two is split', () => {
  const { stage, auth, web, pools } = apart();
  const other = new Stack(stage, 'Other');
  const buckets = [new Bucket(auth, 'A'), new Bucket(web, 'B'), new Bucket(other, 'C')];
  pools.group('admins').addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [...buckets.map((bucket) => bucket.arnForObjects('news/*')), 'arn:aws:s3:::elsewhere/*'] }));
  const policies = policiesOf(stage);
  expect(Object.keys(policies).sort()).toEqual(['Auth', 'Other', 'Web']);
  expect(Object.values(policies).flat().map(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
    [{ Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:aws:s3:::elsewhere/*', { 'Fn::Join': expect.anything() as unknown }] }],
    [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': expect.anything() as unknown } }],
    [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Join': expect.anything() as unknown } }],
  ]);
  expectProved(stage);
});

describe('what is known by its name alone', () => {
  const NAMED = 'arn:aws:s3:::elsewhere/*';
  const read = (...resources: string[]): PolicyStatement => new PolicyStatement({ actions: ['s3:GetObject'], resources });
  const granted = (stage: Stage): Record<string, [boolean, number]> => Object.fromEntries(Object.entries(policiesOf(stage)).map(([file, policies]) => {
    const resources = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement.flatMap(({ Resource }) => Resource));
    return [file, [resources.includes(NAMED), resources.length]];
  }));

  test('stands with the pools where it is granted by itself', () => {
    const { stage, web, pools } = apart();
    pools.authenticated.addToPrincipalPolicy(read(new Bucket(web, 'B').arnForObjects('news/*')));
    pools.authenticated.addToPrincipalPolicy(read(NAMED));
    expect(granted(stage)).toEqual({ Auth: [true, 1], Web: [false, 1] });
  });

  test('stands with what is granted beside it', () => {
    const { stage, web, pools } = apart();
    pools.authenticated.addToPrincipalPolicy(read(NAMED, new Bucket(web, 'B').arnForObjects('news/*')));
    expect(granted(stage)).toEqual({ Web: [true, 2] });
  });

  test('stands with the first of several, and there alone', () => {
    const { stage, web, pools } = apart();
    pools.authenticated.addToPrincipalPolicy(read(NAMED, new Bucket(web, 'B').arnForObjects('news/*'), new Bucket(new Stack(stage, 'Other'), 'C').arnForObjects('news/*')));
    expect(granted(stage)).toEqual({ Other: [false, 1], Web: [true, 2] });
  });
});

describe('a statement that an aspect narrows after it was granted, at synth, is narrow in both policies', () => {
  const narrowedBy = (narrow: (statement: PolicyStatement) => void) => {
    const { stage, auth, web, pools } = apart();
    const buckets = [new Bucket(auth, 'A'), new Bucket(web, 'B')];
    const { authenticated } = pools;
    let granted = false;
    Aspects.of(web).add({ visit: () => {
      if (granted) return;
      granted = true;
      const statement = new PolicyStatement({ actions: ['s3:GetObject'], resources: buckets.map((bucket) => bucket.arnForObjects('news/*')) });
      authenticated.addToPrincipalPolicy(statement);
      narrow(statement);
    } }, { priority: AspectPriority.READONLY });
    const statements = Object.values(policiesOf(stage)).flat().flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toHaveLength(2);
    return statements;
  };

  test('by a condition', () => {
    expect(narrowedBy((statement) => statement.addCondition('Bool', { 'aws:SecureTransport': 'true' })).filter((one) => !('Condition' in one))).toEqual([]);
  });

  test('by a resource', () => {
    expect(JSON.stringify(narrowedBy((statement) => statement.addResources('arn:aws:s3:::elsewhere/*')))).toContain('arn:aws:s3:::elsewhere/*');
  });
});

test('what is granted to all signed-in users reaches the groups there, too', () => {
  const { stage, web, pools } = apart();
  new Bucket(web, 'B').grantRead(pools.authenticated, 'news/*');
  pools.group('admins').obtainRole();
  expect(policiesOf(stage).Web[0].Properties.Roles).toEqual([{ 'Fn::ImportValue': expect.stringContaining('AuthenticatedRole') as string }, { 'Fn::ImportValue': expect.stringContaining('adminsMembersRole') as string }]);
  expectProved(stage);
});

test('equal paths in two stacks make policies of two names: a role has one of each', () => {
  const { stage, pools } = apart();
  const names = ['Eu', 'Us'].map((id) => {
    const stack = new Stack(stage, id);
    new Bucket(stack, 'B').grantRead(pools.authenticated, 'news/*');
    return id;
  }).map((id) => policiesOf(stage)[id]?.[0].Properties.PolicyName);
  expect(new Set(names.map((name) => JSON.stringify(name))).size).toBe(2);
});

describe('what depends on a grant depends on the policy where it stands, and on no other', () => {
  const needs = (stage: Stage, file: string): string[] => Object.values(templatesOf(stage).get(`${file}.template.json`)?.Resources ?? {})
    .filter((one) => (one as { Type: string }).Type === 'AWS::Lambda::Function').flatMap((one) => (one as { DependsOn: string[] }).DependsOn).filter((id) => !/ServiceRole/.test(id));

  test('with what it grants', () => {
    const { stage, web, pools } = apart();
    new Bucket(web, 'B').grantRead(pools.authenticated, 'news/*').applyBefore(handler(web, { POOL: pools.userPool.userPoolId }));
    expect(needs(stage, 'Web')).toEqual([expect.stringMatching(/^IdentityPoolGrants/)]);
  });

  test('with the pools', () => {
    const { stage, auth, pools } = apart();
    new Bucket(auth, 'B').grantRead(pools.authenticated, 'news/*').applyBefore(handler(auth, {}));
    expect(needs(stage, 'Auth')).toEqual([expect.stringMatching(/^PoolsAuthenticatedPolicy/)]);
  });

  test('with the pools, where something beside these waits for a grant in another stack', () => {
    const { stage, auth, web, pools } = apart();
    new Bucket(web, 'B').grantRead(pools.authenticated, 'news/*').applyBefore(handler(auth, {}));
    expect(needs(stage, 'Auth')).toEqual([expect.stringMatching(/^PoolsAuthenticatedPolicy/)]);
    expect(policiesOf(stage).Web).toBeUndefined();
    expectProved(stage);
  });

  test('so it does with several grants of which one is waited for, and from within a nested stack', () => {
    const { stage, auth, web, pools } = apart();
    OwnObjectGrants.fromBucket(new Bucket(web, 'Photos'), { prefix: 'users' }).readWrite(pools.authenticated);
    new Bucket(web, 'B').grantRead(pools.authenticated, 'news/*').applyBefore(handler(new NestedStack(auth, 'Inner'), {}));
    expect(policiesOf(stage).Web).toBeUndefined();
    expectProved(stage);
  });

  test('with what it grants, where something of a third stack waits that needs both', () => {
    const { stage, web, pools } = apart();
    const third = new Stack(stage, 'Third');
    new Bucket(web, 'B').grantRead(pools.authenticated, 'news/*').applyBefore(handler(third, { POOL: pools.userPool.userPoolId }));
    expect(policiesOf(stage).Web).toHaveLength(1);
    expectProved(stage);
  });

  test('nowhere, where what waits needs what the other stack needs: the cycle is refused', () => {
    const { stage, auth, web, pools } = apart();
    const bucket = new Bucket(web, 'B');
    bucket.grantRead(pools.authenticated, 'news/*').applyBefore(handler(auth, {}));
    handler(web, { POOL: pools.userPool.userPoolId });
    expect(() => stage.synth()).toThrow(/^dependency-cycle: /);
  });
});

test('that a group administers users is recorded with the policy that lets it', () => {
  const { stage, web, pools } = apart();
  new Bucket(web, 'B').grantRead(pools.group('admins'), 'news/*');
  pools.grants.manageUsers(pools.group('admins'));
  const recorded = Object.entries(policiesOf(stage)).map(([file, policies]) => [file, JSON.stringify(policies).includes('"administers"')]);
  expect(Object.fromEntries(recorded)).toEqual({ Auth: true, Web: false });
  expectProved(stage);
});

test('nothing is left in stacks without a policy', () => {
  const { stage, auth, web, pools } = apart();
  const fixed = new UserPoolPlusIdentityPool(auth, 'Fixed', { policyScope: auth });
  new Bucket(auth, 'A').grantRead(pools.authenticated, 'news/*');
  new Bucket(web, 'B').grantRead(fixed.authenticated, 'news/*');
  expect(stage.node.findAll().filter(({ node }) => node.id === 'IdentityPoolGrants')).toEqual([]);
});

describe('policyScope', () => {
  test('fixes where policies stand', () => {
    const stage = new App();
    const [auth, web] = [new Stack(stage, 'Auth'), new Stack(stage, 'Web')];
    for (const [id, policyScope] of [['InAuth', auth], ['InWeb', web]] as const) {
      const pools = new UserPoolPlusIdentityPool(new Stack(stage, id), 'Pools', { policyScope });
      pools.addSinglePageAppClient('web');
      new Bucket(web, `${id}Bucket`).grantRead(pools.authenticated, 'news/*');
    }
    expect(Object.keys(policiesOf(stage)).sort()).toEqual(['Auth', 'Web']);
    expectProved(stage);
  });

  test('of an identity pool alone', () => {
    const stage = new App();
    const [auth, web] = [new Stack(stage, 'Auth'), new Stack(stage, 'Web')];
    new Bucket(web, 'News').grantRead(new IdentityPoolOnly(auth, 'Pool', { policyScope: auth }).authenticated, 'news/*');
    expect(Object.keys(policiesOf(stage))).toEqual(['Auth']);
  });

  test('of guests', () => {
    const { stage, auth, web, pools } = apart();
    const guests = new GuestAccess(web, 'Guests', { identityPool: pools, policyScope: auth });
    new Bucket(web, 'B').grantRead(guests.principal, 'news/*');
    expect(Object.keys(policiesOf(stage))).toEqual(['Auth']);
    expectProved(stage);
  });

  test('of another account', () => {
    const stage = new App();
    const there = new Stack(stage, 'There', { env: { account: '111122223333', region: 'eu-west-1' } });
    expect(() => new UserPoolPlusIdentityPool(new Stack(stage, 'Auth', { env: { account: '999999999999', region: 'eu-west-1' } }), 'Pools', { policyScope: there }))
      .toThrow("policy-scope: 'policyScope' is There, of another account, stage or app than the roles; give a construct of a stack in the account and the stage of the identity pool [at Auth/Pools/Authenticated]");
  });
});

test('a role that is there already gets policies of two stacks under two names', () => {
  const stage = new App();
  const names = ['One', 'Two'].map((id) => {
    const stack = new Stack(stage, id);
    const authenticatedRole = Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/people');
    const pool = IdentityPoolOnly.fromIdentityPoolId(stack, 'Here', 'eu-west-1:00000000-0000-0000-0000-000000000000', ImportedIdentityPoolRoles.retain({ authenticatedRole }));
    new Bucket(stack, 'B').grantRead(pool.authenticated, 'news/*');
    return id;
  }).map((id) => JSON.stringify(policiesOf(stage)[id][0].Properties.PolicyName));
  expect(names).toEqual([expect.stringContaining('-One-Here') as string, expect.stringContaining('-Two-Here') as string]);
});

describe('a policy of one\'s own in the other stack', () => {
  const statement = (): PolicyStatement => new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::news/*'] });

  test('is part of what was granted when it is made through the principal', () => {
    const { stage, web, pools } = apart();
    pools.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [new Bucket(web, 'News').arnForObjects('*')] }));
    expect(Object.keys(policiesOf(stage))).toEqual(['Web']);
    expectProved(stage);
  });

  test('and access that nobody granted when it is written to the role', () => {
    const { stage, web, pools } = apart();
    new RolePolicy(web, 'ByHand', { statements: [statement()] }).attachToRole(pools.authenticated.obtainRole());
    expect(() => templatesOf(stage)).toThrow(/VIOLATED {2}authenticated can do only what was granted[^]*Suggested fix: grant it to the principal 'authenticated' with addToPrincipalPolicy, in any stack/);
  });
});
