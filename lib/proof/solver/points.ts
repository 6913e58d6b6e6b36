import { inRange } from '../iam/conditions';
import type { Point, Range } from '../iam/conditions/operator';
import { spellAddress } from '../iam/conditions/ip-address';
import type { RangeConstraint } from './conjunction';

/**
 * Looks for a point that passes all tests. The ends of all ranges, and a point on either side of each, meet every combination
 * of ranges that is not empty.
 *
 * @param tests tests of one line
 * @returns the point as a request spells it, or `undefined`: there is none
 */
export function findPoint(tests: readonly RangeConstraint[]): string | undefined {
  const line = tests[0].line;
  const ends = tests.flatMap((test) => test.ranges.flatMap((range: Range) => [range.from, range.to])).filter((end) => end !== undefined);
  const candidates = line === 'address' ? aroundAddresses(ends as bigint[]) : aroundNumbers(ends as number[]);
  for (const point of candidates) {
    const text = spell(line, point);
    if (text !== undefined && tests.every((test) => test.ranges.some((range) => inRange(range, point)) !== test.negated)) return text;
  }
  return undefined;
}

function aroundNumbers(ends: readonly number[]): Point[] {
  const sorted = [...new Set(ends)].sort((a, b) => a - b);
  const between = sorted.slice(1).map((end, index) => (end + sorted[index]) / 2);
  return sorted.length === 0 ? [0] : [...sorted, ...between, sorted[0] - 1, sorted[sorted.length - 1] + 1];
}

function aroundAddresses(ends: readonly bigint[]): Point[] {
  const documentation = [(192n << 24n) + (2n << 8n) + 1n, 1n << 40n];
  return [...ends, ...ends.map((end) => end + 1n), ...ends.map((end) => end - 1n), ...documentation];
}

function spell(line: RangeConstraint['line'], point: Point): string | undefined {
  if (line === 'address') return spellAddress(point as bigint);
  if (line === 'number') return String(point);
  const at = new Date(point as number);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
