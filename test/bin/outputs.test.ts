import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputs } from '../../bin/commands/outputs';

const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
const SETTINGS = { version: '1.4', auth: { aws_region: 'eu-west-1', user_pool_id: 'eu-west-1_a', user_pool_client_id: 'web', identity_pool_id: 'eu-west-1:1' }, custom: { clicks: 'stream' } };
const ONE = { photos: { Bucket: 'plain text', Number: '1', List: '["a"]', Nothing: 'null', ClientSettings: JSON.stringify(SETTINGS) }, other: { Url: 'https://example.com' } };

function file(content: unknown): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

let printed: string;
let issues: string[];
beforeEach(() => {
  printed = '';
  issues = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => { printed += text; });
  jest.spyOn(console, 'error').mockImplementation((text: string) => { issues.push(text); });
});
afterEach(() => jest.restoreAllMocks());

test('it finds the settings among the outputs, and prints amplify_outputs.json', async () => {
  expect(await outputs([file(ONE)])).toBe(0);
  expect(JSON.parse(printed)).toEqual(SETTINGS);
});

test('it writes a file where one is named', async () => {
  const out = join(folder, 'amplify_outputs.json');
  expect(await outputs([file(ONE), '--out', out])).toBe(0);
  expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(SETTINGS);
  expect(printed).toBe('');
});

test('the format json', async () => {
  expect(await outputs([file(ONE), '--format', 'json'])).toBe(0);
  expect(JSON.parse(printed)).toEqual({ region: 'eu-west-1', userPoolId: 'eu-west-1_a', userPoolClientId: 'web', identityPoolId: 'eu-west-1:1', clicks: 'stream' });
});

const TWO = { a: { Web: JSON.stringify(SETTINGS), App: JSON.stringify(SETTINGS) }, b: { Web: JSON.stringify({ ...SETTINGS, custom: { of: 'b' } }) } };

test('several settings are told apart by stack and output', async () => {
  expect(await outputs([file(TWO), '--stack', 'b'])).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ custom: { of: 'b' } });
  expect(await outputs([file(TWO), '--stack', 'a', '--output', 'App'])).toBe(0);
});

test.each<[string, () => string[], RegExp]>([
  ['several settings', () => [file(TWO)], /has several client settings \(a Web, a App, b Web\); choose with --stack and --output\n {2}see .*$/],
  ['no settings', () => [file({ a: { Url: 'x' } })], /has no client settings among these outputs; put them out with new CfnOutput\(/],
  ['no such stack', () => [file(ONE), '--stack', 'c'], /has no client settings among these outputs/],
  ['no such file', () => [join(folder, 'none.json')], /none\.json' cannot be read: ENOENT/],
  ['no JSON', () => [file('{')], /cannot be read: .*JSON/],
  ['JSON of another shape', () => [file('null')], /has no client settings/],
  ['no file named', () => [], /^expected one outputs file, got 0\nusage: cdk-cognito-pools outputs/],
  ['two files', () => ['a', 'b'], /^expected one outputs file, got 2\nusage:/],
  ['another format', () => ['a', '--format', 'xml'], /^there is no format 'xml'\nusage:/],
  ['a stack twice', () => ['a', '--stack', 'b', '--stack', 'c'], /^--stack is given twice\nusage:/],
  ['no name', () => [''], /^the name of the outputs file is empty\nusage:/],
  ['a place that cannot be written to', () => [file(ONE), '--out', folder], /^the settings cannot be written to '.*': it is a directory \(EISDIR\)\n {2}see .*$/],
  ['another option', () => ['a', '--all'], /^Unknown option '--all'.*\nusage:/],
])('%s: exit code 2, and what to do', async (_what, args, issue) => {
  expect(await outputs(args())).toBe(2);
  expect(issues.join()).toMatch(issue);
  expect(printed).toBe('');
});
