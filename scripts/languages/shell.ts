import { spawn, spawnSync } from 'node:child_process';

/** More of what a program said than this says nothing more. */
const MOST_LINES = 40;

/** A program ended with an error. */
export class ProgramError extends Error {}

/** Whether a program is there to be run. */
export function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** A program to run. */
export interface Command {
  /** The folder to run it in. */
  readonly cwd: string;
  /** The program and its arguments. */
  readonly line: readonly [program: string, ...args: string[]];
  /** What its environment has beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end, silently unless it fails.
 *
 * @param command the program
 */
export async function run(command: Command): Promise<void> {
  const { code, said } = await ended(command);
  if (code !== 0) throw new ProgramError(`'${command.line.join(' ')}' ended with ${code}\n${said.slice(-MOST_LINES).join('\n')}`);
}

/**
 * Runs a program that must fail.
 *
 * @param command the program
 * @returns the lines that it wrote
 */
export async function failureOf(command: Command): Promise<readonly string[]> {
  const { code, said } = await ended(command);
  if (code === 0) throw new ProgramError(`'${command.line.join(' ')}' ended well, and must not`);
  return said;
}

async function ended({ cwd, line: [program, ...args], env }: Command): Promise<{ readonly code: number | string | null; readonly said: readonly string[] }> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const code = await new Promise<number | string | null>((resolve, reject) => child.on('error', reject).on('close', (exit, signal) => resolve(exit ?? signal)));
  return { code, said: said.trimEnd().split('\n') };
}
