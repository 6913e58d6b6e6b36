import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ClientAttributes, FeaturePlan, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { UserPoolOnlyProps } from '../../lib';
import {
  CustomAttribute, MultiFactorAuthentication, PasswordlessSignIn, SignIn, SignInDomain, ThreatProtection, UserAdministrationGrants, UserPoolOnly, UserPoolProvider, UserPoolTrigger, UserPoolWebAcl,
} from '../../lib';
import { expectAdditionRefused, expectError, expectNone, expectRefused, poolOf, UserPoolFixture } from '../support/user-pool-fixture';

// Issues of users of the CDK, each with the place where they reported it.

const domain = SignInDomain.prefix('shop');
const callbackUrls = ['https://app.example.com/'];

function handler(scope: Construct): Function {
  return new Function(scope, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });
}

test('aws-cdk#7016: a trigger is granted access to its pool without a cycle', () => {
  const under = new UserPoolFixture();
  const fn = handler(under.stack);
  UserAdministrationGrants.fromUserPool(under.auth.userPool).manageGroups(fn);
  under.auth.addTrigger(UserPoolTrigger.postConfirmation(fn));
  expect(Object.keys(under.template().findResources('AWS::IAM::Policy'))).toEqual([expect.stringMatching('Administration')]);
});

test('the plain grant makes a cycle, which reading the template finds', () => {
  const stack = new Stack(new App(), 'Stack');
  const pool = new UserPool(stack, 'Pool');
  const fn = handler(stack);
  pool.addTrigger({ operationName: 'postConfirmation' }, fn);
  pool.grant(fn, 'cognito-idp:AdminGetUser');
  expect(() => Template.fromStack(stack)).toThrow('these resources have a dependency cycle');
});

describe('aws-cdk#21835, #30608: a server-only attribute is written by no client, in whatever order things are added', () => {
  const steps: ((under: UserPoolFixture) => void)[] = [
    (under) => under.auth.addCustomAttribute('tenantId', CustomAttribute.string()),
    (under) => under.auth.addCustomAttribute('nick', CustomAttribute.string({ userWritable: true })),
    (under) => under.auth.addSinglePageAppClient('web'),
    (under) => {
      under.auth.addResourceServer('orders', { scopes: { read: 'read' } });
      under.auth.addMachineToMachineClient('batch', { scopes: [under.auth.oAuthScope('orders', 'read')] });
    },
  ];
  const orders = steps.flatMap((a) => steps.flatMap((b) => steps.flatMap((c) => steps.map((d) => [a, b, c, d])))).filter((order) => new Set(order).size === steps.length);

  test(`all ${orders.length} orders`, () => {
    expect(orders).toHaveLength(24);
    for (const order of orders) {
      const under = new UserPoolFixture({ domain });
      order.forEach((step) => step(under));
      for (const { WriteAttributes } of under.all('AWS::Cognito::UserPoolClient')) {
        expect(WriteAttributes).toContain('custom:nick');
        expect(WriteAttributes).not.toContain('custom:tenantId');
      }
    }
  });

  test('also where the client says what it writes, before the attribute is there', () => {
    const under = new UserPoolFixture();
    const writeAttributes = new ClientAttributes().withStandardAttributes({ email: true }).withCustomAttributes('tenantId');
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', { writeAttributes }),
      "server-only-attribute-writable: app client 'web' would write custom:tenantId, which only servers may write; leave it out of 'writeAttributes', or declare the attribute with { userWritable: true } [at Stack/Auth]");
  });
});

test('aws-cdk#8585: required standard attributes stand with their type', () => {
  expect(poolOf({ standardAttributes: { email: { required: true }, lastUpdateTime: { required: true } } })).toMatchObject({
    Schema: [{ Name: 'email', Required: true, AttributeDataType: 'String' }, { Name: 'updated_at', AttributeDataType: 'Number' }],
  });
});

test('pools are not deleted with their users', () => {
  new UserPoolFixture().template().hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' } });
});

test('the SMS role follows the removal policy of the pool', () => {
  new UserPoolFixture({ signIn: SignIn.phone() }).template().hasResource('AWS::IAM::Role', { DeletionPolicy: 'RetainExceptOnCreate' });
  new UserPoolFixture({ signIn: SignIn.phone(), removalPolicy: RemovalPolicy.DESTROY }).template().hasResource('AWS::IAM::Role', { DeletionPolicy: 'Delete' });
});

test('the client secret comes without a custom resource', () => {
  const under = new UserPoolFixture({ domain });
  under.auth.addWebAppClient('shop', { callbackUrls });
  const secret: unknown = under.stack.resolve(under.auth.clientSecret('shop'));
  expect(secret).toEqual({ 'Fn::GetAtt': [expect.stringMatching('shopClient'), 'ClientSecret'] });
  expect(Object.keys(under.template().findResources('AWS::CloudFormation::CustomResource'))).toEqual([]);
  expectNone(under, 'AWS::Lambda::Function');
});

test('the L2 property for the client secret brings no custom resource either, and says so where there is none', () => {
  const under = new UserPoolFixture();
  const secret: unknown = under.stack.resolve(under.auth.addWebAppClient('shop').userPoolClientSecret);
  expect(secret).toEqual({ 'Fn::GetAtt': [expect.stringMatching('shopClient'), 'ClientSecret'] });
  const web = under.auth.addSinglePageAppClient('web');
  expectError(() => web.userPoolClientSecret,
    'no-client-secret: the app client has no secret; use a client made by addWebAppClient or addMachineToMachineClient: apps in browsers and on phones cannot keep a secret [at Stack/Auth/webClient]');
  expect(Object.keys(under.template().toJSON().Resources as object)).toHaveLength(3);
});

test('amplify-backend#2046: no two groups have one precedence, on which Cognito would prefer no role', () => {
  const under = new UserPoolFixture({ groups: ['finance'] });
  expectAdditionRefused(under, () => under.auth.addGroup('sales', { precedence: 0 }),
    "duplicate-precedence: groups 'finance' and 'sales' both have precedence 0; give each group a precedence of its own: on a tie Cognito prefers no role [at Stack/Auth]");
});

test('solutions-constructs: what the caller passes is not changed', () => {
  const frozen = <T extends object>(value: T): T => {
    Object.values(value).forEach((part: unknown) => { if (typeof part === 'object' && part !== null && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(part) as object)) frozen(part); });
    return Object.freeze(value);
  };
  const under = new UserPoolFixture(frozen<UserPoolOnlyProps>({
    domain, signIn: SignIn.username({ email: true }), groups: ['staff'], customAttributes: { tenantId: CustomAttribute.string() }, passwordPolicy: { minLength: 16 },
    standardAttributes: { fullname: { required: true } }, userPoolProps: { keepOriginal: { email: true } }, quotas: { resourceServers: 30 }, webAcl: UserPoolWebAcl.managed(),
  }));
  under.auth.addSinglePageAppClient('web', frozen({ callbackUrls, logoutUrls: callbackUrls }));
  under.auth.addResourceServer('orders', frozen({ scopes: { read: 'read' } }));
  under.template().resourceCountIs('AWS::Cognito::UserPoolClient', 1);
});

test('aws-cdk#28204: no implicit grant, callback required', () => {
  const under = new UserPoolFixture({ domain });
  under.auth.addSinglePageAppClient('api');
  under.auth.addSinglePageAppClient('web', { callbackUrls });
  for (const client of under.all('AWS::Cognito::UserPoolClient')) expect(JSON.stringify(client)).not.toMatch(/implicit|https:\/\/example\.com/);
  expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('more', { callbackUrls: [] }),
    "callback-urls-required: app client 'more' has an empty list of 'callbackUrls'; name at least one, or leave the property out to have no OAuth [at Stack/Auth]");
});

test('aws-cdk#15850: clients depend on their providers and support them, whichever came first', () => {
  const under = new UserPoolFixture({ domain });
  under.auth.addSinglePageAppClient('before', { callbackUrls });
  under.auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.secretsManager('google') }));
  under.auth.addSinglePageAppClient('after', { callbackUrls });
  const clients = under.all('AWS::Cognito::UserPoolClient');
  expect(clients).toHaveLength(2);
  for (const { SupportedIdentityProviders } of clients) expect(SupportedIdentityProviders).toEqual(['COGNITO', { Ref: expect.stringMatching('GoogleProvider') as string }]);
});

test('one word and a hosted zone make domain, certificate and DNS alias, without a custom resource', () => {
  const under = new UserPoolFixture();
  const hostedZone = HostedZone.fromHostedZoneAttributes(under.stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  under.auth.addDomain(SignInDomain.custom('auth.example.com', { hostedZone }));
  expect(under.only('AWS::CertificateManager::Certificate')).toMatchObject({ DomainName: 'auth.example.com', ValidationMethod: 'DNS' });
  expect(under.only('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: 'auth.example.com', CustomDomainConfig: { CertificateArn: { Ref: expect.stringMatching('Certificate') as string } } });
  expect(under.only('AWS::Route53::RecordSet')).toMatchObject({ Name: 'auth.example.com.', AliasTarget: { DNSName: { 'Fn::GetAtt': [expect.stringMatching('Domain'), 'CloudFrontDistribution'] } } });
  expectNone(under, 'AWS::Lambda::Function');
});

test('the certificate of a domain must be in us-east-1', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const auth = new UserPoolOnly(stack, 'Auth');
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/0000');
  expectError(() => auth.addDomain(SignInDomain.custom('auth.example.com', { certificate })),
    'certificate-region: the certificate of the domain is in eu-west-1; make it in a stack in us-east-1, with crossRegionReferences on both stacks: custom domains are served by CloudFront, which reads certificates there alone [at Stack/Auth]');
});

test('aws-cdk#32463: managed login is version 2, and every client has a style, whichever came first', () => {
  const under = new UserPoolFixture();
  under.auth.addSinglePageAppClient('before', { callbackUrls });
  under.auth.addDomain(SignInDomain.prefix('shop'));
  under.auth.addSinglePageAppClient('after', { callbackUrls });
  expect(under.only('AWS::Cognito::UserPoolDomain')).toMatchObject({ ManagedLoginVersion: 2 });
  expect(under.all('AWS::Cognito::ManagedLoginBranding').map(({ ClientId }) => (ClientId as { Ref: string }).Ref.replace(/[0-9A-F]{8}$/, ''))).toEqual(['AuthbeforeClient', 'AuthafterClient']);
});

test('aws-cdk#37895: passkeys beside a required second factor count as both', () => {
  expect(poolOf({ passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })], mfa: MultiFactorAuthentication.required() })).toMatchObject({
    MfaConfiguration: 'ON', WebAuthnUserVerification: 'required', WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  });
});

test('aws-cdk#11478: an authenticator app needs no SMS role', () => {
  const under = new UserPoolFixture({ mfa: MultiFactorAuthentication.required() });
  expect(under.pool()).toMatchObject({ EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  expect(under.pool()).not.toHaveProperty('SmsConfiguration');
  expectNone(under, 'AWS::IAM::Role');
});

test('aws-cdk#33393: the feature plan follows from the features', () => {
  expect(poolOf({})).toMatchObject({ UserPoolTier: 'LITE' });
  expect(poolOf({ domain: SignInDomain.prefix('shop') })).toMatchObject({ UserPoolTier: 'ESSENTIALS' });
  expectRefused({ featurePlan: FeaturePlan.LITE, domain: SignInDomain.prefix('shop') },
    "feature-plan-too-low: the feature plan is pinned to LITE, and managed login version 2 needs ESSENTIALS; pin FeaturePlan.ESSENTIALS, leave 'featurePlan' out to have it derived, or do without managed login version 2 [at Stack/Auth]");
});

test('threat protection and a web ACL, by one property each', () => {
  const under = new UserPoolFixture({ threatProtection: ThreatProtection.enforced(), webAcl: UserPoolWebAcl.managed() });
  under.template().resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  expect(under.pool()).toMatchObject({ UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } });
});

test('nobody signs up on their own unless that is said', () => {
  expect(poolOf({})).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
});

test.each([[{}, 'V1_0', 'LITE'], [{ accessTokens: true }, 'V2_0', 'ESSENTIALS'], [{ accessTokens: true, machineTokens: true }, 'V3_0', 'ESSENTIALS']])(
  'aws-cdk#28683: pre token generation for %j has the lowest version that carries it', (options, version, tier) => {
    const under = new UserPoolFixture((scope) => ({ triggers: [UserPoolTrigger.preTokenGeneration(handler(scope), options)] }));
    expect(under.pool()).toMatchObject({ UserPoolTier: tier, LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: version } } });
  });

test('amplify-backend#1313, #1808, #3175: outside providers alone, several of a kind, one array', () => {
  const corporate = (name: string) => UserPoolProvider.openIdConnect(name, { clientId: 'id', clientSecret: SecretValue.secretsManager(name), issuerUrl: 'https://login.example.com' });
  const under = new UserPoolFixture({ externalProvidersOnly: true, providers: [corporate('First'), corporate('Second')], domain: SignInDomain.prefix('shop') });
  under.auth.addSinglePageAppClient('web', { callbackUrls });
  expect(under.client().SupportedIdentityProviders).toEqual([{ Ref: expect.stringMatching('First') as string }, { Ref: expect.stringMatching('Second') as string }]);
});

test('aws-cdk#34110: secrets of providers never stand in the template', () => {
  const under = new UserPoolFixture();
  expectAdditionRefused(under, () => under.auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.unsafePlainText('hunter2') })),
    "secret-as-text: a secret of an outside provider is plain text, which everyone who sees the template could read; store it in Secrets Manager and pass SecretValue.secretsManager('name') [at Stack/Auth]");
});

test('aws-cdk#33350: a trigger of an imported pool cannot be added at all', () => {
  const stack = new Stack(new App(), 'Stack');
  const auth = UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'Imported', 'eu-west-1_abc'));
  expect('addTrigger' in auth).toBe(false);
  expect('addTrigger' in new UserPoolOnly(stack, 'Ours')).toBe(true);
});
