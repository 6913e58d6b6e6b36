import { App } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPool, poolSpec } from './user-pool-arbitrary';

// The rules of aws-cdk-lib for CloudFormation cost seconds in each process, so all pools go into one app.
process.env.CDK_VALIDATION = 'true';
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };

const count = process.env.FUZZ_RUNS === undefined ? 200 : 2000;

interface Report {
  readonly pluginReports: { readonly violations: { readonly ruleName: string; readonly description: string; readonly severity: string }[] }[];
}

test(`strict validation finds nothing in ${count} random pools`, () => {
  const outdir = mkdtempSync(join(tmpdir(), 'strict-'));
  try {
    const app = new App({ outdir, context });
    fc.sample(poolSpec, { numRuns: count, seed: 1 }).forEach((spec, index) => buildPool(spec, app, `Pool${index}`));
    try {
      app.synth();
    } catch {
      // what it found is in the report, and without one the next line fails
    }
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    expect(pluginReports.flatMap(({ violations }) => violations.filter(({ severity }) => severity !== 'info').map(({ ruleName, description }) => `${ruleName}: ${description}`))).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}, 900_000);
