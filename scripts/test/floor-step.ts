import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';
import { runJest } from './jest-step';
import type { Step } from './step';

const floor = join(work, 'floor');

/** The lowest versions that the package says it works with, installed apart: a downgrade in place leaves a broken tree. */
async function installFloor(print: (line: string) => void): Promise<void> {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { peerDependencies: Record<string, string> };
  const versions = Object.entries(peerDependencies).map(([name, range]) => `${name}@${range.replace('^', '')}`);
  const stamp = join(floor, 'versions.sha256');
  const wanted = createHash('sha256').update(versions.join(' ')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(floor, { recursive: true, force: true });
  mkdirSync(floor, { recursive: true });
  writeFileSync(join(floor, 'package.json'), '{ "private": true }\n');
  print(`installing ${versions.join(' and ')} into .work/floor`);
  await runOrThrow('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', ...versions], { cwd: floor });
  writeFileSync(stamp, wanted);
}

/** The constructs' own tests again, on the lowest versions of aws-cdk-lib and constructs that the package accepts. */
export const floorStep: Step = {
  name: 'on the lowest aws-cdk-lib (jest)',
  run: async (print) => {
    await installFloor(print);
    return runJest('floor', ['--config', 'test/floor/jest.config.js'], print);
  },
};
