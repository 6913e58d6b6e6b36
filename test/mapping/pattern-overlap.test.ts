import * as fc from 'fast-check';
import { patternsOverlap } from '../../lib/mapping/pattern-overlap';

test.each([
  ['kms:Decrypt', 'kms:Decrypt', true],
  ['kms:Decrypt', 'kms:Encrypt', false],
  ['kms:*', 'kms:Decrypt', true],
  ['geo:*Geofence', 'geo:Get*', true],
  ['geo:*Geofence', 'geo:*Geofences', false],
  ['s?:*', 's3:Get*', true],
  ['s?:*', 'sqs:Get*', false],
  ['*', '', true],
  ['?', '', false],
  ['a*', '*b', true],
  ['a*c', 'b*', false],
])('%s and %s: %s', (a, b, expected) => {
  expect(patternsOverlap(a, b)).toBe(expected);
  expect(patternsOverlap(b, a)).toBe(expected);
});

test('the answer is that of trying every short text', () => {
  const letters = ['a', 'b'];
  const texts = [''];
  for (let at = 0; texts[at].length < 7; at++) texts.push(...letters.map((letter) => texts[at] + letter));
  const expression = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
  fc.assert(fc.property(patterns, patterns, (a, b) => {
    const [inA, inB] = [expression(a), expression(b)];
    expect(patternsOverlap(a, b)).toBe(texts.some((text) => inA.test(text) && inB.test(text)));
  }), { seed: 1, numRuns: 500 });
});

// By trying each text of each star in turn this would not end.
test('many stars end', () => {
  expect(patternsOverlap(`kms:${'*'.repeat(200)}q`, `kms:${'*z'.repeat(200)}`)).toBe(false);
  expect(patternsOverlap(`kms:${'*a'.repeat(200)}q`, `kms:${'*'.repeat(200)}a`)).toBe(false);
  expect(patternsOverlap(`kms:${'*a'.repeat(200)}`, `kms:${'*'.repeat(200)}a`)).toBe(true);
});
