import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { scripts } from '../../package.json';

const ROOT = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test.each(readdirSync(join(ROOT, '.github/workflows')))('%s runs what there is', (file) => {
  const { jobs } = parse(read(`.github/workflows/${file}`)) as { jobs: Record<string, { steps: { run?: string }[] }> };
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run?.split('\n') ?? []));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const script = /^npm run ([\w-]+)/.exec(command)?.[1];
    if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    const path = /^(\.[\w/-]+)/.exec(command)?.[1];
    if (path !== undefined) expect(existsSync(join(ROOT, path))).toBe(true);
  }
});

test('folders and files that CONTRIBUTING.md and AGENTS.md name are there', () => {
  const named = [...`${read('CONTRIBUTING.md')}${read('AGENTS.md')}`.matchAll(/`((?:lib|test|docs|bin|claims|jest|lambda|emulator|scripts)\/[\w./-]+)`/g)].map(([, path]) => path);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe('subjects of commits', () => {
  const directory = mkdtempSync(join(tmpdir(), 'commits-'));
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: directory, encoding: 'utf8' });
  afterAll(() => rmSync(directory, { recursive: true }));

  function checked(subject: string): string {
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'Begin');
    git('commit', '-q', '--allow-empty', '-m', subject);
    try {
      execFileSync(join(ROOT, '.github/check-commits'), ['HEAD~1', 'HEAD'], { cwd: directory, encoding: 'utf8' });
      return 'taken';
    } catch (error) {
      return (error as { stdout: string }).stdout.trim();
    }
  }

  test.each([
    ['Take callers of trusted issuers only', 'taken'],
    ['Added a thing', 'not imperative: Added a thing'],
    ['fix it', 'not a sentence that begins with a capital letter and ends without a full stop: fix it'],
    ['Fix it.', 'not a sentence that begins with a capital letter and ends without a full stop: Fix it.'],
    [`Mend ${'a'.repeat(80)}`, `longer than 72 characters: Mend ${'a'.repeat(80)}`],
  ])('%s', (subject, expected) => expect(checked(subject)).toBe(expected));
});
