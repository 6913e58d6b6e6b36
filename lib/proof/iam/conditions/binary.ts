import { readPattern } from '../pattern';
import type { TextOperator } from './operator';

const binary: TextOperator = {
  kind: 'text',
  negated: false,
  fold: false,
  read: (value) => (/^[A-Za-z0-9+/]*={0,2}$/.test(value) ? readPattern(value, { wildcards: false, variables: false }) : undefined),
};

/** `BinaryEquals`: equality of base64 text. */
export const BINARY_OPERATORS = { BinaryEquals: binary };
