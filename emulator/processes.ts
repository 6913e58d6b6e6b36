import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { undoAtEnd } from './cleanup';
import { environmentAtStart } from './environment';
import { root } from './paths';

/** How a command is run. */
export interface RunOptions {
  /** @default the project's folder */
  readonly cwd?: string;
  /** @default the environment that this process was started with */
  readonly env?: NodeJS.ProcessEnv;
  /** Called with each line, of standard output and standard error alike, as it is written. */
  readonly onLine?: (line: string) => void;
}

/** What a command that ended by itself has left. */
export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  /** Both streams, in the order in which their lines came. */
  readonly output: string;
}

/** Runs a command to its end, in a process group of its own that is killed when this process has to end first. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root, env: options.env ?? environmentAtStart, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const undone = undoAtEnd(() => stopGroup(child.pid));
  const stdout: string[] = [];
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (stream === child.stdout) stdout.push(line);
      output.push(line);
      options.onLine?.(line);
    });
  }
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, signal) => resolve(exitCode ?? (signal ? 1 : 0)));
    });
    return { code, stdout: stdout.join('\n'), output: output.join('\n') };
  } finally {
    undone();
  }
}

/** Runs a command that must succeed; otherwise an error carries the end of its output. */
export async function runOrThrow(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await run(command, args, options);
  if (result.code !== 0) {
    const end = result.output.split('\n').slice(-40).join('\n');
    throw new Error(`'${[command, ...args].join(' ')}' ended with ${result.code}:\n${end}`);
  }
  return result;
}

/** Ends a process group: a request first, and after the grace period a kill. Resolves when the group is gone. */
export async function stopGroup(pid: number | undefined, graceMilliseconds = 5000): Promise<void> {
  if (pid === undefined) return;
  if (await gone(pid, 'SIGTERM', graceMilliseconds)) return;
  // What was killed may stay listed for as long as its parent does not ask for its exit code.
  await gone(pid, 'SIGKILL', 2000);
}

async function gone(pid: number, signal: NodeJS.Signals, milliseconds: number): Promise<boolean> {
  if (!signalGroup(pid, signal)) return true;
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await sleep(25)) {
    if (!signalGroup(pid, 0)) return true;
  }
  return false;
}

/** Whether there was a group to take the signal. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
