// Has cfn-lint read the templates of random pools and apps: npx tsx --tsconfig tsconfig.dev.json test/fuzz/cfn-lint.ts <pools> <apps> [seed]
// W3005 is about the dependencies that the CDK itself gives functions, W2001 and W3010 are about parameters and availability zones of the tests. The command is `cfn-lint`, or what the environment variable CFN_LINT names.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { synthesized } from '../support/synthesized';
import { randomApps } from './random-apps';
import { buildPool, poolSpec } from './user-pool-arbitrary';

process.env.CDK_VALIDATION ??= 'false';

const [pools = '100', apps = '30', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'cfn-lint-'));
try {
  const templates = [
    ...fc.sample(poolSpec, { numRuns: Number(pools), seed: Number(seed) }).map((spec) => Template.fromStack(buildPool(spec)).toJSON()),
    ...randomApps(Number(apps), Number(seed)).flatMap((fill) => [...synthesized(fill, { context: { 'cdk-cognito-pools:proof': 'off' } }).templates.values()]),
  ];
  // What stands for a context lookup before it is made stands in no template that is deployed.
  templates.forEach((template, index) => writeFileSync(join(folder, `${index}.json`), JSON.stringify(template, undefined, 1).replace(/dummy-value-for-[\w/-]+/g, 'looked-up')));
  const { error, status, stdout, stderr } = spawnSync(process.env.CFN_LINT ?? 'cfn-lint', ['--regions', 'us-east-1', '--ignore-checks', 'W2001', 'W3005', 'W3010', '--', join(folder, '*.json')], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw error;
  console.log(`${stdout}${stderr}cfn-lint read ${templates.length} templates (seed ${seed}): ${status === 0 ? 'nothing to say' : 'see above'}`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
