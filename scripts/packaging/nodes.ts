import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environmentAtStart } from '../../emulator/environment';
import { work } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

/** The lowest Node that package.json takes, and the newest of each line that is kept up when this was written. */
export const VERSIONS = ['20.16.0', '22.23.3', '24.21.0'];

/** A Node to run programs with. */
export interface Node {
  readonly version: string;
  /** The folder with its executable. */
  readonly folder: string;
}

/** The Node that runs this. */
export const currentNode: Node = { version: process.versions.node, folder: dirname(process.execPath) };

/**
 * Installs a Node from npm's package `node` into .work/nodes, or leaves it alone when it is there.
 *
 * @param version the version
 * @param print takes a line on what is going on
 * @returns the Node
 */
export async function nodeOf(version: string, print: (line: string) => void): Promise<Node> {
  const folder = join(work, 'nodes', version);
  const bin = join(folder, 'node_modules', 'node', 'bin');
  if (!existsSync(join(bin, 'node'))) {
    print(`installing Node ${version} into .work/nodes`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    await runOrThrow('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', `node@${version}`], { cwd: folder });
  }
  return { version, folder: bin };
}

/** The environment in which `node` is this Node. */
export function environmentOf({ folder }: Node): NodeJS.ProcessEnv {
  return { ...environmentAtStart, PATH: `${folder}:${environmentAtStart.PATH}` };
}
