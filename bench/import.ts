import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './median';

const ROUNDS = 9;
const PACKAGE = join(__dirname, '..');
/** What any app with Cognito in it loads from aws-cdk-lib. */
const CDK = ['aws-cdk-lib/core', 'aws-cdk-lib/aws-cognito', 'aws-cdk-lib/aws-cognito-identitypool', 'aws-cdk-lib/aws-iam'];
/** What makes the lazy modules load. */
const TOUCH = "const { App, Stack } = require('aws-cdk-lib/core'); const stack = new Stack(new App(), 'S'); new (require('aws-cdk-lib/aws-cognito').UserPool)(stack, 'U'); new (require('aws-cdk-lib/aws-cognito').CfnIdentityPool)(stack, 'I', { allowUnauthenticatedIdentities: false }); new (require('aws-cdk-lib/aws-iam').Role)(stack, 'R', { assumedBy: new (require('aws-cdk-lib/aws-iam').AnyPrincipal)() });";

/** Milliseconds from the start of a process until the modules are there, with the library and without. */
export function measureImport(): { readonly ours: number; readonly cdk: number } {
  if (!existsSync(join(PACKAGE, 'build', 'lib', 'index.js'))) throw new Error("the package is not built: run 'npm run build' first");
  const ours: number[] = [];
  const cdk: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    cdk.push(once(CDK));
    ours.push(once([...CDK, join(PACKAGE, 'build', 'lib')]));
  }
  return { ours: median(ours), cdk: median(cdk) };
}

function once(modules: readonly string[]): number {
  const script = `const begin = performance.now(); ${modules.map((m) => `require(${JSON.stringify(m)});`).join(' ')} ${TOUCH} console.log(performance.now() - begin);`;
  return Number(execFileSync(process.execPath, ['-e', script], { cwd: PACKAGE, encoding: 'utf8' }));
}
