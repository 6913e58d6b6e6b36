import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnStream, Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import { CfnDeliveryStream, DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnAppMonitor } from 'aws-cdk-lib/aws-rum';
import { AccessModel, GuestAccess, IdentityPoolOnly, RecordGrants } from '../../lib';
import { stackOf, statementsOf } from '../support/stacks';

const KINESIS = ['kinesis:PutRecord', 'kinesis:PutRecords'];
const FIREHOSE = ['firehose:PutRecord', 'firehose:PutRecordBatch'];
const RUM = 'rum:PutRumEvents';
const makes: [string, (stack: Stack) => RecordGrants, string | string[]][] = [
  ['a data stream', (stack) => RecordGrants.fromStream(new Stream(stack, 'Clicks', { encryption: StreamEncryption.UNENCRYPTED })), KINESIS],
  ['an L1 data stream', (stack) => RecordGrants.fromStream(new CfnStream(stack, 'Clicks')), KINESIS],
  ['an imported data stream', (stack) => RecordGrants.fromStream(Stream.fromStreamArn(stack, 'Clicks', 'arn:aws:kinesis:ap-south-1:111122223333:stream/clicks')), KINESIS],
  ['an L1 delivery stream', (stack) => RecordGrants.fromDeliveryStream(new CfnDeliveryStream(stack, 'Clicks')), FIREHOSE],
  ['an imported delivery stream', (stack) => RecordGrants.fromDeliveryStream(DeliveryStream.fromDeliveryStreamArn(stack, 'Clicks', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/clicks')), FIREHOSE],
  ['an app monitor', (stack) => RecordGrants.fromAppMonitor(new CfnAppMonitor(stack, 'Clicks', { name: 'shop', domain: 'shop.example.com' })), RUM],
];

test.each(makes)('put into %s: sending, one or many, and nothing else', (_kind, make, actions) => {
  const stack = stackOf();
  expect(make(stack).put(new IdentityPoolOnly(stack, 'Auth').authenticated).success).toBe(true);
  expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: actions, Resource: expect.anything() as unknown }]);
});

test.each(makes)('guests may put into %s: Cognito leaves it to them', (_kind, make) => {
  const stack = stackOf();
  expect(() => make(stack).put(new GuestAccess(stack, 'Guests').principal)).not.toThrow();
});

test('the key of an encrypted stream is granted through Kinesis alone', () => {
  const stack = stackOf('eu-west-1');
  RecordGrants.fromStream(new Stream(stack, 'Clicks', { encryptionKey: new Key(stack, 'Key') })).put(new IdentityPoolOnly(stack, 'Auth').authenticated);
  expect(statementsOf(stack)).toContainEqual({
    Effect: 'Allow',
    Action: 'kms:GenerateDataKey',
    Resource: { 'Fn::GetAtt': [expect.stringContaining('Key'), 'Arn'] },
    Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['kinesis.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } },
  });
});

describe('the key of an L1 stream', () => {
  const statementsWith = (keyId: (stack: Stack) => string) => {
    const stack = stackOf('eu-west-1');
    RecordGrants.fromStream(new CfnStream(stack, 'Clicks', { streamEncryption: { encryptionType: 'KMS', keyId: keyId(stack) } })).put(new IdentityPoolOnly(stack, 'Auth').authenticated);
    return statementsOf(stack).filter(({ Action }) => Action === 'kms:GenerateDataKey');
  };
  const throughKinesis = { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['kinesis.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } };
  const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

  test('is granted through Kinesis alone, by whatever reference to a key', () => {
    const made = { 'Fn::GetAtt': [expect.stringContaining('Key'), 'Arn'] };
    expect(statementsWith((stack) => new Key(stack, 'Key').keyArn)).toMatchObject([{ Resource: made, Condition: throughKinesis }]);
    expect(statementsWith((stack) => new Key(stack, 'Key').keyId)).toMatchObject([{ Resource: made }]);
    expect(statementsWith(() => arn)).toMatchObject([{ Resource: arn, Condition: throughKinesis }]);
    expect(statementsWith(() => '1234abcd-12ab-34cd-56ef-1234567890ab')).toMatchObject([{ Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab']] } }]);
  });

  test('is nothing that users need where it is that of the service', () => {
    expect(statementsWith(() => 'alias/aws/kinesis')).toEqual([]);
    expect(statementsWith(() => 'arn:aws:kms:eu-west-1:111122223333:alias/aws/kinesis')).toEqual([]);
  });

  test('is refused by an alias, which no policy can name', () => {
    expect(() => statementsWith(() => 'alias/clicks')).toThrow(
      "stream-key: the key of the stream is 'alias/clicks'; name the key by its ARN or its id, or pass an L2 Stream with an encryptionKey: what is put is encrypted with it, and policies name no alias [at Stack/Clicks]");
  });

  test('is refused where it is known at deploy time only: it could be an alias', () => {
    expect(() => statementsWith((stack) => new CfnParameter(stack, 'Key').valueAsString)).toThrow('stream-key: the key of the stream is a token (a value known only at deploy time); name the key by its ARN or its id');
  });
});

test.each(makes)('a principal of another app cannot put into %s', (_kind, make) => {
  const elsewhere = new IdentityPoolOnly(new Stack(new App(), 'Other'), 'Auth');
  expect(() => make(stackOf()).put(elsewhere.authenticated)).toThrow(
    'principal-of-another-app: the principal Other/Auth/Authenticated is of another app than the resource; grant within one app; across apps, share the role ARN and grant there [at Stack/Clicks]');
});

test('a stream of another account', () => {
  const stack = stackOf('eu-west-1');
  const users = new IdentityPoolOnly(stack, 'Auth').authenticated;
  expect(() => RecordGrants.fromStream(Stream.fromStreamArn(stack, 'A', 'arn:aws:kinesis:eu-west-1:999999999999:stream/a')).put(users)).toThrow('resource-in-another-account: Stack/A is in account 999999999999');
  expect(() => RecordGrants.fromDeliveryStream(DeliveryStream.fromDeliveryStreamArn(stack, 'B', 'arn:aws:firehose:eu-west-1:999999999999:deliverystream/b')).put(users)).toThrow('resource-in-another-account: Stack/B');
});

describe('an app monitor of CloudWatch RUM', () => {
  /** The app monitor names the identity pool, and the policy of guests the app monitor. */
  const shop = () => {
    const stack = stackOf('eu-west-1');
    const guests = new GuestAccess(stack, 'Guests');
    const monitor = new CfnAppMonitor(stack, 'Monitor', { name: 'shop', domain: 'shop.example.com', appMonitorConfiguration: { identityPoolId: guests.identityPool.identityPoolId, allowCookies: true } });
    RecordGrants.fromAppMonitor(monitor).put(guests.principal);
    return stack;
  };

  test('guests send to it, and to no other', () => {
    const guest = AccessModel.fromStack(shop()).guest();
    expect(guest.can(RUM, 'arn:aws:rum:eu-west-1:111122223333:appmonitor/shop').verdict).toBe('ALLOWED');
    expect(guest.can(RUM, 'arn:aws:rum:eu-west-1:111122223333:appmonitor/shop-2').verdict).toBe('DENIED');
    expect(guest.can('rum:GetAppMonitorData', 'arn:aws:rum:eu-west-1:111122223333:appmonitor/shop').verdict).toBe('DENIED');
  });

  test('it is named by its ARN, where it is', () => {
    expect(statementsOf(shop())).toEqual([{ Effect: 'Allow', Action: RUM, Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rum:eu-west-1:111122223333:appmonitor/', { Ref: 'Monitor' }]] } }]);
  });
});
