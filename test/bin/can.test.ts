import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { can } from '../../bin/commands/can';
import { at, photoApp, statements } from '../proof/photo-app';

const OWN = '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a.jpg';
const directory = mkdtempSync(join(tmpdir(), 'can-'));
const template = join(directory, 'photos.template.json');

beforeAll(() => writeFileSync(template, JSON.stringify(photoApp())));
afterAll(() => rmSync(directory, { recursive: true }));

/** The exit code, what was printed, and what was printed as an error. */
async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const out = jest.spyOn(console, 'log').mockImplementation();
  const error = jest.spyOn(console, 'error').mockImplementation();
  try {
    const code = await can(args);
    return { code, out: out.mock.calls.flat().join('\n'), error: error.mock.calls.flat().join('\n') };
  } finally {
    out.mockRestore();
    error.mockRestore();
  }
}

const user = ['--as', 'user', '--action', 's3:GetObject', '--resource'];

test('prints the verdict, the role, the statement and the reason', async () => {
  const { code, out } = await run(template, ...user, OWN);
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual(['ALLOWED', 'role       AuthRole', 'statement  AuthPolicy.Statement[0]', expect.stringMatching(/^reason {5}AuthPolicy\.Statement\[0\] allows it \(role AuthRole by Roles\.authenticated/)]);
});

test('prints JSON', async () => {
  const allowed = await run(template, ...user, '${Photos.Arn}/users/other/a', '--group', 'curators', '--json');
  expect(JSON.parse(allowed.out)).toEqual({ verdict: 'ALLOWED', role: 'CuratorsRole', constructPath: null, statement: 'CuratorsPolicy.Statement[0]', reason: expect.any(String) as string, bySteps: null, notLookedAt: [] });
  const denied = await run(template, ...user, '${Photos.Arn}/users/other/a', '--json');
  expect(denied.code).toBe(3);
  expect(JSON.parse(denied.out)).toEqual({ verdict: 'DENIED', role: 'AuthRole', constructPath: null, statement: null, reason: expect.any(String) as string, bySteps: null, notLookedAt: ['what becomes of what users send by GuestPolicy.Statement[0] (kinesis:PutRecord)'] });
});

test('what is denied may be done by others who act for them: what was not looked at is printed', async () => {
  const { out } = await run(template, ...user, '${Photos.Arn}/users/other/a');
  expect(out.split('\n')).toEqual(['DENIED', expect.stringMatching(/^role/), expect.stringMatching(/^statement/), expect.stringMatching(/^reason/), 'not looked at  what becomes of what users send by GuestPolicy.Statement[0] (kinesis:PutRecord)']);
});

test('who is denied it and may change what decides is told so', async () => {
  const changing = join(directory, 'changing.template.json');
  const changed = photoApp();
  statements(changed, 'AuthPolicy').push({ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: { 'Fn::GetAtt': ['AuthRole', 'Arn'] } });
  writeFileSync(changing, JSON.stringify(changed));
  const steps = 'they may do iam:PutRolePolicy, which changes users, roles, policies or credentials of IAM';
  const { code, out } = await run(changing, ...user, '${Photos.Arn}/users/other/a');
  expect(code).toBe(3);
  expect(out.split('\n')).toContain(`by steps   perhaps: ${steps}`);
  expect(JSON.parse((await run(changing, ...user, '${Photos.Arn}/users/other/a', '--json')).out)).toMatchObject({ verdict: 'DENIED', bySteps: steps });
});

test('takes claims and keys; a key given twice has two values', async () => {
  const lists = (...context: string[]): Promise<{ code: number }> => run(template, '--as', 'user', '--action', 's3:ListBucket', '--resource', '${Photos.Arn}', '--claim', 'profile=b=c', ...context);
  expect((await lists('--context', 's3:prefix=users/${cognito-identity.amazonaws.com:sub}/')).code).toBe(0);
  expect((await lists()).code).toBe(3);
  expect((await lists('--context', 's3:prefix=users/a', '--context', 's3:prefix=users/b')).code).not.toBe(0);
});

test('exits with 4 when it is not known', async () => {
  const open = join(directory, 'open.template.json');
  const changed = photoApp();
  at(changed, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  writeFileSync(open, JSON.stringify(changed));
  expect(await run(open, ...user, '${Photos.Arn}/users/other/a')).toMatchObject({ code: 4, out: expect.stringMatching(/^UNKNOWN\n/) as string });
});

test('a session tag that no trust policy lets in gets them nowhere', async () => {
  const byTenant = join(directory, 'tenant.template.json');
  const changed = photoApp();
  statements(changed, 'AuthPolicy')[0].Condition = { StringEquals: { 'aws:PrincipalTag/tenant': 'a' } };
  writeFileSync(byTenant, JSON.stringify(changed));
  expect(await run(byTenant, ...user, OWN, '--tag', 'tenant=a')).toMatchObject({ code: 3, out: expect.stringContaining('does not allow sts:TagSession') as string });
});

test('asks every assembly of a cdk.out, and takes the best answer', async () => {
  const out = mkdtempSync(join(tmpdir(), 'can-'));
  writeFileSync(join(out, 'other.template.json'), JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } }));
  mkdirSync(join(out, 'assembly-prod'));
  writeFileSync(join(out, 'assembly-prod', 'manifest.json'), '{}');
  writeFileSync(join(out, 'assembly-prod', 'photos.template.json'), JSON.stringify(photoApp()));
  mkdirSync(join(out, 'assembly-empty'));
  writeFileSync(join(out, 'assembly-empty', 'manifest.json'), '{}');
  writeFileSync(join(out, 'assembly-empty', 'none.template.json'), '{ "Parameters": {} }');
  expect(await run(out, ...user, OWN)).toMatchObject({ code: 0 });
  rmSync(out, { recursive: true });
});

test.each<[string, string[], string]>([
  ['no template', [...user, OWN], 'expected one template, got 0\nusage: '],
  ['a template twice', [template, template, ...user, OWN], 'given-twice: the template is named twice; name it once'],
  ['no file', [join(directory, 'none.json'), ...user, OWN], 'cannot-open: there is no such file or directory'],
  ['nobody', [template, '--action', 's3:GetObject', '--resource', OWN], '--as is missing\nusage: '],
  ['somebody else', [template, '--as', 'admin', '--action', 's3:GetObject', '--resource', OWN], "--as is neither guest nor user: 'admin'\nusage: "],
  ['no action', [template, '--as', 'user', '--resource', OWN], '--action is missing\nusage: '],
  ['no resource', [template, '--as', 'user', '--action', 's3:GetObject'], '--resource is missing\nusage: '],
  ['an unknown option', [template, ...user, OWN, '--role', 'x'], "Unknown option '--role'"],
  ['a claim without a value', [template, ...user, OWN, '--claim', 'a'], "--claim takes <key>=<value>, got 'a'\nusage: "],
  ['a claim with two values', [template, ...user, OWN, '--claim', 'a=1', '--claim', 'a=2'], "--claim gives 'a' two values\nusage: "],
  ['a tag with two values', [template, ...user, OWN, '--tag', 'a=1', '--tag', 'b=1', '--tag', 'a=1'], "--tag gives 'a' two values\nusage: "],
  ['two kinds of subjects', [template, ...user, OWN, '--as', 'guest'], '--as is given twice\nusage: '],
  ['an empty name', ['', ...user, OWN], 'the name of the template is empty\nusage: '],
  ['a provider that is not there', [template, ...user, OWN, '--provider', 'nobody'], "unknown-provider: the identity pool takes no sign-in by 'nobody'; write one of its providers: "],
  ['an identity pool that is not there', [template, ...user, OWN, '--identity-pool', 'nowhere'], "unknown-identity-pool: the templates have no identity pool 'nowhere'; write the construct path or the logical id of one of them: IdentityPool"],
  ['several actions', [template, '--as', 'user', '--action', 's3:*', '--resource', OWN], "bad-action: 's3:*' is not one action; "],
  ['an empty resource', [template, ...user, ''], 'bad-resource: the resource is empty; '],
  ['a claim that follows from the groups', [template, ...user, OWN, '--claim', 'cognito:groups=a'], "claim-from-groups: the claim 'cognito:groups' is given; give the groups instead"],
  ['a guest with a group', [template, '--as', 'guest', '--action', 's3:GetObject', '--resource', OWN, '--group', 'a'], '--group is given for a guest, who has no token\nusage: '],
  ['a reference to nothing', [template, ...user, '${Nothing}'], 'unknown-reference: ${Nothing} names nothing in the templates'],
])('exits with 2 and says why: %s', async (_name, args, message) => {
  const { code, out, error } = await run(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(error).toContain(message);
  expect(error).not.toContain('To specify a positional argument');
  expect(error).not.toMatch(/^\s+at /m);
});

test('exits with 2 on what is not a template', async () => {
  const broken = join(directory, 'broken.json');
  writeFileSync(broken, '{ "Resources": ');
  expect(await run(broken, ...user, OWN)).toMatchObject({ code: 2, error: expect.stringMatching(/^bad-json: /) as string });
  writeFileSync(broken, '{ "name": "no template" }');
  expect(await run(broken, ...user, OWN)).toMatchObject({ code: 2, error: expect.stringMatching(/^not-a-template: there are no Resources/) as string });
});
