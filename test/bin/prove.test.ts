import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prove } from '../../bin/commands/prove';
import { errorPage } from '../../lib/text/pages';
import type { Template } from '../proof/photo-app';
import { at, photoApp, statements } from '../proof/photo-app';
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
  statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', '*') as Record<string, unknown>);
  return template;
};
interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { id: string; shortDescription: { text: string }; helpUri?: string }[] } };
    readonly results: readonly {
      ruleId: string; ruleIndex: number; kind: string; level: string; message: { text: string }; partialFingerprints: Record<string, string>;
      locations: { physicalLocation: { artifactLocation: { uri: string } }; logicalLocations?: object[] }[];
    }[];
  }[];
}
interface Printed { readonly findings: readonly Record<string, unknown>[] }

test('nothing violated: exit 0, each proof in a line where it is asked for, and the count', async () => {
  expect(await prove([file(plainApp()), '--verbose'])).toBe(0);
  expect(out.join('\n')).toMatch(/^ {2}PROVED {4}only the identity pools that the trust policy names hand out the role \(AuthRole\)$/m);
  expect(out.join('\n')).toMatch(/^\d+ PROVED$/m);
  expect(err).toEqual([]);
});

test('what acts for others is printed once, in text, and with each proof in JSON', async () => {
  const template = plainApp();
  template.Resources.Fn = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['FnRole', 'Arn'] }, Code: { ZipFile: 'x' } } };
  template.Resources.FnRole = {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] }, Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [allow('s3:*', { 'Fn::GetAtt': ['Photos', 'Arn'] })] } }] },
  };
  statements(template, 'AuthPolicy').push(allow('lambda:InvokeFunction', { 'Fn::GetAtt': ['Fn', 'Arn'] }) as Record<string, unknown>);
  const line = "what the function 'Fn' does for whoever invokes it: it may do s3:* on ${Photos.Arn}";
  expect(await prove([file(template)])).toBe(0);
  expect(out.join('\n').split('\n').filter((one) => one.includes("function 'Fn'"))).toEqual([`  ${line}`]);
  expect(out.join('\n')).toMatch(/^not looked at, for what is proved$/m);
  out.length = 0;
  expect(await prove([file(template), '--json'])).toBe(0);
  const { findings } = JSON.parse(out.join('\n')) as { findings: { verdict: string; notLookedAt: string[] }[] };
  expect(findings.filter(({ verdict, notLookedAt }) => (verdict === 'PROVED') !== notLookedAt.includes(line))).toEqual([]);
});

test('something violated: exit 1, with the counterexample', async () => {
  expect(await prove([file(wide())])).toBe(1);
  expect(out.join('\n')).toMatch(/^GuestPolicy {3}\S+\n {2}VIOLATED {2}guests reach only resources that are named, and administer none \(sqs:SendMessage\)\n {2}who {4}guest, role GuestRole.+\n {2}writes .+\n {2}by {5}GuestPolicy\.Statement\[2\].+\n {2}why .+replayed by the evaluator: yes\n {2}fix .+\n {2}rule {3}guest-wide-access {3}https:\/\/\S+\/docs\/rules\.md#guest-wide-access$/m);
});

test('JSON has every field that scripts look for', async () => {
  expect(await prove([file(wide()), '--json'])).toBe(1);
  const { findings } = JSON.parse(out.join('\n')) as Printed;
  expect(findings.filter(({ verdict }) => verdict === 'VIOLATED')).toMatchObject([{
    rule: 'guest-wide-access', verdict: 'VIOLATED', resource: 'GuestPolicy', message: 'the statement reaches messages of every queue in the account',
    counterexample: { who: expect.stringContaining('guest') as string, request: { action: 'sqs:SendMessage' }, replayed: true }, assumptions: [], fix: 'list in GuestPolicy.Statement[2] the actions that guests need, on the ARNs that they need them for',
  }]);
  for (const finding of findings) expect(Object.keys(finding)).toEqual(expect.arrayContaining(['rule', 'verdict', 'resource', 'constructPath', 'message', 'counterexample', 'assumptions', 'fix']));
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

test('SARIF keeps what the format demands, whatever the verdicts', async () => {
  const template = wide();
  at(template, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  await prove([file(template, 'a name with spaces.json'), '--sarif']);
  const { $schema, version, runs: [{ tool: { driver }, results }] } = JSON.parse(out.join('\n')) as SarifLog;
  expect({ $schema, version }).toEqual({ $schema: expect.stringMatching(/^https:.*sarif-schema-2\.1\.0\.json$/) as string, version: '2.1.0' });
  const ids = driver.rules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { shortDescription, helpUri } of driver.rules) {
    expect(shortDescription.text).not.toBe('');
    if (helpUri !== undefined) expect(helpUri).toMatch(/^https:\/\//);
  }
  expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['fail', 'open']));
  for (const { ruleId, ruleIndex, kind, level, message, locations: [{ physicalLocation, logicalLocations = [] }], partialFingerprints } of results) {
    expect(ids[ruleIndex]).toBe(ruleId);
    expect(kind === 'fail' ? ['error', 'warning'] : ['none']).toContain(level);
    expect(message.text).not.toBe('');
    expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w%:./~-]+a%20name%20with%20spaces\.json$/);
    for (const logical of logicalLocations) expect(logical).toEqual({ name: expect.any(String) as string, fullyQualifiedName: expect.any(String) as string, kind: 'resource' });
    for (const fingerprint of Object.values(partialFingerprints)) expect(typeof fingerprint).toBe('string');
  }
});

test('SARIF of nothing has no results, and the rules all the same', async () => {
  expect(await prove([file('{"Resources": {"Photos": {"Type": "AWS::S3::Bucket"}}}'), '--sarif'])).toBe(0);
  const { runs: [{ tool, results }] } = JSON.parse(out.join('\n')) as SarifLog;
  expect(results).toEqual([]);
  expect(tool.driver.rules.map(({ id }) => id)).toContain('trust-audience');
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

test('several stacks of a cdk.out, and those of its stages, are read; each finding names its stack and file', async () => {
  mkdirSync(join(directory, 'assembly-Prod'));
  file(plainApp(), 'Kept.template.json');
  file(wide(), 'Wide.template.json');
  file(wide(), 'assembly-Prod/ProdWide.template.json');
  const manifest = (...names: string[]): string => JSON.stringify({ version: '1', artifacts: Object.fromEntries(names.map((name) => [name, { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } }])) });
  file(manifest('Kept', 'Wide'), 'manifest.json');
  file(manifest('ProdWide'), 'assembly-Prod/manifest.json');
  expect(await prove([directory, '--json', '--rule', 'guest-wide-access'])).toBe(1);
  const { findings } = JSON.parse(out.join('\n')) as Printed;
  expect(findings.filter(({ verdict }) => verdict === 'VIOLATED').map(({ stack, file: path }) => [stack, path])).toEqual([
    ['Wide', join(directory, 'Wide.template.json')], ['ProdWide', join(directory, 'assembly-Prod', 'ProdWide.template.json')],
  ]);
});

test('a nested stack is read with its parent, and blamed by its own file', async () => {
  file(wide(), 'inner.nested.template.json');
  file({ Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x' }, Metadata: { 'aws:asset:path': 'inner.nested.template.json' } } } }, 'Outer.template.json');
  file({ version: '1', artifacts: { Outer: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Outer.template.json' } } } } as unknown as Template, 'manifest.json');
  expect(await prove([directory, '--json'])).toBe(1);
  const { findings } = JSON.parse(out.join('\n')) as Printed;
  expect(findings.filter(({ verdict }) => verdict === 'VIOLATED')).toMatchObject([{ resource: 'GuestPolicy', file: join(directory, 'inner.nested.template.json') }]);
});

test('a template that no manifest names is told of on standard error, and changes nothing else', async () => {
  file(plainApp(), 'Kept.template.json');
  file(wide(), 'Gone.template.json');
  file({ version: '1', artifacts: { Kept: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Kept.template.json' } } } } as unknown as Template, 'manifest.json');
  expect(await prove([directory, '--json'])).toBe(0);
  expect(new Set((JSON.parse(out.join('\n')) as Printed).findings.map((one) => one.file))).toEqual(new Set([join(directory, 'Kept.template.json')]));
  expect(err).toEqual([`not looked at: ${join(directory, 'Gone.template.json')}; no manifest and no template in '${directory}' names it. 'cdk synth' leaves the templates of former stacks behind; what is still deployed has to be named by itself`]);
});

test('a stack without resources beside others is passed over', async () => {
  file('{"Parameters": {}}', 'Empty.template.json');
  file(wide(), 'Wide.template.json');
  expect(await prove([directory])).toBe(1);
});

test('a template without access says so', async () => {
  expect(await prove([file('{"Resources": {"Photos": {"Type": "AWS::S3::Bucket"}}}')])).toBe(0);
  expect(out).toEqual(['nothing in the templates has to do with access through Amazon Cognito']);
});

test.each<[string, () => string[], RegExp]>([
  ['no template', () => [], /^expected one template, got 0\nusage: /],
  ['two templates, one of which is not there', () => [file(plainApp()), join(directory, 'b')], /^cannot-open: there is no such file or directory \[in .+b\]$/],
  ['an unknown rule', () => [file(plainApp()), '--rule', 'nonsense'], /^there is no rule 'nonsense'; there are isolated, .+trust-audience/],
  ['an unknown option', () => ['a', '--nonsense'], /nonsense.*\n[^]*usage: /],
  ['both formats', () => ['a', '--json', '--sarif'], /^--json and --sarif exclude each other/],
  ['a file that is not there', () => [join(directory, 'none.json')], /^cannot-open: .+none\.json/],
  ['text that is no template', () => [file('{"Resources": ')], /app\.template\.json/],
  ['a reference to nothing', () => [file('{"Resources": {"P": {"Type": "AWS::Cognito::IdentityPool", "Properties": {"DeveloperProviderName": {"Ref": "Nothing"}}}}}')], /^no-such-reference: the template has no parameter or resource 'Nothing' \[in .+app\.template\.json at Resources\.P\.Properties\.DeveloperProviderName\.Ref\]$/],
  ['an empty name', () => [''], /^the name of the template is empty\nusage: /],
  ['a rule without its id', () => ['a', '--rule'], /^Option '--rule <value>' argument missing\nusage: /],
  ['a manifest that names a template that is not there', () => [dirname(file({ version: '1', artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.template.json' } } } } as unknown as Template, 'manifest.json'))], /^cannot-open: the file cannot be read: there is no such file or directory \(ENOENT\) \[in .+A\.template\.json\]$/],
  ['a directory with a manifest that is no JSON', () => [dirname(file('{', 'manifest.json'))], /^bad-json: Expected property name .+ \[in .+manifest\.json\]$/],
  ['broken YAML, with the line', () => [file('Resources:\n  A: [\n', 'a.yaml')], /^bad-yaml: .+ \[in .+a\.yaml at line 3\]$/],
  ['an empty file', () => [file('')], /^not-a-template: expected an object with Resources/],
  ['JSON of something else', () => [file('{"name": "not a template"}')], /^not-a-template: there are no Resources \[in .+app\.template\.json\]$/],
  ['YAML of something else', () => [file('name: not a template', 'a.yaml')], /^not-a-template: there are no Resources/],
  ['stacks without resources alone', () => [dirname(file('{"Parameters": {}}', 'A.template.json'))], /^not-a-template: there are no Resources/],
  ['a list', () => [file('[]')], /^not-a-template: expected an object with Resources/],
  ['bytes that are no text', () => [file('\u0000\u0001\ufffd: \u0007[')], /^(bad-yaml|not-a-template): /],
  ['a resource that is no object', () => [file('{"Resources": {"A": null}}')], /^bad-resource: a resource must be an object \[in .+ at Resources\.A\]$/],
  ['resources that are no object', () => [file('{"Resources": []}')], /^bad-section: expected an object \[in .+ at Resources\]$/],
  ['an empty directory', () => [directory], /^no-templates: /],
])('%s: exit 2 and why, never a stack trace', async (_name, args, message) => {
  expect(await prove(args())).toBe(2);
  const [words, page] = err.join('\n').split('\n  see ');
  expect(words).toMatch(message);
  expect(words).not.toMatch(/^\s+at /m);
  expect(page).toBe(errorPage(/^([a-z]+(?:-[a-z]+)+): /.exec(words)?.[1] ?? 'command-line'));
  expect(out).toEqual([]);
});
