import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { LIMITS } from './limits';
import { TemplateError } from './value';

/** The name that stands for standard input on the command line. */
export const STANDARD_INPUT = '-';

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file or directory', ENOTDIR: 'a part of the path is no directory', EISDIR: 'it is a directory', EACCES: 'permission is denied', EPERM: 'permission is denied',
  ELOOP: 'its symbolic links go round in a circle', ENAMETOOLONG: 'the name is too long', EMFILE: 'too many files are open', ENOSPC: 'no space is left', EROFS: 'the file system is read-only', EPIPE: 'nobody reads it any more', EBADF: 'it is closed', ERR_INVALID_ARG_VALUE: 'the name has a character that no name has',
};

/**
 * @param error an error of the file system
 * @returns it in words, with its code
 */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
  return Object.hasOwn(REASONS, code) ? `${REASONS[code]} (${code})` : code;
}

/** The files that the present `recordReads` has seen. */
let seen: Set<string> | undefined;

/**
 * @param act reads files
 * @returns what it returned, and the files that it read
 */
export function recordReads<T>(act: () => T): { readonly result: T; readonly files: readonly string[] } {
  const [outer, files] = [seen, new Set<string>()];
  seen = files;
  try {
    const result = act();
    return { result, files: [...files] };
  } finally {
    seen = outer;
  }
}

/**
 * Reads a text file: not more of it than a template may have, so that a device without end has one.
 *
 * @param path the file; `-` is standard input
 * @returns its text
 */
export function readText(path: string): string {
  seen?.add(path);
  const bytes = attempt(path, 'the file cannot be read', () => (path === STANDARD_INPUT ? bytesOf(0) : bytesAt(path)));
  if (bytes === undefined) throw new TemplateError('template-too-large', path, '', `the file has more than ${LIMITS.templateBytes} bytes`);
  if (!isUtf8(bytes)) throw new TemplateError('bad-encoding', path, '', 'the bytes of the file are not text in UTF-8; save it in that encoding');
  return bytes.toString('utf8');
}

/**
 * Reads a text file that a template or a manifest names. A pipe or a device, which need not end, is for the person who asks to name.
 *
 * @param path the file
 * @returns its text
 */
export function readNamed(path: string): string {
  const stats = statsOf(path);
  if (stats !== undefined && !stats.isFile() && !stats.isDirectory()) throw new TemplateError('cannot-open', path, '', 'the file cannot be read: it is a pipe or a device');
  return readText(path);
}

function bytesAt(path: string): Buffer | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const stats = fstatSync(descriptor);
    if (stats.size > LIMITS.templateBytes) return undefined;
    // What has a size has an end: one read takes it.
    return stats.isFile() && stats.size > 0 ? readFileSync(descriptor) : bytesOf(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 1 << 16;

/** Undefined when there are too many. */
function bytesOf(descriptor: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let [length, read] = [0, -1]; read !== 0; length += read) {
    if (length > LIMITS.templateBytes) return undefined;
    const chunk = Buffer.allocUnsafe(CHUNK);
    read = readSome(descriptor, chunk);
    chunks.push(chunk.subarray(0, read));
  }
  return Buffer.concat(chunks);
}

const A_MOMENT = 10;

/** Standard input may have nothing to read yet. */
function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, A_MOMENT);
    }
  }
}

/**
 * @param path a path
 * @returns what is there; undefined when nothing is
 */
export function statsOf(path: string): Stats | undefined {
  return attempt(path, 'the file cannot be read', () => {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      // No file can have such a name.
      if (['ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  });
}

/**
 * @param directory a directory
 * @returns what is in it, in the order of the names
 */
export function entriesOf(directory: string): Dirent[] {
  const entries = attempt(directory, 'the directory cannot be read', () => readdirSync(directory, { withFileTypes: true }));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param directory a directory
 * @returns what is in it; undefined where that cannot be seen
 */
export function readableEntries(directory: string): Dirent[] | undefined {
  try {
    return entriesOf(directory);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

/** Whose reference to a file is followed, for messages. */
export interface Referrer {
  /** The file. */
  readonly file: string;
  /** The place in it. */
  readonly where: string;
  /** What helps when the reference leads out of the folder. */
  readonly fix: string;
}

/**
 * Finds what a template or a manifest refers to. They are input: nothing outside of the folder that they belong to is read for them.
 *
 * @param root the folder that they belong to
 * @param directory the folder that the reference is relative to
 * @param name the reference
 * @param from where it stands
 * @returns the path; undefined when there is nothing
 */
export function within(root: string, directory: string, name: string, from: Referrer): string | undefined {
  const path = resolve(directory, name);
  const outside = new TemplateError('outside-of-folder', from.file, from.where, `'${name}' leads out of the folder '${root}', and nothing outside of it is read; ${from.fix}`);
  if (!isInside(resolve(root), path)) throw outside;
  if (statsOf(path) === undefined) return undefined;
  const [real, realRoot] = [path, root].map((one) => attempt(one, 'the file cannot be read', () => realpathSync(one)));
  if (!isInside(realRoot, real)) throw outside;
  return path;
}

/**
 * @param folder the path of a folder
 * @param path a path
 * @returns whether it leads into the folder, or is it
 */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function attempt<T>(path: string, what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new TemplateError('cannot-open', path, '', `${what}: ${reasonOf(error)}`);
  }
}
