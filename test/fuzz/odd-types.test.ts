import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { pathsIn, siteOf } from '../every-value/site';
import { expectOurs } from '../support/house-errors';
import { structures } from './structures';

// What only JavaScript can hand over: a compiler would refuse each of these.
const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 2000) / 8);

const VALUES: Readonly<Record<string, unknown>> = {
  'zero': 0, 'a number': 5, 'no number': NaN, 'an endless number': Infinity, 'a negative number': -1, 'true': true, 'false': false,
  'an empty list': [], 'a list of text': ['a'], 'a list in a list': [['a']], 'a list of nothing': [null], 'a long list': Array.from({ length: 500 }, (_item, i) => `a${i}`),
  'an object': {}, 'an object with toString': { toString: () => 'x' }, 'an object without prototype': Object.create(null) as object, 'a function': () => 'x', 'a date': new Date(0), 'a wrapped text': new String('x'),
  'a large integer': 10n, 'a symbol': Symbol('x'), 'a duration': Duration.days(1),
  'a token of anything': Lazy.any({ produce: () => 'x' }), 'a token of a list': Lazy.list({ produce: () => ['a'] }), 'a token of a number': Token.asNumber({ resolve: () => 5 }),
  'a text': 'x', 'the name of a prototype': '__proto__', 'a text with NUL': 'a\u0000b', 'half a character': '\ud800', 'a long text': 'x'.repeat(100_000),
};

/** The CDK's own classes say in words of their own what they do not take; what fails within this library is ours to say. */
function isOfTheCdk(error: unknown): boolean {
  const [, first = ''] = /\n\s+((?:at |\.\.\.)[^\n]*)/.exec((error as Error).stack ?? '') ?? [];
  return /node_modules|in aws-cdk-lib|test[\\/]fuzz|<anonymous>|node:/.test(first) || /^(Resolution error: )*Supplied properties not correct/.test((error as Error).message);
}

function expectAnswer(error: unknown): void {
  if (!isOfTheCdk(error)) expectOurs(error);
}

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(); // where the CDK prints what the proof found
});

test(`${numRuns} values of types that no input is declared with give a template or an error in words, and leave nothing half made`, () => {
  fc.assert(fc.property(fc.constantFrom(...Object.keys(structures)), fc.constantFrom(...Object.keys(VALUES)), (input, value) => {
    const stack = new Stack(new App({ context: { 'cdk-cognito-pools:proof': 'off' } }), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
    const site = siteOf(stack);
    const before = pathsIn(stack);
    try {
      structures[input](site, VALUES[value] as never);
    } catch (error) {
      expectAnswer(error);
      expect(pathsIn(stack)).toEqual(before);
      return;
    }
    try {
      Template.fromStack(stack);
    } catch (error) {
      expectAnswer(error);
    }
  }), { numRuns });
}, 1_200_000);
