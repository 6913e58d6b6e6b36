import { CfnParameter } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { OidcProviderNative, OpenIdConnectProvider, SamlMetadataDocument, SamlProvider } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IdentityPoolOnly, IdentityPoolProvider, OwnObjectGrants } from '../lib';
import { countsOf, intentOf, onlyResource, resourcesOf, stackOf, Template, trustOf } from './support/stacks';

test('an identity pool, a role and an attachment; no guests, no providers, no user pool', () => {
  const stack = stackOf();
  new IdentityPoolOnly(stack, 'Auth');
  expect(countsOf(stack)).toEqual({ 'AWS::Cognito::IdentityPool': 1, 'AWS::IAM::Role': 1, 'AWS::Cognito::IdentityPoolRoleAttachment': 1 });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).toEqual({ AllowUnauthenticatedIdentities: false });
});

test('snapshot', () => {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth', { identityPoolName: 'people', providers: [IdentityPoolProvider.google('1-a.apps.googleusercontent.com')] });
  OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos'), { prefix: 'users' }).readWrite(auth.authenticated);
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

describe('providers, in any order and at any time', () => {
  test.each([
    ['accounts.google.com', IdentityPoolProvider.google('1-a.apps.googleusercontent.com'), '1-a.apps.googleusercontent.com'],
    ['graph.facebook.com', IdentityPoolProvider.facebook('1234567890'), '1234567890'],
    ['www.amazon.com', IdentityPoolProvider.amazon('amzn1.application-oa2-client.a'), 'amzn1.application-oa2-client.a'],
    ['appleid.apple.com', IdentityPoolProvider.apple('com.example.app'), 'com.example.app'],
  ])('%s, and a principal for its users, whose trust is narrowed to it', (name, provider, appId) => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    auth.addProvider(provider);
    Bucket.fromBucketName(stack, 'News', 'news').grantRead(auth.usersOf(provider));
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.SupportedLoginProviders).toEqual({ [name]: appId });
    expect(trustOf(stack, 'PeopleRole')).toMatchObject({ Statement: [{ Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': name } } }] });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings).toEqual({
      [name]: {
        Type: 'Rules',
        IdentityProvider: name,
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: { Rules: [{ Claim: 'aud', MatchType: 'Equals', Value: appId, RoleARN: { 'Fn::GetAtt': [expect.stringContaining('PeopleRole'), 'Arn'] } }] },
      },
    });
    const [, users] = Object.values(resourcesOf(stack, 'AWS::IAM::Role')).map(intentOf);
    expect(users).toMatchObject({ role: { principal: `provider:${name}`, providers: [name], identityProviders: [name] } });
  });

  test('an OpenID Connect provider: the trust is not narrowed, since no amr value is documented for it; the mapping is', () => {
    const stack = stackOf();
    const company = IdentityPoolProvider.openIdConnect(new OidcProviderNative(stack, 'Company', { url: 'https://login.example.com', clientIds: ['a'] }));
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [company] });
    Bucket.fromBucketName(stack, 'News', 'news').grantRead(auth.usersOf(company));
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.OpenIdConnectProviderARNs).toEqual([{ Ref: expect.stringContaining('Company') as string }]);
    expect(trustOf(stack, 'CompanyPeopleRole')).toMatchObject({ Statement: [{ Condition: { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } } }] });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings).toMatchObject({
      Company: { RulesConfiguration: { Rules: [{ Claim: 'iss', MatchType: 'StartsWith', Value: 'https://' }] } },
    });
  });

  test('an imported one, and the older construct', () => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    auth.addProvider(IdentityPoolProvider.openIdConnect(OidcProviderNative.fromOidcProviderArn(stack, 'Imported', 'arn:aws:iam::111122223333:oidc-provider/a.example.com')));
    auth.addProvider(IdentityPoolProvider.openIdConnect(OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'Older', 'arn:aws:iam::111122223333:oidc-provider/b.example.com')));
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.OpenIdConnectProviderARNs).toEqual([
      'arn:aws:iam::111122223333:oidc-provider/a.example.com', 'arn:aws:iam::111122223333:oidc-provider/b.example.com',
    ]);
  });

  test('a SAML directory', () => {
    const stack = stackOf();
    const directory = new SamlProvider(stack, 'Directory', { metadataDocument: SamlMetadataDocument.fromXml('<xml/>') });
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.saml(directory)] });
    expect(auth.identityPoolRef.identityPoolId).toBe(auth.identityPool.identityPoolId);
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.SamlProviderARNs).toEqual([{ Ref: expect.stringContaining('Directory') as string }]);
  });

  test('user pools: several, also of another Region, by the name that their own Region gives them', () => {
    const stack = stackOf('eu-west-1');
    const here = new UserPool(stack, 'Here');
    const there = UserPool.fromUserPoolArn(stack, 'There', 'arn:aws:cognito-idp:ap-south-1:111122223333:userpool/ap-south-1_abc');
    const pools = [IdentityPoolProvider.userPool(here, [here.addClient('web')]), IdentityPoolProvider.userPool(there, [there.addClient('web'), there.addClient('phone')])];
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: pools });
    Bucket.fromBucketName(stack, 'News', 'news').grantRead(auth.usersOf(pools[1]));
    const clients = onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.CognitoIdentityProviders as { ProviderName: unknown; ServerSideTokenCheck: boolean }[];
    expect(clients.map(({ ServerSideTokenCheck }) => ServerSideTokenCheck)).toEqual([true, true, true]);
    expect(JSON.stringify(clients[1].ProviderName)).toContain('cognito-idp.ap-south-1.');
    const mappings = onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings as object;
    expect(Object.keys(mappings)).toEqual(['There-web', 'There-phone']);
    expect(JSON.stringify(mappings)).toContain('https://cognito-idp.ap-south-1.');
  });

  test('your own server', () => {
    const stack = stackOf();
    new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.developer('login.example.app')] });
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.DeveloperProviderName).toBe('login.example.app');
  });

  test('an app id may be a token', () => {
    const stack = stackOf();
    const google = IdentityPoolProvider.google(new CfnParameter(stack, 'AppId').valueAsString);
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [google] });
    Bucket.fromBucketName(stack, 'News', 'news').grantRead(auth.usersOf(google));
    expect(JSON.stringify(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings)).toContain('"Value":{"Ref":"AppId"}');
  });

  test('a provider to whose users nothing was granted has no role and no mapping', () => {
    const stack = stackOf();
    const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
    new IdentityPoolOnly(stack, 'Auth', { providers: [google] }).usersOf(google);
    expect(countsOf(stack)['AWS::IAM::Role']).toBe(1);
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings).toBeUndefined();
  });

  test('what is granted to everybody reaches the users of each provider', () => {
    const stack = stackOf();
    const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [google] });
    const bucket = Bucket.fromBucketName(stack, 'News', 'news');
    bucket.grantRead(auth.authenticated, 'all/*');
    bucket.grantRead(auth.usersOf(google), 'google/*');
    const everybody = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).find(([id]) => id.includes('Authenticated'));
    expect(everybody?.[1].Properties.Roles).toHaveLength(2);
  });
});

describe('refused', () => {
  test('the same provider twice, by name or by what it is; nothing is added', () => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.google('a')] });
    expect(() => auth.addProvider(IdentityPoolProvider.google('b'))).toThrow(
      "duplicate-provider: 'accounts.google.com' beside 'accounts.google.com', a provider of this identity pool already; "
      + 'an identity pool takes each provider once, with one app id, and one developer provider: give different providers different construct ids [at Stack/Auth]');
    auth.addProvider(IdentityPoolProvider.developer('login.a'));
    expect(() => auth.addProvider(IdentityPoolProvider.developer('login.b'))).toThrow("duplicate-provider: 'login.b' beside 'login.a'");
    const saml = SamlProvider.fromSamlProviderArn(stack, 'Saml', 'arn:aws:iam::111122223333:saml-provider/a');
    auth.addProvider(IdentityPoolProvider.saml(saml));
    expect(() => auth.addProvider(IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Again', 'arn:aws:iam::111122223333:saml-provider/a')))).toThrow("duplicate-provider: 'Again' beside 'Saml'");
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).toMatchObject({ SupportedLoginProviders: { 'accounts.google.com': 'a' }, DeveloperProviderName: 'login.a' });
  });

  test('in the constructor, without leaving a pool', () => {
    const stack = stackOf();
    expect(() => new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.google('a'), IdentityPoolProvider.google('b')] })).toThrow('duplicate-provider');
    expect(stack.node.tryFindChild('Auth')).toBeUndefined();
  });

  test('users of a provider that was not added', () => {
    const auth = new IdentityPoolOnly(stackOf(), 'Auth', { providers: [IdentityPoolProvider.google('a')] });
    expect(() => auth.usersOf(IdentityPoolProvider.facebook('b'))).toThrow(
      "unknown-provider: 'graph.facebook.com' is not among the providers of this identity pool (accounts.google.com); add it to the identity pool first, and pass the same object here [at Stack/Auth]");
  });

  test('users of a provider without a claim that all have', () => {
    const stack = stackOf();
    const developer = IdentityPoolProvider.developer('login.a');
    const saml = IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Directory', 'arn:aws:iam::111122223333:saml-provider/a'));
    const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [developer, saml] });
    expect(() => auth.usersOf(saml)).toThrow(
      'provider-without-common-claim: Directory has no claim that all its users are known to have, so no rule of Cognito gives them all one role; '
      + 'name them by an attribute of the directory with addRoleMappingRule [at Stack/Auth]');
    expect(() => auth.usersOf(developer)).toThrow("grant to 'authenticated', which reaches them [at Stack/Auth]");
  });

  test('ids that cannot be', () => {
    const stack = stackOf();
    expect(() => IdentityPoolProvider.google('a,b')).toThrow(
      "app-id: the app id 'a,b' for accounts.google.com; write the one id under which the provider knows your app, in 1 to 128 letters, digits and the signs . _ / -");
    for (const wrong of ['a:b', 'é', 'a;b']) expect(() => IdentityPoolProvider.facebook(wrong)).toThrow(`app-id: the app id '${wrong}' for graph.facebook.com`);
    expect(() => IdentityPoolProvider.apple('')).toThrow("app-id: the app id '' for appleid.apple.com");
    expect(() => IdentityPoolProvider.developer('my app')).toThrow("developer-provider-name: developer provider 'my app'; name it in 1 to 128 letters, digits, '.', '_' and '-'");
    expect(() => IdentityPoolProvider.developer(new CfnParameter(stack, 'Name').valueAsString)).toThrow('literal-required: the developer provider name is a token');
    expect(() => IdentityPoolProvider.userPool(new UserPool(stack, 'Pool'), [])).toThrow(
      'client-required: user pool Stack/Pool without an app client; name the app clients whose tokens the identity pool should take [at Stack/Pool]');
  });
});
