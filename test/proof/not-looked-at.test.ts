import { NOT_LOOKED_AT } from '../../lib/proof/analysis/not-looked-at';
import { loadNested } from '../../lib/proof/template/nested';
import { overlooked } from '../../lib/proof/queries/overlooked';
import { at, statements, type Template } from './photo-app';
import { allow, arn, document, examined, inBucket, plainApp, ref } from './rules/plain-app';

type Change = (template: Template) => void;

const with_ = (id: string, type: string, properties: object = {}): Change => (t) => { t.Resources[id] = { Type: type, Properties: properties }; };
const grant = (...all: object[]): Change => (t) => { statements(t, 'AuthPolicy').push(...(all as Record<string, unknown>[])); };
const of = (...changes: Change[]): string[] => [...new Set(examined((t) => changes.forEach((change) => change(t))).flatMap(({ notLookedAt = [] }) => notLookedAt))];
const role = (...allowed: object[]): Change => with_('FnRole', 'AWS::IAM::Role', {
  AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }), Policies: [{ PolicyName: 'p', PolicyDocument: document(...allowed) }],
});
const fn = with_('Fn', 'AWS::Lambda::Function', { Role: arn('FnRole'), Code: { ZipFile: 'x' } });
const logs = allow('logs:PutLogEvents', '*');

test('where nothing acts for others, nothing is listed', () => {
  expect(of((t) => { statements(t, 'GuestPolicy').pop(); })).toEqual([]);
});

test('a function that users may invoke is printed with what it may do', () => {
  const listed = of(role(logs, allow(['s3:GetObject', 's3:PutObject'], inBucket('*'))), fn, grant(allow('lambda:InvokeFunction', arn('Fn'))));
  expect(listed).toContain("what the function 'Fn' does for whoever invokes it: it may do s3:GetObject, s3:PutObject on ${Photos.Arn}/*");
  expect(listed.filter((one) => one.includes('lambda:InvokeFunction'))).toEqual([]);
});

const CASES: [string, string, Change[]][] = [
  ['a function that only logs', "what the function 'Fn' does for whoever invokes it", [role(logs), fn]],
  ['a function with a role from elsewhere', "what the function 'Fn' does for whoever invokes it, with a role that is not in the templates", [with_('Fn', 'AWS::Lambda::Function', { Role: 'arn:aws:iam::111122223333:role/x', Code: { ZipFile: 'x' } })]],
  ['a function with more than can be shown', "what the function 'Fn' does for whoever invokes it: it may do s3:GetObject on ${Photos.Arn}/a; s3:GetObject on ${Photos.Arn}/b; s3:GetObject on ${Photos.Arn}/c and 1 more", [role(...['a', 'b', 'c', 'd'].map((key) => allow('s3:GetObject', inBucket(key)))), fn]],
  ['a function with a policy that is not at hand', "what the function 'Fn' does for whoever invokes it: it may do more than is known", [role(logs), fn, (t) => { at(t, 'FnRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/x']; }]],
  ['triggers', "what the triggers of 'UserPool' decide (PreSignUp, PreTokenGeneration)", [(t) => { at(t, 'UserPool/Properties').LambdaConfig = { PreSignUp: 'arn:aws:lambda:us-east-1:111122223333:function:f', PreTokenGeneration: 'arn:aws:lambda:us-east-1:111122223333:function:f' }; }]],
  ['an API', "what the API 'Api' (AWS::ApiGateway::RestApi) does for those whom it lets in", [with_('Api', 'AWS::ApiGateway::RestApi', { Name: 'api' })]],
  ['what reads a stream', "what 'Reads' (AWS::Lambda::EventSourceMapping) passes on, and what becomes of it", [with_('Reads', 'AWS::Lambda::EventSourceMapping', { FunctionName: 'f', EventSourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/s' })]],
  ['a state machine', "what 'Flow' (AWS::StepFunctions::StateMachine) does with a role of its own", [with_('Flow', 'AWS::StepFunctions::StateMachine', { RoleArn: 'arn:aws:iam::111122223333:role/x', DefinitionString: '{}' })]],
  ['a custom resource', "what the custom resource 'Lookup' does", [with_('Lookup', 'Custom::Lookup', { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:f' })]],
  ['a role that takes tokens of a provider', 'to whom login.example.com gives tokens, with which they take the role Deploys', [with_('Deploys', 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: document({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' } }),
  })]],
  ['code elsewhere', 'what becomes of what users send by AuthPolicy.Statement[3] (lambda:InvokeFunction)', [grant(allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111122223333:function:f'))]],
  ['a message', 'what becomes of what users send by AuthPolicy.Statement[3] (sqs:SendMessage)', [grant(allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:q'))]],
  ['a secret', 'what is kept in what users may read by AuthPolicy.Statement[3] (ssm:GetParameter)', [grant(allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111122223333:parameter/p'))]],
];

test.each(CASES)('%s: %s', (_name, line, changes) => expect(of(...changes)).toContain(line));

test('each kind of what is not looked at has a case', () => {
  expect(CASES.map(([, line]) => line).filter((line) => line !== '').length).toBeGreaterThanOrEqual(NOT_LOOKED_AT.length);
  const begins = ['what the function', 'what the triggers', 'what the API', 'passes on', 'with a role of its own', 'the custom resource', 'to whom', 'what users send', 'what is kept'];
  expect(begins.filter((part) => !CASES.some(([, line]) => line.includes(part)))).toEqual([]);
  expect(begins.length).toBe(NOT_LOOKED_AT.length);
});

test.each([
  ['the CDK that empties a bucket', with_('CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F', 'AWS::Lambda::Function', { Role: 'arn:aws:iam::111122223333:role/x', Code: { ZipFile: 'x' } })],
  ['a Cognito resource with a role', with_('Second', 'AWS::Cognito::UserPool', { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/x' } })],
  ['a bucket', with_('Second', 'AWS::S3::Bucket')],
])('%s is not listed', (_name, change) => expect(of((t) => { statements(t, 'GuestPolicy').pop(); }, change)).toEqual([]));

test('every finding that is proved has the list, and no other', () => {
  const findings = examined((t) => { fn(t); role(logs)(t); grant(allow('s3:*', '*'))(t); });
  expect(findings.filter(({ verdict, notLookedAt = [] }) => (verdict === 'PROVED') !== notLookedAt.some((one) => one.includes("function 'Fn'")))).toEqual([]);
  expect(findings.some(({ verdict }) => verdict === 'VIOLATED')).toBe(true);
});

test('a function that some deployments have is listed for an answer', () => {
  const template = plainApp();
  [fn, role(logs)].forEach((change) => change(template));
  Object.assign(template, { Parameters: { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } }, Conditions: { IsDev: { 'Fn::Equals': [ref('Stage'), 'dev'] } } });
  Object.assign(at(template, 'Fn'), { Condition: 'IsDev' });
  expect(overlooked([{ file: 't.json', body: JSON.parse(JSON.stringify(template)) as Record<string, unknown> }], loadNested)).toContain("what the function 'Fn' does for whoever invokes it");
});
