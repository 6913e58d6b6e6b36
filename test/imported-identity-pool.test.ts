import './support/quiet-deprecations';
import { IdentityPool as AlphaIdentityPool } from '@aws-cdk/aws-cognito-identitypool-alpha';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ClaimMatch, ClientSettings, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, Owner, OwnItemGrants, OwnObjectGrants, TokenClaim, UserPoolOnly } from '../lib';
import { proveFiles } from '../lib/proof/prove';
import { countsOf, onlyResource, resourcesOf, stackOf, statementsOf, trustOf } from './support/stacks';

const POOL = 'eu-west-1:11111111-2222-3333-4444-555555555555';
const OWN = 'users/${cognito-identity.amazonaws.com:sub}/*';

const authenticationProviders = { google: { clientId: '1-a.apps.googleusercontent.com' } };

/** The L2 and its predecessor: the same pool, from two packages. */
const origins: [string, (stack: Stack, guests?: boolean) => AlphaIdentityPool | IdentityPool][] = [
  ['aws-cdk-lib/aws-cognito-identitypool', (stack, allowUnauthenticatedIdentities) => new IdentityPool(stack, 'There', { allowUnauthenticatedIdentities, authenticationProviders })],
  ['@aws-cdk/aws-cognito-identitypool-alpha', (stack, allowUnauthenticatedIdentities) => new AlphaIdentityPool(stack, 'There', { allowUnauthenticatedIdentities, authenticationProviders })],
];

function photos(stack: Stack): Bucket {
  return new Bucket(stack, 'Photos');
}

function roleOf(stack: Stack, name = 'SignedIn'): IRole {
  return Role.fromRoleArn(stack, name, `arn:aws:iam::111122223333:role/${name}`);
}

describe.each(origins)('a pool of %s', (_origin, make) => {
  test('is granted to by the role that it has; pool, roles and attachment stay as they are', () => {
    const alone = stackOf('eu-west-1');
    make(alone);
    const stack = stackOf('eu-west-1');
    const auth = IdentityPoolOnly.fromIdentityPool(stack, 'Auth', make(stack));
    OwnObjectGrants.fromBucket(photos(stack), { prefix: 'users' }).readWrite(auth.authenticated);
    for (const type of ['AWS::Cognito::IdentityPool', 'AWS::Cognito::IdentityPoolRoleAttachment', 'AWS::IAM::Role']) expect(resourcesOf(stack, type)).toEqual(resourcesOf(alone, type));
    expect(onlyResource(stack, 'AWS::IAM::Policy').Properties.Roles).toEqual([{ Ref: expect.stringContaining('AuthenticatedRole') as string }]);
    expect(statementsOf(stack)).toContainEqual(expect.objectContaining({ Condition: { StringLike: { 's3:prefix': OWN } } }));
  });

  test('own things are proved, and so is a grant that breaks the promise', () => {
    const verdicts = (wide: boolean): string[] => {
      const app = new App();
      const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
      const pool = make(stack);
      const bucket = photos(stack);
      OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }).readWrite(IdentityPoolOnly.fromIdentityPool(stack, 'Auth', pool).authenticated);
      if (wide) bucket.grantRead(pool.authenticatedRole);
      try {
        app.synth();
      } catch {
        // the proof fails the synth; the templates are written all the same
      }
      return proveFiles([`${app.outdir}/Stack.template.json`]).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict);
    };
    jest.spyOn(console, 'error').mockImplementation();
    expect(verdicts(false)).toEqual(['PROVED']);
    expect(verdicts(true)).toEqual(['VIOLATED']);
    jest.restoreAllMocks();
  });

  test('takes guests, where it takes guests', () => {
    const stack = stackOf('eu-west-1');
    const guests = new GuestAccess(stack, 'Guests', { identityPool: make(stack, true) });
    photos(stack).grantRead(guests.principal, 'public/*');
    expect(countsOf(stack)).toMatchObject({ 'AWS::Cognito::IdentityPool': 1, 'AWS::IAM::Role': 2, 'AWS::Cognito::IdentityPoolRoleAttachment': 1 });
    expect(onlyResource(stack, 'AWS::IAM::Policy').Properties.Roles).toEqual([{ Ref: expect.stringContaining('UnauthenticatedRole') as string }]);
  });

  test('guests of one that takes none are refused, and nothing is left behind', () => {
    const stack = stackOf('eu-west-1');
    const pool = make(stack, false);
    expect(() => new GuestAccess(stack, 'Guests', { identityPool: pool })).toThrow(
      "imported-identity-pool: guests for Stack/There, which takes none; set 'allowUnauthenticatedIdentities: true' where it is made: "
      + 'CloudFormation changes a pool from its own stack only [at Stack/Guests/IdentityPool]');
    expect(stack.node.tryFindChild('Guests')).toBeUndefined();
  });

  test('has its attachment, which is not overwritten', () => {
    const stack = stackOf('eu-west-1');
    const pool = make(stack);
    expect(() => IdentityPoolOnly.fromIdentityPool(stack, 'Auth', pool, ImportedIdentityPoolRoles.attach())).toThrow(
      /^role-attachment-exists: Stack\/There has a role attachment already, Stack\/There\/.*; retain its roles with ImportedIdentityPoolRoles.retain, or take the pool over with its logical ids/);
    expect(stack.node.tryFindChild('Auth')).toBeUndefined();
  });
});

describe('a pool of another app, by its id', () => {
  test('keeps its roles: what is granted is added to them, and nothing else is made', () => {
    const stack = stackOf('eu-west-1');
    const auth = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.retain({ authenticatedRole: roleOf(stack), unauthenticatedRole: roleOf(stack, 'Guest'), sessionTags: ['tenantId'] }));
    OwnItemGrants.fromTable(Table.fromTableArn(stack, 'Orders', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'), { owner: Owner.sessionTag('tenantId') }).read(auth.authenticated);
    Bucket.fromBucketName(stack, 'Shop', 'shop').grantRead(new GuestAccess(stack, 'Guests', { identityPool: auth }).principal, 'public/*');
    expect(countsOf(stack)).toEqual({ 'AWS::IAM::Policy': 2 });
    expect(Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).map(({ Properties }) => Properties.Roles)).toEqual([['SignedIn'], ['Guest']]);
  });

  test('takes roles of our own, with rules, principals by provider and session tags, and guests', () => {
    const stack = stackOf('eu-west-1');
    const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
    const auth = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.attach({ providers: [google] }));
    auth.addSessionTag('domain', google, TokenClaim.named('hd'));
    photos(stack).grantRead(auth.addRoleMappingRule('staff', google, ClaimMatch.equalTo('hd', 'example.com')));
    Bucket.fromBucketName(stack, 'News', 'news').grantRead(auth.usersOf(google));
    new GuestAccess(stack, 'Guests', { identityPool: auth });
    const { Properties } = onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment');
    expect(Properties).toMatchObject({ IdentityPoolId: POOL, Roles: { authenticated: {}, unauthenticated: {} }, RoleMappings: { 'accounts.google.com': { Type: 'Rules' } } });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolPrincipalTag').Properties).toMatchObject({ IdentityPoolId: POOL, PrincipalTags: { domain: 'hd' } });
    expect(trustOf(stack, 'staffRule')).toMatchObject({ Statement: [{ Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': POOL } } }, { Action: 'sts:TagSession' }] });
    expect(countsOf(stack)['AWS::Cognito::IdentityPool']).toBeUndefined();
  });

  test('whose id is known only at deployment', () => {
    const stack = stackOf('eu-west-1');
    const auth = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', new CfnParameter(stack, 'Pool').valueAsString, ImportedIdentityPoolRoles.attach());
    expect(auth.identityPoolRef.identityPoolId).toBe(auth.identityPoolId);
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.IdentityPoolId).toEqual({ Ref: 'Pool' });
  });

  test('is what an app needs to know', () => {
    const stack = stackOf('eu-west-1');
    const users = new UserPoolOnly(stack, 'Users');
    users.addSinglePageAppClient('web');
    const identityPool = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.retain());
    expect(JSON.stringify(stack.resolve(ClientSettings.fromUserPool(users, 'web', { identityPool }).amplifyOutputs))).toContain(POOL);
  });
});

describe('refused', () => {
  const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
  const kept = (): { stack: Stack; auth: ReturnType<typeof IdentityPoolOnly.fromIdentityPoolId> } => {
    const stack = stackOf('eu-west-1');
    return { stack, auth: IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.retain()) };
  };

  test.each([
    ['a principal by provider', (auth) => auth.usersOf(google), 'a role for the users of accounts.google.com for an identity pool that retains its roles: role mappings stand in its role attachment; '
      + 'set it where the pool is made, or attach all its roles here with ImportedIdentityPoolRoles.attach() [at Stack/Auth]'],
    ['a rule', (auth) => auth.addRoleMappingRule('staff', google, ClaimMatch.equalTo('hd', 'example.com')), "rule 'staff' for an identity pool that retains its roles: role mappings stand in its role attachment"],
    ['a session tag', (auth) => auth.addSessionTag('domain', google, TokenClaim.named('hd')),
      "session tag 'domain' for an identity pool that retains its roles: a role that does not trust tags (sts:TagSession) could not be had any more"],
  ] as [string, (auth: ReturnType<typeof IdentityPoolOnly.fromIdentityPoolId>) => void, string][])('%s for a pool that keeps its roles', (_what, act, message) => {
    const { stack, auth } = kept();
    expect(() => act(auth)).toThrow(`imported-identity-pool: ${message}`);
    expect(countsOf(stack)).toEqual({});
  });

  test('grants to roles that nobody named', () => {
    const { stack, auth } = kept();
    expect(() => auth.authenticated).toThrow(
      'role-unknown: the role that the identity pool Stack/Auth/IdentityPool gives to signed-in users is not known; '
      + 'name it: IdentityPoolOnly.fromIdentityPool(…, ImportedIdentityPoolRoles.retain({ authenticatedRole })) [at Stack/Auth]');
    expect(() => new GuestAccess(stack, 'Guests', { identityPool: auth })).toThrow('gives to guests is not known; name it: IdentityPoolOnly.fromIdentityPool(…, ImportedIdentityPoolRoles.retain({ unauthenticatedRole }))');
    expect(stack.node.tryFindChild('Guests')).toBeUndefined();
  });

  test('a role of another account, which a policy would not find', () => {
    const stack = stackOf('eu-west-1');
    const authenticatedRole = Role.fromRoleArn(stack, 'There', 'arn:aws:iam::444455556666:role/there');
    const auth = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.retain({ authenticatedRole }));
    expect(() => auth.authenticated).toThrow('role-in-another-account: the role Stack/There is in account 444455556666, the stack in 111122223333; grant in a stack of the account of the identity pool and its roles');
    expect(countsOf(stack)).toEqual({});
  });

  test('an id that is none, and roles for a pool of another Region', () => {
    const stack = stackOf('eu-central-1');
    expect(() => IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', 'people', ImportedIdentityPoolRoles.attach())).toThrow(
      "identity-pool-id: the identity pool id 'people'; write the whole id, such as 'eu-west-1:00000000-0000-0000-0000-000000000000' [at Stack/Auth]");
    expect(() => IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.attach())).toThrow(
      'identity-pool-in-another-region: roles for an identity pool in eu-west-1 from a stack in eu-central-1; attach them in a stack in eu-west-1');
    expect(stack.node.tryFindChild('Auth')).toBeUndefined();
    expect(stack.node.findAll().some((node) => node instanceof CfnIdentityPoolRoleAttachment)).toBe(false);
  });

  test('a session tag as owner that nobody says the pool maps', () => {
    const stack = stackOf('eu-west-1');
    const auth = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', POOL, ImportedIdentityPoolRoles.retain({ authenticatedRole: roleOf(stack) }));
    OwnObjectGrants.fromBucket(photos(stack), { prefix: 'tenants', owner: Owner.sessionTag('tenantId') }).read(auth.authenticated);
    expect(() => countsOf(stack)).toThrow("session-tag-not-mapped: users are told apart by the session tag 'tenantId', which no provider of this identity pool maps");
  });
});
