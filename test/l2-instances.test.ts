import type { Stack } from 'aws-cdk-lib';
import { App, Stack as CdkStack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { OAuthScope, UserPool as UserPoolL2, UserPoolClient, UserPoolGroup, UserPoolIdentityProviderGoogle } from 'aws-cdk-lib/aws-cognito';
import { Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { SecretValue } from 'aws-cdk-lib/core';
import { IdentityPoolOnly, IdentityPoolProvider, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool } from '../lib';
import { onlyResource, resourcesOf, stackOf, Template } from './support/stacks';

const properties = (stack: Stack, type: string, id: RegExp): Record<string, unknown> => Object.entries(resourcesOf(stack, type)).filter(([logicalId]) => id.test(logicalId)).map(([, { Properties }]) => Properties)[0];
const role = { 'Fn::GetAtt': [expect.stringMatching(/MembersRole/), 'Arn'] };

describe('app clients that were added to the L2 pool', () => {
  const site = () => {
    const stack = stackOf('eu-west-1');
    return { stack, auth: new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'], domain: SignInDomain.prefix('my-shop') }) };
  };
  const logins = (stack: Stack) => (onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.CognitoIdentityProviders as { ClientId: { Ref: string } }[]).map(({ ClientId }) => ClientId.Ref.replace(/[0-9A-F]{8}$/, ''));

  test('are logins of the identity pool, whenever they were added', () => {
    const { stack, auth } = site();
    auth.userPool.addClient('early');
    auth.addSinglePageAppClient('web');
    auth.userPool.addClient('late');
    expect(logins(stack)).toEqual(['AuthwebClient', 'AuthUserPoolearly', 'AuthUserPoollate']);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('unknown-app-client'));
  });

  test('take part in the roles of groups', () => {
    const { stack, auth } = site();
    auth.userPool.addClient('web');
    new Bucket(stack, 'Books').grantRead(auth.group('staff'));
    const { RoleMappings: mappings } = onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties as { RoleMappings: Record<string, { Type: string }> };
    expect(Object.values(mappings).map(({ Type }) => Type)).toEqual(['Token']);
  });

  test('may have the name of one of ours', () => {
    const { stack, auth } = site();
    auth.addSinglePageAppClient('web');
    auth.userPool.addClient('web');
    new Bucket(stack, 'Books').grantRead(auth.group('staff'));
    expect(logins(stack)).toEqual(['AuthwebClient', 'AuthUserPoolweb']);
    expect(Object.keys(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings as object)).toHaveLength(2);
  });

  test('are none where they are for machines', () => {
    const { stack, auth } = site();
    auth.addSinglePageAppClient('web');
    auth.addResourceServer('orders', { scopes: { read: 'read' } });
    auth.userPool.addClient('batch', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('orders/read')] } });
    expect(logins(stack)).toEqual(['AuthwebClient']);
  });

  test('made beside the pool are noticed', () => {
    const { stack, auth } = site();
    auth.addSinglePageAppClient('web');
    new UserPoolClient(stack, 'Beside', { userPool: auth.userPool });
    expect(logins(stack)).toEqual(['AuthwebClient']);
    Annotations.fromStack(stack).hasWarning('/Stack/Beside/Resource', Match.stringLikeRegexp(
      'the app client is made beside Stack/Auth, which does not know it: authorizers refuse its tokens, and its users get no AWS credentials; '
      + "make it with one of the methods add…Client of the pool, or with addClient of its 'userPool', or acknowledge this warning if that is intended"));
  });
});

test('app clients that are made where the pool is taken up again, or of a pool that is not made here, are no surprise', () => {
  const app = new App();
  const [stack, other] = [new CdkStack(app, 'Stack'), new CdkStack(app, 'Other')];
  const auth = new UserPoolOnly(stack, 'Auth');
  auth.addSinglePageAppClient('web');
  UserPoolOnly.fromUserPool(other, 'Again', auth.userPool).addSinglePageAppClient('desk');
  const there = UserPoolL2.fromUserPoolId(other, 'There', 'eu-west-1_AbCdEf');
  UserPoolOnly.fromUserPool(other, 'Imported', there).addSinglePageAppClient('web');
  new UserPoolClient(other, 'Beside', { userPool: there });
  for (const one of [stack, other]) Annotations.fromStack(one).hasNoWarning('*', Match.stringLikeRegexp('unknown-app-client'));
});

describe('groups that were made with the L2', () => {
  const makes: [string, (stack: Stack, userPool: UserPool) => unknown][] = [
    ['addGroup of the pool', (_stack, userPool) => userPool.addGroup('Staff', { groupName: 'staff', precedence: 3 })],
    ['a construct elsewhere', (stack, userPool) => new UserPoolGroup(stack, 'Staff', { userPool, groupName: 'staff', precedence: 3 })],
  ];
  test.each(makes)('%s: principals like the others, and told of their role', (_what, make) => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
    auth.addSinglePageAppClient('web');
    make(stack, auth.userPool);
    expect(auth.groupNames).toEqual(['finance', 'staff']);
    new Bucket(stack, 'Books').grantRead(auth.group('staff'));
    auth.addGroup('it');
    expect(properties(stack, 'AWS::Cognito::UserPoolGroup', /Staff/)).toMatchObject({ GroupName: 'staff', Precedence: 3, RoleArn: role });
    expect(properties(stack, 'AWS::Cognito::UserPoolGroup', /it/)).toMatchObject({ Precedence: 4 });
  });

  test.each(makes)('%s: those of a pool that is not made here', (_what, make) => {
    const stack = stackOf('eu-west-1');
    const there = UserPoolL2.fromUserPoolId(stack, 'There', 'eu-west-1_AbCdEf');
    const users = UserPoolOnly.fromUserPool(stack, 'Users', there);
    make(stack, users.userPool as UserPool);
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')])] });
    new Bucket(stack, 'Books').grantRead(auth.group('staff'));
    expect(properties(stack, 'AWS::Cognito::UserPoolGroup', /Staff/)).toMatchObject({ GroupName: 'staff', RoleArn: role });
  });

  test('with a role of their own: that is granted to', () => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    auth.addSinglePageAppClient('web');
    const own = new Role(stack, 'StaffRole', { assumedBy: new WebIdentityPrincipal('cognito-identity.amazonaws.com', { 'StringEquals': { 'cognito-identity.amazonaws.com:aud': auth.identityPoolId }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }) });
    auth.userPool.addGroup('Staff', { groupName: 'staff', role: own });
    expect(auth.group('staff').obtainRole()).toBe(own);
    new Bucket(stack, 'Books').grantRead(auth.group('staff'));
    expect(JSON.stringify(resourcesOf(stack, 'AWS::IAM::Policy'))).toContain('"Ref":"StaffRole');
  });

  test.each<[string, (pool: UserPool) => unknown, string]>([
    ['rank', (pool) => pool.addGroup('Staff', { groupName: 'staff', precedence: 0 }), "duplicate-precedence: groups 'staff' and 'finance' both have precedence 0; give each group a precedence of its own: on a tie Cognito prefers no role [at Stack/Auth]"],
    ['name', (pool) => pool.addGroup('Finance', { groupName: 'finance' }), "duplicate-group: group 'finance' is there already; add each group once [at Stack/Auth]"],
  ])('with the %s of another are an error at synth', (_what, add, message) => {
    const late = stackOf();
    const again = new UserPoolOnly(late, 'Auth', { groups: ['finance'] });
    add(again.userPool);
    expect(() => Template.fromStack(late)).toThrow(message);
  });

  test('to read their names makes nothing, also where a role is given by its ARN', () => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
    auth.userPool.addGroup('Staff', { groupName: 'staff', role: Role.fromRoleArn(stack, 'There', 'arn:aws:iam::111122223333:role/staff') });
    const before = stack.node.findAll().length;
    expect(auth.groupNames).toEqual(['staff']);
    expect(stack.node.findAll()).toHaveLength(before);
    expect(stack.resolve(auth.group('staff').obtainRole().roleArn)).toBe('arn:aws:iam::111122223333:role/staff');
  });

  test('a group that nobody made is unknown still', () => {
    const auth = new UserPoolPlusIdentityPool(stackOf(), 'Auth');
    auth.userPool.addGroup('Unnamed', {});
    expect(() => auth.group('staff')).toThrow("unknown-group: group 'staff' is not among the groups of this pool (none)");
  });
});

describe('providers that were made with the L2', () => {
  const google = (stack: Stack, userPool: UserPool) => new UserPoolIdentityProviderGoogle(stack, 'Google', { userPool, clientId: 'id', clientSecretValue: SecretValue.secretsManager('google') });

  test('are offered by app clients, before and after', () => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolOnly(stack, 'Auth', { domain: SignInDomain.prefix('my-shop') });
    auth.addSinglePageAppClient('early', { callbackUrls: ['https://app.example.com/'] });
    google(stack, auth.userPool);
    auth.addSinglePageAppClient('late', { callbackUrls: ['https://app.example.com/'] });
    for (const { Properties } of Object.values(resourcesOf(stack, 'AWS::Cognito::UserPoolClient'))) {
      expect(Properties.SupportedIdentityProviders).toEqual(['COGNITO', { Ref: expect.stringMatching(/^Google/) as unknown }]);
    }
  });

  test('count where a provider is required, and need a domain', () => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolOnly(stack, 'Auth', { externalProvidersOnly: true });
    google(stack, auth.userPool);
    expect(() => Template.fromStack(stack)).toThrow("domain-required: the pool has no domain, and provider 'Google' would have nowhere to go");
  });
});
