import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { LambdaAuthorization, UserPoolOnly } from '../../lib';
import { onlyResource, stackOf, Template } from '../support/stacks';

function setUp() {
  const stack = stackOf();
  const auth = new UserPoolOnly(stack, 'Auth', { groups: ['finance', 'it'] });
  auth.addSinglePageAppClient('web');
  return { stack, auth };
}

/** What the function reads, with what is only known at deploy time shown as the name of what it comes from. */
function requirementsOf(stack: Stack): Record<string, unknown> {
  const { TOKEN_REQUIREMENTS } = (onlyResource(stack, 'AWS::Lambda::Function').Properties.Environment as { Variables: Record<string, unknown> }).Variables;
  const [, pieces] = (TOKEN_REQUIREMENTS as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return JSON.parse(pieces.map((piece) => (typeof piece === 'string' ? piece : `<${JSON.stringify(piece).replace(/[^A-Za-z]/g, '').slice(0, 40)}>`)).join('')) as Record<string, unknown>;
}

test('the function knows issuer, clients (later ones too), kind of token, groups and scopes', () => {
  const { stack, auth } = setUp();
  auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
  LambdaAuthorization.accessTokens(stack, 'Authorizer', { userPool: auth, groups: ['finance'], scopes: [auth.oAuthScope('orders', 'read')] });
  auth.addMobileAppClient('late');
  expect(requirementsOf(stack)).toEqual({
    issuer: expect.stringMatching(/^https:\/\/<FnGetAttAuthUserPool/) as string,
    clientIds: [expect.stringMatching(/^<RefAuthwebClient/), expect.stringMatching(/^<RefAuthlateClient/)] as unknown,
    tokenUse: 'access',
    groups: ['finance'],
    scopes: [expect.stringMatching(/^<RefAuthorders.*>\/read$/)] as unknown,
  });
});

test('more than the environment of a function holds is refused at synth', () => {
  const { stack, auth } = setUp();
  LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth });
  for (let i = 0; i < 130; i++) auth.addMobileAppClient(`app${i}`);
  expect(() => Template.fromStack(stack)).not.toThrow();
  const more = setUp();
  LambdaAuthorization.idTokens(more.stack, 'Authorizer', { userPool: more.auth });
  for (let i = 0; i < 199; i++) more.auth.addMobileAppClient(`app${i}`);
  expect(() => Template.fromStack(more.stack)).toThrow(/authorizer-environment: the Lambda authorizer would be told of 200 app clients, in 58\d\d bytes or more; keep to 4096 bytes, which is some 130 app clients without groups and scopes: let apps share a client, or use a REST API \[at Stack\/Authorizer\]/);
});

test('what is not asked for is not required', () => {
  const { stack, auth } = setUp();
  LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth });
  expect(Object.keys(requirementsOf(stack)).sort()).toEqual(['clientIds', 'issuer', 'tokenUse']);
  expect(requirementsOf(stack).tokenUse).toBe('id');
});

test('the function is one file that needs nothing else', () => {
  const bundle = readFileSync(join(__dirname, '../../build/lambda/authorizer/index.js'), 'utf8');
  const required = [...bundle.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
  expect(new Set(required.filter((name) => !['https', 'crypto', 'stream', 'util', 'path', 'stream/promises', 'url'].includes(name.replace('node:', ''))))).toEqual(new Set());
  expect(bundle).toContain('aws-jwt-verify, Copyright Amazon.com');
});

test('a REST API asks it for every request: no answer is kept', () => {
  const { stack, auth } = setUp();
  const authorization = LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth, groups: ['it'] });
  const api = new RestApi(stack, 'Api', { defaultMethodOptions: authorization.restApi() });
  api.root.addMethod('GET', new MockIntegration());
  api.root.addMethod('PUT', new MockIntegration(), authorization.restApi());
  expect(onlyResource(stack, 'AWS::ApiGateway::Authorizer').Properties).toMatchObject({
    Type: 'TOKEN', IdentitySource: 'method.request.header.Authorization', AuthorizerResultTtlInSeconds: 0,
  });
  Template.fromStack(stack).allResourcesProperties('AWS::ApiGateway::Method', { AuthorizationType: 'CUSTOM' });
});

test('an HTTP API asks it for every request', () => {
  const { stack, auth } = setUp();
  const authorization = LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth });
  new HttpApi(stack, 'Api', { defaultAuthorizer: authorization.httpApi() }).addRoutes({ path: '/', integration: new HttpUrlIntegration('Back', 'https://back.example.com/') });
  expect(onlyResource(stack, 'AWS::ApiGatewayV2::Authorizer').Properties).toMatchObject({
    AuthorizerType: 'REQUEST', IdentitySource: ['$request.header.Authorization'], EnableSimpleResponses: true, AuthorizerPayloadFormatVersion: '2.0', AuthorizerResultTtlInSeconds: 0,
  });
  expect(onlyResource(stack, 'AWS::ApiGatewayV2::Route').Properties).toMatchObject({ AuthorizationType: 'CUSTOM' });
});

test('its role may write its log, and nothing else', () => {
  const { stack, auth } = setUp();
  LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
});

test('a group that the pool lacks, and nothing half-made', () => {
  const { stack, auth } = setUp();
  expect(() => LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth, groups: ['accounting'] })).toThrow(
    "unknown-group: group 'accounting' is not among the groups of this pool (finance, it); correct the name, or add the group with 'groups' or addGroup first [at Stack/Auth]");
  expect(stack.node.tryFindChild('Authorizer')).toBeUndefined();
});

test('a scope that no resource server has', () => {
  const { stack, auth } = setUp();
  expect(() => LambdaAuthorization.accessTokens(stack, 'Authorizer', { userPool: auth, scopes: [OAuthScope.custom('orders/read')] })).toThrow("unknown-scope: scope 'orders/read' is not among those of this pool");
  expect(() => LambdaAuthorization.accessTokens(stack, 'Authorizer', { userPool: auth, scopes: [] })).toThrow('scopes-required');
});

test('empty groups would mean nobody, or everybody: refused', () => {
  const { stack, auth } = setUp();
  expect(() => LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth, groups: [] })).toThrow(
    "groups-required: an empty list of groups; name at least one, or leave 'groups' out to authorize every signed-in user [at Stack]");
});

test('a pool without clients', () => {
  const stack = stackOf();
  LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: new UserPoolOnly(stack, 'Auth') });
  expect(() => Template.fromStack(stack)).toThrow('audience-required: a Lambda authorizer takes the tokens of a user pool that has no app client');
});

test('a user pool of another app', () => {
  const elsewhere = new UserPoolOnly(new Stack(new App(), 'Other'), 'Auth');
  expect(() => LambdaAuthorization.idTokens(stackOf(), 'Authorizer', { userPool: elsewhere })).toThrow('user-pool-of-another-app: the user pool Other/Auth is of another app than Stack');
});

test('an API of another app, or a second REST API', () => {
  const { stack, auth } = setUp();
  const authorization = LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth });
  const elsewhere = new Stack(new App(), 'Other');
  const another = 'user-pool-of-another-app: the user pool Stack/Auth/UserPool is of another app than Other/';
  expect(() => new RestApi(elsewhere, 'Rest').root.addMethod('GET', new MockIntegration(), authorization.restApi())).toThrow(`${another}Rest; use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…) [at Other/Rest]`);
  const back = new HttpUrlIntegration('Back', 'https://back.example.com/');
  expect(() => new HttpApi(elsewhere, 'Http').addRoutes({ path: '/', integration: back, authorizer: authorization.httpApi() })).toThrow(`${another}Http; use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…) [at Other/Http]`);
  new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), authorization.restApi());
  expect(() => new RestApi(stack, 'Second').root.addMethod('GET', new MockIntegration(), authorization.restApi())).toThrow(
    'authorization-of-another-api: the authorization Stack/Authorizer/RestApi is that of Stack/Api already, and API Gateway knows an authorizer within one REST API only; make another authorization for this API [at Stack/Second]');
});

test('several HTTP APIs, and a REST API beside them, ask one function', () => {
  const { stack, auth } = setUp();
  const authorization = LambdaAuthorization.idTokens(stack, 'Authorizer', { userPool: auth });
  for (const id of ['A', 'B']) new HttpApi(stack, id, { defaultAuthorizer: authorization.httpApi() }).addRoutes({ path: '/', integration: new HttpUrlIntegration('Back', 'https://back.example.com/'), authorizer: authorization.httpApi() });
  new RestApi(stack, 'Rest').root.addMethod('GET', new MockIntegration(), authorization.restApi());
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Lambda::Function', 1);
  template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 2);
});
