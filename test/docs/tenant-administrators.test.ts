import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AdminCreateUserCommand, AdminDisableUserCommand, AdminGetUserCommand, AdminListGroupsForUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as ts from 'typescript';
import * as claims from '../../claims';
import { CustomAttribute, TokenClaim, UserPoolPlusIdentityPool } from '../../lib';
import { snippetsOf } from '../../scripts/test/documents-step';
import { findingsOf, openOf } from '../support/proved';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OwnObjectGrants, Owner } from '../../lib';

const PAGE = join(__dirname, '../../docs/tenant-administrators.md');
const ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123';

/** Users by name: their tenant and their groups. */
const USERS: Record<string, { tenant?: string; groups?: string[] }> = {
  admin: { tenant: 'blue', groups: ['tenant-administrators'] }, colleague: { tenant: 'blue' }, boss: { tenant: 'blue', groups: ['tenant-administrators'] },
  stranger: { tenant: 'green' }, homeless: {},
};

const sent: object[] = [];
let moved: string | undefined;

function answer(command: object): object {
  const { Username: name = '' } = (command as AdminGetUserCommand).input;
  if (command instanceof AdminCreateUserCommand || command instanceof AdminDisableUserCommand) {
    sent.push(command.input);
    return {};
  }
  const user = USERS[name] as (typeof USERS)[string] | undefined;
  if (user === undefined) throw Object.assign(new Error('no such user'), { name: 'UserNotFoundException' });
  if (command instanceof AdminListGroupsForUserCommand) return { Groups: (user.groups ?? []).map((GroupName) => ({ GroupName })) };
  const tenant = name === 'admin' ? moved ?? user.tenant : user.tenant;
  return { UserAttributes: tenant === undefined ? [] : [{ Name: 'custom:tenantId', Value: tenant }] };
}

type Main = (event: object) => Promise<{ statusCode: number; body: string }>;

/** The function of the page, line by line. */
function load(): Main {
  const code = snippetsOf(PAGE, readFileSync(PAGE, 'utf8')).map((snippet) => snippet.code).find((text) => text.includes('const main ='));
  const { outputText } = ts.transpileModule(`${code}\nexport { main };`, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const exported: { main?: Main } = {};
  const needs = createRequire(__filename);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the page is what is tested
  new Function('require', 'exports', outputText)((module: string): unknown => (module === 'cdk-cognito-pools/claims' ? claims : module === '@aws-sdk/client-cognito-identity-provider' ? sdk : needs(module) as unknown), exported);
  return exported.main as Main;
}

const sdk = { AdminCreateUserCommand, AdminDisableUserCommand, AdminGetUserCommand, AdminListGroupsForUserCommand, CognitoIdentityProviderClient };
let main: Main;
beforeAll(() => {
  Object.assign(process.env, { USER_POOL_ID: 'eu-west-1_AbCdEf123', ISSUER, AWS_REGION: 'eu-west-1' });
  jest.spyOn(CognitoIdentityProviderClient.prototype, 'send').mockImplementation((command: object) => Promise.resolve().then(() => answer(command)) as never);
  main = load();
});
afterAll(() => jest.restoreAllMocks());
beforeEach(() => {
  sent.length = 0;
  moved = undefined;
});

const call = (body: object, { username = 'admin', groups = 'tenant-administrators', issuer = ISSUER, tenant = 'blue' } = {}) => main({
  body: JSON.stringify(body),
  requestContext: { authorizer: { claims: { 'sub': username, 'cognito:username': username, 'iss': issuer, 'cognito:groups': groups, 'custom:tenantId': tenant } } },
});

test('a colleague is invited into the tenant of the caller, whatever the request says', async () => {
  expect(await call({ action: 'create', email: 'new@example.com', tenant: 'green', tenantId: 'green' })).toEqual({ statusCode: 204, body: '' });
  expect(sent).toEqual([expect.objectContaining({ Username: 'new@example.com', UserAttributes: [{ Name: 'email', Value: 'new@example.com' }, { Name: 'email_verified', Value: 'false' }, { Name: 'custom:tenantId', Value: 'blue' }] })]);
});

test('a colleague is disabled', async () => {
  expect(await call({ action: 'disable', user: 'colleague' })).toEqual({ statusCode: 204, body: '' });
  expect(sent).toEqual([{ UserPoolId: 'eu-west-1_AbCdEf123', Username: 'colleague' }]);
});

test.each<[string, object, Parameters<typeof call>[1]]>([
  ['a user of another tenant', { action: 'disable', user: 'stranger' }, {}],
  ['a user of no tenant', { action: 'disable', user: 'homeless' }, {}],
  ['a user who is not there', { action: 'disable', user: 'nobody' }, {}],
  ['a user with groups', { action: 'disable', user: 'boss' }, {}],
  ['no user at all', { action: 'disable' }, {}],
  ['what is no text', { action: 'disable', user: ['colleague'] }, {}],
  ['another action', { action: 'delete', user: 'colleague' }, {}],
  ['a caller of no group', { action: 'disable', user: 'colleague' }, { groups: '' }],
  ['a caller of another group', { action: 'disable', user: 'colleague' }, { groups: 'operators' }],
  ['a caller of no tenant, whatever the token says', { action: 'disable', user: 'homeless' }, { username: 'homeless' }],
])('refused: %s', async (_what, body, who) => {
  expect(await call(body, who)).toMatchObject({ statusCode: 403, body: 'there is no such user in your tenant' });
  expect(sent).toEqual([]);
});

test.each<[string, object]>([
  ['no token', { body: '{}', requestContext: {} }],
  ['a token of another issuer', { body: '{}', requestContext: { authorizer: { claims: { 'sub': 'admin', 'iss': `${ISSUER}4`, 'cognito:groups': 'tenant-administrators' } } } }],
])('refused: %s', async (_what, event) => {
  expect(await main(event)).toEqual({ statusCode: 401, body: '' });
  expect(sent).toEqual([]);
});

test('a caller whose tenant has changed since the token was made acts in the new one', async () => {
  moved = 'green';
  expect(await call({ action: 'disable', user: 'colleague' })).toMatchObject({ statusCode: 403 });
  expect(await call({ action: 'disable', user: 'stranger' })).toMatchObject({ statusCode: 204 });
});

describe('what the page says of grants', () => {
  const findings = (administer: (auth: UserPoolPlusIdentityPool) => void) => findingsOf((stack) => {
    const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { groups: ['operators', 'tenant-administrators'], customAttributes: { tenantId: CustomAttribute.string() }, sessionTags: { tenantId: TokenClaim.customAttribute('tenantId') } });
    auth.addSinglePageAppClient('web');
    OwnObjectGrants.fromBucket(new Bucket(stack, 'Files', { enforceSSL: true }), { prefix: 'tenants', owner: Owner.sessionTag('tenantId') }).readWrite(auth.authenticated);
    administer(auth);
  });

  test('tenants are apart, and no user writes the attribute', () => {
    const all = findings(() => undefined);
    expect(openOf(all)).toEqual([]);
    expect(all.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['isolated', 'unforgeable', 'server-only']));
  });

  test('a group that administers is named as an exception', () => {
    const all = findings((auth) => {
      auth.group('operators').obtainRole();
      auth.grants.manageAttributes(auth.group('tenant-administrators'));
    });
    expect(all.map(({ title }) => title).join('\n')).toContain('group:tenant-administrators, who administer users');
  });
});
