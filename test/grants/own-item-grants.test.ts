import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { AttributeType, CfnTable, Table, TableEncryption, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { IdentityPoolOnly, IdentityPoolProvider, Owner, OwnItemGrants, TokenClaim } from '../../lib';
import { intentOf, resourcesOf, stackOf, statementsOf, Template } from '../support/stacks';

const ARN = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const SUB = '${cognito-identity.amazonaws.com:sub}';
const OWN = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [SUB] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } };

function given() {
  const stack = stackOf();
  const auth = new IdentityPoolOnly(stack, 'Auth');
  return { stack, auth, users: auth.authenticated, table: Table.fromTableArn(stack, 'Orders', ARN) };
}

describe('each verb grants no more than its word, and never a scan', () => {
  const READ = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query'];
  const WRITE = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
  test.each([
    ['read', READ],
    ['write', WRITE],
    ['readWrite', [...READ, ...WRITE].sort()],
  ] as const)('%s', (verb, actions) => {
    const { stack, users, table } = given();
    expect(OwnItemGrants.fromTable(table)[verb](users).success).toBe(true);
    expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: actions, Resource: ARN, Condition: OWN }]);
  });

  test('named indexes can be queried, under the same condition', () => {
    const { stack, users, table } = given();
    OwnItemGrants.fromTable(table, { indexes: ['by-date'] }).readWrite(users);
    expect(statementsOf(stack)).toContainEqual({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${ARN}/index/by-date`, Condition: OWN });
  });

  test('readAll is an exception, granted by name, with scan', () => {
    const { stack, auth, users, table } = given();
    const google = IdentityPoolProvider.google('a');
    auth.addProvider(google);
    const own = OwnItemGrants.fromTable(table, { indexes: ['by-date'] });
    own.write(users);
    own.readAll(auth.usersOf(google));
    expect(statementsOf(stack, 'People')).toEqual([{ Effect: 'Allow', Action: [...READ, 'dynamodb:Scan'], Resource: [ARN, `${ARN}/index/by-date`] }]);
    const [record] = Object.entries(resourcesOf(stack, 'AWS::IAM::Policy')).filter(([id]) => id.includes('Authenticated')).map(([, policy]) => intentOf(policy));
    const slice = {
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:Scan', 'dynamodb:PartiQL*'],
      key: 'dynamodb:LeadingKeys', value: '${owner}', each: true,
    };
    expect(record.isolated).toEqual([{
      identityPool: { $Ref: expect.anything() as unknown },
      title: 'users reach only their own items',
      owner: { kind: 'identity-id' },
      slices: [{ ...slice, resource: ARN }, { ...slice, resource: `${ARN}/index/*` }],
      except: [{ principal: 'provider:accounts.google.com', actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem', 'dynamodb:Scan'] }],
    }]);
  });
});

test('a prefix of the key, and a tenant as the owner', () => {
  const { stack, auth, users, table } = given();
  auth.addProvider(IdentityPoolProvider.google('a'), { sessionTags: { tenantId: TokenClaim.named('hd') } });
  OwnItemGrants.fromTable(table, { keyPrefix: 'TENANT#', owner: Owner.sessionTag('tenantId') }).write(users);
  expect(statementsOf(stack)[0].Condition).toEqual({
    'StringNotLike': { 'aws:PrincipalTag/tenantId': ['', '*/*'] },
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['TENANT#${aws:PrincipalTag/tenantId}'] },
    'Null': { 'dynamodb:LeadingKeys': 'false' },
  });
});

test('each table, prefix and owner has a promise of its own', () => {
  const { stack, auth, users, table } = given();
  auth.addProvider(IdentityPoolProvider.google('a'), { sessionTags: { tenantId: TokenClaim.named('hd') } });
  const other = Table.fromTableArn(stack, 'Invoices', `${ARN}-2`);
  for (const own of [OwnItemGrants.fromTable(table), OwnItemGrants.fromTable(other), OwnItemGrants.fromTable(table, { keyPrefix: 'USER#' }), OwnItemGrants.fromTable(table, { owner: Owner.sessionTag('tenantId') }), OwnItemGrants.fromTable(table, { owner: Owner.sub() })]) own.read(users);
  const isolated = Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).flatMap((policy) => intentOf(policy).isolated as { title: string; slices: { resource: string; value: string }[] }[]);
  expect(isolated.filter((one) => 'except' in one)).toEqual([]);
  expect(isolated.map(({ title, slices: [{ resource, value }] }) => [title, resource, value])).toEqual([
    ['users reach only their own items', ARN, '${owner}'],
    ['users reach only their own items', `${ARN}-2`, '${owner}'],
    ['users reach only their own items', ARN, 'USER#${owner}'],
    ['users of different tenantId reach only their own items', ARN, '${owner}'],
    ['users by sub reach only their own items', ARN, '${owner}'],
  ]);
});

describe('any reference to a table will do', () => {
  const partitionKey = { name: 'owner', type: AttributeType.STRING };
  const makes: [string, (stack: Stack) => ITableRef][] = [
    ['L2', (stack) => new Table(stack, 'Table', { partitionKey })],
    ['L2, version 2', (stack) => new TableV2(stack, 'Table', { partitionKey })],
    ['L1', (stack) => new CfnTable(stack, 'Table', { keySchema: [{ attributeName: 'owner', keyType: 'HASH' }], attributeDefinitions: [{ attributeName: 'owner', attributeType: 'S' }] })],
    ['imported', (stack) => Table.fromTableName(stack, 'Table', 'orders')],
  ];
  test.each(makes)('%s', (_kind, make) => {
    const stack = stackOf();
    OwnItemGrants.fromTable(make(stack)).read(new IdentityPoolOnly(stack, 'Auth').authenticated);
    expect(statementsOf(stack)).toEqual([expect.objectContaining({ Condition: OWN })]);
  });

  test('the key of an encrypted table is granted through DynamoDB alone', () => {
    const stack = stackOf('eu-west-1');
    const table = new Table(stack, 'Table', { partitionKey, encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: new Key(stack, 'Key') });
    OwnItemGrants.fromTable(table).readWrite(new IdentityPoolOnly(stack, 'Auth').authenticated);
    const onKey = statementsOf(stack).filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    expect(onKey).toEqual([expect.objectContaining({
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } },
    })]);
  });

  test('a local index of an L2 table has the key of the table', () => {
    const stack = stackOf();
    const table = new Table(stack, 'Table', { partitionKey, sortKey: { name: 'id', type: AttributeType.STRING } });
    table.addLocalSecondaryIndex({ indexName: 'by-date', sortKey: { name: 'date', type: AttributeType.STRING } });
    expect(() => OwnItemGrants.fromTable(table, { indexes: ['by-date'] })).not.toThrow();
    expect(() => OwnItemGrants.fromTable(table, { indexes: ['by-dat'] })).toThrow("unknown-index: index 'by-dat' is not among those of the table (by-date); did you mean 'by-date'? if not, add the index to the table first [at Stack/Table]");
  });
});

describe('refused', () => {
  test.each([
    ['an L2', (stack: Stack) => new Table(stack, 'Orders', { partitionKey: { name: 'id', type: AttributeType.NUMBER } })],
    ['a TableV2', (stack: Stack) => new TableV2(stack, 'Orders', { partitionKey: { name: 'id', type: AttributeType.NUMBER } })],
    ['an L1', (stack: Stack) => new CfnTable(stack, 'Orders', { attributeDefinitions: [{ attributeName: 'id', attributeType: 'N' }], keySchema: [{ attributeName: 'id', keyType: 'HASH' }] })],
  ])('the partition key of %s is a number', (_kind, table) => {
    expect(() => OwnItemGrants.fromTable(table(stackOf()))).toThrow(
      "partition-key-type: the partition key 'id' of the table is of the type N; use a table whose partition key is of the type S: owners are text, and nobody would own an item [at Stack/Orders]");
  });

  test('an index that is not there', () => {
    const table = new Table(stackOf(), 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING }, sortKey: { name: 'at', type: AttributeType.STRING } });
    expect(() => OwnItemGrants.fromTable(table, { indexes: ['by-date'] })).toThrow(
      "unknown-index: index 'by-date' is not among those of the table (none); correct the name, or add the index to the table first [at Stack/Orders]");
    table.addLocalSecondaryIndex({ indexName: 'by-date', sortKey: { name: 'date', type: AttributeType.STRING } });
    expect(() => OwnItemGrants.fromTable(table, { indexes: ['by-date'] })).not.toThrow();
  });

  describe('an index by another key', () => {
    const [owner, status] = ['owner', 'status'].map((name) => ({ name, type: AttributeType.STRING }));
    const attributeDefinitions = [owner, status].map(({ name }) => ({ attributeName: name, attributeType: 'S' }));
    const projection = { projectionType: 'ALL' };
    const hash = (attributeName: string) => ({ attributeName, keyType: 'HASH' });
    test.each<[string, string, (stack: Stack) => ITableRef]>([
      ['an L2', 'status', (stack) => {
        const table = new Table(stack, 'Table', { partitionKey: owner });
        table.addGlobalSecondaryIndex({ indexName: 'by-status', partitionKey: status });
        return table;
      }],
      ['a TableV2', 'status', (stack) => new TableV2(stack, 'Table', { partitionKey: owner, globalSecondaryIndexes: [{ indexName: 'by-status', partitionKey: status }] })],
      ['a TableV2, by the key of the table and another attribute', 'owner and status', (stack) => new TableV2(stack, 'Table', { partitionKey: owner, globalSecondaryIndexes: [{ indexName: 'by-status', partitionKeys: [owner, status] }] })],
      ['an L1, by the key of the table and one that is a parameter', 'owner and one that only the deployment knows', (stack) => new CfnTable(stack, 'Table', { attributeDefinitions, keySchema: [hash('owner')], globalSecondaryIndexes: [{ indexName: 'by-status', keySchema: [hash('owner'), hash(new CfnParameter(stack, 'Attribute').valueAsString)], projection }] })],
      ['an L1', 'status', (stack) => new CfnTable(stack, 'Table', { attributeDefinitions, keySchema: [hash('owner')], globalSecondaryIndexes: [{ indexName: 'by-status', keySchema: [hash('status')], projection }] })],
    ])('%s', (_kind, key, table) => {
      expect(() => OwnItemGrants.fromTable(table(stackOf()), { indexes: ['by-status'] })).toThrow(
        `index-of-another-key: index 'by-status' has the partition key '${key}', the table has 'owner'; `
        + 'query by an index with the partition key of the table, such as a local one: in this index an item of one owner can carry the key of another [at Stack/Table]');
    });

    test('may be one whose name is known at deploy time only', () => {
      const stack = stackOf();
      const indexName = new CfnParameter(stack, 'Index').valueAsString;
      const table = new CfnTable(stack, 'Table', { attributeDefinitions, keySchema: [hash('owner')], globalSecondaryIndexes: [{ indexName, keySchema: [hash('owner')], projection }] });
      expect(() => OwnItemGrants.fromTable(table, { indexes: ['by-date'] })).not.toThrow();
    });

    test('is none of the key of the table, nor one whose key is known at deploy time only', () => {
      const stack = stackOf();
      const later = new CfnParameter(stack, 'Attribute').valueAsString;
      const table = new CfnTable(stack, 'Table', { attributeDefinitions, keySchema: [hash('owner')], globalSecondaryIndexes: [{ indexName: 'by-date', keySchema: [hash('owner')], projection }, { indexName: 'later', keySchema: [hash(later)], projection }] });
      expect(() => OwnItemGrants.fromTable(table, { indexes: ['by-date', 'later'] })).not.toThrow();
    });
  });

  test.each(['*', 'by/date', 'ab', 'a'.repeat(256)])('the index %j', (index) => {
    const { table } = given();
    expect(() => OwnItemGrants.fromTable(table, { indexes: [index] })).toThrow(`index-name: index '${index}'; name it in 3 to 255 letters, digits, '_', '.' and '-' [at Stack/Orders]`);
  });

  test.each(['USER*', 'US?R', '${aws:userid}', 'USER$'])('the key prefix %j', (keyPrefix) => {
    const { table } = given();
    expect(() => OwnItemGrants.fromTable(table, { keyPrefix })).toThrow(
      `key-prefix: keyPrefix '${keyPrefix}' has a character with a meaning in IAM policies (*, ?, \${, or $ before the variable); write it in plain characters, such as 'USER#' [at Stack/Orders]`);
  });

  test('tokens where literals decide', () => {
    const { stack, table } = given();
    const token = new CfnParameter(stack, 'Name').valueAsString;
    expect(() => OwnItemGrants.fromTable(table, { keyPrefix: token })).toThrow("literal-required: 'keyPrefix' is a token");
    expect(() => OwnItemGrants.fromTable(table, { indexes: [token] })).toThrow('literal-required: the name of an index is a token');
  });

  test('a principal of another app, and an exception to no promise', () => {
    const { stack, users, table } = given();
    const own = OwnItemGrants.fromTable(table);
    expect(() => own.read(new IdentityPoolOnly(new Stack(new App(), 'Other'), 'Auth').authenticated)).toThrow('principal-of-another-app: the principal Other/Auth/Authenticated');
    own.readAll(users);
    expect(() => Template.fromStack(stack)).toThrow('exception-without-promise: authenticated may reach what belongs to others in the table, but nobody of their identity pool owns anything there');
  });

  test('an exception to no promise below a prefix, which is named', () => {
    const { stack, users, table } = given();
    OwnItemGrants.fromTable(table).read(users);
    OwnItemGrants.fromTable(table, { keyPrefix: 'USER#' }).readAll(users);
    expect(() => Template.fromStack(stack)).toThrow("exception-without-promise: authenticated may reach what belongs to others under 'USER#', but nobody of their identity pool owns anything there");
  });

  test('a table of another account', () => {
    const stack = stackOf('eu-west-1');
    const table = Table.fromTableArn(stack, 'Orders', 'arn:aws:dynamodb:eu-west-1:999999999999:table/orders');
    expect(() => OwnItemGrants.fromTable(table).read(new IdentityPoolOnly(stack, 'Auth').authenticated)).toThrow(
      'resource-in-another-account: Stack/Orders is in account 999999999999, the users of the identity pool get roles in 111122223333');
  });
});
