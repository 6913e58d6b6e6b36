import { allow, arn } from '../rules/plain-app';
import { baseTemplate, findingsOf } from '../generated-cases/base-template';
import type { Finding } from '../../../lib/proof/findings/finding';

const OWN = '${cognito-identity.amazonaws.com:sub}';
const SLICE = { actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Scan'], resource: arn('Items'), key: 'dynamodb:LeadingKeys', value: '${owner}', each: true };
const by = (operator: string, value = OWN, more: object = {}): object => ({ Condition: { [operator]: { 'dynamodb:LeadingKeys': [value] }, ...more } });
const PRESENT = { Null: { 'dynamodb:LeadingKeys': 'false' } };

function isolated(statement: object): Finding | undefined {
  const body = baseTemplate([statement], { Items: { Type: 'AWS::DynamoDB::Table', Properties: {} } }, [{ kind: 'isolated', owner: { kind: 'identity-id' }, slices: [SLICE], except: [] }]);
  return findingsOf(body).find(({ rule }) => rule === 'isolated');
}

test.each<[string, object, string, RegExp, object]>([
  ['a scan, which names no key', allow(['dynamodb:GetItem', 'dynamodb:Scan'], arn('Items'), by('ForAllValues:StringEquals')), 'the condition lets requests pass that name no key',
    /^take dynamodb:Scan out of \S+: it reads the table without a key$/, allow('dynamodb:GetItem', arn('Items'), by('ForAllValues:StringEquals'))],
  ['a wildcard after the id', allow('dynamodb:GetItem', arn('Items'), by('ForAllValues:StringLike', `${OWN}*`)), 'nothing ends the variable: one value can begin another',
    /^take the wildcard after \S+ out of the condition of \S+$/, allow('dynamodb:GetItem', arn('Items'), by('ForAllValues:StringLike'))],
  ['one key of several', allow('dynamodb:BatchGetItem', arn('Items'), by('ForAnyValue:StringEquals')), 'the condition asks for one of the keys alone: others may stand beside it',
    /^ask in \S+ by ForAllValues:StringEquals, in place of ForAnyValue:StringEquals, and add the condition Null dynamodb:LeadingKeys = false$/, allow('dynamodb:BatchGetItem', arn('Items'), by('ForAllValues:StringEquals', OWN, PRESENT))],
])('own items, %s: the finding says what it is, and what it says to do closes it', (_what, statement, message, fix, after) => {
  const found = isolated(statement);
  expect(found).toMatchObject({ verdict: 'VIOLATED', message });
  expect(found?.fix).toMatch(fix);
  expect(isolated(after)?.verdict).toBe('PROVED');
});
