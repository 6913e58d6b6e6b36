import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import * as library from '../../lib';
import { expectOurs, isOfTheCdk } from '../support/house-errors';

// What only JavaScript can hand over, to the static methods by which everything is made that is no construct.
const ODD: readonly unknown[] = [undefined, null, 5, 'x', {}, [], [null], ['a'], () => 'x', 10n, Token.asString({ resolve: () => 'x' }), Token.asList({ resolve: () => ['x'] }), Duration.days(1)];

type Factory = (...args: readonly unknown[]) => unknown;

const CLASSES = Object.entries(library).filter((entry): entry is [string, (typeof entry)[1] & Record<string, unknown>] => typeof entry[1] === 'function');
const FACTORIES = CLASSES.flatMap(([name, made]) => Object.getOwnPropertyNames(made)
  .filter((member) => typeof made[member] === 'function' && !member.startsWith('_') && member !== 'isConstruct' && member !== 'prototype').map((member) => [`${name}.${member}`, made, member] as const));

/** Where a construct belongs is for the CDK to ask for. */
const takesAScope = (factory: Factory): boolean => /^\s*(?:static )?\w*\s*\(scope\b/.test(factory.toString());

/** Every odd value in each place, with something that fits somewhere in the others. */
function tries(count: number, constructs: readonly unknown[]): (readonly unknown[])[] {
  return ODD.flatMap((odd) => ['x', {}, ...constructs].flatMap((other) => Array.from({ length: count }, (_place, at) => Array.from({ length: count }, (_other, i) => (i === at ? odd : other)))));
}

test('there are factories to try', () => expect(FACTORIES.length).toBeGreaterThan(80));

test.each(FACTORIES)('%s refuses in words what it does not take', (_name, made, member) => {
  const factory = made[member] as Factory;
  const stack = new Stack(new App({ context: { 'cdk-cognito-pools:proof': 'off' } }), 'Stack');
  const constructs = [stack, new UserPool(stack, 'Pool'), new Bucket(stack, 'Bucket')];
  const places = Math.max(1, factory.length);
  for (const args of tries(places, constructs)) {
    if (takesAScope(factory) && args[0] !== stack) continue;
    try {
      factory.call(made, ...args);
    } catch (error) {
      if (!isOfTheCdk(error)) expect(() => expectOurs(error)).not.toThrow();
    }
  }
});
