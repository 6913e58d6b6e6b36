import type { GlobToken } from './glob';
import { matchesGlob } from './glob';
import type { Pattern } from './pattern';
import type { Tri } from './text';
import { holdsSymbol } from './text';

/** What a policy variable stands for: this text, nothing, something that is not known, or a text that a proof leaves open. */
export type VariableValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' | 'unclear' }
  | { readonly kind: 'slot'; readonly slot: string };

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
  const tokens: GlobToken[] = [];
  let unclear = false;
  for (const token of pattern.tokens) {
    if (token.kind !== 'variable') {
      tokens.push(token);
      continue;
    }
    const value = token.misplaced ? { kind: 'unclear' as const } : lookup(token.key);
    if (value.kind === 'slot') {
      tokens.push(value);
      continue;
    }
    const text = value.kind === 'text' ? value.text : value.kind === 'missing' ? token.fallback : '';
    if (text === undefined) return 'unresolved';
    if (value.kind === 'unclear') {
      unclear = true;
      tokens.push({ kind: 'hole' });
    }
    for (const char of text) tokens.push({ kind: 'literal', char });
  }
  return { tokens, unclear };
}

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
  const letters = Array.from(text);
  if (!filled.unclear && matchesGlob(filled.tokens, letters, 'must', fold)) return 'yes';
  const decided = !filled.unclear && !holdsSymbol(text) && filled.tokens.every(isDecided);
  return !decided && matchesGlob(filled.tokens, letters, 'may', fold) ? 'maybe' : 'no';
}

function isDecided(token: GlobToken): boolean {
  if (token.kind === 'literal') return !holdsSymbol(token.char);
  return (token.kind === 'any' || token.kind === 'star') && token.segment !== 'may-cross';
}

/** A text as tokens that stand for themselves. */
export function literally(text: string): Filled {
  return { tokens: Array.from(text, (char) => ({ kind: 'literal' as const, char })), unclear: false };
}
