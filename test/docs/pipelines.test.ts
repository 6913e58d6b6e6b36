import { toBeValidSarifLog } from '@microsoft/jest-sarif';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { HELP } from '../../bin/help';
import { plainApp } from '../proof/rules/plain-app';
import { pipelineFiles, shellLines } from './pipelines';

expect.extend({ toBeValidSarifLog });

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/pipelines.md'), 'utf8');
const files = new Map(pipelineFiles().map(({ name, text }) => [name, parse(text) as Record<string, unknown>]));

/** A repository with a template and what a synth has written, in which the commands are those of this checkout; others do nothing. */
let repository: string;
beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'pipeline-'));
  mkdirSync(join(repository, 'bin'));
  mkdirSync(join(repository, 'cdk.out'));
  const template = JSON.parse(JSON.stringify(plainApp())) as object;
  writeFileSync(join(repository, 'template.yaml'), stringify(template));
  writeFileSync(join(repository, 'app.json'), JSON.stringify({ TemplateBody: template }));
  writeFileSync(join(repository, 'cdk.out', 'App.template.json'), JSON.stringify(template));
  writeFileSync(join(repository, 'cdk.out', 'manifest.json'), JSON.stringify({ version: '1', artifacts: { App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.template.json' } } } }));
  const ours = `'${process.execPath}' --import '${join(ROOT, 'node_modules/tsx/dist/loader.mjs')}' '${join(ROOT, 'bin/cdk-cognito-pools.ts')}'`;
  program('npx', `case "$1" in cdk) exit 0;; cdk-cognito-pools) shift; exec ${ours} "$@";; *) exit 64;; esac`);
  program('npm', '[ "$*" = ci ]');
  program('gh', '[ "$1 $2 $4" = "pr comment --body-file" ] && [ -s "$5" ]');
  program('aws', '[ "$*" = "cloudformation get-template --stack-name app" ] && cat app.json');
});
afterAll(() => rmSync(repository, { recursive: true }));
const program = (name: string, text: string): void => writeFileSync(join(repository, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });

test('the page shows a file for each system', () => {
  expect([...files.keys()]).toEqual(['.github/workflows/access.yml', '.gitlab-ci.yml', 'buildspec.yml', '.pre-commit-config.yaml']);
});

test('every line that runs the command is run', () => {
  const shown = [...page.matchAll(/^```\w+\n[^]*?^```$/gm)].join('\n').match(/cdk-cognito-pools prove/g);
  expect(shellLines().join('\n').match(/cdk-cognito-pools prove/g)).toEqual(shown);
});

const LINES = [...new Set(shellLines())];
const results = new Map<string, { readonly status: number | null; readonly stderr: string }>();

/** Runs a line once, whichever test asks first. */
function resultOf(line: string): { readonly status: number | null; readonly stderr: string } {
  const args = line.endsWith('--quiet') && !line.includes('\n') && line.includes('prove --quiet') ? ' template.yaml' : '';
  let result = results.get(line);
  if (result === undefined) {
    // Bash takes the socket that Node.js gives it for a remote login, and would read what ~/.bashrc makes of PATH.
    const { status, stderr } = spawnSync('bash', ['--norc', '-eo', 'pipefail', '-c', `${line}${args}`], {
      cwd: repository, encoding: 'utf8', env: { ...process.env, PATH: `${join(repository, 'bin')}:${process.env.PATH}`, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.dev.json'), NUMBER: '7', GH_TOKEN: 'none' },
    });
    results.set(line, result = { status, stderr });
  }
  return result;
}

test.each(LINES)('%s', (line) => {
  expect(resultOf(line)).toEqual({ status: 0, stderr: '' });
});

test('the reports that the pipelines pick up are there, and of their kind', () => {
  LINES.forEach(resultOf);
  expect(JSON.parse(readFileSync(join(repository, 'access.sarif'), 'utf8'))).toBeValidSarifLog();
  expect(readFileSync(join(repository, 'access.xml'), 'utf8')).toMatch(/^<\?xml [^]*<testsuites [^]*<\/testsuites>\n$/);
  const text = [...files.values()].map((file) => JSON.stringify(file)).join('\n');
  for (const [, name] of text.matchAll(/"(?:sarif_file|junit)":"([^"]+)"/g)) expect(existsSync(join(repository, name))).toBe(true);
  expect(files.get('buildspec.yml')).toMatchObject({ reports: { access: { 'files': ['access.xml'], 'file-format': 'JUNITXML' } } });
});

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
test('buildspec.yml has keys that CodeBuild knows', () => {
  const buildspec = files.get('buildspec.yml') as { version: number; phases: Record<string, object> };
  expect(buildspec.version).toBe(0.2);
  expect(['version', 'run-as', 'env', 'proxy', 'batch', 'phases', 'reports', 'artifacts', 'cache']).toEqual(expect.arrayContaining(Object.keys(buildspec)));
  expect(['install', 'pre_build', 'build', 'post_build']).toEqual(expect.arrayContaining(Object.keys(buildspec.phases)));
  for (const phase of Object.values(buildspec.phases)) expect(['run-as', 'on-failure', 'runtime-versions', 'commands', 'finally']).toEqual(expect.arrayContaining(Object.keys(phase)));
});

test('the exit codes are those of the help', () => {
  for (const [command, codes] of [['prove', ['0', '1', '2']], ['can', ['0', '3', '4', '2']]] as const) {
    const row = new RegExp(`^\\| \`${command}\` \\| (.+) \\|$`, 'm').exec(page)?.[1] ?? '';
    expect([...row.matchAll(/(\d): /g)].map(([, code]) => code)).toEqual(codes);
    expect([...(/exit codes: (.+)/.exec(HELP[command].details)?.[1] ?? '').matchAll(/(\d) /g)].map(([, code]) => code)).toEqual(codes);
  }
});
