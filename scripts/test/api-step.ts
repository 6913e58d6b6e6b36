import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';
import { one } from './counts';
import type { Step } from './step';

/** Where two texts first differ, in words; undefined when they are equal. */
export function firstDifference(committed: string, generated: string): string | undefined {
  const [old, current] = [committed, generated].map((text) => text.trimEnd().split('\n'));
  const line = Array.from({ length: Math.max(old.length, current.length) }, (_, i) => i).find((i) => old[i] !== current[i]);
  return line === undefined ? undefined : `line ${line + 1}:\n  committed: ${old[line] ?? '(nothing)'}\n  current:   ${current[line] ?? '(nothing)'}`;
}

/** Whether API.md is what jsii-docgen makes of the built library. */
export const apiStep: Step = {
  name: 'API.md is current (jsii-docgen)',
  run: async (print) => {
    const folder = mkdtempSync(join(work, 'api-'));
    try {
      await runOrThrow(process.execPath, ['node_modules/jsii-docgen/bin/jsii-docgen', '--output', join(folder, 'API.md')]);
      const file = join(root, 'API.md');
      const difference = existsSync(file)
        ? firstDifference(readFileSync(file, 'utf8'), readFileSync(join(folder, 'API.md'), 'utf8'))
        : 'it does not exist';
      if (difference) print(`API.md is not current ('npm run docs' makes it): ${difference}`);
      return one(difference === undefined);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
