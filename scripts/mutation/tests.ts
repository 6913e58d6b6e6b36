import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

const JEST = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--config', 'scripts/mutation/jest.config.js', '--ci', '--silent'];
/** A change may make a loop that never ends: that is noticed as well. On a machine that is busy the tests alone may take as long, so it is told apart. */
const LONGEST = 120_000;

/** Whether a test fails, none does, or they took too long. */
export type Outcome = 'noticed' | 'not noticed' | 'too long';

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
export function outcomeOf(file: string, text: string, tests: readonly string[], folder: string): Outcome {
  if (tests.length === 0) return 'not noticed';
  const left = mkdtempSync(join(folder, 'left-'));
  const { signal, status } = spawnSync(process.execPath, [...JEST, '--bail', '--runInBand', '--runTestsByPath', ...tests],
    { cwd: root, stdio: 'ignore', timeout: LONGEST, killSignal: 'SIGKILL', env: { ...process.env, TMPDIR: left, MUTATED_FILE: file, MUTATED_TEXT: text } });
  rmSync(left, { recursive: true });
  return signal === 'SIGKILL' ? 'too long' : status === 0 ? 'not noticed' : 'noticed';
}
