import { App, CfnParameter, Lazy, Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { checkPolicySize } from '../../lib/mapping/policy-size';
import { stackOf } from '../support/stacks';

const QUOTA = 10_240;
const stack = stackOf();
const parameter = new CfnParameter(stack, 'Name').valueAsString;
const statement = (resource: string, action = 's3:GetObject', conditions?: Record<string, object>) => new PolicyStatement({ actions: [action], resources: [resource], conditions });
/** How long the JSON of a statement is. */
const written = (resource: unknown, action = 's3:GetObject', conditions?: object): number => JSON.stringify({ Action: action, Effect: 'Allow', Resource: resource, ...(conditions && { Condition: conditions }) }).length;
/** A statement of a size. */
const filler = (size: number, action = 's3:PutObject') => statement('x'.repeat(size - written('', action)), action);
/** What the message says is needed beside a statement that fills the quota. */
const sizeOf = (counted: PolicyStatement): number => Number(/needs at least (\d+) characters/.exec(checkPolicySize(stack, [[filler(QUOTA)], [counted]])[0])?.[1]) - QUOTA;

test('what fills the quota fits, and one character more does not', () => {
  expect(checkPolicySize(stack, [[filler(QUOTA)]])).toEqual([]);
  expect(checkPolicySize(stack, [[filler(QUOTA + 1)]])).toEqual([expect.stringContaining(
    'policy-too-large: what is granted needs at least 10241 characters of policy; a role holds 10240. The largest: s3:PutObject on 1 resource(s) with 10241; '
    + 'grant on a prefix or a path in common instead of on each resource, or spread the grants over groups [at Stack]')]);
});

test('policies of one role count together', () => {
  expect(checkPolicySize(stack, [[filler(5120)], [filler(5120, 's3:GetObject')]])).toEqual([]);
  expect(checkPolicySize(stack, [[filler(5120)], [filler(5121, 's3:GetObject')]])).toHaveLength(1);
});

test('the three largest statements are named, the largest first, with two of their actions', () => {
  const many = new PolicyStatement({ actions: ['s3:A', 's3:B', 's3:C'], resources: ['x'.repeat(4000), 'y'.repeat(4000)] });
  const [message] = checkPolicySize(stack, [[filler(900, 'a:A'), filler(3000, 'b:B'), filler(800, 'c:C')], [many]]);
  expect(message).toMatch(/The largest: s3:A, s3:B on 2 resource\(s\) with 80\d\d; b:B on 1 resource\(s\) with 3000; a:A on 1 resource\(s\) with 900; grant on/);
});

test.each<[string, PolicyStatement, number]>([
  ['text', statement('arn:aws:s3:::photos/*'), written('arn:aws:s3:::photos/*')],
  ['white space, which IAM does not count', statement('arn:aws:s3:::my photos/*'), written('arn:aws:s3:::myphotos/*')],
  ['lists', new PolicyStatement({ actions: ['s3:GetObject'], resources: ['a', 'b', 'c'] }), written(['a', 'b', 'c'])],
  ['conditions', statement('*', 's3:GetObject', { Null: { 'aws:PrincipalTag/a': true } }), written('*', 's3:GetObject', { Null: { 'aws:PrincipalTag/a': true } })],
  ['a reference, by the shortest name that there may be', statement(parameter), written('') - 2 + 12],
  ['references in a text', statement(`arn:aws:s3:::${parameter}/${parameter}/*`), written(`arn:aws:s3:::${'x'.repeat(12)}/${'x'.repeat(12)}/*`)],
])('%s', (_what, counted, size) => {
  expect(sizeOf(counted)).toBe(size);
});

describe('what turns out longer than it is written counts as it turns out', () => {
  const long = 'x'.repeat(QUOTA);

  test.each<[string, PolicyStatement]>([
    ['a resource that is produced late', statement(Lazy.string({ produce: () => long }))],
    ['a list that is produced late', new PolicyStatement({ actions: ['s3:GetObject'], resources: Lazy.list({ produce: () => [long] }) })],
    ['a condition that is produced late', statement('*', 's3:GetObject', { StringEquals: { 'aws:PrincipalTag/a': Lazy.string({ produce: () => long }) } })],
    ['a condition that is an object of the CDK', statement('*', 's3:GetObject', { StringEquals: Lazy.any({ produce: () => ({ 'aws:PrincipalTag/a': long }) }) })],
    ['a key that is produced late', statement('*', 's3:GetObject', { StringEquals: { [Lazy.string({ produce: () => long })]: 'a' } })],
  ])('%s', (_what, counted) => {
    expect(checkPolicySize(stack, [[counted]])).toHaveLength(1);
  });

  test('names of what stands in a stack of another Region', () => {
    const app = new App();
    const [here, there] = ['us-east-1', 'eu-west-1'].map((region) => new Stack(app, region, { env: { account: '111122223333', region } }));
    const tables = Array.from({ length: 50 }, (_item, index) => new Table(there, `Table${index}`, {
      tableName: `${'t'.repeat(250)}${index}`, partitionKey: { name: 'id', type: AttributeType.STRING },
    }));
    expect(checkPolicySize(here, [tables.map(({ tableArn }) => statement(tableArn))])).toHaveLength(1);
  });
});
