import { onceForEach } from '../../text/remembered';
import type { Conjunction, Constraint } from './conjunction';
import { spelling } from './spelling';
import type { TextConstraint } from './witness';

/**
 * Whether one conjunction surely holds another, seen from their witnesses alone: each of its constraints stands in the other as well, or
 * lists all that the other lists there.
 *
 * @param outer the conjunction that may hold the other
 * @param inner the other
 * @returns whether it does; if not, a search has to tell
 */
export function conjunctionCovers(outer: Conjunction, inner: Conjunction): boolean {
  return !outer.doubtful && outer.except === undefined && outer.constraints.every((constraint) => inner.constraints.some((one) => implies(one, constraint)));
}

function implies(given: Constraint, asked: Constraint): boolean {
  if (given.on === 'key' || asked.on === 'key') {
    return given.on === 'key' && asked.on === 'key' && given.test.key === asked.test.key && isDefinite(asked) && textOfKey(given) === textOfKey(asked);
  }
  return given.on === asked.on && !given.unclear && !asked.unclear && !given.text.negated && !asked.text.negated
    && given.text.fold === asked.text.fold && given.text.patterns.every((mine) => isClear(mine) && isWithin(spelling(mine), spellingsOf(asked.text.patterns)));
}

// The same witnesses, or (with a star at the end of the wider one) a beginning of them.
function isWithin(mine: string, { whole, beginnings }: Spellings): boolean {
  return whole.has(mine) || beginnings.some((one) => mine.startsWith(one));
}

/** A list of patterns, spelled once: a statement can name thousands of resources, each of which is looked for in what was granted. */
interface Spellings {
  readonly whole: ReadonlySet<string>;
  /** What those begin with that end with a star. */
  readonly beginnings: readonly string[];
}

const spellingsOf = onceForEach((patterns: TextConstraint['patterns']): Spellings => {
  const all = patterns.map(spelling);
  return { whole: new Set(all), beginnings: all.filter((one) => one.endsWith(STAR)).map((one) => one.slice(0, -STAR.length)) };
});

const STAR = spelling([{ kind: 'star' }]);

function isDefinite(constraint: Constraint): boolean {
  return constraint.on === 'key' && !constraint.test.unclear && (!('text' in constraint.test.value) || constraint.test.value.text.patterns.every(isClear));
}

// What is not known of two patterns need not be the same.
function isClear(tokens: TextConstraint['patterns'][number]): boolean {
  return tokens.every((token) => token.kind !== 'unknown');
}

function textOfKey(constraint: Constraint): string {
  if (constraint.on !== 'key') return '';
  const { quantifier, missing, value } = constraint.test;
  const witnesses = 'text' in value ? [value.text.fold, value.text.negated, value.text.patterns.map(spelling).sort()] : 'range' in value ? [value.range.line, value.range.negated, value.range.ranges.map(describe)] : [value.present];
  return JSON.stringify([quantifier, missing, witnesses]);
}

function describe(range: { from?: unknown; to?: unknown; openFrom?: boolean; openTo?: boolean }): string {
  return [range.from, range.to, range.openFrom, range.openTo].map(String).join(' ');
}
