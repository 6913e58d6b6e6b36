import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials, ExampleRun, IdentityCredentials } from '../support';
import { administratorS3Settings, createUser, credentialsFor, OutsideProvider, roleNameOf, s3Settings, signIn, userPoolProvider } from '../support';

const CONTRACTORS = 'login.contractors.example.com';

/** Our own users by group, one of them of two groups; contractors by a claim of their token. */
export async function use(example: ExampleRun): Promise<void> {
  await example.allowed('an administrator makes four users', async () => {
    await create(example, 'frances', ['finance']);
    await create(example, 'ivan', ['it']);
    await create(example, 'ada', ['administrators', 'finance']);
    await create(example, 'guest-writer', []);
  });
  await example.allowed('and puts papers of each department into the bucket', async () => {
    for (const key of ['administrators/plan.txt', 'finance/budget.txt', 'it/network.txt']) await put(example, undefined, key);
  });
  await byGroup(example);
  await byChoice(example);
  await byRule(example);
  example.notHere('signing in through the SAML directory', 'the emulator reads no SAML assertions; the rules for them are the same as for contractors');
  example.notHere('reading reports of the own cost center', 'the emulator does not know the tags of objects in conditions');
}

async function byGroup(example: ExampleRun): Promise<void> {
  const frances = await example.allowed('frances, of finance, gets AWS credentials', () => credentials(example, 'frances'));
  await example.allowed('she reads a paper of finance', () => get(example, frances, 'finance/budget.txt'));
  await example.allowed('and writes one', () => put(example, frances, 'finance/invoice.txt'));
  await example.refused('she reads a paper of it', () => get(example, frances, 'it/network.txt'));
  await example.refused('she writes into it', () => put(example, frances, 'it/network.txt'));
  const ivan = await example.allowed('ivan, of it, gets AWS credentials', () => credentials(example, 'ivan'));
  await example.allowed('he reads a paper of it', () => get(example, ivan, 'it/network.txt'));
  await example.refused('he reads a paper of finance', () => get(example, ivan, 'finance/budget.txt'));
  const writer = await example.allowed('somebody of no department gets AWS credentials', () => credentials(example, 'guest-writer'));
  for (const key of ['administrators/plan.txt', 'finance/budget.txt', 'it/network.txt']) await example.refused(`but reads no ${key}`, () => get(example, writer, key));
}

/** Members of several groups act in one role at a time, and choose it by its ARN. */
async function byChoice(example: ExampleRun): Promise<void> {
  const roles = JSON.parse(example.output('GroupRoles')) as Record<string, string>;
  const ada = await example.allowed('ada, an administrator who is of finance too, gets AWS credentials', () => credentials(example, 'ada'));
  await example.allowed('in the role of the group that counts most: she reads the plan', () => get(example, ada, 'administrators/plan.txt'));
  await example.refused('and not the budget', () => get(example, ada, 'finance/budget.txt'));
  const inFinance = await example.allowed('she asks for the role of finance instead', () => credentials(example, 'ada', roles.finance));
  example.equal('it is that role', await roleNameOf(example, inFinance), roles.finance.split('/')[1]);
  await example.allowed('now she reads the budget', () => get(example, inFinance, 'finance/budget.txt'));
  await example.refused('and not the plan', () => get(example, inFinance, 'administrators/plan.txt'));
  await example.refused('she asks for the role of it', () => credentials(example, 'ada', roles.it));
  await example.refused('frances asks for the role of administrators', () => credentials(example, 'frances', roles.administrators));
}

async function byRule(example: ExampleRun): Promise<void> {
  const provider = await OutsideProvider.register(example, CONTRACTORS);
  const contractor = (claims: Record<string, unknown>): Promise<IdentityCredentials> => credentialsFor(example, {
    identityPoolId: example.output('IdentityPoolId'),
    logins: { [CONTRACTORS]: provider.idToken({ sub: 'carl', aud: 'back-office', ...claims }) },
  });
  const carl = await example.allowed('carl, a contractor of it, gets AWS credentials', () => contractor({ department: 'it' }));
  await example.allowed('he reads a paper of it', () => get(example, carl, 'it/network.txt'));
  await example.refused('but writes none', () => put(example, carl, 'it/network.txt'));
  await example.refused('he reads a paper of finance', () => get(example, carl, 'finance/budget.txt'));
  await example.refused('a contractor of another department gets no credentials', () => contractor({ department: 'finance' }));
  await example.refused('nor does one of none', () => contractor({}));
}

async function create(example: ExampleRun, name: string, groups: string[]): Promise<void> {
  const email = `${name}@example.com`;
  await createUser(example, { userPoolId: example.output('UserPoolId'), username: email, groups, attributes: { email, email_verified: 'true', 'custom:costCenter': '4711' } });
}

async function credentials(example: ExampleRun, name: string, customRoleArn?: string): Promise<IdentityCredentials> {
  const userPoolId = example.output('UserPoolId');
  const { idToken } = await signIn(example, { userPoolId, clientId: example.output('WebClientId'), username: `${name}@example.com` });
  return credentialsFor(example, { identityPoolId: example.output('IdentityPoolId'), logins: { [userPoolProvider(example, userPoolId)]: idToken }, customRoleArn });
}

/** Without credentials it acts as the owner of the account. */
function put(example: ExampleRun, credentials: Credentials | undefined, Key: string) {
  const settings = credentials ? s3Settings(example, credentials) : administratorS3Settings(example);
  return new S3Client(settings).send(new PutObjectCommand({ Bucket: example.output('PapersBucket'), Key, Body: 'text' }));
}

function get(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new GetObjectCommand({ Bucket: example.output('PapersBucket'), Key }));
}
