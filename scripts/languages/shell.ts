import { spawn, spawnSync } from 'node:child_process';

/** More of what a program said than this says nothing more. */
const MOST_LINES = 40;

/** A program ended with an error. */
export class ProgramError extends Error {}

/** Whether a program is there to be run. */
export function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Runs a program to its end, silently unless it fails.
 *
 * @param cwd the folder to run it in
 * @param program the program
 * @param args its arguments
 * @param env what its environment has beside that of this process
 */
export async function run(cwd: string, program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const code = await new Promise<number | string | null>((resolve, reject) => child.on('error', reject).on('close', (exit, signal) => resolve(exit ?? signal)));
  if (code !== 0) throw new ProgramError(`'${program} ${args.join(' ')}' ended with ${code}\n${said.trimEnd().split('\n').slice(-MOST_LINES).join('\n')}`);
}
