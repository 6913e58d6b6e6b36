import { actionFacts } from '../../../lib/proof/authorization-data/actions';
import { sameDataAs } from '../../../lib/proof/authorization-data/same-data';

const same = (...patterns: string[]): string[] => sameDataAs(patterns).flatMap(({ actions }) => [...actions]);

test.each<[string, string[], string[], string[]]>([
  ['another action that reads', ['s3:GetObject'], ['s3:GetObjectVersion', 's3:GetObjectTorrent'], ['s3:GetObjectAcl', 's3:PutObject']],
  ['what a pattern names already is not named again', ['s3:Get*'], [], ['s3:GetObjectVersion']],
  ['in any letter case', ['S3:GETOBJECT'], ['s3:GetObjectVersion'], []],
  ['a write that returns what was there', ['dynamodb:GetItem'], ['dynamodb:Query', 'dynamodb:UpdateItem'], ['dynamodb:GetItem', 'dynamodb:BatchWriteItem']],
  ['writing is not reading', ['dynamodb:PutItem'], ['dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'], ['dynamodb:GetItem']],
  ['of other services nothing', ['sqs:ReceiveMessage'], [], ['s3:GetObjectVersion']],
])('%s', (_title, patterns, among, notAmong) => {
  const actions = same(...patterns);
  expect(actions).toEqual(expect.arrayContaining(among));
  expect(actions.filter((action) => notAmong.includes(action))).toEqual([]);
});

test('every action that it names is one that AWS has', () => {
  expect(same('s3:GetObject', 's3:DeleteObject', 's3:PutObject', 's3:ListBucket', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'ssm:GetParameter', 'logs:GetLogEvents', 'lambda:InvokeFunction').filter((action) => actionFacts(action) === undefined)).toEqual([]);
});
