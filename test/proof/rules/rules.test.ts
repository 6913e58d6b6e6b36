import { existsSync, readdirSync } from 'node:fs';
import type { Finding, Verdict } from '../../../lib/proof/findings/finding';
import { examineTemplates } from '../../../lib/proof/prove';
import { RULES } from '../../../lib/proof/rules';
import { loadTemplate } from '../../../lib/proof/template/load';
import { photoApp } from '../photo-app';
import { RULE_CASES } from './cases';
import { add, all, classic, set, unmapped, type Change } from './cases/rule-case';
import { allow, examined } from './plain-app';

const open = (findings: Finding[]): string[] => findings.filter(({ verdict }) => verdict !== 'PROVED').map((f) => `${f.rule} ${f.verdict} ${f.resource}: ${f.message}`);

test('a safe template gives no alarm', () => {
  expect(open(examined())).toEqual([]);
});

const EXAMPLES = readdirSync('examples', { withFileTypes: true }).filter((entry) => entry.isDirectory() && existsSync(`examples/${entry.name}/expected.template.json`)).map(({ name }) => name);

test.each(EXAMPLES)('the example %s gives no alarm', (name) => {
  const findings = examineTemplates([loadTemplate(`examples/${name}/expected.template.json`)]);
  // What users of a provider outside may change there stands in no template.
  expect(open(findings.filter(({ message }) => !/is the business of/.test(message)))).toEqual([]);
});

test('a template with promises gives no alarm, and the rules leave to a promise what it decides', () => {
  const findings = examineTemplates([{ file: 'photo-app.json', body: photoApp() }], () => undefined);
  expect(open(findings)).toEqual([]);
  expect(findings.filter(({ rule }) => rule === 'identity-not-isolated')).toEqual([]);
});

describe.each(RULES.map(({ id }) => id))('%s', (id) => {
  test.each(RULE_CASES.filter(([rule]) => rule === id).map(([, ...rest]) => rest))('%s', (_name, change, verdict, resource) => {
    const findings = examined(change).filter(({ rule }) => rule === id);
    expect(findings.map((finding) => `${finding.verdict} ${finding.resource}`)).toContain(`${verdict} ${resource}`);
    if (verdict === 'PROVED') expect(open(findings)).toEqual([]);
  });
});

test('every rule has a compliant and a non-compliant case', () => {
  const verdicts = (id: string): Verdict[] => RULE_CASES.filter(([rule]) => rule === id).map(([, , , verdict]) => verdict);
  expect(RULES.filter(({ id }) => !verdicts(id).includes('PROVED') || !verdicts(id).includes('VIOLATED')).map(({ id }) => id)).toEqual([]);
});

test.each<[string, Change]>([
  ['that offers no provider', set('Client', { SupportedIdentityProviders: ['COGNITO'] })],
  ['that offers the provider of a company', all(set('Google', { ProviderName: 'Corporate', ProviderType: 'SAML' }), set('Client', { SupportedIdentityProviders: ['COGNITO', 'Corporate'] }))],
])('where nobody signs up by themselves, with an app client %s, a wide role is no business of the rule about sign-up', (_name, change) => {
  expect(examined(all(set('UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }), change, add('AuthPolicy', allow('s3:*', '*')))).filter(({ rule }) => rule === 'open-sign-up-wide-access')).toEqual([]);
});

test('a role that trusts the identity service of another partition than that of its Region admits nobody', () => {
  const findings = examineTemplates([{ file: 'photo-app.json', body: photoApp(), region: 'cn-north-1' }]).filter(({ rule }) => rule === 'role-not-assumable');
  expect(findings.map(({ verdict, fix }) => `${verdict}: ${fix}`)).toContain("VIOLATED: name in 'Attachment' a role for users who signed in alone, whose trust policy asks for cognito-identity.cn-north-1.amazonaws.com.cn:aud = the id of 'IdentityPool' and cognito-identity.cn-north-1.amazonaws.com.cn:amr = authenticated");
});

test.each([['secretsmanager:GetSecretValue', 'error'], ['bedrock:InvokeModel', 'warning']])('in the classic flow %s for guests is an %s', (action, severity) => {
  const findings = examined(all(classic, unmapped, add('GuestPolicy', allow(action, `arn:aws:${action.split(':')[0]}:us-east-1:111122223333:x/y`))));
  expect(findings.filter(({ rule }) => rule === 'guest-classic-flow')).toMatchObject([{ verdict: 'VIOLATED', severity, counterexample: { who: expect.stringContaining('classic flow') as string, request: { action }, replayed: true } }]);
});

test('what guests may do in the classic flow is unknown where role mappings may close it', () => {
  const findings = examined(all(classic, add('GuestPolicy', allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s'))));
  expect(findings.filter(({ rule }) => rule === 'guest-classic-flow')).toMatchObject([{ verdict: 'UNKNOWN', message: expect.stringContaining('does not say for which users') as string }]);
});

test('a violation about access is shown by a request that the evaluator confirmed', () => {
  const [finding] = examined(add('GuestPolicy', allow('s3:GetObject', '*'))).filter(({ verdict }) => verdict === 'VIOLATED');
  expect(finding).toMatchObject({ rule: 'guest-wide-access', statement: 'GuestPolicy.Statement[2]', location: 'Properties.PolicyDocument.Statement[2]', counterexample: { request: { action: 's3:GetObject' }, replayed: true } });
});

test('templates without Cognito have nothing to do with the rules', () => {
  expect(examineTemplates([{ file: 't.json', body: { Resources: { Photos: { Type: 'AWS::S3::Bucket' } } } }], () => undefined)).toEqual([]);
});

test('an access key leaves conditions alone that have nothing to do with it', () => {
  const body = photoApp();
  Object.assign(body, { Conditions: { InChina: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] } } });
  Object.assign(body.Resources, {
    Mailer: { Type: 'AWS::IAM::User' }, Key: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: 'Mailer' } } },
    Stream: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1, StreamEncryption: { 'Fn::If': ['InChina', { Ref: 'AWS::NoValue' }, { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }] } } },
    Runner: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }] } },
    Code: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: { 'Fn::GetAtt': ['Runner', 'Arn'] } } },
    Custom: { Type: 'Custom::Setup', Properties: { ServiceToken: { 'Fn::GetAtt': ['Code', 'Arn'] } } },
  });
  expect(open(examineTemplates([{ file: 't.json', body }]))).toEqual([]);
});
