import { duplicateKey } from './duplicate-key';
import { LIMITS } from './limits';
import { unresolvable } from './unresolvable';
import { TemplateError } from './value';
import type { Work } from './work';

const [LINE_END, SPACE, QUOTE, COMMA, MINUS, ZERO, NINE, COLON, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN, CLOSE] = [10, 32, 34, 44, 45, 48, 57, 58, 91, 92, 93, 123, 125];

/**
 * Reads a template in JSON. A key that an object has twice is refused: whether there is one shows in the number of keys, so that the
 * text is searched for it only then.
 *
 * @param text the text
 * @param file the file, for messages
 * @param work counts what is looked at
 * @returns the document
 */
export function parseJson(text: string, file: string, work: Work): unknown {
  const { keys, oddNumbers } = survey(text, file, work);
  let value: unknown;
  try {
    value = JSON.parse(oddNumbers.length === 0 ? text : withoutNumbers(text, oddNumbers)) as unknown;
  } catch (error) {
    const lenient = withoutLastCommas(text);
    if (lenient !== text) return parseJson(lenient, file, work);
    throw new TemplateError('bad-json', file, '', (error as Error).message);
  }
  const isComplete = typeof value !== 'object' || value === null || countKeys(value) === keys + oddNumbers.length;
  const repeated = isComplete ? undefined : repeatedKey(text, file);
  if (repeated !== undefined) throw repeated;
  return value;
}

/** A comma behind the last member means nothing. JSON has no such comma, YAML has, and such templates are deployed. */
function withoutLastCommas(text: string): string {
  return text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"|(?<=[^\s,[{:]\s*),(?=\s*[}\]])/g, (found) => (found === ',' ? ' ' : found));
}

interface Survey {
  /** How many keys the text writes, if it is JSON: each has a colon outside of texts. */
  readonly keys: number;
  /** Where numbers stand that are printed in another way than they are written: `1.0`, `1e3`, or with too many digits. */
  readonly oddNumbers: readonly { readonly start: number; readonly end: number }[];
}

/** Looks at all that is outside of texts. Ends where it is nested too deep. */
function survey(text: string, file: string, work: Work): Survey {
  let [keys, depth, tokens] = [0, 0, 0];
  const oddNumbers: { start: number; end: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    while (code === SPACE) code = text.charCodeAt(++i);
    if (code === QUOTE) {
      tokens += 1;
      i = endOfText(text, i);
    } else if (code === COLON) {
      keys += 1;
    } else if (code === OPEN || code === OPEN_LIST) {
      tokens += 1;
      if (++depth > LIMITS.depth) throw new TemplateError('nested-too-deep', file, '', `values are nested more than ${LIMITS.depth} deep`);
    } else if (code === CLOSE || code === CLOSE_LIST) {
      depth -= 1;
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfNumber(text, i);
      const number = text.slice(i, end);
      if (String(Number(number)) !== number) oddNumbers.push({ start: i, end });
      i = end - 1;
    }
  }
  work.step(tokens);
  return { keys, oddNumbers };
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (/[\d.eE+-]/.test(text.charAt(end))) end += 1;
  return end;
}

/**
 * The text with functions that nobody knows in place of such numbers: what CloudFormation makes of `1.0` where a policy has text, nobody
 * says. What is no number at all stays for the parser to refuse.
 */
function withoutNumbers(text: string, numbers: Survey['oddNumbers']): string {
  let [result, rest] = ['', 0];
  for (const { start, end } of numbers) {
    const number = text.slice(start, end);
    const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(number);
    result += text.slice(rest, start) + (isNumber ? JSON.stringify(unresolvable(`the number ${number}`, number)) : number);
    rest = end;
  }
  return result + text.slice(rest);
}

/** Where the text that begins at a quote ends; behind everything when it does not. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

function countKeys(value: object): number {
  let count = 0;
  if (Array.isArray(value)) {
    for (const part of value as unknown[]) if (typeof part === 'object' && part !== null) count += countKeys(part);
    return count;
  }
  // Twice as fast as Object.values where an object has very many keys.
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    count += typeof part === 'object' && part !== null ? 1 + countKeys(part) : 1;
  }
  return count;
}

/** The first key that its object has already, by a second pass over text that is known to be JSON. */
function repeatedKey(text: string, file: string): TemplateError | undefined {
  const open: (Map<string, number> | undefined)[] = [];
  let [line, atKey] = [1, false];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN || code === OPEN_LIST) open.push(code === OPEN ? new Map<string, number>() : undefined);
    else if (code === CLOSE || code === CLOSE_LIST) open.pop();
    else if (code === LINE_END) line += 1;
    if (code === OPEN || code === COMMA) atKey = true;
    if (code !== QUOTE) continue;
    const end = endOfText(text, i);
    const keys = open.at(-1);
    if (atKey && keys !== undefined) {
      const name = JSON.parse(text.slice(i, end + 1)) as string;
      const before = keys.get(name);
      if (before !== undefined) return duplicateKey(file, name, before, line);
      keys.set(name, line);
      atKey = false;
    }
    i = end;
  }
  return undefined;
}
