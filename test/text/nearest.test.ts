import { correction, nearest, nearestOf } from '../../lib/text/nearest';

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

test('the nearest come first, however far they are, and equally near ones by name', () => {
  expect(nearestOf('getobjekt', ['PutObject', 'GetObject', 'DeleteBucket'], 2)).toEqual(['GetObject', 'PutObject']);
  expect(nearestOf('x', ['b', 'a'], 5)).toEqual(['a', 'b']);
});

test('only the part of a candidate that is asked for is compared', () => {
  expect(nearestOf('GetItem', ['s3:GetObject', 'dynamodb:GetItem'], 1, (name) => name.slice(name.indexOf(':') + 1))).toEqual(['dynamodb:GetItem']);
});
