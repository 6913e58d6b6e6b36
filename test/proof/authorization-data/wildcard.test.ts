import { matchesWildcard } from '../../../lib/proof/authorization-data/wildcard';

test.each([
  ['', ''], ['*', ''], ['*', 'a'], ['**', 'a'], ['a*', 'a'], ['a*', 'abc'], ['*c', 'abc'], ['a*c', 'abc'], ['a*c', 'ac'], ['a?c', 'abc'], ['?*', 'a'], ['*a*b*', 'xaxbx'], ['*ab', 'aab'], ['a*b*a', 'abba'], ['a.c', 'a.c'],
])('%j matches %j', (pattern, text) => {
  expect(matchesWildcard(pattern, text)).toBe(true);
});

test.each([
  ['', 'a'], ['a', ''], ['?', ''], ['a?', 'a'], ['a*', 'ba'], ['*c', 'abcd'], ['a*c', 'abd'], ['a?c', 'ac'], ['a.c', 'abc'], ['a*b*a', 'ab'], ['*ab*ab', 'ab'],
])('%j does not match %j', (pattern, text) => {
  expect(matchesWildcard(pattern, text)).toBe(false);
});

test('it says what a regular expression says, on all short patterns and texts', () => {
  const all = (letters: string, longest: number): string[] => (longest === 0 ? [''] : ['', ...Array.from(letters).flatMap((letter) => all(letters, longest - 1).map((rest) => letter + rest))]);
  const texts = [...new Set(all('ab', 4))];
  const wrong = [...new Set(all('ab*?', 4))].flatMap((pattern) => {
    const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    return texts.filter((text) => expression.test(text) !== matchesWildcard(pattern, text)).map((text) => [pattern, text]);
  });
  expect(wrong).toEqual([]);
});

test('stars cost no more than the product of the lengths', () => {
  const start = process.cpuUsage();
  expect(matchesWildcard(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
  expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
});
