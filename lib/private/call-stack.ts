import { relative, resolve, sep } from 'node:path';

/** Where this library is; in a package it is below node_modules as well. In the bundle of an ES module nobody can tell. */
const LIBRARY = typeof __dirname === 'string' ? resolve(__dirname, '..') + sep : undefined;

/** Between a line of somebody's and ours there are those of the CDK. */
const DEPTH = 60;

interface Place {
  readonly path: string;
  readonly row: string;
}

/**
 * Notes who calls this library. Writing a stack down costs more than most calls, so that it is done when the line is asked for.
 *
 * @returns gives the first line of the stack that is neither ours nor that of a package: `app.ts:36`; undefined where there is none
 */
export function callerLine(): () => string | undefined {
  const captured = captureFrames({});
  return () => {
    const place = framesOf(captured).map(placeOf).find((one) => one !== undefined);
    return place && `${shortened(place.path)}:${place.row}`;
  };
}

/**
 * The stack of whoever called this library, from their own line on; where there is none, all of it.
 *
 * @param error what the stack is captured for
 * @returns its lines, as Node writes them
 */
export function callerFrames(error: Error): string[] {
  const frames = framesOf(captureFrames(error));
  const first = frames.findIndex((frame) => placeOf(frame) !== undefined);
  return first === -1 ? frames : frames.slice(first);
}

/** Node writes the text of the stack when it is read. */
function captureFrames(holder: { stack?: string }): { readonly stack?: string } {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  Error.captureStackTrace(holder, captureFrames);
  Error.stackTraceLimit = stackTraceLimit;
  return holder;
}

function framesOf({ stack = '' }: { readonly stack?: string }): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

/** Where a frame is in somebody's own code; undefined for one that is ours, or that of a package or of Node. */
function placeOf(frame: string): Place | undefined {
  if (LIBRARY === undefined) return undefined;
  const [, file, row] = /\(?((?:file:\/\/)?[^()]+):(\d+):\d+\)?$/.exec(frame.trim().replace(/^at /, '').replace(/^.* \(/, '(')) ?? [];
  const path = file?.replace(/^file:\/\//, '');
  if (path === undefined || row === undefined || path.startsWith('node:') || path.includes(`${sep}node_modules${sep}`) || path.startsWith(LIBRARY) || !path.includes(sep)) return undefined;
  return { path, row };
}

function shortened(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below;
}
