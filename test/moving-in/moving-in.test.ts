import '../support/quiet-deprecations';
import { AmplifyAuth } from '@aws-amplify/auth-construct';
import { IdentityPool as AlphaIdentityPool, UserPoolAuthenticationProvider as AlphaProvider } from '@aws-cdk/aws-cognito-identitypool-alpha';
import type { Stack } from 'aws-cdk-lib';
import { CfnIdentityPool, CfnIdentityPoolRoleAttachment, CfnUserPool, CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdentityPool, UserPoolAuthenticationProvider } from 'aws-cdk-lib/aws-cognito-identitypool';
import { Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IIdentityPoolWithId } from '../../lib';
import { GuestAccess, IdentityPoolOnly, OwnObjectGrants, SignIn, UserPoolPlusIdentityPool } from '../../lib';
import { stackOf } from '../support/stacks';
import { changedBetween, idOf, keep, lostBetween, without } from './template-differences';

/** The ids that hold the users, their identities and their clients; all else may be made anew. */
interface Kept {
  readonly userPool: string;
  readonly client: string;
  readonly identityPool: string;
  readonly attachment: string;
}

function takeOver(auth: UserPoolPlusIdentityPool, ids: Kept): void {
  keep(auth.userPool, ids.userPool);
  keep(auth.node.findChild('webClient'), ids.client);
  keep(auth.identityPool, ids.identityPool);
  keep(auth.node.findChild('RoleAttachment'), ids.attachment);
}

/** A pool as the CDK makes it when nothing is said: user names, and nothing about capitals. */
function asTheCdkMadeIt(stack: Stack): UserPoolPlusIdentityPool {
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.username() });
  without(auth.userPool, 'UsernameConfiguration');
  return auth;
}

describe.each(['aws-cdk-lib/aws-cognito-identitypool', '@aws-cdk/aws-cognito-identitypool-alpha'])('from %s', (origin) => {
  function before(): { stack: Stack; pool: IIdentityPoolWithId; ids: Kept } {
    const stack = stackOf();
    const userPool = new UserPool(stack, 'Users');
    const userPoolClient = userPool.addClient('web');
    const pool = origin === 'aws-cdk-lib/aws-cognito-identitypool'
      ? new IdentityPool(stack, 'Identities', { authenticationProviders: { userPools: [new UserPoolAuthenticationProvider({ userPool, userPoolClient })] } })
      : new AlphaIdentityPool(stack, 'Identities', { authenticationProviders: { userPools: [new AlphaProvider({ userPool, userPoolClient })] } });
    const attachment = pool.node.findAll().find((node) => node instanceof CfnIdentityPoolRoleAttachment) as CfnIdentityPoolRoleAttachment;
    return { stack, pool, ids: { userPool: idOf(userPool), client: idOf(userPoolClient), identityPool: idOf(pool), attachment: idOf(attachment) } };
  }

  test('no pool, client or attachment is replaced or removed', () => {
    const { stack, ids } = before();
    const after = stackOf();
    const auth = asTheCdkMadeIt(after);
    auth.addSinglePageAppClient('web');
    takeOver(auth, ids);
    expect(lostBetween(stack, after)).toEqual([]);
  });

  test('without the logical ids all would be', () => {
    const { stack } = before();
    const after = stackOf();
    asTheCdkMadeIt(after).addSinglePageAppClient('web');
    expect(lostBetween(stack, after)).toHaveLength(4);
  });

  test('left where it is and granted to, nothing of it changes', () => {
    const { stack } = before();
    const { stack: after, pool } = before();
    const users = IdentityPoolOnly.fromIdentityPool(after, 'Auth', pool).authenticated;
    OwnObjectGrants.fromBucket(Bucket.fromBucketName(after, 'Photos', 'photos'), { prefix: 'users' }).readWrite(users);
    expect(changedBetween(stack, after)).toEqual([expect.stringMatching(/^AuthAuthenticatedPolicy\w+ AWS::IAM::Policy WILL_CREATE$/)]);
  });

  test('a setting that cannot change later is found', () => {
    const { stack, ids } = before();
    const after = stackOf();
    const auth = new UserPoolPlusIdentityPool(after, 'Auth', { signIn: SignIn.email() });
    auth.addSinglePageAppClient('web');
    takeOver(auth, ids);
    expect(lostBetween(stack, after)).toEqual(['UsernameAttributes', 'UsernameConfiguration'].map((property) => `${ids.userPool} ${property}`));
  });
});

describe('from @aws-amplify/auth-construct', () => {
  test('pools, client, attachment and groups stay, with guests as before', () => {
    const before = stackOf();
    const amplify = new AmplifyAuth(before, 'amplifyAuth', { loginWith: { email: true }, groups: ['admins'] });
    const { cfnUserPool, cfnUserPoolClient, cfnIdentityPool, cfnIdentityPoolRoleAttachment } = amplify.resources.cfnResources;

    const after = stackOf();
    const auth = new UserPoolPlusIdentityPool(after, 'Auth', {
      signIn: SignIn.email(), selfSignUpEnabled: true, groups: ['admins'], standardAttributes: { email: { required: true, mutable: true } },
    });
    auth.addSinglePageAppClient('web');
    auth.group('admins').obtainRole();
    new GuestAccess(after, 'Guests', { identityPool: auth });
    takeOver(auth, { userPool: idOf(cfnUserPool), client: idOf(cfnUserPoolClient), identityPool: idOf(cfnIdentityPool), attachment: idOf(cfnIdentityPoolRoleAttachment) });
    keep(auth.node.findChild('adminsGroup'), idOf(amplify.resources.groups.admins.cfnUserGroup));

    expect(lostBetween(before, after)).toEqual([]);
  });
});

describe('from pools written by hand', () => {
  test('the ids in the template are the ids that stay', () => {
    const before = stackOf();
    const userPool = new CfnUserPool(before, 'Pool', { usernameAttributes: ['email'], usernameConfiguration: { caseSensitive: false }, schema: [{ name: 'email', required: true, mutable: true }] });
    const client = new CfnUserPoolClient(before, 'Client', { userPoolId: userPool.ref });
    const pool = new CfnIdentityPool(before, 'Identities', {
      allowUnauthenticatedIdentities: false, identityPoolName: 'people', cognitoIdentityProviders: [{ providerName: userPool.attrProviderName, clientId: client.ref }],
    });
    const role = new Role(before, 'Role', { assumedBy: new WebIdentityPrincipal('cognito-identity.amazonaws.com') });
    const attachment = new CfnIdentityPoolRoleAttachment(before, 'Roles', { identityPoolId: pool.ref, roles: { authenticated: role.roleArn } });

    const after = stackOf();
    const auth = new UserPoolPlusIdentityPool(after, 'Auth', { signIn: SignIn.email(), identityPoolName: 'people', standardAttributes: { email: { required: true, mutable: true } } });
    auth.addSinglePageAppClient('web');
    takeOver(auth, { userPool: idOf(userPool), client: idOf(client), identityPool: idOf(pool), attachment: idOf(attachment) });
    expect(lostBetween(before, after)).toEqual([]);
  });
});

