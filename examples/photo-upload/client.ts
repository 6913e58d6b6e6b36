import { GetRecordsCommand, GetShardIteratorCommand, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Credentials, ExampleRun, IdentityCredentials } from '../support';
import { administratorSettings, claimsOf, clientSettings, createUser, credentialsFor, forged, roleNameOf, s3Settings, signIn, userPoolKeys, userPoolProvider } from '../support';

/** Alice and Bob keep photos, Carol is a curator: each tries what they may and what they may not. */
export async function use(example: ExampleRun): Promise<void> {
  const users = new Users(example);
  await example.allowed('an administrator makes three users, one a curator', async () => {
    await users.create('alice@example.com');
    await users.create('bob@example.com');
    await users.create('carol@example.com', ['curators']);
  });
  await tokens(example, users);
  const alice = await example.allowed('alice signs in with SRP and gets AWS credentials', () => users.credentials('alice@example.com'));
  const bob = await example.allowed('bob does', () => users.credentials('bob@example.com'));
  const carol = await example.allowed('carol, a curator, does', () => users.credentials('carol@example.com'));
  await photos(example, alice, bob);
  await clicks(example, alice);
  await curators(example, users, { alice, bob, carol });
}

class Users {
  readonly userPoolId: string;
  private readonly provider: string;

  constructor(private readonly example: ExampleRun) {
    this.userPoolId = example.output('UserPoolId');
    this.provider = userPoolProvider(example, this.userPoolId);
  }

  create(username: string, groups: string[] = []): Promise<void> {
    return createUser(this.example, { userPoolId: this.userPoolId, username, groups, attributes: { email: username, email_verified: 'true' } });
  }

  async idToken(username: string, password?: string): Promise<string> {
    return (await signIn(this.example, { userPoolId: this.userPoolId, clientId: this.example.output('WebClientId'), username, password })).idToken;
  }

  async credentials(username: string): Promise<IdentityCredentials> {
    return this.credentialsOf(await this.idToken(username));
  }

  credentialsOf(idToken?: string, customRoleArn?: string): Promise<IdentityCredentials> {
    return credentialsFor(this.example, { identityPoolId: this.example.output('IdentityPoolId'), logins: idToken ? { [this.provider]: idToken } : undefined, customRoleArn });
  }
}

async function tokens(example: ExampleRun, users: Users): Promise<void> {
  const token = await users.idToken('alice@example.com');
  const verifier = CognitoJwtVerifier.create({ userPoolId: users.userPoolId, tokenUse: 'id', clientId: example.output('WebClientId') });
  verifier.cacheJwks(await userPoolKeys(example, users.userPoolId) as Parameters<typeof verifier.cacheJwks>[0]);
  await example.allowed("alice's ID token verifies with the keys of the user pool", () => verifier.verify(token));
  await example.refused('a token that says it is of a curator does not', () => verifier.verify(forged(token, { 'cognito:groups': ['curators'] })));
  await example.refused('the identity pool takes no forged token', () => users.credentialsOf(forged(token, { sub: 'somebody-else' })));
  await example.refused('a wrong password', () => users.idToken('alice@example.com', 'Wrong-horse-battery-7!'));
  await example.refused('credentials for somebody who has not signed in', () => users.credentialsOf());
}

async function photos(example: ExampleRun, alice: IdentityCredentials, bob: IdentityCredentials): Promise<void> {
  const photo = `users/${alice.identityId}/sunset.jpg`;
  await example.allowed('alice writes a photo into her own folder', () => put(example, alice, photo));
  await example.allowed('alice reads it', () => get(example, alice, photo));
  await example.allowed('alice lists her own folder', () => list(example, alice, `users/${alice.identityId}/`));
  await example.refused('bob reads it', () => get(example, bob, photo));
  await example.refused('bob writes over it', () => put(example, bob, photo));
  await example.refused('bob deletes it', () => s3(example, bob).send(new DeleteObjectCommand({ Bucket: example.output('PhotosBucket'), Key: photo })));
  await example.refused("bob lists alice's folder", () => list(example, bob, `users/${alice.identityId}/`));
  await example.refused('alice writes into the root of the bucket', () => put(example, alice, 'sunset.jpg'));
  await example.refused('alice lists all folders', () => list(example, alice, 'users/'));
  await example.refused('alice lists the whole bucket', () => list(example, alice));
  await example.refused('a tampered secret key', () => put(example, { ...alice, secretAccessKey: 'tampered' }, photo));
}

async function clicks(example: ExampleRun, alice: IdentityCredentials): Promise<void> {
  const StreamName = example.output('ClicksStream');
  const stream = new KinesisClient(clientSettings(example, alice));
  const { ShardId } = await example.allowed('alice leaves a click in the stream', () => stream.send(
    new PutRecordCommand({ StreamName, PartitionKey: alice.identityId, Data: Buffer.from('{"page":"/photos"}') })));
  await example.refused('alice reads the stream', () => stream.send(new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' })));
  const backEnd = new KinesisClient(administratorSettings(example));
  const { ShardIterator } = await backEnd.send(new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }));
  const { Records = [] } = await backEnd.send(new GetRecordsCommand({ ShardIterator }));
  example.equal('the click arrived', Records.map(({ Data }) => Buffer.from(Data ?? []).toString()), ['{"page":"/photos"}']);
}

async function curators(example: ExampleRun, users: Users, { alice, bob, carol }: Record<'alice' | 'bob' | 'carol', IdentityCredentials>): Promise<void> {
  const photo = `users/${alice.identityId}/sunset.jpg`;
  await example.allowed("carol reads alice's photo", () => get(example, carol, photo));
  await example.allowed('carol lists all folders', () => list(example, carol, 'users/'));
  await example.allowed('carol has a folder of her own, as everybody', () => put(example, carol, `users/${carol.identityId}/own.jpg`));
  await example.refused('carol writes over a photo of alice', () => put(example, carol, photo));
  await example.refused('carol lists the whole bucket', () => list(example, carol));

  const carolsToken = await users.idToken('carol@example.com');
  const [curatorRoleArn] = claimsOf(carolsToken)['cognito:roles'] as string[];
  example.equal("carol's role is that of her group", await roleNameOf(example, carol), curatorRoleArn?.split('/').at(-1));
  example.equal('bob, in no group, has no group role', claimsOf(await users.idToken('bob@example.com'))['cognito:roles'], undefined);
  await example.refused("bob asks for the curators' role", async () => users.credentialsOf(await users.idToken('bob@example.com'), curatorRoleArn));
  example.equal('bob keeps the role of everybody', await roleNameOf(example, bob), await roleNameOf(example, alice));
}

function s3(example: ExampleRun, credentials: Credentials): S3Client {
  return new S3Client(s3Settings(example, credentials));
}

function put(example: ExampleRun, credentials: Credentials, Key: string) {
  return s3(example, credentials).send(new PutObjectCommand({ Bucket: example.output('PhotosBucket'), Key, Body: 'pixels', ContentType: 'image/jpeg' }));
}

function get(example: ExampleRun, credentials: Credentials, Key: string) {
  return s3(example, credentials).send(new GetObjectCommand({ Bucket: example.output('PhotosBucket'), Key }));
}

function list(example: ExampleRun, credentials: Credentials, Prefix?: string) {
  return s3(example, credentials).send(new ListObjectsV2Command({ Bucket: example.output('PhotosBucket'), Prefix }));
}
