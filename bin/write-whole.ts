import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PERMISSIONS = 0o777;

/** The place is one of the files that the text was made of. */
export class OwnInputError extends Error {}

/**
 * Writes a file whole or not at all: it is written beside its place, and put there when all of it is on the disk. A file that was read
 * for it is never replaced.
 *
 * @param path the place
 * @param text the text
 * @param inputs the files that were read
 */
export function writeWhole(path: string, text: string, inputs: readonly string[]): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined && inputs.some((input) => isSame(there, statSync(input, { throwIfNoEntry: false })))) throw new OwnInputError(`it is one of the files that were read`);
  // A device or a pipe cannot be replaced.
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return writeFileSync(path, text);
  const place = there === undefined ? path : realpathSync(path);
  const beside = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
  try {
    writeThrough(beside, text, there === undefined ? undefined : there.mode & PERMISSIONS);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeThrough(path: string, text: string, mode: number | undefined): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function isSame(one: Stats, other: Stats | undefined): boolean {
  return other !== undefined && one.dev === other.dev && one.ino === other.ino;
}
