import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Emulator } from '../../emulator/emulator';
import { clientEnvironment } from '../../emulator/environment';
import { work } from '../../emulator/paths';

const file = join(work, 'kept.json');

/** Lets an emulator outlive the demo, remembers it, and says how to use and how to stop it. One at most is kept. */
export async function keep(emulator: Emulator): Promise<string> {
  await stopKept();
  await emulator.letGo();
  writeFileSync(file, JSON.stringify({ pid: emulator.pid, port: emulator.port, directory: emulator.directory }));
  const exports = Object.entries(clientEnvironment(emulator.endpoint)).map(([name, value]) => `  export ${name}=${value}`);
  return [
    `The emulator is still running at ${emulator.endpoint} (process ${emulator.pid}). With`, ...exports,
    "'npx cdk diff', 'npx cdk deploy' and every other AWS tool talk to it. 'npm run demo -- --stop' stops it.",
  ].join('\n');
}

/** Stops the emulator that was kept; what it did, in words. */
export async function stopKept(): Promise<string> {
  if (!existsSync(file)) return 'No emulator was left running.';
  const { pid, port, directory } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; port: number; directory: string };
  const emulator = new Emulator(pid, port, directory);
  // After a restart of the machine its number may belong to another process: only what answers as the emulator is ended.
  const ours = await emulator.answers();
  if (ours) await emulator.stop();
  rmSync(file);
  return ours ? `Stopped the emulator at ${emulator.endpoint}.` : 'The emulator that was left running has ended already.';
}
