import * as fc from 'fast-check';
import { evaluate } from '../../../lib/proof/iam/evaluate';
import { matchesGlob } from '../../../lib/proof/iam/glob';
import { readPattern } from '../../../lib/proof/iam/pattern';
import { plainTokens } from '../../../lib/proof/solver/conjunction';
import { matches, expand, plainlyAllowed, ROLE } from './plain-iam';
import { glob, parsed, policies, request, runs, text } from './random-policies';

const principal = { kind: 'session' as const, roleArn: ROLE, account: '111122223333' };
const VERDICTS = { yes: 'ALLOWED', no: 'DENIED', open: 'UNKNOWN' };

test('a pattern matches what its definition says', () => {
  fc.assert(fc.property(glob, text, (pattern, candidate) => {
    const pieces = expand(pattern, true, {});
    expect(matchesGlob(plainTokens(pattern), Array.from(candidate), 'lower', false)).toBe(matches(pieces as never, candidate));
  }), { numRuns: runs(5000) });
});

test('a text made from a pattern matches it', () => {
  fc.assert(fc.property(glob, fc.array(text, { minLength: 6, maxLength: 6 }), (pattern, fills) => {
    const made = Array.from(pattern, (char, index) => (char === '*' ? fills[index] : char === '?' ? (fills[index][0] ?? 'a') : char)).join('');
    expect(matchesGlob(plainTokens(pattern), Array.from(made), 'lower', false)).toBe(true);
  }), { numRuns: runs(2000) });
});

test('a pattern without wildcards is equal to its text alone', () => {
  fc.assert(fc.property(glob, glob, (pattern, candidate) => {
    const { tokens } = readPattern(pattern, { wildcards: false, variables: true });
    expect(matchesGlob(tokens as never, Array.from(candidate), 'lower', false)).toBe(pattern === candidate);
  }), { numRuns: runs(1000) });
});

test('the evaluator answers as a plain bound of the documentation does', () => {
  const counts = { ALLOWED: 0, DENIED: 0, UNKNOWN: 0 };
  fc.assert(fc.property(policies, fc.array(request, { minLength: 30, maxLength: 30 }), (list, asked) => {
    const read = parsed(list);
    for (const one of asked) {
      const context = Object.fromEntries(Object.entries(one.context).flatMap(([key, held]) => (held === undefined ? [] : [[key, held]]))) as Record<string, string | string[]>;
      const { verdict } = evaluate(read, { ...one, context, principal });
      counts[verdict] += 1;
      const expected = VERDICTS[plainlyAllowed(list, one)];
      if (verdict !== expected) throw new Error(`${verdict}, but plainly ${expected}: ${JSON.stringify(one)}`);
    }
  }), { numRuns: runs(500) });
  // Policies that nobody can use, or that everybody can, would show nothing.
  expect(Math.min(counts.ALLOWED, counts.UNKNOWN)).toBeGreaterThan(0);
  expect(counts.ALLOWED + counts.UNKNOWN).toBeGreaterThan(counts.DENIED / 50);
});
