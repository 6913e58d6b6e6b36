import { SecretValue } from 'aws-cdk-lib';
import { ClientAttributes, OAuthScope, ProviderAttribute, UserPool, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppClientOptions, AppleProviderOptions, OpenIdConnectProviderOptions, SocialProviderOptions } from '../../../lib';
import { BrandingAsset, BrandingAssetCategory, ManagedLoginBranding, SignInDomain, UserPoolOnly, UserPoolProvider } from '../../../lib';
import type { Given } from '../later';
import { callbackUrls, onUserPools } from '../site';
import type { Tries, Try } from '../site';

const clientSecret = SecretValue.secretsManager('s');
const metadata = UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/m');
const client = (options: (given: Given) => AppClientOptions) => onUserPools((users, given) => users.addSinglePageAppClient('web', options(given)));
const provider = (make: (given: Given) => UserPoolProvider): Try => ({ auth }, given) => auth.addProvider(make(given));
const google = (options: (given: Given) => Partial<SocialProviderOptions>) => provider((given) => UserPoolProvider.google({ clientId: 'id', clientSecret, ...options(given) }));
const apple = (options: (given: Given) => Partial<AppleProviderOptions>) => provider((given) => UserPoolProvider.apple({ clientId: 'com.example', teamId: 'team', keyId: 'key', privateKey: clientSecret, ...options(given) }));
const corporate = (options: (given: Given) => Partial<OpenIdConnectProviderOptions>) => provider((given) => UserPoolProvider.openIdConnect('Corporate', { clientId: 'id', clientSecret, issuerUrl: 'https://login.example.com', ...options(given) }));
const endpoints = { authorization: 'https://login.example.com/a', token: 'https://login.example.com/t', userInfo: 'https://login.example.com/u', jwksUri: 'https://login.example.com/j' };
const terms = { termsOfUse: { default: 'https://example.com/t' }, privacyPolicy: { default: 'https://example.com/p' } };

/** A file that is gone afterwards. */
function withFile<T>(content: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'value-'));
  try {
    writeFileSync(join(folder, 'file.svg'), content);
    return use(join(folder, 'file.svg'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What app clients, domains and providers take. */
export const SIGN_IN_VALUES: Tries = {
  'IExtensibleUserPool.addSinglePageAppClient(id)': onUserPools((users, { text }) => users.addSinglePageAppClient(text)),
  'IExtensibleUserPool.addMobileAppClient(id)': onUserPools((users, { text }) => users.addMobileAppClient(text)),
  'IExtensibleUserPool.addWebAppClient(id)': onUserPools((users, { text }) => users.addWebAppClient(text)),
  'IExtensibleUserPool.addMachineToMachineClient(id)': onUserPools((users, { text }) => users.addMachineToMachineClient(text, { scopes: [users.oAuthScope('orders', 'read')] })),
  'IExtensibleUserPool.clientSecret(id)': onUserPools((users, { text }) => users.clientSecret(text)),
  'IExtensibleUserPool.addResourceServer(id)': onUserPools((users, { text }) => users.addResourceServer(text, { scopes: { read: 'read orders' } })),
  'IExtensibleUserPool.oAuthScope(resourceServer)': onUserPools((users, { text }) => users.oAuthScope(text, 'read')),
  'IExtensibleUserPool.oAuthScope(scope)': onUserPools((users, { text }) => users.oAuthScope('orders', text)),
  'ResourceServerOptions.identifier': onUserPools((users, { text: identifier }) => users.addResourceServer('invoices', { identifier, scopes: { read: 'read orders' } })),
  'ResourceServerOptions.scopes': {
    ...Object.fromEntries(Object.entries(onUserPools((users, { text }) => users.addResourceServer('invoices', { scopes: { [text]: 'read orders' } }))).map(([kind, act]) => [`${kind}, name`, act])),
    ...Object.fromEntries(Object.entries(onUserPools((users, { text }) => users.addResourceServer('invoices', { scopes: { read: text } }))).map(([kind, act]) => [`${kind}, description`, act])),
  },
  'AppClientBaseOptions.userPoolClientName': client(({ text: userPoolClientName }) => ({ userPoolClientName })),
  'AppClientBaseOptions.accessTokenValidity': client(({ duration: accessTokenValidity }) => ({ accessTokenValidity })),
  'AppClientOptions.authSessionValidity': client(({ duration: authSessionValidity }) => ({ authSessionValidity })),
  'AppClientOptions.idTokenValidity': client(({ duration: idTokenValidity }) => ({ idTokenValidity })),
  'AppClientOptions.refreshTokenValidity': client(({ duration: refreshTokenValidity }) => ({ refreshTokenValidity })),
  'AppClientOptions.refreshTokenRotationGracePeriod': client(({ duration: refreshTokenRotationGracePeriod }) => ({ refreshTokenRotationGracePeriod })),
  'AppClientOptions.callbackUrls': {
    ...client(({ list }) => ({ callbackUrls: list })),
    mobile: ({ auth }, { list }) => auth.addMobileAppClient('mobile', { callbackUrls: list }),
    server: ({ auth }, { list }) => auth.addWebAppClient('server', { callbackUrls: list }),
  },
  'AppClientOptions.logoutUrls': client(({ list: logoutUrls }) => ({ callbackUrls, logoutUrls })),
  'TermsDocumentOptions.termsOfUse': {
    link: ({ auth }, { text }) => auth.addSinglePageAppClient('web', { callbackUrls, terms: { ...terms, termsOfUse: { default: text } } }),
    language: ({ auth }, { text }) => auth.addSinglePageAppClient('web', { callbackUrls, terms: { ...terms, termsOfUse: { ...terms.termsOfUse, [text]: 'https://example.com/t' } } }),
  },
  'TermsDocumentOptions.privacyPolicy': {
    link: ({ auth }, { text }) => auth.addSinglePageAppClient('web', { callbackUrls, terms: { ...terms, privacyPolicy: { default: text } } }),
    language: ({ auth }, { text }) => auth.addSinglePageAppClient('web', { callbackUrls, terms: { ...terms, privacyPolicy: { ...terms.privacyPolicy, [text]: 'https://example.com/p' } } }),
  },
  'BrandingAsset.fromFile(path)': {
    name: (_site, { text }) => BrandingAsset.fromFile(text, BrandingAssetCategory.FAVICON_SVG),
    content: (_site, { text }) => withFile(text, (path) => BrandingAsset.fromFile(path, BrandingAssetCategory.FAVICON_SVG)),
  },
  'BrandingFilesOptions.settingsFile': {
    name: (_site, { text: settingsFile }) => ManagedLoginBranding.fromFiles({ settingsFile }),
    content: (_site, { text }) => withFile(text, (settingsFile) => ManagedLoginBranding.fromFiles({ settingsFile })),
  },
  'SignInDomain.prefix(prefix)': {
    own: ({ stack }, { text }) => new UserPoolOnly(stack, 'Wild', { domain: SignInDomain.prefix(text) }),
    imported: ({ imported }, { text }) => imported.addDomain(SignInDomain.prefix(text)),
  },
  'SignInDomain.custom(domainName)': {
    own: ({ stack }, { text }) => new UserPoolOnly(stack, 'Wild', { domain: SignInDomain.custom(text, {}) }),
    imported: ({ imported }, { text }) => imported.addDomain(SignInDomain.custom(text, {})),
    zone: ({ stack }, { text }) => new UserPoolOnly(stack, 'Wild', { domain: SignInDomain.custom(text, { hostedZone: new HostedZone(stack, 'GivenZone', { zoneName: 'example.com' }) }) }),
  },

  'SocialProviderOptions.clientId': google(({ text: clientId }) => ({ clientId })),
  'SocialProviderOptions.clientSecret': google(({ secret }) => ({ clientSecret: secret })),
  'SocialProviderOptions.scopes': {
    google: google(({ list: scopes }) => ({ scopes })),
    facebook: ({ auth }, { list: scopes }) => auth.addProvider(UserPoolProvider.facebook({ clientId: 'id', clientSecret, scopes })),
    amazon: ({ auth }, { list: scopes }) => auth.addProvider(UserPoolProvider.amazon({ clientId: 'id', clientSecret, scopes })),
  },
  'FacebookProviderOptions.apiVersion': provider(({ text: apiVersion }) => UserPoolProvider.facebook({ clientId: 'id', clientSecret, apiVersion })),
  'AppleProviderOptions.clientId': apple(({ text: clientId }) => ({ clientId })),
  'AppleProviderOptions.keyId': apple(({ text: keyId }) => ({ keyId })),
  'AppleProviderOptions.teamId': apple(({ text: teamId }) => ({ teamId })),
  'AppleProviderOptions.privateKey': apple(({ secret: privateKey }) => ({ privateKey })),
  'AppleProviderOptions.scopes': apple(({ list: scopes }) => ({ scopes })),
  'UserPoolProvider.openIdConnect(name)': provider(({ text }) => UserPoolProvider.openIdConnect(text, { clientId: 'id', clientSecret, issuerUrl: 'https://login.example.com' })),
  'OpenIdConnectProviderOptions.clientId': corporate(({ text: clientId }) => ({ clientId })),
  'OpenIdConnectProviderOptions.clientSecret': corporate(({ secret }) => ({ clientSecret: secret })),
  'OpenIdConnectProviderOptions.identifiers': corporate(({ list: identifiers }) => ({ identifiers })),
  'OpenIdConnectProviderOptions.issuerUrl': corporate(({ text: issuerUrl }) => ({ issuerUrl })),
  'OpenIdConnectProviderOptions.scopes': corporate(({ list: scopes }) => ({ scopes })),
  'OidcEndpoints.authorization': corporate(({ text: authorization }) => ({ endpoints: { ...endpoints, authorization } })),
  'OidcEndpoints.token': corporate(({ text: token }) => ({ endpoints: { ...endpoints, token } })),
  'OidcEndpoints.userInfo': corporate(({ text: userInfo }) => ({ endpoints: { ...endpoints, userInfo } })),
  'OidcEndpoints.jwksUri': corporate(({ text: jwksUri }) => ({ endpoints: { ...endpoints, jwksUri } })),
  'AttributeMapping.custom': corporate(({ text }) => ({ attributeMapping: { custom: { [text]: ProviderAttribute.other('nick') } } })),
  'UserPoolProvider.saml(name)': provider(({ text }) => UserPoolProvider.saml(text, { metadata })),
  'SamlProviderOptions.identifiers': provider(({ list: identifiers }) => UserPoolProvider.saml('Staff', { metadata, identifiers })),
  'UserPoolProvider.fromProviderName(name)': {
    added: ({ auth }, { text }) => auth.addProvider(UserPoolProvider.fromProviderName(text)),
    declared: ({ stack }, { text }) => UserPoolOnly.fromUserPool(stack, 'Wild', UserPool.fromUserPoolId(stack, 'GivenPool', 'us-east-1_Other1234'), { providers: [UserPoolProvider.fromProviderName(text)] }),
  },
  // Texts in classes of the CDK that properties of ours take.
  'AppClientOptions.scopes': client(({ text }) => ({ callbackUrls, scopes: [OAuthScope.OPENID, OAuthScope.custom(text)] })),
  'MachineToMachineClientOptions.scopes': ({ auth }, { text }) => auth.addMachineToMachineClient('batch', { scopes: [OAuthScope.custom(text)] }),
  'AppClientOptions.readAttributes': client(({ text }) => ({ readAttributes: new ClientAttributes().withCustomAttributes(text) })),
  'AppClientOptions.writeAttributes': client(({ text }) => ({ writeAttributes: new ClientAttributes().withCustomAttributes(text) })),
  'SamlProviderOptions.metadata': {
    url: ({ auth }, { text }) => auth.addProvider(UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.url(text) })),
    file: ({ auth }, { text }) => auth.addProvider(UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.file(text) })),
  },
};
