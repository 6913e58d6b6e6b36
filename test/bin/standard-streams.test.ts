import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorPage } from '../../lib/text/pages';
import { plainApp } from '../proof/rules/plain-app';

// Streams belong to a process: these run one.
const directory = mkdtempSync(join(tmpdir(), 'streams-'));
afterAll(() => rmSync(directory, { recursive: true }));
const template = join(directory, 'app.template.json');
writeFileSync(template, JSON.stringify(plainApp()));
const COMMAND = `'${process.execPath}' --import tsx bin/cdk-cognito-pools.ts`;

const run = (line: string, input?: string): { status: number | null; stdout: string; stderr: string } =>
  spawnSync('bash', ['-o', 'pipefail', '-c', line.replaceAll('COMMAND', COMMAND)], { cwd: join(__dirname, '../..'), encoding: 'utf8', input, env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' } });

test('all is proved and printed', () => {
  const { status, stdout, stderr } = run(`COMMAND prove '${template}'`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/\d+ PROVED\n$/);
});

test.each<[string, string, RegExp]>([
  ['a full standard output', `COMMAND prove '${template}' > /dev/full`, /^standard output cannot be written: no space is left \(ENOSPC\)\n$/],
  ['a closed standard output', `COMMAND prove '${template}' >&-`, /^standard output cannot be written: it is closed \(EBADF\)\n$/],
  ['a closed standard output for JSON', `COMMAND prove '${template}' --json >&-`, /^standard output cannot be written: it is closed \(EBADF\)\n$/],
  ['a standard output that nobody reads', `COMMAND prove '${template}' --json | true`, /^standard output cannot be written: nobody reads it any more \(EPIPE\)\n$/],
])('%s is an error, not success', (_name, line, message) => {
  const { status, stderr } = run(line);
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

test.each([
  ['the null device', `COMMAND prove '${template}' > /dev/null`],
  ['a closed standard output, with nothing to print', `COMMAND prove '${template}' --quiet >&-`],
])('%s is no error', (_name, line) => {
  expect(run(line)).toMatchObject({ status: 0, stderr: '' });
});

test('a program that wants the exit code alone gets it', () => {
  expect(spawnSync(process.execPath, ['--import', 'tsx', 'bin/cdk-cognito-pools.ts', 'prove', template], { cwd: join(__dirname, '../..'), stdio: 'ignore', env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' } }).status).toBe(0);
});

test('a template comes from standard input', () => {
  const { status, stdout } = run('COMMAND prove - --json', JSON.stringify({ TemplateBody: plainApp(), StagesAvailable: ['Original'] }));
  expect(status).toBe(0);
  expect((JSON.parse(stdout) as { findings: { file: string; verdict: string }[] }).findings.filter(({ verdict }) => verdict !== 'PROVED')).toEqual([]);
  expect(run('COMMAND prove -', '{').stderr).toBe(`bad-json: Expected property name or '}' in JSON at position 1 [in -]\n  see ${errorPage('bad-json')}\n`);
  expect(run('(sleep 0.3; cat) | COMMAND prove - > /dev/null', JSON.stringify(plainApp())).status).toBe(0);
});

test('what is printed arrives whole, however long it is', () => {
  const { stdout } = run(`COMMAND prove '${template}' --sarif | (sleep 0.5; cat)`);
  expect(() => JSON.parse(stdout) as unknown).not.toThrow();
});
