import { mkdirSync } from 'node:fs';
import { endCleanly, undoAll } from '../../emulator/cleanup';
import { work } from '../../emulator/paths';
import { apiStep } from './api-step';
import { cfnLintStep } from './cfn-lint-step';
import { commandStep } from './command-step';
import { contractStep } from './contract-step';
import { plainLine, sum } from './counts';
import { documentedStep } from './documented-step';
import { documentsStep } from './documents-step';
import { emulatorStep } from './emulator-step';
import { floorStep } from './floor-step';
import { importStep } from './import-step';
import { jestStep, unitsProvedStep } from './jest-step';
import { packagingStep } from './packaging-step';
import { pageStep } from './page-step';
import { pipelinesStep } from './pipelines-step';
import { pytestStep } from './pytest-step';
import { realAccountStep } from './real-account-step';
import { reportStep } from './report-step';
import { snippetsStep } from './snippets-step';
import { runStages, type Stage } from './step';

// What needs both cores stands alone; the build comes before all that reads what it makes, and beside nothing that does. Steps in one row share a browser, the emulator or this process.
const STAGES: readonly Stage[] = [
  [
    [commandStep('lint (eslint)', 'npm', ['run', '--silent', 'lint'])],
    [commandStep('types (tsc)', 'npm', ['run', '--silent', 'typecheck']), commandStep('build (jsii)', 'npm', ['run', '--silent', 'build']), documentedStep],
  ],
  [[jestStep]],
  [
    [
      floorStep,
      cfnLintStep,
      commandStep('templates beside what AWS is known to refuse (cdk-preflight, models of the SDKs)', 'npm', ['run', '--silent', 'preflight', '--', '40', '40', '1']),
      // A few of each, always the same ones and little time to think (deployments are attacked by jest): `npm run crosscheck` has a hundred thousand, and new ones each time.
      commandStep('evaluator and proofs beside iam-simulate and cvc5', 'npm', ['run', '--silent', 'crosscheck', '--', '5000', '90', '1', '500', '0']),
      contractStep,
      apiStep,
      snippetsStep,
      pipelinesStep,
      packagingStep,
    ],
    [documentsStep, pytestStep, reportStep, emulatorStep, importStep, realAccountStep, pageStep],
  ],
];

/** What takes too long for every change. */
const LONG_STAGE: Stage = [[
  commandStep('the package on every Node that it is for', 'npm', ['run', '--silent', 'packaging']),
  unitsProvedStep,
  commandStep('a template for each granting property and each escalating action', 'npm', ['run', '--silent', 'generated']),
  commandStep('5,000 random pairs of templates', 'npm', ['run', '--silent', 'pairs']),
  commandStep('10,000 random user pools, inputs and apps', 'npm', ['run', '--silent', 'fuzz']),
  commandStep('evaluator and proofs beside iam-simulate and cvc5, 100,000 requests, and 20,000 deployments attacked', 'npm', ['run', '--silent', 'crosscheck']),
  commandStep('the library in Python, Java and Go', 'npm', ['run', '--silent', 'languages']),
]];

/**
 * Runs the steps.
 *
 * @param extent 'complete' for the long ones too
 * @returns the exit code
 */
export async function main(extent?: string): Promise<number> {
  endCleanly();
  mkdirSync(work, { recursive: true });
  const print = (line: string) => console.log(line);
  try {
    const begin = Date.now();
    const results = await runStages(extent === 'complete' ? [...STAGES, LONG_STAGE] : STAGES, print);
    const total = sum(results.map(({ counts }) => counts));
    const width = Math.max(...results.map(({ name }) => name.length));
    print(`\n=== summary, ${Math.round((Date.now() - begin) / 1000)} s`);
    for (const { name, counts, seconds } of results) print(`${name.padEnd(width)}  ${plainLine(counts)} (${seconds.toFixed(0)} s)`);
    if (total.skipped > 0) print(`${total.skipped} skipped: what the emulator cannot do`);
    print(plainLine({ ...total, skipped: 0 }));
    return total.failed === 0 ? 0 : 1;
  } finally {
    await undoAll();
  }
}
