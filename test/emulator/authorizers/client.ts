import { signRequest } from '@aws-amplify/core/internals/aws-client-utils';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExampleRun, IdentityCredentials, Tokens } from '../../../examples/support';
import { apiAddress, claimsOf, createUser, credentialsFor, getJson, HttpError, signIn, userPoolProvider } from '../../../examples/support';
import { AUTHORIZERS, CASES } from './authorizers';
import type { Authorizer, Case } from './authorizers';

/** What comes to a authorizer that takes ID tokens or access tokens. */
type Presented = Readonly<Record<Case, (kind: keyof Tokens) => string | undefined>>;

/** Every authorizer is tried with every token, and those for AWS credentials with every signature. */
export async function use(example: ExampleRun): Promise<void> {
  for (const [pool, user, groups] of [['UserPool', 'ada', ['finance']], ['UserPool', 'ben', []], ['OtherPool', 'ada', ['finance']]] as const) {
    await createUser(example, { userPoolId: example.output(pool), username: `${user}@example.com`, groups, attributes: { email: `${user}@example.com`, email_verified: 'true' } });
  }
  await example.allowed('the functions are warm', async () => Promise.all(AUTHORIZERS.map((authorizer) => call(example, authorizer, '-').catch(expectStatus))));
  await tokens(example);
  await signatures(example);
}

async function tokens(example: ExampleRun): Promise<void> {
  const tokensOf = (user: string, client: string, pool = 'UserPool') => signIn(example, { userPoolId: example.output(pool), clientId: example.output(client), username: `${user}@example.com` });
  const [ada, ben, brief, unknown, other] = await example.allowed('users sign in', () => Promise.all([
    tokensOf('ada', 'App'), tokensOf('ben', 'App'), tokensOf('ada', 'Brief'), tokensOf('ada', 'Unknown'), tokensOf('ada', 'OtherApp', 'OtherPool'),
  ]));
  const opposite = (kind: keyof Tokens) => (kind === 'idToken' ? ada.accessToken : ada.idToken);
  const presented: Presented = {
    'no token': () => undefined, 'garbage': () => 'garbage', 'expired': (kind) => brief[kind], 'wrong issuer': (kind) => other[kind], 'wrong audience': (kind) => unknown[kind],
    'the other kind of token': opposite, 'wrong group': (kind) => ben[kind], 'right token': (kind) => ada[kind],
  };
  for (const authorizer of AUTHORIZERS) await example.allowed(`${authorizer.name}: a token that will expire, while it is valid`, () => call(example, authorizer, brief[authorizer.takes]));
  await sleep(Math.max(0, Number(claimsOf(brief.idToken).exp) * 1000 + 1500 - Date.now()));
  for (const authorizer of AUTHORIZERS) {
    for (const kind of CASES) {
      const attempt = () => call(example, authorizer, presented[kind](authorizer.takes));
      if (authorizer.refuses.includes(kind)) await example.refused(`${authorizer.name}: ${kind}`, attempt);
      else await example.allowed(`${authorizer.name}: ${kind}`, attempt);
    }
    example.equal(`${authorizer.name}: the back end knows who calls, and the groups`, await call(example, authorizer, ada[authorizer.takes]), { sub: claimsOf(ada.idToken).sub, groups: ['finance'] });
  }
}

async function signatures(example: ExampleRun): Promise<void> {
  const provider = userPoolProvider(example, example.output('UserPool'));
  const identityPoolId = example.output('IdentityPool');
  const { idToken } = await signIn(example, { userPoolId: example.output('UserPool'), clientId: example.output('App'), username: 'ada@example.com' });
  const { idToken: bens } = await signIn(example, { userPoolId: example.output('UserPool'), clientId: example.output('App'), username: 'ben@example.com' });
  const users: Record<string, IdentityCredentials> = {
    finance: await example.allowed('a member of finance gets credentials', () => credentialsFor(example, { identityPoolId, logins: { [provider]: idToken } })),
    somebody: await example.allowed('somebody in no group does', () => credentialsFor(example, { identityPoolId, logins: { [provider]: bens } })),
    guest: await example.allowed('a guest does', () => credentialsFor(example, { identityPoolId })),
  };
  const may: Record<string, readonly string[]> = { everybody: ['finance', 'somebody'], finance: ['finance'], guests: ['guest'] };
  for (const api of ['Rest', 'Http'] as const) {
    const url = (path: string) => `${apiAddress(example, example.output(`${api}Url`))}${path}`;
    for (const [path, allowed] of Object.entries(may)) {
      for (const [who, credentials] of Object.entries(users)) {
        const attempt = () => signed(example, credentials, url(path));
        if (allowed.includes(who)) example.equal(`${api} API, GET ${path}: ${who}, known to the back end`, await attempt(), { identityId: credentials.identityId, signedIn: who !== 'guest' });
        else await example.refused(`${api} API, GET ${path}: ${who}`, attempt);
      }
      await example.refused(`${api} API, GET ${path}: unsigned`, () => getJson(url(path)));
      await example.refused(`${api} API, GET ${path}: a token for a signature`, () => getJson(url(path), idToken));
      await example.refused(`${api} API, GET ${path}: a tampered key`, () => signed(example, { ...users[allowed[0]], secretAccessKey: 'tampered' }, url(path)));
      await example.refused(`${api} API, POST ${path}, which nobody was granted`, () => signed(example, users[allowed[0]], url(path), 'POST'));
    }
  }
}

function call(example: ExampleRun, authorizer: Authorizer, token: string | undefined): Promise<unknown> {
  return getJson(`${apiAddress(example, example.output(`${authorizer.api}Url`))}${authorizer.path}`, token);
}

function expectStatus(error: unknown): void {
  if (!(error instanceof HttpError)) throw error;
}

async function signed(example: ExampleRun, credentials: IdentityCredentials, address: string, method = 'GET'): Promise<unknown> {
  const { url, headers } = signRequest({ method, url: new URL(address), headers: {} }, { credentials, signingRegion: example.region, signingService: 'execute-api' });
  const response = await fetch(url, { method, headers });
  const body = await response.text();
  if (!response.ok) throw new HttpError(response.status, body);
  return JSON.parse(body);
}
