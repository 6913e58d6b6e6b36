import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, work } from './paths';
import { run, runOrThrow } from './processes';

const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

/** A Python environment of its own under .work, with what a requirements file asks for. */
export interface PythonEnvironment {
  /** Name of its folder under .work. */
  readonly name: string;
  /** What it is, for the progress line. */
  readonly what: string;
  /** The requirements file. */
  readonly requirements: string;
}

/** Makes the emulator's Python environment, or leaves it alone when it already holds these requirements. */
export function setUpEmulator(progress: (line: string) => void): Promise<void> {
  return setUpPython({ name: 'venv', what: 'the emulator (MiniStack, about 110 MB)', requirements: join(root, 'emulator', 'requirements.txt') }, progress);
}

/** Makes a Python environment, or leaves it alone when it already holds its requirements. */
export async function setUpPython({ name, what, requirements }: PythonEnvironment, progress: (line: string) => void): Promise<void> {
  const folder = join(work, name);
  const stamp = join(folder, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(work, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  progress(`installing ${what} into .work/${name}`);
  await runOrThrow(await findPython(), ['-m', 'venv', folder]);
  await runOrThrow(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off', '-r', requirements], {
    onLine: (line) => {
      const [, step] = /^\s*(Collecting \S+|Installing collected packages)/.exec(line) ?? [];
      if (step) progress(step);
    },
  });
  writeFileSync(stamp, wanted);
}

async function findPython(): Promise<string> {
  const enough = 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))';
  for (const candidate of candidates) {
    const result = await run(candidate, ['-c', enough]).catch(() => undefined);
    if (result?.code === 0) return candidate;
  }
  throw new Error(`no Python 3.11 or newer (with venv) found; tried ${candidates.join(', ')}: install one, e.g. 'apt install python3-venv'`);
}
