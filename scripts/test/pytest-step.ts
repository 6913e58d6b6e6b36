import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentAtStart } from '../../emulator/environment';
import { python, root, work } from '../../emulator/paths';
import { run } from '../../emulator/processes';
import { setUpEmulator } from '../../emulator/setup';
import type { Counts } from './counts';
import type { Step } from './step';

/** The numbers of a JUnit report; when pytest itself failed for another reason, that is one failure. */
export function junitCounts(xml: string, success: boolean): Counts {
  const [, attributes] = /<testsuite\s([^>]*)>/.exec(xml) ?? [];
  if (attributes === undefined) throw new Error('the JUnit report has no testsuite');
  const number = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(attributes)?.[1] ?? NaN);
  const failed = number('failures') + number('errors');
  const counts = {
    passed: number('tests') - failed - number('skipped'),
    failed: success ? failed : Math.max(failed, 1),
    skipped: number('skipped'),
  };
  if (Number.isNaN(counts.passed)) throw new Error(`the JUnit report lacks numbers: ${attributes}`);
  return counts;
}

/** The tests of the emulator's Python, in process. */
export const pytestStep: Step = {
  name: 'emulator, in process (pytest)',
  run: async (print) => {
    await setUpEmulator(print);
    const file = join(work, 'pytest.xml');
    rmSync(file, { force: true });
    const { code } = await run(python, ['-m', 'pytest', `--junitxml=${file}`], {
      cwd: join(root, 'emulator'), env: { ...environmentAtStart, PYTHONDONTWRITEBYTECODE: '1' }, onLine: print,
    });
    return junitCounts(readFileSync(file, 'utf8'), code === 0);
  },
};
