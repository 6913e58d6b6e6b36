import { fstatSync, readSync, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { reasonOf } from '../lib/proof/template/files';
import { errorPage } from '../lib/text/pages';
import { printed, printedJson } from '../lib/text/visible';

/**
 * Prints lines. Whatever stands in them is made safe for a terminal and the log of a pipeline.
 *
 * @param lines the lines
 */
export function print(lines: readonly string[]): void {
  send(printed(lines));
}

/**
 * Prints a value as JSON: the same value, whose texts are made safe as well.
 *
 * @param value the value
 * @param indent how far each level is indented
 */
export function printJson(value: unknown, indent?: number): void {
  send(printedJson(value, indent));
}

function send(text: string): void {
  if (isClosed(STANDARD_OUTPUT) && !isClosed(STANDARD_ERROR)) process.stdout.emit('error', Object.assign(new Error('closed'), { code: 'EBADF' }));
  else console.log(text);
}

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/**
 * Node opens the null device in place of a closed stream, for reading as well, where a shell that is told `> /dev/null` opens it for writing
 * alone. Programs that want no word at all open it as Node does, for both streams: that is no error.
 */
function isClosed(descriptor: number): boolean {
  try {
    const [stream, nothing] = [fstatSync(descriptor), statSync(devNull)];
    return stream.isCharacterDevice() && stream.rdev === nothing.rdev && readSync(descriptor, Buffer.alloc(1)) === 0;
  } catch {
    return false;
  }
}

/**
 * Prints what went wrong, on standard error. Only the usage that follows a wrong command line has several lines of its own.
 *
 * @param message what went wrong
 */
export function complain(message: string): void {
  console.error(printed(message.split('\n')));
}

/**
 * Prints an error about what was given, and where more is said of it.
 *
 * @param error the error
 */
export function complainOf(error: Error & { readonly code: string }): void {
  complain(`${error.message}\n  see ${errorPage(error.code)}`);
}

/**
 * Standard output may be full, or closed by who reads it: then what was decided did not arrive.
 *
 * @param act what to do, once
 */
export function whenUnwritten(act: () => void): void {
  process.stdout.once('error', (error: Error) => {
    act();
    complain(`standard output cannot be written: ${reasonOf(error)}`);
  });
  // There is nobody left to tell.
  process.stderr.once('error', act);
}
