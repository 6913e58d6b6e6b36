import { Composer, Lexer, Parser, type CST, type ParsedNode } from 'yaml';
import { LIMITS } from './limits';
import { TemplateError } from './value';
import type { Work } from './work';
import { Margin, type LexerState } from './yaml-margin';

/** What is used of the parser beyond what it declares: the values that are open. */
interface ParserState {
  readonly stack: readonly unknown[];
}

/** What is used of the composer beyond what it declares: who hears of its errors. */
interface ComposerState {
  onError: (source: number | readonly number[] | { readonly offset: number }, code: string, message: string, isWarning?: boolean) => void;
}

/**
 * Characters that end a line in YAML 1.1, which CloudFormation reads, and not in YAML 1.2; and those that no text in YAML has.
 * What stands behind one would be a comment to one reader, and a statement to the other.
 */
const NO_YAML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;

/**
 * Reads the syntax of a text in YAML. It ends at the first error: a text can hold one in every character.
 *
 * @param source the text
 * @param file the file, for messages
 * @param work counts what is looked at
 * @returns the only document; null when there is none
 */
export function syntaxOf(source: string, file: string, work: Work): ParsedNode | null {
  const error = (offset: number, message: string): TemplateError => new TemplateError('bad-yaml', file, `line ${lineAt(source, offset)}`, reasonOf(message));
  const strange = NO_YAML.exec(source);
  if (strange !== null) {
    const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw error(strange.index, `the character U+${code} ends a line for some readers and not for others, or is not allowed in YAML; take it out`);
  }
  // Every scalar as it stands: what is a number or a date is CloudFormation's to say, not YAML's. Keys are compared where values are made.
  const composer = new Composer<ParsedNode>({ schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false });
  let first: TemplateError | undefined;
  (composer as unknown as ComposerState).onError = (place, code, message, isWarning = false) => {
    // Tags are looked at later; a name that ends in a colon may be a key to another reader.
    if (isWarning && code !== 'BAD_ALIAS') return;
    first ??= error(typeof place === 'number' ? place : 'offset' in place ? place.offset : place[0], message);
    throw first;
  };
  const documents: ParsedNode[] = [];
  for (const { contents, errors: [found] } of composer.compose(tokensOf(source, file, work, error), true, source.length)) {
    if (found !== undefined) throw error(found.pos[0], found.message);
    if (documents.length > 0) throw error(contents?.range[0] ?? source.length, 'a second document begins; a template is one document');
    if (contents !== null) documents.push(contents);
  }
  return documents[0] ?? null;
}

/** The tokens of a text. */
function* tokensOf(source: string, file: string, work: Work, error: (offset: number, message: string) => TemplateError): Generator<CST.Token> {
  const lexer = new Lexer();
  const parser = new Parser();
  const { stack } = parser as unknown as ParserState;
  const margin = new Margin(source, lexer as unknown as LexerState);
  for (const lexeme of lexer.lex(source)) {
    work.step();
    margin.after(lexeme);
    const strange = margin.strange(lexeme);
    if (strange !== undefined) throw error(margin.offset, strange);
    for (const token of parser.next(lexeme)) yield withoutError(token, error);
    // The document itself is one of them.
    if (stack.length > LIMITS.depth + 1) throw new TemplateError('nested-too-deep', file, '', `values are nested more than ${LIMITS.depth} deep`);
  }
  for (const token of parser.end()) yield withoutError(token, error);
}

function withoutError(token: CST.Token, error: (offset: number, message: string) => TemplateError): CST.Token {
  if (token.type === 'error') throw error(token.offset, token.source === '' ? token.message : `${token.message}: ${JSON.stringify(token.source)}`);
  return token;
}

/**
 * @param source a text
 * @param offset a place in it
 * @returns the number of the line, from 1
 */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}

const LONGEST_REASON = 300;

/** The parser's reason in the house's style: one line, lower case, without the place. */
function reasonOf(message: string): string {
  const [line] = message.split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1, LONGEST_REASON);
}
