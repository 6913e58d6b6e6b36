import { onceForEach } from '../../text/remembered';
import type { GlobToken } from '../iam/glob';

/**
 * A text that two patterns share exactly if they are the same.
 *
 * @param tokens a pattern
 * @returns the text
 */
export const spelling: (tokens: readonly GlobToken[]) => string = onceForEach((tokens) => tokens.map(spell).join(''));

// Short, because patterns can be long: a literal is itself, anything else is marked by a character that no literal can be mistaken for.
function spell(token: GlobToken): string {
  switch (token.kind) {
    case 'literal': return token.char === '\0' ? '\0\0' : token.char;
    case 'proof-variable': return `\0s${JSON.stringify(token.variable)}`;
    case 'unknown': return '\0h';
    default: return `\0${token.kind === 'star' ? '*' : '?'}${token.segment?.[0] ?? ''}.`;
  }
}
