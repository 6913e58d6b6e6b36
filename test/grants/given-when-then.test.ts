import type { Stack } from 'aws-cdk-lib';
import { AttributeType, CfnTable, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnStream, Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import { CfnDeliveryStream, DeliveryStream, DisableLogging, S3Bucket } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { IdentityPoolPrincipal } from '../../lib';
import { IdentityPoolOnly, IdentityPoolProvider, Owner, OwnItemGrants, OwnObjectGrants, RecordGrants, TokenClaim } from '../../lib';
import { stackOf, statementsOf } from '../support/stacks';

const ME = '${cognito-identity.amazonaws.com:sub}';
const TENANT = '${aws:PrincipalTag/tenantId}';
const USER = '${aws:PrincipalTag/sub}';
const ADMITTED = (tag: string): object => ({ StringNotLike: { [`aws:PrincipalTag/${tag}`]: ['', '*/*'] } });
const KEYED = (key: string): object => ({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [key] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } });

/** The resource as a grant names it: by a reference where it is made here, by its ARN where it was imported. */
type Given<Resource> = [string, (stack: Stack) => Resource];
/** What is granted, and what the policy says then, with ARN for the ARN of the resource. */
type WhenThen<Grants> = [string, (grants: Grants, users: IdentityPoolPrincipal) => unknown, object[]];

function statementsWithArn(stack: Stack): unknown[] {
  const resolved = JSON.stringify(statementsOf(stack, 'Authenticated'))
    .replace(/\{"Fn::Join":\["",\[\{"Fn::GetAtt":\["Given[^"]*","Arn"\]\},"([^"]*)"\]\]\}/g, '"ARN$1"')
    .replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":s3:::given([^"]*)"\]\]\}/g, '"ARN$1"')
    .replace(/\{"Fn::GetAtt":\["Given[^"]*","Arn"\]\}/g, '"ARN"')
    .replace(/arn:aws:[a-z0-9]+:[a-z0-9-]*:\d*:[a-z]*\/?:*given/g, 'ARN');
  return JSON.parse(resolved) as unknown[];
}

function table<Resource, Grants>(title: string, given: Given<Resource>[], grantsOf: (resource: Resource) => Grants, cases: WhenThen<Grants>[]): void {
  describe.each(given)(`given ${title} that is %s`, (_kind, make) => {
    test.each(cases)('when %s', (_when, grant, then) => {
      const stack = stackOf('eu-west-1');
      const auth = new IdentityPoolOnly(stack, 'Auth');
      auth.addProvider(IdentityPoolProvider.google('a'), { sessionTags: { tenantId: TokenClaim.named('hd') } });
      grant(grantsOf(make(stack)), auth.authenticated);
      expect(statementsWithArn(stack)).toEqual(then.map((statement) => ({ Effect: 'Allow', ...statement })));
    });
  });
}

const buckets: Given<Bucket | CfnBucket | ReturnType<typeof Bucket.fromBucketName>>[] = [
  ['owned', (stack) => new Bucket(stack, 'Given')],
  ['imported by its name', (stack) => Bucket.fromBucketName(stack, 'Given', 'given')],
  ['imported by its ARN', (stack) => Bucket.fromBucketArn(stack, 'Given', 'arn:aws:s3:::given')],
  ['an L1', (stack) => new CfnBucket(stack, 'Given')],
];
const list = (folder: string, conditions: object = {}): object => ({ Action: 's3:ListBucket', Resource: 'ARN', Condition: { ...conditions, StringLike: { 's3:prefix': `${folder}/*` } } });
const inFolder = (Action: unknown, folder: string, Condition?: object): object => ({ Action, Resource: `ARN/${folder}/*`, ...(Condition && { Condition }) });

table('a bucket', buckets, (bucket) => OwnObjectGrants.fromBucket(bucket, { prefix: 'users' }), [
  ['users read their own objects', (own, users) => own.read(users), [inFolder('s3:GetObject', `users/${ME}`), list(`users/${ME}`)]],
  ['users write them', (own, users) => own.write(users), [inFolder(['s3:AbortMultipartUpload', 's3:PutObject'], `users/${ME}`)]],
  ['users delete them', (own, users) => own.delete(users), [inFolder('s3:DeleteObject', `users/${ME}`)]],
  ['users list them', (own, users) => own.list(users), [list(`users/${ME}`)]],
  ['users read and write them', (own, users) => own.readWrite(users), [
    inFolder(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], `users/${ME}`), list(`users/${ME}`)]],
]);

table('a bucket of tenants', buckets, (bucket) => OwnObjectGrants.fromBucket(bucket, { prefix: 'tenants', owner: Owner.sessionTag('tenantId') }), [
  ['users read what their tenant has', (own, users) => own.read(users), [
    inFolder('s3:GetObject', `tenants/${TENANT}`, ADMITTED('tenantId')), list(`tenants/${TENANT}`, ADMITTED('tenantId'))]],
  ['users write it', (own, users) => own.write(users), [inFolder(['s3:AbortMultipartUpload', 's3:PutObject'], `tenants/${TENANT}`, ADMITTED('tenantId'))]],
]);

table('a bucket of users by sub', buckets, (bucket) => OwnObjectGrants.fromBucket(bucket, { prefix: 'users', owner: Owner.sub() }), [
  ['users delete their own objects', (own, users) => own.delete(users), [inFolder('s3:DeleteObject', `users/${USER}`, ADMITTED('sub'))]],
]);

const partitionKey = { name: 'owner', type: AttributeType.STRING };
const tables: Given<Table | TableV2 | CfnTable | ReturnType<typeof Table.fromTableArn>>[] = [
  ['owned', (stack) => new Table(stack, 'Given', { partitionKey })],
  ['owned, of version 2', (stack) => new TableV2(stack, 'Given', { partitionKey })],
  ['imported by its ARN', (stack) => Table.fromTableArn(stack, 'Given', 'arn:aws:dynamodb:eu-west-1:111122223333:table/given')],
  ['an L1', (stack) => new CfnTable(stack, 'Given', { keySchema: [{ attributeName: 'owner', keyType: 'HASH' }], attributeDefinitions: [{ attributeName: 'owner', attributeType: 'S' }] })],
];
const READ = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query'];
const WRITE = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const inTable = (Action: unknown, Condition: object, Resource: unknown = 'ARN'): object => ({ Action, Resource, Condition });

table('a table', tables, (orders) => OwnItemGrants.fromTable(orders), [
  ['users read their own items', (own, users) => own.read(users), [inTable(READ, KEYED(ME))]],
  ['users write them', (own, users) => own.write(users), [inTable(WRITE, KEYED(ME))]],
  ['users read and write them', (own, users) => own.readWrite(users), [inTable([...READ, ...WRITE].sort(), KEYED(ME))]],
]);

table('a table of tenants', tables, (orders) => OwnItemGrants.fromTable(orders, { keyPrefix: 'TENANT#', owner: Owner.sessionTag('tenantId') }), [
  ['users read the items of their tenant', (own, users) => own.read(users), [inTable(READ, { ...ADMITTED('tenantId'), ...KEYED(`TENANT#${TENANT}`) })]],
]);

table('a table of users by sub', tables, (orders) => OwnItemGrants.fromTable(orders, { owner: Owner.sub() }), [
  ['users write their own items', (own, users) => own.write(users), [inTable(WRITE, { ...ADMITTED('sub'), ...KEYED(USER) })]],
]);

table('a data stream', [
  ['owned', (stack) => new Stream(stack, 'Given', { encryption: StreamEncryption.UNENCRYPTED })],
  ['imported by its ARN', (stack) => Stream.fromStreamArn(stack, 'Given', 'arn:aws:kinesis:eu-west-1:111122223333:stream/given')],
  ['an L1', (stack) => new CfnStream(stack, 'Given')],
], (stream: Stream | CfnStream | ReturnType<typeof Stream.fromStreamArn>) => RecordGrants.fromStream(stream), [
  ['users put records', (records, users) => records.put(users), [{ Action: ['kinesis:PutRecord', 'kinesis:PutRecords'], Resource: 'ARN' }]],
]);

table('a delivery stream', [
  ['owned', (stack) => new DeliveryStream(stack, 'Given', { destination: new S3Bucket(new Bucket(stack, 'Archive'), { loggingConfig: new DisableLogging() }) })],
  ['imported by its ARN', (stack) => DeliveryStream.fromDeliveryStreamArn(stack, 'Given', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/given')],
  ['an L1', (stack) => new CfnDeliveryStream(stack, 'Given')],
], (stream: DeliveryStream | CfnDeliveryStream | ReturnType<typeof DeliveryStream.fromDeliveryStreamArn>) => RecordGrants.fromDeliveryStream(stream), [
  ['users put records', (records, users) => records.put(users), [{ Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Resource: 'ARN' }]],
]);
