import { CfnOutput } from 'aws-cdk-lib';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AuthorizationType, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, ListenerCertificate, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { join } from 'node:path';
import type { AccessPropertyOptions, LoadBalancerAuthenticationOptions } from '../../../lib';
import {
  AccessBaseline, AccessModel, AccessProperties, AccessProperty, ApiInvokeGrants, BaselineCheck, ClientSettings, HttpApiAuthorization, LambdaAuthorization, LoadBalancerAuthentication, RestApiAuthorization,
} from '../../../lib';
import type { Given } from '../later';
import type { Site, Tries, Try } from '../site';

const route = (site: Site, authorization: LambdaAuthorization) => new HttpApi(site.stack, 'GivenHttp')
  .addRoutes({ path: '/asked', integration: new HttpUrlIntegration('GivenBack', 'https://back.example.com/'), authorizer: authorization.httpApi() });
const fields = (names: (given: Given) => [type: string, fields: string[]]): Try => ({ both, stack }, given) => {
  const api = new GraphqlApi(stack, 'GivenFields', {
    name: 'orders', definition: Definition.fromFile(join(__dirname, '../../grants/orders.graphql')), authorizationConfig: { defaultAuthorization: { authorizationType: AuthorizationType.IAM } },
  });
  ApiInvokeGrants.fromFields(api, ...names(given)).invoke(both.authenticated);
};
const balanced = (id: (given: Given) => string, options: (given: Given) => Partial<LoadBalancerAuthenticationOptions>): Try => ({ auth, stack }, given) => {
  const listener = new ApplicationLoadBalancer(stack, 'GivenLb', { vpc: new Vpc(stack, 'GivenVpc', { availabilityZones: ['us-east-1a', 'us-east-1b'], natGateways: 0 }) }).addListener('Https', {
    protocol: ApplicationProtocol.HTTPS, certificates: [ListenerCertificate.fromArn('arn:aws:acm:us-east-1:111122223333:certificate/1')], defaultAction: ListenerAction.fixedResponse(404),
  });
  const action = LoadBalancerAuthentication.authenticate(listener, id(given), { userPool: auth, hostNames: ['app.example.com'], next: ListenerAction.fixedResponse(200), ...options(given) });
  listener.addAction('Signed', { priority: 1, conditions: [ListenerCondition.pathPatterns(['/*'])], action });
};
const property = (options: (given: Given) => Partial<AccessPropertyOptions>): Try => ({ stack }, given) => AccessProperties.of(stack)
  .add(AccessProperty.unreachable({ title: 'secrets', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::bucket/secret/*'], ...options(given) }));
const settings = (custom: (given: Given) => Record<string, string>): Try => ({ auth, stack }, given) => {
  return new CfnOutput(stack, 'Wild', { value: ClientSettings.fromUserPool(auth, 'app', { custom: custom(given) }).amplifyOutputs });
};
const model = (): AccessModel => AccessModel.fromTemplate({ Resources: {} });
const ask = (of: (given: Given) => { action?: string; resource?: string; context?: Record<string, unknown> }): Try => (_site, given) => {
  const { action = 's3:GetObject', resource = 'arn:aws:s3:::bucket/a', context } = of(given);
  return model().guest().can(action, resource, { context });
};

/** What APIs, clients, properties and questions take. */
export const USE_VALUES: Tries = {
  'new RestApiAuthorization(id)': ({ auth, stack }, { text }) => new RestApi(stack, 'GivenRest').root.addMethod('GET', new MockIntegration(), new RestApiAuthorization(stack, text, { userPool: auth }).idToken()),
  'RestApiAuthorization.accessToken(scopes)': ({ auth, stack }, { text }) => new RestApi(stack, 'GivenRest').root.addMethod('GET', new MockIntegration(), new RestApiAuthorization(stack, 'GivenDoor', { userPool: auth }).accessToken([OAuthScope.custom(text)])),
  'HttpApiAuthorization.accessToken(scopes)': ({ auth, stack }, { text }) => new HttpApi(stack, 'GivenHttp').addRoutes({ path: '/', integration: new HttpUrlIntegration('GivenBack', 'https://back.example.com/'), authorizer: new HttpApiAuthorization({ userPool: auth }).accessToken([OAuthScope.custom(text)]) }),
  'LambdaAuthorization.idTokens(id)': (site, { text }) => route(site, LambdaAuthorization.idTokens(site.stack, text, { userPool: site.auth })),
  'LambdaAuthorization.accessTokens(id)': (site, { text }) => route(site, LambdaAuthorization.accessTokens(site.stack, text, { userPool: site.auth })),
  'IdTokenAuthorizationProps.groups': (site, { list: groups }) => route(site, LambdaAuthorization.idTokens(site.stack, 'Wild', { userPool: site.auth, groups })),
  'AccessTokenAuthorizationProps.scopes': (site, { text }) => route(site, LambdaAuthorization.accessTokens(site.stack, 'Wild', { userPool: site.auth, scopes: [OAuthScope.custom(text)] })),
  'ApiInvokeGrants.fromFields(typeName)': fields(({ text }) => [text, ['orders']]),
  'ApiInvokeGrants.fromFields(fieldNames)': fields(({ list }) => ['Query', list]),
  'LoadBalancerAuthentication.authenticate(id)': balanced(({ text }) => text, () => ({})),
  'LoadBalancerAuthenticationOptions.hostNames': balanced(() => 'balanced', ({ list: hostNames }) => ({ hostNames })),
  'LoadBalancerAuthenticationOptions.sessionTimeout': balanced(() => 'balanced', ({ duration: sessionTimeout }) => ({ sessionTimeout })),
  'ClientSettings.fromUserPool(appClient)': ({ auth, stack }, { text }) => new CfnOutput(stack, 'Wild', { value: ClientSettings.fromUserPool(auth, text).amplifyOutputs }),
  'ClientSettingsOptions.custom': { name: settings(({ text }) => ({ [text]: 'value' })), value: settings(({ text }) => ({ more: text })) },

  'AccessPropertyOptions.title': property(({ text: title }) => ({ title })),
  'AccessPropertyOptions.actions': property(({ list: actions }) => ({ actions })),
  'AccessPropertyOptions.resources': property(({ list: resources }) => ({ resources })),
  'AccessModel.fromTemplate(template)': (_site, { text }) => AccessModel.fromTemplate({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: text } } } }).guest().can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessGuestOptions.identityPool': (_site, { text: identityPool }) => model().guest({ identityPool }).can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessUserOptions.identityPool': (_site, { text: identityPool }) => model().user({ identityPool }).can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessUserOptions.provider': (_site, { text: provider }) => model().user({ provider }).can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessUserOptions.groups': (_site, { list: groups }) => model().user({ groups }).can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessUserOptions.claims': (_site, { text }) => model().user({ claims: { [text]: text } }).can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessUserOptions.tags': (_site, { text }) => model().user({ tags: { [text]: text } }).can('s3:GetObject', 'arn:aws:s3:::bucket/a'),
  'AccessSubject.can(action)': ask(({ text: action }) => ({ action })),
  'AccessSubject.can(resource)': { template: ask(({ text: resource }) => ({ resource })), stack: ({ stack }, { text }) => AccessModel.fromStack(stack).guest().can('s3:GetObject', text) },
  'AccessRequestOptions.context': ask(({ text }) => ({ context: { [text]: text } })),
  'BaselineCheckProps.file': (_site, { text: file }) => new BaselineCheck({ file }),
  'BaselineCheckProps.acknowledgments': (_site, { text }) => new BaselineCheck({ file: 'cognito-baseline.json', acknowledgments: { [text]: { reason: 'tried' } } }),
  'AccessBaselineProps.file': (_site, { text: file }) => new AccessBaseline({ file }),
  'AccessBaselineProps.acknowledgments': (_site, { text }) => new AccessBaseline({ file: 'access-baseline.json', acknowledgments: { [text]: { reason: 'tried' } } }),
};
