import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './median';

const ROUNDS = 5;

/**
 * How much memory a process takes at most that does the job once.
 *
 * @param names the ways to do it
 * @returns megabytes, by the way
 */
export function measureMemory(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, median(Array.from({ length: ROUNDS }, () => once(name)))]));
}

/** The same loader of TypeScript as this process has. */
function once(name: string): number {
  return Number(execFileSync(process.execPath, [...process.execArgv, join(__dirname, 'one-synth.ts'), name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) / 1024;
}
