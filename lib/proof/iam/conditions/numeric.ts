import type { Point, Range, RangeOperator } from './operator';

const operator = (negated: boolean, range: (at: number) => Range): RangeOperator => ({
  kind: 'range',
  line: 'number',
  negated,
  range: (value) => {
    const at = readNumber(value);
    return at === undefined ? undefined : range(at as number);
  },
});

/**
 * @param value text
 * @returns the number it spells, if any
 */
export function readNumber(value: string): Point | undefined {
  return /^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(value) ? Number(value) : undefined;
}

/** Numeric operators. */
export const NUMERIC_OPERATORS = {
  NumericEquals: operator(false, (at) => ({ from: at, to: at })),
  NumericNotEquals: operator(true, (at) => ({ from: at, to: at })),
  NumericLessThan: operator(false, (at) => ({ to: at, openTo: true })),
  NumericLessThanEquals: operator(false, (at) => ({ to: at })),
  NumericGreaterThan: operator(false, (at) => ({ from: at, openFrom: true })),
  NumericGreaterThanEquals: operator(false, (at) => ({ from: at })),
};
