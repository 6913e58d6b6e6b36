import { join } from 'node:path';
import { bootstrap, deploy, runCdk, synthesize } from '../../emulator/deploy';
import { Emulator } from '../../emulator/emulator';
import { region } from '../../emulator/environment';
import { setUpEmulator } from '../../emulator/setup';
import { ExampleRun } from '../../examples/support';
import type { Check } from '../../examples/support';
import * as probe from '../../test/emulator/probe/client';
import { appCommand } from '../app-command';
import { stacksOf } from '../assembly';
import { checkLine, tally } from '../report';
import { clientOf, useExample } from '../use-examples';
import type { Counts } from './counts';
import type { Step } from './step';

type Print = (line: string) => void;

/** A client's checks as counts; what the emulator cannot do was skipped. */
export function checkCounts(checks: readonly Check[]): Counts {
  const { allowed, refused, equal, failed, 'not-here': skipped } = tally(checks);
  return { passed: allowed + refused + equal, failed, skipped };
}

/** The emulator itself, every example, and the CDK commands that a user types, with real clients and the real CLI. */
export const emulatorStep: Step = {
  name: 'emulator: every example deployed and used by real clients',
  run: async (print) => {
    await setUpEmulator(print);
    const emulator = await Emulator.start();
    try {
      await bootstrap(emulator);
      return checkCounts([...await useProbe(emulator, print), ...await useEveryExample(emulator, print)]);
    } finally {
      await emulator.stop();
    }
  },
};

async function useProbe(emulator: Emulator, print: Print): Promise<readonly Check[]> {
  print('the emulator itself');
  const folder = join(emulator.directory, 'probe.out');
  await synthesize('npx tsx test/emulator/probe/app.ts', folder);
  return useExample(emulator, 'probe', await deploy(emulator, folder, ['probe']), probe, print);
}

async function useEveryExample(emulator: Emulator, print: Print): Promise<readonly Check[]> {
  const folder = join(emulator.directory, 'examples.out');
  await synthesize(appCommand(), folder);
  const names = Object.keys(stacksOf(folder));
  const outputs = await deploy(emulator, folder, names);
  const checks: Check[] = [];
  for (const name of names) {
    print(name);
    checks.push(...await useExample(emulator, name, outputs, await clientOf(name), print));
  }
  return [...checks, ...await useCommands(emulator, names, print)];
}

async function useCommands(emulator: Emulator, names: readonly string[], print: Print): Promise<readonly Check[]> {
  print('CDK commands');
  const commands = new ExampleRun('commands', { endpoint: emulator.endpoint, region, outputs: {} }, (check) => print(checkLine(check)));
  await commands.complete(async () => {
    const list = await runCdk(['list']);
    commands.equal("'cdk list' names every example", names.every((name) => list.split('\n').includes(name)), true);
    const template = await runCdk(['synth', names[0], '--output', join(emulator.directory, 'one.out')]);
    commands.equal(`'cdk synth ${names[0]}' prints its template`, /^Resources:$/m.test(template), true);
    const diff = await runCdk(['diff', ...names, '--output', join(emulator.directory, 'diff.out')], { emulator });
    commands.equal("'cdk diff' sees no difference to what is deployed", /Number of stacks with differences: 0/.test(diff), true);
  });
  return commands.checks;
}
