import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { Finding } from '../../lib/proof/findings/finding';
import { proveFiles } from '../../lib/proof/prove';

/** What is proved of an app with one stack, or with those that the callback makes besides. */
export function findingsOf(make: (stack: Stack) => void): Finding[] {
  const outdir = mkdtempSync(join(tmpdir(), 'proved-'));
  try {
    const app = new App({ outdir, context: { 'cdk-cognito-pools:proof': 'off' } });
    make(new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } }));
    app.synth();
    return proveFiles(readdirSync(outdir).filter((file) => file.endsWith('.template.json')).map((file) => join(outdir, file)));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The promises and rules that do not hold. */
export function openOf(findings: readonly Finding[]): string[] {
  return findings.filter(({ verdict }) => verdict !== 'PROVED').map(({ rule, verdict, statement, resource }) => `${rule} ${verdict} ${(statement ?? resource).replace(/[0-9A-F]{8}\b/g, '')}`);
}
