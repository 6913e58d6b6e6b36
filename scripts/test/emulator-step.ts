import { join } from 'node:path';
import { deploy, runCdk, synthesize } from '../../emulator/deploy';
import type { Emulator } from '../../emulator/emulator';
import { region, rootCredentials } from '../../emulator/environment';
import { ExampleRun } from '../../examples/support';
import type { Check } from '../../examples/support';
import * as authorizers from '../../test/emulator/authorizers/client';
import * as journeys from '../../test/emulator/journeys/client';
import * as probe from '../../test/emulator/probe/client';
import { checkLine, tally } from '../report';
import type { ExampleClient } from '../use-examples';
import { clientOf, useExample } from '../use-examples';
import type { Counts } from './counts';
import { deployedExamples } from './deployed-examples';
import type { DeployedExamples } from './deployed-examples';
import type { Step } from './step';

type Print = (line: string) => void;

/** Prints each check when it is done. */
function printed(print: Print): (check: Check) => void {
  return (check) => print(checkLine(check));
}

/** A client's checks as counts; what the emulator cannot do was skipped. */
export function checkCounts(checks: readonly Check[]): Counts {
  const { allowed, refused, equal, failed, 'not-here': skipped } = tally(checks);
  return { passed: allowed + refused + equal, failed, skipped };
}

/** The emulator itself, every example, and the CDK commands that a user types, with real clients and the real CLI. */
export const emulatorStep: Step = {
  name: 'emulator: every example deployed and used by real clients',
  run: async (print) => {
    const examples = await deployedExamples(print);
    return checkCounts([
      ...await useStack(examples.emulator, 'probe', 'the emulator itself', probe, print),
      ...await useStack(examples.emulator, 'authorizers', 'the authorizers of APIs', authorizers, print),
      ...await useStack(examples.emulator, 'journeys', 'the ways of users through a user pool', journeys, print),
      ...await useEveryExample(examples, print),
      ...await useCommands(examples, print),
    ]);
  },
};

async function useStack(emulator: Emulator, name: string, title: string, client: ExampleClient, print: Print): Promise<readonly Check[]> {
  print(title);
  const folder = join(emulator.directory, `${name}.out`);
  await synthesize(`npx tsx test/emulator/${name}/app.ts`, folder);
  return useExample(emulator, name, await deploy(emulator, folder, [name]), client, printed(print));
}

async function useEveryExample({ emulator, names, outputs }: DeployedExamples, print: Print): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const name of names) {
    print(name);
    checks.push(...await useExample(emulator, name, outputs, await clientOf(name), printed(print)));
  }
  return checks;
}

async function useCommands({ emulator, names }: DeployedExamples, print: Print): Promise<readonly Check[]> {
  print('CDK commands');
  const commands = new ExampleRun('commands', { endpoint: emulator.endpoint, region, administrator: rootCredentials, outputs: {} }, printed(print));
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
