import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { HttpApi, HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { HttpApiAuthorization, UserPoolOnly } from '../../lib';
import { onlyResource, resourcesOf, stackOf, Template } from '../support/stacks';

const back = () => new HttpUrlIntegration('Back', 'https://back.example.com/');

function setUp() {
  const stack = stackOf();
  const auth = new UserPoolOnly(stack, 'Auth');
  return { stack, auth, authorization: new HttpApiAuthorization({ userPool: auth }) };
}

function routes(stack: Stack): Record<string, Record<string, unknown>> {
  return Object.fromEntries(Object.values(resourcesOf(stack, 'AWS::ApiGatewayV2::Route')).map(({ Properties }) => [Properties.RouteKey as string, Properties]));
}

test('issuer is the pool, audiences are the clients added before and after', () => {
  const { stack, auth, authorization } = setUp();
  auth.addSinglePageAppClient('early');
  new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.anyToken() }).addRoutes({ path: '/', integration: back() });
  auth.addSinglePageAppClient('late');
  expect(onlyResource(stack, 'AWS::ApiGatewayV2::Authorizer').Properties).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: {
      Issuer: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.stringMatching(/^AuthUserPool/) as unknown, 'ProviderName'] }]] },
      Audience: [{ Ref: expect.stringMatching(/^AuthearlyClient/) as unknown }, { Ref: expect.stringMatching(/^AuthlateClient/) as unknown }],
    },
  });
});

test('as the default of the API it closes every route', () => {
  const { stack, auth, authorization } = setUp();
  auth.addSinglePageAppClient('web');
  const api = new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.anyToken() });
  api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: back() });
  expect(routes(stack)['GET /orders']).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: expect.stringMatching(/^ApiAuthAuthorizer/) as unknown } });
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

test('scopes stand on the route that asks for them, and on no other', () => {
  const { stack, auth, authorization } = setUp();
  auth.addSinglePageAppClient('web');
  auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
  const api = new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.anyToken() });
  api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: back(), authorizer: authorization.accessToken([auth.oAuthScope('orders', 'read')]) });
  api.addRoutes({ path: '/me', methods: [HttpMethod.GET], integration: back() });
  expect(routes(stack)['GET /orders'].AuthorizationScopes).toEqual([{ 'Fn::Join': ['', [{ Ref: expect.stringMatching(/^Authorders/) as unknown }, '/read']] }]);
  expect(routes(stack)['GET /me']).not.toHaveProperty('AuthorizationScopes');
  expect(Object.keys(resourcesOf(stack, 'AWS::ApiGatewayV2::Authorizer'))).toHaveLength(1);
});

test('each API gets an authorizer of its own', () => {
  const { stack, auth, authorization } = setUp();
  auth.addSinglePageAppClient('web');
  for (const id of ['A', 'B']) new HttpApi(stack, id, { defaultAuthorizer: authorization.anyToken() }).addRoutes({ path: '/', integration: back() });
  const apis = Object.values(resourcesOf(stack, 'AWS::ApiGatewayV2::Authorizer')).map(({ Properties }) => (Properties.ApiId as { Ref: string }).Ref.charAt(0));
  expect(apis).toEqual(['A', 'B']);
});

test('two pools of one name may guard routes of one API', () => {
  const { stack, auth, authorization } = setUp();
  const staff = new UserPoolOnly(new Construct(stack, 'Staff'), 'Auth');
  const abroad = new UserPoolOnly(new Stack(stack, 'Abroad'), 'Auth');
  [auth, staff, abroad].forEach((pool) => pool.addSinglePageAppClient('web'));
  const api = new HttpApi(stack, 'Api');
  api.addRoutes({ path: '/shop', integration: back(), authorizer: authorization.anyToken() });
  api.addRoutes({ path: '/staff', integration: back(), authorizer: new HttpApiAuthorization({ userPool: staff }).anyToken() });
  api.addRoutes({ path: '/abroad', integration: back(), authorizer: new HttpApiAuthorization({ userPool: abroad }).anyToken() });
  expect(Object.values(resourcesOf(stack, 'AWS::ApiGatewayV2::Authorizer')).map(({ Properties }) => Properties.Name))
    .toEqual(['AuthAuthorizer', 'StaffAuthAuthorizer', 'StackAbroadAuthAuthorizer']);
});

test('a route left open in a guarded API is warned of, unless it is acknowledged', () => {
  const { stack, auth, authorization } = setUp();
  auth.addSinglePageAppClient('web');
  const api = new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.anyToken() });
  api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: back() });
  api.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration: back(), authorizer: new HttpNoneAuthorizer() });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("anyone may call 'GET /health'"));
});

test('a pool without clients: no token could ever pass', () => {
  const { stack, authorization } = setUp();
  new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.anyToken() }).addRoutes({ path: '/', integration: back() });
  expect(() => Template.fromStack(stack)).toThrow(
    'audience-required: an HTTP API takes the tokens of a user pool that has no app client; add one, such as auth.addSinglePageAppClient(…): a token is taken only when it was made for a client of the pool [at Stack/Auth]');
});

test('a scope that no resource server has', () => {
  expect(() => setUp().authorization.accessToken([OAuthScope.custom('orders/write')])).toThrow("unknown-scope: scope 'orders/write' is not among those of this pool");
});

test('an API of another app', () => {
  const { authorization } = setUp();
  const api = new HttpApi(new Stack(new App(), 'Other'), 'Api');
  expect(() => api.addRoutes({ path: '/', integration: back(), authorizer: authorization.anyToken() })).toThrow(
    'user-pool-of-another-app: the user pool Stack/Auth/UserPool is of another app than Other/Api; use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…) [at Other/Api]');
});

test.each([[50, false], [51, true]])('of %d app clients an authorizer takes the tokens: too many? %s', (clients, tooMany) => {
  const { stack, auth, authorization } = setUp();
  new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.anyToken() }).addRoutes({ path: '/', integration: back() });
  for (let i = 0; i < clients; i++) auth.addSinglePageAppClient(`web${i}`);
  const synthesis = expect(() => Template.fromStack(stack));
  if (!tooMany) synthesis.not.toThrow();
  else synthesis.toThrow('too-many-audiences: an HTTP API takes the tokens of 51 app clients, and 50 is the most that AWS accepts; use a REST API, which takes the tokens of every app client of its pool [at Stack/Auth]');
});

test('ten scopes are as many as a route takes', () => {
  const { auth, authorization } = setUp();
  const names = Array.from({ length: 11 }, (_, i) => `s${i}`);
  auth.addResourceServer('orders', { scopes: Object.fromEntries(names.map((name) => [name, name])) });
  const scopes = names.map((name) => auth.oAuthScope('orders', name));
  expect(() => authorization.accessToken(scopes.slice(1))).not.toThrow();
  expect(() => authorization.accessToken(scopes)).toThrow(
    'too-many-scopes: 11 scopes on a route of an HTTP API, which takes 10 at most; put one scope on the resource server that stands for them, or use a LambdaAuthorization [at Stack/Auth]');
});
