import { endCleanly, undoAll } from '../../emulator/cleanup';
import { bootstrap, deploy, synthesize } from '../../emulator/deploy';
import { Emulator } from '../../emulator/emulator';
import { setUpEmulator } from '../../emulator/setup';
import type { Check } from '../../examples/support';
import { appCommand } from '../app-command';
import { stacksOf } from '../assembly';
import { Progress } from '../progress';
import { asItMustBe, checkLine } from '../report';
import { clientOf, useExample } from '../use-examples';
import { chosen, demoArguments, usage } from './arguments';
import { demoOnAws } from './aws/run';
import type { DemoArguments } from './arguments';
import { temporaryFolder } from './folder';
import { keep, stopKept } from './kept';
import { openPage } from './open';
import { proveExample, provedInWords } from './proofs';
import { summary } from './summary';
import type { ExampleResult } from './summary';

/** The demo, from its command line to its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  endCleanly();
  let wanted: DemoArguments;
  try {
    wanted = demoArguments(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (wanted.stop) {
    console.log(await stopKept());
    return 0;
  }
  try {
    const progress = new Progress((line) => console.log(line));
    return wanted.aws === undefined ? await demo(wanted, progress) : await demoOnAws(wanted, wanted.aws, process.env, progress);
  } finally {
    await undoAll();
  }
}

async function demo(wanted: DemoArguments, progress: Progress): Promise<number> {
  const folder = temporaryFolder();
  // What fails is shown with the end of the tool's output even so.
  const tool = wanted.verbose ? progress.tool : undefined;
  progress.heading('Synthesizing the examples');
  await synthesize(appCommand(), folder, tool);
  const templates = stacksOf(folder);
  const names = chosen(Object.keys(templates), wanted.names);
  progress.line(`  ${names.join(', ')}`);

  progress.heading('Proving what their templates promise');
  const width = Math.max(...names.map((name) => name.length));
  const proofs = Object.fromEntries(names.map((name) => {
    const { tally, told } = proveExample(templates[name], wanted.verbose);
    progress.line(`  ${name.padEnd(width)}  ${provedInWords(tally)}`);
    told.forEach(progress.line);
    return [name, tally];
  }));

  progress.heading('Starting the emulator');
  await setUpEmulator((line) => progress.line(`  ${line}`));
  const emulator = await Emulator.start();
  progress.line(`  at ${emulator.endpoint}`);
  progress.heading('Bootstrapping it with the CDK CLI');
  await bootstrap(emulator, tool);
  progress.heading('Deploying with the CDK CLI');
  const outputs = await deploy(emulator, folder, names, tool);

  const results: Record<string, ExampleResult> = {};
  for (const name of names) {
    progress.heading(`Using ${name}`);
    const report = (check: Check) => { if (wanted.verbose || !asItMustBe(check)) progress.line(checkLine(check)); };
    results[name] = { proofs: proofs[name], checks: await useExample(emulator, name, outputs, await clientOf(name), report) };
  }
  const { text, good } = summary(results, progress.seconds);
  progress.line(`\n${text}`);
  if (!wanted.verbose) progress.line('Every promise and every call by name: npm run demo -- --verbose');
  if (wanted.open) await openPage(emulator, outputs, progress);
  if (wanted.keep) progress.line(`\n${await keep(emulator)}`);
  else await emulator.stop();
  return good ? 0 : 1;
}
