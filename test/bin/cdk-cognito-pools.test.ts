import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../bin/cdk-cognito-pools';
import { errorPage } from '../../lib/text/pages';
import { TEMPLATE_OPTIONS } from '../../bin/templates';

const COMMANDS = join(__dirname, '../../bin/commands');
let out: jest.SpyInstance;
let err: jest.SpyInstance;
beforeEach(() => {
  out = jest.spyOn(console, 'log').mockImplementation();
  err = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

test('without a command it says how it is used, and fails', async () => {
  expect(await main([])).toBe(2);
  expect(out).toHaveBeenCalledWith(expect.stringMatching(/^usage: cdk-cognito-pools <command> \.\.\.\n\n {2}baseline .*\n {2}can .*\n {2}diff .*\n {2}outputs .*\n {2}prove .*\n {2}report .*\n\n'cdk-cognito-pools <command> --help' says more\.$/));
});

test.each(['--help', '-h'])('%s says the same, and does not fail', async (help) => {
  expect(await main([help])).toBe(0);
  expect(out).toHaveBeenCalledWith(expect.stringMatching(/^usage: /));
});

test.each(['guess', '../app', 'constructor'])("a command that is not there (%s) is refused, with those that are", async (name) => {
  expect(await main([name])).toBe(2);
  expect(err).toHaveBeenCalledWith(expect.stringMatching(new RegExp(`^there is no command '${name.replaceAll('.', '\\.')}'; there are: .*prove`)));
});

test.each<[string, string[], string]>([
  ['no such command', ['guess'], errorPage('command-line')],
  ['no template', ['prove'], errorPage('command-line')],
  ['no question', ['can', 'x.json'], errorPage('command-line')],
  ['one template of two', ['diff', 'x.json'], errorPage('command-line')],
  ['no place', ['report', 'x.json'], errorPage('command-line')],
  ['no such file', ['baseline', 'x.json'], errorPage('command-line')],
  ['no settings', ['outputs', join(__dirname, '../../package.json')], errorPage('outputs-file')],
  ['a template that is none', ['prove', join(__dirname, '../../package.json')], errorPage('not-a-template')],
])('%s: the error ends with where more is said', async (_what, args, page) => {
  expect(await main(args)).toBe(2);
  expect((err.mock.calls as [string][]).map(([text]) => text.split('\n').pop())).toEqual([`  see ${page}`]);
});

test('the arguments after its name are those of the command', async () => {
  expect(await main(['prove', 'no-such.template.json'])).toBe(2);
  expect(err).toHaveBeenCalledWith(expect.stringContaining('no-such.template.json'));
});

test.each(readdirSync(COMMANDS).map((file) => file.replace('.ts', '')))('%s --help tells of every option and exit code', async (name) => {
  expect(await main([name, 'x.json', '--help'])).toBe(0);
  const [[help]] = out.mock.calls as [[string]];
  expect(help).toMatch(new RegExp(`^usage: cdk-cognito-pools ${name} `));
  expect(help).toMatch(/\nexit codes: 0 .*2 /);
  const [, options = ''] = /const OPTIONS = \{(.*?)\} as const/s.exec(readFileSync(join(COMMANDS, `${name}.ts`), 'utf8')) ?? [];
  const shared = options.includes('...TEMPLATE_OPTIONS') ? Object.keys(TEMPLATE_OPTIONS) : [];
  for (const option of [...shared, ...[...options.matchAll(/'?([\w-]+)'?: \{/g)].map(([, own]) => own)]) expect(help).toMatch(new RegExp(`\n {2}--${option} +\\S`));
});
