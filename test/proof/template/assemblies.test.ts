import { joinedByNames } from '../../../lib/proof/template/assemblies';

const template = (file: string, resources: object): { file: string; body: Record<string, unknown> } => ({ file, body: { Resources: resources } });
const people = { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'people' } } };
const attached = { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: ['people'] } } };
const bucket = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my.photos' } } };
const ofBucket = { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Doc: { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::my.photos/*' } } } } };
const grouped = (...resources: object[]): string[][] => joinedByNames(resources.map((one, i) => [template(String(i), one)])).map((group) => group.map(({ file }) => file));

test.each<[string, object[], string[][]]>([
  ['that name nothing of each other stay apart', [people, { Queue: { Type: 'AWS::SQS::Queue' } }], [['0'], ['1']]],
  ['of which one names a role of the other belong together', [people, attached], [['0', '1']]],
  ['whichever comes first', [attached, people], [['0', '1']]],
  ['with others between them', [bucket, { Queue: { Type: 'AWS::SQS::Queue' } }, ofBucket], [['1'], ['0', '2']]],
  ['with a bucket in an ARN', [bucket, ofBucket], [['0', '1']]],
  ['that both have a role of the name mean their own', [{ ...people, ...attached }, { ...people, ...attached }], [['0'], ['1']]],
  ['of which one attaches a policy to a name that is put together', [people, { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ 'Fn::Join': ['', ['peo', 'ple']] }] } } }], [['0', '1']]],
  ['of which one names a role that is named by a parameter', [{ Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Name' } } } }, attached], [['0', '1']]],
  ['of which one takes over what another exports', [people, { Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ 'Fn::ImportValue': 'role' }] } } }], [['0', '1']]],
  ['of which one has a queue with the name of a role that it means', [people, { ...attached, Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'people' } } }], [['0', '1']]],
  ['whose policies are attached to their own roles stay apart', [people, { Role: { Type: 'AWS::IAM::Role' }, Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }] } } }], [['0'], ['1']]],
  ['that a third joins', [people, attached, { Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'other' } }, P: attached.Policy }], [['0', '1', '2']]],
])('assemblies %s', (_name, assemblies, expected) => expect(grouped(...assemblies)).toEqual(expected));

test('stages of several stacks that import from each other stay apart', () => {
  const stage = (name: string): { file: string; body: Record<string, unknown> }[] => [
    { file: `${name}-auth`, body: { Resources: people, Outputs: { Role: { Value: 'a', Export: { Name: `${name}:Role` } } } } },
    { file: `${name}-app`, body: { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Doc: { Resource: { 'Fn::ImportValue': `${name}:Role` } } } } } } },
  ];
  expect(joinedByNames([stage('beta'), stage('prod')]).map((group) => group.length)).toEqual([2, 2]);
});
