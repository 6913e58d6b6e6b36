import { CognitoIdentityProviderClient, UpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials, ExampleRun, IdentityCredentials } from '../support';
import { administratorS3Settings, clientSettings, createUser, credentialsFor, OutsideProvider, roleNameOf, s3Settings, samlResponse, signIn, userPoolProvider } from '../support';

const CONTRACTORS = 'login.contractors.example.com';
const CLAIMS = 'https://directory.example.com/claims';

/** Our own users by group, one of them of two groups; staff and contractors by what their directory says of them. */
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
  await byTag(example);
  if (example.realAccount) return example.notHere('staff of the directory, and contractors', 'AWS takes what they have signed themselves, which nobody else can sign');
  await byRule(example);
  await bySamlRule(example);
  await byTagOfDirectory(example);
  example.notHere("a SAML response that the directory's key did not sign", 'the emulator checks no signatures of SAML');
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

function staff(example: ExampleRun, nameId: string, attributes: Record<string, string>, assertion: { audience?: string; notOnOrAfter?: Date } = {}): Promise<IdentityCredentials> {
  const named = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`${CLAIMS}/${name}`, value]));
  return credentialsFor(example, {
    identityPoolId: example.output('IdentityPoolId'),
    logins: { [example.output('DirectoryArn')]: samlResponse({ issuer: 'https://directory.example.com', nameId, attributes: named, ...assertion }) },
  });
}

async function bySamlRule(example: ExampleRun): Promise<void> {
  const sofia = await example.allowed('sofia of the SAML directory, of finance, gets AWS credentials', () => staff(example, 'sofia', { department: 'finance' }));
  await example.allowed('she reads a paper of finance', () => get(example, sofia, 'finance/budget.txt'));
  await example.refused('she reads a paper of it', () => get(example, sofia, 'it/network.txt'));
  example.equal('she is the same identity at her next sign-in', (await staff(example, 'sofia', { department: 'finance', title: 'head' })).identityId, sofia.identityId);
  await example.refused('somebody of a department without a rule gets no credentials', () => staff(example, 'sam', { department: 'kitchen' }));
  await example.refused('nor does a department that only begins like one of them', () => staff(example, 'sam', { department: 'finance2' }));
  await example.refused('nor one of none', () => staff(example, 'sam', {}));
  await example.refused('a response that was made for another service', () => staff(example, 'sofia', { department: 'finance' }, { audience: 'https://other.example.com' }));
  await example.refused('an old response', () => staff(example, 'sofia', { department: 'finance' }, { notOnOrAfter: new Date(Date.now() - 60_000) }));
}

/** The tag of the report against the tag of the session, from the user pool's attribute. */
async function byTag(example: ExampleRun): Promise<void> {
  await example.allowed('there are reports of two cost centers, and one of none', async () => {
    await put(example, undefined, 'reports/4711.txt', 'costCenter=4711');
    await put(example, undefined, 'reports/4712.txt', 'costCenter=4712');
    await put(example, undefined, 'reports/loose.txt');
  });
  const frances = await credentials(example, 'frances');
  await example.allowed('frances, of cost center 4711, reads its report', () => get(example, frances, 'reports/4711.txt'));
  await example.refused('she reads that of another cost center', () => get(example, frances, 'reports/4712.txt'));
  await example.refused('she reads a report without a tag', () => get(example, frances, 'reports/loose.txt'));
  const userPoolId = example.output('UserPoolId');
  const { accessToken } = await signIn(example, { userPoolId, clientId: example.output('WebClientId'), username: 'frances@example.com' });
  const update = new UpdateUserAttributesCommand({ AccessToken: accessToken, UserAttributes: [{ Name: 'custom:costCenter', Value: '4712' }] });
  await example.refused('frances gives herself another cost center', () => new CognitoIdentityProviderClient(clientSettings(example)).send(update));
}

/** The same for whom the directory says it. */
async function byTagOfDirectory(example: ExampleRun): Promise<void> {
  const sofia = await staff(example, 'sofia', { department: 'finance', costCenter: '4712' });
  await example.allowed('sofia, of cost center 4712 as the directory says, reads its report', () => get(example, sofia, 'reports/4712.txt'));
  await example.refused('she reads that of another cost center', () => get(example, sofia, 'reports/4711.txt'));
  const sam = await staff(example, 'sam', { department: 'it' });
  await example.refused('somebody without a cost center reads a report', () => get(example, sam, 'reports/4711.txt'));
  await example.refused('or one without a tag', () => get(example, sam, 'reports/loose.txt'));
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
function put(example: ExampleRun, credentials: Credentials | undefined, Key: string, Tagging?: string) {
  const settings = credentials ? s3Settings(example, credentials) : administratorS3Settings(example);
  return new S3Client(settings).send(new PutObjectCommand({ Bucket: example.output('PapersBucket'), Key, Body: 'text', Tagging }));
}

function get(example: ExampleRun, credentials: Credentials, Key: string) {
  return new S3Client(s3Settings(example, credentials)).send(new GetObjectCommand({ Bucket: example.output('PapersBucket'), Key }));
}
