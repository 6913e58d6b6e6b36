import type { Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Key } from 'aws-cdk-lib/aws-kms';
import { IdentityPoolOnly, OwnItemGrants, OwnObjectGrants, UserPoolPlusIdentityPool } from '../../lib';
import { findingsOf, openOf } from '../support/proved';
import { stackOf, statementsOf } from '../support/stacks';

interface Site {
  readonly auth: UserPoolPlusIdentityPool;
  readonly photos: Bucket;
  readonly orders: Table;
  readonly objects: OwnObjectGrants;
  readonly items: OwnItemGrants;
}

function site(stack: Stack): Site {
  const photos = new Bucket(stack, 'Photos', { enforceSSL: true });
  const orders = new Table(stack, 'Orders', { partitionKey: { name: 'owner', type: AttributeType.STRING } });
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['administrators', 'staff'] });
  auth.addSinglePageAppClient('web');
  const objects = OwnObjectGrants.fromBucket(photos, { prefix: 'users' });
  const items = OwnItemGrants.fromTable(orders);
  objects.readWrite(auth.authenticated);
  items.readWrite(auth.authenticated);
  return { auth, photos, orders, objects, items };
}

const open = (grant: (made: Site) => void): string[] => openOf(findingsOf((stack) => grant(site(stack))));

describe('an exception that is granted by name is part of the promise', () => {
  test.each<[string, (made: Site) => void]>([
    ['administrators may delete any object', ({ objects, auth }) => objects.deleteAll(auth.group('administrators'))],
    ['administrators may write any object', ({ objects, auth }) => objects.writeAll(auth.group('administrators'))],
    ['administrators may do it all', ({ objects, auth }) => (['readAll', 'writeAll', 'deleteAll'] as const).forEach((verb) => objects[verb](auth.group('administrators')))],
    ['administrators may delete any item', ({ items, auth }) => items.deleteAll(auth.group('administrators'))],
    ['administrators may write any item', ({ items, auth }) => items.writeAll(auth.group('administrators'))],
    ['administrators may read, write and delete any item', ({ items, auth }) => (['readAll', 'writeAll', 'deleteAll'] as const).forEach((verb) => items[verb](auth.group('administrators')))],
  ])('%s', (_what, grant) => {
    expect(open(grant)).toEqual([]);
  });

  test.each<[string, (made: Site) => void]>([
    ['another verb', ({ objects, photos, auth }) => {
      objects.deleteAll(auth.group('administrators'));
      auth.group('administrators').addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [photos.arnForObjects('users/*')] }));
    }],
    ['another group', ({ objects, photos, auth }) => {
      objects.deleteAll(auth.group('administrators'));
      auth.group('staff').addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:DeleteObject'], resources: [photos.arnForObjects('users/*')] }));
    }],
    ['batches, by one word more', ({ items, orders, auth }) => {
      items.deleteAll(auth.group('administrators'));
      auth.group('administrators').addToPrincipalPolicy(new PolicyStatement({ actions: ['dynamodb:BatchWriteItem'], resources: [orders.tableArn] }));
    }],
  ])('it is none for %s', (_what, grant) => {
    expect(open(grant)).toEqual([expect.stringMatching(/^isolated VIOLATED/)]);
  });
});

describe('the fix of a violation names the call that makes the access intended', () => {
  const fix = (grant: (made: Site) => void): string[] => findingsOf((stack) => grant(site(stack))).filter(({ rule, verdict }) => rule === 'isolated' && verdict === 'VIOLATED').map((finding) => finding.fix ?? '');
  const onObjects = (action: string) => ({ auth, photos }: Site) => auth.group('staff').addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [photos.arnForObjects('users/*')] }));
  const onItems = (action: string) => ({ auth, orders }: Site) => auth.group('staff').addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [orders.tableArn] }));
  test.each<[string, string, (made: Site) => unknown]>([
    ['s3:GetObject', "readAll(auth.group('staff')) of the OwnObjectGrants", onObjects('s3:GetObject')],
    ['s3:PutObject', "writeAll(auth.group('staff')) of the OwnObjectGrants", onObjects('s3:PutObject')],
    ['s3:DeleteObject', "deleteAll(auth.group('staff')) of the OwnObjectGrants", onObjects('s3:DeleteObject')],
    ['dynamodb:Scan', "readAll(auth.group('staff')) of the OwnItemGrants", onItems('dynamodb:Scan')],
    ['dynamodb:UpdateItem', "writeAll(auth.group('staff')) of the OwnItemGrants", onItems('dynamodb:UpdateItem')],
    ['dynamodb:DeleteItem', "deleteAll(auth.group('staff')) of the OwnItemGrants", onItems('dynamodb:DeleteItem')],
  ])('%s', (_action, call, grant) => {
    const [first] = fix((made) => void grant(made));
    expect(first).toMatch(new RegExp(`^if 'group:staff' is intended to (read|write|delete) everybody's, grant it with `));
    expect(first).toContain(call);
  });

  test.each<[string, string, (made: Site) => unknown]>([
    ['objects', 'their own with read(…) of the OwnObjectGrants that made this promise; what is shared, below a prefix of its own with SharedObjectGrants.fromBucket(bucket, { prefix }).read(…)', ({ photos, auth }) => photos.grantRead(auth.authenticated)],
    ['items', 'their own with read(…) of the OwnItemGrants that made this promise', ({ orders, auth }) => orders.grantReadData(auth.authenticated)],
  ])('for everybody who signed in: %s', (_what, calls, grant) => {
    expect(fix((made) => void grant(made))[0]).toBe(`take out the grant to 'authenticated' that reaches everybody's, and grant what is intended: ${calls}`);
  });
});

describe('each verb grants no more than its word', () => {
  const WRITE = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
  test.each([
    ['writeAll', ['s3:AbortMultipartUpload', 's3:PutObject'], WRITE],
    ['deleteAll', 's3:DeleteObject', 'dynamodb:DeleteItem'],
  ] as const)('%s', (verb, ofObjects, ofItems) => {
    const stack = stackOf();
    const { authenticated } = new IdentityPoolOnly(stack, 'Auth');
    const table = Table.fromTableName(stack, 'Orders', 'orders');
    const own = { objects: OwnObjectGrants.fromBucket(Bucket.fromBucketArn(stack, 'Photos', 'arn:aws:s3:::photos'), { prefix: 'users' }), items: OwnItemGrants.fromTable(table), keyed: OwnItemGrants.fromTable(table, { keyPrefix: 'USER#' }) };
    for (const facade of Object.values(own)) {
      facade.read(authenticated);
      facade[verb](authenticated);
    }
    const granted = statementsOf(stack).filter(({ Action }) => JSON.stringify(Action) === JSON.stringify(ofObjects) || JSON.stringify(Action) === JSON.stringify(ofItems));
    expect(granted).toEqual([
      { Effect: 'Allow', Action: ofObjects, Resource: 'arn:aws:s3:::photos/users/*' },
      { Effect: 'Allow', Action: ofItems, Resource: stack.resolve(table.tableArn) as unknown },
      { Effect: 'Allow', Action: ofItems, Resource: stack.resolve(table.tableArn) as unknown, Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['USER#*'] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } } },
    ]);
  });

  test.each([['deleteAll', false], ['writeAll', true]] as const)('%s of an encrypted bucket: of its key %j', (verb, needsKey) => {
    const stack = stackOf();
    const { authenticated } = new IdentityPoolOnly(stack, 'Auth');
    const own = OwnObjectGrants.fromBucket(new Bucket(stack, 'Photos', { encryptionKey: new Key(stack, 'Key') }), { prefix: 'users' });
    own.list(authenticated);
    own[verb](authenticated);
    expect(JSON.stringify(statementsOf(stack)).includes('kms:GenerateDataKey')).toBe(needsKey);
  });
});
