#!/usr/bin/env node
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { errorPage } from '../lib/text/pages';
import { visible } from '../lib/text/visible';
import { HELP, overview } from './help';
import { complain, print, whenUnwritten } from './output';

/** A command: takes its arguments, prints, and answers with the exit code. */
type Command = (args: string[]) => Promise<number>;

const FOLDER = join(__dirname, 'commands');
const load = createRequire(__filename);

/** A command is a file of that name in the folder, which exports a function of that name. */
function commandNames(): string[] {
  return readdirSync(FOLDER).filter((file) => /^[a-z]+\.(js|ts)$/.test(file)).map((file) => file.slice(0, -3)).sort();
}

/**
 * Runs the command that the first argument names. Its file is loaded only then.
 *
 * @param args the arguments of the command line
 * @returns the exit code; 2 when there is no such command
 */
export async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  const names = commandNames();
  if (name === undefined || isHelp(name)) {
    print(overview(names).split('\n'));
    return name === undefined ? 2 : 0;
  }
  if (!names.includes(name)) {
    complain(`there is no command '${visible(name)}'; there are: ${names.join(', ')}\n  see ${errorPage('command-line')}`);
    return 2;
  }
  if (rest.some(isHelp)) {
    print(`${HELP[name].usage}\n\n${HELP[name].summary}\n\n${HELP[name].details}`.split('\n'));
    return 0;
  }
  return (load(`./commands/${name}`) as Record<string, Command>)[name](rest);
}

function isHelp(argument: string): boolean {
  return argument === '--help' || argument === '-h';
}

const NOT_DONE = 2;

if (require.main === module) {
  let isWritten = true;
  whenUnwritten(() => {
    isWritten = false;
    process.exitCode = NOT_DONE;
  });
  main(process.argv.slice(2)).then((code) => { process.exitCode = isWritten ? code : NOT_DONE; }, (error: unknown) => {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = NOT_DONE;
  });
}
