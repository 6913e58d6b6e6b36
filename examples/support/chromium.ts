import { existsSync } from 'node:fs';
import { run } from '../../emulator/processes';

/** What is asked of the machine to find or install a browser. */
export interface Machine {
  readonly environment: NodeJS.ProcessEnv;
  /** Whether this process may install packages. */
  readonly isRoot: boolean;
  exists(path: string): boolean;
  /** Runs a command to its end. */
  run(command: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }>;
}

const USUAL_PLACES = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const APT = '/usr/bin/apt-get';
const INSTALL: readonly (readonly string[])[] = [
  ['update'],
  ['install', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'chromium', 'fonts-liberation'],
];
const HOW = "install one ('apt-get install chromium', 'brew install --cask chromium'), or name one with CHROMIUM";

const thisMachine: Machine = {
  environment: process.env,
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  run: (command, args) => run(command, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }),
};

/** The browser of this machine: what CHROMIUM names, or what is in a usual place. Where there is none, it is installed if that can be done. */
export async function chromiumOf(print: (line: string) => void, machine: Machine = thisMachine): Promise<string> {
  const present = find(machine);
  if (present) return present;
  if (!machine.isRoot || !machine.exists(APT)) throw new Error(`there is no Chromium on this machine: ${HOW}`);
  print('installing Chromium with apt-get (about 100 MB)');
  for (const args of INSTALL) {
    const { code, output } = await machine.run(APT, args);
    if (code !== 0) throw new Error(`there is no Chromium on this machine, and 'apt-get ${args[0]}' ended with ${code}: ${HOW}\n${output.split('\n').slice(-20).join('\n')}`);
  }
  const installed = find(machine);
  if (!installed) throw new Error(`apt-get has installed chromium, but it is in none of ${USUAL_PLACES.join(', ')}: name it with CHROMIUM`);
  return installed;
}

function find(machine: Machine): string | undefined {
  const named = machine.environment.CHROMIUM;
  if (!named) return USUAL_PLACES.find((path) => machine.exists(path));
  if (!machine.exists(named)) throw new Error(`CHROMIUM names '${named}', which does not exist: name the program itself, or leave it unset`);
  return named;
}
