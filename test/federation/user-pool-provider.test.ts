import { Aws, CfnParameter, Fn, SecretValue } from 'aws-cdk-lib';
import { ClientAttributes, ProviderAttribute, SigningAlgorithm, UserPoolIdentityProviderSamlMetadata } from 'aws-cdk-lib/aws-cognito';
import { CustomAttribute, MultiFactorAuthentication, PasswordlessSignIn, SignInDomain, UserPoolProvider } from '../../lib';
import { expectAdditionRefused, expectRefused, expectSynthRefused, UserPoolFixture } from '../support/user-pool-fixture';

const secret = SecretValue.secretsManager('shop/provider');
const REFERENCE = '{{resolve:secretsmanager:shop/provider:SecretString:::}}';
const metadata = UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/metadata');
const domain = SignInDomain.prefix('shop');
const google = () => UserPoolProvider.google({ clientId: 'id', clientSecret: secret });
const corporate = (options = {}) => UserPoolProvider.openIdConnect('Corporate', { clientId: 'id', clientSecret: secret, issuerUrl: 'https://login.example.com', ...options });

describe('kinds', () => {
  test.each([
    [google(), { ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'id', client_secret: REFERENCE, authorize_scopes: 'openid email profile' }, AttributeMapping: { email: 'email' } }],
    [UserPoolProvider.facebook({ clientId: 'id', clientSecret: secret, apiVersion: 'v21.0' }), { ProviderName: 'Facebook', ProviderDetails: { client_secret: REFERENCE, api_version: 'v21.0', authorize_scopes: 'public_profile,email' } }],
    [UserPoolProvider.amazon({ clientId: 'id', clientSecret: secret, scopes: ['profile', 'postal_code'] }), { ProviderName: 'LoginWithAmazon', ProviderDetails: { client_secret: REFERENCE, authorize_scopes: 'profile postal_code' } }],
    [UserPoolProvider.apple({ clientId: 'id', teamId: 'team', keyId: 'key', privateKey: secret }), { ProviderName: 'SignInWithApple', ProviderDetails: { client_id: 'id', team_id: 'team', key_id: 'key', private_key: REFERENCE, authorize_scopes: 'name email' } }],
    [corporate({ identifiers: ['example.com'] }), { ProviderName: 'Corporate', ProviderType: 'OIDC', IdpIdentifiers: ['example.com'], ProviderDetails: { client_secret: REFERENCE, oidc_issuer: 'https://login.example.com', authorize_scopes: 'openid email', attributes_request_method: 'GET' } }],
    [UserPoolProvider.saml('Staff', { metadata, encryptedResponses: true, requestSigningAlgorithm: SigningAlgorithm.RSA_SHA256, idpInitiated: true, idpSignout: true }), {
      ProviderName: 'Staff', ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://idp.example.com/metadata', EncryptedResponses: true, RequestSigningAlgorithm: 'rsa-sha256', IDPInit: true, IDPSignout: true },
      AttributeMapping: { email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' },
    }],
    [UserPoolProvider.saml('Partner', { metadata: UserPoolIdentityProviderSamlMetadata.file('<EntityDescriptor/>') }), { ProviderDetails: { MetadataFile: '<EntityDescriptor/>' } }],
  ])('%#', (provider, expected) => {
    expect(new UserPoolFixture({ domain, providers: [provider] }).only('AWS::Cognito::UserPoolIdentityProvider')).toMatchObject(expected);
  });

  test('several of a kind have names of their own', () => {
    const under = new UserPoolFixture({ domain, providers: [UserPoolProvider.saml('Staff', { metadata }), UserPoolProvider.saml('Partner', { metadata })] });
    under.template().resourceCountIs('AWS::Cognito::UserPoolIdentityProvider', 2);
    expectAdditionRefused(under, () => under.auth.addProvider(UserPoolProvider.saml('Staff', { metadata })),
      "duplicate-provider: provider 'Staff' is there already; add each provider once, and give several of a kind names of their own [at Stack/Auth]");
  });
});

describe('secrets', () => {
  test.each([
    ['plain text', SecretValue.unsafePlainText('hunter2'), "secret-as-text: a secret of an outside provider is plain text, which everyone who sees the template could read; store it in Secrets Manager and pass SecretValue.secretsManager('name')"],
    ['a secure SSM parameter', SecretValue.ssmSecure('/shop/google'), "secret-reference: a secret of an outside provider is a secure SSM parameter, which CloudFormation does not resolve for Cognito; store it in Secrets Manager and pass SecretValue.secretsManager('name')"],
  ])('%s is refused, by every kind', (_name, wrong, message) => {
    for (const provider of [
      UserPoolProvider.google({ clientId: 'id', clientSecret: wrong }), UserPoolProvider.facebook({ clientId: 'id', clientSecret: wrong }),
      UserPoolProvider.amazon({ clientId: 'id', clientSecret: wrong }), UserPoolProvider.apple({ clientId: 'id', teamId: 't', keyId: 'k', privateKey: wrong }),
      corporate({ clientSecret: wrong }),
    ]) {
      const under = new UserPoolFixture();
      expectAdditionRefused(under, () => under.auth.addProvider(provider), `${message} [at Stack/Auth]`);
    }
  });

  test('a parameter that is not echoed is taken', () => {
    const under = new UserPoolFixture({ domain });
    const parameter = new CfnParameter(under.stack, 'Secret', { noEcho: true });
    under.auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.cfnParameter(parameter) }));
    expect(under.only('AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({ ProviderDetails: { client_secret: { Ref: 'Secret' } } });
  });

  test('an SSM parameter is taken', () => {
    const under = new UserPoolFixture({ domain, providers: [UserPoolProvider.google({ clientId: 'id', clientSecret: new SecretValue('{{resolve:ssm:/shop/google}}') })] });
    expect(under.only('AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({ ProviderDetails: { client_secret: '{{resolve:ssm:/shop/google}}' } });
  });
});

describe('app clients', () => {
  const names = (client: Record<string, unknown>) => client.SupportedIdentityProviders;

  test('offer those chosen', () => {
    const chosen = google();
    const under = new UserPoolFixture({ domain, providers: [chosen, corporate()] });
    under.auth.addSinglePageAppClient('web', { identityProviders: [chosen] });
    expect(names(under.client())).toEqual(['COGNITO', { Ref: expect.stringMatching('GoogleProvider') as string }]);
  });

  test('may offer none', () => {
    const under = new UserPoolFixture({ domain, providers: [google()] });
    under.auth.addSinglePageAppClient('web', { identityProviders: [] });
    expect(names(under.client())).toEqual(['COGNITO']);
  });

  test('cannot offer what the pool has not, which shows at synth', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web', { identityProviders: [google()] });
    expectSynthRefused(under, "unknown-provider: app client 'web' offers the provider 'Google', which is not of this pool; add the same provider object to the pool with 'providers' or addProvider [at Stack/Auth]");
  });

  test('of machines have no providers', () => {
    const under = new UserPoolFixture({ domain, providers: [google()] });
    under.auth.addResourceServer('orders', { scopes: { read: 'read' } });
    under.auth.addMachineToMachineClient('batch', { scopes: [under.auth.oAuthScope('orders', 'read')] });
    expect(under.client()).not.toHaveProperty('SupportedIdentityProviders');
  });
});

describe('attribute mapping', () => {
  const mapped = (custom: Record<string, ProviderAttribute>) => corporate({ attributeMapping: { givenName: ProviderAttribute.other('given'), custom } });

  test('adds to the e-mail address, custom attributes by their names', () => {
    const under = new UserPoolFixture({ domain, customAttributes: { unit: CustomAttribute.string({ userWritable: true }) }, providers: [mapped({ unit: ProviderAttribute.other('department') })] });
    expect(under.only('AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({ AttributeMapping: { 'email': 'email', 'given_name': 'given', 'custom:unit': 'department' } });
  });

  test.each([
    [{}, "unknown-attribute: provider 'Corporate' maps to the custom attribute 'unit', which the pool has not; correct the name, or add it to 'customAttributes'"],
    [{ unit: CustomAttribute.string() }, "server-only-attribute-mapped: provider 'Corporate' maps to the server-only attribute 'unit'; Cognito signs nobody in unless app clients may write what is mapped, and then users may too; set it in a trigger instead (post confirmation, pre token generation), or declare it with { userWritable: true } if nothing depends on it"],
    [{ unit: CustomAttribute.string({ userWritable: true, mutable: false }) }, "immutable-attribute-mapped: provider 'Corporate' maps to the attribute 'unit', which cannot change; Cognito writes it at every sign-in; declare it without { mutable: false }, or do not map it"],
  ])('%j is refused', (customAttributes: Record<string, CustomAttribute>, message) => {
    expectRefused({ customAttributes, providers: [mapped({ 'custom:unit': ProviderAttribute.other('department') })] }, `${message} [at Stack/Auth]`);
  });

  test('what is mapped must be writable by each client that offers the provider, whichever came first', () => {
    const under = new UserPoolFixture();
    under.auth.addSinglePageAppClient('web', { writeAttributes: new ClientAttributes().withStandardAttributes({ nickname: true }) });
    under.auth.addProvider(google());
    expectSynthRefused(under, "mapped-attribute-not-writable: app client 'web' cannot write email, which an outside provider sets at every sign-in; add it to 'writeAttributes', or leave the provider out of the client's 'identityProviders' [at Stack/Auth]");
  });
});

describe('a SAML provider where users may start, which Cognito takes in clients with SAML providers alone', () => {
  const partner = () => UserPoolProvider.saml('Partner', { metadata, idpInitiated: true });
  const names = (client: Record<string, unknown>) => (client.SupportedIdentityProviders as (string | { Ref: string })[]).map((name) => (typeof name === 'string' ? name : name.Ref.replace(/^Auth|[0-9A-F]{8}$/g, '')));

  test('is offered by no client that does not name it', () => {
    const under = new UserPoolFixture({ domain, providers: [google(), partner()] });
    under.auth.addSinglePageAppClient('web');
    expect(names(under.client())).toEqual(['COGNITO', 'GoogleProvider']);
  });

  test('is offered by a client that names it, without passwords of this pool', () => {
    const starting = partner();
    const staff = UserPoolProvider.saml('Staff', { metadata });
    const under = new UserPoolFixture({ domain, providers: [google(), starting, staff], passwordless: [PasswordlessSignIn.emailCode()] });
    under.auth.addSinglePageAppClient('portal', { callbackUrls: ['https://portal.example.com'], identityProviders: [starting, staff] });
    expect(names(under.client())).toEqual(['PartnerProvider', 'StaffProvider']);
    expect(under.client()).toMatchObject({ ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] });
  });

  test('is offered by all where nobody signs in otherwise', () => {
    const under = new UserPoolFixture({ externalProvidersOnly: true, providers: [partner(), UserPoolProvider.saml('Staff', { metadata })], domain });
    under.auth.addSinglePageAppClient('web');
    expect(names(under.client())).toEqual(['PartnerProvider', 'StaffProvider']);
  });

  test('is refused beside another', () => {
    const starting = partner();
    const other = google();
    const under = new UserPoolFixture({ domain, providers: [other, starting] });
    under.auth.addSinglePageAppClient('web', { identityProviders: [starting, other] });
    expectSynthRefused(under, "idp-initiated-provider: app client 'web' offers 'Partner', where users may start to sign in, beside 'Google'; give each an app client of its own: Cognito takes such a provider beside SAML providers only [at Stack/Auth]");
  });
});

describe('standard attributes', () => {
  test('that every user must have must come from the provider', () => {
    const standardAttributes = { email: { required: true }, fullname: { required: true } };
    expectRefused({ standardAttributes, providers: [google()] },
      "required-attribute-not-mapped: provider 'Google' has nothing for the attribute 'fullname', which every user must have; add it to its attributeMapping: { fullname: ProviderAttribute.… }; or do not require it [at Stack/Auth]");
    const fullname = ProviderAttribute.GOOGLE_NAME;
    const under = new UserPoolFixture({ domain, standardAttributes, providers: [UserPoolProvider.google({ clientId: 'id', clientSecret: secret, attributeMapping: { fullname } })] });
    expect(under.only('AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({ AttributeMapping: { email: 'email', name: 'name' } });
  });

  test('that cannot change are not written at every sign-in', () => {
    expectRefused({ standardAttributes: { email: { mutable: false } }, providers: [google()] },
      "immutable-attribute-mapped: provider 'Google' maps to the attribute 'email', which cannot change; Cognito writes it at every sign-in; declare it without { mutable: false }, or do not map it [at Stack/Auth]");
  });
});

describe('outside providers alone', () => {
  test('nobody has a password', () => {
    const under = new UserPoolFixture({ externalProvidersOnly: true, providers: [google()], domain });
    under.auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com'] });
    expect(under.client()).toMatchObject({ ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'], SupportedIdentityProviders: [{ Ref: expect.stringMatching('GoogleProvider') as string }] });
    expect(under.pool()).toMatchObject({ MfaConfiguration: 'OFF', AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only' }] } });
  });

  test.each([
    [{ passwordless: [PasswordlessSignIn.emailCode()] }, 'passwordless'],
    [{ selfSignUpEnabled: true }, 'selfSignUpEnabled'],
    [{ mfa: MultiFactorAuthentication.optional() }, 'mfa'],
  ])('%j is refused beside it', (props, stray) => {
    expectRefused({ ...props, externalProvidersOnly: true },
      `external-providers-only: 'externalProvidersOnly' is set, and so is '${stray}', which is for users with a password in this pool; leave '${stray}' to the providers, or leave 'externalProvidersOnly' out [at Stack/Auth]`);
  });

  test('without a domain nobody could come back from a provider', () => {
    expectSynthRefused(new UserPoolFixture({ externalProvidersOnly: true, providers: [google()] }),
      "domain-required: the pool has no domain, and provider 'Google' would have nowhere to go; add one with 'domain' or addDomain: sign-in pages, outside providers and the endpoint of tokens are there [at Stack/Auth]");
  });

  test('without any provider nobody could sign in', () => {
    expectSynthRefused(new UserPoolFixture({ externalProvidersOnly: true, domain }),
      "provider-required: 'externalProvidersOnly' is set, and there is no provider; add one with 'providers' or addProvider [at Stack/Auth]");
  });
});

describe('bad input', () => {
  const name = (wrong: string) => `provider-name: provider '${wrong}'; name it in 3 to 32 characters without spaces and underscores, and not COGNITO, Google, Facebook, LoginWithAmazon, SignInWithApple [at Stack/Auth]`;

  test.each(['ab', 'a'.repeat(33), 'two words', 'COGNITO', 'Google', '_hidden'])('the name %j is refused', (wrong) => {
    expectRefused({ providers: [UserPoolProvider.saml(wrong, { metadata })] }, name(wrong));
    expectRefused({ providers: [UserPoolProvider.openIdConnect(wrong, { clientId: 'id', clientSecret: secret, issuerUrl: 'https://login.example.com' })] }, name(wrong));
  });

  test('the name of a metadata file instead of its content is refused', () => {
    expectRefused({ providers: [UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.file('metadata.xml') })] },
      "saml-metadata: the metadata 'metadata.xml' has no EntityDescriptor; pass the content of the file: UserPoolIdentityProviderSamlMetadata.file(readFileSync('metadata.xml', 'utf8')) [at Stack/Auth]");
  });

  test('metadata that Cognito does not hold are refused', () => {
    expectRefused({ providers: [UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.file(`<EntityDescriptor>${'x'.repeat(131_072)}`) })] },
      "saml-metadata: the metadata have 131090 characters; pass up to 131072, or their address: UserPoolIdentityProviderSamlMetadata.url('https://…') [at Stack/Auth]");
  });

  test.each([
    [corporate({ scopes: ['email'] }), "provider 'Corporate' has the scopes email; add 'openid': OpenID Connect gives no ID token without it"],
    [corporate({ scopes: ['openid', 'openid'] }), "provider 'Corporate' has the scope 'openid' twice; name at least one, each once and without spaces"],
    [corporate({ scopes: ['openid email'] }), "provider 'Corporate' has the scope 'openid email'; name at least one, each once and without spaces"],
    [UserPoolProvider.google({ clientId: 'id', clientSecret: secret, scopes: [] }), "provider 'Google' has an empty list of scopes; name at least one of openid, email, profile, https://…, each once"],
    [UserPoolProvider.google({ clientId: 'id', clientSecret: secret, scopes: ['openid', 'calendar'] }), "provider 'Google' has the scope 'calendar'; name at least one of openid, email, profile, https://…, each once"],
    [UserPoolProvider.facebook({ clientId: 'id', clientSecret: secret, scopes: [] }), "provider 'Facebook' has an empty list of scopes; name at least one, each once and without spaces"],
    [UserPoolProvider.amazon({ clientId: 'id', clientSecret: secret, scopes: ['openid'] }), "provider 'LoginWithAmazon' has the scope 'openid'; name at least one of profile, profile:user_id, postal_code, each once"],
    [UserPoolProvider.apple({ clientId: 'id', teamId: 't', keyId: 'k', privateKey: secret, scopes: ['openid'] }), "provider 'SignInWithApple' has the scope 'openid'; name at least one of name, email, each once"],
  ])('scopes that the provider does not take are refused (%#)', (provider, message) => {
    expectRefused({ providers: [provider] }, `provider-scopes: ${message} [at Stack/Auth]`);
  });

  test('scopes of other APIs of Google are addresses', () => {
    const scopes = ['openid', 'https://www.googleapis.com/auth/calendar'];
    expect(() => new UserPoolFixture({ providers: [UserPoolProvider.google({ clientId: 'id', clientSecret: secret, scopes })] })).not.toThrow();
  });

  test('a list of scopes that is known only at deploy time is refused', () => {
    expectRefused({ providers: [corporate({ scopes: Fn.split(',', Aws.REGION) })] },
      "literal-required: the list of scopes of provider 'Corporate' is a token (a list known only at deploy time); write the list itself, each item by itself: its items may be tokens [at Stack/Auth]");
  });

  test.each([
    [corporate({ issuerUrl: 'http://login.example.com' }), "'issuerUrl' is 'http://login.example.com'; use an https URL without a slash at its end"],
    [corporate({ issuerUrl: 'https://login.example.com/' }), "'issuerUrl' is 'https://login.example.com/'; use an https URL without a slash at its end"],
    [corporate({ endpoints: { authorization: 'https://a.example.com', token: 'ftp://b.example.com', userInfo: 'https://c.example.com', jwksUri: 'https://d.example.com' } }), "'token' is 'ftp://b.example.com'; use an https URL"],
    [UserPoolProvider.saml('Staff', { metadata: UserPoolIdentityProviderSamlMetadata.url('nowhere') }), "'metadata' is 'nowhere'; use an https URL"],
  ])('an address without TLS is refused (%#)', (provider, message) => {
    expectRefused({ providers: [provider] }, `provider-endpoint: ${message} [at Stack/Auth]`);
  });
});
