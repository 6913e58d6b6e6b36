import type { Stack } from 'aws-cdk-lib';
import { CfnOutput } from 'aws-cdk-lib';
import { AuthorizationType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AuthorizationType as GraphqlAuthorization, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { AttributeType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, ListenerCertificate, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentityPoolPrincipal } from '../../lib';
import {
  AccessProperties, AccessProperty, ApiInvokeGrants, BrandingAsset, BrandingAssetCategory, ClaimMatch, ClientSettings, GraphqlApiAuthorization, GuestAccess, HttpApiAuthorization, IdentityPoolOnly, IdentityPoolProvider,
  LambdaAuthorization, LoadBalancerAuthentication, ManagedLoginBranding, Owner, OwnItemGrants, OwnObjectGrants, RecordGrants, RestApiAuthorization, SignInDomain, TokenClaim, UserAdministrationGrants,
  UserPoolPlusIdentityPool,
} from '../../lib';
import type { Pools } from './app-arbitrary';

/** Where a step is taken. */
interface Site {
  readonly auth: Stack;
  readonly app: Stack;
  readonly pools: Pools;
  /** The usual text, or what stands in its place this time. */
  readonly given: (usual: string) => string;
}

const SCHEMA = join(__dirname, '../grants/orders.graphql');
const back = (): HttpUrlIntegration => new HttpUrlIntegration('Back', 'https://back.example.com/');

function once<T>(stack: Stack, id: string, make: () => T): T {
  return stack.node.tryFindChild(id) as T | undefined ?? make();
}

const photos = ({ app }: Site): Bucket => once(app, 'Photos', () => new Bucket(app, 'Photos', { encryption: BucketEncryption.KMS }));
const orders = ({ app }: Site): Table => once(app, 'Orders', () => new Table(app, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING }, encryption: TableEncryption.CUSTOMER_MANAGED }));
const fn = (stack: Stack): Function => once(stack, 'Fn', () => new Function(stack, 'Fn', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') }));
const rest = ({ app }: Site): RestApi => once(app, 'Rest', () => new RestApi(app, 'Rest'));
const http = ({ app }: Site): HttpApi => once(app, 'Http', () => new HttpApi(app, 'Http'));

/** Somebody to grant to: a different one each time that there is one. */
function somebody({ given, pools: { identities, provider } }: Site, which: 'all' | 'group' | 'provider' | 'rule'): IdentityPoolPrincipal {
  if (which === 'group') return identities.group(given('staff'));
  if (which === 'provider' && provider) return identities.usersOf(provider);
  if (which === 'rule' && provider) return identities.addRoleMappingRule(given('Curators'), provider, ClaimMatch.contains(given('custom:tenantId'), given('shop')), { acknowledgment: { reason: given('tried') } });
  return identities.authenticated;
}

function branded(style: string, image: string): ManagedLoginBranding {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    writeFileSync(join(folder, 'settings.json'), style);
    writeFileSync(join(folder, 'logo.svg'), image);
    return ManagedLoginBranding.fromFiles({ settingsFile: join(folder, 'settings.json'), assets: [BrandingAsset.fromFile(join(folder, 'logo.svg'), BrandingAssetCategory.FORM_LOGO)] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What can be done with pools of any kind, in any order, from any stack. */
export const appSteps: Record<string, (site: Site) => unknown> = {
  'own objects': (site) => OwnObjectGrants.fromBucket(photos(site), { prefix: site.given('users') }).readWrite(somebody(site, 'all')),
  'own objects of a group': (site) => OwnObjectGrants.fromBucket(photos(site), { prefix: site.given('teams') }).read(somebody(site, 'group')),
  'objects of everybody': (site) => {
    const grants = OwnObjectGrants.fromBucket(photos(site), { prefix: 'albums' });
    grants.write(somebody(site, 'all'));
    grants.readAll(somebody(site, 'provider'));
  },
  'own items': (site) => OwnItemGrants.fromTable(orders(site), { keyPrefix: site.given('USER#') }).readWrite(somebody(site, 'all')),
  'items of a tag': (site) => {
    const { identities, provider } = site.pools;
    if (provider) identities.addSessionTag(site.given('tenant'), provider, TokenClaim.customAttribute(site.given('tenantId')));
    OwnItemGrants.fromTable(orders(site), { keyPrefix: 'TENANT#', owner: Owner.sessionTag(site.given('tenant')), indexes: [] }).write(somebody(site, 'all'));
  },
  'records': (site) => RecordGrants.fromStream(once(site.app, 'Clicks', () => new Stream(site.app, 'Clicks'))).put(somebody(site, 'provider')),
  'a rule': (site) => photos(site).grantRead(somebody(site, 'rule'), 'rule/*'),
  'a statement': (site) => somebody(site, 'all').addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos(site).arnForObjects('news/*')] })),
  'guests': (site) => {
    const { principal } = new GuestAccess(site.app, 'Guests', { identityPool: site.pools.identities });
    photos(site).grantRead(principal, 'public/*');
  },
  'a method': (site) => ApiInvokeGrants.fromMethod(rest(site).root.addMethod('PUT', new MockIntegration(), { authorizationType: AuthorizationType.IAM })).invoke(somebody(site, 'group')),
  'a route': (site) => ApiInvokeGrants.fromRoute(http(site).addRoutes({ path: '/signed', integration: back(), authorizer: new HttpIamAuthorizer() })[0]).invoke(somebody(site, 'all')),
  'fields': (site) => {
    const api = once(site.app, 'Fields', () => new GraphqlApi(site.app, 'Fields', { name: 'orders', definition: Definition.fromFile(SCHEMA), authorizationConfig: { defaultAuthorization: { authorizationType: GraphqlAuthorization.IAM } } }));
    ApiInvokeGrants.fromFields(api, site.given('Query'), [site.given('orders')]).invoke(somebody(site, 'all'));
  },
  'administration': (site) => {
    const grants = UserAdministrationGrants.fromUserPool(site.pools.users);
    grants.manageUsers(fn(site.app));
    grants.readUsers(fn(site.auth));
  },
  'one more provider': ({ given, pools: { identities } }) => {
    const provider = IdentityPoolProvider.developer(given('login.example.com'));
    if (identities instanceof UserPoolPlusIdentityPool) identities.addIdentityPoolProvider(provider);
    else if (identities instanceof IdentityPoolOnly) identities.addProvider(provider);
  },
  'an app client': ({ given, pools: { users } }) => users.addSinglePageAppClient(given('web'), { callbackUrls: [given('https://app.example.com/')] }),
  'a branded client': ({ given, pools: { users } }) => users.addSinglePageAppClient('look', { callbackUrls: ['https://look.example.com/'], branding: branded(given('{"a":1}'), given('<svg/>')) }),
  'a phone': ({ given, pools: { users } }) => users.addMobileAppClient(given('phone'), { callbackUrls: [given('myapp://in')], logoutUrls: [given('myapp://out')] }),
  'a machine': ({ given, pools: { users } }) => {
    users.addResourceServer(given('api'), { scopes: { read: given('reads') } });
    users.addMachineToMachineClient('machine', { scopes: [users.oAuthScope('api', given('read'))] });
  },
  'a group': ({ given, pools: { users } }) => users.addGroup(given('late'), { description: given('came late') }),
  'a domain': ({ given, pools: { users } }) => users.addDomain(SignInDomain.prefix(given('another'))),
  'the callback of a distribution': ({ app, pools: { users } }) => {
    const distribution = once(app, 'Pages', () => new CfnDistribution(app, 'Pages', { distributionConfig: { enabled: true, origins: [{ id: 'a', domainName: 'origin.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }], defaultCacheBehavior: { targetOriginId: 'a', viewerProtocolPolicy: 'https-only', cachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' } } }));
    users.addSinglePageAppClient('pages', { callbackUrls: [`https://${distribution.attrDomainName}/`] });
  },
  'an environment': ({ app, pools: { users } }) => fn(app).addEnvironment('POOL', users.userPoolRef.userPoolId),
  'an environment of the pools': ({ auth, pools: { users } }) => fn(auth).addEnvironment('POOL', users.userPoolRef.userPoolId),
  'a bucket for the pools': (site) => fn(site.auth).addEnvironment('BUCKET', photos(site).bucketName),
  'settings': ({ app, given, pools: { users } }) => new CfnOutput(app, 'Settings', { value: ClientSettings.fromUserPool(users, given('web'), { custom: { [given('more')]: given('value') } }).amplifyOutputs }),
  'a REST API': (site) => {
    const authorization = new RestApiAuthorization(site.app, 'Door', { userPool: site.pools.users });
    rest(site).root.addMethod('GET', new MockIntegration(), authorization.idToken());
  },
  'an HTTP API': (site) => http(site).addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: back(), authorizer: new HttpApiAuthorization({ userPool: site.pools.users }).anyToken() }),
  'a Lambda authorizer': (site) => {
    const authorization = LambdaAuthorization.idTokens(site.app, 'Ask', { userPool: site.pools.users, groups: [site.given('staff')] });
    http(site).addRoutes({ path: '/asked', methods: [HttpMethod.GET], integration: back(), authorizer: authorization.httpApi() });
  },
  'a GraphQL API': ({ app, pools: { users } }) => new GraphqlApi(app, 'Graphql', {
    name: 'orders', definition: Definition.fromFile(SCHEMA), authorizationConfig: { defaultAuthorization: new GraphqlApiAuthorization({ userPool: users }).allowByDefault() },
  }),
  'a load balancer': ({ app, given, pools: { users } }) => {
    const listener = new ApplicationLoadBalancer(app, 'Lb', { vpc: new Vpc(app, 'Vpc', { availabilityZones: [`${app.region}a`, `${app.region}b`], natGateways: 0 }) }).addListener('Https', {
      protocol: ApplicationProtocol.HTTPS, certificates: [ListenerCertificate.fromArn(`arn:aws:acm:${app.region}:111122223333:certificate/1`)], defaultAction: ListenerAction.fixedResponse(404),
    });
    listener.addAction('Signed', { priority: 1, conditions: [ListenerCondition.pathPatterns(['/*'])], action: LoadBalancerAuthentication.authenticate(listener, 'balanced', { userPool: users, hostNames: [given('app.example.com')], next: ListenerAction.fixedResponse(200) }) });
  },
  'a property': (site) => AccessProperties.of(site.app).add(AccessProperty.unreachable({ title: site.given('secrets'), actions: [site.given('s3:GetObject')], resources: [photos(site).arnForObjects('secret/*')] })),
};
