import { withRules } from '../plain-app';
import { all, arn, asItIs, at, listed, ref, set, unset, writable, type Change, type RuleCase } from './rule-case';

const byMail: Change = (t) => withRules(t, { Claim: 'email', Value: 'a@example.com' });
const atSignUp = { fix: 'list email in AutoVerifiedAttributes of \'UserPool\', so that it counts only once it is verified', after: set('UserPool', { AutoVerifiedAttributes: ['email'] }) };
const atChange = { fix: 'list email in UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate of \'UserPool\', so that it counts only once it is verified', after: set('UserPool', { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } }) };
const notWritten = { fix: 'take custom:tenant out of WriteAttributes of \'Client\'', after: listed('email', 'name') };
const fixedTenant = set('UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }, Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: false }] });
const byToken: Change = (t) => { Object.assign(at(t, 'Attachment/Properties/RoleMappings/web'), { Type: 'Token', RulesConfiguration: undefined }); };
const loose = (type: string, value: string, rule: Record<string, unknown>): RuleCase[5] => ({ fix: `use MatchType Equals with each whole value that the role is intended for, in place of ${type} '${value}'`, after: (t) => withRules(t, { ...rule, MatchType: 'Equals', Value: `${value}-1` }) });
/** A second group, with the role of everybody for its own. */
const second = (properties: Record<string, unknown>): Change => (t) => { t.Resources.Second = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'second', RoleArn: arn('AuthRole'), ...properties } }; };
const tied = all(set('Curators', { Precedence: 1 }), second({ Precedence: 1 }));

/** What decides a role or a session tag. */
export const CLAIM_CASES: readonly RuleCase[] = [
  ['user-writable-claim', 'as it is', asItIs, 'PROVED', 'TagMap'],
  ['user-writable-claim', 'a tag', writable, 'VIOLATED', 'Client', notWritten],
  ['user-writable-claim', 'a client that lists nothing', unset('Client', 'WriteAttributes'), 'VIOLATED', 'Client', { fix: 'list in WriteAttributes of \'Client\' the attributes that users may write, without custom:tenant', after: listed('email', 'name') }],
  ['user-writable-claim', 'a client that lists nothing else', listed('custom:tenant'), 'VIOLATED', 'Client', { fix: 'list in WriteAttributes of \'Client\' an attribute that decides nothing, in place of custom:tenant', after: listed('name') }],
  ['user-writable-claim', 'a rule', all(writable, (t) => withRules(t, { Claim: 'custom:tenant' })), 'VIOLATED', 'Client', notWritten],
  ['user-writable-claim', 'a second client', (t) => { t.Resources.Second = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool') } }; }, 'VIOLATED', 'Second',
    { fix: 'list in WriteAttributes of \'Second\' the attributes that users may write, without custom:tenant', after: set('Second', { WriteAttributes: ['name'] }) }],
  ['user-writable-claim', 'what a provider is mapped to, which the client must be able to write', all(writable, set('Google', { AttributeMapping: { 'custom:tenant': 'hd' } })), 'VIOLATED', 'Client',
    { fix: 'decide by another attribute: app clients must be able to write custom:tenant, which \'Google\' is mapped to', after: all(set('TagMap', { PrincipalTags: { tenant: 'custom:organization' } }), set('UserPool', { Schema: [{ Name: 'organization', AttributeDataType: 'String' }] })) }],
  ['user-writable-claim', 'what cannot be changed, where administrators make the accounts', all(writable, fixedTenant), 'UNKNOWN', 'Client', notWritten],
  ['user-writable-claim', 'what cannot be changed, and a provider is mapped to', all(writable, fixedTenant, set('Google', { AttributeMapping: { 'custom:tenant': 'hd' } })), 'UNKNOWN', 'Client',
    { fix: 'decide by another attribute: app clients must be able to write custom:tenant, which \'Google\' is mapped to', after: all(set('TagMap', { PrincipalTags: { tenant: 'custom:organization' } }), set('UserPool', { Schema: [{ Name: 'organization', AttributeDataType: 'String' }] })) }],
  ['user-writable-claim', 'a claim of a SAML provider', (t) => {
    at(t, 'IdentityPool/Properties').SamlProviderARNs = ['arn:aws:iam::111122223333:saml-provider/Corporate'];
    at(t, 'Attachment/Properties/RoleMappings').corporate = { Type: 'Rules', IdentityProvider: 'arn:aws:iam::111122223333:saml-provider/Corporate', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ Claim: 'department', MatchType: 'Equals', Value: 'legal', RoleARN: arn('CuratorsRole') }] } };
  }, 'UNKNOWN', 'Attachment',
  {
    fix: 'ask those who run arn:aws:iam::111122223333:saml-provider/Corporate whether users can change department there; where they cannot, acknowledge the finding with that as the reason',
    after: (t) => { at(t, 'Attachment/Properties/RoleMappings/corporate/RulesConfiguration/Rules/0').Claim = 'sub'; },
  }],
  ['user-writable-claim', 'an address that counts unverified', all(set('UserPool', { AutoVerifiedAttributes: [] }), byMail), 'VIOLATED', 'Client', atSignUp],

  ['unverified-claim', 'verified', byMail, 'PROVED', 'Attachment'],
  ['unverified-claim', 'not at sign-up', all(set('UserPool', { AutoVerifiedAttributes: [] }), byMail), 'VIOLATED', 'Attachment', atSignUp],
  ['unverified-claim', 'not when it changes', all(set('UserPool', { UserAttributeUpdateSettings: {} }), byMail), 'VIOLATED', 'Attachment', atChange],
  ['unverified-claim', 'never', all(set('UserPool', { AutoVerifiedAttributes: [], UserAttributeUpdateSettings: {} }), byMail), 'VIOLATED', 'Attachment',
    { fix: 'list email in AutoVerifiedAttributes and in UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate of \'UserPool\', so that it counts only once it is verified', after: all(atSignUp.after, atChange.after) }],
  ['unverified-claim', 'a tag', all(set('UserPool', { AutoVerifiedAttributes: [] }), set('TagMap', { PrincipalTags: { mail: 'email' } })), 'VIOLATED', 'TagMap', atSignUp],
  ['unverified-claim', 'nobody writes it', all(set('UserPool', { AutoVerifiedAttributes: [] }), listed('name'), byMail), 'PROVED', 'Attachment'],

  ['loose-claim-match', 'Equals', (t) => withRules(t, { Claim: 'custom:tenant' }), 'PROVED', 'Attachment'],
  ['loose-claim-match', 'Contains', (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'Contains' }), 'VIOLATED', 'Attachment', loose('Contains', 'yes', { Claim: 'custom:tenant' })],
  ['loose-claim-match', 'Contains on a list', (t) => withRules(t, { Claim: 'cognito:groups', MatchType: 'Contains' }), 'UNKNOWN', 'Attachment',
    { fix: 'let groups decide (Type: Token), which is documented', after: byToken }],
  ['loose-claim-match', 'StartsWith on an address', (t) => withRules(t, { Claim: 'email', MatchType: 'StartsWith', Value: 'admin' }), 'VIOLATED', 'Attachment', loose('StartsWith', 'admin', { Claim: 'email' })],
  ['loose-claim-match', 'StartsWith on what nobody writes', (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'StartsWith' }), 'NOT_PROVED', 'Attachment', loose('StartsWith', 'yes', { Claim: 'custom:tenant' })],
  ['loose-claim-match', 'NotEqual on what users write', all(writable, (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'NotEqual' })), 'VIOLATED', 'Attachment',
    { fix: 'make a rule with MatchType Equals for each value that the role is intended for, in place of NotEqual', after: (t) => withRules(t, { Claim: 'custom:tenant', Value: 'a' }) }],

  ['list-claim-match', 'Equals', (t) => withRules(t, { Claim: 'cognito:groups' }), 'PROVED', 'Attachment'],
  ['list-claim-match', 'Contains', (t) => withRules(t, { Claim: 'cognito:groups', MatchType: 'Contains', Value: 'curators' }), 'VIOLATED', 'Attachment', { fix: `let groups decide (Type: Token), with \${CuratorsRole.Arn} as RoleArn of 'Curators'`, after: byToken }],
  ['list-claim-match', 'StartsWith on what is no group', (t) => withRules(t, { Claim: 'cognito:groups', MatchType: 'StartsWith', Value: 'cur' }), 'VIOLATED', 'Attachment', { fix: 'let groups decide (Type: Token), with the role as RoleArn of the group', after: byToken }],
  ['list-claim-match', 'NotEqual on roles', (t) => withRules(t, { Claim: 'cognito:roles', MatchType: 'NotEqual' }), 'VIOLATED', 'Attachment', { fix: 'let groups decide (Type: Token), with the role as RoleArn of the group', after: byToken }],

  ['claim-never-there', 'a custom attribute', asItIs, 'PROVED', 'TagMap'],
  ['claim-never-there', 'a rule on a custom attribute', (t) => withRules(t, { Claim: 'custom:tenant' }), 'PROVED', 'Attachment'],
  ['claim-never-there', 'a standard attribute', (t) => withRules(t, { Claim: 'email', Value: 'a@example.com' }), 'PROVED', 'Attachment'],
  ['claim-never-there', 'what a trigger may add', all(set('UserPool', { LambdaConfig: { PreTokenGeneration: 'arn:aws:lambda:us-east-1:111122223333:function:f' } }), (t) => withRules(t, { Claim: 'plan' })), 'PROVED', 'Attachment'],
  ['claim-never-there', 'an attribute that the pool does not have', (t) => withRules(t, { Claim: 'custom:plan' }), 'VIOLATED', 'Attachment',
    { fix: 'read an attribute that \'UserPool\' has (custom:tenant), or take what reads custom:plan out: it never applies', after: (t) => withRules(t, { Claim: 'custom:tenant' }) }],
  ['claim-never-there', 'a custom attribute without its prefix', set('TagMap', { PrincipalTags: { tenant: 'tenant' } }), 'VIOLATED', 'TagMap',
    { fix: 'read an attribute that \'UserPool\' has (custom:tenant), or take what reads tenant out: it never applies', after: set('TagMap', { PrincipalTags: { tenant: 'custom:tenant' } }) }],
  ['claim-never-there', 'a pool without custom attributes', unset('UserPool', 'Schema'), 'VIOLATED', 'TagMap',
    { fix: 'read a standard attribute of \'UserPool\', or take what reads custom:tenant out: it never applies', after: set('TagMap', { PrincipalTags: { tenant: 'sub' } }) }],
  ['claim-never-there', 'attributes that are not at hand', all((t) => { t.Parameters = { Attribute: { Type: 'String' } }; }, set('UserPool', { Schema: [{ Name: ref('Attribute'), AttributeDataType: 'String' }] })), 'UNKNOWN', 'TagMap',
    { fix: 'give its value: --parameter Attribute=<value>', after: (t) => { t.Parameters = { Attribute: { Type: 'String', AllowedValues: ['tenant'] } }; } }],

  ['group-role-unused', 'as it is', asItIs, 'PROVED', 'Curators'],
  ['group-role-unused', 'no mapping', unset('Attachment', 'RoleMappings'), 'VIOLATED', 'Curators', {
    fix: 'take RoleArn out of \'Curators\', or, where its members are intended to have the role, map roles by tokens in \'Attachment\' (Type: Token)', after: unset('Curators', 'RoleArn'),
  }],
  ['group-role-unused', 'rules that give other roles', (t) => withRules(t, { Claim: 'custom:tenant', RoleARN: arn('AuthRole') }), 'VIOLATED', 'Curators', {
    fix: 'take RoleArn out of \'Curators\', or, where its members are intended to have the role, map roles by tokens in \'Attachment\' (Type: Token)', after: byToken,
  }],
  ['group-role-unused', 'a rule that gives the role', (t) => withRules(t, { Claim: 'custom:tenant' }), 'PROVED', 'Curators'],
  ['group-role-unused', 'the classic flow, in which the client names it', all(unset('Attachment', 'RoleMappings'), set('IdentityPool', { AllowClassicFlow: true })), 'PROVED', 'Curators'],
  ['group-role-unused', 'no mapping, and roles that are called after a parameter', all((t) => { t.Parameters = { Name: { Type: 'String' } }; }, unset('Attachment', 'RoleMappings'), ...['AuthRole', 'CuratorsRole'].map((id) => set(id, { RoleName: { 'Fn::Join': ['-', [ref('Name'), id]] } }))), 'VIOLATED', 'Curators', {
    fix: 'take RoleArn out of \'Curators\', or, where its members are intended to have the role, map roles by tokens in \'Attachment\' (Type: Token)', after: unset('Curators', 'RoleArn'),
  }],
  ['group-role-unused', 'no mapping, and a role for everybody that is a parameter', all((t) => { t.Parameters = { Everybody: { Type: 'String' } }; }, unset('Attachment', 'RoleMappings'), set('Attachment', { Roles: { authenticated: ref('Everybody') } })), 'UNKNOWN', 'Curators',
    { fix: 'give its value: --parameter Everybody=<value>', after: (t) => { t.Parameters = {}; at(t, 'Attachment/Properties').Roles = { authenticated: arn('CuratorsRole') }; } }],
  ['group-role-unused', 'no mapping, and a role of the group that is a parameter', all((t) => { t.Parameters = { Own: { Type: 'String' } }; }, unset('Attachment', 'RoleMappings'), set('Curators', { RoleArn: ref('Own') })), 'UNKNOWN', 'Curators',
    { fix: 'give its value: --parameter Own=<value>', after: set('Curators', { RoleArn: arn('AuthRole') }) }],
  ['group-role-unused', 'a mapping that is not at hand', all((t) => { t.Parameters = { Type: { Type: 'String' } }; }, (t) => { at(t, 'Attachment/Properties').RoleMappings = { 'Fn::Transform': { Name: 'Mine' } }; }), 'UNKNOWN', 'Curators',
    { fix: 'give the template with its macros and modules expanded: aws cloudformation get-template --template-stage Processed', after: (t) => { at(t, 'Attachment/Properties').RoleMappings = { web: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ':', ref('Client')]] } } }; } }],

  ['group-precedence-tie', 'as it is', asItIs, 'PROVED', 'Curators'],
  ['group-precedence-tie', 'one precedence, one role', all(set('Curators', { Precedence: 1 }), second({ Precedence: 1, RoleArn: arn('CuratorsRole') })), 'PROVED', 'Second'],
  ['group-precedence-tie', 'a precedence each', all(set('Curators', { Precedence: 1 }), second({ Precedence: 2 })), 'PROVED', 'Second'],
  ['group-precedence-tie', 'one with a precedence', all(set('Curators', { Precedence: 1 }), second({})), 'PROVED', 'Second'],
  ['group-precedence-tie', 'a group without a role', all(set('Curators', { Precedence: 1 }), second({ Precedence: 1, RoleArn: undefined })), 'PROVED', 'Curators'],
  ['group-precedence-tie', 'a group of another user pool', all((t) => { t.Resources.Other = { Type: 'AWS::Cognito::UserPool' }; }, set('Curators', { Precedence: 1 }), second({ Precedence: 1, UserPoolId: ref('Other') })), 'PROVED', 'Curators'],
  ['group-precedence-tie', 'one precedence, two roles', tied, 'VIOLATED', 'Second', { fix: 'give \'Second\' another Precedence than \'Curators\'', after: set('Second', { Precedence: 2 }) }],
  ['group-precedence-tie', 'one precedence, as number and as text', all(tied, set('Second', { Precedence: '1' })), 'VIOLATED', 'Curators', { fix: 'give \'Curators\' another Precedence than \'Second\'', after: set('Curators', { Precedence: 0 }) }],
  ['group-precedence-tie', 'groups of which one is there at a time', all(tied, (t) => {
    t.Parameters = { Stage: { Type: 'String' } };
    t.Conditions = { Production: { 'Fn::Equals': [ref('Stage'), 'production'] }, Test: { 'Fn::Not': [{ Condition: 'Production' }] } };
    at(t, 'Curators').Condition = 'Production';
    at(t, 'Second').Condition = 'Test';
  }), 'PROVED', 'Second'],
  ['group-precedence-tie', 'no precedence, which is not documented', second({}), 'UNKNOWN', 'Second', { fix: 'give \'Second\' and \'Curators\' each a Precedence of its own', after: all(set('Curators', { Precedence: 1 }), set('Second', { Precedence: 2 })) }],
  ['group-precedence-tie', 'a precedence that is not at hand', all(tied, (t) => { t.Parameters = { First: { Type: 'Number' } }; }, set('Second', { Precedence: ref('First') })), 'UNKNOWN', 'Second',
    { fix: 'give \'Second\' and \'Curators\' each a Precedence of its own', after: set('Second', { Precedence: 2 }) }],
  ['group-precedence-tie', 'a trigger that may choose', all(tied, set('UserPool', { LambdaConfig: { PreTokenGeneration: 'arn:aws:lambda:us-east-1:111122223333:function:f' } })), 'UNKNOWN', 'Second',
    { fix: 'give \'Second\' another Precedence than \'Curators\'', after: set('Second', { Precedence: 2 }) }],

  ['mapping-never-matches', 'as it is', asItIs, 'PROVED', 'Attachment'],
  ['mapping-never-matches', 'a provider that the pool does not have', (t) => { at(t, 'Attachment/Properties/RoleMappings/web').IdentityProvider = 'graph.facebook.com'; }, 'VIOLATED', 'Attachment',
    { fix: 'take the mapping out, or name in IdentityProvider one that the identity pool has: \'${UserPool.ProviderName}:${Client}\'', after: (t) => { at(t, 'Attachment/Properties').RoleMappings = {}; } }],
  ['mapping-never-matches', 'a rule behind one that covers it', (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'StartsWith', Value: 'a' }, { Claim: 'custom:tenant', Value: 'ab' }), 'VIOLATED', 'Attachment',
    { fix: 'take the rule out, or put it first where those who match it are intended to have its role', after: (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'StartsWith', Value: 'a' }) }],
  ['mapping-never-matches', 'the narrower rule first', (t) => withRules(t, { Claim: 'custom:tenant', Value: 'ab' }, { Claim: 'custom:tenant', MatchType: 'StartsWith', Value: 'a' }), 'PROVED', 'Attachment'],
  ['mapping-never-matches', 'no rules', (t) => withRules(t), 'VIOLATED', 'Attachment', { fix: 'take the mapping out: its users get the authenticated role either way', after: (t) => { at(t, 'Attachment/Properties').RoleMappings = {}; } }],
  ['mapping-never-matches', 'no rules, and nobody else is let in', (t) => { withRules(t); at(t, 'Attachment/Properties/RoleMappings/web').AmbiguousRoleResolution = 'Deny'; }, 'VIOLATED', 'Attachment',
    { fix: 'add the rules that are intended: without any, users of ${UserPool.ProviderName}:${Client} get no credentials', after: (t) => { withRules(t, { Claim: 'custom:tenant', RoleARN: arn('AuthRole') }); at(t, 'Attachment/Properties/RoleMappings/web').AmbiguousRoleResolution = 'Deny'; } }],
  ['mapping-never-matches', 'roles from a token that names none', (t) => {
    at(t, 'IdentityPool/Properties').SupportedLoginProviders = { 'graph.facebook.com': '1' };
    at(t, 'Attachment/Properties/RoleMappings').social = { Type: 'Token', IdentityProvider: 'graph.facebook.com', AmbiguousRoleResolution: 'Deny' };
  }, 'VIOLATED', 'Attachment',
  {
    fix: 'map the roles of its users by rules (Type: Rules) on a claim of its tokens',
    after: (t) => Object.assign(at(t, 'Attachment/Properties/RoleMappings/social'), { Type: 'Rules', RulesConfiguration: { Rules: [{ Claim: 'sub', MatchType: 'Equals', Value: '1', RoleARN: arn('AuthRole') }] } }),
  }],
];
