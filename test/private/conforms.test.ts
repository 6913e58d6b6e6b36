import { Aws } from 'aws-cdk-lib';
import { conformsTo, lengths } from '../../lib/private/conforms';
import { API_CONSTRAINTS } from '../../lib/private/generated/api-constraints';

test('a text is held against the pattern and the lengths that AWS states', () => {
  expect(conformsTo('cognito-idp:GroupNameType', 'administrators')).toBe(true);
  expect(conformsTo('cognito-idp:GroupNameType', 'the bosses')).toBe(false);
  expect(conformsTo('cognito-idp:GroupNameType', '')).toBe(false);
  expect(conformsTo('cognito-idp:GroupNameType', 'x'.repeat(129))).toBe(false);
});

test('a character beyond the basic plane counts once', () => {
  expect(conformsTo('cognito-idp:GroupNameType', '🧀'.repeat(128))).toBe(true);
});

test('the whole text must have the pattern, in whatever way AWS anchors it', () => {
  expect(conformsTo('cognito-idp:DomainType', 'shop\nx')).toBe(false);
  expect(conformsTo('cognito-idp:LanguageIdType', 'cognito:german, cognito:french')).toBe(false);
});

test('what is known only at deploy time passes', () => {
  expect(conformsTo('cognito-idp:DomainType', `shop-${Aws.REGION}`)).toBe(true);
  expect(conformsTo('cognito-idp:DomainType', 'dummy-value-for-/shop/prefix')).toBe(true);
});

test.each(Object.keys(API_CONSTRAINTS) as (keyof typeof API_CONSTRAINTS)[])('%s can be read, and says something', (shape) => {
  expect(conformsTo(shape, '\u0000'.repeat((lengths(shape).max ?? 0) + 1))).toBe(false);
});
