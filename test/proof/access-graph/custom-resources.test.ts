import { examineTemplates } from '../../../lib/proof/prove';
import { at, photoApp } from '../photo-app';

/** The photo app with a custom resource whose function may do something: the rules of which something is not proved any more, with what is said of them. */
function open(actions: string | string[], resources: unknown = '*', without: string[] = []): Map<string, string> {
  const template = photoApp();
  for (const id of without) delete template.Resources[id];
  Object.assign(template.Resources, {
    Runner: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: resources }] } }] } },
    Code: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: { 'Fn::GetAtt': ['Runner', 'Arn'] } } },
    Custom: { Type: 'Custom::Setup', Properties: { ServiceToken: { 'Fn::GetAtt': ['Code', 'Arn'] } } },
  });
  const findings = examineTemplates([{ file: 't.json', body: template }]).filter(({ verdict }) => verdict !== 'PROVED');
  expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(findings.length > 0 ? ['UNKNOWN'] : []));
  return new Map(findings.map(({ rule, message }) => [rule, message]));
}

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });


test.each<[string, string | string[], unknown, string[]]>([
  ['whom roles trust', 'iam:UpdateAssumeRolePolicy', '*', ['trust-audience', 'trust-authentication', 'guarded', 'isolated', 'limited', 'exclusive', 'guest-in-signed-in-role', 'role-not-assumable']],
  ['whom one role trusts', 'iam:UpdateAssumeRolePolicy', arn('GuestRole'), ['guarded', 'limited', 'role-not-assumable']],
  ['what a role may do', 'iam:PutRolePolicy', arn('AuthRole'), ['isolated', 'limited', 'exclusive', 'server-only', 'privilege-escalation']],
  ['the policy of a bucket', 's3:PutBucketPolicy', arn('Photos'), ['isolated', 'limited', 'privilege-escalation']],
  ['the policy of a bucket, beside what a role may do', ['iam:PutRolePolicy', 's3:PutBucketPolicy'], [arn('Photos'), arn('GuestRole')], ['isolated', 'limited', 'guest-wide-access']],
  ['which roles an identity pool gives', 'cognito-identity:SetIdentityPoolRoles', '*', ['isolated', 'exclusive', 'privilege-escalation']],
  ['how an identity pool is set up', 'cognito-identity:UpdateIdentityPool', '*', ['isolated', 'exclusive', 'privilege-escalation']],
  ['what app clients write', 'cognito-idp:UpdateUserPoolClient', '*', ['server-only']],
  ['anything', '*', '*', ['guarded', 'isolated', 'limited', 'exclusive', 'server-only', 'guest-in-signed-in-role', 'guest-wide-access', 'role-not-assumable', 'privilege-escalation', 'open-sign-up-wide-access']],
])('a custom resource that may change %s leaves open what rests on it', (_what, actions, resources, rules) => {
  const found = open(actions, resources);
  expect([...found.keys()]).toEqual(expect.arrayContaining(rules));
  for (const message of found.values()) expect(message).toMatch(/the custom resource 'Custom' may do (anything|[a-z0-9-]+:\w+) at deployment/);
});

test('the promise of a user pool that no identity pool takes is left open as well', () => {
  const without = Object.keys(photoApp().Resources).filter((id) => !['UserPool', 'WebClient'].includes(id));
  for (const actions of ['cognito-idp:UpdateUserPoolClient', '*']) expect([...open(actions, '*', without).keys()]).toContain('server-only');
  expect(open('cognito-idp:DescribeUserPool', '*', without)).toEqual(new Map());
});

test('a custom resource that may do what nobody knows leaves open what rests on it', () => {
  for (const message of open('s3:ListObjekts').values()) expect(message).toContain("the custom resource 'Custom' may do anything at deployment: of the action s3:ListObjekts nothing is known here");
  expect(open('s3:ListObjekts').size).toBeGreaterThan(5);
});

test.each<[string, string | string[], unknown]>([
  ['writes its log', 'logs:PutLogEvents', '*'],
  ['names operations of Amazon S3, which are no actions', ['s3:ListObjects', 'S3:headBucket', 's3:UploadPart'], '*'],
  ['changes a role that the templates do not hold', 'iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/other'],
])('a custom resource that %s leaves all decided', (_what, actions, resources) => expect(open(actions, resources)).toEqual(new Map()));

test('says by which steps a custom resource comes to what it may do', () => {
  const template = photoApp();
  const role = (...statements: object[]): object => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] } });
  const code = (id: string): object => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: arn(id) } });
  Object.assign(template.Resources, {
    Runner: role({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn('Worker') }), Code: code('Runner'), Custom: { Type: 'Custom::Setup', Properties: { ServiceToken: arn('Code') } },
    Worker: code('Working'), Working: role({ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: arn('AuthRole') }),
  });
  const found = examineTemplates([{ file: 't.json', body: template }]).find(({ rule }) => rule === 'isolated');
  expect(found?.message).toContain("the custom resource 'Custom' may do iam:PutRolePolicy at deployment when it sets Worker to work (lambda:InvokeFunction), which has Working");
  expect(found?.fix).toBe("take lambda:InvokeFunction, by which it comes to that, out of what the function of 'Custom' may do, and let the template say what it does");
});

test.each<[string, object, boolean]>([
  ['has an environment that only the deployment knows', { Environment: { Image: 'a', EnvironmentVariables: [{ Name: 'URL', Value: { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Mode' }] }] } }] } }, false],
  ['is called as only the deployment knows', { Name: { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Mode' }] }] } }, false],
  ['has a role that only the deployment knows', { ServiceRole: { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Mode' }] }] } }, true],
  ['has a role for several builds at once that only the deployment knows', { BuildBatchConfig: { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Mode' }] }] } }, true],
])('a custom resource that starts a project which %s', (_what, properties, leftOpen) => {
  const template = photoApp();
  const runs = (service: string, ...Statement: object[]): object => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] } });
  Object.assign(template, { Parameters: { Mode: { Type: 'String' } } });
  Object.assign(template.Resources, {
    Runner: runs('lambda.amazonaws.com', { Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: arn('Project') }), Code: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: arn('Runner') } }, Custom: { Type: 'Custom::Setup', Properties: { ServiceToken: arn('Code') } },
    Building: runs('codebuild.amazonaws.com', { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }), Project: { Type: 'AWS::CodeBuild::Project', Properties: { ServiceRole: arn('Building'), ...properties } },
  });
  const found = examineTemplates([{ file: 't.json', body: template }]).filter(({ verdict }) => verdict !== 'PROVED');
  expect(found.some(({ message }) => message.includes('which role is gained by codebuild:StartBuild is not known'))).toBe(leftOpen);
});

test('what a custom resource may do in some deployments alone leaves open the trust policies that hold in the others', () => {
  const template = photoApp();
  Object.assign(template, { Parameters: { Mode: { Type: 'String', AllowedValues: ['plain', 'setup'] } }, Conditions: { Setup: { 'Fn::Equals': [{ Ref: 'Mode' }, 'setup'] } } });
  Object.assign(template.Resources, {
    Runner: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:UpdateAssumeRolePolicy', Resource: arn('AuthRole') }] } }] } },
    Code: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: arn('Runner') } }, Custom: { Type: 'Custom::Setup', Condition: 'Setup', Properties: { ServiceToken: arn('Code') } },
  });
  const verdicts = (parameters: Record<string, string>): string[] => examineTemplates([{ file: 't.json', body: template, parameters }]).filter(({ rule, subject }) => rule.startsWith('trust-') && subject === 'AuthRole').map(({ rule, verdict }) => `${rule} ${verdict}`);
  expect(verdicts({})).toEqual(['trust-audience UNKNOWN', 'trust-authentication UNKNOWN']);
  expect(verdicts({ Mode: 'plain' })).toEqual(['trust-audience PROVED', 'trust-authentication PROVED']);
});

test('what guests perhaps come by through a custom resource is said once for each role that they begin with', () => {
  const template = photoApp();
  const runs = (...Statement: object[]): object => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] } });
  const code = (id: string): object => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: arn(id) } });
  Object.assign(template.Resources, { Runner: runs({ Effect: 'Allow', Action: 'lambda:AddPermission', Resource: '*' }), Code: code('Runner'), Custom: { Type: 'Custom::Setup', Properties: { ServiceToken: arn('Code') } } });
  for (const id of ['A', 'B', 'C']) Object.assign(template.Resources, { [`Wide${id}`]: runs({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }), [`Code${id}`]: code(`Wide${id}`) });
  const found = examineTemplates([{ file: 't.json', body: template }]).filter(({ rule }) => rule === 'guest-wide-access').map(({ subject, verdict, message }) => [subject, verdict, message]);
  expect(found).toEqual([['GuestRole', 'UNKNOWN', expect.stringContaining("after a step: the custom resource 'Custom' may do lambda:AddPermission at deployment")]]);
});

test('what people get only if a custom resource changes the identity pool is said once, of the pool', () => {
  const judged = (action: string): unknown[] => {
    const template = photoApp();
    const runs = (Action: string): object => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] } }] } });
    Object.assign(template.Resources, { Runner: runs(action), Code: { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: '' }, Role: arn('Runner') } }, Custom: { Type: 'Custom::Setup', Properties: { ServiceToken: arn('Code') } } });
    for (const id of ['A', 'B', 'C']) template.Resources[`Wide${id}`] = runs('s3:GetObject');
    const found = examineTemplates([{ file: 't.json', body: template }]).filter(({ rule }) => rule === 'open-sign-up-wide-access' || rule === 'guest-wide-access');
    return found.filter(({ subject }) => subject === 'IdentityPool' || subject.startsWith('Wide')).map(({ rule, subject, verdict, message }) => [rule, subject, verdict, message.startsWith("the custom resource 'Custom' may do anything at deployment")]);
  };
  expect(judged('s3:ListObjekts')).toEqual([['guest-wide-access', 'IdentityPool', 'UNKNOWN', true], ['open-sign-up-wide-access', 'IdentityPool', 'UNKNOWN', true]]);
  expect(judged('logs:PutLogEvents')).toEqual([]);
});

test('what guests surely come by counts as what their role gives', () => {
  const template = photoApp();
  at(template, 'IdentityPool/Properties').AllowClassicFlow = true;
  delete at(template, 'Attachment/Properties').RoleMappings;
  template.Resources.Wide = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: arn('GuestRole') }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } }] } };
  const found = examineTemplates([{ file: 't.json', body: template }]).filter(({ rule }) => rule === 'guest-wide-access').map(({ subject, verdict, resource }) => [subject, verdict, resource]);
  expect(found).toEqual([['GuestRole', 'VIOLATED', 'Wide']]);
});

describe("calls of the CDK's AwsCustomResource", () => {
  const document = (principal: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'logs:PutLogEvents', Resource: '*' }] });
  const call = (service: string, action: string, parameters: object = {}): string => JSON.stringify({ service, action, parameters, physicalResourceId: { id: 'a' } });
  const putPolicy = (principal: object): string => call('CloudWatchLogs', 'putResourcePolicy', { policyName: 'events', policyDocument: document(principal) });
  const removed = (policyName: string): string => call('CloudWatchLogs', 'deleteResourcePolicy', { policyName });

  /** What is open where the role of the function may do anything, and the calls stand in the template. */
  function openWith(events: Readonly<Record<string, unknown>>, handler = 'AWS679f53fac002430cb0da5b7982bd22872D164C4C'): string[] {
    const template = photoApp();
    Object.assign(template.Resources, {
      Runner: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }] } },
      [handler]: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'assets', S3Key: 'a.zip' }, Role: arn('Runner') } },
      Custom: { Type: 'Custom::AWS', Properties: { ServiceToken: arn(handler), ...events } },
    });
    return [...new Set(examineTemplates([{ file: 't.json', body: template }]).filter(({ verdict }) => verdict !== 'PROVED').map(({ rule }) => rule))];
  }

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['that read', { Create: call('EC2', 'describeVpcs'), Update: call('@aws-sdk/client-ssm', 'GetParameterCommand', { Name: 'a' }) }],
    ['that let a service write logs, and take that back', { Create: putPolicy({ Service: 'events.amazonaws.com' }), Delete: removed('events') }],
    ['of no event', {}],
  ])('%s leave all decided', (_what, events) => expect(openWith(events)).toEqual([]));

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['that let people write logs', { Create: putPolicy({ AWS: '*' }) }, 'limited'],
    ['that take back another policy of logs', { Create: putPolicy({ Service: 'events.amazonaws.com' }), Delete: removed('others') }, 'limited'],
    ['that change a bucket policy, for a service or not', { Create: call('S3', 'putBucketPolicy', { Policy: document({ Service: 'events.amazonaws.com' }) }) }, 'isolated'],
    ['that change what a role may do', { Create: call('IAM', 'putRolePolicy') }, 'isolated'],
    ['that pass a role', { Create: call('Lambda', 'createFunction') }, 'guarded'],
    ['that set code to work', { Create: call('Lambda', 'invoke') }, 'guarded'],
    ['with another role', { Create: JSON.stringify({ service: 'EC2', action: 'describeVpcs', assumedRoleArn: 'arn:aws:iam::111122223333:role/a' }) }, 'guarded'],
    ['of a service that nobody knows', { Create: call('Elsewhere', 'describeVpcs') }, 'guarded'],
    ['that are known only at deployment', { Create: { Ref: 'AWS::NotificationARNs' } }, 'guarded'],
    ['that are no calls', { Create: 'describeVpcs' }, 'guarded'],
  ])('%s do not', (_what, events, rule) => expect(openWith(events)).toContain(rule));

  test('of another function do not', () => expect(openWith({ Create: call('EC2', 'describeVpcs') }, 'Handler')).toContain('guarded'));
});

test.each(['Custom::DynamoDBReplica', 'Custom::AWSCDK-EKS-Cluster', 'Custom::AWSCDK-EKS-KubernetesResource'])('the provider of the CDK for %s is known', (type) => {
  const template = photoApp();
  Object.assign(template.Resources, {
    Runner: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }] } }] } },
    ProviderframeworkonEvent83C1D0A7: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: 'assets', S3Key: 'a.zip' }, Role: arn('Runner') } },
    Custom: { Type: type, Properties: { ServiceToken: arn('ProviderframeworkonEvent83C1D0A7') } },
  });
  expect(examineTemplates([{ file: 't.json', body: template }]).filter(({ verdict }) => verdict !== 'PROVED')).toEqual([]);
});

test('what has no policy of its own opens to nobody', () => {
  expect(open(['ec2:CreateNetworkInterface', 'acm:DeleteCertificate', 'route53:ChangeResourceRecordSets'])).toEqual(new Map());
  expect([...open('logs:PutResourcePolicy').keys()]).toContain('limited');
});
