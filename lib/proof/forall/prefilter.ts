import type { GlobToken } from '../iam/glob';
import { isSymbol } from '../iam/text';
import type { Side } from './rectangle';

/**
 * Whether two sets of sides surely have no request in common, seen from the fixed beginnings of their patterns alone. Cheap,
 * so that policies of thousands of statements are read once and searched little.
 *
 * @param left sides
 * @param right sides
 * @returns whether they surely have none
 */
export function cannotMeet(left: readonly Side[], right: readonly Side[]): boolean {
  return (['action', 'resource'] as const).some((dimension) => left.some((a) => a.on === dimension && !a.text.negated
    && right.some((b) => b.on === dimension && !b.text.negated && a.text.patterns.every((p) => b.text.patterns.every((q) => clash(p, q))))));
}

function clash(left: readonly GlobToken[], right: readonly GlobToken[]): boolean {
  for (let at = 0; ; at++) {
    const a = left[at];
    const b = right[at];
    if (a === undefined || b === undefined) return isFixed(a) && isFixed(b) && a !== b;
    if (a.kind !== 'literal' || b.kind !== 'literal') return false;
    if (a.char !== b.char) return !isSymbol(a.char) && !isSymbol(b.char);
  }
}

// The end of the pattern, or a character that has to follow.
function isFixed(token: GlobToken | undefined): boolean {
  return token === undefined || (token.kind === 'literal' && !isSymbol(token.char));
}
