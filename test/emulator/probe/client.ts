import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient, ListStreamsCommand, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import {
  OutsideProvider, administratorS3Settings, apiAddress, claimsOf, classicCredentialsFor, clientSettings, createUser, credentialsFor,
  forged, getJson, roleNameOf, s3Settings, signIn, userPoolKeys, userPoolProvider,
} from '../../../examples/support';
import type { Credentials, ExampleRun, IdentityCredentials } from '../../../examples/support';

/** Tries every behaviour of the emulator that the examples rest on, with real clients. */
export async function use(example: ExampleRun): Promise<void> {
  const identities = new Identities(example);
  await users(example, identities);
  await slices(example, identities);
  await roleMapping(example, identities);
  await guests(example);
  await classicFlow(example, identities);
  await outsideProvider(example);
  await api(example, identities);
}

class Identities {
  readonly userPoolId: string;
  readonly provider: string;

  constructor(private readonly example: ExampleRun) {
    this.userPoolId = example.output('UserPool');
    this.provider = userPoolProvider(example, this.userPoolId);
  }

  async idToken(username: string, client = 'PlainClient', password?: string): Promise<string> {
    return (await signIn(this.example, { userPoolId: this.userPoolId, clientId: this.example.output(client), username, password })).idToken;
  }

  async credentials(username: string, client = 'PlainClient', customRoleArn?: string): Promise<IdentityCredentials> {
    return this.credentialsOf(await this.idToken(username, client), customRoleArn);
  }

  credentialsOf(idToken: string, customRoleArn?: string): Promise<IdentityCredentials> {
    return credentialsFor(this.example, { identityPoolId: this.example.output('IdentityPool'), logins: { [this.provider]: idToken }, customRoleArn });
  }

  async role(username: string, client: string): Promise<string> {
    return roleNameOf(this.example, await this.credentials(username, client));
  }
}

async function users(example: ExampleRun, identities: Identities): Promise<void> {
  await example.allowed('users are created', async () => {
    for (const [username, dept, groups] of [
      ['alice', 'finance', []], ['bob', 'sales', []], ['carol', 'analytics', ['curators']], ['guest-curator', 'sales', []],
    ] as const) await createUser(example, { userPoolId: identities.userPoolId, username, attributes: { 'custom:dept': dept }, groups });
  });
  const token = await example.allowed('a user signs in with SRP', () => identities.idToken('alice'));
  await example.refused('a wrong password', () => identities.idToken('alice', 'PlainClient', 'Wrong-horse-battery-7!'));
  example.equal('the pre-token trigger adds its claim', claimsOf(token).probe, 'yes');
  const verifier = CognitoJwtVerifier.create({ userPoolId: identities.userPoolId, tokenUse: 'id', clientId: example.output('PlainClient') });
  verifier.cacheJwks(await userPoolKeys(example, identities.userPoolId) as Parameters<typeof verifier.cacheJwks>[0]);
  await example.allowed('the token verifies', () => verifier.verify(token));
  await example.refused('a forged token does not verify', () => verifier.verify(forged(token, { 'cognito:groups': ['curators'] })));
  await example.refused('the identity pool takes no forged token', () => identities.credentialsOf(forged(token, { sub: 'somebody-else' })));
}

async function slices(example: ExampleRun, identities: Identities): Promise<void> {
  const alice = await example.allowed('alice gets credentials', () => identities.credentials('alice'));
  const bob = await example.allowed('bob gets credentials', () => identities.credentials('bob'));
  example.equal('alice is the same identity at her next sign-in', (await identities.credentials('alice')).identityId, alice.identityId);
  const own = `users/${alice.identityId}/x`;
  await example.allowed('alice writes her own object', () => put(example, alice, own));
  await example.refused('bob reads it', () => get(example, bob, own));
  await example.refused('alice writes into the root', () => put(example, alice, 'x'));
  await example.allowed('alice lists her own folder', () => list(example, alice, `users/${alice.identityId}/`));
  await example.refused('alice lists the folder of bob', () => list(example, alice, `users/${bob.identityId}/`));
  await example.refused('alice lists the bucket', () => list(example, alice));
  await example.refused('a tampered secret key', () => put(example, { ...alice, secretAccessKey: 'tampered' }, own));
  await example.allowed('alice writes into the folder of her department', () => put(example, alice, 'departments/finance/x'));
  await example.refused('alice writes into the folder of another department', () => put(example, alice, 'departments/sales/x'));
  const item = (pk: string) => new PutItemCommand({ TableName: example.output('Table'), Item: { pk: { S: pk } } });
  const table = new DynamoDBClient(clientSettings(example, alice));
  await example.allowed('alice writes an item of her own', () => table.send(item(alice.identityId)));
  await example.refused('alice writes an item of bob', () => table.send(item(bob.identityId)));
  await example.refused('alice scans the table', () => table.send(new ScanCommand({ TableName: example.output('Table') })));
  const record = new PutRecordCommand({ StreamName: example.output('Stream'), PartitionKey: 'a', Data: Buffer.from('click') });
  await example.allowed('alice puts a record (HTTP/2)', () => new KinesisClient(clientSettings(example, alice)).send(record));
  await example.allowed('alice does what her role allows and a guest may never do', () =>
    new CloudFormationClient(clientSettings(example, alice)).send(new ListStacksCommand({})));
}

async function roleMapping(example: ExampleRun, identities: Identities): Promise<void> {
  const curatorRole = example.output('CuratorRole').split('/').at(-1);
  const carol = await example.allowed('a curator gets credentials by token', () => identities.credentials('carol', 'TokenClient'));
  example.equal('with the role of the group', await roleNameOf(example, carol), curatorRole);
  await example.allowed('the curator writes what the group may write', () => put(example, carol, 'curated/x'));
  const alice = await example.allowed('a member of no group gets credentials by token', () => identities.credentials('alice', 'TokenClient'));
  await example.refused('who may not write it', () => put(example, alice, 'curated/x'));
  await example.refused('and may not ask for the role of the group', () => identities.credentials('alice', 'TokenClient', example.output('CuratorRole')));
  example.equal('the trigger gives the role of the group', await identities.role('guest-curator', 'TokenClient'), curatorRole);
  example.equal('a rule gives its role', (await identities.role('carol', 'RulesClient')).includes('Analyst'), true);
  await example.refused('who matches no rule gets none', () => identities.credentials('bob', 'RulesClient'));
}

async function guests(example: ExampleRun): Promise<void> {
  await example.allowed('there is a public object', () =>
    new S3Client(administratorS3Settings(example)).send(new PutObjectCommand({ Bucket: example.output('Bucket'), Key: 'public/x', Body: 'x' })));
  const guest = await example.allowed('a guest gets credentials', () => credentialsFor(example, { identityPoolId: example.output('IdentityPool') }));
  await example.allowed('the guest reads the public object', () => get(example, guest, 'public/x'));
  await example.refused('the guest reads another object', () => get(example, guest, 'curated/x'));
  await example.allowed('the guest does what the role and the ceiling allow', () =>
    new KinesisClient(clientSettings(example, guest)).send(new ListStreamsCommand({})));
  await example.refused('the ceiling refuses what the role of the guest allows', () =>
    new CloudFormationClient(clientSettings(example, guest)).send(new ListStacksCommand({})));
  await example.refused('no guests where they are switched off', () => credentialsFor(example, { identityPoolId: example.output('ClassicPool') }));
}

async function classicFlow(example: ExampleRun, identities: Identities): Promise<void> {
  const logins = { [identities.provider]: await identities.idToken('alice') };
  await example.refused('the classic flow where it is switched off', () =>
    classicCredentialsFor(example, { identityPoolId: example.output('IdentityPool'), logins }, example.output('CuratorRole')), 'InvalidParameterException');
  const pool = { identityPoolId: example.output('ClassicPool'), logins };
  const classic = await example.allowed('the classic flow where it is switched on', () => classicCredentialsFor(example, pool, example.output('ClassicRole')));
  await example.allowed('writes the own object', () => put(example, classic, `users/${classic.identityId}/x`));
  await example.refused('writes that of another', () => put(example, classic, 'users/another/x'));
  await example.refused('a role that trusts another pool', () => classicCredentialsFor(example, pool, example.output('GuestRole')));
}

async function outsideProvider(example: ExampleRun): Promise<void> {
  const google = await OutsideProvider.register(example, 'accounts.google.com');
  const login = (token: string) => credentialsFor(example, { identityPoolId: example.output('IdentityPool'), logins: { 'accounts.google.com': token } });
  const token = google.idToken({ sub: '1', aud: 'google-client' });
  const user = await example.allowed('a user of an outside provider gets credentials', () => login(token));
  await example.allowed('and writes an object of their own', () => put(example, user, `users/${user.identityId}/x`));
  example.equal('and is the same identity later', (await login(google.idToken({ sub: '1', aud: 'google-client', later: true }))).identityId, user.identityId);
  await example.refused('a forged token of the provider', () => login(forged(token, { sub: '2' })));
  await example.refused('a token for another application', () => login(google.idToken({ sub: '1', aud: 'another-client' })));
  await example.refused('an expired token of the provider', () => login(google.idToken({ sub: '1', aud: 'google-client', exp: 1 })));
}

async function api(example: ExampleRun, identities: Identities): Promise<void> {
  const url = apiAddress(example, `${example.output('ApiUrl')}me`);
  const token = await identities.idToken('alice');
  example.equal('the API knows who calls', (await getJson(url, token) as Record<string, string>)['cognito:username'], 'alice');
  await example.refused('no token at the API', () => getJson(url));
  await example.refused('a forged token at the API', () => getJson(url, forged(token, { 'cognito:username': 'bob' })));
}

async function put(example: ExampleRun, credentials: Credentials, Key: string): Promise<void> {
  await new S3Client(s3Settings(example, credentials)).send(new PutObjectCommand({ Bucket: example.output('Bucket'), Key, Body: 'x' }));
}

async function get(example: ExampleRun, credentials: Credentials, Key: string): Promise<void> {
  await new S3Client(s3Settings(example, credentials)).send(new GetObjectCommand({ Bucket: example.output('Bucket'), Key }));
}

async function list(example: ExampleRun, credentials: Credentials, Prefix?: string): Promise<void> {
  await new S3Client(s3Settings(example, credentials)).send(new ListObjectsV2Command({ Bucket: example.output('Bucket'), Prefix }));
}
