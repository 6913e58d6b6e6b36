import { App, Stack } from 'aws-cdk-lib';
import { Cors, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { OAuthScope, ResourceServerScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import { RestApiAuthorization, UserPoolOnly } from '../../lib';
import { onlyResource, resourcesOf, stackOf } from '../support/stacks';

function setUp() {
  const stack = stackOf();
  const auth = new UserPoolOnly(stack, 'Auth');
  return { stack, auth, authorization: new RestApiAuthorization(stack, 'Authorizer', { userPool: auth }) };
}

function methodOf(stack: Stack, httpMethod: string): Record<string, unknown> {
  const [method] = Object.values(resourcesOf(stack, 'AWS::ApiGateway::Method')).filter(({ Properties }) => Properties.HttpMethod === httpMethod);
  return method.Properties;
}

test('the authorizer trusts the user pool and nothing else', () => {
  const { stack, authorization } = setUp();
  new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), authorization.idToken());
  expect(onlyResource(stack, 'AWS::ApiGateway::Authorizer').Properties).toMatchObject({
    Type: 'COGNITO_USER_POOLS',
    IdentitySource: 'method.request.header.Authorization',
    ProviderARNs: [{ 'Fn::GetAtt': [expect.stringMatching(/^AuthUserPool/), 'Arn'] }],
  });
});

test('a method that asks for an ID token has no scopes: API Gateway then takes ID tokens alone', () => {
  const { stack, authorization } = setUp();
  new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), authorization.idToken());
  const method = methodOf(stack, 'GET');
  expect(method).toMatchObject({ AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: expect.stringMatching(/^Authorizer/) as unknown } });
  expect(method).not.toHaveProperty('AuthorizationScopes');
});

test('a method that asks for an access token names the scopes', () => {
  const { stack, auth, authorization } = setUp();
  auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
  new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), authorization.accessToken([auth.oAuthScope('orders', 'read'), OAuthScope.PROFILE]));
  expect(methodOf(stack, 'GET').AuthorizationScopes).toEqual([{ 'Fn::Join': ['', [{ Ref: expect.stringMatching(/^Authorders/) as unknown }, '/read']] }, 'profile']);
});

test('as the default of the API it closes every method, whatever is added when; the preflight of CORS stays open', () => {
  const { stack, authorization } = setUp();
  const api = new RestApi(stack, 'Api', { defaultMethodOptions: authorization.idToken(), defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS } });
  api.root.addResource('late').addMethod('POST', new MockIntegration());
  expect(methodOf(stack, 'POST').AuthorizationType).toBe('COGNITO_USER_POOLS');
  expect(methodOf(stack, 'OPTIONS').AuthorizationType).toBe('NONE');
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

describe('a method left open in a guarded API', () => {
  const warning = Match.stringLikeRegexp("anyone may call 'Stack/Api/Default/health/GET', while other methods of this API ask who calls.*acknowledge");

  test.each(['before', 'after'])('is warned of, added %s the guarded one', (when) => {
    const { stack, authorization } = setUp();
    const api = new RestApi(stack, 'Api');
    const open = () => api.root.addResource('health').addMethod('GET', new MockIntegration());
    if (when === 'before') open();
    api.root.addMethod('GET', new MockIntegration(), authorization.idToken());
    if (when === 'after') open();
    Annotations.fromStack(stack).hasWarning('/Stack/Api/Default/health/GET/Resource', warning);
  });

  test('is not warned of in an API without an authorizer of ours', () => {
    const { stack, authorization } = setUp();
    new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), authorization.idToken());
    new RestApi(stack, 'Public').root.addMethod('GET', new MockIntegration());
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

test('a literal scope counts when a resource server has it', () => {
  const { auth, authorization } = setUp();
  expect(() => authorization.accessToken([OAuthScope.custom('https://orders.example.com/read')])).toThrow(
    "unknown-scope: scope 'https://orders.example.com/read' is not among those of this pool (openid, email, phone, profile, aws.cognito.signin.user.admin); correct the name, or add the resource server with addResourceServer first [at Stack/Authorizer]");
  auth.addResourceServer('orders', { identifier: 'https://orders.example.com', scopes: { read: 'read orders' } });
  expect(authorization.accessToken([OAuthScope.custom('https://orders.example.com/read')]).authorizationScopes).toEqual(['https://orders.example.com/read']);
});

test('a scope of the resource server of another pool is refused, one that was added to the L2 pool counts', () => {
  const { stack, auth, authorization } = setUp();
  const other = new UserPoolOnly(stack, 'Other');
  other.addResourceServer('orders', { scopes: { read: 'read orders' } });
  expect(() => authorization.accessToken([other.oAuthScope('orders', 'read')])).toThrow(/^unknown-scope: scope a token \(a value known only at deploy time\) is not among those of this pool/);
  const read = new ResourceServerScope({ scopeName: 'read', scopeDescription: 'read orders' });
  const server = auth.userPool.addResourceServer('Later', { identifier: 'later', scopes: [read] });
  expect(stack.resolve(authorization.accessToken([OAuthScope.resourceServer(server, read)]).authorizationScopes)).toEqual([{ 'Fn::Join': ['', [{ Ref: expect.stringMatching(/Later/) as unknown }, '/read']] }]);
});

test('no scopes at all would let ID tokens in where access tokens are asked: refused', () => {
  expect(() => setUp().authorization.accessToken([])).toThrow("scopes-required: an empty list of scopes; name at least one, any of which is enough: auth.oAuthScope('orders', 'read') [at Stack/Authorizer]");
});

test('a user pool of another app', () => {
  const elsewhere = new UserPoolOnly(new Stack(new App(), 'Other'), 'Auth');
  const stack = stackOf();
  expect(() => new RestApiAuthorization(stack, 'Authorizer', { userPool: elsewhere })).toThrow(
    'user-pool-of-another-app: the user pool Other/Auth is of another app than Stack; use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…) [at Stack]');
  expect(stack.node.children).toEqual([]);
});

test('a user pool that this library knows nothing of', () => {
  const stack = stackOf();
  expect(() => new RestApiAuthorization(stack, 'Authorizer', { userPool: new UserPool(stack, 'Plain') })).toThrow(
    'user-pool-not-ours: the user pool Stack/Plain was not made by UserPoolOnly or UserPoolPlusIdentityPool; pass one of these, or UserPoolOnly.fromUserPool(…) for a pool that is there already');
});

test('an imported pool, and the L2 pool inside ours, will do', () => {
  const stack = stackOf();
  const imported = UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_a'));
  expect(() => new RestApiAuthorization(stack, 'A', { userPool: imported })).not.toThrow();
  expect(() => new RestApiAuthorization(stack, 'B', { userPool: new UserPoolOnly(stack, 'Ours').userPool })).not.toThrow();
});

test('one authorization is for one API', () => {
  const { stack, authorization } = setUp();
  new RestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), authorization.idToken());
  expect(() => new RestApi(stack, 'Second').root.addMethod('GET', new MockIntegration(), authorization.accessToken([OAuthScope.OPENID]))).toThrow(
    'authorization-of-another-api: the authorization Stack/Authorizer is that of Stack/Api already, and API Gateway knows an authorizer within one REST API only; make another authorization for this API [at Stack/Second]');
});

test('an API of another app', () => {
  const { authorization } = setUp();
  const api = new RestApi(new Stack(new App(), 'Other'), 'Api');
  expect(() => api.root.addMethod('GET', new MockIntegration(), authorization.idToken())).toThrow(
    'user-pool-of-another-app: the user pool Stack/Auth/UserPool is of another app than Other/Api; use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…) [at Other/Api]');
});

test('an API of another stack, each of which would need the other first', () => {
  const { stack, authorization } = setUp();
  const api = new RestApi(new Stack(stack.node.root, 'Apis'), 'Api');
  expect(() => api.root.addMethod('GET', new MockIntegration(), authorization.idToken())).toThrow(
    "authorization-in-another-stack: the authorization Stack/Authorizer is in another stack than the REST API, and each of the two would need the other first; give it the API's stack, or a construct in that stack, as its scope [at Apis/Api]");
});

test('the user pool may be in another stack than the API', () => {
  const stack = stackOf();
  const auth = new UserPoolOnly(stack, 'Auth');
  const apis = new Stack(stack.node.root, 'Apis');
  const authorization = new RestApiAuthorization(apis, 'Authorizer', { userPool: auth });
  new RestApi(apis, 'Api', { defaultMethodOptions: authorization.idToken() }).root.addMethod('GET', new MockIntegration());
  expect(methodOf(apis, 'GET').AuthorizationType).toBe('COGNITO_USER_POOLS');
});

test('a method that asks for an ID token does, whatever the default of the API asks for', () => {
  const { stack, authorization } = setUp();
  const api = new RestApi(stack, 'Api', { defaultMethodOptions: authorization.accessToken([OAuthScope.PROFILE]) });
  api.root.addMethod('GET', new MockIntegration(), authorization.idToken());
  api.root.addMethod('PUT', new MockIntegration());
  expect(methodOf(stack, 'GET')).not.toHaveProperty('AuthorizationScopes');
  expect(methodOf(stack, 'PUT').AuthorizationScopes).toEqual(['profile']);
  expect(methodOf(stack, 'GET').AuthorizerId).toEqual(methodOf(stack, 'PUT').AuthorizerId);
});
