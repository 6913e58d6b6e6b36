import type { Domain } from '../../../lib/proof/solver';
import { literal, not, or, Untranslatable } from './formula';
import { madeOf, oneOf } from './glob';

type Ranges = readonly (readonly [string, string])[];

const DIGITS = ['0', '9'] as const;
const LOWER = ['a', 'z'] as const;
const HEX: Ranges = [DIGITS, ['a', 'f']];
const REGION = `(re.++ ((_ re.loop 2 5) ${oneOf([LOWER])}) (str.to_re "-") (re.+ ${oneOf([LOWER, ['-', '-']])}) (str.to_re "-") ((_ re.loop 1 2) ${oneOf([DIGITS])}))`;
// Of the letters, blanks and numbers that AWS STS takes, those of ASCII stand for all.
const TAG: Ranges = [['A', 'Z'], ['a', 'z'], DIGITS, ...Array.from(' _.:/=+-@', (char) => [char, char] as const)];

/**
 * @param domain what values a text may have
 * @param term the text
 * @returns whether it is such a value
 */
export function inDomain(domain: Domain, term: string): string {
  switch (domain.kind) {
    case 'any': return 'true';
    case 'identity-id': return `(str.in_re ${term} (re.++ ${REGION} (str.to_re ":") (re.+ ${oneOf([...HEX, ['-', '-']])})))`;
    case 'region': return `(str.in_re ${term} ${REGION})`;
    case 'observed-identity-id': {
      const groups = [8, 4, 4, 4, 12].map((count) => `((_ re.^ ${count}) ${oneOf(HEX)})`).join(' (str.to_re "-") ');
      return `(str.in_re ${term} (re.++ (re.+ ${oneOf([LOWER, DIGITS, ['-', '-']])}) (str.to_re ":") ${groups}))`;
    }
    case 'session-tag': return madeOf(term, TAG, 0);
    case 'alphabet': return madeOf(term, readClass(domain.alphabet), 1);
    case 'values': return or(domain.values.map((value) => `(= ${term} ${literal(value)})`));
    case 'not': return not(or(domain.values.map((value) => `(= ${term} ${literal(value)})`)));
  }
}

function readClass(text: string): Ranges {
  const ascii = text.replaceAll('\\p{L}', 'A-Za-z').replaceAll('\\p{Z}', ' ').replaceAll('\\p{N}', '0-9');
  const inner = /^\[((?:[^\]\\^]|\\-)+)\]$/.exec(ascii)?.[1];
  if (inner === undefined) throw new Untranslatable(`the alphabet ${text}`);
  return [...inner.matchAll(/\\-|([^\\])-([^\\])|./gsu)].map(([one, from, to]) => (from === undefined ? [one.slice(-1), one.slice(-1)] : [from, to]));
}
