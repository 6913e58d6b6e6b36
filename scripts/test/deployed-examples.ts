import { join } from 'node:path';
import { bootstrap, deploy, synthesize } from '../../emulator/deploy';
import type { StackOutputs } from '../../emulator/deploy';
import { Emulator } from '../../emulator/emulator';
import { setUpEmulator } from '../../emulator/setup';
import { appCommand } from '../app-command';
import { stacksOf } from '../assembly';

/** An emulator that has every example. */
export interface DeployedExamples {
  readonly emulator: Emulator;
  readonly names: readonly string[];
  readonly outputs: StackOutputs;
}

let deployed: Promise<DeployedExamples> | undefined;

/** The emulator with every example: the first step that asks deploys them, the next ones use the same. It ends with the process. */
export function deployedExamples(print: (line: string) => void): Promise<DeployedExamples> {
  deployed ??= deployAll(print);
  return deployed;
}

async function deployAll(print: (line: string) => void): Promise<DeployedExamples> {
  await setUpEmulator(print);
  const emulator = await Emulator.start();
  await bootstrap(emulator);
  const folder = join(emulator.directory, 'examples.out');
  await synthesize(appCommand(), folder);
  const names = Object.keys(stacksOf(folder));
  return { emulator, names, outputs: await deploy(emulator, folder, names) };
}
