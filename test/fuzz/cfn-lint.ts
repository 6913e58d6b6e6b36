// Has cfn-lint read the templates of random pools: npx tsx --tsconfig tsconfig.dev.json test/fuzz/cfn-lint.ts <count> [seed]
// W3005 is about the dependencies that the CDK itself gives functions. The command is `cfn-lint`, or what the environment variable CFN_LINT names.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { buildPool, poolSpec } from './user-pool-arbitrary';

process.env.CDK_VALIDATION ??= 'false';

const [count = '100', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
try {
  fc.sample(poolSpec, { numRuns: Number(count), seed: Number(seed) }).forEach((spec, index) => {
    writeFileSync(join(folder, `pool-${index}.json`), JSON.stringify(Template.fromStack(buildPool(spec)).toJSON(), undefined, 1));
  });
  const { error, status, stdout, stderr } = spawnSync(process.env.CFN_LINT ?? 'cfn-lint', ['--regions', 'us-east-1', '--ignore-checks', 'W3005', '--', join(folder, '*.json')], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw error;
  console.log(`${stdout}${stderr}cfn-lint read ${count} templates (seed ${seed}): ${status === 0 ? 'nothing to say' : 'see above'}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
