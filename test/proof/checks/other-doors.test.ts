import { allow, arn } from '../rules/plain-app';
import { baseTemplate, findingsOf } from '../generated-cases/base-template';

const OWN = '${cognito-identity.amazonaws.com:sub}';
const ofTable = { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resource: arn('Items'), key: 'dynamodb:LeadingKeys', value: '${owner}', each: true };
const index = (name: string): object => ({ 'Fn::Join': ['', [arn('Items'), `/index/${name}`]] });
const keys = { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [OWN] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } } };
const byDay = { GlobalSecondaryIndexes: [{ IndexName: 'by-day' }] };

test.each<[string, object, object, string]>([
  ['an index that everybody may query', byDay, allow('dynamodb:Query', index('by-day')), 'VIOLATED'],
  ['any index that there is', byDay, allow('dynamodb:Query', index('*')), 'VIOLATED'],
  ['a local index', { LocalSecondaryIndexes: [{ IndexName: 'by-name' }] }, allow('dynamodb:Query', index('*')), 'VIOLATED'],
  ['an index of which the own part alone may be queried', byDay, allow('dynamodb:Query', index('by-day'), keys), 'PROVED'],
  ['what no index takes', byDay, allow('dynamodb:GetItem', index('*')), 'PROVED'],
  ['a scan of the own part, which names no keys', byDay, allow(['dynamodb:Query', 'dynamodb:Scan'], index('*'), { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [OWN] } } }), 'VIOLATED'],
  ['an index that the table does not have', byDay, allow('dynamodb:Query', index('by-name')), 'PROVED'],
  ['a table without indexes', {}, allow('dynamodb:Query', index('*')), 'PROVED'],
])('the items of a table are those of its indexes: %s', (_what, properties, statement, expected) => {
  const body = baseTemplate([allow('dynamodb:GetItem', arn('Items'), keys), statement], { Items: { Type: 'AWS::DynamoDB::Table', Properties: properties } }, [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [ofTable], except: [] }]);
  expect(findingsOf(body).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict)).toEqual([expected]);
});

describe('who may change something about an object, and about whose', () => {
  const folder = (before: string): object => ({ 'Fn::Join': ['', [arn('Photos'), `/users/${before}`]] });
  const slice = { actions: ['s3:GetObject', 's3:PutObject'], resource: folder('${owner}/*') };

  test.each<[string, object, string]>([
    ['everything on the own folder: that is no bucket, and whatever is done there is done to one\'s own', allow('s3:*', folder(`${OWN}/*`)), 'PROVED'],
    ['who may read the own objects', allow('s3:PutObjectAcl', folder(`${OWN}/*`)), 'PROVED'],
    ["who may read everybody's objects", allow('s3:PutObjectAcl', folder('*')), 'VIOLATED'],
    ['who may read objects of whoever has an id that begins alike', allow('s3:PutObjectAcl', folder(`${OWN}*`)), 'VIOLATED'],
    ['who may use the bucket', allow('s3:PutBucketAcl', arn('Photos')), 'VIOLATED'],
    ['who may use the bucket, named with a wildcard', allow('s3:PutBucketPolicy', 'arn:aws:s3:::*'), 'VIOLATED'],
    ['who may use what has a slash, which is no bucket', allow('s3:PutBucketPolicy', folder('*')), 'PROVED'],
  ])('%s', (_what, statement, expected) => {
    const body = baseTemplate([allow('s3:GetObject', folder(`${OWN}/*`)), statement], { Photos: { Type: 'AWS::S3::Bucket' } }, [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [slice], except: [] }]);
    expect(findingsOf(body).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict)).toEqual([expected]);
  });
});
