import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { type IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { OidcProviderNative, SamlProvider } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ClaimMatch, CustomAttribute, IdentityPoolOnly, IdentityPoolProvider, UserPoolPlusIdentityPool } from '../../lib';
import { intentOf, onlyResource, resourcesOf, stackOf, statementsOf, Template } from '../support/stacks';

const DEPARTMENT = 'https://directory.example.com/department';

function given() {
  const stack = stackOf();
  const directory = IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Directory', 'arn:aws:iam::111122223333:saml-provider/directory'));
  const contractors = IdentityPoolProvider.openIdConnect(OidcProviderNative.fromOidcProviderArn(stack, 'Contractors', 'arn:aws:iam::111122223333:oidc-provider/login.example.com'));
  return { stack, directory, contractors, auth: new IdentityPoolOnly(stack, 'Auth', { providers: [directory, contractors] }) };
}

function mappingsOf(stack: ReturnType<typeof stackOf>): Record<string, { RulesConfiguration: { Rules: Record<string, unknown>[] }; AmbiguousRoleResolution: string }> {
  return onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties.RoleMappings as never;
}

test('rules stand in the order in which they were added, for each provider; users that none matches are refused', () => {
  const { stack, auth, directory, contractors } = given();
  auth.addRoleMappingRule('finance', directory, ClaimMatch.equalTo(DEPARTMENT, 'Finance'));
  auth.addRoleMappingRule('consultants', contractors, ClaimMatch.startsWith('department', 'ext-'));
  auth.addRoleMappingRule('it', directory, ClaimMatch.contains(DEPARTMENT, 'IT'));
  auth.addRoleMappingRule('others', directory, ClaimMatch.notEqualTo(DEPARTMENT, 'Board'));
  const role = (id: string): object => ({ 'Fn::GetAtt': [expect.stringContaining(`${id}RuleRole`), 'Arn'] });
  expect(mappingsOf(stack)).toEqual({
    Directory: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      IdentityProvider: 'arn:aws:iam::111122223333:saml-provider/directory',
      RulesConfiguration: {
        Rules: [
          { Claim: DEPARTMENT, MatchType: 'Equals', Value: 'Finance', RoleARN: role('finance') },
          { Claim: DEPARTMENT, MatchType: 'Contains', Value: 'IT', RoleARN: role('it') },
          { Claim: DEPARTMENT, MatchType: 'NotEqual', Value: 'Board', RoleARN: role('others') },
        ],
      },
    },
    Contractors: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      IdentityProvider: 'arn:aws:iam::111122223333:oidc-provider/login.example.com',
      RulesConfiguration: { Rules: [{ Claim: 'department', MatchType: 'StartsWith', Value: 'ext-', RoleARN: role('consultants') }] },
    },
  });
});

test('the users of a rule are a principal: they have what is granted to them and what everybody has', () => {
  const { stack, auth, directory } = given();
  const bucket = Bucket.fromBucketArn(stack, 'Books', 'arn:aws:s3:::books');
  const finance = auth.addRoleMappingRule('finance', directory, ClaimMatch.equalTo(DEPARTMENT, 'Finance'));
  bucket.grantRead(auth.authenticated, 'news/*');
  bucket.grantRead(finance, 'invoices/*');
  expect(statementsOf(stack, 'finance')[0].Resource).toEqual(['arn:aws:s3:::books', 'arn:aws:s3:::books/invoices/*']);
  const everybody = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).find(([id]) => id.includes('Authenticated'));
  expect(everybody?.[1].Properties.Roles).toEqual([{ Ref: expect.stringContaining('AuthenticatedRole') as string }, { Ref: expect.stringContaining('financeRuleRole') as string }]);
  const record = Object.values(resourcesOf(stack, 'AWS::IAM::Role')).map(intentOf).find(({ role }) => (role as { principal: string }).principal === 'rule:finance');
  expect(record).toEqual({
    version: 2,
    role: { identityPool: { $Ref: expect.anything() as unknown }, principal: 'rule:finance', identityProviders: ['arn:aws:iam::111122223333:saml-provider/directory'] },
  });
});

test('users of a provider that no rule matches get the role of the provider where it has one', () => {
  const { stack, auth, contractors } = given();
  Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.usersOf(contractors));
  auth.addRoleMappingRule('consultants', contractors, ClaimMatch.equalTo('department', 'ext'));
  expect(mappingsOf(stack).Contractors.RulesConfiguration.Rules.map(({ Claim }) => Claim)).toEqual(['department', 'iss']);
});

test('or that of everybody signed in, when asked for', () => {
  const { stack, auth } = given();
  const google = IdentityPoolProvider.google('a');
  auth.addProvider(google, { resolveAmbiguousRoles: true });
  auth.addRoleMappingRule('staff', google, ClaimMatch.equalTo('hd', 'example.com'));
  expect(mappingsOf(stack)['accounts.google.com'].AmbiguousRoleResolution).toBe('AuthenticatedRole');
});

test.each<[string, (stack: Stack) => IdentityPoolProvider, object]>([
  ['a social provider', () => IdentityPoolProvider.google('a'), { Claim: 'aud', MatchType: 'Equals', Value: 'a' }],
  ['an OpenID Connect provider', (stack) => IdentityPoolProvider.openIdConnect(OidcProviderNative.fromOidcProviderArn(stack, 'Login', 'arn:aws:iam::111122223333:oidc-provider/login.example.com')), { Claim: 'iss', MatchType: 'StartsWith', Value: 'https://' }],
  ['a user pool', (stack) => {
    const there = UserPool.fromUserPoolArn(stack, 'There', 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a');
    return IdentityPoolProvider.userPool(there, [there.addClient('web')]);
  }, { Claim: 'iss', MatchType: 'Equals', Value: { 'Fn::Join': ['', ['https://cognito-idp.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/eu-west-1_a']] } }],
])('all users of %s match a claim that each has', (_kind, make, rule) => {
  const stack = stackOf('eu-west-1');
  const provider = make(stack);
  new IdentityPoolOnly(stack, 'Auth', { providers: [provider] }).usersOf(provider).obtainRole();
  const [{ RulesConfiguration: { Rules } }] = Object.values(mappingsOf(stack));
  expect(Rules).toEqual([{ ...rule, RoleARN: expect.anything() as unknown }]);
});

test('a user pool is called by its construct, and one of this library by that around it', () => {
  const stack = stackOf();
  const nameOf = (pool: IUserPool) => IdentityPoolProvider.userPool(pool, [pool.addClient('web')])._description.name;
  expect(nameOf(UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_a'))).toBe('There');
  expect(nameOf(UserPool.fromUserPoolId(stack, 'UserPool', 'eu-west-1_a'))).toBe('UserPool');
  expect(nameOf(UserPool.fromUserPoolId(new Construct(stack, 'Shop'), 'UserPool', 'eu-west-1_a'))).toBe('Shop');
  expect(nameOf(UserPool.fromUserPoolId(new Construct(stack, 'More'), 'Other', 'eu-west-1_a'))).toBe('Other');
});

test('a group that is named, and to which nothing is granted, takes no roles from the token', () => {
  const stack = stackOf();
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
  auth.addSinglePageAppClient('web');
  auth.group('staff');
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties).not.toHaveProperty('RoleMappings');
});

test('a provider without rules has no mapping, whatever would become of who matches none', () => {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth');
  auth.addProvider(IdentityPoolProvider.google('a'), { resolveAmbiguousRoles: true });
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolRoleAttachment').Properties).not.toHaveProperty('RoleMappings');
});

test('for the users of a user pool, with each of its app clients, also those added later', () => {
  const stack = stackOf();
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { customAttributes: { level: CustomAttribute.string() } });
  auth.addSinglePageAppClient('web');
  auth.addRoleMappingRule('gold', auth.users, ClaimMatch.equalTo('custom:level', 'gold'));
  auth.addMobileAppClient('phone');
  expect(Object.keys(mappingsOf(stack))).toEqual(['web', 'phone']);
});

test('outside providers beside a user pool with groups', () => {
  const stack = stackOf();
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['finance'] });
  auth.addSinglePageAppClient('web');
  const google = IdentityPoolProvider.google('a');
  auth.addIdentityPoolProvider(google);
  const bucket = Bucket.fromBucketName(stack, 'Books', 'books');
  bucket.grantRead(auth.group('finance'));
  bucket.grantRead(auth.addRoleMappingRule('staff', google, ClaimMatch.equalTo('hd', 'example.com')), 'staff/*');
  expect(mappingsOf(stack)).toMatchObject({ 'web': { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' }, 'accounts.google.com': { Type: 'Rules', AmbiguousRoleResolution: 'Deny' } });
});

function everyKind() {
  const stack = stackOf();
  const elsewhere = UserPool.fromUserPoolArn(stack, 'Elsewhere', 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { customAttributes: { level: CustomAttribute.string(), motto: CustomAttribute.string({ userWritable: true }) } });
  const providers = {
    google: IdentityPoolProvider.google('a'),
    saml: IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Saml', 'arn:aws:iam::111122223333:saml-provider/a')),
    elsewhere: IdentityPoolProvider.userPool(elsewhere, [elsewhere.addClient('web')]),
  };
  Object.values(providers).forEach((provider) => auth.addIdentityPoolProvider(provider));
  return { stack, auth, providers: { ...providers, users: auth.users } };
}

describe('a rule that users can bring about themselves', () => {
  test.each([
    ['google', ClaimMatch.equalTo('email', 'boss@example.com'), "'email' of accounts.google.com: an e-mail address may not be verified"],
    ['google', ClaimMatch.equalTo('name', 'Boss'), "'name' of accounts.google.com: users write it themselves"],
    ['users', ClaimMatch.equalTo('custom:motto', 'x'), "'custom:motto' of Users: it is declared with { userWritable: true }"],
    ['users', ClaimMatch.equalTo('nickname', 'x'), "'nickname' of Users: users write it themselves"],
    ['users', ClaimMatch.equalTo('cognito:username', 'root'), "'cognito:username' of Users: users choose it when they sign up"],
    ['elsewhere', ClaimMatch.equalTo('custom:level', 'gold'), "'custom:level' of Elsewhere: the app clients of a user pool made elsewhere may be allowed to write it"],
    ['saml', ClaimMatch.contains('https://directory.example.com/emailaddress', '@example.com'), "'https://directory.example.com/emailaddress' of Saml: anybody may have a name or an address with such a part"],
    ['saml', ClaimMatch.startsWith('displayName', 'Dr.'), "'displayName' of Saml: anybody may have a name or an address with such a part"],
  ] as const)('is refused, or stands with its reason: %s (%#)', (kind, match, why) => {
    const { stack, auth, providers } = everyKind();
    const before = auth.node.children.length;
    expect(() => auth.addRoleMappingRule('bosses', providers[kind], match)).toThrow(
      `unsafe-rule: rule 'bosses' gives a role by ${why}; use a claim that only an administrator or the provider sets, or say in 'acknowledgment' why it is safe here [at Stack/Auth]`);
    expect(() => auth.addRoleMappingRule('bosses', providers[kind], match, { acknowledgment: { reason: ' ' } })).toThrow(
      "acknowledgment-without-reason: rule 'bosses' is acknowledged without a reason; say in 'acknowledgment' why the rule is safe, or leave it out [at Stack/Auth]");
    expect(auth.node.children).toHaveLength(before);
    auth.addRoleMappingRule('bosses', providers[kind], match, { acknowledgment: { reason: 'the provider verifies it' } });
    const records = Object.values(resourcesOf(stack, 'AWS::IAM::Role')).map(intentOf);
    expect(records).toContainEqual(expect.objectContaining({ role: expect.objectContaining({ principal: 'rule:bosses', acknowledgedBecause: 'the provider verifies it' }) as unknown }));
  });

  test.each([
    ['google', ClaimMatch.equalTo('hd', 'example.com')],
    ['users', ClaimMatch.equalTo('custom:level', 'gold')],
    ['saml', ClaimMatch.equalTo('displayName', 'Boss')],
    ['saml', ClaimMatch.startsWith('department', 'EU-')],
    ['users', ClaimMatch.notEqualTo('custom:level', 'none')],
  ] as const)('but not one that they cannot: %s (%#)', (kind, match) => {
    const { auth, providers } = everyKind();
    expect(() => auth.addRoleMappingRule('bosses', providers[kind], match)).not.toThrow();
  });
});

describe('refused', () => {
  test('a rule twice', () => {
    const { auth, directory } = given();
    auth.addRoleMappingRule('it', directory, ClaimMatch.equalTo(DEPARTMENT, 'IT'));
    expect(() => auth.addRoleMappingRule('it', directory, ClaimMatch.equalTo(DEPARTMENT, 'EDV'))).toThrow("duplicate-rule: rule 'it' is there already; give each rule an id of its own [at Stack/Auth]");
  });

  test('a rule about a provider of another pool', () => {
    const { auth } = given();
    expect(() => auth.addRoleMappingRule('it', IdentityPoolProvider.google('a'), ClaimMatch.equalTo('hd', 'example.com'))).toThrow(
      "unknown-provider: 'accounts.google.com' is not among the providers of this identity pool (Directory, Contractors)");
  });

  test('a rule about your own server, a list, or an attribute that is not there', () => {
    const { auth } = given();
    const developer = IdentityPoolProvider.developer('login.a');
    auth.addProvider(developer);
    expect(() => auth.addRoleMappingRule('x', developer, ClaimMatch.equalTo('a', 'b'))).toThrow(
      "provider-without-role-mapping: rule 'x' is about login.a, a developer provider; grant to 'authenticated': Cognito maps no roles for tokens that your own server asks for [at Stack/Auth]");
    const plus = new UserPoolPlusIdentityPool(stackOf(), 'Auth');
    expect(() => plus.addRoleMappingRule('x', plus.users, ClaimMatch.contains('cognito:groups', 'it'))).toThrow(
      "list-claim: rule 'x' is about 'cognito:groups', a list; use group(name) for the groups of a user pool: how Cognito compares a list with a value is not documented [at Stack/Auth]");
    expect(() => plus.addRoleMappingRule('x', plus.users, ClaimMatch.equalTo('custom:level', 'gold'))).toThrow(
      "unknown-attribute: rule 'x' is about 'custom:level', which this user pool does not have; correct the name, or declare it in 'customAttributes' [at Stack/Auth]");
  });

  test('a claim or a value that is too long, empty, or a token', () => {
    expect(() => ClaimMatch.equalTo('c'.repeat(65), 'v')).toThrow(`claim-match: the claim of a rule is '${'c'.repeat(65)}', 65 characters long; write 1 to 64 characters, without spaces`);
    expect(() => ClaimMatch.equalTo('department name', 'v')).toThrow("claim-match: the claim of a rule is 'department name', 15 characters long; write 1 to 64 characters, without spaces");
    expect(() => ClaimMatch.contains('c', '')).toThrow("claim-match: the value of a rule is '', 0 characters long; write 1 to 128 characters");
    expect(() => ClaimMatch.equalTo('c', 'v'.repeat(129))).toThrow('129 characters long; write 1 to 128 characters');
    const token = new CfnParameter(stackOf(), 'Claim').valueAsString;
    expect(() => ClaimMatch.equalTo(token, 'v')).toThrow('literal-required: the claim of a rule is a token');
    expect(() => ClaimMatch.equalTo('department', token)).not.toThrow();
  });

  test('more than 25 rules for a provider, the one for all its users included', () => {
    const { stack, auth, contractors } = given();
    for (let i = 0; i < 24; i++) auth.addRoleMappingRule(`r${i}`, contractors, ClaimMatch.equalTo('department', `d${i}`));
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.usersOf(contractors));
    const before = auth.node.children.length;
    expect(() => auth.addRoleMappingRule('r24', contractors, ClaimMatch.equalTo('department', 'd24'))).toThrow(
      'too-many-rules: Contractors has 25 rules already, one of them for what is granted to all its users; '
      + 'let groups of a user pool or a session tag decide instead: Cognito takes no more rules for one provider [at Stack/Auth]');
    expect(auth.node.children).toHaveLength(before);
  });

  test('but not 25 of them, the one for all its users included', () => {
    const { stack, auth, contractors } = given();
    Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.usersOf(contractors));
    for (let i = 0; i < 24; i++) auth.addRoleMappingRule(`r${i}`, contractors, ClaimMatch.equalTo('department', `d${i}`));
    const [{ RulesConfiguration }] = Object.values(mappingsOf(stack)) as unknown as { RulesConfiguration: { Rules: unknown[] } }[];
    expect(RulesConfiguration.Rules).toHaveLength(25);
  });

  test('the users of a provider that has 25 rules; the grant leaves nothing', () => {
    const { stack, auth, contractors } = given();
    for (let i = 0; i < 25; i++) auth.addRoleMappingRule(`r${i}`, contractors, ClaimMatch.equalTo('department', `d${i}`));
    expect(() => Bucket.fromBucketName(stack, 'Books', 'books').grantRead(auth.usersOf(contractors))).toThrow('too-many-rules: Contractors has 25 rules already; let');
    expect(resourcesOf(stack, 'AWS::IAM::Policy')).toEqual({});
  });

  test('more than 10 role mappings, one for each app client', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['it'] });
    for (let i = 0; i < 11; i++) auth.addSinglePageAppClient(`web${i}`);
    auth.group('it').obtainRole();
    expect(() => Template.fromStack(stack)).toThrow(
      'too-many-role-mappings: 11 role mappings, one for each provider and each app client; keep to 10: share app clients, or let a session tag decide instead of a role [at Stack/Auth]');
  });

  test('but not 10 of them', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['it'] });
    for (let i = 0; i < 10; i++) auth.addSinglePageAppClient(`web${i}`);
    auth.group('it').obtainRole();
    expect(Object.keys(mappingsOf(stack))).toHaveLength(10);
  });

  test('rules and group roles for the same users', () => {
    const stack = stackOf();
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['it'], customAttributes: { level: CustomAttribute.string() } });
    auth.addRoleMappingRule('gold', auth.users, ClaimMatch.equalTo('custom:level', 'gold'));
    auth.group('it').obtainRole();
    expect(() => Template.fromStack(stack)).toThrow(
      'rules-beside-group-roles: users of Users would get their role both by group and by rule; use one of the two for this user pool: Cognito takes roles from the token or from rules, never from both [at Stack/Auth]');
  });
});
