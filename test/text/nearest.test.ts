import { correction, nearest } from '../../lib/text/nearest';

test.each([
  ['curator', ['curators', 'staff'], 'curators'],
  ['Finance', ['finance', 'it'], 'finance'],
  ['wbe', ['app', 'web'], 'web'],
  ['staff', ['finance'], undefined],
  ['a', [], undefined],
])('instead of %s of %j is meant: %s', (name, names, meant) => {
  expect(nearest(name, names)).toBe(meant);
});

test('a fix says what may be meant, and what helps otherwise', () => {
  expect(correction('wbe', ['web'], 'add it')).toBe("did you mean 'web'? if not, add it");
  expect(correction('orders', ['web'], 'add it')).toBe('correct the name, or add it');
});
