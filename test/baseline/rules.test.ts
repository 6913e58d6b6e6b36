import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { keptOf } from '../../lib/baseline/baseline';
import { SPECIFICATION } from '../../lib/baseline/generated/specification';
import { CUSTOM_OIDC_PROVIDER, KEPT_TYPES } from '../../lib/baseline/kept-types';
import { regressionsBetween } from '../../lib/baseline/regressions';
import { RULES } from '../../lib/baseline/rules';
import { specificationOf } from '../../scripts/baseline-data/specification';

const specification = loadAwsServiceSpecSync();

/** What the check says of a template in which these resources, by logical id, are changed to those. */
function regressions(was: object, is: object): string[] {
  const [deployed, planned] = [was, is].map((Resources) => keptOf({ Resources: { ...Resources } }));
  return regressionsBetween(deployed, planned).map(({ what, impact }) => `${what}: ${impact}`);
}

/** What it says of one resource whose properties change. */
function changes(type: string, was: object, is: object): string[] {
  const [deployed, planned] = [was, is].map((Properties) => ({ Id: { Type: type, Properties } }));
  return regressions(deployed, planned);
}

describe('the data', () => {
  test('are what the specification of CloudFormation says (npm run baseline-data)', () => {
    expect(SPECIFICATION).toEqual(specificationOf(specification, KEPT_TYPES));
  });

  test('leave no type of Cognito out that holds what somebody has', () => {
    const all = [...specification.all('resource')].map(({ cloudFormationType }) => cloudFormationType).filter((type) => type.startsWith('AWS::Cognito::'));
    expect(all.filter((type) => !(type in RULES)).sort()).toEqual([
      'AWS::Cognito::LogDeliveryConfiguration', 'AWS::Cognito::ManagedLoginBranding', 'AWS::Cognito::Terms', 'AWS::Cognito::UserPoolRegionalConfigurationAttachment',
      'AWS::Cognito::UserPoolRiskConfigurationAttachment', 'AWS::Cognito::UserPoolUICustomizationAttachment',
    ]);
  });

  test.each(Object.entries(RULES).filter(([type]) => type !== CUSTOM_OIDC_PROVIDER))('%s: what is checked is a property that it has', (type, { checks }) => {
    const known = Object.keys(specification.lookup('resource', 'cloudFormationType', 'equals', type).only().properties);
    expect(known).toEqual(expect.arrayContaining(Object.keys(checks).map((path) => path.split('.')[0])));
  });
});

const replacing = Object.entries(SPECIFICATION).flatMap(([type, { replaces }]) => replaces.map((name) => [type, name] as const))
  .filter(([, name]) => !['AddPrivateKey', 'RemovePrivateKey', 'ValidationData', 'ClientMetadata'].includes(name));

test.each(replacing)('%s: another %s is said, with what it does to users', (type, name) => {
  expect(changes(type, { [name]: 'one' }, { [name]: 'other' })).toEqual([expect.stringMatching(new RegExp(`^${name} changes from "one" to "other".*: .{20}`))]);
});

test('secrets are never written into a baseline', () => {
  const kept = keptOf({ Resources: { Saml: { Type: 'AWS::IAM::SAMLProvider', Properties: { Name: 'a', AddPrivateKey: 'secret', SamlMetadataDocument: '<EntityDescriptor entityID="a">secret</EntityDescriptor>' } } } });
  expect(JSON.stringify(kept)).not.toContain('secret');
});

type Case = readonly [string, object, object, unknown[]];
const refused = (text: string): string => `${text}: Cognito refuses the change and the deployment fails; with a new logical id instead, all users or identities would be lost`;
const containing = (text: string): unknown => expect.stringContaining(text) as unknown;

describe('a user pool', () => {
  const factors = (...AllowedFirstAuthFactors: string[]): object => ({ Policies: { SignInPolicy: { AllowedFirstAuthFactors } } });
  const email = { Name: 'email', AttributeDataType: 'String', Mutable: true, Required: true };

  const cases: Case[] = [
    ['another relying party', { WebAuthnRelyingPartyID: 'a.example.com' }, { WebAuthnRelyingPartyID: 'b.example.com' },
      ['WebAuthnRelyingPartyID changes from "a.example.com" to "b.example.com": all passkeys stop working, and users who have nothing else cannot sign in']],
    ['a relying party where it was the domain of the pool', factors('PASSWORD', 'WEB_AUTHN'), { ...factors('PASSWORD', 'WEB_AUTHN'), WebAuthnRelyingPartyID: 'a.example.com' }, [containing('all passkeys stop working')]],
    ['a relying party where there were no passkeys', {}, { WebAuthnRelyingPartyID: 'a.example.com' }, []],
    ['another first factor', factors('PASSWORD'), factors('PASSWORD', 'WEB_AUTHN'), []],
    ['a first factor less', factors('PASSWORD', 'EMAIL_OTP'), factors('PASSWORD'), ['Policies.SignInPolicy.AllowedFirstAuthFactors loses "EMAIL_OTP": users who sign in by it alone cannot sign in']],
    ['a way less to a forgotten password', { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }, { Name: 'verified_phone_number', Priority: 2 }] } },
      { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 2 }] } },
      ['AccountRecoverySetting.RecoveryMechanisms loses "verified_phone_number": users who forgot their password cannot get back in by it']],
    ['another issuer', {}, { IssuerConfiguration: { Type: 'UPDATED' } }, [containing('IssuerConfiguration.Type changes from "ORIGINAL" to "UPDATED": all users are signed out')]],
    ['the issuer that it has, said', {}, { IssuerConfiguration: { Type: 'ORIGINAL' } }, []],
    ['another sign-in name', { UsernameAttributes: ['email'] }, { UsernameAttributes: ['phone_number'] }, [refused('UsernameAttributes changes from ["email"] to ["phone_number"]')]],
    ['other aliases', { AliasAttributes: ['email'] }, {}, [refused('AliasAttributes changes from ["email"] to nothing')]],
    ['names that are case sensitive now', { UsernameConfiguration: { CaseSensitive: false } }, { UsernameConfiguration: { CaseSensitive: true } }, [containing('UsernameConfiguration changes')]],
    ['a custom attribute more', { Schema: [email] }, { Schema: [email, { Name: 'level', AttributeDataType: 'Number' }] }, []],
    ['a custom attribute less', { Schema: [{ Name: 'level', AttributeDataType: 'Number' }] }, {}, [refused("the attribute 'level' is changed or removed")]],
    ['a standard attribute that is required now', {}, { Schema: [email] }, [refused("the attribute 'email' becomes required")]],
    ['a standard attribute that is immutable now', {}, { Schema: [{ Name: 'family_name', Mutable: false }] }, [refused("the attribute 'family_name' becomes immutable")]],
    ['a standard attribute that is required no more', { Schema: [email] }, {}, [refused("the attribute 'email' is changed or removed")]],
    ['a required attribute that is immutable now', { Schema: [email] }, { Schema: [{ ...email, Mutable: false }] }, [refused("the attribute 'email' is changed or removed")]],
    ['a standard attribute named as it is anyhow', {}, { Schema: [{ Name: 'nickname', Mutable: true, Required: false }] }, []],
    ['a standard attribute named no more', { Schema: [{ Name: 'nickname' }] }, {}, []],
    ['a standard attribute with its type', { Schema: [{ Name: 'updated_at', Mutable: true }] }, { Schema: [{ Name: 'updated_at', AttributeDataType: 'Number', Mutable: 'true' }] }, []],
    ['SMS as second factor less, which all must have', { MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }, { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] },
      ['EnabledMfas loses "SMS_MFA": users must prove a second thing, and those who have this one alone cannot sign in']],
    ['SMS as second factor less, which some chose', { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SMS_MFA'] }, { MfaConfiguration: 'OPTIONAL', EnabledMfas: [] },
      ['EnabledMfas loses "SMS_MFA": users who chose it have no second factor any more']],
    ['one more second factor', { MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA'] }, { MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA', 'EMAIL_OTP'] }, []],
    ['no role for SMS', { SmsConfiguration: { SnsCallerArn: 'arn' } }, {}, [containing('SmsConfiguration.SnsCallerArn is dropped: no code is sent by SMS any more')]],
    ['another role for SMS', { SmsConfiguration: { SnsCallerArn: 'arn' } }, { SmsConfiguration: { SnsCallerArn: 'other' } }, []],
    ['another key', { KeyConfiguration: { KmsKeyArn: 'a' } }, { KeyConfiguration: { KmsKeyArn: 'b' } }, [containing('KeyConfiguration.KmsKeyArn changes from "a" to "b": what was encrypted with the key until now needs it still')]],
    ['no key of its own', { KeyConfiguration: { KmsKeyArn: 'a' } }, {}, [containing('KeyConfiguration.KmsKeyArn changes from "a" to nothing')]],
    ['a first key', {}, { KeyConfiguration: { KmsKeyArn: 'a' } }, []],
    ['no migration', { LambdaConfig: { UserMigration: 'arn', PostConfirmation: 'arn' } }, {}, ['LambdaConfig loses "UserMigration": users who have not come over yet cannot sign in']],
    ['another function that migrates', { LambdaConfig: { UserMigration: 'arn' } }, { LambdaConfig: { UserMigration: 'other' } }, []],
    ['a newer version of the trigger of tokens', { LambdaConfig: { PreTokenGeneration: 'arn' } }, { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'arn', LambdaVersion: 'V2_0' } } }, []],
    ['no trigger of tokens', { LambdaConfig: { PreTokenGeneration: 'arn', PreTokenGenerationConfig: { LambdaArn: 'arn' } } }, { LambdaConfig: {} }, ['LambdaConfig loses "PreTokenGeneration": tokens lose the claims and groups that it sets']],
    ['no deletion protection', { DeletionProtection: 'ACTIVE' }, { DeletionProtection: 'INACTIVE' }, ['DeletionProtection is switched off: whoever deletes the pool by mistake deletes all users']],
    ['deletion protection', {}, { DeletionProtection: 'ACTIVE' }, []],
    ['settings that change in place', { UserPoolName: 'a', AutoVerifiedAttributes: ['email'], MfaConfiguration: 'OFF' }, { UserPoolName: 'b', MfaConfiguration: 'ON' }, []],
  ];

  test.each(cases)('with %s', (_what, was, is, expected) => {
    expect(changes('AWS::Cognito::UserPool', was, is)).toEqual(expected);
  });
});

describe('what is in a user pool', () => {
  const cases: [string, string, object, object, unknown[]][] = [
    ['a provider that a client no longer offers', 'UserPoolClient', { SupportedIdentityProviders: ['COGNITO', 'Google'] }, { SupportedIdentityProviders: ['COGNITO'] },
      ['SupportedIdentityProviders loses "Google": users who come from it cannot sign in to this app']],
    ['a client that reads less', 'UserPoolClient', { ReadAttributes: ['email', 'custom:tenant'] }, { ReadAttributes: ['email'] },
      ['ReadAttributes loses "custom:tenant": ID tokens of this app have fewer claims, and rules, session tags and back ends that ask for these find nothing']],
    ['a client that read all standard attributes', 'UserPoolClient', {}, { ReadAttributes: ['email'] }, [containing('ReadAttributes is limited to ["email"]: ID tokens of this app have fewer claims')]],
    ['a client that reads all standard attributes now', 'UserPoolClient', { ReadAttributes: ['email'] }, { ReadAttributes: ['email', 'name'] }, []],
    ['a client without a list of its own any more', 'UserPoolClient', { ReadAttributes: ['email', 'custom:tenant'] }, {}, [containing('ReadAttributes loses "custom:tenant"')]],
    ['another prefix', 'UserPoolDomain', { Domain: 'shop' }, { Domain: 'shop2' },
      ['Domain changes from "shop" to "shop2": the deployment fails ("User pool already has a domain configured"): CloudFormation makes the new domain before it deletes the old one, and a pool has one of a kind']],
    ['another identifier of an API', 'UserPoolResourceServer', { Identifier: 'orders' }, { Identifier: 'https://orders' }, [containing('Identifier changes from "orders" to "https://orders", which replaces the AWS::Cognito::UserPoolResourceServer: its scopes are gone')]],
    ['a scope less', 'UserPoolResourceServer', { Scopes: [{ ScopeName: 'read', ScopeDescription: 'r' }, { ScopeName: 'write', ScopeDescription: 'w' }] }, { Scopes: [{ ScopeName: 'read', ScopeDescription: 'read it' }] },
      ['Scopes loses "write": clients that ask for it are refused, and machines get no tokens for it']],
    ['another client id at the provider', 'UserPoolIdentityProvider', { ProviderDetails: { client_id: 'a' } }, { ProviderDetails: { client_id: 'b' } }, [containing('ProviderDetails.client_id changes from "a" to "b": the provider may name the same users differently then')]],
    ['another team at Apple', 'UserPoolIdentityProvider', { ProviderDetails: { team_id: 'a' } }, { ProviderDetails: { team_id: 'b' } }, [containing('ProviderDetails.team_id changes')]],
    ['another key at Apple', 'UserPoolIdentityProvider', { ProviderDetails: { key_id: 'a' } }, { ProviderDetails: { key_id: 'b' } }, []],
    ['an address from elsewhere', 'UserPoolIdentityProvider', { AttributeMapping: { email: 'email' } }, { AttributeMapping: { email: 'upn' } }, [containing('AttributeMapping.email changes from "email" to "upn": each user who signs in gets this address instead')]],
    ['another metadata URL', 'UserPoolIdentityProvider', { ProviderDetails: { MetadataURL: 'https://a' } }, { ProviderDetails: { MetadataURL: 'https://b' } }, [containing('ProviderDetails.MetadataURL changes from "https://a" to "https://b": another directory signs people in then')]],
    ['metadata of another directory', 'UserPoolIdentityProvider', { ProviderDetails: { MetadataFile: '<E entityID="a"/>' } }, { ProviderDetails: { MetadataFile: '<E entityID="b"/>' } }, [containing('ProviderDetails.MetadataFile changes from "a" to "b": another directory')]],
    ['a new certificate of the same directory', 'UserPoolIdentityProvider', { ProviderDetails: { MetadataFile: '<E entityID="a">1</E>' } }, { ProviderDetails: { MetadataFile: "<E entityID = 'a'>2</E>" } }, []],
    ['a replica elsewhere', 'UserPoolReplica', { RegionName: 'eu-central-1' }, { RegionName: 'eu-west-1' }, [containing('RegionName changes from "eu-central-1" to "eu-west-1", which replaces the AWS::Cognito::UserPoolReplica: users cannot sign in there')]],
  ];

  test.each(cases)('%s', (_what, type, was, is, expected) => {
    expect(changes(`AWS::Cognito::${type}`, was, is)).toEqual(expected);
  });
});

describe('groups', () => {
  const groups = (...names: string[]): object => Object.fromEntries(names.map((name, Precedence) => [name, {
    Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: name, Precedence, ...(name.startsWith('no') ? {} : { RoleArn: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] } }) },
  }]));
  const before = (one: string, ...others: string[]): string => `the group '${one}' counts before ${others.map((name) => `'${name}'`).join(', ')}: who is in both gets its role, and no longer that of the other`;

  test.each<Case>([
    ['in another order', groups('a', 'b', 'c'), groups('c', 'a', 'b'), [before('c', 'a', 'b')]],
    ['one more in front', groups('a', 'b'), groups('new', 'a', 'b'), [before('new', 'a', 'b')]],
    ['one more behind', groups('a', 'b'), groups('a', 'b', 'new'), []],
    ['one without a role in front, which gives nobody another role', groups('a', 'b'), groups('none', 'a', 'b'), []],
    ['with other numbers in the same order', groups('none', 'a', 'b'), { ...groups('x', 'none', 'a', 'b'), x: { Type: 'AWS::SNS::Topic' } }, []],
    ['of which one has no precedence any more', groups('a', 'b'), { ...groups('a', 'b'), a: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'a', RoleArn: 'r' } } }, [before('b', 'a')]],
  ])('%s', (_what, was, is, expected) => {
    expect(regressions(was, is)).toEqual(expected);
  });
});

describe('an identity pool', () => {
  test('guests may come, and do not go unnoticed', () => {
    const [open, closed] = [true, false].map((AllowUnauthenticatedIdentities) => ({ AllowUnauthenticatedIdentities }));
    expect(changes('AWS::Cognito::IdentityPool', closed, open)).toEqual([]);
    expect(changes('AWS::Cognito::IdentityPool', open, closed)).toEqual([containing('guests get no credentials any more')]);
  });

  test.each<Case>([
    ['a developer provider', {}, { DeveloperProviderName: 'a' }, []],
    ['another developer provider', { DeveloperProviderName: 'a' }, { DeveloperProviderName: 'b' }, [containing('DeveloperProviderName changes from "a" to "b": Cognito refuses')]],
    ['an app client less', { CognitoIdentityProviders: [{ ClientId: 'a', ProviderName: 'p' }] }, {}, [containing('CognitoIdentityProviders loses')]],
    ['tokens checked', { CognitoIdentityProviders: [{ ClientId: 'a', ProviderName: 'p' }] }, { CognitoIdentityProviders: [{ ClientId: 'a', ProviderName: 'p', ServerSideTokenCheck: true }] }, []],
    ['an OIDC provider less', { OpenIdConnectProviderARNs: ['a'] }, {}, [containing('OpenIdConnectProviderARNs loses "a"')]],
    ['a SAML provider less', { SamlProviderARNs: ['a'] }, {}, [containing('SamlProviderARNs loses "a"')]],
    ['another app at Google', { SupportedLoginProviders: { 'accounts.google.com': 'a' } }, { SupportedLoginProviders: { 'accounts.google.com': 'b' } }, [containing('SupportedLoginProviders loses accounts.google.com: "a"')]],
  ])('with %s', (_what, was, is, expected) => {
    expect(changes('AWS::Cognito::IdentityPool', was, is)).toEqual(expected);
  });

  const rule = (Value: string): object => ({ Claim: 'dept', MatchType: 'Equals', Value, RoleARN: `role of ${Value}` });
  const mapping = (AmbiguousRoleResolution: string, ...rules: object[]): object => ({ RoleMappings: { web: { Type: 'Rules', AmbiguousRoleResolution, RulesConfiguration: { Rules: rules } } } });
  const token = { RoleMappings: { web: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } };

  test.each<Case>([
    ['the first rule, with which whom none matches is refused', {}, mapping('Deny', rule('a')), ['the mapping of web refuses users whom no rule matches: they got the role of all signed-in users until now, and get no credentials any more']],
    ['the first rule beside the role of all', {}, mapping('AuthenticatedRole', rule('a')), []],
    ['one more rule', mapping('Deny', rule('a')), mapping('Deny', rule('a'), rule('b')), []],
    ['a rule less', mapping('Deny', rule('a'), rule('b')), mapping('Deny', rule('b')), ['the mapping of web loses the rule {"Claim":"dept","MatchType":"Equals","Value":"a"}: users whom it matched get another role, or are refused']],
    ['no mapping', mapping('Deny', rule('a')), {}, [containing('loses the rule')]],
    ['rules in another order', mapping('Deny', rule('a'), rule('b')), mapping('Deny', rule('b'), rule('a')), ['the mapping of web tries its rules in another order: users whom several rules match get another role']],
    ['roles of groups in place of rules', mapping('AuthenticatedRole', rule('a')), token, [containing('loses the rule'), containing('changes from "Rules" to "Token"')]],
    ['another role for a rule', mapping('Deny', rule('a')), mapping('Deny', { ...rule('a'), RoleARN: 'other' }), []],
    ['roles of groups', {}, token, []],
    ['no role for signed-in users', { Roles: { authenticated: 'a', unauthenticated: 'g' } }, { Roles: { unauthenticated: 'h' } }, ['Roles loses "authenticated": the identity pool refuses all signed-in users']],
  ])('whose attachment has %s', (_what, was, is, expected) => {
    expect(changes('AWS::Cognito::IdentityPoolRoleAttachment', was, is)).toEqual(expected);
  });

  test.each<Case>([
    ['another claim', { PrincipalTags: { tenant: 'a' } }, { PrincipalTags: { tenant: 'b' } }, [containing('PrincipalTags loses tenant: "a"')]],
    ['the usual claims', {}, { UseDefaults: true }, [containing('UseDefaults changes from false to true')]],
  ])('whose session tags have %s', (_what, was, is, expected) => {
    expect(changes('AWS::Cognito::IdentityPoolPrincipalTag', was, is)).toEqual(expected);
  });

  const NEW_IDENTITY = 'everybody who signs in with it gets no credentials, or a new identity, and what belongs to the old one is out of reach';
  test.each<[string, string, object, object, unknown[]]>([
    ['another issuer', 'AWS::IAM::OIDCProvider', { Url: 'https://a' }, { Url: 'https://b' }, [`Url changes from "https://a" to "https://b", which replaces the AWS::IAM::OIDCProvider: ${NEW_IDENTITY}`]],
    ['another issuer of the older construct', CUSTOM_OIDC_PROVIDER, { Url: 'https://a' }, { Url: 'https://b' }, [containing(NEW_IDENTITY)]],
    ['another name of the directory', 'AWS::IAM::SAMLProvider', { Name: 'a' }, { Name: 'b' }, [containing(NEW_IDENTITY)]],
    ['an app less', 'AWS::IAM::OIDCProvider', { ClientIdList: ['a', 'b'] }, { ClientIdList: ['b'] }, ['ClientIdList loses "a": users of the app with this client id are refused']],
    ['an app less of the older construct', CUSTOM_OIDC_PROVIDER, { ClientIDList: ['a'] }, { ClientIDList: [] }, [containing('ClientIDList loses "a"')]],
    ['another directory', 'AWS::IAM::SAMLProvider', { SamlMetadataDocument: '<E entityID="a"/>' }, { SamlMetadataDocument: '<E entityID="b"/>' }, [containing('SamlMetadataDocument changes from "a" to "b": another directory')]],
  ])('whose IAM provider has %s', (_what, type, was, is, expected) => {
    expect(changes(type, was, is)).toEqual(expected);
  });
});

test.each<[string, string, object, object, unknown[]]>([
  ['another key', 'AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }] }, { KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }] }, [containing('which replaces the AWS::DynamoDB::Table: what users keep in it is lost to them')]],
  ['another type of the key', 'AWS::DynamoDB::Table', { AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }] }, { AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'B' }] },
    ['AttributeDefinitions changes the type of "owner" from "S" to "B", which replaces the table: what users keep in it is lost to them: the new table is empty']],
  ['an index less', 'AWS::DynamoDB::Table', { AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }, { AttributeName: 'day', AttributeType: 'S' }] }, { AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }] }, []],
  ['another name', 'AWS::S3::Bucket', { BucketName: 'a' }, { BucketName: 'b' }, [containing('which replaces the AWS::S3::Bucket: what users keep in it is lost to them')]],
])('a store of own things with %s', (_what, type, was, is, expected) => {
  expect(changes(type, was, is)).toEqual(expected);
});

describe('what may be deleted now', () => {
  const resource = (Type: string, DeletionPolicy?: string, Properties: object = {}): object => ({ Type, DeletionPolicy, Properties });

  test.each<Case>([
    ['a pool that was retained', { Pool: resource('AWS::Cognito::IdentityPool', 'Retain') }, { Pool: resource('AWS::Cognito::IdentityPool') },
      ['DeletionPolicy changes from "Retain" to "Delete": when the stack is destroyed or the logical id changes, every user gets a new identity, and what belongs to the old one is out of reach']],
    ['a pool that stands for what is in it', { Pool: resource('AWS::Cognito::UserPool', 'Retain'), Group: resource('AWS::Cognito::UserPoolGroup', 'RetainExceptOnCreate') },
      { Pool: resource('AWS::Cognito::UserPool', 'Delete'), Group: resource('AWS::Cognito::UserPoolGroup', 'Delete') }, [containing('all users lose their accounts')]],
    ['one group', { Group: resource('AWS::Cognito::UserPoolGroup', 'RetainExceptOnCreate') }, { Group: resource('AWS::Cognito::UserPoolGroup', 'Delete') }, [containing('all members lose their membership')]],
    ['a pool that is retained in another way', { Pool: resource('AWS::Cognito::UserPool', 'Retain') }, { Pool: resource('AWS::Cognito::UserPool', 'RetainExceptOnCreate') }, []],
    ['a pool that is retained from now on', { Pool: resource('AWS::Cognito::UserPool') }, { Pool: resource('AWS::Cognito::UserPool', 'Retain') }, []],
  ])('%s', (_what, was, is, expected) => {
    expect(regressions(was, is)).toEqual(expected);
  });

  test.each<Case>([
    ['is deleted', { Group: resource('AWS::Cognito::UserPoolGroup') }, {}, ['the AWS::Cognito::UserPoolGroup is removed: all members lose their membership']],
    ['stays in the pool', { Group: resource('AWS::Cognito::UserPoolGroup', 'RetainExceptOnCreate') }, {},
      ['the AWS::Cognito::UserPoolGroup is removed, and stays behind outside of the stack: until it is deleted by hand, it goes on; a new one in its place is another, and all members lose their membership']],
    ['stays, and its role does not', { Group: resource('AWS::Cognito::UserPoolGroup', 'RetainExceptOnCreate', { RoleArn: 'r' }) }, {}, [containing('its role is deleted: they get no AWS credentials until the group is deleted too')]],
    ['stays, and is a pool', { Pool: resource('AWS::Cognito::UserPool', 'Retain') }, {}, ['the AWS::Cognito::UserPool is removed, and stays behind outside of the stack: unless the app uses it still, all users lose their accounts']],
  ])('a resource that is removed %s', (_what, was, is, expected) => {
    expect(regressions(was, is)).toEqual(expected);
  });
});
