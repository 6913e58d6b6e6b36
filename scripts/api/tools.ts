import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

/** The CDK's own checks of an API. Neither is needed by who installs this project, so they are installed apart. */
const TOOLS = ['jsii-diff@1.134.0', 'awslint@2.72.1'];

/** The last awslint that is published knows the modules of the first CDK alone; they are called otherwise today, and its rules are the same. */
const NAMES: readonly (readonly [RegExp, string])[] = [[/@aws-cdk\/core/g, 'aws-cdk-lib'], [/@aws-cdk\/aws-([a-z]*)\./g, 'aws-cdk-lib.aws_$1.']];

/** The folder in which the tools are installed. */
export async function installApiTools(): Promise<string> {
  const folder = join(work, 'api-tools');
  const stamp = join(folder, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === TOOLS.join(' ')) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await runOrThrow('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...TOOLS], { cwd: folder });
  renameModules(join(folder, 'node_modules/awslint/lib/rules'));
  writeFileSync(stamp, TOOLS.join(' '));
  return folder;
}

function renameModules(rules: string): void {
  for (const file of readdirSync(rules).filter((name) => name.endsWith('.js'))) {
    const text = readFileSync(join(rules, file), 'utf8');
    writeFileSync(join(rules, file), NAMES.reduce((renamed, [before, after]) => renamed.replace(before, after), text));
  }
}
