import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentAtStart } from '../../emulator/environment';
import { work } from '../../emulator/paths';
import { run } from '../../emulator/processes';
import type { Counts } from './counts';
import type { Step } from './step';

/** What jest writes with --json, as far as it is counted. */
export interface JestResults {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** Jest's own numbers; a file that could not run at all is one failure, and so is anything else for which jest itself failed. */
export function jestCounts(results: JestResults): Counts {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: results.success ? failed : Math.max(failed, 1),
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** Runs jest and counts by its own report. */
export async function runJest(name: string, args: readonly string[], print: (line: string) => void, env: NodeJS.ProcessEnv = {}): Promise<Counts> {
  const file = join(work, `jest-${name}.json`);
  rmSync(file, { force: true });
  await run(process.execPath, ['node_modules/jest/bin/jest.js', '--ci', '--json', `--outputFile=${file}`, ...args], { env: { ...environmentAtStart, ...env }, onLine: printReport(print) });
  return jestCounts(JSON.parse(readFileSync(file, 'utf8')) as JestResults);
}

/** Unit tests, snapshots, the templates of the examples, their proofs, cdk-nag and strict validation. */
export const jestStep: Step = {
  name: 'unit tests, snapshots, examples, proofs, cdk-nag (jest)',
  run: (print) => runJest('all', [], print),
};

/** What the unit tests of constructs synthesize, proved as well: they themselves leave the proof out (test/setup-proof.js). */
export const unitsProvedStep: Step = {
  name: 'the apps of unit tests, proved (jest)',
  run: (print) => runJest('proved', ['--testPathIgnorePatterns=/test/(?!(?:app-client|authorizers|client|federation|grants|identity-pool|managed-login|mapping|moving-in|sign-in|user-pool)/)[^/]+/'], print, { PROOF_AT_SYNTH: 'on' }),
};

/** Jest prints its JSON too, on one line: that is for the file alone. */
function printReport(print: (line: string) => void): (line: string) => void {
  return (line) => { if (!line.startsWith('{"numFailed')) print(line); };
}
