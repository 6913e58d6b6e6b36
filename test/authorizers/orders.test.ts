import fc from 'fast-check';
import { App, Stack } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { HttpApiAuthorization, LambdaAuthorization, RestApiAuthorization, UserPoolOnly } from '../../lib';
import { resourcesOf, sortedTemplate } from '../support/stacks';

/** An app with a REST and an HTTP API behind every authorizer of a user pool. Its parts are made in the order given. */
function appIn(order: readonly number[]): Stack {
  const stack = new Stack(new App(), 'Stack');
  const auth = new UserPoolOnly(stack, 'Auth', { groups: ['finance'] });
  auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
  const rest = new RestApiAuthorization(stack, 'Rest', { userPool: auth });
  const http = new HttpApiAuthorization({ userPool: auth });
  const groups = LambdaAuthorization.idTokens(stack, 'Groups', { userPool: auth, groups: ['finance'] });
  const scope = auth.oAuthScope('orders', 'read');
  const restApi = new RestApi(stack, 'RestApi', { defaultMethodOptions: rest.accessToken([scope]) });
  const httpApi = new HttpApi(stack, 'HttpApi', { defaultAuthorizer: http.anyToken() });
  const back = (name: string) => new HttpUrlIntegration(name, `https://back.example.com/${name}`);
  const method = (name: string, options?: ReturnType<typeof rest.idToken>) => restApi.root.addResource(name).addMethod('GET', new MockIntegration(), options);
  const route = (name: string, authorizer?: ReturnType<typeof http.anyToken>) => httpApi.addRoutes({ path: `/${name}`, methods: [HttpMethod.GET], integration: back(name), authorizer });
  const parts = [
    () => auth.addSinglePageAppClient('web'),
    () => auth.addMobileAppClient('app'),
    () => auth.addGroup('it', { precedence: 5 }),
    () => method('default'), () => method('id', rest.idToken()), () => method('groups', groups.restApi()), () => method('proxy').resource.addProxy({ defaultIntegration: new MockIntegration() }),
    () => route('default'), () => route('scope', http.accessToken([scope])), () => route('groups', groups.httpApi()),
  ];
  order.forEach((part) => parts[part]());
  return stack;
}

const PARTS = 10;
const shown = (stack: Stack, type: string, name: string) => Object.values(resourcesOf(stack, type)).map(({ Properties }) => [Properties[name], Properties.AuthorizationType, 'AuthorizationScopes' in Properties]);

/** Every method, route and authorizer, without the order of what has none. */
function authorizersOf(stack: Stack): unknown {
  const { Resources } = sortedTemplate(stack) as { Resources: Record<string, { Type: string }> };
  return Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => /^AWS::ApiGateway(V2)?::(Method|Route|Authorizer)$/.test(Type)));
}

test('no method is open, and none asks for less, in whatever order an app is put together', () => {
  const reference = appIn([...Array(PARTS).keys()]);
  const expected = authorizersOf(reference);
  expect(shown(reference, 'AWS::ApiGatewayV2::Route', 'RouteKey').sort()).toEqual([['GET /default', 'JWT', false], ['GET /groups', 'CUSTOM', false], ['GET /scope', 'JWT', true]]);
  expect(shown(reference, 'AWS::ApiGateway::Method', 'HttpMethod').map(([, type, scopes]) => `${String(type)} ${String(scopes)}`).sort()).toEqual([
    'COGNITO_USER_POOLS false', 'COGNITO_USER_POOLS true', 'COGNITO_USER_POOLS true', 'COGNITO_USER_POOLS true', 'CUSTOM false',
  ]);
  fc.assert(fc.property(fc.shuffledSubarray([...Array(PARTS).keys()], { minLength: PARTS }), (order) => {
    expect(authorizersOf(appIn(order))).toEqual(expected);
  }), { numRuns: 12 });
});
