import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { context } from '../../cdk.json';
import { examples } from '../../examples';

// The one place where the rules of aws-cdk-lib for CloudFormation run in the tests: they cost seconds in each process.
process.env.CDK_VALIDATION = 'true';
const STRICT = { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true };

interface Report {
  readonly pluginReports: { readonly violations: { readonly ruleName: string; readonly description: string; readonly severity: string }[] }[];
}

function validated(fill: (app: App) => void): string[] {
  const outdir = mkdtempSync(join(tmpdir(), 'strict-'));
  try {
    const app = new App({ outdir, context: { ...context, ...STRICT } });
    fill(app);
    try {
      app.synth();
    } catch {
      // what it found is in the report, and without one the next line fails
    }
    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    return report.pluginReports.flatMap(({ violations }) => violations.filter(({ severity }) => severity !== 'info').map((v) => `${v.ruleName}: ${v.description}`));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test('strict validation finds what CloudFormation would refuse', () => {
  const found = validated((app) => new CfnBucket(new Stack(app, 'S'), 'B', { bucketName: 'NOT A BUCKET NAME' }));
  expect(found).not.toEqual([]);
});

test('strict validation finds nothing in any example', () => {
  const found = validated((app) => Object.entries(examples).forEach(([name, ExampleStack]) => new ExampleStack(app, name)));
  expect(found).toEqual([]);
});
