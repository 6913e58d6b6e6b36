import type { Pattern } from '../pattern';
import type { Condition } from '../policy';
import type { Tri } from '../tri';
import { ARN_OPERATORS } from './arn';
import { BINARY_OPERATORS } from './binary';
import { BOOL_OPERATORS } from './bool';
import { DATE_OPERATORS, readInstant } from './date';
import { IP_OPERATORS, readAddress } from './ip-address';
import { NUMERIC_OPERATORS, readNumber } from './numeric';
import type { Operator, Point, Range } from './operator';
import { PRESENCE_OPERATORS } from './presence';
import { STRING_OPERATORS } from './string';

const OPERATORS = new Map<string, Operator>(Object.entries({
  ...STRING_OPERATORS, ...ARN_OPERATORS, ...NUMERIC_OPERATORS, ...DATE_OPERATORS, ...BOOL_OPERATORS, ...BINARY_OPERATORS, ...IP_OPERATORS, ...PRESENCE_OPERATORS,
}));

/** How the text of a request value becomes a point, by line. */
export const POINT_READERS: Record<'number' | 'instant' | 'address', (value: string) => Point | undefined> = {
  number: readNumber, instant: readInstant, address: readAddress,
};

/** What one value must be: match one of the patterns or ranges, or (negated) none. */
export type ValueTest =
  | { readonly kind: 'text'; readonly patterns: readonly Pattern[]; readonly fold: boolean; readonly negated: boolean }
  | { readonly kind: 'range'; readonly line: 'number' | 'instant' | 'address'; readonly ranges: readonly Range[]; readonly negated: boolean }
  | { readonly kind: 'presence'; readonly present: boolean };

/**
 * A condition on one key. `one`: the key's only value passes; `every`, `some`: of its values. `missing`: the outcome without
 * the key; what it is for ForAnyValue with IfExists, which contradict each other there, is not documented. `unclear` says why
 * the outcome with the key is not known, where it is not.
 */
export interface KeyTest {
  readonly key: string;
  readonly quantifier: 'one' | 'every' | 'some';
  readonly missing: Tri;
  readonly value: ValueTest;
  readonly unclear?: string;
}

/**
 * Reads one operator on one key.
 *
 * @param condition as the policy has it
 * @param variables whether `${…}` is expanded
 * @returns the test; `undefined` when the operator is not known, so that nothing is known of the outcome
 */
export function readCondition(condition: Condition, variables: boolean): KeyTest | undefined {
  const before = known.get(condition);
  if (before?.variables === variables) return before.test;
  const test = read(condition, variables);
  known.set(condition, { variables, test });
  return test;
}

const known = new WeakMap<Condition, { readonly variables: boolean; readonly test: KeyTest | undefined }>();

function read(condition: Condition, variables: boolean): KeyTest | undefined {
  const found = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(condition.operator);
  const operator = found ? OPERATORS.get(found[2]) : undefined;
  if (!found || !operator) return undefined;
  const quantifier = found[1] === 'ForAllValues' ? 'every' : found[1] === 'ForAnyValue' ? 'some' : 'one';
  const ifExists = found[3] !== undefined;
  if (operator.kind === 'presence') return quantifier === 'one' && !ifExists ? readPresence(condition) : undefined;
  const passes = ifExists || quantifier === 'every' || (quantifier === 'one' && operator.negated);
  const missing: Tri = quantifier === 'some' && ifExists ? 'maybe' : passes ? 'yes' : 'no';
  const base = { key: condition.key, quantifier, missing } as const;
  if (operator.kind === 'text') {
    const values = condition.values.map((value) => operator.read(value, variables));
    const patterns = values.filter((pattern) => pattern !== undefined);
    return { ...base, value: { kind: 'text', patterns, fold: operator.fold, negated: operator.negated }, ...unreadable(condition, values) };
  }
  const values = condition.values.map((value) => operator.range(value));
  const ranges = values.filter((range) => range !== undefined);
  const inSeconds = operator.line === 'number' && condition.key === 'aws:epochtime';
  return { ...base, value: { kind: 'range', line: inSeconds ? 'instant' : operator.line, ranges: inSeconds ? ranges.map(asInstants) : ranges, negated: operator.negated }, ...unreadable(condition, values) };
}

/**
 * The seconds since 1970 of a request are compared as a date, or as a number.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-epochtime
 */
function asInstants({ from, to, ...ends }: Range): Range {
  return { ...ends, ...(from !== undefined && { from: Number(from) * 1000 }), ...(to !== undefined && { to: Number(to) * 1000 }) };
}

function readPresence(condition: Condition): KeyTest | undefined {
  const wanted = condition.values.map((value) => value.toLowerCase());
  if (wanted.length !== 1 || (wanted[0] !== 'true' && wanted[0] !== 'false')) return undefined;
  const absent = wanted[0] === 'true';
  return { key: condition.key, quantifier: 'one', missing: absent ? 'yes' : 'no', value: { kind: 'presence', present: !absent } };
}

function unreadable(condition: Condition, read: readonly unknown[]): { unclear?: string } {
  const at = read.indexOf(undefined);
  return at === -1 ? {} : { unclear: `${condition.operator} cannot compare with "${condition.values[at]}"` };
}

/**
 * @param range a range
 * @param point a point of the same line
 * @returns whether it lies inside
 */
export function inRange(range: Range, point: Point): boolean {
  if (range.from !== undefined && (point < range.from || (range.openFrom === true && point === range.from))) return false;
  return range.to === undefined || (range.openTo ? point < range.to : point <= range.to);
}
