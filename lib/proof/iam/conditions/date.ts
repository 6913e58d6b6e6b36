import type { Point, Range, RangeOperator } from './operator';

const operator = (negated: boolean, range: (at: number) => Range): RangeOperator => ({
  kind: 'range',
  line: 'instant',
  negated,
  range: (value) => {
    const at = readInstant(value);
    return at === undefined ? undefined : range(at as number);
  },
});

const ISO = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/**
 * @param value an ISO 8601 date or seconds since 1970
 * @returns the instant in milliseconds since 1970, if it is one
 */
export function readInstant(value: string): Point | undefined {
  // Four digits could be a year or an epoch second; nobody means the first hour of 1970.
  if (/^\d{5,13}$/.test(value)) return Number(value) * 1000;
  const at = ISO.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Date operators. */
export const DATE_OPERATORS = {
  DateEquals: operator(false, (at) => ({ from: at, to: at })),
  DateNotEquals: operator(true, (at) => ({ from: at, to: at })),
  DateLessThan: operator(false, (at) => ({ to: at, openTo: true })),
  DateLessThanEquals: operator(false, (at) => ({ to: at })),
  DateGreaterThan: operator(false, (at) => ({ from: at, openFrom: true })),
  DateGreaterThanEquals: operator(false, (at) => ({ from: at })),
};
