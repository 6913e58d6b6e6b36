import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

const JEST = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', 'scripts/mutation/jest.config.js', '--ci', '--silent'];
/** A change may make a loop that never ends: that is noticed as well. */
const LONGEST = 120_000;

interface TestFile {
  readonly milliseconds: number;
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

/**
 * @param files the files that are changed
 * @param folder where to leave what the run finds
 * @returns which test files run a line, the quickest first
 */
export async function covering(files: readonly string[], folder: string): Promise<(at: { readonly file: string; readonly line: number }) => string[]> {
  const found = join(folder, 'covering.json');
  await runOrThrow(process.execPath, [...JEST, '--coverage', '--coverageReporters=none', `--coverageDirectory=${folder}`, ...files.map((file) => `--collectCoverageFrom=${file}`),
    `--reporters=${join(__dirname, 'reporter.cjs')}`], { env: { ...process.env, COVERING: found } });
  const tests = Object.entries(JSON.parse(readFileSync(found, 'utf8')) as Record<string, TestFile>).sort(([, a], [, b]) => a.milliseconds - b.milliseconds);
  return ({ file, line }) => tests.filter(([, { lines }]) => lines[join(root, file)]?.includes(line) === true).map(([path]) => path);
}

/**
 * @param file the file that is changed
 * @param text where its changed text is
 * @param tests the tests to ask
 * @param folder where they may leave what they like
 * @returns whether one of them fails
 */
export function isNoticed(file: string, text: string, tests: readonly string[], folder: string): boolean {
  if (tests.length === 0) return false;
  const left = mkdtempSync(join(folder, 'left-'));
  const { status } = spawnSync(process.execPath, [...JEST, '--bail', '--runInBand', '--runTestsByPath', ...tests],
    { cwd: root, stdio: 'ignore', timeout: LONGEST, killSignal: 'SIGKILL', env: { ...process.env, TMPDIR: left, MUTATED_FILE: file, MUTATED_TEXT: text } });
  rmSync(left, { recursive: true });
  return status !== 0;
}
