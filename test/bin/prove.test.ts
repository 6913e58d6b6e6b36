import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prove } from '../../bin/commands/prove';
import type { Template } from '../proof/photo-app';
import { photoApp, statements } from '../proof/photo-app';
import { allow, plainApp } from '../proof/rules/plain-app';

let directory: string;
let out: string[];
let err: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'prove-'));
  out = [];
  err = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => { out.push(text); });
  jest.spyOn(console, 'error').mockImplementation((text: string) => { err.push(text); });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const file = (content: string | Template, name = 'app.template.json'): string => {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const wide = (): Template => {
  const template = plainApp();
  statements(template, 'GuestPolicy').push(allow('s3:GetObject', '*') as Record<string, unknown>);
  return template;
};
interface Printed { readonly findings: readonly Record<string, unknown>[] }

test('nothing violated: exit 0, each proof in a line, and the count', async () => {
  expect(await prove([file(plainApp())])).toBe(0);
  expect(out.join('\n')).toMatch(/^PROVED {4}only the identity pools that the trust policy names hand out the role \(AuthRole\)$/m);
  expect(out.join('\n')).toMatch(/^\d+ PROVED$/m);
  expect(err).toEqual([]);
});

test('something violated: exit 1, with the counterexample', async () => {
  expect(await prove([file(wide())])).toBe(1);
  expect(out.join('\n')).toMatch(/^VIOLATED {2}guests reach only resources that are named, and administer none \(s3:GetObject\)\nwho {4}guest, role GuestRole.+\nreads .+\nby {5}GuestPolicy\.Statement\[2\].+\nwhy .+replayed by the evaluator: yes\nfix .+\nrule {3}guest-wide-access {3}GuestPolicy$/m);
});

test('JSON has every field that scripts look for', async () => {
  expect(await prove([file(wide()), '--json'])).toBe(1);
  const { findings } = JSON.parse(out.join('\n')) as Printed;
  expect(findings.filter(({ verdict }) => verdict === 'VIOLATED')).toMatchObject([{
    rule: 'guest-wide-access', verdict: 'VIOLATED', resource: 'GuestPolicy', message: 'the statement reaches objects of every bucket in the account',
    counterexample: { who: expect.stringContaining('guest') as string, request: { action: 's3:GetObject' }, replayed: true }, assumptions: [], fix: expect.stringContaining('list the actions') as string,
  }]);
  for (const finding of findings) expect(Object.keys(finding)).toEqual(expect.arrayContaining(['rule', 'verdict', 'resource', 'message', 'counterexample', 'assumptions', 'fix']));
});

test('promises stand beside the rules', async () => {
  expect(await prove([file(photoApp()), '--json'])).toBe(0);
  const rules = (JSON.parse(out.join('\n')) as Printed).findings.map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['isolated', 'limited', 'guarded', 'server-only', 'trust-audience', 'token-check-off']));
});

test('--rule leaves only what is asked for, and the exit code goes by it', async () => {
  expect(await prove([file(wide()), '--json', '--rule', 'trust-audience', '--rule', 'token-check-off'])).toBe(0);
  expect(new Set((JSON.parse(out.join('\n')) as Printed).findings.map(({ rule }) => rule))).toEqual(new Set(['trust-audience', 'token-check-off']));
});

test('SARIF names the rule, the level and the resource', async () => {
  expect(await prove([file(wide()), '--sarif'])).toBe(1);
  const log = JSON.parse(out.join('\n')) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleIndex: number; ruleId: string; level: string }[] }[] };
  const [{ tool, results }] = log.runs;
  const failed = results.filter(({ level }) => level === 'error');
  expect(log.version).toBe('2.1.0');
  expect(failed).toMatchObject([{ ruleId: 'guest-wide-access', kind: 'fail', locations: [{ logicalLocations: [{ name: 'GuestPolicy' }] }] }]);
  for (const result of results) expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
});

test('a YAML template is read as well', async () => {
  const template = file(`
Resources:
  Pool: {Type: AWS::Cognito::IdentityPool, Properties: {AllowUnauthenticatedIdentities: true}}
  Guests:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: {Federated: cognito-identity.amazonaws.com}
            Action: sts:AssumeRoleWithWebIdentity
            Condition: {'ForAnyValue:StringLike': {'cognito-identity.amazonaws.com:amr': unauthenticated}}
  Roles:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties: {IdentityPoolId: !Ref Pool, Roles: {unauthenticated: !GetAtt Guests.Arn}}
`, 'app.yaml');
  expect(await prove([template, '--json'])).toBe(1);
  expect((JSON.parse(out.join('\n')) as Printed).findings.filter(({ verdict }) => verdict !== 'PROVED')).toMatchObject([{ rule: 'trust-audience', verdict: 'VIOLATED', resource: 'Guests' }]);
});

test('a cdk.out directory is read as a whole', async () => {
  file(wide(), 'App.template.json');
  file({ version: '1', artifacts: { App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.template.json' } } } } as unknown as Template, 'manifest.json');
  expect(await prove([directory])).toBe(1);
  expect(out.join('\n')).toContain('guest-wide-access');
});

test('a template without access says so', async () => {
  expect(await prove([file('{"Resources": {"Photos": {"Type": "AWS::S3::Bucket"}}}')])).toBe(0);
  expect(out).toEqual(['nothing in the templates has to do with access through Amazon Cognito']);
});

test.each<[string, () => string[], RegExp]>([
  ['no template', () => [], /^expected one template, got 0\nusage: /],
  ['two templates', () => ['a', 'b'], /^expected one template, got 2\nusage: /],
  ['an unknown rule', () => [file(plainApp()), '--rule', 'nonsense'], /^there is no rule 'nonsense'; there are isolated, .+trust-audience/],
  ['an unknown option', () => ['a', '--nonsense'], /nonsense.*\n[^]*usage: /],
  ['both formats', () => ['a', '--json', '--sarif'], /^--json and --sarif exclude each other/],
  ['a file that is not there', () => [join(directory, 'none.json')], /^cannot-open: .+none\.json/],
  ['text that is no template', () => [file('{"Resources": ')], /app\.template\.json/],
  ['a reference to nothing', () => [file('{"Resources": {"P": {"Type": "AWS::Cognito::IdentityPool", "Properties": {"DeveloperProviderName": {"Ref": "Nothing"}}}}}')], /^no-such-reference: the template has no parameter or resource 'Nothing' \[in .+app\.template\.json at Resources\.P\.Properties\.DeveloperProviderName\.Ref\]$/],
  ['an empty directory', () => [directory], /^no-templates: /],
])('%s: exit 2 and why, never a stack trace', async (_name, args, message) => {
  expect(await prove(args())).toBe(2);
  expect(err.join('\n')).toMatch(message);
  expect(err.join('\n')).not.toMatch(/^\s+at /m);
  expect(out).toEqual([]);
});
