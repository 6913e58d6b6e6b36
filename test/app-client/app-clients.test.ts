import { App, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ClientAttributes, OAuthScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { AppClientOptions } from '../../lib';
import { CustomAttribute, SignInDomain, UserPoolOnly, UserPoolProvider } from '../../lib';
import { expectAdditionRefused, expectNone, expectRefused, expectSynthRefused, UserPoolFixture } from '../support/user-pool-fixture';

const domain = SignInDomain.prefix('shop');
const callbackUrls = ['https://app.example.com/'];

describe('kinds', () => {
  test('a client with callback URLs has the code grant alone', () => {
    const under = new UserPoolFixture({ domain });
    under.auth.addSinglePageAppClient('web', { callbackUrls, logoutUrls: ['https://app.example.com/bye'] });
    expect(under.client()).toMatchObject({
      AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ['openid', 'email', 'profile'], CallbackURLs: callbackUrls, LogoutURLs: ['https://app.example.com/bye'],
    });
  });

  test('the client of a web server has a secret, read without a custom resource', () => {
    const under = new UserPoolFixture({ domain });
    under.auth.addWebAppClient('shop', { callbackUrls });
    expect(under.client()).toMatchObject({ GenerateSecret: true });
    expect(under.stack.resolve(under.auth.clientSecret('shop'))).toEqual({ 'Fn::GetAtt': [expect.stringMatching('shopClient'), 'ClientSecret'] });
    expectNone(under, 'AWS::Lambda::Function');
  });

  test('the client of a machine has the client-credentials grant and nothing that is about users', () => {
    const under = new UserPoolFixture({ domain });
    under.auth.addResourceServer('orders', { identifier: 'https://orders.example.com', scopes: { 'read': 'read orders', 'write.all': 'write orders' } });
    under.auth.addMachineToMachineClient('batch', { scopes: [under.auth.oAuthScope('orders', 'read')], accessTokenValidity: Duration.minutes(5) });
    const client = under.client();
    expect(client).toMatchObject({
      AllowedOAuthFlows: ['client_credentials'], ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], GenerateSecret: true, AccessTokenValidity: 5,
      AllowedOAuthScopes: [{ 'Fn::Join': ['', [{ Ref: expect.stringMatching('ordersResourceServer') as string }, '/read']] }],
    });
    expect(client).not.toHaveProperty('CallbackURLs');
    expect(under.only('AWS::Cognito::UserPoolResourceServer')).toMatchObject({ Identifier: 'https://orders.example.com', Scopes: [{ ScopeName: 'read', ScopeDescription: 'read orders' }, { ScopeName: 'write.all' }] });
  });

  test('refresh tokens rotate, and the older way to refresh is off', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web', { refreshTokenRotationGracePeriod: Duration.seconds(0) });
    expect(under.client()).toMatchObject({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
  });
});

describe('what is refused of a client', () => {
  const refused: [AppClientOptions, string][] = [
    [{ callbackUrls: [] }, "callback-urls-required: app client 'web' has an empty list of 'callbackUrls'; name at least one, or leave the property out to have no OAuth"],
    [{ logoutUrls: callbackUrls }, "callback-urls-required: app client 'web' has 'logoutUrls' but no 'callbackUrls'; add 'callbackUrls', or leave the other out: without a callback URL this client has no OAuth"],
    [{ scopes: [OAuthScope.EMAIL] }, "callback-urls-required: app client 'web' has 'scopes' but no 'callbackUrls'; add 'callbackUrls', or leave the other out: without a callback URL this client has no OAuth"],
    ...['http://app.example.com', 'app.example.com', 'https://app.example.com/#', 'https://*.example.com', 'myapp://home', 'javascript:alert(1)'].map((url): [AppClientOptions, string] => [
      { callbackUrls: [url] }, `callback-url: app client 'web' has the URL '${url}'; use an absolute https URL without fragment or wildcard; http is for http://localhost only`,
    ]),
    [{ callbackUrls: Array.from({ length: 101 }, (_, index) => `https://app.example.com/${index}`) }, "app-client-quota: app client 'web' has 101 callbackUrls; an app client holds at most 100: spread them over several clients"],
    [{ accessTokenValidity: Duration.minutes(4) }, "token-validity: app client 'web' has 'accessTokenValidity' of 4 minutes; use a duration from 5 minutes to 1 day, in whole minutes"],
    [{ idTokenValidity: Duration.hours(25) }, "token-validity: app client 'web' has 'idTokenValidity' of 1 day 1 hour; use a duration from 5 minutes to 1 day, in whole minutes"],
    [{ accessTokenValidity: Duration.seconds(330) }, "token-validity: app client 'web' has 'accessTokenValidity' of 5 minutes 30 seconds; use a duration from 5 minutes to 1 day, in whole minutes"],
    [{ refreshTokenValidity: Duration.minutes(59) }, "token-validity: app client 'web' has 'refreshTokenValidity' of 59 minutes; use a duration from 1 hour to 3650 days, in whole minutes"],
    [{ refreshTokenValidity: Duration.hours(2), accessTokenValidity: Duration.hours(3) }, "token-validity: app client 'web' has 'accessTokenValidity' of 3 hours; use a duration from 5 minutes to 2 hours, in whole minutes"],
    [{ refreshTokenRotationGracePeriod: Duration.seconds(61) }, "token-validity: app client 'web' has 'refreshTokenRotationGracePeriod' of 1 minute 1 second; use a duration from 0 seconds to 1 minute, in whole seconds"],
    [{ authSessionValidity: Duration.minutes(16) }, "token-validity: app client 'web' has 'authSessionValidity' of 16 minutes; use a duration from 3 minutes to 15 minutes, in whole minutes"],
    [{ writeAttributes: new ClientAttributes().withCustomAttributes('tenantId') }, "server-only-attribute-writable: app client 'web' would write custom:tenantId, which only servers may write; leave it out of 'writeAttributes', or declare the attribute with { userWritable: true }"],
    [{ writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true, phoneNumberVerified: true }) }, "unwritable-attribute: app client 'web' would write email_verified, phone_number_verified, which no app client can; leave it out of 'writeAttributes': Cognito sets it when the user confirms the address, and a server with manageAttributes of UserAdministrationGrants"],
    [{ writeAttributes: new ClientAttributes().withStandardAttributes({ nickname: true }) }, "required-attribute-not-writable: app client 'web' cannot write email, which every user must have; add it to 'writeAttributes', or do not require it"],
  ];

  test.each(refused)('%j', (options, message) => {
    const under = new UserPoolFixture({ customAttributes: { tenantId: CustomAttribute.string() }, standardAttributes: { email: { required: true } } });
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', options), `${message} [at Stack/Auth]`);
    expect(under.pool()).toMatchObject({ UserPoolTier: 'LITE' });
  });

  test('the same id twice', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web');
    expectAdditionRefused(under, () => under.auth.addMobileAppClient('web'), "duplicate-client: app client 'web' is there already; give each app client an id of its own [at Stack/Auth]");
  });

  test.each(['javascript://%0aalert(1)', 'data://text', 'vbscript://x', 'file:///etc/passwd'])('%s, which a browser acts on, is no scheme of an app', (url) => {
    const under = new UserPoolFixture({ domain });
    expectAdditionRefused(under, () => under.auth.addMobileAppClient('phone', { callbackUrls: [url] }),
      `callback-url: app client 'phone' has the URL '${url}'; use an absolute https URL without fragment or wildcard; http is for http://localhost only, and an app may use a scheme of its own (myapp://signed-in) [at Stack/Auth]`);
  });

  test('what is read is among the attributes of the pool, those added later too', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web', { readAttributes: new ClientAttributes().withStandardAttributes({ email: true }).withCustomAttributes('plan') });
    expectSynthRefused(under, "unknown-attribute: app client 'web' would read custom:plan, which the pool does not have; correct the name, or add the attribute to 'customAttributes' [at Stack/Auth]");
    under.auth.addCustomAttribute('plan', CustomAttribute.string());
    expect(under.client()).toMatchObject({ ReadAttributes: ['custom:plan', 'email'] });
  });

  test.each(['http://localhost:5173/', 'http://127.0.0.1/', 'http://[::1]:8080/'])('%s is taken: the user\'s own machine', (url) => {
    const under = new UserPoolFixture({ domain });
    under.auth.addSinglePageAppClient('web', { callbackUrls: [url] });
    expect(under.client()).toMatchObject({ CallbackURLs: [url] });
  });

  test.each([
    [[], "scopes-required: machine-to-machine client 'batch' has no scopes; give it scopes of a resource server, at least one: auth.oAuthScope('orders', 'read')"],
    [[OAuthScope.OPENID], "scopes-required: machine-to-machine client 'batch' has the scope 'openid', which is about users; give it scopes of a resource server, at least one: auth.oAuthScope('orders', 'read')"],
  ])('a machine without a scope of an API', (scopes, message) => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.addMachineToMachineClient('batch', { scopes }), `${message} [at Stack/Auth]`);
  });

  test('the secret of a client that has none, or is none', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web');
    const fix = 'name a client made by addWebAppClient or addMachineToMachineClient: apps in browsers and on phones cannot keep a secret [at Stack/Auth]';
    expectAdditionRefused(under, () => under.auth.clientSecret('web'), `no-client-secret: app client 'web' has no secret; ${fix}`);
    expectAdditionRefused(under, () => under.auth.clientSecret('wep'), `no-client-secret: app client 'wep' is not among those of this pool (web); ${fix}`);
  });
});

describe('names that the console shows', () => {
  const fix = 'use 1 to 128 letters, digits, spaces and the signs _ + = , . @ - [at Stack/Auth]';

  test.each(['', 'a/b', 'x'.repeat(129)])('%j is none', (wrong) => {
    const under = new UserPoolFixture();
    under.auth.addResourceServer('orders', { scopes: { read: 'x' } });
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', { userPoolClientName: wrong }), `display-name: the 'userPoolClientName' of app client 'web' is '${wrong}'; ${fix}`);
    expectAdditionRefused(under, () => under.auth.addMachineToMachineClient('batch', { userPoolClientName: wrong, scopes: [under.auth.oAuthScope('orders', 'read')] }), `display-name: the 'userPoolClientName' of app client 'batch' is '${wrong}'; ${fix}`);
    expectAdditionRefused(under, () => under.auth.addResourceServer(wrong, { identifier: 'x', scopes: { read: 'x' } }), `display-name: the id of a resource server is '${wrong}'; ${fix}`);
    expectRefused({ userPoolProps: { userPoolName: wrong } }, `display-name: the 'userPoolName' is '${wrong}'; ${fix}`);
  });
});

describe('scopes of an app client', () => {
  const orders = (under: UserPoolFixture) => under.auth.addResourceServer('orders', { identifier: 'https://orders.example.com', scopes: { read: 'read orders' } });

  test('email and the like bring openid, without which nobody gets an ID token', () => {
    const under = new UserPoolFixture({ domain });
    under.auth.addSinglePageAppClient('web', { callbackUrls, scopes: [OAuthScope.EMAIL] });
    expect(under.client()).toMatchObject({ AllowedOAuthScopes: ['email', 'openid'] });
  });

  test('written as text refer to their resource server too, which is made first, whichever came first here', () => {
    const under = new UserPoolFixture({ domain });
    under.auth.addSinglePageAppClient('web', { callbackUrls, scopes: [OAuthScope.OPENID, OAuthScope.custom('https://orders.example.com/read')] });
    orders(under);
    expect(under.client()).toMatchObject({ AllowedOAuthScopes: ['openid', { 'Fn::Join': ['', [{ Ref: expect.stringMatching('ordersResourceServer') as string }, '/read']] }] });
  });

  test('of a resource server that was added to the L2 pool are taken', () => {
    const under = new UserPoolFixture({ domain });
    under.auth.userPool.addResourceServer('Server', { identifier: 'orders', scopes: [{ scopeName: 'read', scopeDescription: 'read' }] });
    under.auth.addMachineToMachineClient('batch', { scopes: [OAuthScope.custom('orders/read')] });
    expect(under.client()).toMatchObject({ AllowedOAuthScopes: ['orders/read'] });
  });

  test.each([
    ['a single-page app', (under: UserPoolFixture) => under.auth.addSinglePageAppClient('web', { callbackUrls, scopes: [OAuthScope.OPENID, OAuthScope.custom('orders/write')] })],
    ['a machine', (under: UserPoolFixture) => under.auth.addMachineToMachineClient('batch', { scopes: [OAuthScope.custom('orders/write')] })],
  ])('that no resource server has are refused at synth, for %s', (_whose, add) => {
    const under = new UserPoolFixture({ domain });
    orders(under);
    add(under);
    expectSynthRefused(under, "unknown-scope: scope 'orders/write' is not among those of this pool (openid, email, phone, profile, aws.cognito.signin.user.admin, https://orders.example.com/read); correct the name, or add the resource server with addResourceServer first [at Stack/Auth]");
  });

  test('of an imported pool may be those of a resource server that is not known here', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
    UserPoolOnly.fromUserPool(stack, 'There', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123')).addMachineToMachineClient('batch', { scopes: [OAuthScope.custom('orders/read')] });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test.each([
    [[], "scopes-required: app client 'web' has an empty list of scopes; name at least one, or leave the property out for 'openid', 'email' and 'profile'"],
    [[OAuthScope.OPENID, OAuthScope.OPENID], "client-scopes: app client 'web' has the scope 'openid' twice; name each scope once, in 1 to 256 characters without spaces: auth.oAuthScope('orders', 'read')"],
    [[OAuthScope.custom('read orders')], "client-scopes: app client 'web' has the scope 'read orders'; name each scope once, in 1 to 256 characters without spaces: auth.oAuthScope('orders', 'read')"],
  ])('%# is refused', (scopes, message) => {
    const under = new UserPoolFixture({ domain });
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('web', { callbackUrls, scopes }), `${message} [at Stack/Auth]`);
  });
});

describe('without a domain', () => {
  const refused = (what: string) => `domain-required: the pool has no domain, and ${what} would have nowhere to go; add one with 'domain' or addDomain: sign-in pages, outside providers and the endpoint of tokens are there [at Stack/Auth]`;

  test('callback URLs, machines and providers are of no use, and all are named', () => {
    const under = new UserPoolFixture({ providers: [UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.secretsManager('google') })] });
    under.auth.addSinglePageAppClient('web', { callbackUrls });
    under.auth.addResourceServer('orders', { scopes: { read: 'read' } });
    under.auth.addMachineToMachineClient('batch', { scopes: [under.auth.oAuthScope('orders', 'read')] });
    expectSynthRefused(under, refused("app client 'web' with 'callbackUrls', machine-to-machine client 'batch', provider 'Google'"));
  });

  test('a domain that is added later, or to the L2 pool, is one', () => {
    for (const add of [(under: UserPoolFixture) => under.auth.addDomain(domain), (under: UserPoolFixture) => under.auth.userPool.addDomain('Pages', { cognitoDomain: { domainPrefix: 'shop' } })]) {
      const under = new UserPoolFixture();
      under.auth.addSinglePageAppClient('web', { callbackUrls });
      add(under);
      expect(() => under.template()).not.toThrow();
    }
  });

  test('an imported pool may have one that is not known here', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
    UserPoolOnly.fromUserPool(stack, 'There', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123')).addSinglePageAppClient('web', { callbackUrls });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('resource servers', () => {
  const fix = 'give 1 to 100 scopes, named without spaces and slashes and each with a description, and an identifier without spaces, not beginning with aws.cognito [at Stack/Auth]';

  test.each([
    [{ scopes: {} }, "resource-server: resource server 'orders' has 0 scopes and the identifier 'orders'"],
    [{ scopes: { 'a/b': 'x' } }, "resource-server: resource server 'orders' has the scope 'a/b' ('x')"],
    [{ scopes: { read: '' } }, "resource-server: resource server 'orders' has the scope 'read' ('')"],
    [{ scopes: { read: 'x' }, identifier: 'aws.cognito.orders' }, "resource-server: resource server 'orders' has 1 scopes and the identifier 'aws.cognito.orders'"],
    [{ scopes: { read: 'x' }, identifier: 'the orders' }, "resource-server: resource server 'orders' has 1 scopes and the identifier 'the orders'"],
  ])('%j is refused', (options, message) => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.addResourceServer('orders', options), `${message}; ${fix}`);
  });

  test('the same one twice, or one too many', () => {
    const under = new UserPoolFixture();
    for (let index = 0; index < 25; index++) under.auth.addResourceServer(`api${index}`, { scopes: { read: 'x' } });
    expectAdditionRefused(under, () => under.auth.addResourceServer('api0', { scopes: { read: 'x' } }), "duplicate-resource-server: resource server 'api0' is there already; add each once, with all its scopes [at Stack/Auth]");
    expectAdditionRefused(under, () => under.auth.addResourceServer('more', { scopes: { read: 'x' } }), 'user-pool-quota: the user pool would have 26 resource servers, and may have 25; ask AWS to raise the quota, to 300 at most, and say so with quotas: { resourceServers: … }; or tell APIs apart by scopes of one resource server [at Stack/Auth]');
  });

  test('two with one identifier', () => {
    const under = new UserPoolFixture();
    under.auth.addResourceServer('orders', { identifier: 'https://api.example.com', scopes: { read: 'x' } });
    expectAdditionRefused(under, () => under.auth.addResourceServer('stock', { identifier: 'https://api.example.com', scopes: { read: 'x' } }),
      "duplicate-identifier: resource servers 'orders' and 'stock' both have the identifier 'https://api.example.com'; give each an identifier of its own: scopes in tokens begin with it [at Stack/Auth]");
  });

  test('a scope that is not there', () => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.oAuthScope('orders', 'read'), "unknown-scope: scope 'orders/read' is not among those of this pool (none); correct the name, or add the resource server with addResourceServer first [at Stack/Auth]");
    under.auth.addResourceServer('orders', { scopes: { read: 'x' } });
    expectAdditionRefused(under, () => under.auth.oAuthScope('orders', 'write'), "unknown-scope: scope 'orders/write' is not among those of this pool (orders/read); did you mean 'orders/read'? if not, add the resource server with addResourceServer first [at Stack/Auth]");
  });
});
