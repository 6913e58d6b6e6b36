import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AuthorizationType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AuthorizationType as GraphqlAuthorization, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiInvokeGrants, GuestAccess, UserPoolPlusIdentityPool } from '../../lib';
import { stackOf, statementsOf } from '../support/stacks';

const SCHEMA = join(__dirname, 'orders.graphql');

function method(stack: Stack, authorizationType?: AuthorizationType) {
  return new RestApi(stack, 'Rest').root.resourceForPath('orders/{id}').addMethod('GET', new MockIntegration(), { authorizationType });
}

function route(stack: Stack, iam = true) {
  const [made] = new HttpApi(stack, 'Http').addRoutes({
    path: '/orders/{id}', methods: [HttpMethod.GET], integration: new HttpUrlIntegration('Back', 'https://back.example.com/'), authorizer: iam ? new HttpIamAuthorizer() : undefined,
  });
  return made;
}

function graphql(stack: Stack, authorizationType = GraphqlAuthorization.IAM) {
  return new GraphqlApi(stack, 'Graphql', { name: 'orders', definition: Definition.fromFile(SCHEMA), authorizationConfig: { defaultAuthorization: { authorizationType } } });
}

test('a method of a REST API: that method on that path, in the deployed stage', () => {
  const stack = stackOf('eu-west-1');
  ApiInvokeGrants.fromMethod(method(stack, AuthorizationType.IAM)).invoke(new UserPoolPlusIdentityPool(stack, 'Auth').authenticated);
  expect(statementsOf(stack)).toEqual([{
    Effect: 'Allow',
    Action: 'execute-api:Invoke',
    Resource: { 'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':execute-api:eu-west-1:111122223333:', { Ref: expect.stringMatching(/^Rest/) as unknown }, '/', { Ref: expect.stringMatching(/Stage/) as unknown }, '/GET/orders/*',
    ]] },
  }]);
});

test('a route of an HTTP API: that method on that path', () => {
  const stack = stackOf('eu-west-1');
  ApiInvokeGrants.fromRoute(route(stack)).invoke(new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] }).group('finance'));
  expect(statementsOf(stack, 'finance')).toEqual([{
    Effect: 'Allow',
    Action: 'execute-api:Invoke',
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':execute-api:eu-west-1:111122223333:', { Ref: expect.stringMatching(/^Http/) as unknown }, '/*/GET/orders/*']] },
  }]);
});

test('fields of a GraphQL API, and no others', () => {
  const stack = stackOf('eu-west-1');
  ApiInvokeGrants.fromFields(graphql(stack), 'Query', ['orders']).invoke(new GuestAccess(stack, 'Guests').principal);
  expect(statementsOf(stack)).toEqual([{
    Effect: 'Allow',
    Action: 'appsync:GraphQL',
    Resource: { 'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':appsync:eu-west-1:111122223333:apis/', { 'Fn::GetAtt': [expect.stringMatching(/^Graphql/) as unknown, 'ApiId'] }, '/types/Query/fields/orders',
    ]] },
  }]);
});

test.each([
  ['an open method', (stack: Stack) => ApiInvokeGrants.fromMethod(method(stack)), 'NONE', 'Stack/Rest/Default/orders/{id}/GET'],
  ['an open route', (stack: Stack) => ApiInvokeGrants.fromRoute(route(stack, false)), 'NONE', 'Stack/Http/GET--orders--{id}'],
  ['an API with a key', (stack: Stack) => ApiInvokeGrants.fromFields(graphql(stack, GraphqlAuthorization.API_KEY), 'Query', ['orders']), 'API_KEY', 'Stack/Graphql'],
])('%s is refused: a grant on it would protect nothing', (_what, grants, received, path) => {
  expect(() => grants(stackOf())).toThrow(
    `iam-authorization-required: callers are let in by ${received}; give it IAM authorization, or use an authorization of the user pool instead of AWS credentials [at ${path}]`);
});

test('all the modes by which an API lets callers in are named', () => {
  const stack = stackOf();
  const api = new GraphqlApi(stack, 'Graphql', {
    name: 'orders', definition: Definition.fromFile(SCHEMA),
    authorizationConfig: { defaultAuthorization: { authorizationType: GraphqlAuthorization.API_KEY }, additionalAuthorizationModes: [{ authorizationType: GraphqlAuthorization.OIDC, openIdConnectConfig: { oidcProvider: 'https://sign-in.example.com' } }] },
  });
  expect(() => ApiInvokeGrants.fromFields(api, 'Query', ['orders'])).toThrow('iam-authorization-required: callers are let in by API_KEY, OPENID_CONNECT; give it IAM authorization');
});

test('an open method beside one that is granted is warned of', () => {
  const stack = stackOf('eu-west-1');
  const granted = method(stack, AuthorizationType.IAM);
  granted.api.root.addMethod('GET', new MockIntegration());
  const api = new HttpApi(stack, 'Http');
  const back = new HttpUrlIntegration('Back', 'https://back.example.com/');
  const [signed] = api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: back, authorizer: new HttpIamAuthorizer() });
  api.addRoutes({ path: '/open', methods: [HttpMethod.GET], integration: back });
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('open-method'));
  ApiInvokeGrants.fromMethod(granted);
  ApiInvokeGrants.fromRoute(signed);
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('anyone may call')).map(({ entry }) => (entry.data as string).split("'")[1]);
  expect(warnings.sort()).toEqual(['GET /open', 'Stack/Rest/Default/GET']);
});

describe('fields of the schema', () => {
  const MODES = { defaultAuthorization: { authorizationType: GraphqlAuthorization.API_KEY }, additionalAuthorizationModes: [{ authorizationType: GraphqlAuthorization.IAM }] };
  const directory = mkdtempSync(join(tmpdir(), 'schema-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  /** An API with this schema: IAM is its default, or one mode among several. */
  function api(schema: string, iamIsDefault: boolean): GraphqlApi {
    const file = join(directory, `${schema.length}.graphql`);
    writeFileSync(file, schema);
    return new GraphqlApi(stackOf(), 'Graphql', {
      name: 'orders', definition: Definition.fromFile(file), authorizationConfig: iamIsDefault ? { defaultAuthorization: { authorizationType: GraphqlAuthorization.IAM } } : MODES,
    });
  }

  const SCHEMA_TEXT = `
    # type Query { commented: String }
    directive @own(of: String) on FIELD_DEFINITION
    "a text with { and # in it"
    type Query implements Node & Other @aws_api_key {
      \"\"\"type Hidden { field: String }\"\"\"
      orders(first: Int = 10, filter: Filter = { open: true }): [Order!]! @aws_iam @aws_api_key
      invoices: [String] @own(of: "orders: x")
      prices: [String] @aws_cognito_user_pools(cognito_groups: ["a"])
      partners: [String] @aws_oidc
      stock: Int @aws_lambda
    }
    type Empty
    input Filter { open: Boolean }
    extend type Query { more: String @aws_iam }
    type Order @aws_iam { id: ID!, total: Float @aws_api_key }
    extend type Order { notes: [String] }
    schema { query: Query }`;

  test.each([['Query', 'orders'], ['Query', 'more'], ['Order', 'id'], ['Order', 'notes']])('%s.%s lets signed requests in', (type, field) => {
    expect(() => ApiInvokeGrants.fromFields(api(SCHEMA_TEXT, false), type, [field])).not.toThrow();
  });

  test.each([['Query', 'prices', '@aws_cognito_user_pools'], ['Query', 'partners', '@aws_oidc'], ['Query', 'stock', '@aws_lambda'], ['Order', 'total', '@aws_api_key']])('%s.%s lets nobody in by IAM', (type, field, mode) => {
    for (const iamIsDefault of [true, false]) expect(() => ApiInvokeGrants.fromFields(api(SCHEMA_TEXT, iamIsDefault), type, [field])).toThrow(`field-without-iam: the schema lets callers of '${type}.${field}' in by ${mode} alone`);
  });

  test('Query.invoices lets whom its type lets in, who are not those of IAM', () => {
    for (const iamIsDefault of [true, false]) expect(() => ApiInvokeGrants.fromFields(api(SCHEMA_TEXT, iamIsDefault), 'Query', ['invoices'])).toThrow("field-without-iam: the schema lets callers of 'Query.invoices' in by @aws_api_key alone");
  });

  test.each([['Query', 'order'], ['Query', 'first'], ['Query', 'commented'], ['Empty', 'x']])('the field %s.%s is not there', (type, field) => {
    expect(() => ApiInvokeGrants.fromFields(api(SCHEMA_TEXT, false), type, [field])).toThrow(`unknown-field: the field '${field}' is not among those of the type '${type}'`);
  });

  test.each([['query', 'orders'], ['Hidden', 'field'], ['Filter', 'open']])('the type %s is not there', (type, field) => {
    expect(() => ApiInvokeGrants.fromFields(api(SCHEMA_TEXT, false), type, [field])).toThrow(`unknown-type: the type '${type}' is not among those of the schema`);
  });

  test('a schema that is known only at deploy time says nothing', () => {
    const stack = stackOf();
    const schema = { bind: (bound: GraphqlApi) => ({ apiId: bound.apiId, definition: new CfnParameter(stack, 'Schema').valueAsString }) };
    const later = new GraphqlApi(stack, 'Graphql', { name: 'orders', definition: Definition.fromSchema(schema), authorizationConfig: MODES });
    expect(() => ApiInvokeGrants.fromFields(later, 'Query', ['anything'])).not.toThrow();
  });
});

test('no fields are not all fields', () => {
  expect(() => ApiInvokeGrants.fromFields(graphql(stackOf()), 'Query', [])).toThrow("fields-required: no fields of 'Query'; name those that may be used, at least one [at Stack/Graphql]");
});

test('a principal of another app', () => {
  const elsewhere = new UserPoolPlusIdentityPool(new Stack(new App(), 'Other'), 'Auth').authenticated;
  expect(() => ApiInvokeGrants.fromMethod(method(stackOf(), AuthorizationType.IAM)).invoke(elsewhere)).toThrow('principal-of-another-app: the principal Other/Auth/Authenticated is of another app');
});
