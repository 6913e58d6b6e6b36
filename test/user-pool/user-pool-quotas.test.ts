import { App, Stack } from 'aws-cdk-lib';
import { ManagedLoginVersion, UserPool, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { SignInDomain, UserPoolOnly, UserPoolProvider } from '../../lib';
import { QuotaCheck } from '../../lib/user-pool/user-pool-quotas';
import { expectAdditionRefused, expectError, expectRefused, UserPoolFixture } from '../support/user-pool-fixture';

const callbackUrls = ['https://app.example.com/'];
const times = (count: number, add: (index: number) => unknown) => Array.from({ length: count }, (_, index) => add(index));
const link = { default: 'https://example.com/' };

describe('what AWS never raises', () => {
  const styles = 'let apps that look alike share a client: each client with callback URLs has a style, without which managed login shows it no page [at Stack/Auth]';

  test('20 styles: the client with the 21st is refused', () => {
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop') });
    times(20, (index) => under.auth.addSinglePageAppClient(`web${index}`, { callbackUrls }));
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('more', { callbackUrls }), `user-pool-quota: the user pool would have 21 styles of managed login, and may have 20; ${styles}`);
    under.auth.addSinglePageAppClient('api');
    under.template().resourceCountIs('AWS::Cognito::ManagedLoginBranding', 20);
  });

  test('20 styles: the domain that gives one to 21 clients is refused; the classic pages have none', () => {
    const under = new UserPoolFixture();
    times(21, (index) => under.auth.addSinglePageAppClient(`web${index}`, { callbackUrls }));
    expectAdditionRefused(under, () => under.auth.addDomain(SignInDomain.prefix('shop')), `user-pool-quota: the user pool would have 21 styles of managed login, and may have 20; ${styles}`);
    under.auth.addDomain(SignInDomain.prefix('shop', { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI }));
    under.template().resourceCountIs('AWS::Cognito::ManagedLoginBranding', 0);
  });

  test('40 terms documents, two for each client', () => {
    const under = new UserPoolFixture();
    const terms = { termsOfUse: link, privacyPolicy: link };
    times(20, (index) => under.auth.addSinglePageAppClient(`web${index}`, { callbackUrls, terms }));
    expectAdditionRefused(under, () => under.auth.addSinglePageAppClient('more', { callbackUrls, terms }),
      'user-pool-quota: the user pool would have 42 terms documents, and may have 40; leave the terms of some clients out: each has two documents [at Stack/Auth]');
  });

  test('10,000 groups', () => {
    expectError(() => new QuotaCheck(new Stack(new App(), 'Stack')).require('groups', 10_001),
      'user-pool-quota: the user pool would have 10001 groups, and may have 10000; keep the rest in an attribute or a table of your own [at Stack]');
  });
});

describe('what AWS raises', () => {
  test('25 resource servers unless more is said', () => {
    const under = new UserPoolFixture({ quotas: { resourceServers: 26 } });
    times(26, (index) => under.auth.addResourceServer(`api${index}`, { scopes: { read: 'read' } }));
    expectAdditionRefused(under, () => under.auth.addResourceServer('more', { scopes: { read: 'read' } }),
      'user-pool-quota: the user pool would have 27 resource servers, and may have 26; ask AWS to raise the quota, to 300 at most, and say so with quotas: { resourceServers: … }; or tell APIs apart by scopes of one resource server [at Stack/Auth]');
  });

  test('1,000 app clients', () => {
    const under = new UserPoolFixture();
    times(1000, (index) => under.auth.addSinglePageAppClient(`web${index}`));
    expect(() => under.auth.addSinglePageAppClient('more')).toThrow(
      'user-pool-quota: the user pool would have 1001 app clients, and may have 1000; ask AWS to raise the quota, to 10000 at most, and say so with quotas: { appClients: … }; or let several apps share a client [at Stack/Auth]');
  });

  test('300 outside providers', () => {
    const under = new UserPoolFixture({ externalProvidersOnly: true });
    const saml = (name: string) => UserPoolProvider.saml(name, { metadata: UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/m') });
    times(300, (index) => under.auth.addProvider(saml(`Partner${index}`)));
    expect(() => under.auth.addProvider(saml('More'))).toThrow(
      'user-pool-quota: the user pool would have 301 outside providers, and may have 300; ask AWS to raise the quota, to 1000 at most, and say so with quotas: { identityProviders: … }; or spread them over several user pools [at Stack/Auth]');
  });

  test.each([
    [{ appClients: 999 }, "raised-quota: the quota 'appClients' is 999; use a whole number from 1000 to 10000: what AWS has raised it to for this account and Region [at Stack/Auth]"],
    [{ resourceServers: 301 }, "raised-quota: the quota 'resourceServers' is 301; use a whole number from 25 to 300: what AWS has raised it to for this account and Region [at Stack/Auth]"],
    [{ identityProviders: 300.5 }, "raised-quota: the quota 'identityProviders' is 300.5; use a whole number from 300 to 1000: what AWS has raised it to for this account and Region [at Stack/Auth]"],
  ])('%j is no raised quota', (quotas, message) => {
    expectRefused({ quotas }, message);
  });

  test('on an imported pool too, where at most the rest of the quota is left', () => {
    const stack = new Stack(new App(), 'Stack');
    const auth = UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolId(stack, 'Imported', 'eu-west-1_abc'), { quotas: { resourceServers: 300 } });
    times(26, (index) => auth.addResourceServer(`api${index}`, { scopes: { read: 'read' } }));
    expectError(() => UserPoolOnly.fromUserPool(stack, 'Wrong', auth.userPool, { quotas: { resourceServers: 1 } }),
      "raised-quota: the quota 'resourceServers' is 1; use a whole number from 25 to 300: what AWS has raised it to for this account and Region [at Stack/Wrong]");
  });
});

describe('the identifiers of a provider', () => {
  const saml = (name: string, identifiers: string[]) => UserPoolProvider.saml(name, { identifiers, metadata: UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/m') });
  const fix = 'give at most 50, each of 1 to 40 letters, digits and the signs _ . - + = @: an e-mail domain such as example.com [at Stack/Auth]';

  test.each([
    [Array.from({ length: 51 }, (_, index) => `a${index}.example.com`), `provider-identifiers: provider 'Partner' has 51 identifiers; ${fix}`],
    [['*.example.com'], `provider-identifiers: provider 'Partner' has the identifier '*.example.com'; ${fix}`],
    [['a'.repeat(41)], `provider-identifiers: provider 'Partner' has the identifier '${'a'.repeat(41)}'; ${fix}`],
  ])('are 50 at most, and e-mail domains', (identifiers, message) => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.addProvider(saml('Partner', identifiers)), message);
  });

  test('belong to one provider each', () => {
    const under = new UserPoolFixture({ providers: [saml('Partner', ['example.com', 'example.org'])] });
    expectAdditionRefused(under, () => under.auth.addProvider(saml('Other', ['example.net', 'example.org'])),
      "duplicate-provider-identifier: providers 'Partner' and 'Other' both have the identifier 'example.org'; give it to one of them: Cognito sends users of an e-mail domain to one provider [at Stack/Auth]");
  });
});
