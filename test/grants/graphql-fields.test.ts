import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizationType, Definition, GraphqlApi, UserPoolDefaultAction } from 'aws-cdk-lib/aws-appsync';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { ApiInvokeGrants, IdentityPoolOnly } from '../../lib';
import { graphqlTypes } from '../../lib/private/graphql-schema';
import { stackOf } from '../support/stacks';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function grant(schema: string, typeName: string, fieldNames: string[], iamByDefault = false): void {
  const file = join(folder, 'schema.graphql');
  writeFileSync(file, schema);
  const stack = stackOf('eu-west-1');
  const iam = { authorizationType: AuthorizationType.IAM };
  const users = { authorizationType: AuthorizationType.USER_POOL, userPoolConfig: { userPool: new UserPool(stack, 'Users'), defaultAction: UserPoolDefaultAction.ALLOW } };
  const api = new GraphqlApi(stack, 'Graphql', {
    name: 'orders', definition: Definition.fromFile(file), authorizationConfig: iamByDefault ? { defaultAuthorization: iam, additionalAuthorizationModes: [users] } : { defaultAuthorization: users, additionalAuthorizationModes: [iam] },
  });
  ApiInvokeGrants.fromFields(api, typeName, fieldNames).invoke(new IdentityPoolOnly(stack, 'Auth').authenticated);
}

describe('a field that AWS credentials open', () => {
  test.each<[string, string, boolean]>([
    ['with the directive', 'type Query { orders(first: Int = 3): [String!]! @aws_iam, invoices: String }', false],
    ['with several directives', 'type Query { orders: String @aws_cognito_user_pools(cognito_groups: ["it"]) @aws_iam }', false],
    ['of a type with the directive', 'type Query @aws_iam { orders: String }', false],
    ['of a type that is extended with it', 'type Query { orders: String @aws_iam }\nextend type Query { invoices: String }', false],
    ['without one, where IAM is the default', 'type Query { orders: String }', true],
    ['with one of its own, whatever the type says', 'type Query @aws_api_key { orders: String @aws_iam }', false],
    ['with a description that looks like another', '"""\ntype Query { nothing: String }\n"""\ntype Query {\n  "orders: those of @aws_api_key"\n  orders: String @aws_iam # type Query { }\n}', false],
  ])('%s', (_what, schema, iamByDefault) => {
    expect(() => grant(schema, 'Query', ['orders'], iamByDefault)).not.toThrow();
  });

  test('all fields of a type', () => {
    expect(() => grant('type Query @aws_iam { orders: String }', 'Query', ['*'])).not.toThrow();
  });
});

describe('refused', () => {
  test.each<[string, string, string, boolean, string]>([
    ['a type that is not there', 'type Query { orders: String @aws_iam }', 'Mutation', false, "unknown-type: the type 'Mutation' is not among those of the schema (Query); correct the name, or add it to the schema: a grant on what is not there would look right and let nobody in [at Stack/Graphql]"],
    ['a field that is not there', 'type Query { order: String @aws_iam, invoices: [String] }', 'Query', false, "unknown-field: the field 'orders' is not among those of the type 'Query' (order, invoices); did you mean 'order'? if not, add it to the schema: a grant on what is not there would look right and let nobody in [at Stack/Graphql]"],
    ['a field without the directive', 'type Query { orders: String }', 'Query', false, "field-without-iam: the schema lets callers of 'Query.orders' in by the default mode AMAZON_COGNITO_USER_POOLS alone; write @aws_iam on the field or on the type 'Query' of the schema, and on the types that the field returns [at Stack/Graphql]"],
    ['a field for other callers', 'type Query @aws_iam { orders: String @aws_cognito_user_pools }', 'Query', true, "field-without-iam: the schema lets callers of 'Query.orders' in by @aws_cognito_user_pools alone; write @aws_iam"],
  ])('%s', (_what, schema, typeName, iamByDefault, message) => {
    expect(() => grant(schema, typeName, ['orders'], iamByDefault)).toThrow(message);
  });
});

test('fields and directives are read as AppSync reads them', () => {
  const types = graphqlTypes('type A implements B & C @aws_iam { one(x: [Int!]! = [1], y: String = "a: b @aws_oidc"): [[D!]!]! @aws_auth(cognito_groups: ["x: y"]) @aws_iam\n two: E\n  three : F! , four: G }\ninput H { five: Int }');
  expect([...types]).toEqual([['A', { directives: ['aws_iam'], fields: new Map([['one', ['aws_auth', 'aws_iam']], ['two', []], ['three', []], ['four', []]]) }]]);
});
