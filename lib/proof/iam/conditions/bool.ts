import { readPattern } from '../pattern';
import type { TextOperator } from './operator';

const bool: TextOperator = {
  kind: 'text',
  negated: false,
  fold: true,
  read: (value) => (/^(true|false)$/i.test(value) ? readPattern(value, { wildcards: false, variables: false }) : undefined),
};

/** `Bool`. */
export const BOOL_OPERATORS = { Bool: bool };
