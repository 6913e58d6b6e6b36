import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { givenOf } from '../every-value/later';
import { hasNoPlace } from '../every-value/places';
import { pathsIn, siteOf, type Site } from '../every-value/site';
import { TRIES } from '../every-value/values';
import { expectOurs, isLocated, isOfTheCdk } from '../support/house-errors';
import { structures } from './structures';

// What only JavaScript can hand over: a compiler would refuse each of these.
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 2000) / 8);

const VALUES: Readonly<Record<string, unknown>> = {
  'nothing': undefined, 'null': null,
  'zero': 0, 'a number': 5, 'no number': NaN, 'an endless number': Infinity, 'a negative number': -1, 'true': true, 'false': false,
  'an empty list': [], 'a list of text': ['a'], 'a list in a list': [['a']], 'a list of nothing': [null], 'a long list': Array.from({ length: 500 }, (_item, i) => `a${i}`),
  'an object': {}, 'an object with toString': { toString: () => 'x' }, 'an object without prototype': Object.create(null) as object, 'a function': () => 'x', 'a date': new Date(0), 'a wrapped text': new String('x'),
  'a large integer': 10n, 'a symbol': Symbol('x'), 'a duration': Duration.days(1),
  'a token of anything': Lazy.any({ produce: () => 'x' }), 'a token of a list': Lazy.list({ produce: () => ['a'] }), 'a token of a number': Token.asNumber({ resolve: () => 5 }),
  'a text': 'x', 'the name of a prototype': '__proto__', 'a text with NUL': 'a\u0000b', 'half a character': '\ud800', 'a long text': 'x'.repeat(100_000),
};

/** Every input: those of lists, objects and constructs, and every place of a text, a number or a list, alone and in a list. */
const INPUTS: ReadonlyMap<string, (site: Site, value: never) => unknown> = new Map([
  ...Object.entries(structures),
  ...[...TRIES].map(([name, make]) => [name, (site: Site, value: never): unknown => make(site, { text: value, list: value, number: value, duration: value, secret: value })] as const),
  ...[...TRIES].filter(([, make]) => make.toString().includes('list')).map(([name, make]) => [`${name}, item`, (site: Site, value: never): unknown => make(site, givenOf({ list: [value] }))] as const),
]);

/** What becomes of a value, if it is not as it must be. */
function wrongWith(input: string, value: unknown): string | undefined {
  const stack = new Stack(new App({ context: { 'cdk-cognito-pools:proof': 'off' } }), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const site = siteOf(stack);
  const before = pathsIn(stack);
  const answer = (error: unknown): string | undefined => {
    if (isOfTheCdk(error)) return undefined;
    expectOurs(error);
    return isLocated(error) || hasNoPlace(input.replace(/, item$/, '')) ? undefined : `not located: ${(error as Error).message}`;
  };
  try {
    INPUTS.get(input)!(site, value as never);
  } catch (error) {
    const wrong = answer(error);
    expect(pathsIn(stack)).toEqual(before);
    return wrong;
  }
  try {
    Template.fromStack(stack);
  } catch (error) {
    return answer(error);
  }
  return undefined;
}

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(); // where the CDK prints what the proof found
});

test(`${numRuns} values of types that no input is declared with give a template or an error in words and with a place, and leave nothing half made`, () => {
  fc.assert(fc.property(fc.constantFrom(...INPUTS.keys()), fc.constantFrom(...Object.keys(VALUES)), (input, value) => {
    expect(wrongWith(input, VALUES[value])).toBeUndefined();
  }), { numRuns });
}, 1_200_000);

test.each(['nothing', 'null', 'a number'])('what is %s as a whole is refused in words, or left out', (value) => {
  expect(Object.keys(structures).map((input) => [input, wrongWith(input, VALUES[value])]).filter(([, wrong]) => wrong !== undefined)).toEqual([]);
}, 1_200_000);
