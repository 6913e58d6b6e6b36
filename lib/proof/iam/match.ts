import { onceForEach } from '../../text/remembered';
import type { GlobToken } from './glob';
import { matchesGlob } from './glob';
import { literalToken, type Pattern } from './pattern';
import { differBehindNames } from './same-names';
import type { Tri } from './tri';
import { holdsSymbol, isSymbol, mayBeEqual, shapeOf } from '../symbols/symbol';

/** What a policy variable stands for: this text, nothing, something that is not known, or a text that a proof leaves open. */
export type VariableValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' | 'unclear' }
  | { readonly kind: 'proof-variable'; readonly variable: string };

/** A pattern with its variables filled in; `unresolved` when one stands for nothing and has no default. */
export type Filled = { readonly tokens: readonly GlobToken[]; readonly unclear: boolean } | 'unresolved';

/**
 * Fills in the variables. What is filled in stands for itself: a `*` in a tag is no wildcard.
 *
 * @param pattern the pattern
 * @param lookup what a variable stands for
 * @returns tokens without variables
 */
export function fillIn(pattern: Pattern, lookup: (key: string) => VariableValue): Filled {
  if (!pattern.text.includes('${')) return withoutVariables(pattern);
  const tokens: GlobToken[] = [];
  let unclear = false;
  for (const token of pattern.tokens) {
    if (token.kind !== 'variable') {
      tokens.push(token);
      continue;
    }
    const found = token.unclear ? { kind: 'unclear' as const } : lookup(token.key);
    // What a wildcard in a default means is not documented.
    const value = found.kind === 'missing' && /[*?]/.test(token.fallback ?? '') ? { kind: 'unclear' as const } : found;
    if (value.kind === 'proof-variable') {
      tokens.push(value);
      continue;
    }
    const text = value.kind === 'text' ? value.text : value.kind === 'missing' ? token.fallback : '';
    if (text === undefined) return 'unresolved';
    if (value.kind === 'unclear') {
      unclear = true;
      tokens.push({ kind: 'unknown' });
    }
    for (const char of text) tokens.push(literalToken(char));
  }
  return { tokens, unclear };
}

const withoutVariables = onceForEach(({ tokens }: Pattern): Filled => ({ tokens: tokens as readonly GlobToken[], unclear: false }));

/**
 * Whether a text matches filled-in tokens, as far as the template alone can tell.
 *
 * @param filled the tokens
 * @param text the text, which may hold symbols
 * @param fold whether upper and lower case are the same
 * @returns three-valued
 */
export function matchFilled(filled: Filled, text: string, fold = false): Tri {
  if (filled === 'unresolved') return 'no';
  if (!fold && beginsOtherwise(filled.tokens, text)) return 'no';
  const letters = Array.from(text);
  if (!filled.unclear && matchesGlob(filled.tokens, letters, 'lower', fold)) return 'yes';
  const decided = !filled.unclear && !holdsSymbol(text) && filled.tokens.every(isDecided);
  return !decided && matchesGlob(filled.tokens, letters, 'upper', fold) && (fold || !differBehindNames(filled.tokens, text)) ? 'maybe' : 'no';
}

interface Beginning {
  readonly text: string;
  readonly whole: boolean;
}

const beginningOf = onceForEach((tokens: readonly GlobToken[]): Beginning => {
  let end = 0;
  let text = '';
  for (let token = tokens[end]; token?.kind === 'literal' && !mayBeOtherText(token.char); token = tokens[++end]) text += token.char;
  return { text, whole: end === tokens.length };
});

/** Whether a text that holds no symbols may stand where the character does. */
const mayBeOtherText = (char: string): boolean => isSymbol(char) && shapeOf(char)?.unwritten !== true;

/** Whether the text differs from the fixed beginning of the pattern before any symbol comes into play. */
function beginsOtherwise(tokens: readonly GlobToken[], text: string): boolean {
  const { text: beginning, whole } = beginningOf(tokens);
  for (let at = 0; at < beginning.length; at++) {
    if (at === text.length) return true;
    const code = text.charCodeAt(at);
    if (code >= FIRST_SURROGATE) return false;
    if (code !== beginning.charCodeAt(at)) return true;
  }
  return whole && text.length > beginning.length && text.charCodeAt(beginning.length) < FIRST_SURROGATE;
}

/** Every symbol is a surrogate pair, or comes after them. */
const FIRST_SURROGATE = 0xd800;

function isDecided(token: GlobToken): boolean {
  if (token.kind === 'literal') return !holdsSymbol(token.char);
  return (token.kind === 'any' || token.kind === 'star') && token.segment !== 'may-cross';
}

function isOneSymbol(text: string): boolean {
  return text.length <= 2 && text !== '' && isSymbol(text) && Array.from(text).length === 1;
}

/**
 * Whether two texts are the same at every deployment, at none, or perhaps.
 *
 * @param one a text, which may hold symbols
 * @param other another
 * @returns three-valued
 */
export function compareTexts(one: string, other: string): Tri {
  if (one === other) return 'yes';
  if (isOneSymbol(one) && isOneSymbol(other)) return mayBeEqual(one, other) ? 'maybe' : 'no';
  if (!holdsSymbol(one) && !holdsSymbol(other)) return 'no';
  const [first, second] = withoutCommonEnds(one, other);
  if (isOneSymbol(first) && isOneSymbol(second)) return mayBeEqual(first, second) ? 'maybe' : 'no';
  if (differHere(first, 0, second, 0) || differHere(first, first.length - 1, second, second.length - 1)) return 'no';
  return holdsSymbol(first) || holdsSymbol(second) ? matchFilled(literally(first), second) : 'no';
}

/** Whether characters stand there, no symbols, and not the same. */
function differHere(one: string, at: number, other: string, there: number): boolean {
  const [mine, theirs] = [one.charCodeAt(at), other.charCodeAt(there)];
  return mine < FIRST_SURROGATE && theirs < FIRST_SURROGATE && mine !== theirs;
}

/** What differs of two texts: the same symbol has one value in both, so equal ends decide nothing. */
function withoutCommonEnds(one: string, other: string): [string, string] {
  let start = 0;
  const length = Math.min(one.length, other.length);
  while (start < length && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  if (splitsSurrogates(one, start) || splitsSurrogates(other, start)) start--;
  let end = 0;
  while (end < length - start && one.charCodeAt(one.length - 1 - end) === other.charCodeAt(other.length - 1 - end)) end++;
  if (splitsSurrogates(one, one.length - end) || splitsSurrogates(other, other.length - end)) end--;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}

/** Whether the place lies between the two halves of a character. */
function splitsSurrogates(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

/** A text as tokens that stand for themselves. */
export function literally(text: string): Filled {
  return { tokens: Array.from(text, (char) => ({ kind: 'literal' as const, char })), unclear: false };
}
