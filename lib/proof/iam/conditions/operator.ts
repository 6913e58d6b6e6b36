import type { Pattern } from '../pattern';

/** Where a value lies on the line of numbers, instants or addresses. */
export type Point = number | bigint;

/** Points between two ends; an end that is `undefined` is infinitely far. */
export interface Range {
  readonly from?: Point;
  readonly to?: Point;
  readonly openFrom?: boolean;
  readonly openTo?: boolean;
}

/** Operators that compare texts with patterns. */
export interface TextOperator {
  readonly kind: 'text';
  readonly negated: boolean;
  /** Whether upper and lower case are the same. */
  readonly fold: boolean;
  readonly read: (value: string, variables: boolean) => Pattern | undefined;
}

/** Operators that compare points of a line. */
export interface RangeOperator {
  readonly kind: 'range';
  readonly line: 'number' | 'instant' | 'address';
  readonly negated: boolean;
  /** The range that a condition's value names; `undefined` when it names none. */
  readonly range: (value: string) => Range | undefined;
}

/** `Null`: whether the key is there. */
export interface PresenceOperator {
  readonly kind: 'presence';
}

/** What a condition operator compares, without its quantifier and `IfExists`. */
export type Operator = TextOperator | RangeOperator | PresenceOperator;
