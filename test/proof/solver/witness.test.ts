import * as fc from 'fast-check';
import type { ReadyDomain } from '../../../lib/proof/solver/automata';
import { readDomain } from '../../../lib/proof/solver/automata';
import { Budget, BudgetExceeded } from '../../../lib/proof/solver/budget';
import type { TextConstraint } from '../../../lib/proof/solver/witness';
import { findWitness } from '../../../lib/proof/solver/witness';
import type { GlobToken } from '../../../lib/proof/iam/glob';
import { matchesGlob } from '../../../lib/proof/iam/glob';

const ASKER = 'X';
const OWNER = 'Y';

// `X` and `Y` are the two people's values.
function tokens(text: string): GlobToken[] {
  return Array.from(text, (char): GlobToken => (char === '*' ? { kind: 'star' } : char === '?' ? { kind: 'any' } : char === ASKER ? { kind: 'proof-variable', variable: 'caller' } : char === OWNER ? { kind: 'proof-variable', variable: 'owner' } : { kind: 'literal', char }));
}

const asks = (pattern: string, negated = false, prefixes = false): TextConstraint => ({ patterns: [tokens(pattern)], fold: false, negated, ...(prefixes && { prefixes }) });
const ready = (alphabet: string): ReadyDomain => readDomain({ kind: 'alphabet', alphabet }) as ReadyDomain;
const domainsOf = (alphabet: string): Map<string, ReadyDomain> => new Map([['caller', ready(alphabet)], ['owner', ready(alphabet)]]);

function all(letters: readonly string[], longest: number): string[] {
  let last = [''];
  const texts = [''];
  for (let length = 0; length < longest; length++) texts.push(...(last = last.flatMap((text) => letters.map((letter) => text + letter))));
  return texts;
}

const TEXTS = all(['a', 'b', '/'], 5);
const matches = (pattern: string, text: string): boolean => matchesGlob(tokens(pattern), Array.from(text), 'lower', false);
const pattern = (letters: string[], maxLength: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...letters), { maxLength }).map((list) => list.join(''));

test('a text that passes all tests is found exactly if there is one', () => {
  const test = fc.tuple(pattern(['a', 'b', '/', '*', '?'], 4), fc.boolean());
  fc.assert(fc.property(fc.array(test, { minLength: 1, maxLength: 4 }), (list) => {
    const found = findWitness(list.map(([one, negated]) => asks(one, negated)), 'upper', new Map(), new Budget(1e6));
    const passes = (text: string): boolean => list.every(([one, negated]) => matches(one, text) !== negated);
    if (found) expect(passes(found.text)).toBe(true);
    else expect(TEXTS.find(passes)).toBeUndefined();
  }), { numRuns: 250 });
});

test.each(['[ab]', '[a/]', '[a]'])('two users with values of %s meet in a text exactly if it is found', (alphabet) => {
  const values = all(['a', 'b', '/'], 3).filter((text) => text !== '' && Array.from(text).every((letter) => alphabet.includes(letter)));
  const side = (variable: string): fc.Arbitrary<string> => fc.tuple(pattern(['a', '/', '*', '?'], 2), pattern(['a', '/', '*'], 2)).map(([before, after]) => `${before}${variable}${after}`);
  fc.assert(fc.property(side(ASKER), side(OWNER), fc.boolean(), (mine, theirs, prefixes) => {
    const found = findWitness([asks(mine), asks(theirs, false, prefixes)], 'upper', domainsOf(alphabet), new Budget(1e6));
    const belongs = (text: string, owner: string): boolean => {
      const slice = theirs.replace(OWNER, owner);
      return prefixes ? TEXTS.concat('').some((rest) => rest.length <= 3 && matches(slice, text + rest)) : matches(slice, text);
    };
    const refuted = (): string | undefined => TEXTS.find((text) => values.some((x) => matches(mine.replace(ASKER, x), text) && values.some((y) => x !== y && belongs(text, y))));
    if (found === undefined) expect(refuted()).toBeUndefined();
    else {
      const caller = found.variables.get('caller')!;
      const owner = found.variables.get('owner') ?? 'b';
      expect(matches(mine.replace(ASKER, caller), found.text)).toBe(true);
      if (!prefixes) expect(matches(theirs.replace(OWNER, owner), found.text)).toBe(true);
    }
  }), { numRuns: 80 });
});

test.each<[string, string, string, boolean]>([
  ['own folder', 'users/X/*', 'users/Y/*', false],
  ['no slash', 'users/X*', 'users/Y/*', true],
  ['mid-path', '*/X/*', 'users/Y/*', true],
  ['exact', 'X', 'Y', false],
  ['different prefixes', 'a/X', 'b/Y', false],
])('%s', (_title, mine, theirs, meet) => {
  const found = findWitness([asks(mine), asks(theirs)], 'upper', domainsOf('[a-z]'), new Budget(1e6));
  expect(found !== undefined).toBe(meet);
  if (found) expect(found.variables.get('caller')).not.toBe(found.variables.get('owner'));
});

test('a search that is too long says so', () => {
  expect(() => findWitness([asks('*a'.repeat(100)), asks('*b'.repeat(100))], 'upper', new Map(), new Budget(1_000))).toThrow(BudgetExceeded);
});
