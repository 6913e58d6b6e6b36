import { App, CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, ManagedLoginVersion, UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction, ListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Annotations as CdkAnnotations, Duration, SecretValue } from 'aws-cdk-lib/core';
import type { ImportedUserPool, ImportedUserPoolOptions } from '../lib';
import {
  ClientSettings, CustomAttribute, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, LoadBalancerAuthentication, PasswordlessSignIn, SignInDomain,
  UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider,
} from '../lib';
import { expectError } from './support/user-pool-fixture';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const POOL = 'eu-west-1_AbCdEf123';
const IDENTITY_POOL = 'eu-west-1:11111111-2222-3333-4444-555555555555';
const CALLBACK = { callbackUrls: ['https://app.example.com/'] };

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: HERE });
});

function imported(options: ImportedUserPoolOptions = {}): ImportedUserPool {
  return UserPoolOnly.fromUserPool(stack, 'Users', UserPool.fromUserPoolId(stack, 'There', POOL), options);
}

function only(type: string, of: Stack = stack): Record<string, unknown> {
  const found = Object.values(Template.fromStack(of).findResources(`AWS::Cognito::${type}`)) as { Properties: Record<string, unknown> }[];
  expect(found).toHaveLength(1);
  return found[0].Properties;
}

describe('a user pool of another app', () => {
  const domain = SignInDomain.prefix('shop');

  test('has the domain that is stated: load balancers sign users in there, without a second one', () => {
    const listener = new ApplicationLoadBalancer(stack, 'Balancer', { vpc: new Vpc(stack, 'Vpc') }).addListener('Listener', {
      port: 443, certificates: [ListenerCertificate.fromArn(`arn:aws:acm:eu-west-1:${HERE.account}:certificate/1`)],
      defaultAction: ListenerAction.fixedResponse(404),
    });
    const next = ListenerAction.fixedResponse(200);
    listener.addAction('Door', { action: LoadBalancerAuthentication.authenticate(listener, 'door', { userPool: imported({ domains: [domain] }), hostNames: ['app.example.com'], next }) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Cognito::UserPoolDomain', 0);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: Match.arrayWith([Match.objectLike({ AuthenticateCognitoConfig: Match.objectLike({ UserPoolDomain: 'shop' }) })]) });
  });

  test.each([
    ['a prefix domain', domain, 'shop.auth.eu-west-1.amazoncognito.com'],
    ['a custom domain', SignInDomain.custom('auth.example.com', {}), 'auth.example.com'],
  ])('has the sign-in pages that are stated in client settings: %s', (_what, stated, host) => {
    const users = imported({ domains: [stated], groups: { staff: { precedence: 3 } }, providers: [UserPoolProvider.fromProviderName('Google')] });
    users.addSinglePageAppClient('web', CALLBACK);
    new CfnOutput(stack, 'Settings', { value: ClientSettings.fromUserPool(users, 'web').amplifyOutputs });
    const settings = JSON.stringify(Template.fromStack(stack).findOutputs('Settings'));
    expect(settings).toContain(`\\"domain\\":\\"${host}\\"`);
    expect(settings).toContain('\\"identity_providers\\":[\\"GOOGLE\\"]');
    expect(settings).toContain('\\"groups\\":[{\\"staff\\":{\\"precedence\\":3}}]');
  });

  test.each([[ManagedLoginVersion.NEWER_MANAGED_LOGIN, 1], [ManagedLoginVersion.CLASSIC_HOSTED_UI, 0]])('with pages of version %s gives an app client %s style', (managedLoginVersion, styles) => {
    imported({ domains: [SignInDomain.prefix('shop', { managedLoginVersion })] }).addSinglePageAppClient('web', CALLBACK);
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::ManagedLoginBranding', styles);
  });

  test('takes no second domain of the kind', () => {
    const users = imported({ domains: [domain] });
    expectError(() => users.addDomain(SignInDomain.prefix('shop2')), 'duplicate-domain: the pool has a prefix domain already; add one of each kind at most [at Stack/Users]');
  });

  test('with a plan that has no passwordless sign-in is stated wrongly', () => {
    expectError(() => imported({ passwordless: true, featurePlan: FeaturePlan.LITE }),
      "feature-plan-too-low: the feature plan is pinned to LITE, and passwordless sign-in needs ESSENTIALS; pin FeaturePlan.ESSENTIALS, leave 'featurePlan' out to have it derived, or do without passwordless sign-in [at Stack/Users]");
  });

  test('with a plan that has no such pages is stated wrongly', () => {
    expectError(() => imported({ domains: [domain], featurePlan: FeaturePlan.LITE }),
      "feature-plan-too-low: the feature plan is pinned to LITE, and managed login version 2 needs ESSENTIALS; pin FeaturePlan.ESSENTIALS, leave 'featurePlan' out to have it derived, or do without managed login version 2 [at Stack/Users]");
    expect(stack.node.tryFindChild('Users')).toBeUndefined();
  });

  test('has the groups that are stated: they are not made, and new ones rank after them', () => {
    const users = imported({ groups: { staff: { precedence: 4 }, guests: {} } });
    expect(users.groupNames).toEqual(['staff', 'guests']);
    users.addGroup('interns');
    expect(only('UserPoolGroup')).toMatchObject({ GroupName: 'interns', Precedence: 5 });
    expectError(() => users.addGroup('staff'), "duplicate-group: group 'staff' is there already; add each group once [at Stack/Users]");
    expectError(() => users.addGroup('more', { precedence: 4 }), "duplicate-precedence: groups 'staff' and 'more' both have precedence 4; give each group a precedence of its own: on a tie Cognito prefers no role [at Stack/Users]");
  });

  test('offers the providers that are stated, to users from outside alone', () => {
    const users = imported({ providers: [UserPoolProvider.fromProviderName('Google'), UserPoolProvider.fromProviderName('Corp')], externalProvidersOnly: true });
    users.addSinglePageAppClient('web', CALLBACK);
    expect(only('UserPoolClient')).toMatchObject({ SupportedIdentityProviders: ['Google', 'Corp'], ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 0);
  });

  test('has the scopes that are stated', () => {
    const users = imported({ resourceServers: { orders: ['read', 'write'] } });
    users.addMachineToMachineClient('batch', { scopes: [users.oAuthScope('orders', 'read')] });
    expect(only('UserPoolClient')).toMatchObject({ AllowedOAuthScopes: ['orders/read'] });
    expectError(() => users.addResourceServer('orders', { scopes: { read: 'r' } }), "duplicate-resource-server: resource server 'orders' is there already; add each once, with all its scopes [at Stack/Users]");
  });
});

describe('a pool of this app, taken up again in another stack', () => {
  let web: Stack;
  beforeEach(() => {
    web = new Stack(app, 'Web', { env: HERE });
  });
  const again = (userPool: UserPool): ImportedUserPool => UserPoolOnly.fromUserPool(web, 'Users', userPool);

  test('knows its plan', () => {
    const users = again(new UserPoolOnly(stack, 'Auth', { featurePlan: FeaturePlan.LITE }).userPool);
    const tooLow = /^feature-plan-too-low: the feature plan is pinned to LITE/;
    expect(() => users.addDomain(SignInDomain.prefix('shop'))).toThrow(tooLow);
    expect(() => users.addSinglePageAppClient('web', { refreshTokenRotationGracePeriod: Duration.seconds(0) })).toThrow(tooLow);
  });

  test('gets the plan that is needed there', () => {
    again(new UserPoolOnly(stack, 'Auth').userPool).addDomain(SignInDomain.prefix('shop'));
    expect(only('UserPool')).toMatchObject({ UserPoolTier: 'ESSENTIALS' });
  });

  test('knows its groups and their order', () => {
    const users = again(new UserPoolOnly(stack, 'Auth', { groups: ['a', 'b'] }).userPool);
    expect(() => users.addGroup('a')).toThrow(/^duplicate-group/);
    expect(() => users.addGroup('c', { precedence: 0 })).toThrow(/^duplicate-precedence/);
    users.addGroup('c');
    expect(only('UserPoolGroup', web)).toMatchObject({ GroupName: 'c', Precedence: 2 });
  });

  test('knows its domains, and brands app clients wherever they are', () => {
    const auth = new UserPoolOnly(stack, 'Auth');
    auth.addSinglePageAppClient('web', CALLBACK);
    const users = again(auth.userPool);
    users.addDomain(SignInDomain.prefix('shop'));
    users.addSinglePageAppClient('more', CALLBACK);
    expect(() => auth.addDomain(SignInDomain.prefix('shop2'))).toThrow(/^duplicate-domain/);
    for (const one of [stack, web]) Template.fromStack(one).resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
  });

  test('knows how users sign in, and what they may write', () => {
    const auth = new UserPoolOnly(stack, 'Auth', { passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })], customAttributes: { tenant: CustomAttribute.string(), nick: CustomAttribute.string({ userWritable: true }) } });
    again(auth.userPool).addSinglePageAppClient('web');
    const { ExplicitAuthFlows, WriteAttributes } = only('UserPoolClient', web) as { ExplicitAuthFlows: string[]; WriteAttributes: string[] };
    expect(ExplicitAuthFlows).toContain('ALLOW_USER_AUTH');
    expect(WriteAttributes.filter((name) => name.startsWith('custom:'))).toEqual(['custom:nick']);
  });

  test('offers its providers, and those that are added there', () => {
    const google = UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.secretsManager('google') });
    const auth = new UserPoolOnly(stack, 'Auth', { externalProvidersOnly: true, providers: [google], domain: SignInDomain.prefix('shop') });
    auth.addSinglePageAppClient('first', CALLBACK);
    const users = again(auth.userPool);
    users.addSinglePageAppClient('web', { ...CALLBACK, identityProviders: [google] });
    users.addProvider(UserPoolProvider.amazon({ clientId: 'id', clientSecret: SecretValue.secretsManager('amazon') }));
    expect(only('UserPoolClient', web).SupportedIdentityProviders).toHaveLength(1);
    expect(only('UserPoolClient').SupportedIdentityProviders).toHaveLength(2);
    expect(JSON.stringify(only('UserPoolClient', web).SupportedIdentityProviders)).not.toContain('COGNITO');
  });

  test('gets its app clients there, whose ids are unique in the pool; authorizers there take all of them', () => {
    const auth = new UserPoolOnly(stack, 'Auth');
    auth.addWebAppClient('first');
    const users = again(auth.userPool);
    users.addSinglePageAppClient('web');
    Template.fromStack(web).resourceCountIs('AWS::Cognito::UserPoolClient', 1);
    expect(() => users.addSinglePageAppClient('first')).toThrow(/^duplicate-client/);
    expect(() => auth.addSinglePageAppClient('web')).toThrow(/^duplicate-client/);
    expect(web.resolve(users.clientSecret('first'))).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^AuthfirstClient/), 'ClientSecret'] });
  });

  test('gets its app clients with the identity pool where there is one: its users get credentials', () => {
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'], domain: SignInDomain.prefix('shop') });
    auth.addSinglePageAppClient('first');
    const client = again(auth.userPool).addSinglePageAppClient('web', CALLBACK);
    new CfnOutput(web, 'Client', { value: client.userPoolClientId });
    new Bucket(stack, 'Photos').grantRead(auth.group('staff'));
    Template.fromStack(web).resourceCountIs('AWS::Cognito::UserPoolClient', 0);
    expect(only('IdentityPool').CognitoIdentityProviders).toHaveLength(2);
    expect(Object.keys(only('IdentityPoolRoleAttachment').RoleMappings as object)).toEqual(['first', 'web']);
  });

  test('of an app client with a callback URL of the other stack too', () => {
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { domain: SignInDomain.prefix('shop') });
    const bucket = new Bucket(web, 'Site');
    again(auth.userPool).addSinglePageAppClient('web', { callbackUrls: [`https://${bucket.bucketRegionalDomainName}/`] });
    expect(only('IdentityPool').CognitoIdentityProviders).toHaveLength(1);
  });

  test('is asked nothing that is known', () => {
    const { userPool } = new UserPoolOnly(stack, 'Auth');
    expectError(() => UserPoolOnly.fromUserPool(web, 'Users', userPool, { passwordless: true }),
      "known-user-pool: 'passwordless' of a user pool that this app makes at Stack/Auth; leave it out: what the pool has is known from there [at Web/Users]");
    expect(web.node.tryFindChild('Users')).toBeUndefined();
  });
});

test('a pool of another app that is imported a second time is known from the first time, unless something else is said of it', () => {
  const pool = UserPool.fromUserPoolId(stack, 'There', POOL);
  UserPoolOnly.fromUserPool(stack, 'Users', pool, { groups: { staff: {} } });
  expect(UserPoolOnly.fromUserPool(stack, 'Again', pool).groupNames).toEqual(['staff']);
  expect(UserPoolOnly.fromUserPool(stack, 'Anew', pool, { groups: { interns: {} } }).groupNames).toEqual(['interns']);
});

describe('a group of a user pool that the identity pool takes', () => {
  const clientOf = (name = 'Web') => UserPoolClient.fromUserPoolClientId(stack, name, name.toLowerCase());
  const photos = (): Bucket => new Bucket(stack, 'Photos');

  test('gets a role with the first grant, and is told of it', () => {
    const users = new UserPoolOnly(stack, 'Users', { groups: ['staff', 'interns'] });
    const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')])] });
    photos().grantRead(pool.group('staff'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'staff', RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('staffMembersRole'), 'Arn'] } });
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'interns', RoleArn: Match.absent() });
    expect(Object.values(only('IdentityPoolRoleAttachment').RoleMappings as object)).toEqual([expect.objectContaining({ Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' })]);
    expect(Object.keys(stack.resolve(pool.groupRoleArns) as object)).toEqual(['staff']);
  });

  test('of a user pool of another app, where the group is added here', () => {
    const users = imported();
    users.addGroup('staff');
    const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')])] });
    photos().grantRead(pool.group('staff'));
    expect(only('UserPoolGroup')).toMatchObject({ RoleArn: { 'Fn::GetAtt': [expect.stringContaining('staffMembersRole'), 'Arn'] } });
  });

  test('of an imported identity pool whose roles are attached here', () => {
    const users = imported();
    users.addGroup('staff');
    const providers = [IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')])];
    const pool = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', IDENTITY_POOL, ImportedIdentityPoolRoles.attach({ providers }));
    photos().grantRead(pool.group('staff'));
    expect(Object.values(only('IdentityPoolRoleAttachment').RoleMappings as object)).toEqual([expect.objectContaining({ Type: 'Token' })]);
  });

  test('that the pool had before keeps its role, which gets what all signed-in users get too', () => {
    const role = Role.fromRoleArn(stack, 'StaffRole', `arn:aws:iam::${HERE.account}:role/staff`);
    const users = imported({ groups: { staff: { role } } });
    const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(users.userPool, [clientOf()])] });
    const bucket = photos();
    bucket.grantRead(pool.group('staff'), 'staff/*');
    bucket.grantRead(pool.authenticated, 'public/*');
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')) as { Properties: { Roles: unknown[] } }[];
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual(expect.arrayContaining([['staff'], expect.arrayContaining(['staff', { Ref: expect.stringContaining('AuthenticatedRole') as string }])]));
    expect(Object.values(only('IdentityPoolRoleAttachment').RoleMappings as object)).toEqual([expect.objectContaining({ Type: 'Token' })]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('update-group'));
  });

  test('that the pool had before and whose role is not known gets one, with a warning that it must be told', () => {
    const users = imported({ groups: { staff: {} } });
    const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(users.userPool, [clientOf()])] });
    photos().grantRead(pool.group('staff'));
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
    Annotations.fromStack(stack).hasWarning('/Stack/Auth/staffMembers', Match.stringLikeRegexp(`the group 'staff' is made elsewhere, and does not know its new role: tell it once with 'aws cognito-idp update-group --user-pool-id ${POOL} --group-name staff --role-arn`));
  });

  test('and the warning names no id that is known at deploy time only, and may be acknowledged', () => {
    const parameter = new CfnParameter(stack, 'Id').valueAsString;
    const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(UserPoolOnly.fromUserPool(stack, 'Later', UserPool.fromUserPoolId(stack, 'There', parameter), { groups: { staff: {} } }).userPool, [clientOf()])] });
    const staff = pool.group('staff');
    staff.obtainRole();
    Annotations.fromStack(stack).hasWarning('/Stack/Auth/staffMembers', Match.stringLikeRegexp('--user-pool-id … --group-name staff'));
    CdkAnnotations.of(staff).acknowledgeWarning('cdk-cognito-pools:group-role', 'it was told');
    Annotations.fromStack(stack).hasNoWarning('/Stack/Auth/staffMembers', Match.anyValue());
  });

  test('of an identity pool that retains its roles is granted to by the role that it has', () => {
    const role = Role.fromRoleArn(stack, 'StaffRole', `arn:aws:iam::${HERE.account}:role/staff`);
    const authenticatedRole = Role.fromRoleArn(stack, 'AuthRole', `arn:aws:iam::${HERE.account}:role/auth`);
    const users = imported({ groups: { staff: { role }, interns: {} } });
    const pool = IdentityPoolOnly.fromIdentityPoolId(stack, 'Auth', IDENTITY_POOL, ImportedIdentityPoolRoles.retain({ authenticatedRole, providers: [IdentityPoolProvider.userPool(users.userPool, [clientOf()])] }));
    photos().grantRead(pool.group('staff'));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: ['staff'] });
    Template.fromStack(stack).resourceCountIs('AWS::Cognito::IdentityPoolRoleAttachment', 0);
    expectError(() => pool.group('interns'), "imported-identity-pool: a role for the group 'interns' for an identity pool that retains its roles: role mappings stand in its role attachment; "
      + 'set it where the pool is made, or attach all its roles here with ImportedIdentityPoolRoles.attach() [at Stack/Auth]');
  });

  describe('is refused', () => {
    test('where there is no user pool, several, or another', () => {
      const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.google('a')] });
      expectError(() => pool.group('staff'),
        'group-user-pool: a group of which user pool? This identity pool has 0 (none); add the user pool with IdentityPoolProvider.userPool(…), and name it with { userPool } where there are several [at Stack/Auth]');
      const [one, two, three] = ['One', 'Two', 'Three'].map((id) => new UserPoolOnly(stack, id, { groups: ['staff', id] }));
      for (const users of [one, two]) pool.addProvider(IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')]));
      expectError(() => pool.group('staff'),
        'group-user-pool: a group of which user pool? This identity pool has 2 (Stack/One/UserPool, Stack/Two/UserPool); add the user pool with IdentityPoolProvider.userPool(…), and name it with { userPool } where there are several [at Stack/Auth]');
      expectError(() => pool.group('staff', { userPool: three }),
        'group-user-pool: the user pool that is named is not among the providers of this identity pool (Stack/One/UserPool, Stack/Two/UserPool); add the user pool with IdentityPoolProvider.userPool(…), and name it with { userPool } where there are several [at Stack/Auth]');
      photos().grantRead(pool.group('staff', { userPool: one }));
      expectError(() => pool.group('staff', { userPool: two }),
        "duplicate-group-principal: group 'staff' of a second user pool: one of the same name has a principal of this identity pool already; give the groups of the user pools of one identity pool different names [at Stack/Auth]");
      expect(pool.group('staff', { userPool: one.userPool })).toBe(pool.group('staff', { userPool: one }));
      expect(pool.group('Two', { userPool: two }).node.path).toBe('Stack/Auth/TwoMembers');
    });

    test('where nobody knows its groups', () => {
      const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(UserPool.fromUserPoolId(stack, 'There', POOL), [clientOf()])] });
      expect(() => pool.group('staff')).toThrow(/^user-pool-not-ours: the user pool Stack\/There was not made by/);
    });

    test('where the pool has none of this name', () => {
      const users = imported({ groups: { staff: {} } });
      const pool = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(users.userPool, [clientOf()])] });
      expect(() => pool.group('stuff')).toThrow(/^unknown-group: group 'stuff' is not among the groups of this pool \(staff\)/);
    });
  });
});
