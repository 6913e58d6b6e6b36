import * as fc from 'fast-check';
import type { GlobToken } from '../../../lib/proof/iam/glob';
import { matchesGlob } from '../../../lib/proof/iam/glob';
import type { Constraint } from '../../../lib/proof/solver/conjunction';
import { cannotMeet } from '../../../lib/proof/solver/prefilter';
import { SymbolTable } from '../../../lib/proof/symbols/symbol-table';

const symbols = new SymbolTable();
const [NAME, ACCOUNT, ANY] = [symbols.symbolFor('name', 'Table', 'generated-name'), symbols.symbolFor('account', 'AWS::AccountId', 'account'), symbols.symbolFor('any', 'Given', 'open')];

const tokens = (text: string): GlobToken[] => Array.from(text, (char): GlobToken => (char === '*' ? { kind: 'star' } : char === '?' ? { kind: 'any' } : { kind: 'literal', char }));
const onResource = (text: string): Constraint[] => [{ on: 'resource', text: { patterns: [tokens(text)], fold: false, negated: false }, unclear: false }];
const apart = (one: string, other: string): boolean => cannotMeet(onResource(one), onResource(other));

test.each([
  ['beginnings differ', 'table/a*', 'table/b*'],
  ['ends differ', '*:table/a', '*:table/b'],
  ['no generated name ends so', `*:table/${NAME}`, '*:table/with blanks'],
  ['no account is preceded so', `b/${ACCOUNT}:x`, '*a1:x'],
])('%s: no text is of both', (_why, one, other) => {
  expect([apart(one, other), apart(other, one)]).toEqual([true, true]);
});

test.each([
  ['a star may stand for anything', '*:table/*', '*:table/b'],
  ['a name may be the other one', `*:table/${NAME}`, '*:table/stack-table-ABCDEFGHIJKL'],
  ['a text of which nothing is known may be anything', `*:table/${ANY}`, '*:table/with blanks'],
  ['what begins and ends alike may meet between', 'a*c', 'a?c'],
])('%s: a search has to tell', (_why, one, other) => {
  expect([apart(one, other), apart(other, one)]).toEqual([false, false]);
});

test('what is left out at a glance has no text in common in any deployment', () => {
  const letter = fc.constantFrom('a', '1', '/', ' ', '*', '?', NAME, ACCOUNT, ANY);
  const pattern = fc.array(letter, { maxLength: 5 }).map((list) => list.join(''));
  const deployed = fc.record({ [NAME]: fc.constantFrom('a-a-1a1a1a1a1a1a', 'a-1-aaaaaaaaaaaa'), [ACCOUNT]: fc.constantFrom('111111111111', '111111111112'), [ANY]: fc.constantFrom('', 'a', '1/', ' ', 'a a') });
  const filling = fc.array(fc.constantFrom('', 'a', '/1', ' a', 'a-a-1a1a1a1a1a1a', '111111111111'), { minLength: 5, maxLength: 5 });
  let met = 0;
  fc.assert(fc.property(pattern, pattern, deployed, filling, (one, other, values, texts) => {
    const here = (text: string): string => Array.from(text, (char) => values[char] ?? char).join('');
    const rest = [...texts];
    const text = here(one).replace(/[*?]/g, (wildcard) => (wildcard === '?' ? 'a' : rest.pop() ?? ''));
    if (!matchesGlob(tokens(here(other)), Array.from(text), 'lower', false)) return;
    met += 1;
    expect([apart(one, other), apart(other, one)]).toEqual([false, false]);
  }), { numRuns: 20_000 });
  expect(met).toBeGreaterThan(500);
});
