import { cardinality, mayBeEmpty } from '../data/condition-keys';
import type { Filled } from '../match';
import { matchFilled } from '../match';
import type { Pattern } from '../pattern';
import type { UnknownValue } from '../request';
import type { Tri } from '../tri';
import { all, any, not } from '../tri';
import { holdsSymbol } from '../../symbols/symbol';
import type { KeyTest, ValueTest } from './index';
import type { Range } from './operator';
import { inRange, POINT_READERS } from './index';

/**
 * The outcome of a condition in one request.
 *
 * @param test the condition
 * @param values the key's values; `undefined` when it is missing
 * @param fill fills in the variables of a pattern
 * @returns three-valued
 */
export function outcome(test: KeyTest, values: readonly string[] | undefined | UnknownValue, fill: (pattern: Pattern) => Filled): Tri {
  if (values !== undefined && 'mayBeMissing' in values) return ofUnknown(test, values);
  if (values === undefined || values.length === 0) {
    // Whether an empty list counts as a missing key is not documented for Null.
    return values !== undefined && test.value.kind === 'presence' ? 'maybe' : test.missing;
  }
  if (test.value.kind === 'presence') return test.value.present ? 'yes' : 'no';
  if (test.unclear !== undefined) return 'maybe';
  const value = test.value;
  const each = values.map((one) => passes(value, one, fill));
  if (test.quantifier === 'some') return any(each);
  // An empty value counts as no value for ForAllValues, says the documentation, without saying when.
  if (test.quantifier === 'every') return all(each.map((result, index) => (result === 'no' && values[index] === '' && mayBeEmpty(test.key) ? 'maybe' : result)));
  // A key that can hold several values needs a set operator; what comes of one without is not documented, not even for one value.
  return values.length === 1 && cardinality(test.key) !== 'many' ? each[0] : 'maybe';
}

function ofUnknown({ value, missing, unclear }: KeyTest, { mayBeMissing, from }: UnknownValue): Tri {
  const present: Tri = value.kind === 'presence' ? (value.present ? 'yes' : 'no') : from !== undefined && unclear === undefined ? passesFrom(value, from) : 'maybe';
  return mayBeMissing && missing !== present ? 'maybe' : present;
}

/** Whether an instant passes of which no more is known than that it is no earlier. */
function passesFrom(test: Exclude<ValueTest, { kind: 'presence' }>, from: number): Tri {
  if (test.kind !== 'range' || test.line !== 'instant') return 'maybe';
  const isAfter = ({ to }: Range): boolean => to === undefined || to >= from;
  const open = test.ranges.filter(isAfter);
  const inside: Tri = open.length === 0 ? 'no' : open.some((range) => range.to === undefined && inRange(range, from)) ? 'yes' : 'maybe';
  return test.negated ? not(inside) : inside;
}

function passes(test: Exclude<ValueTest, { kind: 'presence' }>, value: string, fill: (pattern: Pattern) => Filled): Tri {
  if (test.kind === 'text') {
    const matched = any(test.patterns.map((pattern) => matchFilled(fill(pattern), value, test.fold)));
    return test.negated ? not(matched) : matched;
  }
  const point = holdsSymbol(value) ? undefined : POINT_READERS[test.line](value);
  if (point === undefined) return 'maybe';
  return test.ranges.some((range) => inRange(range, point)) === test.negated ? 'no' : 'yes';
}
