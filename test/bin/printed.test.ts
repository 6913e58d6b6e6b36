import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { can } from '../../bin/commands/can';
import { prove } from '../../bin/commands/prove';
import { reportOf } from '../../lib/proof/synth/report';
import { examineTemplates } from '../../lib/proof/prove';
import { at, photoApp, statements, type Template } from '../proof/photo-app';
import { allow } from '../proof/rules/plain-app';

const EVIL = '\n::stop-commands::x\n##[error]\r\u001b[2K\u001b[31mPROVED\u009b0m\u202e\u200b\u2028';
const SHOWN = '\\u000a::stop-commands::x\\u000a\\u0023#[error]\\u000d\\u001b[2K\\u001b[31mPROVED\\u009b0m\\u202e\\u200b\\u2028';
/** What no line of output may hold. */
const ACTS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|^\s*::|##\w*\[/m;

let directory: string;
let out: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'printed-'));
  out = '';
  const keep = (text: string): void => { out += `${text}\n`; };
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

/** A template in which every name that people choose is hostile. */
function hostile(): Template {
  const template = photoApp();
  statements(template, 'GuestPolicy').push({ ...allow('s3:ListBucket', '*') as Record<string, unknown>, Condition: { StringLike: { 's3:prefix': `a${EVIL}` } } });
  statements(template, 'AuthPolicy').push(allow('s3:GetObject', `arn:aws:s3:::b${EVIL}/*`) as Record<string, unknown>);
  at(template, 'Curators/Properties').GroupName = `curators${EVIL}`;
  template.Resources[`Role${EVIL}`] = { ...at(template, 'AuthRole') };
  at(template, 'Attachment/Properties/Roles').authenticated = { 'Fn::GetAtt': [`Role${EVIL}`, 'Arn'] };
  return template;
}
const file = (template: unknown, name = 'a.json'): string => {
  const path = join(directory, name);
  writeFileSync(path, typeof template === 'string' ? template : JSON.stringify(template));
  return path;
};

test('what a template says is shown, not sent: prove', async () => {
  await prove([file(hostile())]);
  expect(out).not.toMatch(ACTS);
  expect(out).toContain(SHOWN);
  expect(out).not.toMatch(/^PROVED\\u009b/m);
});

test('JSON keeps it, in characters that act on nothing', async () => {
  await prove([file(hostile()), '--json']);
  expect(out).not.toMatch(ACTS);
  expect(JSON.stringify(JSON.parse(out))).toContain(JSON.stringify(EVIL).slice(1, -1));
});

test('SARIF shows it in messages, and keeps it in data', async () => {
  await prove([file(hostile()), '--sarif']);
  expect(out).not.toMatch(ACTS);
  const { runs: [{ results, tool }] } = JSON.parse(out) as { runs: [{ results: { message: { text: string }; properties: unknown }[]; tool: { driver: { rules: { shortDescription: { text: string } }[] } } }] };
  for (const text of [...results.map(({ message }) => message.text), ...tool.driver.rules.map(({ shortDescription }) => shortDescription.text)]) expect(text).not.toMatch(ACTS);
  expect(results.some(({ message }) => message.text.includes(SHOWN))).toBe(true);
  expect(JSON.stringify(results.map(({ properties }) => properties))).toContain(JSON.stringify(EVIL).slice(1, -1));
});

test('can, its errors and its JSON', async () => {
  const path = file(hostile());
  const asks = ['--as', 'user', '--action', 's3:GetObject', '--resource'];
  await can([path, ...asks, '${Photos.Arn}/users/x']);
  await can([path, ...asks, '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/x', '--json']);
  await can([path, ...asks, `\${Nothing${EVIL}}`]);
  await can([path, ...asks, `x${EVIL}`]);
  await can([path, ...asks, '*', '--identity-pool', `x${EVIL}`]);
  await can([path, ...asks, '*', '--parameter', `a${EVIL}`]);
  expect(out).not.toMatch(ACTS);
});

test.each<[string, () => string[]]>([
  ['a reference to nothing', () => [file({ Resources: { P: { Type: 'AWS::Cognito::IdentityPool', Properties: { DeveloperProviderName: { Ref: `x${EVIL}` } } } } })]],
  ['a key that stands twice', () => [file(`{"Resources": {"a${JSON.stringify(EVIL).slice(1, -1)}": 1, "a${JSON.stringify(EVIL).slice(1, -1)}": 2}}`)]],
  ['an alias of nothing', () => [file(`Resources: {A: *x\u001b\n}`, 'a.yaml')]],
  ['a nested template outside', () => [file({ Resources: { P: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: `../x${EVIL}` } } } })]],
  ['a file with such a name', () => [join(directory, `none${EVIL}`)]],
  ['a file of such a name that is no template', () => [file('{', `a${EVIL.replace(/\//g, '')}.json`)]],
  ['an option', () => [`--x${EVIL}`]],
  ['a rule', () => [file('{}'), '--rule', `x${EVIL}`]],
  ['a parameter that is not there', () => [file({ Parameters: { [`y${EVIL}`]: {} }, Resources: { A: {} } }), '--parameter', 'x=1']],
])('errors show it too: %s', async (_name, args) => {
  expect(await prove(args())).toBe(2);
  expect(out).not.toBe('');
  expect(out).not.toMatch(ACTS);
});

test('so do the findings of a synth', () => {
  const { violations } = reportOf(examineTemplates([{ file: 'a.json', body: hostile() }]));
  expect(violations.length).toBeGreaterThan(0);
  for (const { description, fix = '', violatingResources } of violations) {
    for (const text of [description, fix, ...violatingResources.flatMap(({ locations, resourceLogicalId = '' }) => [...locations, resourceLogicalId])]) expect(text).not.toMatch(ACTS);
  }
  expect(violations.some(({ description }) => description.includes(SHOWN))).toBe(true);
});
