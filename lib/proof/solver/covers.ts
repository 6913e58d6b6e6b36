import type { Rectangle, Side } from './conjunction';
import { spelling } from './spelling';
import type { TextTest } from './witness';

/**
 * Whether one rectangle surely holds another, seen from their words alone: each of its sides stands in the other as well, or
 * lists all that the other lists there.
 *
 * @param outer the rectangle that may hold the other
 * @param inner the other
 * @returns whether it does; if not, a search has to tell
 */
export function covers(outer: Rectangle, inner: Rectangle): boolean {
  return !outer.doubtful && outer.sides.every((side) => inner.sides.some((one) => implies(one, side)));
}

function implies(given: Side, asked: Side): boolean {
  if (given.on === 'key' || asked.on === 'key') {
    return given.on === 'key' && asked.on === 'key' && given.test.key === asked.test.key && isDefinite(asked) && textOfKey(given) === textOfKey(asked);
  }
  return given.on === asked.on && !given.unclear && !asked.unclear && !given.text.negated && !asked.text.negated
    && given.text.fold === asked.text.fold && given.text.patterns.every((mine) => isClear(mine) && asked.text.patterns.some((theirs) => isWithin(spelling(mine), spelling(theirs))));
}

// The same words, or (with a star at the end of the wider one) a beginning of them.
function isWithin(mine: string, theirs: string): boolean {
  return mine === theirs || (theirs.endsWith(STAR) && mine.startsWith(theirs.slice(0, -STAR.length)));
}

const STAR = spelling([{ kind: 'star' }]);

function isDefinite(side: Side): boolean {
  return side.on === 'key' && !side.test.unclear && (!('text' in side.test.value) || side.test.value.text.patterns.every(isClear));
}

// What is not known of two patterns need not be the same.
function isClear(tokens: TextTest['patterns'][number]): boolean {
  return tokens.every((token) => token.kind !== 'hole');
}

function textOfKey(side: Side): string {
  if (side.on !== 'key') return '';
  const { quantifier, missing, value } = side.test;
  const words = 'text' in value ? [value.text.fold, value.text.negated, value.text.patterns.map(spelling).sort()] : 'range' in value ? [value.range.line, value.range.negated, value.range.ranges.map(describe)] : [value.present];
  return JSON.stringify([quantifier, missing, words]);
}

function describe(range: { from?: unknown; to?: unknown; openFrom?: boolean; openTo?: boolean }): string {
  return [range.from, range.to, range.openFrom, range.openTo].map(String).join(' ');
}
