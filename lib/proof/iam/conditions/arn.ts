import { readPattern } from '../pattern';
import type { TextOperator } from './operator';

// Six parts, each compared for itself; a pattern with fewer parts is no ARN. A lone star is read as every ARN by some and as
// none by others, so it counts as unreadable too.
const arn = (negated: boolean): TextOperator => ({
  kind: 'text',
  negated,
  fold: false,
  read: (value, variables) => {
    const pattern = readPattern(value, { wildcards: true, variables, arn: 'condition' });
    const colons = pattern.tokens.filter((token) => token.kind === 'literal' && token.char === ':').length;
    return colons < 5 ? undefined : pattern;
  },
});

/** ARN operators: `Equals` and `Like` behave the same. */
export const ARN_OPERATORS = { ArnEquals: arn(false), ArnLike: arn(false), ArnNotEquals: arn(true), ArnNotLike: arn(true) };
