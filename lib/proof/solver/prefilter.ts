import { onceForEach } from '../../text/remembered';
import type { GlobToken } from '../iam/glob';
import { isSymbol, mayHold } from '../symbols/symbol';
import type { Constraint } from './conjunction';

/** How a pattern begins: its characters up to the first that is not fixed, and whether it ends there. */
interface Beginning {
  readonly letters: readonly string[];
  /** The letters as one text, where none of them is a symbol. */
  readonly text: string | undefined;
  readonly whole: boolean;
  /** The whole pattern: how it ends is read backwards from it. */
  readonly tokens: readonly GlobToken[];
}

/**
 * Whether two sets of constraints surely have no request in common, seen from the fixed beginnings and ends of their patterns alone. Cheap,
 * so that policies of thousands of statements are read once and searched little.
 *
 * @param left constraints
 * @param right constraints
 * @returns whether they surely have none
 */
export function cannotMeet(left: readonly Constraint[], right: readonly Constraint[]): boolean {
  const mine = beginningsOf(left);
  const theirs = beginningsOf(right);
  return apart(mine.resource, theirs.resource) || apart(mine.action, theirs.action);
}

function apart(left: readonly (readonly Beginning[])[], right: readonly (readonly Beginning[])[]): boolean {
  for (const mine of left) {
    for (const theirs of right) if (mine.every((one) => theirs.every((other) => clash(one, other)))) return true;
  }
  return false;
}

const beginningsOf = onceForEach((constraints: readonly Constraint[]) => {
  const on = (dimension: 'action' | 'resource'): Beginning[][] => constraints.flatMap((constraint) => (constraint.on === dimension && !constraint.text.negated ? [constraint.text.patterns.map(beginningOf)] : []));
  return { action: on('action'), resource: on('resource') };
});

const beginningOf = onceForEach((tokens: readonly GlobToken[]): Beginning => {
  const letters: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'literal') break;
    letters.push(token.char);
  }
  return { letters, text: letters.some(isSymbol) ? undefined : letters.join(''), whole: letters.length === tokens.length, tokens };
});

function clash(left: Beginning, right: Beginning): boolean {
  if (left.text !== undefined && right.text !== undefined && !left.text.startsWith(right.text) && !right.text.startsWith(left.text)) return true;
  const shared = left.letters.length < right.letters.length ? left.letters.length : right.letters.length;
  for (let at = 0; at < shared; at++) {
    if (left.letters[at] !== right.letters[at]) return !isSymbol(left.letters[at]) && !isSymbol(right.letters[at]);
  }
  return goesOn(left, right, shared) || goesOn(right, left, shared) || endApart(left.tokens, right.tokens);
}

function endApart(left: readonly GlobToken[], right: readonly GlobToken[]): boolean {
  const shared = Math.min(left.length, right.length);
  for (let at = 1; at <= shared; at++) {
    const [mine, theirs] = [left[left.length - at], right[right.length - at]];
    if (mine.kind !== 'literal' || theirs.kind !== 'literal') return false;
    if (mine.char === theirs.char) continue;
    if (isSymbol(mine.char) && isSymbol(theirs.char)) return false;
    if (isSymbol(mine.char)) return cannotEndWith(left, right, at);
    return isSymbol(theirs.char) ? cannotEndWith(right, left, at) : true;
  }
  return false;
}

/**
 * Whether a symbol cannot stand for any end of what another pattern has in its place, so that what comes before it fits too: the name
 * of a table for none of `table/any other name`.
 */
function cannotEndWith(pattern: readonly GlobToken[], other: readonly GlobToken[], at: number): boolean {
  const [symbol, before] = [pattern[pattern.length - at], pattern[pattern.length - at - 1] as GlobToken | undefined];
  if (symbol.kind !== 'literal' || (before !== undefined && (before.kind !== 'literal' || isSymbol(before.char)))) return false;
  for (let from = at; from <= other.length; from++) {
    const token = other[other.length - from];
    if (token.kind !== 'literal' || isSymbol(token.char) || token.char === before?.char) return false;
    if (!mayHold(symbol.char, token.char)) return true;
  }
  return false;
}

// One ends where the other has more that is no symbol, which might be empty.
function goesOn(ended: Beginning, other: Beginning, at: number): boolean {
  return ended.whole && ended.letters.length === at && at < other.letters.length && !isSymbol(other.letters[at]);
}
