import { readPattern } from '../pattern';
import type { TextOperator } from './operator';

const exact = (negated: boolean, fold: boolean): TextOperator => ({
  kind: 'text', negated, fold, read: (value, variables) => readPattern(value, { wildcards: false, variables }),
});
const like = (negated: boolean): TextOperator => ({
  kind: 'text', negated, fold: false, read: (value, variables) => readPattern(value, { wildcards: true, variables }),
});

/** String operators. Only `Like` knows wildcards; only `IgnoreCase` ignores case. */
export const STRING_OPERATORS = {
  StringEquals: exact(false, false),
  StringNotEquals: exact(true, false),
  StringEqualsIgnoreCase: exact(false, true),
  StringNotEqualsIgnoreCase: exact(true, true),
  StringLike: like(false),
  StringNotLike: like(true),
};
