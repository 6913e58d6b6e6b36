import { join } from 'node:path';
import { environmentAtStart } from '../../emulator/environment';
import { root, work } from '../../emulator/paths';
import { run } from '../../emulator/processes';
import { setUpPython } from '../../emulator/setup';
import { one } from './counts';
import type { Step } from './step';

/** How many pools and apps are read, and their seed: each template costs cfn-lint a third of a second, and an app has two or so. */
const [POOLS, APPS, SEED] = ['70', '20', '1'];

/** cfn-lint, CloudFormation's own linter, on the templates of random user pools and apps; the seed is in the output. */
export const cfnLintStep: Step = {
  name: 'templates of random user pools and apps (cfn-lint)',
  run: async (print) => {
    await setUpPython({ name: 'cfn-lint', what: 'cfn-lint', requirements: join(root, 'test', 'fuzz', 'requirements.txt') }, print);
    const { code } = await run(process.execPath, ['--import', 'tsx', 'test/fuzz/cfn-lint.ts', POOLS, APPS, SEED], {
      env: { ...environmentAtStart, CFN_LINT: join(work, 'cfn-lint', 'bin', 'cfn-lint'), TSX_TSCONFIG_PATH: join(root, 'tsconfig.dev.json') },
      onLine: print,
    });
    return one(code === 0);
  },
};
