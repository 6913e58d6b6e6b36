import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials, ExampleRun, IdentityCredentials } from '../support';
import { administratorS3Settings, credentialsFor, OutsideProvider, s3Settings } from '../support';

const GOOGLE = 'accounts.google.com';
const GOOGLE_APP = '123456789012-photos.apps.googleusercontent.com';
const COMPANY = 'login.example.com';

/** Two users of Google and one of a company. Their providers are played here: they sign with keys that the emulator is told to trust. */
export async function use(example: ExampleRun): Promise<void> {
  await example.refused('a guest', () => credentialsFor(example, { identityPoolId: example.output('IdentityPoolId') }));
  if (example.realAccount) return example.notHere('users of Google and of a company', 'AWS takes the tokens of the providers themselves, which nobody else can sign');
  const google = await OutsideProvider.register(example, GOOGLE);
  const company = await OutsideProvider.register(example, COMPANY);
  const login = (name: string, token: string): Promise<IdentityCredentials> =>
    credentialsFor(example, { identityPoolId: example.output('IdentityPoolId'), logins: { [name]: token } });

  const alice = await example.allowed('alice, signed in with Google, gets AWS credentials', () => login(GOOGLE, google.idToken({ sub: 'alice', aud: GOOGLE_APP })));
  const bob = await example.allowed('bob, signed in with Google, does', () => login(GOOGLE, google.idToken({ sub: 'bob', aud: GOOGLE_APP })));
  const dora = await example.allowed('dora, signed in at her company, does', () => login(COMPANY, company.idToken({ sub: 'dora', aud: 'photos' })));
  example.equal('alice is the same user at her next sign-in', (await login(GOOGLE, google.idToken({ sub: 'alice', aud: GOOGLE_APP }))).identityId, alice.identityId);

  await example.refused('a Google token for another app', () => login(GOOGLE, google.idToken({ sub: 'alice', aud: 'another-app' })));
  await example.refused("a token of the company under Google's name", () => login(GOOGLE, company.idToken({ sub: 'alice', aud: GOOGLE_APP, iss: `https://${GOOGLE}` })));
  await example.refused('an expired token', () => login(GOOGLE, google.idToken({ sub: 'alice', aud: GOOGLE_APP, exp: Math.floor(Date.now() / 1000) - 60 })));

  for (const [name, person] of Object.entries({ alice, bob, dora })) {
    await example.allowed(`${name} writes a photo into the own folder`, () => put(example, person, `users/${person.identityId}/sunset.jpg`));
    await example.allowed(`${name} lists the own folder`, () => list(example, person, `users/${person.identityId}/`));
  }
  await example.refused("dora reads alice's photo", () => get(example, dora, `users/${alice.identityId}/sunset.jpg`));
  await example.refused("bob lists alice's folder", () => list(example, bob, `users/${alice.identityId}/`));
  await example.refused('bob lists the bucket', () => list(example, bob));
  await example.refused('alice writes into the root of the bucket', () => put(example, alice, 'sunset.jpg'));
  await example.allowed('there is a photo of the company', () => put(example, undefined, 'company/summer.jpg'));
  await example.allowed('dora, of the company, sees it', () => get(example, dora, 'company/summer.jpg'));
  await example.refused('dora changes it', () => put(example, dora, 'company/summer.jpg'));
  await example.refused('alice, of Google, sees it', () => get(example, alice, 'company/summer.jpg'));
  example.notHere('signing in at Google itself', 'its page and its keys are outside; the provider is played by the client');
}

/** Without credentials it acts as the owner of the account. */
function put(example: ExampleRun, credentials: Credentials | undefined, Key: string) {
  const settings = credentials ? s3Settings(example, credentials) : administratorS3Settings(example);
  return new S3Client(settings).send(new PutObjectCommand({ Bucket: example.output('PhotosBucket'), Key, Body: 'pixels' }));
}

function get(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new GetObjectCommand({ Bucket: example.output('PhotosBucket'), Key }));
}

function list(example: ExampleRun, credentials: Credentials, Prefix?: string) {
  return new S3Client(s3Settings(example, credentials)).send(new ListObjectsV2Command({ Bucket: example.output('PhotosBucket'), Prefix }));
}
