import { run } from '../../emulator/processes';
import { one } from './counts';
import type { Step } from './step';

/** A command that is one check: good when it ends with 0. */
export function commandStep(name: string, command: string, args: readonly string[]): Step {
  return {
    name,
    run: async (print) => one((await run(command, args, { onLine: print })).code === 0),
  };
}
