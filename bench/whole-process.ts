import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { median } from './median';

const ROUNDS = 15;
const PACKAGE = join(__dirname, '..');

/**
 * What a process costs from its start to its end that does the job once, with the package as it is built: no compiler is in it.
 *
 * @param names the ways to do it, in turn, round after round
 * @returns milliseconds of processor time, by the way
 */
export function measureWholeProcess(names: readonly string[]): Readonly<Record<string, number>> {
  // Below the package, so that it is found by its name as any other is.
  const directory = mkdtempSync(join(PACKAGE, 'build', 'bench-'));
  try {
    const file = join(directory, 'one-synth.js');
    buildSync({ entryPoints: [join(__dirname, 'one-small-app.ts')], outfile: file, bundle: true, platform: 'node', target: 'node20', packages: 'external', tsconfigRaw: {}, logLevel: 'warning' });
    const times: Record<string, number[]> = {};
    for (let round = -1; round < ROUNDS; round++) {
      for (const name of names) {
        const milliseconds = Number(execFileSync(process.execPath, [file, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
        if (round >= 0) (times[name] ??= []).push(milliseconds);
      }
    }
    return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
