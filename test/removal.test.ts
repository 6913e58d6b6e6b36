import { App, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { OAuthScope, UserPool, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import type { IExtensibleUserPool, UserPoolPlusIdentityPoolProps } from '../lib';
import {
  GuestAccess, IdentityPoolOnly, IdentityPoolProvider, SignIn, SignInDomain, TokenClaim, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider,
} from '../lib';
import { expectError } from './support/user-pool-fixture';

const IN_THE_POOL = ['UserPoolClient', 'UserPoolDomain', 'UserPoolGroup', 'UserPoolIdentityProvider', 'UserPoolResourceServer'].map((name) => `AWS::Cognito::${name}`);

function stackOf(): Stack {
  return new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
}

/** One of each kind that is in a user pool. */
function addParts(auth: IExtensibleUserPool): void {
  auth.addGroup('finance');
  auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
  auth.addProvider(UserPoolProvider.saml('Corporate', { metadata: UserPoolIdentityProviderSamlMetadata.file('<EntityDescriptor/>') }));
  auth.addDomain(SignInDomain.prefix('shop'));
  auth.addSinglePageAppClient('web', { callbackUrls: ['https://shop.example.com/'], scopes: [OAuthScope.OPENID] });
}

function poolsOf(props: UserPoolPlusIdentityPoolProps = {}): UserPoolPlusIdentityPool {
  const auth = new UserPoolPlusIdentityPool(stackOf(), 'Auth', { signIn: SignIn.phone(), sessionTags: { sub: TokenClaim.sub() }, ...props });
  addParts(auth);
  return auth;
}

/** The policies by type: what happens when the resource leaves the template, and when it is replaced. */
function policiesIn(stack: Stack): Record<string, [string | undefined, string | undefined]> {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }> };
  return Object.fromEntries(Object.entries(Resources).filter(([id, { Type }]) => Type.startsWith('AWS::Cognito::') || id.includes('smsRole'))
    .map(([, { Type, DeletionPolicy, UpdateReplacePolicy }]) => [Type, [DeletionPolicy, UpdateReplacePolicy]]));
}

describe('when nothing is said', () => {
  test('both pools are retained, and so is what is in them and cannot be made again; but not what a failed deployment has made of that', () => {
    const policies = policiesIn(Stack.of(poolsOf()));
    for (const pool of ['AWS::Cognito::UserPool', 'AWS::Cognito::IdentityPool']) expect(policies).toMatchObject({ [pool]: ['Retain', 'Retain'] });
    for (const part of [...IN_THE_POOL, 'AWS::IAM::Role']) expect(policies).toMatchObject({ [part]: ['RetainExceptOnCreate', 'Retain'] });
  });

  test('what the next deployment makes again goes', () => {
    expect(policiesIn(Stack.of(poolsOf()))).toMatchObject({
      'AWS::Cognito::IdentityPoolRoleAttachment': [undefined, undefined],
      'AWS::Cognito::IdentityPoolPrincipalTag': [undefined, undefined],
      'AWS::Cognito::ManagedLoginBranding': [undefined, undefined],
    });
  });

  test.each([
    ['IdentityPoolOnly', (stack: Stack) => new IdentityPoolOnly(stack, 'Auth')],
    ['GuestAccess', (stack: Stack) => new GuestAccess(stack, 'Guests')],
  ])('the pool of %s is retained', (_what, make) => {
    const stack = stackOf();
    make(stack);
    expect(policiesIn(stack)).toMatchObject({ 'AWS::Cognito::IdentityPool': ['Retain', 'Retain'] });
  });

  test('what is added to a pool of another app is retained', () => {
    const stack = stackOf();
    addParts(UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123')));
    for (const part of IN_THE_POOL) expect(policiesIn(stack)).toMatchObject({ [part]: ['RetainExceptOnCreate', 'Retain'] });
  });
});

describe('a pool that may go takes with it what is in it', () => {
  const gone = (auth: UserPoolPlusIdentityPool): void => {
    const policies = policiesIn(Stack.of(auth));
    for (const resource of ['AWS::Cognito::UserPool', ...IN_THE_POOL, 'AWS::IAM::Role']) expect(policies).toMatchObject({ [resource]: ['Delete', 'Delete'] });
    Template.fromStack(Stack.of(auth)).hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'INACTIVE' });
  };

  test('by removalPolicy, which is that of both pools', () => {
    const auth = poolsOf({ removalPolicy: RemovalPolicy.DESTROY });
    gone(auth);
    expect(policiesIn(Stack.of(auth))).toMatchObject({ 'AWS::Cognito::IdentityPool': ['Delete', 'Delete'] });
  });

  test('by RemovalPolicies of the stack', () => {
    const auth = poolsOf();
    RemovalPolicies.of(Stack.of(auth)).destroy();
    gone(auth);
    expect(policiesIn(Stack.of(auth))).toMatchObject({ 'AWS::Cognito::IdentityPool': ['Delete', 'Delete'] });
  });

  test('by applyRemovalPolicy of the pool', () => {
    const auth = poolsOf();
    auth.userPool.applyRemovalPolicy(RemovalPolicy.DESTROY);
    gone(auth);
  });

  test('from another stack of the app, where it is taken up again', () => {
    const auth = poolsOf({ removalPolicy: RemovalPolicy.DESTROY });
    const web = new Stack(auth.node.root, 'Web', { env: { account: '111122223333', region: 'us-east-1' } });
    UserPoolOnly.fromUserPool(web, 'Auth', auth.userPool).addGroup('more');
    expect(policiesIn(web)).toMatchObject({ 'AWS::Cognito::UserPoolGroup': ['Delete', 'Delete'] });
  });

  test.each([
    ['IdentityPoolOnly', (stack: Stack) => new IdentityPoolOnly(stack, 'Auth', { removalPolicy: RemovalPolicy.DESTROY })],
    ['GuestAccess', (stack: Stack) => new GuestAccess(stack, 'Guests', { removalPolicy: RemovalPolicy.DESTROY })],
  ])('the identity pool of %s', (_what, make) => {
    const stack = stackOf();
    make(stack);
    expect(policiesIn(stack)).toMatchObject({ 'AWS::Cognito::IdentityPool': ['Delete', 'Delete'] });
  });
});

test('one part may go by itself, and may stay by itself', () => {
  const auth = poolsOf();
  auth.addGroup('trial').applyRemovalPolicy(RemovalPolicy.DESTROY);
  Template.fromStack(Stack.of(auth)).hasResource('AWS::Cognito::UserPoolGroup', { DeletionPolicy: 'Delete', Properties: Match.objectLike({ GroupName: 'trial' }) });
  const going = poolsOf({ removalPolicy: RemovalPolicy.DESTROY });
  going.addGroup('kept').applyRemovalPolicy(RemovalPolicy.RETAIN);
  Template.fromStack(Stack.of(going)).hasResource('AWS::Cognito::UserPoolGroup', { DeletionPolicy: 'Retain', Properties: Match.objectLike({ GroupName: 'kept' }) });
});

describe('deletion protection', () => {
  const warning = ['*', Match.stringLikeRegexp("deleted with its stack, and 'deletionProtection' is true")] as const;

  test.each([
    ['by property', { removalPolicy: RemovalPolicy.DESTROY }, () => undefined],
    ['by RemovalPolicies', {}, (stack: Stack) => RemovalPolicies.of(stack).destroy()],
  ])('that was asked for stays on a pool that may go %s, with a warning', (_how, props, change) => {
    const auth = poolsOf({ ...props, deletionProtection: true });
    change(Stack.of(auth));
    Template.fromStack(Stack.of(auth)).hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
    Annotations.fromStack(Stack.of(auth)).hasWarning(...warning);
  });

  test('is no reason for a warning on a pool that is retained', () => {
    const { node } = poolsOf({ deletionProtection: true });
    Annotations.fromStack(Stack.of(node.scope!)).hasNoWarning(...warning);
  });

  test('comes back with a policy that retains', () => {
    const auth = poolsOf({ removalPolicy: RemovalPolicy.DESTROY });
    RemovalPolicies.of(Stack.of(auth)).retain();
    Template.fromStack(Stack.of(auth)).hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
  });
});

describe('refused', () => {
  const snapshot = "removal-policy: 'removalPolicy' is SNAPSHOT; use RETAIN or DESTROY: there are no snapshots of user pools and identity pools";

  test.each([
    ['IdentityPoolOnly', (stack: Stack) => new IdentityPoolOnly(stack, 'Auth', { removalPolicy: RemovalPolicy.SNAPSHOT }), `${snapshot} [at Stack/Auth]`],
    ['GuestAccess', (stack: Stack) => new GuestAccess(stack, 'Auth', { removalPolicy: RemovalPolicy.SNAPSHOT }), `${snapshot} [at Stack/Auth]`],
    ['UserPoolPlusIdentityPool', (stack: Stack) => new UserPoolPlusIdentityPool(stack, 'Auth', { removalPolicy: RemovalPolicy.SNAPSHOT }), `${snapshot} [at Stack/Auth]`],
  ])('a snapshot of the pool of %s', (_what, make, message) => {
    const stack = stackOf();
    expectError(() => make(stack), message);
    expect(stack.node.findAll()).toHaveLength(1);
  });

  test('a policy beside the pool that has one', () => {
    const stack = stackOf();
    const identityPool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.google('a')] });
    expectError(() => new GuestAccess(stack, 'Guests', { identityPool, removalPolicy: RemovalPolicy.DESTROY }),
      "removal-policy: 'removalPolicy' is given, and so is the identity pool Stack/Auth, which has its own; set it where that pool is made, and leave it out here [at Stack/Guests]");
  });
});
