import { Aws, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CognitoPoolsError, inPlace, shown } from '../../lib/private/errors';
import { isKnown, knownItems, requireConvertible, requireId, requireItems, requireLiteral } from '../../lib/private/tokens';

test('the message carries the code, the value, the fix and the path', () => {
  const scope = new Construct(new Stack(undefined, 'App'), 'Auth');
  const error = new CognitoPoolsError({ code: 'unknown-group', received: "group 'x' is not there", fix: 'add it' }, scope);
  expect(error.message).toBe("unknown-group: group 'x' is not there; add it [at App/Auth]");
  expect(error.code).toBe('unknown-group');
  expect(error.constructPath).toBe('App/Auth');
});

test('the message stays as it is where the CDK resolves what throws it', () => {
  const stack = new Stack();
  const late = { a: { b: Lazy.string({ produce: () => { throw new CognitoPoolsError({ code: 'unknown-group', received: 'x', fix: 'y' }, stack); } }) } };
  expect(() => { stack.resolve(late); }).toThrow(expect.objectContaining({ message: 'unknown-group: x; y [at Default]' }) as Error);
});

describe('an error that was raised where no construct was at hand', () => {
  const stack = new Stack(undefined, 'App');
  const raise = (scope?: Stack) => () => { throw new CognitoPoolsError({ code: 'unknown-group', received: 'x $&', fix: 'y' }, scope); };

  test('says for which it was raised, in its stack as well, and to debuggers nothing more than that', () => {
    const error = (() => { try { return inPlace(stack, raise()); } catch (thrown) { return thrown as CognitoPoolsError; } })();
    expect(error).toMatchObject({ message: 'unknown-group: x $&; y [at App]', constructPath: 'App' });
    expect(error.stack).toMatch(/^CognitoPoolsError: unknown-group: x \$&; y \[at App\]\n {2}see /);
    expect(Object.keys(error).sort()).toEqual(['code', 'constructPath', 'name']);
  });

  test('keeps the place that it has, and others are passed on', () => {
    expect(() => inPlace(new Stack(undefined, 'Other'), raise(stack))).toThrow('[at App]');
    expect(() => inPlace(stack, () => { throw new RangeError('z'); })).toThrow(new RangeError('z'));
  });
});

test('the id of a construct is no token, and a duration that is one is written in the unit that is asked for', () => {
  const stack = new Stack(undefined, 'App');
  expect(requireId(stack, 'Auth')).toBe('Auth');
  expect(() => requireId(stack, Aws.REGION)).toThrow('literal-required: the id of a construct is a token (a value known only at deploy time); write the id of a construct as a literal string: it becomes part of names and policies that are checked at synth [at App]');
  const later = Token.asNumber(Lazy.number({ produce: () => 5 }));
  expect(() => requireConvertible('sessionTimeout', Duration.minutes(later), stack, 'seconds')).toThrow(
    "literal-required: 'sessionTimeout' is a token (a number of minutes known only at deploy time); write the duration itself, or the token as Duration.seconds(…): it cannot be converted [at App]");
  expect(() => requireConvertible('idTokenValidity', Duration.days(later), stack)).toThrow(
    "literal-required: 'idTokenValidity' is a token (a number of days known only at deploy time); write the duration itself: its bounds are checked at synth [at App]");
  for (const duration of [undefined, Duration.minutes(5), Duration.seconds(later)]) expect(() => requireConvertible('sessionTimeout', duration, stack, 'seconds')).not.toThrow();
});

test('a token is called a token, not by its marker', () => {
  expect(new CognitoPoolsError({ code: 'unknown-group', received: `group '${Aws.REGION}'`, fix: 'y' }).message).toBe("unknown-group: group '<a token>'; y");
  expect(shown(Aws.REGION)).toBe('a token (a value known only at deploy time)');
  expect(shown([Aws.REGION])).toBe('a token (a value known only at deploy time)');
  expect(shown(Token.asList(Lazy.list({ produce: () => [] }))[0])).toBe('a token (a value known only at deploy time)');
  expect(shown(Token.asNumber(Lazy.number({ produce: () => 1 })))).toBe('a token (a value known only at deploy time)');
  expect(shown('eu')).toBe("'eu'");
  expect(shown(undefined)).toBe('undefined');
});

test('a token where a literal is needed is refused', () => {
  expect(requireLiteral('the prefix', 'users')).toBe('users');
  expect(() => requireLiteral('the prefix', Aws.REGION)).toThrow(
    'literal-required: the prefix is a token (a value known only at deploy time); write the prefix as a literal string: it becomes part of names and policies that are checked at synth');
});

test('a list that is known only at deploy time is refused where its items count', () => {
  expect(requireItems("'hostNames'", [Aws.REGION, 'eu'])).toEqual([Aws.REGION, 'eu']);
  expect(() => requireItems("'hostNames'", Aws.NOTIFICATION_ARNS)).toThrow(
    "literal-required: 'hostNames' is a token (a list known only at deploy time); write the list itself, each item by itself: its items may be tokens");
});

test('an item of a list that is known only at deploy time is no text, and the whole list is taken as it is', () => {
  const [item] = Aws.NOTIFICATION_ARNS;
  expect(() => isKnown(item)).toThrow(
    'literal-required: an item of a list that is known only at deploy time stands where one text must be; take an item with Fn.select(0, list), or pass the whole list where one is asked for');
  expect(knownItems(Aws.NOTIFICATION_ARNS)).toEqual([]);
  expect(knownItems(['a'])).toEqual(['a']);
});
