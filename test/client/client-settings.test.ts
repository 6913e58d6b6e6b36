import { isAmplifyOutputs, parseAmplifyOutputs } from '@aws-amplify/core/internals/utils';
import { App, CfnOutput, CfnParameter, NestedStack, SecretValue, Stack } from 'aws-cdk-lib';
import { CfnIdentityPool, CfnUserPool, CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { ClientSettingsOptions } from '../../lib';
import { ClientSettings, GuestAccess, PasswordlessSignIn, SignIn, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool, UserPoolProvider } from '../../lib';
import { stackOf, Template } from '../support/stacks';

/** The output as it will be, with what is only known at deploy time shown as <logical id>. */
function deployed(stack: Stack, id: string): Record<string, unknown> {
  const value: unknown = Object.values(Template.fromStack(stack).findOutputs(id))[0].Value;
  const shown = (piece: unknown) => (typeof piece === 'string' ? piece : `<${Object.values(piece as Record<string, unknown>)[0] as string}>`);
  return JSON.parse((value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].map(shown).join('')) as Record<string, unknown>;
}

function amplifyOf(stack: Stack, auth: UserPoolOnly, options?: ClientSettingsOptions, client = 'web') {
  new CfnOutput(stack, 'Settings', { value: ClientSettings.fromUserPool(auth, client, options).amplifyOutputs });
  return () => deployed(stack, 'Settings') as { version: string; auth: Record<string, unknown>; storage?: object; custom?: object };
}

describe('settings that are written into another stack', () => {
  test.each<[string, (own: Stack) => Stack]>([['beside it', (own) => new Stack(own.node.root, 'Web', { env: own })], ['within it', (own) => new NestedStack(own, 'Web')]])('%s name nothing there that is not there', (_where, other) => {
    const stack = stackOf('eu-west-1');
    const [logout, host] = [new CfnParameter(stack, 'Logout'), new Bucket(stack, 'Site')];
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { domain: SignInDomain.prefix('shop') });
    const client = auth.addSinglePageAppClient('web', { callbackUrls: [`https://${host.bucketRegionalDomainName}/`] });
    (client.node.defaultChild as CfnUserPoolClient).addPropertyOverride('LogoutURLs', [{ Ref: logout.logicalId }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [stack.getLogicalId(host.node.defaultChild as CfnBucket), 'WebsiteURL'] }, '/bye']] }]);
    const web = other(stack);
    const settings = ClientSettings.fromUserPool(auth, 'web', { identityPool: auth, bucket: host });
    new CfnOutput(web, 'Amplify', { value: settings.amplifyOutputs });
    new CfnOutput(web, 'Json', { value: settings.json });
    const { Parameters = {}, Resources = {}, Outputs } = Template.fromStack(web).toJSON() as Record<string, Record<string, unknown>>;
    const there = [...Object.keys(Parameters), ...Object.keys(Resources)];
    const named = [...JSON.stringify(Outputs).matchAll(/"(?:Ref":"|Fn::GetAtt":\[")(?!AWS::)([^"]+)"/g)].map(([, id]) => id);
    expect(named.filter((id) => !there.includes(id))).toEqual([]);
    expect(JSON.stringify(Outputs)).toContain('/bye');
  });
});

test('what an override refers to is told to the app as it will be', () => {
  const stack = stackOf('eu-west-1');
  const domain = new CfnParameter(stack, 'Domain');
  const auth = new UserPoolOnly(stack, 'Auth', { domain: SignInDomain.prefix('shop'), passwordless: [PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })] });
  const client = auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com/'] });
  (auth.node.defaultChild as CfnUserPool).addPropertyOverride('WebAuthnRelyingPartyID', { Ref: domain.logicalId });
  (client.node.defaultChild as CfnUserPoolClient).addPropertyOverride('LogoutURLs', [{ Ref: domain.logicalId }, { Odd: 'value' }]);
  const { auth: settings } = amplifyOf(stack, auth)();
  expect(settings).toMatchObject({ passwordless: { web_authn: { relying_party_id: '<Domain>' } }, oauth: { redirect_sign_out_uri: ['<Domain>'] } });
});

test('what users sign in with, passwords, factors and groups are those of the pool', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolOnly(stack, 'Auth', { groups: ['administrators', 'finance'], standardAttributes: { familyName: { required: true } }, passwordPolicy: { minLength: 16, requireSymbols: false } });
  auth.addSinglePageAppClient('web');
  expect(amplifyOf(stack, auth)()).toEqual({
    version: '1.4',
    auth: {
      aws_region: 'eu-west-1',
      user_pool_id: expect.stringMatching(/^<AuthUserPool/) as string,
      user_pool_client_id: expect.stringMatching(/^<AuthwebClient/) as string,
      password_policy: { min_length: 16, require_lowercase: true, require_uppercase: true, require_numbers: true, require_symbols: false },
      standard_required_attributes: ['family_name'],
      username_attributes: ['email'],
      user_verification_types: ['email'],
      mfa_configuration: 'OPTIONAL',
      mfa_methods: ['TOTP'],
      groups: [{ administrators: { precedence: 0 } }, { finance: { precedence: 1 } }],
    },
  });
});

test('the identity pool of the construct is told, and whether it has guests', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
  auth.addSinglePageAppClient('web');
  const read = amplifyOf(stack, auth);
  expect(read().auth).toMatchObject({ identity_pool_id: expect.stringMatching(/^<AuthIdentityPool/) as unknown, unauthenticated_identities_enabled: false });
});

test('guests that are added after the settings are told too', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth');
  auth.addSinglePageAppClient('web');
  const read = amplifyOf(stack, auth);
  new GuestAccess(stack, 'Guests', { identityPool: auth });
  expect(read().auth.unauthenticated_identities_enabled).toBe(true);
});

test('managed login, with its providers as Amplify calls them', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolOnly(stack, 'Auth', { domain: SignInDomain.prefix('shop-sign-in') });
  auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com/'], logoutUrls: ['https://app.example.com/bye'] });
  const read = amplifyOf(stack, auth);
  auth.addProvider(UserPoolProvider.google({ clientId: 'id', clientSecret: SecretValue.secretsManager('google') }));
  expect(read().auth.oauth).toEqual({
    identity_providers: ['GOOGLE'],
    domain: expect.stringMatching(/^<AuthPrefixDomain.*>\.auth\.eu-west-1\.amazoncognito\.com$/) as string,
    scopes: ['openid', 'email', 'profile'],
    redirect_sign_in_uri: ['https://app.example.com/'],
    redirect_sign_out_uri: ['https://app.example.com/bye'],
    response_type: 'code',
  });
});

test.each([
  ['a client without callback URLs', SignInDomain.prefix('shop-sign-in')],
  ['a pool without a domain', undefined],
])('no managed login for %s', (_what, domain) => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolOnly(stack, 'Auth', { domain });
  auth.addSinglePageAppClient('web');
  expect(amplifyOf(stack, auth)().auth).not.toHaveProperty('oauth');
});

test('overrides of the L1 resources count, whenever they are made', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { domain: SignInDomain.prefix('shop-sign-in') });
  const client = auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com/'] });
  const read = amplifyOf(stack, auth);
  const pool = auth.userPool.node.defaultChild as CfnUserPool;
  pool.mfaConfiguration = 'ON';
  pool.addPropertyOverride('Policies.PasswordPolicy.MinimumLength', 20);
  (client.node.defaultChild as CfnUserPoolClient).addPropertyOverride('CallbackURLs', ['https://new.example.com/']);
  (auth.identityPool.node.defaultChild as CfnIdentityPool).addPropertyOverride('AllowUnauthenticatedIdentities', true);
  expect(read().auth).toMatchObject({
    mfa_configuration: 'REQUIRED', password_policy: { min_length: 20 }, oauth: { redirect_sign_in_uri: ['https://new.example.com/'] }, unauthenticated_identities_enabled: true,
  });
});

test('a bucket and further values', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolOnly(stack, 'Auth');
  auth.addSinglePageAppClient('web');
  const read = amplifyOf(stack, auth, { bucket: new Bucket(stack, 'Photos'), custom: { clicks: 'click-stream' } });
  expect(read()).toMatchObject({ storage: { aws_region: 'eu-west-1', bucket_name: expect.stringMatching(/^<Photos/) as unknown }, custom: { clicks: 'click-stream' } });
});

test('the JSON settings say the same in flat names', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { domain: SignInDomain.prefix('shop-sign-in') });
  auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com/'] });
  new CfnOutput(stack, 'Plain', { value: ClientSettings.fromUserPool(auth, 'web', { bucket: new Bucket(stack, 'Photos'), custom: { clicks: 'click-stream' } }).json });
  expect(deployed(stack, 'Plain')).toEqual({
    region: 'eu-west-1',
    userPoolId: expect.stringMatching(/^<AuthUserPool/) as string,
    userPoolClientId: expect.stringMatching(/^<AuthwebClient/) as string,
    identityPoolId: expect.stringMatching(/^<AuthIdentityPool/) as string,
    domain: expect.stringMatching(/amazoncognito\.com$/) as string,
    callbackUrls: ['https://app.example.com/'],
    logoutUrls: [],
    scopes: ['openid', 'email', 'profile'],
    bucket: expect.stringMatching(/^<Photos/) as string,
    clicks: 'click-stream',
  });
});

test('the roles among which members of several groups may choose are told, those added later too', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance', 'it', 'roleless'] });
  auth.addSinglePageAppClient('web');
  const read = amplifyOf(stack, auth, { custom: { clicks: 'click-stream' } });
  new CfnOutput(stack, 'Plain', { value: ClientSettings.fromUserPool(auth, 'web').json });
  const bucket = new Bucket(stack, 'Invoices');
  for (const group of ['finance', 'it']) bucket.grantRead(auth.group(group));
  const groupRoleArns = { finance: expect.stringMatching(/^<Authfinance.*Role/) as string, it: expect.stringMatching(/^<Authit.*Role/) as string };
  expect(read().custom).toEqual({ clicks: 'click-stream', groupRoleArns });
  expect(deployed(stack, 'Plain').groupRoleArns).toEqual(groupRoleArns);
});

test('no roles to choose among, no word of them', () => {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
  auth.addSinglePageAppClient('web');
  expect(amplifyOf(stack, auth)()).not.toHaveProperty('custom');
});

test('an imported pool: what can be known of it', () => {
  const stack = stackOf('ap-south-1');
  const auth = UserPoolOnly.fromUserPool(stack, 'Auth', UserPool.fromUserPoolArn(stack, 'There', 'arn:aws:cognito-idp:ap-south-1:111122223333:userpool/ap-south-1_a'));
  auth.addSinglePageAppClient('web');
  new CfnOutput(stack, 'Settings', { value: ClientSettings.fromUserPool(auth, 'web').amplifyOutputs });
  expect(deployed(stack, 'Settings').auth).toEqual({ aws_region: 'ap-south-1', user_pool_id: 'ap-south-1_a', user_pool_client_id: expect.stringMatching(/^<AuthwebClient/) as string });
});

test('nothing secret is in it: a client with a secret is refused', () => {
  const auth = new UserPoolOnly(stackOf(), 'Auth');
  auth.addWebAppClient('server');
  expect(() => ClientSettings.fromUserPool(auth, 'server')).toThrow(
    "client-with-secret: app client 'server' has a secret, which apps in browsers and on phones cannot keep; name a client made by addSinglePageAppClient or addMobileAppClient; a server reads its secret with clientSecret(…) [at Stack/Auth]");
});

test('an unknown client', () => {
  const auth = new UserPoolOnly(stackOf(), 'Auth');
  auth.addSinglePageAppClient('web');
  expect(() => ClientSettings.fromUserPool(auth, 'wbe')).toThrow(
    "unknown-client: app client 'wbe' is not among those of this pool (web); did you mean 'web'? if not, add the client with addSinglePageAppClient or addMobileAppClient first [at Stack/Auth]");
});

test.each(['region', 'bucket', 'events', 'groupRoleArns'])("a further value named '%s' would hide another", (name) => {
  const auth = new UserPoolOnly(stackOf(), 'Auth');
  auth.addSinglePageAppClient('web');
  expect(() => ClientSettings.fromUserPool(auth, 'web', { custom: { [name]: 'x' } })).toThrow(
    `custom-setting: 'custom' has the name '${name}', which has a meaning of its own in the settings; choose another name [at Stack/Auth]`);
});

test('a user pool that this library knows nothing of', () => {
  expect(() => ClientSettings.fromUserPool(new UserPool(new Stack(new App(), 'Stack'), 'Plain'), 'web')).toThrow('user-pool-not-ours');
});

describe('the parser of aws-amplify', () => {
  test.each([
    ['e-mail', SignIn.email(), { email: true, phone: false, username: false }],
    ['phone', SignIn.phone(), { email: false, phone: true, username: false }],
    ['e-mail or phone', SignIn.emailOrPhone(), { email: true, phone: true, username: false }],
    ['user name', SignIn.username(), { email: false, phone: false, username: true }],
    ['user name or e-mail', SignIn.username({ email: true }), { email: true, phone: false, username: true }],
  ])('understands sign-in by %s', (_how, signIn, loginWith) => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn, groups: ['finance'], domain: SignInDomain.prefix('shop-sign-in') });
    auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com/'] });
    const settings = amplifyOf(stack, auth, { bucket: new Bucket(stack, 'Photos') })();
    expect(isAmplifyOutputs(settings)).toBe(true);
    const { Auth, Storage } = parseAmplifyOutputs(settings);
    expect(Auth?.Cognito).toMatchObject({
      userPoolId: settings.auth.user_pool_id,
      userPoolClientId: settings.auth.user_pool_client_id,
      identityPoolId: settings.auth.identity_pool_id,
      loginWith: { ...loginWith, oauth: { responseType: 'code', redirectSignIn: ['https://app.example.com/'], scopes: ['openid', 'email', 'profile'] } },
      mfa: { status: 'optional', totpEnabled: true },
      passwordFormat: { minLength: 12, requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSpecialCharacters: true },
      groups: [{ finance: { precedence: 0 } }],
    });
    expect(Storage?.S3).toEqual({ bucket: expect.stringMatching(/^<Photos/) as unknown, region: 'eu-west-1', buckets: undefined });
  });

  test('understands passkeys and one-time codes', () => {
    const stack = stackOf('eu-west-1');
    const auth = new UserPoolOnly(stack, 'Auth', { passwordless: [PasswordlessSignIn.emailCode(), PasswordlessSignIn.passkey({ relyingPartyId: 'example.com' })] });
    auth.addSinglePageAppClient('web');
    expect(parseAmplifyOutputs(amplifyOf(stack, auth)()).Auth?.Cognito.passwordless).toEqual({
      emailOtpEnabled: true, smsOtpEnabled: false, webAuthn: { relyingPartyId: 'example.com', userVerification: 'required' }, preferredChallenge: undefined,
    });
  });
});
