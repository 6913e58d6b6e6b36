import { Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CognitoPoolsError, shown } from '../../lib/private/errors';
import { isKnown, knownItems, requireItems, requireLiteral } from '../../lib/private/tokens';

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

test('a token is called a token, not by its marker', () => {
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
