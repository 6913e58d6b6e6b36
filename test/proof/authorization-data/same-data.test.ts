import { actionFacts, actionsMatching } from '../../../lib/proof/authorization-data/actions';
import { sameDataAs } from '../../../lib/proof/authorization-data/same-data';

const same = (...patterns: string[]): string[] => sameDataAs(patterns).flatMap(({ actions }) => [...actions]);

test.each<[string, string[], string[], string[]]>([
  ['another action that reads', ['s3:GetObject'], ['s3:GetObjectVersion', 's3:GetObjectTorrent'], ['s3:GetObjectAcl', 's3:PutObject']],
  ['what a pattern names already is not named again', ['s3:Get*'], [], ['s3:GetObjectVersion']],
  ['in any letter case', ['S3:GETOBJECT'], ['s3:GetObjectVersion'], []],
  ['a write that returns what was there', ['dynamodb:GetItem'], ['dynamodb:Query', 'dynamodb:UpdateItem'], ['dynamodb:GetItem', 'dynamodb:BatchWriteItem']],
  ['writing is not reading', ['dynamodb:PutItem'], ['dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'], ['dynamodb:GetItem']],
  ['sending mail in another form', ['ses:SendEmail'], ['ses:SendRawEmail'], ['ses:SendEmail', 'ses:GetTemplate']],
  ['a search by POST, which reads', ['es:ESHttpGet'], ['es:ESHttpPost'], ['es:ESHttpPut', 'es:ESHttpDelete']],
  ['of other services nothing', ['sqs:ReceiveMessage'], [], ['s3:GetObjectVersion']],
])('%s', (_title, patterns, among, notAmong) => {
  const actions = same(...patterns);
  expect(actions).toEqual(expect.arrayContaining(among));
  expect(actions.filter((action) => notAmong.includes(action))).toEqual([]);
});

test('every action that it names is one that AWS has', () => {
  const services = ['s3', 'dynamodb', 'ssm', 'logs', 'lambda', 'kinesis', 'firehose', 'ecr', 'bedrock', 'sagemaker', 'ses', 'sdb', 'codecommit', 'cognito-idp', 'kinesisvideo', 'athena', 'appconfig', 'cloudfront-keyvaluestore', 'es', 's3-outposts', 's3-object-lambda'];
  const named = services.flatMap((service) => actionsMatching(`${service}:*`).flatMap(({ name }) => same(name)));
  expect(new Set(named.map((action) => action.split(':')[0]))).toEqual(new Set(services));
  expect(named.filter((action) => actionFacts(action) === undefined)).toEqual([]);
});
