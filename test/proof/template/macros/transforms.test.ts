import { expandMacros } from '../../../../lib/proof/template/macros';
import { models, resource } from '../../read';

const unseenOf = (body: Record<string, unknown>): readonly string[] => expandMacros(body).unseen;

test.each([
  'AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16', 'AWS::ServiceCatalog',
])('the transform %s adds nothing that the template does not name', (Transform) => {
  expect(unseenOf({ Transform, Resources: { B: { Type: 'AWS::S3::Bucket' } } })).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a transform of one\'s own', { Transform: ['AWS::LanguageExtensions', 'Mine'] }, "the transform 'Mine' may change anything at deployment"],
  ['a transform with parameters', { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } }, "the transform 'AWS::Include' may change anything at deployment"],
  ['a transform without a name', { Transform: [{}] }, "the transform 'of unknown name' may change anything at deployment"],
  ['a transform beside the sections', { 'Fn::Transform': { Name: 'AWS::Include' } }, "the transform 'AWS::Include' may change anything at deployment"],
  ['resources of a transform', { Resources: { 'Fn::Transform': { Name: 'AWS::Include' } } }, "the resources of 'Fn::Transform' are made at deployment"],
  ['conditions of a transform', { Conditions: { 'Fn::Transform': { Name: 'Mine' } } }, "the conditions of 'Fn::Transform' are made at deployment, by 'Mine'"],
  ['modules that are packaged', { Modules: { M: { Source: './m.yaml' } } }, "the resources of 'Modules' are made when the template is packaged"],
  ['a module', { Resources: { N: { Type: 'My::App::Grant::MODULE' } } }, "the resources of 'N', a module of the type 'My::App::Grant::MODULE', are not at hand"],
  ['a macro on a resource', { Resources: { N: { 'Type': 'AWS::SQS::Queue', 'Fn::Transform': { Name: 'Mine' } } } }, "the transform 'Mine' may change 'N' at deployment"],
])('%s may add to the stack', (_what, body, message) => {
  expect(unseenOf(body)).toEqual([message]);
});

test('what is included beside the properties of a resource makes them unknown, and nothing else', () => {
  const body = { Resources: { P: { 'Type': 'AWS::IAM::Policy', 'Properties': { PolicyName: 'p' }, 'Fn::Transform': { Name: 'AWS::Include' } }, Q: { Type: 'AWS::SQS::Queue' } } };
  expect(unseenOf(body)).toEqual([]);
  expect(models([{ file: 't.json', body }], (model) => [resource(model, 'P').properties.names(), resource(model, 'Q').properties.names()]))
    .toEqual([[{ known: false, reason: expect.stringContaining("'Fn::Transform' at Resources.P.Properties") as string }, { known: true, value: [] }]]);
});

test('an output of a provisioned product is not known, and nothing else', () => {
  const reference = '[[servicecatalog:provisionedproduct:data:BucketArn]]';
  const body = { Transform: 'AWS::ServiceCatalog', Resources: { P: { Type: 'T', Properties: { A: reference, B: 'b' } } } };
  expect((expandMacros(body).body.Resources as Record<string, { Properties: object }>).P.Properties).toEqual({
    A: { 'Fn::Transform': { Name: 'AWS::ServiceCatalog', Parameters: { Reason: 'the outputs of a provisioned product are not at hand' } } }, B: 'b',
  });
});

test('what is nested too deep is left alone', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 5000; i++) deep = { a: deep };
  const body = { Transform: 'AWS::Serverless-2016-10-31', Globals: { Function: { A: deep } }, Resources: { F: { Type: 'AWS::Serverless::Function', Properties: { A: deep } } } };
  expect(expandMacros(body)).toEqual({ body, unseen: ['values are nested more than 250 deep: what its macros make is not known'], assumptions: [] });
});

test('a template without macros is what it was', () => {
  const body = { Resources: { B: { Type: 'AWS::S3::Bucket' } } };
  expect(expandMacros(body)).toEqual({ body, unseen: [], assumptions: [] });
  expect(expandMacros(body).body).toBe(body);
});

test('why a stack is not seen whole is told with what it creates', () => {
  expect(models([{ file: 't.json', body: { Transform: 'Mine', Resources: {} } }], (model) => model.undecided)).toEqual([["the transform 'Mine' may change anything at deployment"]]);
});

const ROTATION = 'arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser';
const application = (id: unknown): object => ({ Type: 'AWS::Serverless::Application', Properties: { Location: { ApplicationId: id, SemanticVersion: '1.1.0' }, Parameters: { functionName: 'rotate' } } });
const partitions = (other: string): object => ({ Apps: { 'aws': { id: ROTATION }, 'aws-cn': { id: other } } });
const find = { 'Fn::FindInMap': ['Apps', { Ref: 'AWS::Partition' }, 'id'] };

describe('the functions of AWS that rotate secrets', () => {
  test.each<[string, Record<string, unknown>]>([
    ['of a rotation schedule', { Transform: 'AWS::SecretsManager-2020-07-23', Resources: { R: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { HostedRotationLambda: { RotationType: 'MySQLSingleUser' } } } } }],
    ['of an application', { Transform: 'AWS::Serverless-2016-10-31', Resources: { R: application(ROTATION) } }],
    ['of an application for each partition', { Transform: 'AWS::Serverless-2016-10-31', Mappings: partitions('arn:aws-cn:serverlessrepo:cn-north-1:193023089310:applications/SecretsManagerRDSPostgreSQLRotationSingleUser'), Resources: { R: application(find) } }],
  ])('%s are known, with their role', (_what, body) => {
    expect(models([{ file: 't.json', body }], ({ unseen, resources }) => [unseen, resources.filter(({ id }) => id !== 'R' && id !== 'R-Rotation').map(({ type }) => type)]))
      .toEqual([[[], ['AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Lambda::Permission']]]);
  });

  test('their name is what a schedule refers to', () => {
    const body = { Transform: 'AWS::Serverless-2016-10-31', Resources: { R: application(ROTATION), S: { Type: 'AWS::SecretsManager::RotationSchedule', Properties: { RotationLambdaARN: { 'Fn::GetAtt': ['R', 'Outputs.RotationLambdaARN'] } } } } };
    expect(models([{ file: 't.json', body }], (model) => [resource(model, 'S').properties.get('RotationLambdaARN') === resource(model, 'Rotation').arn, model.symbols.render(resource(model, 'Rotation').ref)])).toEqual([[true, 'rotate']]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['of another account', { Resources: { R: application(ROTATION.replace('297356227824', '111122223333')) } }],
    ['for something else', { Resources: { R: application(ROTATION.replace('RotationSingleUser', 'Backup')) } }],
    ['of another account in one partition', { Mappings: partitions('arn:aws-cn:serverlessrepo:cn-north-1:111122223333:applications/SecretsManagerRDSPostgreSQLRotationSingleUser'), Resources: { R: application(find) } }],
    ['whose name is a parameter', { Parameters: { App: { Type: 'String' } }, Resources: { R: application({ Ref: 'App' }) } }],
  ])('not those %s', (_what, body) => {
    expect(models([{ file: 't.json', body: { Transform: 'AWS::Serverless-2016-10-31', ...body } }], ({ unseen }) => unseen)).toEqual([["the template of the nested stack 'R' is not at hand"]]);
  });
});
