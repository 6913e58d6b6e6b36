import * as fc from 'fast-check';
import type { GlobToken } from '../../../lib/proof/iam/glob';
import { matchesGlob } from '../../../lib/proof/iam/glob';
import { Budget } from '../../../lib/proof/solver/budget';
import { findListed } from '../../../lib/proof/solver/listed-texts';
import type { TextConstraint } from '../../../lib/proof/solver/witness';
import { findWitness } from '../../../lib/proof/solver/witness';
import { SymbolTable } from '../../../lib/proof/symbols/symbol-table';

const tokens = (text: string): GlobToken[] => Array.from(text, (char): GlobToken => (char === '*' ? { kind: 'star' } : char === '?' ? { kind: 'any' } : { kind: 'literal', char }));
const passing = (patterns: readonly string[], options: Partial<TextConstraint> = {}): TextConstraint => ({ patterns: patterns.map(tokens), fold: false, negated: false, ...options });
const open = new SymbolTable().symbolFor('p', 'P', 'open', 'known only at deployment');
const found = (tests: readonly TextConstraint[], bound: 'upper' | 'lower' = 'upper'): string | undefined => findWitness(tests, bound, new Map(), new Budget(12_000))?.text;

test('a text of the list is found exactly if one passes all other tests, and the shortest of them', () => {
  const letters = fc.constantFrom('a', 'b', ':');
  const text = fc.array(letters, { minLength: 1, maxLength: 5 }).map((list) => list.join(''));
  const pattern = fc.array(fc.oneof(letters, fc.constantFrom('*', '?')), { minLength: 1, maxLength: 4 }).map((list) => list.join(''));
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.array(pattern, { minLength: 1, maxLength: 3 }), fc.array(pattern, { maxLength: 2 }), (list, allowed, denied) => {
    const passes = (one: string): boolean => allowed.some((p) => matchesGlob(tokens(p), Array.from(one), 'lower', false)) && !denied.some((p) => matchesGlob(tokens(p), Array.from(one), 'lower', false));
    const shortest = Math.min(...list.filter(passes).map((one) => one.length));
    const result = found([passing(allowed), passing(list), passing(denied, { negated: true })]);
    expect(result === undefined ? Infinity : result.length).toBe(shortest);
    if (result !== undefined) expect(list.filter(passes)).toContain(result);
  }), { numRuns: 300 });
});

test('of equally short ones that of the first pattern, and then the first of the list', () => {
  expect(found([passing(['b*', 'a*']), passing(['a1', 'b1', 'b2'])])).toBe('b1');
  expect(found([passing(['*']), passing(['b1', 'a1'])])).toBe('b1');
});

test('what a symbol may stand for is found where a miss has to be a proof, and not where a hit has to be real', () => {
  const tests = [passing([`${open}:Get*`]), passing(['s3:PutObject', 's3:GetObject'])];
  // How it is spelled with the symbol tells why.
  expect(found(tests)).toContain(open);
  expect(found(tests, 'lower')).toBeUndefined();
  const denied = [passing(['s3:*']), passing(['s3:GetObject']), passing([`s3:${open}`], { negated: true })];
  expect(found(denied)).toBe('s3:GetObject');
  expect(found(denied, 'lower')).toBeUndefined();
  expect(found([passing([`${open}*`]), passing(['s3:GetObject']), passing(['s3:get*'], { negated: true, fold: true })])).toBeUndefined();
});

test('hundreds of actions and patterns are no more work than they are together', () => {
  const actions = Array.from({ length: 500 }, (_, i) => `service:Action${i}`);
  const patterns = Array.from({ length: 19 }, (_, i) => `*:*${i}x*`);
  expect(found([passing(patterns), passing(actions)])).toBeUndefined();
  expect(found([passing([...patterns, '*:*tion499']), passing(actions)])).toBe('service:Action499');
});

test.each<[string, readonly TextConstraint[]]>([
  ['no test lists texts', [passing(['a*']), passing(['*b'])]], ['a list is of texts in any letter case, and another test is not', [passing(['ab'], { fold: true }), passing(['a*'])]],
  ['a test takes the beginning of a text', [passing(['ab']), passing(['a*'], { prefixes: true })]], ['a list has a symbol', [passing(['a', open])]], ['there is a variable', [passing(['ab']), { patterns: [[{ kind: 'proof-variable', variable: 'owner' }]], fold: false, negated: false }]],
  ['what is excluded is a list', [passing(['ab'], { negated: true })]],
])('where %s, it is searched as ever', (_what, tests) => {
  expect(findListed(tests, 'upper', new Budget(1000))).toBeUndefined();
});
