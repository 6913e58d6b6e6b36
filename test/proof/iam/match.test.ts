import * as fc from 'fast-check';
import { fillIn, matchFilled } from '../../../lib/proof/iam/match';
import { readPattern } from '../../../lib/proof/iam/pattern';
import type { Tri } from '../../../lib/proof/iam/tri';

const S = '\ue000';
const T = '\ue001';
const OPEN = '\u{100000}';

function match(pattern: string, text: string, options: { arn?: 'resource' | 'condition'; fold?: boolean } = {}): Tri {
  return matchFilled(fillIn(readPattern(pattern, { wildcards: true, variables: false, arn: options.arn }), () => ({ kind: 'missing' })), text, options.fold);
}

// As simple as it can be: a star is nothing, or one more character.
function plainly(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return plainly(pattern.slice(1), text) || (text !== '' && plainly(pattern, text.slice(1)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && plainly(pattern.slice(1), text.slice(1));
}

const textOver = (letters: string[], maxLength: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...letters), { maxLength }).map((all) => all.join(''));

test('without symbols it is the plainest matcher', () => {
  fc.assert(fc.property(textOver(['a', 'b', '/', '*', '?'], 8), textOver(['a', 'b', '/'], 8), (pattern, text) => match(pattern, text) === (plainly(pattern, text) ? 'yes' : 'no')), { numRuns: 3_000 });
});

test('yes is yes for all names that AWS could generate, no is no for all', () => {
  // As with random names, none of them occurs within another or across the seam of two.
  const names = fc.shuffledSubarray(['pq', 'pr', 'ps', 'ptt'], { minLength: 2, maxLength: 2 });
  fc.assert(fc.property(textOver(['a', '/', S, T, '*', '?'], 6), textOver(['a', '/', S, T], 6), names, (pattern, text, [s, t]) => {
    const named = (one: string): string => one.replaceAll(S, s).replaceAll(T, t);
    const answer = match(pattern, text);
    return answer === 'maybe' || (answer === 'yes') === plainly(named(pattern), named(text));
  }), { numRuns: 5_000 });
});

test('yes is yes for all texts that a parameter could have, no is no for all', () => {
  fc.assert(fc.property(textOver(['a', 'b', OPEN, '*'], 5), textOver(['a', 'b', OPEN], 5), textOver(['a', 'b'], 3), (pattern, text, value) => {
    const named = (one: string): string => one.replaceAll(OPEN, value);
    const answer = match(pattern, text);
    return answer === 'maybe' || (answer === 'yes') === plainly(named(pattern), named(text));
  }), { numRuns: 5_000 });
});

test.each<[string, string, Tri]>([
  [`arn:aws:s3:::${S}/*`, `arn:aws:s3:::${S}/a`, 'yes'],
  [`arn:aws:s3:::${S}/*`, `arn:aws:s3:::${T}/a`, 'no'],
  [`arn:aws:s3:::${S}/*`, 'arn:aws:s3:::name/a', 'no'],
  ['arn:aws:s3:::name/*', `arn:aws:s3:::${S}/a`, 'no'],
  ['arn:aws:s3:::n*', `arn:aws:s3:::${S}/a`, 'maybe'],
  [`${S}*`, T, 'no'],
  ['?', S, 'maybe'],
  ['?', OPEN, 'maybe'],
  ['a', OPEN, 'maybe'],
  [OPEN, 'a:b/c', 'maybe'],
  [OPEN, OPEN, 'yes'],
])('%j against %j: %s', (pattern, text, expected) => expect(match(pattern, text)).toBe(expected));

test('upper and lower case', () => {
  expect(match('AbC', 'aBc')).toBe('no');
  expect(match('AbC', 'aBc', { fold: true })).toBe('yes');
});

test('a character outside the basic plane is one character', () => expect(match('a?b', 'a\u{1f600}b')).toBe('yes'));

test('ten thousand stars end', () => expect(match('*a'.repeat(5_000), 'a'.repeat(500))).toBe('no'));
