import { CfnParameter } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { SamlProvider } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CustomAttribute, GuestAccess, IdentityPoolOnly, IdentityPoolProvider, Owner, OwnObjectGrants, TokenClaim, UserPoolOnly, UserPoolPlusIdentityPool } from '../../lib';
import type { UserPoolPlusIdentityPoolProps } from '../../lib';
import { intentOf, onlyResource, resourcesOf, stackOf, statementsOf, Template, trustOf } from '../support/stacks';

const ATTRIBUTES = { tenantId: CustomAttribute.string(), motto: CustomAttribute.string({ userWritable: true }) };

function given(props: UserPoolPlusIdentityPoolProps = {}) {
  const stack = stackOf();
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { customAttributes: ATTRIBUTES, groups: ['finance'], ...props });
  auth.addSinglePageAppClient('web');
  return { stack, auth };
}

function tagsAllowedIn(stack: ReturnType<typeof stackOf>): string[] {
  return Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([, role]) => JSON.stringify(role).includes('sts:TagSession'))
    .map(([, role]) => (intentOf(role).role as { principal: string }).principal);
}

test('claims become tags, one resource for each provider', () => {
  const { stack, auth } = given({ sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') } });
  auth.addSessionTag('client', auth.users, TokenClaim.clientId());
  auth.addIdentityPoolProvider(IdentityPoolProvider.google('a'), { sessionTags: { domain: TokenClaim.named('hd') } });
  const maps = Object.values(resourcesOf(stack, 'AWS::Cognito::IdentityPoolPrincipalTag'));
  expect(maps.map(({ Properties }) => Properties)).toEqual([
    {
      IdentityPoolId: { Ref: expect.anything() as unknown },
      IdentityProviderName: { 'Fn::GetAtt': [expect.stringContaining('UserPool'), 'ProviderName'] },
      UseDefaults: false,
      PrincipalTags: { tenantId: 'custom:tenantId', client: 'aud' },
    },
    { IdentityPoolId: { Ref: expect.anything() as unknown }, IdentityProviderName: 'accounts.google.com', UseDefaults: false, PrincipalTags: { domain: 'hd' } },
  ]);
  expect(maps.map(intentOf)).toEqual([
    { version: 2, sessionTags: { identityPool: { $Ref: expect.anything() as unknown }, unforgeable: ['tenantId', 'client'] } },
    { version: 2, sessionTags: { identityPool: { $Ref: expect.anything() as unknown }, unforgeable: ['domain'] } },
  ]);
});

describe("Cognito's default mapping", () => {
  const defaults = { UseDefaults: true, PrincipalTags: undefined };

  test('of the users and of any provider, SAML too; its tags own things and are trusted', () => {
    const { stack, auth } = given({ defaultSessionTags: true });
    const directory = IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Directory', 'arn:aws:iam::111122223333:saml-provider/a'));
    auth.addIdentityPoolProvider(directory, { defaultSessionTags: true });
    OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'Docs', 'docs'), { prefix: 'users', owner: Owner.sessionTag('username') }).read(auth.authenticated);
    const maps = Object.values(resourcesOf(stack, 'AWS::Cognito::IdentityPoolPrincipalTag'));
    expect(maps.map(({ Properties: { UseDefaults, PrincipalTags } }) => ({ UseDefaults, PrincipalTags }))).toEqual([defaults, defaults]);
    expect(maps.map((map) => intentOf(map).sessionTags)).toEqual([expect.objectContaining({ unforgeable: ['username', 'client'] }), expect.objectContaining({ unforgeable: ['username', 'client'] })]);
    expect(tagsAllowedIn(stack)).toEqual(['authenticated']);
  });

  test('excludes other tags, also the sub that an owner would need; nothing is added', () => {
    const message = "default-session-tags: session tag 'domain' for accounts.google.com beside Cognito's default mapping; "
      + "leave 'defaultSessionTags' out and map all: { username: TokenClaim.sub(), client: TokenClaim.clientId() } is what the default maps [at Stack/Auth]";
    const stack = stackOf();
    const google = IdentityPoolProvider.google('a');
    const auth = new IdentityPoolOnly(stack, 'Auth');
    expect(() => auth.addProvider(google, { defaultSessionTags: true, sessionTags: { domain: TokenClaim.named('hd') } })).toThrow(message);
    const docs = OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'Docs', 'docs'), { prefix: 'users', owner: Owner.sub() });
    docs.read(auth.authenticated);
    expect(() => auth.addProvider(google, { defaultSessionTags: true })).toThrow("default-session-tags: session tag 'sub' for accounts.google.com beside");
    expect(() => auth.usersOf(google)).toThrow('unknown-provider');
    auth.addProvider(google);
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties.SupportedLoginProviders).toEqual({ 'accounts.google.com': 'a' });
    const other = new IdentityPoolOnly(stackOf(), 'Auth');
    other.addProvider(google, { defaultSessionTags: true });
    expect(() => other.addSessionTag('domain', google, TokenClaim.named('hd'))).toThrow(message);
  });

  test('is not for your own server, whose tokens have no claims', () => {
    const stack = stackOf();
    const auth = new IdentityPoolOnly(stack, 'Auth');
    expect(() => auth.addProvider(IdentityPoolProvider.developer('login.a'), { defaultSessionTags: true })).toThrow(
      'provider-without-claims: the default session tags for login.a, a developer provider');
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).not.toHaveProperty('DeveloperProviderName');
  });
});

test.each([true, false])('a tag of the default mapping is mapped where that is, and else not: %s', (defaultSessionTags) => {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth');
  auth.addProvider(IdentityPoolProvider.google('a'), { defaultSessionTags });
  OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Docs', 'arn:aws:s3:::docs'), { prefix: 'clients', owner: Owner.sessionTag('client') }).read(auth.authenticated);
  if (defaultSessionTags) expect(trustOf(stack, 'Authenticated')).toMatchObject({ Statement: [{}, { Action: 'sts:TagSession' }] });
  else expect(() => Template.fromStack(stack)).toThrow("session-tag-not-mapped: users are told apart by the session tag 'client', which no provider of this identity pool maps");
});

test('a provider that has no sub is refused where users are told apart by it, and not added', () => {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth', { providers: [IdentityPoolProvider.google('a')] });
  OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Docs', 'arn:aws:s3:::docs'), { prefix: 'users', owner: Owner.sub() }).read(auth.authenticated);
  const saml = IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Saml', 'arn:aws:iam::111122223333:saml-provider/a'));
  expect(() => auth.addProvider(saml)).toThrow("claim-not-in-assertion: session tag 'sub' is taken from 'sub' of Saml, a SAML directory; "
    + 'name an attribute of its assertions with TokenClaim.named, such as http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier [at Stack/Auth]');
  expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).not.toHaveProperty('SamlProviderARNs');
});

test('a directory has no id of an app client, either', () => {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth');
  const saml = IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(stack, 'Saml', 'arn:aws:iam::111122223333:saml-provider/a'));
  expect(() => auth.addProvider(saml, { sessionTags: { client: TokenClaim.clientId() } })).toThrow("claim-not-in-assertion: session tag 'client' is taken from 'aud' of Saml, a SAML directory");
});

describe('exactly the roles that users with tags can get may take them', () => {
  const google = IdentityPoolProvider.google('a');
  const steps = (auth: UserPoolPlusIdentityPool, stack: ReturnType<typeof stackOf>): (() => void)[] => {
    const bucket = Bucket.fromBucketName(stack, 'Books', 'books');
    return [
      () => bucket.grantRead(auth.group('finance')),
      () => bucket.grantRead(auth.usersOf(google), 'google/*'),
      () => bucket.grantRead(new GuestAccess(stack, 'Guests', { identityPool: auth }).principal, 'public/*'),
    ];
  };
  test.each([[false], [true]])('tags of the users of the user pool, mapped first: %s', (first) => {
    const { stack, auth } = given();
    auth.addIdentityPoolProvider(google);
    if (first) auth.addSessionTag('tenantId', auth.users, TokenClaim.customAttribute('tenantId'));
    steps(auth, stack).forEach((step) => step());
    if (!first) auth.addSessionTag('tenantId', auth.users, TokenClaim.customAttribute('tenantId'));
    expect(tagsAllowedIn(stack).sort()).toEqual(['authenticated', 'group:finance']);
  });

  test.each([[false], [true]])('tags of an outside provider, mapped first: %s', (first) => {
    const { stack, auth } = given();
    auth.addIdentityPoolProvider(google);
    if (first) auth.addSessionTag('domain', google, TokenClaim.named('hd'));
    steps(auth, stack).forEach((step) => step());
    if (!first) auth.addSessionTag('domain', google, TokenClaim.named('hd'));
    expect(tagsAllowedIn(stack).sort()).toEqual(['authenticated', 'provider:accounts.google.com']);
  });

  test('under the same conditions as the role itself, once', () => {
    const { stack, auth } = given({ sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') } });
    auth.addIdentityPoolProvider(google, { sessionTags: { domain: TokenClaim.named('hd') } });
    auth.addSessionTag('client', auth.users, TokenClaim.clientId());
    const { Statement } = trustOf(stack, 'Authenticated') as { Statement: { Action: string }[] };
    expect(Statement.map(({ Action }) => Action)).toEqual(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']);
    expect({ ...Statement[1], Action: '' }).toEqual({ ...Statement[0], Action: '' });
  });
});

describe('owners by session tag', () => {
  test('all users of a tenant own its folder; an empty tag and one with a slash reach nothing', () => {
    const { stack, auth } = given({ sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') } });
    const own = OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Docs', 'arn:aws:s3:::docs'), { prefix: 'tenants', owner: Owner.sessionTag('tenantId') });
    own.readWrite(auth.authenticated);
    const valid = { StringNotLike: { 'aws:PrincipalTag/tenantId': ['', '*/*'] } };
    expect(statementsOf(stack)).toEqual([
      { Effect: 'Allow', Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::docs/tenants/${aws:PrincipalTag/tenantId}/*', Condition: valid },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::docs', Condition: { ...valid, StringLike: { 's3:prefix': 'tenants/${aws:PrincipalTag/tenantId}/*' } } },
    ]);
    expect(intentOf(onlyResource(stack, 'AWS::IAM::Policy'))).toMatchObject({
      isolated: [{
        title: 'users of different tenantId reach only their own objects',
        owner: { kind: 'session-tag', tag: 'tenantId', alphabet: '[\\p{L}\\p{Z}\\p{N}_.:=+\\-@]', enforced: true },
      }],
    });
  });

  test('the sub of the user is mapped without being asked for, whatever comes first', () => {
    for (const grantFirst of [true, false]) {
      const stack = stackOf();
      const auth = new IdentityPoolOnly(stack, 'Auth');
      const grant = (): unknown => OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Docs', 'arn:aws:s3:::docs'), { prefix: 'users', owner: Owner.sub() }).write(auth.authenticated);
      if (grantFirst) grant();
      auth.addProvider(IdentityPoolProvider.google('a'));
      if (!grantFirst) grant();
      expect(onlyResource(stack, 'AWS::Cognito::IdentityPoolPrincipalTag').Properties.PrincipalTags).toEqual({ sub: 'sub' });
      expect(statementsOf(stack)[0].Resource).toBe('arn:aws:s3:::docs/users/${aws:PrincipalTag/sub}/*');
      expect(tagsAllowedIn(stack)).toEqual(['authenticated']);
    }
  });

  test('a tag that no provider maps is refused at synth: nobody would reach anything', () => {
    const { stack, auth } = given();
    OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'Docs', 'docs'), { prefix: 'tenants', owner: Owner.sessionTag('tenantId') }).read(auth.authenticated);
    expect(() => Template.fromStack(stack)).toThrow(
      "session-tag-not-mapped: users are told apart by the session tag 'tenantId', which no provider of this identity pool maps; add it with 'sessionTags' or addSessionTag: without it nobody reaches anything [at Stack/Auth]");
  });

  test('a sub is not unique among several providers', () => {
    const { stack, auth } = given();
    OwnObjectGrants.fromBucket(Bucket.fromBucketName(stack, 'Docs', 'docs'), { prefix: 'users', owner: Owner.sub() }).read(auth.authenticated);
    auth.addIdentityPoolProvider(IdentityPoolProvider.google('a'));
    expect(() => Template.fromStack(stack)).toThrow(
      'sub-not-unique: users are told apart by their sub, but come from Users, accounts.google.com; use Owner.identityId(): two providers may give the same sub to two users [at Stack/Auth]');
  });
});

describe('refused, and nothing is left', () => {
  const refusals: [string, (auth: UserPoolPlusIdentityPool) => void, string][] = [
    ['an attribute that users write', (auth) => auth.addSessionTag('t', auth.users, TokenClaim.customAttribute('motto')),
      "session-tag-forgeable: session tag 't' is taken from 'custom:motto' of Users: it is declared with { userWritable: true }; take it from a server-only attribute, or from a claim that only an administrator or the provider sets [at Stack/Auth]"],
    ['a standard attribute', (auth) => auth.addSessionTag('t', auth.users, TokenClaim.named('nickname')), "session-tag-forgeable: session tag 't' is taken from 'nickname' of Users: users write it themselves"],
    ['a list', (auth) => auth.addSessionTag('t', auth.users, TokenClaim.named('cognito:groups')), "it is a list, and what Cognito makes of a list is not documented"],
    ['an attribute that is not there', (auth) => auth.addSessionTag('t', auth.users, TokenClaim.customAttribute('tenant')),
      "unknown-attribute: session tag 't' is taken from 'custom:tenant', which this user pool does not have; did you mean 'custom:tenantId'? if not, declare it in 'customAttributes' [at Stack/Auth]"],
    ['a name that is none', (auth) => auth.addSessionTag('tenant id', auth.users, TokenClaim.sub()), "session-tag-name: session tag 'tenant id'; name it in 1 to 128 letters, digits and _.:/=+-@, not beginning with 'aws:' [at Stack/Auth]"],
    ['a name of AWS', (auth) => auth.addSessionTag('AWS:x', auth.users, TokenClaim.sub()), "session-tag-name: session tag 'AWS:x'"],
    ['a provider that was not added', (auth) => auth.addSessionTag('t', IdentityPoolProvider.google('a'), TokenClaim.sub()), "unknown-provider: 'accounts.google.com' is not among the providers of this identity pool (Users)"],
    ['your own server', (auth) => auth.addIdentityPoolProvider(IdentityPoolProvider.developer('login.a'), { sessionTags: { t: TokenClaim.sub() } }),
      "provider-without-claims: session tag 't' for login.a, a developer provider; pass 'PrincipalTags' in your server's GetOpenIdTokenForDeveloperIdentity: such tokens have no claims to map [at Stack/Auth]"],
    ['the sub of a directory', (auth) => auth.addIdentityPoolProvider(IdentityPoolProvider.saml(SamlProvider.fromSamlProviderArn(auth, 'Dir', 'arn:aws:iam::111122223333:saml-provider/a')), { sessionTags: { t: TokenClaim.sub() } }),
      "claim-not-in-assertion: session tag 't' is taken from 'sub' of Dir, a SAML directory; name an attribute of its assertions with TokenClaim.named, such as http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier [at Stack/Auth]"],
    ['tags that differ by capitals only', (auth) => auth.addIdentityPoolProvider(IdentityPoolProvider.google('a'), { sessionTags: { team: TokenClaim.named('hd'), Team: TokenClaim.sub() } }),
      "duplicate-session-tag: session tag 'Team' beside 'team' for accounts.google.com; map each tag once: IAM takes no notice of capitals in the names of tags [at Stack/Auth]"],
    ['more than 50 tags', (auth) => auth.addIdentityPoolProvider(IdentityPoolProvider.google('a'), { sessionTags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, TokenClaim.sub()])) }),
      "too-many-session-tags: 50 session tags and 't50' for accounts.google.com; keep to 50 [at Stack/Auth]"],
  ];
  test.each(refusals)('%s', (_what, step, message) => {
    const { stack, auth } = given();
    expect(() => step(auth)).toThrow(message);
    expect(resourcesOf(stack, 'AWS::Cognito::IdentityPoolPrincipalTag')).toEqual({});
    expect(onlyResource(stack, 'AWS::Cognito::IdentityPool').Properties).not.toHaveProperty('SupportedLoginProviders');
    expect(tagsAllowedIn(stack)).toEqual([]);
  });

  test('in the constructor, without leaving pools', () => {
    const stack = stackOf();
    expect(() => new UserPoolPlusIdentityPool(stack, 'Auth', { sessionTags: { t: TokenClaim.customAttribute('tenantId') } })).toThrow('unknown-attribute');
    expect(stack.node.tryFindChild('Auth')).toBeUndefined();
  });

  test('the same tag of the same users twice', () => {
    const { auth } = given({ sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') } });
    expect(() => auth.addSessionTag('tenantID', auth.users, TokenClaim.sub())).toThrow("duplicate-session-tag: session tag 'tenantID' beside 'tenantId' for Users");
  });

  test('tokens as names', () => {
    const token = new CfnParameter(stackOf(), 'Name').valueAsString;
    expect(() => TokenClaim.named(token)).toThrow('literal-required: the claim of a session tag is a token');
    expect(() => TokenClaim.customAttribute(token)).toThrow('literal-required: the attribute of a session tag is a token');
    expect(() => Owner.sessionTag(token)).toThrow('literal-required: the name of a session tag is a token');
    expect(() => Owner.sessionTag('a}b')).toThrow("session-tag-name: session tag 'a}b'");
  });
});

describe('an attribute of a user pool that was made elsewhere', () => {
  const reason = 'no app client of the pool has it among its WriteAttributes';
  const tenants = (claim: () => TokenClaim, ours = false) => {
    const stack = stackOf('eu-west-1');
    if (ours) {
      const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { customAttributes: { tenantId: CustomAttribute.string({ userWritable: true }) } });
      return () => auth.addSessionTag('tenantId', auth.users, claim());
    }
    const users = UserPoolOnly.fromUserPool(stack, 'Users', UserPool.fromUserPoolId(stack, 'There', 'eu-west-1_AbCdEf123'), { customAttributes: { tenantId: CustomAttribute.string() } });
    const provider = IdentityPoolProvider.userPool(users.userPool, [users.addSinglePageAppClient('web')]);
    return () => new IdentityPoolOnly(stack, 'Auth').addProvider(provider, { sessionTags: { tenantId: claim() } });
  };

  test('is refused, and the message says how to go on', () => {
    expect(tenants(() => TokenClaim.customAttribute('tenantId'))).toThrow(
      "session-tag-forgeable: session tag 'tenantId' is taken from 'custom:tenantId' of There: the app clients of a user pool made elsewhere may be allowed to write it; "
      + "see to it that no app client of the pool has it among WriteAttributes, and say so: TokenClaim.customAttribute('tenantId', { acknowledgment: { reason } }) [at Stack/Auth]");
  });

  test('is taken where a reason is given', () => {
    expect(tenants(() => TokenClaim.customAttribute('tenantId', { acknowledgment: { reason } }))).not.toThrow();
    expect(tenants(() => TokenClaim.customAttribute('tenantId', { acknowledgment: { reason: ' ' } }))).toThrow(
      "acknowledgment-without-reason: the attribute 'tenantId' is acknowledged without a reason; say in 'acknowledgment' why no app client writes it, or leave it out");
  });

  test('is refused by its whole name as well, which has no place for a reason', () => {
    expect(tenants(() => TokenClaim.named('custom:tenantId'))).toThrow("session-tag-forgeable: session tag 'tenantId' is taken from 'custom:tenantId' of There: the app clients of a user pool made elsewhere may be allowed to write it");
  });

  test('but no reason makes one safe that is known to be written', () => {
    expect(tenants(() => TokenClaim.customAttribute('tenantId', { acknowledgment: { reason } }), true)).toThrow('session-tag-forgeable');
  });
});
