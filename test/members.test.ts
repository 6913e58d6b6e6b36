import { App, Stack } from 'aws-cdk-lib';
import { CfnIdentityPool, CfnUserPool, CfnUserPoolGroup, UserPool, UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IExtensibleUserPool, IIdentityPoolWithPrincipals } from '../lib';
import { IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, UserPoolOnly, UserPoolPlusIdentityPool } from '../lib';
import * as library from '../lib';
import { countsOf, resourcesOf, stackOf, statementsOf, Template } from './support/stacks';

const POOL = 'eu-west-1:00000000-0000-0000-0000-000000000000';

describe('what a CDK user reaches for is there', () => {
  const pools: [string, (stack: Stack) => IExtensibleUserPool][] = [
    ['UserPoolOnly', (stack) => new UserPoolOnly(stack, 'Auth')],
    ['UserPoolPlusIdentityPool', (stack) => new UserPoolPlusIdentityPool(stack, 'Auth')],
    ['an imported user pool', (stack) => UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_AbCdEf'))],
  ];
  test.each(pools)('%s: id, ARN, groups, grants', (kind, make) => {
    const stack = stackOf('eu-west-1');
    const auth = make(stack);
    const made = { Ref: expect.stringMatching(/UserPool/) as unknown };
    expect(stack.resolve(auth.userPoolId)).toEqual(kind.startsWith('an') ? 'eu-west-1_AbCdEf' : made);
    expect(stack.resolve(auth.userPoolRef.userPoolId)).toEqual(stack.resolve(auth.userPoolId));
    expect(JSON.stringify(stack.resolve(auth.userPoolArn))).toMatch(kind.startsWith('an') ? /cognito-idp:eu-west-1:111122223333:userpool\/eu-west-1_AbCdEf/ : /"Arn"/);
    expect(auth.addGroup('staff')).toBeInstanceOf(UserPoolGroup);
    expect(auth.groupNames).toEqual(['staff']);
    expect(auth.node.defaultChild === undefined).toBe(kind.startsWith('an'));
    if (auth.node.defaultChild) expect(auth.node.defaultChild).toBeInstanceOf(CfnUserPool);
    auth.grants.readUsers(new Role(stack, 'BackEnd', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }));
    expect(JSON.stringify(statementsOf(stack))).toContain('cognito-idp:ListUsers');
  });

  const identityPools: [string, (stack: Stack) => IIdentityPoolWithPrincipals][] = [
    ['IdentityPoolOnly', (stack) => new IdentityPoolOnly(stack, 'Auth')],
    ['UserPoolPlusIdentityPool', (stack) => new UserPoolPlusIdentityPool(stack, 'Auth')],
    ['an imported identity pool', (stack) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.attach())],
  ];
  test.each(identityPools)('%s: id, ARN, name, principals', (kind, make) => {
    const stack = stackOf('eu-west-1');
    const auth = make(stack);
    const imported = kind.startsWith('an');
    expect(stack.resolve(auth.identityPoolId)).toEqual(imported ? POOL : { Ref: expect.stringMatching(/IdentityPool/) as unknown });
    expect(JSON.stringify(stack.resolve(auth.identityPoolArn))).toContain(':cognito-identity:eu-west-1:111122223333:identitypool/');
    expect(stack.resolve(auth.identityPoolName)).toEqual(imported ? POOL : { 'Fn::GetAtt': [expect.stringMatching(/IdentityPool/), 'Name'] });
    expect(auth.identityPool.identityPoolId).toBe(auth.identityPoolId);
    expect(auth.authenticated.node.path).toBe('Stack/Auth/Authenticated');
    if (kind === 'IdentityPoolOnly') expect(auth.node.defaultChild).toBeInstanceOf(CfnIdentityPool);
  });

  test('a group of another user pool that the identity pool of a UserPoolPlusIdentityPool takes', () => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
    const partners = new UserPoolOnly(stack, 'Partners', { groups: ['resellers'] });
    auth.addIdentityPoolProvider(IdentityPoolProvider.userPool(partners.userPool, [partners.addSinglePageAppClient('web')]));
    expect(auth.group('resellers', { userPool: partners }).node.id).toBe('resellersMembers');
    expect(auth.group('staff').node.id).toBe('staffMembers');
    expect(() => auth.group('resellers')).toThrow("unknown-group: group 'resellers' is not among the groups of this pool (staff)");
  });
});

test('groups keep the logical ids that they had as L1 constructs', () => {
  const before = stackOf();
  new CfnUserPoolGroup(new Construct(before, 'Auth'), 'staffGroup', { userPoolId: 'eu-west-1_AbCdEf' });
  const [id] = Object.keys(resourcesOf(before, 'AWS::Cognito::UserPoolGroup'));
  const stack = stackOf();
  new UserPoolOnly(stack, 'Auth', { groups: ['staff'] });
  expect(Object.keys(resourcesOf(stack, 'AWS::Cognito::UserPoolGroup'))).toEqual([id]);
  const renamed = stackOf();
  new UserPoolOnly(renamed, 'Auth', { groups: ['staff'] });
  renamed.renameLogicalId(id, 'Staff');
  expect(Object.keys(resourcesOf(renamed, 'AWS::Cognito::UserPoolGroup'))).toEqual(['Staff']);
});

describe('to read a member creates nothing', () => {
  /** All that can be read of an object, as a debugger does. */
  const readAll = (object: object, seen = new Set<object>()): void => {
    if (seen.has(object) || seen.size > 3000) return;
    seen.add(object);
    for (let proto: object | null = object; proto !== null && proto !== Object.prototype; proto = Object.getPrototypeOf(proto) as object | null) {
      for (const name of Object.getOwnPropertyNames(proto)) {
        if (name === 'constructor') continue;
        let value: unknown;
        try {
          value = Reflect.get(proto, name, object);
        } catch {
          continue; // such as a secret that is not there
        }
        if (typeof value === 'object' && value !== null && proto.constructor.name !== 'Node') readAll(value, seen);
      }
    }
  };
  test('of pools, principals, guests', () => {
    const make = (): [Stack, object[]] => {
      const stack = stackOf('eu-west-1');
      const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
      const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
      auth.addIdentityPoolProvider(google);
      const guests = new library.GuestAccess(stack, 'Guests', { identityPool: auth });
      return [stack, [auth, guests, auth.group('staff'), auth.usersOf(google), new UserPoolOnly(stack, 'Users'), new IdentityPoolOnly(stack, 'Identities')]];
    };
    const [untouched] = make();
    const [read, objects] = make();
    const constructs = read.node.findAll().length;
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined); // of what the CDK calls deprecated
    objects.forEach((object) => readAll(object));
    warned.mockRestore();
    expect(read.node.findAll()).toHaveLength(constructs);
    expect(Template.fromStack(read).toJSON()).toEqual(Template.fromStack(untouched).toJSON());
  });

  test('a role is made when it is asked for, once', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
    expect(auth.group('staff').obtainRole()).toBe(auth.group('staff').obtainRole());
    expect(countsOf(stack)['AWS::IAM::Role']).toBe(2);
  });
});

describe('a principal in a resource policy', () => {
  const named = (prepare: (auth: UserPoolPlusIdentityPool, bucket: Bucket) => void) => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
    const bucket = new Bucket(stack, 'Books');
    bucket.addToResourcePolicy(new PolicyStatement({ effect: Effect.DENY, principals: [auth.group('staff')], actions: ['s3:DeleteObject'], resources: [bucket.arnForObjects('*')] }));
    prepare(auth, bucket);
    return stack;
  };
  const principalIn = (stack: Stack): unknown => (Object.values(resourcesOf(stack, 'AWS::S3::BucketPolicy'))[0].Properties.PolicyDocument as { Statement: { Principal: unknown }[] }).Statement[0].Principal;

  test('is the role, granted before or after, or made by obtainRole()', () => {
    const role = { AWS: [{ 'Fn::GetAtt': [expect.stringMatching(/staffMembersRole/), 'Arn'] }] };
    expect(principalIn(named((auth, bucket) => bucket.grantRead(auth.group('staff'))))).toEqual(role);
    expect(principalIn(named((auth) => auth.group('staff').obtainRole()))).toEqual(role);
  });

  test('without a role is an error at synth', () => {
    expect(() => Template.fromStack(named(() => undefined))).toThrow(
      'principal-without-role: a resource policy names group:staff, to whom nothing is granted: there is no role that it could name; '
      + 'grant something to the principal, or call its obtainRole() to make the role [at Stack/Auth/staffMembers]');
  });
});

describe('an id that is taken', () => {
  test.each<[string, (stack: Stack) => unknown]>([
    ['UserPoolOnly', (stack) => new UserPoolOnly(stack, 'Auth')],
    ['IdentityPoolOnly', (stack) => new IdentityPoolOnly(stack, 'Auth')],
    ['UserPoolOnly.fromUserPool', (stack) => UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_AbCdEf'))],
    ['IdentityPoolOnly.fromIdentityPoolId', (stack) => IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.retain())],
  ])('does not take away who has it: %s', (_what, make) => {
    const stack = stackOf();
    const first = new UserPoolOnly(stack, 'Auth');
    expect(() => make(stack)).toThrow("There is already a Construct with name 'Auth'");
    expect(stack.node.tryFindChild('Auth')).toBe(first);
  });
});

describe('no class that only breaks', () => {
  test('what cannot be used alone is not exported', () => {
    expect(Object.keys(library).filter((name) => name.endsWith('Base'))).toEqual([]);
  });

  test('a UserPoolPlusIdentityPool imports nothing', () => {
    expect('fromUserPool' in UserPoolPlusIdentityPool).toBe(false);
    expect('fromUserPool' in UserPoolOnly).toBe(true);
  });

  test('an imported pool has no member that is refused always', () => {
    const stack = new Stack(new App(), 'Stack');
    expect('addTrigger' in UserPoolOnly.fromUserPool(stack, 'Users', UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_AbCdEf'))).toBe(false);
    expect('addProvider' in IdentityPoolOnly.fromIdentityPoolId(stack, 'Identities', POOL, ImportedIdentityPoolRoles.retain())).toBe(false);
  });
});
