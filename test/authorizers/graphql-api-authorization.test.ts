import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthorizationMode } from 'aws-cdk-lib/aws-appsync';
import { AuthorizationType, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Stack } from 'aws-cdk-lib';
import { GraphqlApiAuthorization, UserPoolOnly } from '../../lib';
import { onlyResource, stackOf, Template } from '../support/stacks';

function api(stack: Stack, schema: string, mode: AuthorizationMode, additional: AuthorizationMode[] = []): GraphqlApi {
  const file = join(mkdtempSync(join(tmpdir(), 'schema-')), 'schema.graphql');
  writeFileSync(file, schema);
  return new GraphqlApi(stack, 'Api', {
    name: 'orders', definition: Definition.fromFile(file), authorizationConfig: { defaultAuthorization: mode, additionalAuthorizationModes: additional },
  });
}

function setUp() {
  const stack = stackOf();
  const auth = new UserPoolOnly(stack, 'Auth', { groups: ['finance', 'it'] });
  return { stack, auth, authorization: new GraphqlApiAuthorization({ userPool: auth }) };
}

const FINANCE = 'type Query { invoices: [String] @aws_auth(cognito_groups: ["finance"]) }';

test.each([
  ['allowByDefault', 'ALLOW'],
  ['denyByDefault', 'DENY'],
] as const)('%s: what no directive mentions is %s', (mode, DefaultAction) => {
  const { stack, authorization } = setUp();
  api(stack, FINANCE, authorization[mode]());
  expect(onlyResource(stack, 'AWS::AppSync::GraphQLApi').Properties).toMatchObject({
    AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
    UserPoolConfig: { UserPoolId: { Ref: expect.stringMatching(/^AuthUserPool/) as unknown }, DefaultAction },
  });
});

test('groups that the pool has may be named in the schema, those added later too', () => {
  const { stack, auth, authorization } = setUp();
  api(stack, 'type Query { a: String @aws_auth(cognito_groups: ["finance", "late"]) }', authorization.denyByDefault());
  auth.addGroup('late');
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test.each([
  ['@aws_auth', 'type Query { a: String @aws_auth(cognito_groups: ["finance", "accounting"]) }'],
  ['@aws_cognito_user_pools', 'type Query { a: String @aws_cognito_user_pools(cognito_groups: ["accounting"]) }'],
  ['one group without brackets', 'type Query { a: String @aws_auth(cognito_groups: "accounting") }'],
  ['over several lines', 'type Query {\n a: String @aws_auth(\n cognito_groups : [\n "finance"\n "accounting"\n ]) }'],
])('a group that the pool lacks (%s)', (_how, schema) => {
  const { stack, authorization } = setUp();
  api(stack, schema, authorization.denyByDefault());
  expect(() => Template.fromStack(stack)).toThrow(
    "unknown-group: the schema lets the groups accounting through, which are not among the groups of the pool (finance, it); correct the name, or add the group with 'groups' or addGroup [at Stack/Api/Schema]");
});

test('comments and descriptions name no groups', () => {
  const { stack, authorization } = setUp();
  api(stack, '"""not cognito_groups: ["a"]"""\n# nor cognito_groups: ["b"]\n' + FINANCE, authorization.denyByDefault());
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('an API that signs users in elsewhere may name what it likes', () => {
  const { stack } = setUp();
  api(stack, 'type Query { a: String @aws_auth(cognito_groups: ["theirs"]) }', { authorizationType: AuthorizationType.IAM });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('beside other modes AppSync takes no deny by default', () => {
  const { stack, authorization } = setUp();
  api(stack, FINANCE, authorization.denyByDefault(), [{ authorizationType: AuthorizationType.IAM }]);
  expect(() => Template.fromStack(stack)).toThrow(
    'deny-with-several-modes: an API with several authorization modes, the default of which denies what no group directive allows; use allowByDefault(), and put @aws_cognito_user_pools(cognito_groups: [...]) on the types');
});

test('as an additional mode its schema is looked at too', () => {
  const { stack, authorization } = setUp();
  api(stack, 'type Query { a: String @aws_cognito_user_pools(cognito_groups: ["accounting"]) }', { authorizationType: AuthorizationType.IAM }, [authorization.allowByDefault()]);
  expect(() => Template.fromStack(stack)).toThrow('unknown-group: the schema lets the groups accounting through');
});

test('@aws_auth beside other modes would keep nothing for groups', () => {
  const { stack, authorization } = setUp();
  api(stack, FINANCE, authorization.allowByDefault(), [{ authorizationType: AuthorizationType.IAM }]);
  expect(() => Template.fromStack(stack)).toThrow(
    'aws-auth-with-several-modes: the schema keeps something for groups with @aws_auth, which AppSync heeds only where an API has one authorization mode; write @aws_cognito_user_pools(cognito_groups: [...]) instead, which takes the same arguments [at Stack/Api/Schema]');
});

test('in an API with several modes the directive of user pools counts', () => {
  const { stack, authorization } = setUp();
  api(stack, 'type Query { a: String @aws_cognito_user_pools(cognito_groups: ["finance"]) }', authorization.allowByDefault(), [{ authorizationType: AuthorizationType.IAM }]);
  expect(() => Template.fromStack(stack)).not.toThrow();
});

describe('an API whose callers sign in at two user pools', () => {
  const BOTH = 'type Query { a: String @aws_cognito_user_pools(cognito_groups: ["finance", "partners", "nobody"]) }';

  test('may name groups of either', () => {
    const { stack, authorization } = setUp();
    const partners = new GraphqlApiAuthorization({ userPool: new UserPoolOnly(stack, 'Partners', { groups: ['partners'] }) });
    api(stack, BOTH, authorization.allowByDefault(), [partners.allowByDefault()]);
    expect(() => Template.fromStack(stack)).toThrow('unknown-group: the schema lets the groups nobody through, which are not among the groups of the pool (finance, it, partners)');
  });

  test('may name any group where the groups of one are not known', () => {
    const { stack, authorization } = setUp();
    const userPool = UserPool.fromUserPoolId(stack, 'Theirs', 'eu-west-1_theirs');
    api(stack, BOTH, authorization.allowByDefault(), [{ authorizationType: AuthorizationType.USER_POOL, userPoolConfig: { userPool } }]);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});
