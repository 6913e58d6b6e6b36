import { AccessGraph } from '../../../lib/proof/access-graph/access-graph';
import { at, photoApp, type Template } from '../photo-app';
import { models } from '../read';

const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const document = (action: string): object => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });

/** The statements that a role has: kind, blame id, action; why, of those that are not known, or perhaps not there. */
function policies(change: (template: Template) => void, id = 'GuestRole'): string[] {
  const template = photoApp();
  delete template.Resources.GuestPolicy;
  change(template);
  return models([{ file: 't.json', body: template }], (model) => new AccessGraph(model).roles.all().find(({ name }) => name === id)?.policies
    .flatMap(({ origin, statements }) => statements.map((s) => [origin.kind, s.id, s.unknown === undefined ? s.actions.map((a) => a.text).join() : model.symbols.render(s.unknown), ...(s.uncertain === undefined ? [] : [`perhaps: ${model.symbols.render(s.uncertain)}`])].join(' '))) ?? []).flat();
}

test.each<[string, (t: Template) => void, string[]]>([
  ['inline', (t) => { at(t, 'GuestRole/Properties').Policies = [{ PolicyName: 'p', PolicyDocument: document('a:b') }]; }, ['identity GuestRole.Policies[0].Statement[0] a:b']],
  ['a policy that names the role', (t) => { t.Resources.P = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'GuestRole' }], PolicyDocument: document('a:b') } }; }, ['identity P.Statement[0] a:b']],
  ['a role policy', (t) => { t.Resources.P = { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'GuestRole' }, PolicyDocument: document('a:b') } }; }, ['identity P.Statement[0] a:b']],
  ['a managed policy that names the role', (t) => { t.Resources.P = { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'GuestRole' }], PolicyDocument: document('a:b') } }; }, ['identity P.Statement[0] a:b']],
  ['a managed policy that the role names, once even if both do', (t) => {
    t.Resources.P = { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: 'GuestRole' }], PolicyDocument: document('a:b') } };
    at(t, 'GuestRole/Properties').ManagedPolicyArns = [{ Ref: 'P' }];
  }, ['identity P.Statement[0] a:b']],
  ['a boundary', (t) => {
    t.Resources.P = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('a:b') } };
    at(t, 'GuestRole/Properties').PermissionsBoundary = { Ref: 'P' };
  }, ['boundary P.Statement[0] a:b']],
  ['a boundary that is not at hand', (t) => { at(t, 'GuestRole/Properties').PermissionsBoundary = 'arn:aws:iam::111122223333:policy/b'; },
    ['boundary GuestRole.PermissionsBoundary the text of the managed policy arn:aws:iam::111122223333:policy/b is not in the templates']],
  ['of AWS, with known text', (t) => { at(t, 'GuestRole/Properties').ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess']; }, ['identity GuestRole.ManagedPolicyArns[0].Statement[0] *']],
  ['of AWS, with unknown text', (t) => { at(t, 'GuestRole/Properties').ManagedPolicyArns = ['arn:aws:iam::aws:policy/constructor']; },
    ['identity GuestRole.ManagedPolicyArns[0] the text of the managed policy arn:aws:iam::aws:policy/constructor is not in the templates']],
  ['attached to a role that only the deployment knows: perhaps to this one', (t) => {
    t.Parameters = { Name: { Type: 'String' } };
    t.Resources.P = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Name' }], PolicyDocument: document('a:b') } };
  }, ["identity P.Statement[0] a:b perhaps: it is not known to which roles 'P' is attached: parameter 'Name' has no value here; give it with --parameter Name=…"]],
  ['of AWS, attached by a budget on the day on which it is spent', (t) => {
    t.Resources.B = { Type: 'AWS::Budgets::BudgetsAction', Properties: { Definition: { IamActionDefinition: { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', Roles: [{ Ref: 'GuestRole' }] } } } };
  }, ["identity B.Definition.Statement[0] * perhaps: 'B' attaches it when a budget is spent"]],
  ['attached by a budget to another role', (t) => {
    t.Resources.B = { Type: 'AWS::Budgets::BudgetsAction', Properties: { Definition: { IamActionDefinition: { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', Roles: [{ Ref: 'AuthRole' }] } } } };
  }, []],
  ['attached to another role', (t) => { t.Resources.P = { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'AuthRole' }], PolicyDocument: document('a:b') } }; }, []],
  ['a document that is text', (t) => { at(t, 'GuestRole/Properties').Policies = [{ PolicyName: 'p', PolicyDocument: JSON.stringify(document('a:b')) }]; }, ['identity GuestRole.Policies[0].Statement[0] a:b']],
  ['a document that only the deployment knows', (t) => { at(t, 'GuestRole/Properties').Policies = [{ PolicyName: 'p', PolicyDocument: { 'Fn::Transform': { Name: 'X' } } }]; },
    ["identity GuestRole what 'Fn::Transform' at Resources.GuestRole.Properties.Policies[0].PolicyDocument makes is not at hand"]],
])('policies of a role: %s', (_name, change, expected) => {
  expect(policies(change)).toEqual(expected);
});

/** What governs which resource: blame id, the ARNs, and whether the policy itself must allow. */
function governing(resources: Record<string, object>): string[] {
  return models([{ file: 't.json', body: { Resources: resources } }], (model) => new AccessGraph(model).resourcePolicies()
    .map(({ origin, statements }) => [statements[0]?.id, (origin.attachedTo ?? []).map((a) => model.symbols.render(a)).join(' '), origin.mustAllow ? '!' : ''].join(' ').trim())).flat();
}

const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

test.each<[string, Record<string, object>, string]>([
  ['of a bucket', { B: { Type: 'AWS::S3::Bucket' }, P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: open } } }, 'P.Statement[0] arn:*:s3:::${B} arn:*:s3:::${B}/*'],
  ['of a bucket outside', { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'other', PolicyDocument: open } } }, 'P.Statement[0] arn:*:s3:::other arn:*:s3:::other/*'],
  ['of a queue', { Q: { Type: 'AWS::SQS::Queue' }, P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Q' }], PolicyDocument: open } } }, 'P.Statement[0] arn:*:sqs:${AWS::Region}:${AWS::AccountId}:${Q}'],
  ['of a topic', { T: { Type: 'AWS::SNS::Topic' }, P: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'T' }], PolicyDocument: open } } }, 'P.Statement[0] ${T}'],
  ['of a key', { K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: open } } }, 'K.KeyPolicy.Statement[0] ${K.Arn} !'],
  ['of a table', { T: { Type: 'AWS::DynamoDB::Table', Properties: { ResourcePolicy: { PolicyDocument: open } } } }, 'T.ResourcePolicy.Statement[0] ${T.Arn} ${T.Arn}/index/*'],
  ['of a stream of a table', { T: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE', ResourcePolicy: { PolicyDocument: open } } } } }, 'T.StreamSpecification.ResourcePolicy.Statement[0] ${T.Arn} ${T.Arn}/stream/*'],
  ['of a stream', { S: { Type: 'AWS::Kinesis::Stream' }, P: { Type: 'AWS::Kinesis::ResourcePolicy', Properties: { ResourceArn: arn('S'), ResourcePolicy: open } } }, 'P.ResourcePolicy.Statement[0] ${S.Arn}'],
  ['of a function', { F: { Type: 'AWS::Lambda::Function' }, P: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: arn('F'), Action: 'lambda:InvokeFunction', Principal: '*' } } }, 'P.Statement[0] ${F.Arn} ${F.Arn}:*'],
  ['of an API', { A: { Type: 'AWS::ApiGateway::RestApi', Properties: { Policy: open } } }, 'A.Policy.Statement[0] arn:*:execute-api:${AWS::Region}:${AWS::AccountId}:${A}/*'],
  ['of something that only the deployment knows', { P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { 'Fn::Transform': { Name: 'X' } }, PolicyDocument: open } } }, 'P.Statement[0] *'],
])('resource policies: %s', (_name, resources, expected) => expect(governing(resources)).toEqual([expected]));
