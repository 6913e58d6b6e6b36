import { spawn } from 'node:child_process';
import { region } from '../../emulator/environment';
import type { StackOutputs } from '../../emulator/deploy';
import type { Emulator } from '../../emulator/emulator';
import { servePage } from '../../examples/photo-upload/page';
import type { Progress } from '../progress';

const stack = 'photo-upload';

/** Serves the page of photo-upload against the emulator and shows it, until the process is interrupted. */
export async function openPage(emulator: Emulator, outputs: StackOutputs, progress: Progress): Promise<void> {
  progress.heading('Building the page of photo-upload');
  const { url } = await servePage({ endpoint: emulator.endpoint, region, outputs: outputs[stack] ?? {} });
  progress.line(`  at ${url}\n  Sign up with any address; the code is 123456, since the emulator sends no mail. Ctrl+C ends it.`);
  // Where there is no desktop there is nothing to show it with; the address was printed.
  spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [url], { stdio: 'ignore' }).on('error', () => undefined);
  await new Promise<never>(() => undefined);
}
