import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { AuthorizationType, Definition, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ApiInvokeGrants, OwnItemGrants, OwnObjectGrants, RecordGrants, SharedObjectGrants, UserAdministrationGrants, UserPoolPlusIdentityPool } from '../../lib';
import { stackOf } from '../support/stacks';

/** What JavaScript hands over where a compiler would refuse it. */
const wrong = null as never;
const graphql = (stack: Stack) => new GraphqlApi(stack, 'Graphql', {
  name: 'orders', definition: Definition.fromFile(join(__dirname, 'orders.graphql')), authorizationConfig: { defaultAuthorization: { authorizationType: AuthorizationType.IAM } },
});
const table = (stack: Stack) => Table.fromTableName(stack, 'Orders', 'orders');
const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Photos', 'photos');
const pools = (stack: Stack) => new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['support'] });
const OF_S3 = 'give a bucket of S3, or what refers to one';
const OPTIONS = 'give an object with the properties by their names';
const WHOM = "whom is granted to is null where something else must be; give auth.authenticated, auth.group('…') or guests.principal";

test.each<[string, (stack: Stack) => unknown, string]>([
  ['a method', () => ApiInvokeGrants.fromMethod(wrong), 'the method is null where something else must be; give a method of a REST API'],
  ['a route', () => ApiInvokeGrants.fromRoute(wrong), 'the route is null where something else must be; give a route of an HTTP API'],
  ['an API', () => ApiInvokeGrants.fromFields(wrong, 'Query', ['orders']), 'the API is null where something else must be; give a GraphqlApi of AppSync'],
  ['the name of a type', (stack) => ApiInvokeGrants.fromFields(graphql(stack), wrong, ['orders']), 'the name of the type is null where text must be; give a string, or a token of one: Token.asString(…) [at Stack/Graphql]'],
  ['names of fields', (stack) => ApiInvokeGrants.fromFields(graphql(stack), 'Query', wrong), "'fieldNames' is null where a list must be; give an array, or a token of one: Token.asList(…) [at Stack/Graphql]"],
  ['the name of a field', (stack) => ApiInvokeGrants.fromFields(graphql(stack), 'Query', [wrong]), 'the name of a field is null where text must be; give a string, or a token of one: Token.asString(…) [at Stack/Graphql]'],
  ['a table', () => OwnItemGrants.fromTable(wrong), 'the table is null where something else must be; give a table of DynamoDB, or what refers to one'],
  ['options of own items', (stack) => OwnItemGrants.fromTable(table(stack), wrong), `'options' of own items is null where an object must be; ${OPTIONS} [at Stack/Orders]`],
  ['indexes', (stack) => OwnItemGrants.fromTable(table(stack), { indexes: 'by-date' as never }), "'indexes' is 'by-date' where a list must be; give an array, or a token of one: Token.asList(…) [at Stack/Orders]"],
  ['an owner', (stack) => OwnItemGrants.fromTable(table(stack), { owner: 'tenantId' as never }), "'owner' is 'tenantId' where something else must be; give Owner.identityId() or another of its methods [at Stack/Orders]"],
  ['a bucket of own objects', () => OwnObjectGrants.fromBucket(wrong, { prefix: 'users' }), `the bucket is null where something else must be; ${OF_S3}`],
  ['options of own objects', (stack) => OwnObjectGrants.fromBucket(bucket(stack), wrong), `'options' of own objects is null where an object must be; ${OPTIONS} [at Stack/Photos]`],
  ['a bucket of shared objects', () => SharedObjectGrants.fromBucket(wrong, { prefix: 'news' }), `the bucket is null where something else must be; ${OF_S3}`],
  ['options of shared objects', (stack) => SharedObjectGrants.fromBucket(bucket(stack), wrong), `'options' of the shared objects is null where an object must be; ${OPTIONS} [at Stack/Photos]`],
  ['a stream', () => RecordGrants.fromStream(wrong), 'the stream is null where something else must be; give a stream of Kinesis, or what refers to one'],
  ['a delivery stream', () => RecordGrants.fromDeliveryStream(wrong), 'the delivery stream is null where something else must be; give a delivery stream of Firehose, or what refers to one'],
  ['an app monitor', () => RecordGrants.fromAppMonitor(wrong), 'the app monitor is null where something else must be; give an app monitor of CloudWatch RUM, or what refers to one'],
  ['a user pool', () => UserAdministrationGrants.fromUserPool(wrong), 'the user pool is null where something else must be; give a UserPool, or what refers to one'],
  ['the role of an import', (stack) => {
    const auth = pools(stack);
    auth.grants.importUsers(auth.group('support'), wrong);
  }, "'userImportRole' is null where something else must be; give the role that obtainUserImportRole() of the pool returns [at Stack/Auth/UserPool]"],
  ['who owns', (stack) => OwnItemGrants.fromTable(table(stack)).read(wrong), `${WHOM} [at Stack/Orders]`],
  ['who shares', (stack) => SharedObjectGrants.fromBucket(bucket(stack), { prefix: 'news' }).list(wrong), `${WHOM} [at Stack/Photos]`],
  ['who sends', (stack) => RecordGrants.fromStream(Stream.fromStreamArn(stack, 'Clicks', 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks')).put(wrong), `${WHOM} [at Stack/Clicks]`],
  ['who administers', (stack) => pools(stack).grants.readUsers(wrong), `${WHOM} [at Stack/Auth/UserPool]`],
])('%s', (_what, call, message) => {
  expect(() => call(stackOf())).toThrow(new Error(`wrong-type: ${message}`));
});
