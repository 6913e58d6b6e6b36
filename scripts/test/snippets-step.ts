import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../emulator/paths';
import { commandStep } from './command-step';
import { one } from './counts';
import type { Step } from './step';

const rosetta = commandStep('README snippets compile (jsii-rosetta)', process.execPath, ['node_modules/jsii-rosetta/bin/jsii-rosetta', 'extract', '--strict', '.']);

/** Whether every code block of README.md, and of the docstrings, compiles against the built library. */
export const snippetsStep: Step = {
  name: rosetta.name,
  run: async (print) => {
    if (existsSync(join(root, 'README.md'))) return rosetta.run(print);
    print('README.md does not exist');
    return one(false);
  },
};
