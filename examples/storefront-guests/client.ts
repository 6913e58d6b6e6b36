import { FirehoseClient, PutRecordCommand as PutOrderCommand } from '@aws-sdk/client-firehose';
import { KinesisClient, ListStreamsCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import type { Credentials, ExampleRun } from '../support';
import { administratorS3Settings, clientSettings, createUser, credentialsFor, roleNameOf, s3Settings } from '../support';

const PASSWORD = 'Correct-horse-battery-7!';

/** A guest looks around; the same browser then signs in with Amplify, as a shop's page does. */
export async function use(example: ExampleRun): Promise<void> {
  const bucket = example.output('CatalogBucket');
  const shop = new S3Client(administratorS3Settings(example));
  await example.allowed('the shop puts its pages into the catalog', async () => {
    for (const Key of ['public/tea.json', 'members/offers.json', 'stock/levels.json']) await shop.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '{}' }));
  });

  const guest = await example.allowed('a guest gets AWS credentials', () => credentialsFor(example, { identityPoolId: example.output('IdentityPoolId') }));
  await guestChecks(example, guest);
  await memberChecks(example, await roleNameOf(example, guest));
}

async function guestChecks(example: ExampleRun, guest: Credentials & { identityId: string }): Promise<void> {
  await example.allowed('the guest reads a public page', () => get(example, guest, 'public/tea.json'));
  await example.allowed('the guest leaves a click', () => click(example, guest));
  await example.refused('the guest places an order', () => order(example, guest));
  await example.refused("the guest reads a members' page", () => get(example, guest, 'members/offers.json'));
  await example.refused('the guest reads the stock', () => get(example, guest, 'stock/levels.json'));
  await example.refused('the guest lists the bucket', () => list(example, guest));
  await example.refused('the guest writes a wish list', () => put(example, guest, `wish-lists/${guest.identityId}/mine.json`));
  await example.refused('the guest lists the streams of the account', () => new KinesisClient(clientSettings(example, guest)).send(new ListStreamsCommand({})));
}

async function memberChecks(example: ExampleRun, guestRole: string): Promise<void> {
  const username = 'mia@example.com';
  await createUser(example, { userPoolId: example.output('UserPoolId'), username, password: PASSWORD, attributes: { email: username, email_verified: 'true' } });
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: example.output('UserPoolId'), userPoolClientId: example.output('WebClientId'), identityPoolId: example.output('IdentityPoolId'),
        allowGuestAccess: true, userPoolEndpoint: example.endpoint, identityPoolEndpoint: example.endpoint,
      },
    },
  });
  const session = await example.allowed('a member signs in with Amplify', async () => {
    await signIn({ username, password: PASSWORD });
    return fetchAuthSession();
  });
  const { credentials, identityId = '' } = session;
  if (!credentials) throw new Error('the session has no credentials');
  example.calls?.knows(credentials, { identityId, isGuest: false, idToken: session.tokens?.idToken?.toString() });
  await example.allowed("the member reads a members' page", () => get(example, credentials, 'members/offers.json'));
  await example.allowed('the member leaves a click', () => click(example, credentials));
  await example.allowed('the member places an order', () => order(example, credentials));
  await example.allowed('the member writes a wish list', () => put(example, credentials, `wish-lists/${identityId}/mine.json`));
  await example.refused("the member writes another's", () => put(example, credentials, 'wish-lists/us-east-1:00000000-0000-0000-0000-000000000000/mine.json'));
  await example.refused('the member reads the stock', () => get(example, credentials, 'stock/levels.json'));
  example.equal('a member does not have the role of guests', await roleNameOf(example, credentials) === guestRole, false);
  await signOut();
}

function get(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new GetObjectCommand({ Bucket: example.output('CatalogBucket'), Key }));
}

function put(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new PutObjectCommand({ Bucket: example.output('CatalogBucket'), Key, Body: '[]' }));
}

function list(example: ExampleRun, credentials: Credentials) {
  return new S3Client(s3Settings(example, credentials)).send(new ListObjectsV2Command({ Bucket: example.output('CatalogBucket') }));
}

function click(example: ExampleRun, credentials: Credentials) {
  return new KinesisClient(clientSettings(example, credentials)).send(new PutRecordCommand({ StreamName: example.output('ClicksStream'), PartitionKey: 'shop', Data: Buffer.from('{"page":"/tea"}') }));
}

function order(example: ExampleRun, credentials: Credentials) {
  return new FirehoseClient(clientSettings(example, credentials)).send(new PutOrderCommand({
    DeliveryStreamName: example.output('OrdersDeliveryStream'), Record: { Data: Buffer.from('{"order":"tea"}') },
  }));
}
