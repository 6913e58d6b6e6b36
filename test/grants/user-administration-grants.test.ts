import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { AccountPrincipal, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { UserAdministrationGrants, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolTrigger } from '../../lib';

const READ = ['AdminGetUser', 'AdminListGroupsForUser', 'ListUsers', 'ListUsersInGroup'];
type Verb = 'readUsers' | 'manageUsers' | 'manageGroups' | 'manageAttributes' | 'managePasswords' | 'deleteUsers';

function statements(stack: Stack): Record<string, unknown>[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy') as Record<string, { Properties: { PolicyDocument: { Statement: Record<string, unknown>[] } } }>)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

function withRole() {
  const stack = new Stack(new App(), 'Stack');
  const auth = new UserPoolOnly(stack, 'Auth');
  const role = new Role(stack, 'BackEnd', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  return { stack, auth, role, grants: UserAdministrationGrants.fromUserPool(auth.userPool) };
}

test.each<[Verb, string[]]>([
  ['readUsers', READ],
  ['manageUsers', [...READ, 'AdminConfirmSignUp', 'AdminCreateUser', 'AdminDisableUser', 'AdminEnableUser', 'AdminResetUserPassword', 'AdminUserGlobalSignOut']],
  ['manageGroups', ['AdminAddUserToGroup', 'AdminListGroupsForUser', 'AdminRemoveUserFromGroup', 'ListGroups', 'ListUsersInGroup']],
  ['manageAttributes', ['AdminDeleteUserAttributes', 'AdminUpdateUserAttributes']],
  ['managePasswords', ['AdminSetUserPassword']],
  ['deleteUsers', ['AdminDeleteUser']],
])('%s allows this and nothing else, on this pool alone', (verb, actions) => {
  const { stack, role, grants } = withRole();
  const grant = grants[verb](role);
  expect(grant.success).toBe(true);
  const [statement, ...others] = statements(stack);
  expect(others).toEqual([]);
  expect([statement.Action].flat()).toEqual(actions.map((action) => `cognito-idp:${action}`));
  expect(statement.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching('UserPool'), 'Arn'] });
});

test('importUsers hands the role of the import to Cognito and to nobody else', () => {
  const { stack, auth, role, grants } = withRole();
  expect(grants.importUsers(role, auth.obtainUserImportRole()).success).toBe(true);
  const [imports, pass, ...others] = statements(stack);
  expect(imports).toMatchObject({
    Action: ['CreateUserImportJob', 'DescribeUserImportJob', 'GetCSVHeader', 'ListUserImportJobs', 'StartUserImportJob', 'StopUserImportJob'].map((action) => `cognito-idp:${action}`),
    Resource: { 'Fn::GetAtt': [expect.stringMatching('UserPool'), 'Arn'] },
  });
  expect(others).toEqual([]);
  expect(pass).toEqual({
    Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [expect.stringMatching('UserImportRole'), 'Arn'] }, Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
  });
});

test('several grants to one role make one policy', () => {
  const { stack, role, grants } = withRole();
  grants.manageUsers(role);
  grants.manageGroups(role);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
});

test('a user of IAM is granted to as a user', () => {
  const { stack, grants } = withRole();
  grants.readUsers(new User(stack, 'Operator'));
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')) as { Properties: Record<string, unknown> }[];
  expect(Properties).toMatchObject({ Users: [{ Ref: expect.stringMatching(/^Operator/) as unknown }] });
  expect(Properties).not.toHaveProperty('Roles');
});

test('members of a group may administer from a browser', () => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['support'] });
  expect(UserAdministrationGrants.fromUserPool(auth.userPool).readUsers(auth.group('support')).success).toBe(true);
  expect(statements(stack).flatMap(({ Action }) => Action)).toContain('cognito-idp:ListUsers');
});

test('a role that cannot be granted to is no failure of ours', () => {
  const { grants } = withRole();
  expect(grants.readUsers(new AccountPrincipal('111122223333')).success).toBe(false);
});

describe('without cycles', () => {
  const fn = (stack: Stack) => new Function(stack, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });

  test('the back end in another stack keeps the grant, and the pool does not depend on it', () => {
    const app = new App();
    const identities = new Stack(app, 'Identities');
    const shop = new Stack(app, 'Shop');
    const auth = new UserPoolOnly(identities, 'Auth');
    const handler = fn(shop);
    handler.addEnvironment('USER_POOL_ID', auth.userPool.userPoolId);
    UserAdministrationGrants.fromUserPool(auth.userPool).readUsers(handler);
    app.synth();
    expect(statements(shop)).toHaveLength(1);
    expect(statements(identities)).toHaveLength(0);
  });

  test('a trigger in another stack gets its grant in the stack of the pool', () => {
    const app = new App();
    const triggers = new Stack(app, 'Triggers');
    const identities = new Stack(app, 'Identities');
    const handler = fn(triggers);
    const auth = new UserPoolOnly(identities, 'Auth', { triggers: [UserPoolTrigger.postConfirmation(handler)] });
    UserAdministrationGrants.fromUserPool(auth.userPool).manageGroups(handler);
    app.synth();
    expect(statements(identities)).toHaveLength(1);
    expect(statements(triggers)).toHaveLength(0);
  });

  test.each<[string, (auth: UserPoolOnly, triggers: Stack) => IUserPoolRef]>([
    ['by the construct', (auth) => auth],
    ['taken up again in the stack of the trigger', (auth, triggers) => UserPoolOnly.fromUserPool(triggers, 'Again', auth.userPool)],
  ])('whichever construct stands for the pool: %s', (_what, poolOf) => {
    const app = new App();
    const triggers = new Stack(app, 'Triggers');
    const identities = new Stack(app, 'Identities');
    const handler = fn(triggers);
    const auth = new UserPoolOnly(identities, 'Auth', { triggers: [UserPoolTrigger.postConfirmation(handler)] });
    UserAdministrationGrants.fromUserPool(poolOf(auth, triggers)).manageGroups(handler);
    app.synth();
    expect(statements(identities)).toHaveLength(1);
    expect(statements(triggers)).toHaveLength(0);
  });

  test('what a trigger is granted by a pool that is taken up again stands with what it was granted before', () => {
    const app = new App();
    const [triggers, identities] = ['Triggers', 'Identities'].map((id) => new Stack(app, id));
    const handler = fn(triggers);
    const auth = new UserPoolOnly(identities, 'Auth', { triggers: [UserPoolTrigger.postConfirmation(handler)] });
    auth.grants.manageGroups(handler);
    UserAdministrationGrants.fromUserPool(UserPoolOnly.fromUserPool(triggers, 'Again', auth.userPool)).deleteUsers(handler);
    Template.fromStack(identities).resourceCountIs('AWS::IAM::Policy', 1);
    expect(statements(identities).map(({ Action }) => Action)).toContain('cognito-idp:AdminDeleteUser');
  });

  test('an imported pool is granted on where it is imported', () => {
    const stack = new Stack(new App(), 'Stack');
    const handler = fn(stack);
    UserAdministrationGrants.fromUserPool(UserPool.fromUserPoolId(stack, 'Imported', 'eu-west-1_abc')).readUsers(handler);
    expect(statements(stack)).toHaveLength(1);
  });
});

describe('users who cannot reach the pool are refused', () => {
  const here = { account: '111122223333', region: 'eu-west-1' };

  test('those of another app', () => {
    const support = new UserPoolPlusIdentityPool(new Stack(new App(), 'Other'), 'Auth', { groups: ['support'] }).group('support');
    expect(() => withRole().grants.readUsers(support)).toThrow(
      'principal-of-another-app: the principal Other/Auth/supportMembers is of another app than the resource; grant within one app; across apps, share the role ARN and grant there [at Stack/Auth/UserPool]');
  });

  test('those of another account', () => {
    const stack = new Stack(new App(), 'Stack', { env: here });
    const there = UserPool.fromUserPoolArn(stack, 'There', 'arn:aws:cognito-idp:eu-west-1:999999999999:userpool/eu-west-1_abc');
    const support = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['support'] }).group('support');
    expect(() => UserAdministrationGrants.fromUserPool(there).deleteUsers(support)).toThrow(
      'resource-in-another-account: Stack/There is in account 999999999999, the users of the identity pool get roles in 111122223333; '
      + 'keep what they reach in the account of the pool: the resource policy over there cannot be written from here [at Stack/There]');
  });
});
