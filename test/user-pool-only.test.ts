import { Duration } from 'aws-cdk-lib';
import { ClientAttributes, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { CustomAttribute, SignIn, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool } from '../lib';
import { expectAdditionRefused, expectError, expectNone, expectRefused, poolOf, UserPoolFixture } from './support/user-pool-fixture';

describe('with nothing set', () => {
  const under = new UserPoolFixture();
  under.auth.addSinglePageAppClient('web');

  test('there are a pool and an app client, and nothing else', () => {
    expect(Object.values(under.template().toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type))
      .toEqual(['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient']);
  });

  test('administrators make the users, who sign in by e-mail in whatever case', () => {
    expect(under.pool()).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  test('passwords have 12 characters of four kinds, and an authenticator app is possible', () => {
    expect(under.pool()).toMatchObject({
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true } },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  test('the pool stays when the stack goes, and is protected from deletion', () => {
    expect(under.pool()).toMatchObject({ DeletionProtection: 'ACTIVE' });
    under.template().hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('the plan is the cheapest', () => {
    expect(under.pool()).toMatchObject({ UserPoolTier: 'LITE' });
  });

  test('the app client signs in by SRP, without OAuth, without secret, and does not tell who exists', () => {
    const client = under.client();
    expect(client).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
      SupportedIdentityProviders: ['COGNITO'],
    });
    expect(client).not.toHaveProperty('GenerateSecret');
    for (const property of ['AllowedOAuthFlows', 'AllowedOAuthScopes', 'CallbackURLs', 'WriteAttributes']) expect(client).not.toHaveProperty(property);
  });
});

test('the template of a pool with a bit of everything stays as it is', () => {
  const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop'), signIn: SignIn.username({ email: true }), groups: ['administrators'], customAttributes: { tenantId: CustomAttribute.string({ maxLength: 36 }) } });
  under.auth.addSinglePageAppClient('web', { callbackUrls: ['https://app.example.com/'] });
  under.auth.addResourceServer('orders', { scopes: { read: 'read orders' } });
  under.auth.addMachineToMachineClient('batch', { scopes: [under.auth.oAuthScope('orders', 'read')] });
  expect(under.template().toJSON()).toMatchSnapshot();
});

describe('removal', () => {
  test('a pool that may go is not protected', () => {
    const under = new UserPoolFixture({ removalPolicy: RemovalPolicy.DESTROY });
    expect(under.pool()).toMatchObject({ DeletionProtection: 'INACTIVE' });
    under.template().hasResource('AWS::Cognito::UserPool', { DeletionPolicy: 'Delete' });
  });

  test('there are no snapshots of pools', () => {
    expectRefused({ removalPolicy: RemovalPolicy.SNAPSHOT }, "removal-policy: 'removalPolicy' is SNAPSHOT; use RETAIN or DESTROY: there are no snapshots of user pools and identity pools [at Stack/Auth]");
  });

  test('deletion protection has a property of its own', () => {
    expect(poolOf({ deletionProtection: false })).toMatchObject({ DeletionProtection: 'INACTIVE' });
  });
});

describe('groups', () => {
  test('rank in the order of adding, and by a precedence of their own', () => {
    const under = new UserPoolFixture({ groups: ['administrators', 'finance'] });
    under.auth.addGroup('auditors', { precedence: 10, description: 'look, do not touch' });
    under.auth.addGroup('interns');
    expect(under.all('AWS::Cognito::UserPoolGroup').map(({ GroupName, Precedence, Description }) => [GroupName, Precedence, Description]))
      .toEqual([['administrators', 0, undefined], ['finance', 1, undefined], ['auditors', 10, 'look, do not touch'], ['interns', 11, undefined]]);
    expect(under.auth.groupNames).toEqual(['administrators', 'finance', 'auditors', 'interns']);
  });

  test.each([
    ['finance', {}, "duplicate-group: group 'finance' is there already; add each group once [at Stack/Auth]"],
    ['sales', { precedence: 0 }, "duplicate-precedence: groups 'finance' and 'sales' both have precedence 0; give each group a precedence of its own: on a tie Cognito prefers no role [at Stack/Auth]"],
    ['sales', { precedence: 2 ** 31 }, "group-precedence: group 'sales' has precedence 2147483648; use a whole number from 0 to 2147483647 [at Stack/Auth]"],
    ['sales', { precedence: Token.asNumber({ Ref: 'Rank' }) }, "group-precedence: group 'sales' has precedence a token (a value known only at deploy time); use a whole number from 0 to 2147483647 [at Stack/Auth]"],
    ['sales', { precedence: -1 }, "group-precedence: group 'sales' has precedence -1; use a whole number from 0 to 2147483647 [at Stack/Auth]"],
    ['sales', { description: 'x'.repeat(2049) }, "group-description: the description of group 'sales' has 2049 characters; write 2048 characters at most [at Stack/Auth]"],
    ['big boss', {}, "group-name: group 'big boss'; name it in 1 to 128 characters without spaces and commas [at Stack/Auth]"],
    ['x,admin', {}, "group-name: group 'x,admin'; name it in 1 to 128 characters without spaces and commas [at Stack/Auth]"],
  ])('%s %j is refused', (name, options, message) => {
    const under = new UserPoolFixture({ groups: ['finance'] });
    expectAdditionRefused(under, () => under.auth.addGroup(name, options), message);
  });

  test('a name that is known only at deploy time is refused', () => {
    const under = new UserPoolFixture();
    expectAdditionRefused(under, () => under.auth.addGroup(Stack.of(under.auth).stackName.concat(Stack.of(under.auth).urlSuffix)),
      'literal-required: the group name is a token (a value known only at deploy time); write the group name as a literal string: it becomes part of names and policies that are checked at synth [at Stack/Auth]');
  });
});

describe('attributes', () => {
  test('of every type stand in the schema', () => {
    expect(poolOf({
      customAttributes: {
        plain: CustomAttribute.string(),
        code: CustomAttribute.string({ minLength: 1, maxLength: 8, mutable: false }),
        level: CustomAttribute.number({ min: 0, max: 9 }),
        vip: CustomAttribute.boolean(),
        since: CustomAttribute.dateTime({ userWritable: true }),
      },
    })).toMatchObject({
      Schema: [
        { Name: 'plain', AttributeDataType: 'String', Mutable: true },
        { Name: 'code', AttributeDataType: 'String', Mutable: false, StringAttributeConstraints: { MinLength: '1', MaxLength: '8' } },
        { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0', MaxValue: '9' } },
        { Name: 'vip', AttributeDataType: 'Boolean' },
        { Name: 'since', AttributeDataType: 'DateTime' },
      ],
    });
  });

  test('the server-only ones are promised in the metadata', () => {
    const under = new UserPoolFixture({ customAttributes: { tenantId: CustomAttribute.string(), nick: CustomAttribute.string({ userWritable: true }) } });
    under.template().hasResource('AWS::Cognito::UserPool', { Metadata: { 'cdk-cognito-pools': { version: 2, serverOnly: ['custom:tenantId'] } } });
  });

  test.each([
    [{ 'custom:a': CustomAttribute.string() }, "attribute-name: custom attribute 'custom:a'; name it in 1 to 20 characters without spaces and colons; the prefix 'custom:' is added by Cognito [at Stack/Auth]"],
    [{ abcdefghijklmnopqrstu: CustomAttribute.string() }, "attribute-name: custom attribute 'abcdefghijklmnopqrstu'; name it in 1 to 20 characters without spaces and colons; the prefix 'custom:' is added by Cognito [at Stack/Auth]"],
    [Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, CustomAttribute.string()])), 'too-many-attributes: 51 custom attributes; a user pool holds at most 50: keep the rest in a table of your own [at Stack/Auth]'],
  ])('a wrong name or one too many is refused', (customAttributes, message) => {
    expectRefused({ customAttributes }, message);
  });

  test('the same one added twice is refused', () => {
    const under = new UserPoolFixture({ customAttributes: { tenantId: CustomAttribute.string() } });
    expectAdditionRefused(under, () => under.auth.addCustomAttribute('tenantId', CustomAttribute.string()), "duplicate-attribute: custom attribute 'tenantId' is there already; add each attribute once [at Stack/Auth]");
  });

  test.each([
    [() => CustomAttribute.string({ minLength: 9, maxLength: 8 }), 'attribute-bounds: the length of a custom attribute is bounded by 9 and 8; use whole numbers from 0 to 2048, the smaller first'],
    [() => CustomAttribute.string({ maxLength: 2049 }), 'attribute-bounds: the length of a custom attribute is bounded by nothing and 2049; use whole numbers from 0 to 2048, the smaller first'],
    [() => CustomAttribute.number({ min: 0.5 }), 'attribute-bounds: the value of a custom attribute is bounded by 0.5 and nothing; use whole numbers from -9007199254740991 to 9007199254740991, the smaller first'],
  ])('bounds that cannot be are refused', (make, message) => {
    expectError(make, message);
  });
});

describe('properties of the L2 pool', () => {
  test('pass through', () => {
    expect(poolOf({ userPoolProps: { userPoolName: 'customers', deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true } } }))
      .toMatchObject({ UserPoolName: 'customers', DeviceConfiguration: { ChallengeRequiredOnNewDevice: true } });
  });

  test('are refused where a word of ours decides', () => {
    expectRefused({ userPoolProps: { selfSignUpEnabled: true } },
      "decided-by-another-property: userPoolProps has 'selfSignUpEnabled', which 'selfSignUpEnabled' decides; write it as 'selfSignUpEnabled' of this construct [at Stack/Auth]");
  });
});

describe('app clients', () => {
  test('take their names and lifetimes', () => {
    const under = new UserPoolFixture({ domain: SignInDomain.prefix('shop') });
    under.auth.addMobileAppClient('phone', {
      userPoolClientName: 'phone', accessTokenValidity: Duration.minutes(5), idTokenValidity: Duration.minutes(10), refreshTokenValidity: Duration.days(1),
      authSessionValidity: Duration.minutes(15), callbackUrls: ['myapp://signed-in'], logoutUrls: ['myapp://signed-out'], scopes: [OAuthScope.EMAIL],
      readAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
    });
    expect(under.client()).toMatchObject({
      ClientName: 'phone', AccessTokenValidity: 5, IdTokenValidity: 10, RefreshTokenValidity: 1440, AuthSessionValidity: 15,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      CallbackURLs: ['myapp://signed-in'], LogoutURLs: ['myapp://signed-out'], AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['email', 'openid'], ReadAttributes: ['email'],
    });
  });
});

test('two pools of each kind stand in one stack', () => {
  const under = new UserPoolFixture({ groups: ['staff'] });
  const second = new UserPoolOnly(under.stack, 'Second', { groups: ['staff'] });
  const third = new UserPoolPlusIdentityPool(under.stack, 'Third', { groups: ['staff'] });
  [under.auth, second, third].forEach((auth) => auth.addSinglePageAppClient('web'));
  under.template().resourceCountIs('AWS::Cognito::UserPool', 3);
});

test('without SMS there is no role', () => {
  expectNone(new UserPoolFixture(), 'AWS::IAM::Role');
});
