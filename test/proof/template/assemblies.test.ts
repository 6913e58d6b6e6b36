import { joinedByNames } from '../../../lib/proof/template/assemblies';

const template = (file: string, resources: object): { file: string; body: Record<string, unknown> } => ({ file, body: { Resources: resources } });
const people = { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'people' } } };
const attached = { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: ['people'] } } };
const grouped = (...resources: object[]): string[][] => joinedByNames(resources.map((one, i) => [template(String(i), one)])).map((group) => group.map(({ file }) => file));

test.each<[string, object[], string[][]]>([
  ['that name nothing of each other stay apart', [people, { Queue: { Type: 'AWS::SQS::Queue' } }], [['0'], ['1']]],
  ['of which one names a role of the other belong together', [people, attached], [['0', '1']]],
  ['whichever comes first', [attached, people], [['0', '1']]],
  ['with others between them', [people, { Queue: { Type: 'AWS::SQS::Queue' } }, attached], [['1'], ['0', '2']]],
  ['with a bucket in an ARN', [{ B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'my.photos' } } }, { P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Doc: { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::my.photos/*' } } } } }], [['0', '1']]],
  ['that both have a role of the name mean their own', [{ ...people, ...attached }, { ...people, ...attached }], [['0'], ['1']]],
  ['that a third joins', [people, attached, { Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'other' } }, P: attached.Policy }], [['0', '1', '2']]],
])('assemblies %s', (_name, assemblies, expected) => expect(grouped(...assemblies)).toEqual(expected));
