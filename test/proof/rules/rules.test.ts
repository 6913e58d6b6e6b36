import type { Finding, Verdict } from '../../../lib/proof/findings/finding';
import { examineTemplates } from '../../../lib/proof/prove';
import { RULES } from '../../../lib/proof/rules';
import { loadTemplate } from '../../../lib/proof/template/load';
import { at, list, photoApp, statements, trust, type Template } from '../photo-app';
import { OWN, TENANT, allow, arn, document, examined, inBucket, ref, tagTrust, withRules } from './plain-app';

type Change = (template: Template) => void;

const properties = (template: Template, id: string): Record<string, unknown> => at(template, `${id}/Properties`);
const set = (id: string, change: Record<string, unknown>): Change => (t) => Object.assign(properties(t, id), change);
const add = (id: string, ...added: object[]): Change => (t) => { statements(t, id).push(...(added as Record<string, unknown>[])); };
const all = (...changes: Change[]): Change => (t) => changes.forEach((change) => change(t));
const open = (findings: Finding[]): string[] => findings.filter(({ verdict }) => verdict !== 'PROVED').map((f) => `${f.rule} ${f.verdict} ${f.resource}: ${f.message}`);
const noAudience = (id: string): Change => (t) => { delete at(t, `${id}/Properties/AssumeRolePolicyDocument/Statement/0/Condition`).StringEquals; };
const tenants = (key: string): Change => add('AuthPolicy', allow('s3:GetObject', inBucket(key)));
const writable: Change = (t) => { list(t, 'Client/Properties/WriteAttributes').push('custom:tenant'); };
const classic = set('IdentityPool', { AllowClassicFlow: true });
const unmapped: Change = (t) => { delete properties(t, 'Attachment').RoleMappings; };
const closed = set('UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
const fromAddress = (operator: string): Change => (t) => { at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition')[operator] = { 'aws:SourceIp': '203.0.113.0/24' }; };
const managed = (id: string, name: string): Change => set(id, { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });

test('a safe template gives no alarm', () => {
  expect(open(examined())).toEqual([]);
});

test.each(['photo-upload', 'google-photos', 'storefront-guests'])('the example %s gives no alarm', (name) => {
  expect(open(examineTemplates([loadTemplate(`examples/${name}/expected.template.json`)]))).toEqual([]);
});

test('a template with promises gives no alarm, and the rules leave to a promise what it decides', () => {
  const findings = examineTemplates([{ file: 'photo-app.json', body: photoApp() }], () => undefined);
  expect(open(findings)).toEqual([]);
  expect(findings.filter(({ rule }) => rule === 'identity-not-isolated')).toEqual([]);
});

const CASES: [string, string, Change, Verdict, string][] = [
  ['trust-audience', 'as it is', () => undefined, 'PROVED', 'AuthRole'],
  ['trust-audience', 'no aud', noAudience('AuthRole'), 'VIOLATED', 'AuthRole'],
  ['trust-audience', 'no aud in the role of guests', noAudience('GuestRole'), 'VIOLATED', 'GuestRole'],
  ['trust-audience', 'a pattern', (t) => { at(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement/0').Condition = { StringLike: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:*' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }; }, 'VIOLATED', 'AuthRole'],
  ['trust-audience', 'a pool that is made elsewhere', set('AuthRole', { AssumeRolePolicyDocument: trust('authenticated', 'us-east-1:11111111-1111-4111-8111-111111111111') }), 'PROVED', 'AuthRole'],
  ['trust-audience', 'a role of one provider', set('AuthRole', { AssumeRolePolicyDocument: trust('graph.facebook.com', null) }), 'VIOLATED', 'AuthRole'],

  ['trust-authentication', 'as it is', () => undefined, 'PROVED', 'AuthRole'],
  ['trust-authentication', 'no amr', set('AuthRole', { AssumeRolePolicyDocument: trust(null) }), 'VIOLATED', 'AuthRole'],
  ['trust-authentication', 'a pattern that guests match', set('AuthRole', { AssumeRolePolicyDocument: trust('*authenticated') }), 'VIOLATED', 'AuthRole'],
  ['trust-authentication', 'the role of guests', set('GuestRole', { AssumeRolePolicyDocument: trust(null) }), 'NOT_PROVED', 'GuestRole'],

  ['guest-in-signed-in-role', 'as it is', () => undefined, 'PROVED', 'IdentityPool'],
  ['guest-in-signed-in-role', 'one role for both', all(set('Attachment', { Roles: { authenticated: arn('AuthRole'), unauthenticated: arn('AuthRole') } }), set('AuthRole', { AssumeRolePolicyDocument: trust(null) })), 'VIOLATED', 'Attachment'],
  ['guest-in-signed-in-role', 'the classic flow, and a trust without amr', all(classic, unmapped, set('AuthRole', { AssumeRolePolicyDocument: trust(null) })), 'VIOLATED', 'AuthRole'],
  ['guest-in-signed-in-role', 'the classic flow, and roles that tell guests apart', all(classic, unmapped), 'PROVED', 'IdentityPool'],

  ['guest-ceiling', 'as it is', () => undefined, 'PROVED', 'GuestRole'],
  ['guest-ceiling', 'an action that guests never get', add('GuestPolicy', allow('secretsmanager:GetSecretValue', '*')), 'VIOLATED', 'GuestPolicy'],
  ['guest-ceiling', 'one of several', add('GuestPolicy', allow(['s3:GetObject', 'bedrock:InvokeModel'], '*')), 'VIOLATED', 'GuestPolicy'],
  ['guest-ceiling', 'a pattern of which something is left', add('GuestPolicy', allow('kms:*', arn('Photos'))), 'PROVED', 'GuestRole'],

  ['guest-wide-access', 'as it is', () => undefined, 'PROVED', 'GuestRole'],
  ['guest-wide-access', 'every bucket', add('GuestPolicy', allow('s3:GetObject', '*')), 'VIOLATED', 'GuestPolicy'],
  ['guest-wide-access', 'every action on a table', add('GuestPolicy', allow('dynamodb:*', arn('Items'))), 'VIOLATED', 'GuestPolicy'],
  ['guest-wide-access', 'all but', add('GuestPolicy', { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'VIOLATED', 'GuestPolicy'],
  ['guest-wide-access', 'an AWS-managed policy', managed('GuestRole', 'AmazonS3FullAccess'), 'VIOLATED', 'GuestRole'],
  ['guest-wide-access', 'a managed policy whose text is not known', managed('GuestRole', 'SomethingElse'), 'UNKNOWN', 'GuestRole'],
  ['guest-wide-access', 'wide, and denied', add('GuestPolicy', allow('s3:*', '*'), { Effect: 'Deny', Action: 's3:*', Resource: '*' }), 'PROVED', 'GuestRole'],
  ['guest-wide-access', 'what Cognito Sync does with the data of others', add('GuestPolicy', allow('cognito-sync:*', '*')), 'NOT_PROVED', 'GuestPolicy'],
  ['guest-wide-access', 'what the ceiling takes away', add('GuestPolicy', allow('secretsmanager:*', '*')), 'PROVED', 'GuestRole'],

  ['user-writable-claim', 'as it is', () => undefined, 'PROVED', 'TagMap'],
  ['user-writable-claim', 'a tag', writable, 'VIOLATED', 'Client'],
  ['user-writable-claim', 'a client that lists nothing', (t) => { delete properties(t, 'Client').WriteAttributes; }, 'VIOLATED', 'Client'],
  ['user-writable-claim', 'a rule', all(writable, (t) => withRules(t, { Claim: 'custom:tenant' })), 'VIOLATED', 'Client'],
  ['user-writable-claim', 'a second client', (t) => { t.Resources.Second = { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool') } }; }, 'VIOLATED', 'Second'],

  ['unverified-claim', 'verified', (t) => withRules(t, { Claim: 'email', Value: 'a@example.com' }), 'PROVED', 'Attachment'],
  ['unverified-claim', 'not at sign-up', all(set('UserPool', { AutoVerifiedAttributes: [] }), (t) => withRules(t, { Claim: 'email', Value: 'a@example.com' })), 'VIOLATED', 'Attachment'],
  ['unverified-claim', 'not when it changes', all(set('UserPool', { UserAttributeUpdateSettings: {} }), (t) => withRules(t, { Claim: 'email', Value: 'a@example.com' })), 'VIOLATED', 'Attachment'],
  ['unverified-claim', 'a tag', all(set('UserPool', { AutoVerifiedAttributes: [] }), set('TagMap', { PrincipalTags: { mail: 'email' } })), 'VIOLATED', 'TagMap'],
  ['unverified-claim', 'nobody writes it', all(set('UserPool', { AutoVerifiedAttributes: [] }), set('Client', { WriteAttributes: ['name'] }), (t) => withRules(t, { Claim: 'email', Value: 'a@example.com' })), 'PROVED', 'Attachment'],

  ['loose-claim-match', 'Equals', (t) => withRules(t, { Claim: 'custom:tenant' }), 'PROVED', 'Attachment'],
  ['loose-claim-match', 'Contains', (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'Contains' }), 'VIOLATED', 'Attachment'],
  ['loose-claim-match', 'Contains on a list', (t) => withRules(t, { Claim: 'cognito:groups', MatchType: 'Contains' }), 'UNKNOWN', 'Attachment'],
  ['loose-claim-match', 'StartsWith on an address', (t) => withRules(t, { Claim: 'email', MatchType: 'StartsWith', Value: 'admin' }), 'VIOLATED', 'Attachment'],
  ['loose-claim-match', 'StartsWith on what nobody writes', (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'StartsWith' }), 'NOT_PROVED', 'Attachment'],
  ['loose-claim-match', 'NotEqual on what users write', all(writable, (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'NotEqual' })), 'VIOLATED', 'Attachment'],

  ['tag-not-trusted', 'as it is', () => undefined, 'PROVED', 'AuthRole'],
  ['tag-not-trusted', 'no sts:TagSession', set('AuthRole', { AssumeRolePolicyDocument: tagTrust(['sts:AssumeRoleWithWebIdentity']) }), 'VIOLATED', 'AuthRole'],
  ['tag-not-trusted', 'not in the role of a group', set('CuratorsRole', { AssumeRolePolicyDocument: tagTrust(['sts:AssumeRoleWithWebIdentity']) }), 'VIOLATED', 'CuratorsRole'],

  ['role-tag-shadows', 'as it is', () => undefined, 'PROVED', 'AuthRole'],
  ['role-tag-shadows', 'the same tag', set('AuthRole', { Tags: [{ Key: 'tenant', Value: 'acme' }] }), 'VIOLATED', 'AuthRole'],
  ['role-tag-shadows', 'the same tag in other letters', set('AuthRole', { Tags: [{ Key: 'Tenant', Value: 'acme' }] }), 'VIOLATED', 'AuthRole'],
  ['role-tag-shadows', 'another tag', set('AuthRole', { Tags: [{ Key: 'team', Value: 'web' }] }), 'PROVED', 'AuthRole'],

  ['mapping-never-matches', 'as it is', () => undefined, 'PROVED', 'Attachment'],
  ['mapping-never-matches', 'a provider that the pool does not have', (t) => { at(t, 'Attachment/Properties/RoleMappings/web').IdentityProvider = 'graph.facebook.com'; }, 'VIOLATED', 'Attachment'],
  ['mapping-never-matches', 'a rule behind one that covers it', (t) => withRules(t, { Claim: 'custom:tenant', MatchType: 'StartsWith', Value: 'a' }, { Claim: 'custom:tenant', Value: 'ab' }), 'VIOLATED', 'Attachment'],
  ['mapping-never-matches', 'the narrower rule first', (t) => withRules(t, { Claim: 'custom:tenant', Value: 'ab' }, { Claim: 'custom:tenant', MatchType: 'StartsWith', Value: 'a' }), 'PROVED', 'Attachment'],
  ['mapping-never-matches', 'no rules', (t) => withRules(t), 'VIOLATED', 'Attachment'],
  ['mapping-never-matches', 'roles from a token that names none', (t) => {
    properties(t, 'IdentityPool').SupportedLoginProviders = { 'graph.facebook.com': '1' };
    at(t, 'Attachment/Properties/RoleMappings').social = { Type: 'Token', IdentityProvider: 'graph.facebook.com', AmbiguousRoleResolution: 'Deny' };
  }, 'VIOLATED', 'Attachment'],

  ['role-not-assumable', 'as it is', () => undefined, 'PROVED', 'AuthRole'],
  ['role-not-assumable', 'another pool', set('AuthRole', { AssumeRolePolicyDocument: trust('authenticated', 'another') }), 'VIOLATED', 'AuthRole'],
  ['role-not-assumable', 'a pool by its id, which may be this one', set('AuthRole', { AssumeRolePolicyDocument: trust('authenticated', 'us-east-1:11111111-1111-4111-8111-111111111111') }), 'UNKNOWN', 'AuthRole'],
  ['role-not-assumable', 'the wrong users', set('AuthRole', { AssumeRolePolicyDocument: trust('unauthenticated') }), 'VIOLATED', 'AuthRole'],
  ['role-not-assumable', 'the role of a group', set('CuratorsRole', { AssumeRolePolicyDocument: trust('unauthenticated') }), 'VIOLATED', 'CuratorsRole'],
  ['role-not-assumable', 'a role of a service', set('GuestRole', { AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }) }), 'VIOLATED', 'GuestRole'],
  ['role-not-assumable', 'an address in the trust policy', fromAddress('IpAddress'), 'VIOLATED', 'AuthRole'],
  ['role-not-assumable', 'an address in the trust policy, and the classic flow', all(classic, unmapped, fromAddress('IpAddress')), 'NOT_PROVED', 'AuthRole'],
  ['role-not-assumable', 'an address that is kept out', fromAddress('NotIpAddress'), 'PROVED', 'AuthRole'],
  ['role-not-assumable', 'a role from elsewhere', set('Attachment', { Roles: { authenticated: 'arn:aws:iam::111122223333:role/elsewhere' } }), 'UNKNOWN', 'Attachment'],

  ['classic-flow-mapping', 'as it is', () => undefined, 'PROVED', 'IdentityPool'],
  ['classic-flow-mapping', 'both', classic, 'VIOLATED', 'IdentityPool'],

  ['token-check-off', 'as it is', () => undefined, 'PROVED', 'IdentityPool'],
  ['token-check-off', 'left out', (t) => { delete at(t, 'IdentityPool/Properties/CognitoIdentityProviders/0').ServerSideTokenCheck; }, 'VIOLATED', 'IdentityPool'],
  ['token-check-off', 'off', (t) => { at(t, 'IdentityPool/Properties/CognitoIdentityProviders/0').ServerSideTokenCheck = false; }, 'VIOLATED', 'IdentityPool'],

  ['privilege-escalation', 'as it is', () => undefined, 'PROVED', 'IdentityPool'],
  ['privilege-escalation', 'every action on what is their own', add('AuthPolicy', allow('s3:*', inBucket(`own/${OWN}/*`))), 'PROVED', 'IdentityPool'],
  ['privilege-escalation', 'everything in IAM', add('AuthPolicy', allow('iam:*', '*')), 'VIOLATED', 'AuthPolicy'],
  ['privilege-escalation', 'the policies of one role', add('AuthPolicy', allow('iam:PutRolePolicy', arn('AuthRole'))), 'VIOLATED', 'AuthPolicy'],
  ['privilege-escalation', 'any role', add('AuthPolicy', allow('sts:AssumeRole', '*')), 'VIOLATED', 'AuthPolicy'],
  ['privilege-escalation', 'one role', add('AuthPolicy', allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/reports')), 'NOT_PROVED', 'AuthPolicy'],
  ['privilege-escalation', 'one role passed to one service', add('AuthPolicy', allow('iam:PassRole', 'arn:aws:iam::111122223333:role/import', { Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } } })), 'PROVED', 'IdentityPool'],
  ['privilege-escalation', 'an administrator', managed('CuratorsRole', 'AdministratorAccess'), 'VIOLATED', 'CuratorsRole'],
  ['privilege-escalation', 'the policy of a resource lets them write it', (t) => {
    t.Resources.Opened = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document({ ...allow('s3:PutBucketPolicy', arn('Photos')), Principal: { AWS: arn('AuthRole') } }) } };
  }, 'VIOLATED', 'Opened'],
  ['privilege-escalation', 'a boundary that forbids it', all(add('AuthPolicy', allow('iam:*', '*')), (t) => {
    t.Resources.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow('s3:*', '*')) } };
    for (const id of ['AuthRole', 'CuratorsRole']) properties(t, id).PermissionsBoundary = ref('Boundary');
  }), 'PROVED', 'IdentityPool'],

  ['identity-not-isolated', 'as it is', () => undefined, 'PROVED', 'AuthPolicy'],
  ['identity-not-isolated', 'a second statement', add('AuthPolicy', allow('s3:GetObject', inBucket('users/*'))), 'VIOLATED', 'AuthPolicy'],
  ['identity-not-isolated', 'a wildcard before the variable', (t) => Object.assign(statements(t, 'AuthPolicy')[0], { Resource: inBucket(`*/${OWN}/*`) }), 'VIOLATED', 'AuthPolicy'],
  ['identity-not-isolated', 'no slash after the variable', (t) => Object.assign(statements(t, 'AuthPolicy')[0], { Resource: inBucket(`users/${OWN}*`) }), 'VIOLATED', 'AuthPolicy'],
  ['identity-not-isolated', 'the keys of a listing may be left out', (t) => Object.assign(statements(t, 'AuthPolicy')[1], { Condition: { StringLikeIfExists: { 's3:prefix': [`users/${OWN}/*`] } } }), 'VIOLATED', 'AuthPolicy'],
  ['identity-not-isolated', 'a scan has no keys', (t) => Object.assign(statements(t, 'AuthPolicy')[2], { Action: ['dynamodb:GetItem', 'dynamodb:Scan'] }), 'VIOLATED', 'AuthPolicy'],
  ['identity-not-isolated', 'a bucket policy for everybody', (t) => {
    t.Resources.Opened = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document({ ...allow('s3:GetObject', inBucket('*')), Principal: { AWS: arn('AuthRole') } }) } };
  }, 'VIOLATED', 'Opened'],

  ['tenant-not-isolated', 'ids between slashes', tenants(`tenants/${TENANT}/*`), 'NOT_PROVED', 'AuthPolicy'],
  ['tenant-not-isolated', 'no slash after the variable', tenants(`tenants/${TENANT}*`), 'VIOLATED', 'AuthPolicy'],
  ['tenant-not-isolated', 'a tag that no claim is mapped to', tenants('tenants/${aws:PrincipalTag/team}/*'), 'UNKNOWN', 'AuthPolicy'],
  ['tenant-not-isolated', 'one key', tenants(`tenants/${TENANT}.json`), 'PROVED', 'AuthPolicy'],

  ['open-sign-up-wide-access', 'as it is', () => undefined, 'PROVED', 'AuthRole'],
  ['open-sign-up-wide-access', 'every bucket', add('AuthPolicy', allow('s3:*', '*')), 'VIOLATED', 'AuthPolicy'],
  ['open-sign-up-wide-access', 'every action on own objects, which deletes no bucket', add('AuthPolicy', allow('s3:*', inBucket(`${OWN}/*`))), 'PROVED', 'AuthRole'],
  ['open-sign-up-wide-access', 'identity pools', add('AuthPolicy', allow('cognito-identity:*', '*')), 'VIOLATED', 'AuthPolicy'],
  ['open-sign-up-wide-access', 'every action on a bucket', add('AuthPolicy', allow('s3:*', arn('Photos'))), 'VIOLATED', 'AuthPolicy'],
  ['open-sign-up-wide-access', 'a folder of every bucket', add('AuthPolicy', allow('s3:GetObject', 'arn:aws:s3:::*/public/*')), 'VIOLATED', 'AuthPolicy'],
  ['open-sign-up-wide-access', 'a path of every API', add('AuthPolicy', allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:*:*/prod/POST/chat')), 'VIOLATED', 'AuthPolicy'],
  ['open-sign-up-wide-access', 'every index of a table', add('AuthPolicy', allow(['dynamodb:Query', 'dynamodb:Scan'], { 'Fn::Join': ['', [arn('Items'), '/index/*']] })), 'PROVED', 'AuthRole'],
  ['open-sign-up-wide-access', 'every function of the account', add('AuthPolicy', allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*')), 'VIOLATED', 'AuthPolicy'],
  ['open-sign-up-wide-access', 'a trigger decides', all(set('UserPool', { LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:111122223333:function:f' } }), add('AuthPolicy', allow('s3:*', '*'))), 'UNKNOWN', 'AuthPolicy'],

  ['implicit-grant', 'as it is', () => undefined, 'PROVED', 'Client'],
  ['implicit-grant', 'implicit', set('Client', { AllowedOAuthFlows: ['code', 'implicit'] }), 'VIOLATED', 'Client'],
  ['implicit-grant', 'implicit, but no OAuth', set('Client', { AllowedOAuthFlows: ['implicit'], AllowedOAuthFlowsUserPoolClient: false }), 'PROVED', 'Client'],

  ['secret-in-template', 'as it is', () => undefined, 'PROVED', 'Google'],
  ['secret-in-template', 'as text', set('Google', { ProviderDetails: { client_secret: 'hunter2' } }), 'VIOLATED', 'Google'],
  ['secret-in-template', 'as the default of a parameter', all((t) => { t.Parameters = { Secret: { Type: 'String', Default: 'hunter2' } }; }, set('Google', { ProviderDetails: { client_secret: ref('Secret') } })), 'VIOLATED', 'Google'],
  ['secret-in-template', 'as a parameter without default', all((t) => { t.Parameters = { Secret: { Type: 'String', NoEcho: true } }; }, set('Google', { ProviderDetails: { client_secret: ref('Secret') } })), 'PROVED', 'Google'],
];

describe.each(RULES.map(({ id }) => id))('%s', (id) => {
  test.each(CASES.filter(([rule]) => rule === id).map(([, ...rest]) => rest))('%s', (_name, change, verdict, resource) => {
    const findings = examined(change).filter(({ rule }) => rule === id);
    expect(findings.map((finding) => `${finding.verdict} ${finding.resource}`)).toContain(`${verdict} ${resource}`);
    if (verdict === 'PROVED') expect(open(findings)).toEqual([]);
  });
});

test('every rule has a compliant and a non-compliant case', () => {
  const verdicts = (id: string): Verdict[] => CASES.filter(([rule]) => rule === id).map(([, , , verdict]) => verdict);
  expect(RULES.filter(({ id }) => !verdicts(id).includes('PROVED') || !verdicts(id).includes('VIOLATED')).map(({ id }) => id)).toEqual([]);
});

test('where nobody signs up by themselves, a wide role is no business of the rule about sign-up', () => {
  expect(examined(all(closed, add('AuthPolicy', allow('s3:*', '*')))).filter(({ rule }) => rule === 'open-sign-up-wide-access')).toEqual([]);
});

test('a violation about access is shown by a request that the evaluator confirmed', () => {
  const [finding] = examined(add('GuestPolicy', allow('s3:GetObject', '*'))).filter(({ verdict }) => verdict === 'VIOLATED');
  expect(finding).toMatchObject({ rule: 'guest-wide-access', statement: 'GuestPolicy.Statement[2]', location: 'Properties.PolicyDocument.Statement[2]', counterexample: { request: { action: 's3:GetObject' }, replayed: true } });
});

test('templates without Cognito have nothing to do with the rules', () => {
  expect(examineTemplates([{ file: 't.json', body: { Resources: { Photos: { Type: 'AWS::S3::Bucket' } } } }], () => undefined)).toEqual([]);
});

