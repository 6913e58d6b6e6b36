import { AttributeType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OwnItemGrants, OwnObjectGrants, RecordGrants, SharedObjectGrants, UserPoolPlusIdentityPool } from '../../lib';
import { stackOf, statementsOf } from '../support/stacks';

const READ = ['kms:Decrypt'];
const WRITE = ['kms:Decrypt', 'kms:GenerateDataKey'];
/** DynamoDB encrypts by one action more than Amazon S3. */
const WRITE_ITEMS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];

function given() {
  const stack = stackOf('eu-west-1');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['staff'] });
  return { stack, key: new Key(stack, 'Key'), owners: auth.authenticated, staff: auth.group('staff'), onKey: (service: string) => {
    const statements = statementsOf(stack, 'staff').filter(({ Resource }) => JSON.stringify(Resource).includes('"Key'));
    for (const { Condition } of statements) expect(Condition).toEqual({ StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', [`${service}.eu-west-1.`, { Ref: 'AWS::URLSuffix' }]] } } });
    return statements.flatMap(({ Action }) => Action);
  } };
}

describe('each verb grants what it needs of the key of what is encrypted, through its service, and no more', () => {
  test.each([
    ['read', READ], ['write', WRITE_ITEMS], ['readWrite', WRITE_ITEMS], ['readAll', READ], ['writeAll', WRITE_ITEMS], ['deleteAll', WRITE_ITEMS],
  ] as const)('own items: %s', (verb, actions) => {
    const { stack, key, owners, staff, onKey } = given();
    const table = new Table(stack, 'Orders', {
      partitionKey: { name: 'owner', type: AttributeType.STRING }, sortKey: { name: 'id', type: AttributeType.STRING }, encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key,
    });
    table.addLocalSecondaryIndex({ indexName: 'by-date', sortKey: { name: 'date', type: AttributeType.STRING } });
    const own = OwnItemGrants.fromTable(table, { indexes: ['by-date'] });
    own.read(owners);
    own[verb](staff);
    expect(onKey('dynamodb')).toEqual(actions);
  });

  test.each([
    ['read', READ], ['write', WRITE], ['readWrite', WRITE], ['list', []], ['delete', []], ['readAll', READ], ['writeAll', WRITE], ['deleteAll', []],
  ] as const)('own objects: %s', (verb, actions) => {
    const { stack, key, owners, staff, onKey } = given();
    const own = OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos', { encryptionKey: key }), { prefix: 'users' });
    own.read(owners);
    own[verb](staff);
    expect(onKey('s3')).toEqual(actions);
  });

  test.each([
    ['read', READ], ['write', WRITE], ['readWrite', WRITE], ['list', []], ['delete', []],
  ] as const)('shared objects: %s', (verb, actions) => {
    const { stack, key, staff, onKey } = given();
    SharedObjectGrants.fromBucket(new Bucket(stack, 'News', { encryptionKey: key }), { prefix: 'news' })[verb](staff);
    expect(onKey('s3')).toEqual(actions);
  });

  test('records: put', () => {
    const { stack, key, staff, onKey } = given();
    RecordGrants.fromStream(new Stream(stack, 'Clicks', { encryptionKey: key })).put(staff);
    expect(onKey('kinesis')).toEqual(['kms:GenerateDataKey']);
  });
});
