import { dirname, join } from 'node:path';
import ts from 'typescript';

type Function = ts.FunctionLikeDeclaration & { readonly body: ts.ConciseBody };

/** A file whose functions say that they are called. */
export interface Marked {
  readonly text: string;
  /** The mark of the innermost function around a place; undefined outside of all functions. */
  readonly markAt: (position: number) => number | undefined;
  readonly marks: readonly number[];
  /** The files of the project that it imports. */
  readonly imports: readonly string[];
}

/**
 * @param file the name of a source file
 * @param source its text
 * @param first the mark of its first function
 * @returns the file with marks
 */
export function marked(file: string, source: string, first: number): Marked {
  const root = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const functions = functionsIn(root);
  const marks = functions.map((_function, index) => first + index);
  const text = functions.flatMap(({ body }, index) => insertionsAt(body, marks[index])).sort((a, b) => b.at - a.at).reduce((before, { at, put }) => before.slice(0, at) + put + before.slice(at), source);
  const imports = ts.preProcessFile(source).importedFiles.filter(({ fileName }) => fileName.startsWith('.')).map(({ fileName }) => join(dirname(file), fileName));
  return { text, marks, imports, markAt: (position) => marks.filter((_mark, index) => functions[index].getStart() <= position && position < functions[index].end).at(-1) };
}

/** Those outside before those inside. */
function functionsIn(node: ts.Node): Function[] {
  const below: Function[] = [];
  node.forEachChild((child) => { below.push(...functionsIn(child)); });
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined ? [node as Function, ...below] : below;
}

function insertionsAt(body: ts.ConciseBody, mark: number): { at: number; put: string }[] {
  const call = `reachedFunction(${mark})`;
  if (ts.isBlock(body)) return [{ at: body.getStart() + 1, put: `${call};` }];
  return [{ at: body.getStart(), put: `(${call}, ` }, { at: body.end, put: ')' }];
}
