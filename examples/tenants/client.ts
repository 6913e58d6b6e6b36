import { CognitoIdentityProviderClient, UpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials, ExampleRun, IdentityCredentials } from '../support';
import { clientSettings, createUser, credentialsFor, s3Settings, signIn, userPoolProvider } from '../support';

/** Users of two tenants, and some whose tenant id is one that must not work. */
export async function use(example: ExampleRun): Promise<void> {
  const tenants = { ada: 'acme', alan: 'acme', grace: 'globex', eve: 'acme/private', mallory: '', nobody: undefined };
  await example.allowed('an administrator makes users and gives each a tenant', async () => {
    for (const [name, tenant] of Object.entries(tenants)) await create(example, name, tenant);
  });
  const [ada, alan, grace, eve] = await example.allowed('they sign in and get AWS credentials, all with one role', () => Promise.all(
    ['ada', 'alan', 'grace', 'eve'].map((name) => credentials(example, name))));
  await documents(example, { ada, alan, grace, eve });
  await orders(example, { ada, alan, grace, eve });
  await notes(example, ada, alan);
  await withoutTenant(example);
  await moving(example);
}

async function documents(example: ExampleRun, { ada, alan, grace, eve }: Record<'ada' | 'alan' | 'grace' | 'eve', IdentityCredentials>): Promise<void> {
  await example.allowed('ada of acme writes a document of her tenant', () => put(example, ada, 'tenants/acme/plan.txt'));
  await example.allowed('alan of acme reads it', () => get(example, alan, 'tenants/acme/plan.txt'));
  await example.allowed('and lists what his tenant has', () => list(example, alan, 'tenants/acme/'));
  await example.allowed('grace of globex writes one of hers', () => put(example, grace, 'tenants/globex/plan.txt'));
  await example.refused("grace reads acme's document", () => get(example, grace, 'tenants/acme/plan.txt'));
  await example.refused("grace lists acme's documents", () => list(example, grace, 'tenants/acme/'));
  await example.refused('grace lists the tenants', () => list(example, grace, 'tenants/'));
  await example.refused("ada reads globex's document", () => get(example, ada, 'tenants/globex/plan.txt'));
  await example.refused('eve, whose tenant id has a slash in it, reads what lies under acme', () => get(example, eve, 'tenants/acme/private/secret.txt'));
  await example.refused('or writes there', () => put(example, eve, 'tenants/acme/private/secret.txt'));
}

async function orders(example: ExampleRun, { ada, alan, grace, eve }: Record<'ada' | 'alan' | 'grace' | 'eve', IdentityCredentials>): Promise<void> {
  const table = example.output('OrdersTable');
  const key = (tenant: string) => ({ tenant: { S: `TENANT#${tenant}` }, order: { S: '1' } });
  const database = (who: Credentials) => new DynamoDBClient(clientSettings(example, who));
  const query = (who: Credentials, tenant: string) => database(who).send(new QueryCommand({
    TableName: table, KeyConditionExpression: 'tenant = :t', ExpressionAttributeValues: { ':t': { S: `TENANT#${tenant}` } },
  }));
  await example.allowed('ada puts an order of her tenant', () => database(ada).send(new PutItemCommand({ TableName: table, Item: key('acme') })));
  await example.allowed('alan gets it', () => database(alan).send(new GetItemCommand({ TableName: table, Key: key('acme') })));
  const { Count } = await example.allowed('and finds it by a query', () => query(alan, 'acme'));
  example.equal('one order', Count, 1);
  await example.refused('grace gets it', () => database(grace).send(new GetItemCommand({ TableName: table, Key: key('acme') })));
  await example.refused("grace queries acme's orders", () => query(grace, 'acme'));
  await example.refused('grace puts an order into acme', () => database(grace).send(new PutItemCommand({ TableName: table, Item: key('acme') })));
  await example.refused('ada scans the table', () => database(ada).send(new ScanCommand({ TableName: table })));
  await example.refused('eve gets an order', () => database(eve).send(new GetItemCommand({ TableName: table, Key: key('acme/private') })));
}

async function notes(example: ExampleRun, ada: IdentityCredentials, alan: IdentityCredentials): Promise<void> {
  const table = example.output('NotesTable');
  const key = (person: IdentityCredentials) => ({ person: { S: person.identityId }, note: { S: 'today' } });
  const database = (who: Credentials) => new DynamoDBClient(clientSettings(example, who));
  await example.allowed('ada puts a note of her own', () => database(ada).send(new PutItemCommand({ TableName: table, Item: key(ada) })));
  await example.refused('alan, of the same tenant, gets it', () => database(alan).send(new GetItemCommand({ TableName: table, Key: key(ada) })));
  await example.refused('alan puts a note of hers', () => database(alan).send(new PutItemCommand({ TableName: table, Item: key(ada) })));
}

async function withoutTenant(example: ExampleRun): Promise<void> {
  for (const name of ['mallory', 'nobody']) {
    const person = await example.allowed(`${name}, who has no tenant, gets AWS credentials`, () => credentials(example, name));
    await example.refused(`${name} writes into the folder of tenants`, () => put(example, person, 'tenants//plan.txt'));
    await example.refused(`${name} reads a document of acme`, () => get(example, person, 'tenants/acme/plan.txt'));
  }
}

/** The app client may write what users say of themselves, and not the tenant. */
async function moving(example: ExampleRun): Promise<void> {
  const { accessToken } = await signIn(example, { userPoolId: example.output('UserPoolId'), clientId: example.output('WebClientId'), username: 'grace@example.com' });
  const update = (Name: string, Value: string) => new CognitoIdentityProviderClient(clientSettings(example))
    .send(new UpdateUserAttributesCommand({ AccessToken: accessToken, UserAttributes: [{ Name, Value }] }));
  await example.allowed('grace chooses a nickname', () => update('nickname', 'amazing'));
  await example.refused('grace makes herself a member of acme', () => update('custom:tenantId', 'acme'));
  const grace = await example.allowed('grace signs in again', () => credentials(example, 'grace'));
  await example.refused("grace reads acme's document still", () => get(example, grace, 'tenants/acme/plan.txt'));
}

async function create(example: ExampleRun, name: string, tenant: string | undefined): Promise<void> {
  const email = `${name}@example.com`;
  const attributes = { email, email_verified: 'true', ...(tenant !== undefined && { 'custom:tenantId': tenant }) };
  await createUser(example, { userPoolId: example.output('UserPoolId'), username: email, attributes });
}

async function credentials(example: ExampleRun, name: string): Promise<IdentityCredentials> {
  const userPoolId = example.output('UserPoolId');
  const { idToken } = await signIn(example, { userPoolId, clientId: example.output('WebClientId'), username: `${name}@example.com` });
  return credentialsFor(example, { identityPoolId: example.output('IdentityPoolId'), logins: { [userPoolProvider(example, userPoolId)]: idToken } });
}

function put(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new PutObjectCommand({ Bucket: example.output('DocumentsBucket'), Key, Body: 'text' }));
}

function get(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new GetObjectCommand({ Bucket: example.output('DocumentsBucket'), Key }));
}

function list(example: ExampleRun, credentials: Credentials, Prefix: string) {
  return new S3Client(s3Settings(example, credentials)).send(new ListObjectsV2Command({ Bucket: example.output('DocumentsBucket'), Prefix }));
}
