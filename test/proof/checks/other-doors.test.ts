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
  ['an index that the table does not have', byDay, allow('dynamodb:Query', index('by-name')), 'PROVED'],
  ['a table without indexes', {}, allow('dynamodb:Query', index('*')), 'PROVED'],
])('the items of a table are those of its indexes: %s', (_what, properties, statement, expected) => {
  const body = baseTemplate([allow('dynamodb:GetItem', arn('Items'), keys), statement], { Items: { Type: 'AWS::DynamoDB::Table', Properties: properties } }, [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [ofTable], except: [] }]);
  expect(findingsOf(body).filter(({ rule }) => rule === 'isolated').map(({ verdict }) => verdict)).toEqual([expected]);
});
