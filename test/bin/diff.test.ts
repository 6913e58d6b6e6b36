import { toBeValidSarifLog } from '@microsoft/jest-sarif';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff } from '../../bin/commands/diff';
import { statements, type Template } from '../proof/photo-app';
import { allow, plainApp } from '../proof/rules/plain-app';

expect.extend({ toBeValidSarifLog });

let directory: string;
let out: string[];
let err: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'diff-'));
  out = [];
  err = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => { out.push(text); });
  jest.spyOn(console, 'error').mockImplementation((text: string) => { err.push(text); });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const file = (content: string | object, name: string): string => {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
};
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const before = (): string => file(plainApp(), 'before.json');
/** Guests may send to a queue, and curators no longer read the folders of others. */
const after = (): string => {
  const template = plainApp();
  statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', QUEUE) as Record<string, unknown>);
  delete (template.Resources.CuratorsRole as { Properties: Record<string, unknown> }).Properties.Policies;
  return file(template, 'after.json');
};
const unknown = (): string => {
  const template = plainApp();
  (template.Resources.GuestRole as { Properties: Record<string, unknown> }).Properties.ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  return file(template, 'unknown.json');
};

test('what is new and what is gone, each with a request, and exit 0 where nothing is to fail', async () => {
  expect(await diff([before(), after()])).toBe(0);
  const text = out.join('\n');
  expect(text).toMatch(/^\+ guests: sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders\n {4}by {7}GuestPolicy\.Statement\[2\]\n {4}such as {2}sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders {6}replayed by the evaluator: yes$/m);
  expect(text).toMatch(/^- members of 'curators': s3:GetObject on \$\{Photos\.Arn\}\/users\/\*$/m);
  expect(text).toMatch(/^FOUND: new access, 1 found\nFOUND: lost access, 1 found$/m);
});

test('nothing has changed: both are proved, and what that rests on is said', async () => {
  expect(await diff([before(), file(plainApp(), 'same.json'), '--fail-on', 'any'])).toBe(0);
  expect(out.join('\n')).toMatch(/^given\n {2}parameters, .+\n[^]*\n\nPROVED: no new access, for all users and requests\nPROVED: no lost access, for all users and requests$/);
});

test('what cannot be known is never called no new access', async () => {
  expect(await diff([before(), unknown(), '--fail-on', 'new-access'])).toBe(1);
  expect(out.join('\n')).toMatch(/^\+ perhaps guests: \* on \*\n[^]*why {6}the text of the managed policy arn:aws:iam::111122223333:policy\/elsewhere is not in the templates$/m);
  expect(out.join('\n')).toMatch(/^UNKNOWN: new access, 1 perhaps$/m);
});

test.each<[string, string[], number]>([
  ['new access fails', ['--fail-on', 'new-access'], 1], ['any change fails', ['--fail-on', 'any'], 1],
])('%s', async (_name, args, code) => {
  expect(await diff([before(), after(), ...args])).toBe(code);
});

test('access that is only lost is not new', async () => {
  expect(await diff([after(), before(), '--fail-on', 'new-access'])).toBe(1);
  const fewer = plainApp();
  statements(fewer, 'GuestPolicy').pop();
  expect(await diff([before(), file(fewer, 'fewer.json'), '--fail-on', 'new-access'])).toBe(0);
  expect(await diff([before(), file(fewer, 'fewer.json'), '--fail-on', 'any'])).toBe(1);
});

test('JSON has both directions, each with its verdict', async () => {
  await diff([before(), after(), '--json']);
  const answer = JSON.parse(out.join('\n')) as { gained: { verdict: string; changes: object[] }; lost: { verdict: string; changes: object[] }; assumptions: string[] };
  expect(answer).toMatchObject({
    gained: { verdict: 'FOUND', changes: [{ who: 'guests', actions: ['sqs:SendMessage'], resources: [QUEUE], conditions: [], steps: [], statement: 'GuestPolicy.Statement[2]', request: { action: 'sqs:SendMessage', resource: QUEUE }, reason: null, resource: 'GuestPolicy', location: 'Properties.PolicyDocument.Statement[2]' }] },
    lost: { verdict: 'FOUND', changes: [{ who: "members of 'curators'" }] },
  });
  expect(answer.assumptions.length).toBeGreaterThan(0);
});

test('Markdown for a pull request has a line for each region, and its case to open', async () => {
  await diff([before(), after(), '--format', 'markdown']);
  const text = out.join('\n');
  expect(text).toMatch(/^```diff\n\+ guests: sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:orders\n- members of 'curators': s3:GetObject on \$\{Photos\.Arn\}\/users\/\*\n```$/m);
  expect(text.match(/^<details>$/gm)).toHaveLength(2);
});

test('SARIF keeps to the schema, shows the statement, and tells new access from lost', async () => {
  await diff([before(), after(), '--sarif']);
  const log = JSON.parse(out.join('\n')) as { runs: { results: { ruleId: string; level: string; locations: { physicalLocation: { region: { startLine: number }; artifactLocation: { uri: string } } }[] }[] }[] };
  expect(log).toBeValidSarifLog();
  expect(log.runs[0].results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['new-access', 'error'], ['lost-access', 'note']]);
  expect(log.runs[0].results[0].locations[0].physicalLocation.region.startLine).toBeGreaterThan(1);
});

test('two cdk.out folders are compared stack by stack, those of their stages too; a new stack is all new', async () => {
  const assembly = (folder: string, stacks: Record<string, Template>): string => {
    mkdirSync(join(directory, folder, 'assembly-Prod'), { recursive: true });
    const manifest = (names: string[]): string => JSON.stringify({ version: '1', artifacts: Object.fromEntries(names.map((name) => [name, { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json` } }])) });
    for (const [name, template] of Object.entries(stacks)) file(template, `${folder}/${name.startsWith('Prod') ? 'assembly-Prod/' : ''}${name}.template.json`);
    file(manifest(Object.keys(stacks).filter((name) => !name.startsWith('Prod'))), `${folder}/manifest.json`);
    file(manifest(Object.keys(stacks).filter((name) => name.startsWith('Prod'))), `${folder}/assembly-Prod/manifest.json`);
    return join(directory, folder);
  };
  const wide = plainApp();
  statements(wide, 'GuestPolicy').push(allow('sqs:SendMessage', QUEUE) as Record<string, unknown>);
  const one = assembly('one', { App: plainApp(), ProdApp: plainApp() });
  const other = assembly('other', { App: plainApp(), ProdApp: wide });
  await diff([one, other, '--json']);
  const answer = JSON.parse(out.join('\n')) as { gained: { changes: { who: string; stack: string }[] }; lost: { changes: object[] } };
  expect(answer.gained.changes).toMatchObject([{ who: 'guests', stack: 'ProdApp' }]);
  expect(answer.lost.changes).toEqual([]);
});

test('what lies in one of two cdk.out folders and is in no manifest is told of', async () => {
  for (const side of ['before', 'after']) {
    mkdirSync(join(directory, side));
    file(plainApp(), `${side}/A.template.json`);
    file({ artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.template.json' } } } }, `${side}/manifest.json`);
  }
  const left = ['B', 'C'].map((name) => file(plainApp(), `after/${name}.template.json`));
  expect(await diff([join(directory, 'before'), join(directory, 'after'), '--fail-on', 'any'])).toBe(0);
  expect(err).toEqual([expect.stringMatching(`^not looked at: ${left.join(', ')}; .+ names them\\. `)]);
});

test('a parameter need not be there on either side', async () => {
  const later = { ...plainApp(), Parameters: { Stage: { Type: 'String' } } };
  expect(await diff([before(), file(later, 'later.json'), '--parameter', 'Stage=prod', '--fail-on', 'any'])).toBe(0);
});

test.each<[string, () => string[], RegExp]>([
  ['one template', () => [before()], /^expected two templates, one before and one after, got 1\nusage: /],
  ['an unknown format', () => [before(), after(), '--format', 'junit'], /^--format takes text, json, markdown, sarif, got 'junit'/],
  ['an unknown reason to fail', () => [before(), after(), '--fail-on', 'lost'], /^--fail-on takes new-access, any, got 'lost'/],
  ['a file that is not there', () => [before(), join(directory, 'none.json')], /^cannot-open: /],
  ['both from standard input', () => ['-', '-'], /^given-twice: both versions are standard input; write one to a file/],
  ['an empty name', () => [before(), ''], /^the name of a template is empty/],
])('%s: exit 2 and why', async (_name, args, message) => {
  expect(await diff(args())).toBe(2);
  expect(err.join('\n')).toMatch(message);
  expect(out).toEqual([]);
});
