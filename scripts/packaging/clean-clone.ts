import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../emulator/paths';
import { runOrThrow } from '../../emulator/processes';

/** What `npm pack` has made. */
export interface Tarball {
  readonly file: string;
  /** Bytes of the tarball. */
  readonly packed: number;
  /** Bytes of its files. */
  readonly unpacked: number;
}

/**
 * Copies what git has, or would have with the next commit, to a repository of its own: a clone has nothing else.
 *
 * @param folder the new folder
 */
export function cleanClone(folder: string): void {
  const names = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0');
  for (const name of names.filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    copyFileSync(join(root, name), join(folder, name));
  }
  const author = ['-c', 'user.name=packaging', '-c', 'user.email=packaging@example.com', '-c', 'commit.gpgsign=false'];
  for (const args of [['init', '--quiet'], ['add', '--all'], [...author, 'commit', '--quiet', '--no-verify', '--message', 'clone']]) execFileSync('git', args, { cwd: folder });
}

/**
 * Packs a clean clone.
 *
 * @param clone its folder
 * @param ownDependencies whether it installs its dependencies; otherwise it has those of this checkout
 * @returns the tarball
 */
export async function pack(clone: string, ownDependencies: boolean): Promise<Tarball> {
  if (ownDependencies) await runOrThrow('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone });
  else symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  const { stdout } = await runOrThrow('npm', ['pack', '--json'], { cwd: clone });
  const [{ filename, size, unpackedSize }] = JSON.parse(stdout) as readonly { readonly filename: string; readonly size: number; readonly unpackedSize: number }[];
  return { file: join(clone, filename), packed: size, unpacked: unpackedSize };
}
