import { Aws, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CognitoPoolsError, shown } from '../../lib/private/errors';
import { requireLiteral } from '../../lib/private/tokens';

test('the message carries the code, the value, the fix and the path', () => {
  const scope = new Construct(new Stack(undefined, 'App'), 'Auth');
  const error = new CognitoPoolsError({ code: 'unknown-group', received: "group 'x' is not there", fix: 'add it' }, scope);
  expect(error.message).toBe("unknown-group: group 'x' is not there; add it [at App/Auth]");
  expect(error.code).toBe('unknown-group');
  expect(error.constructPath).toBe('App/Auth');
});

test('a token is called a token, not by its marker', () => {
  expect(shown(Aws.REGION)).toBe('a token (a value known only at deploy time)');
  expect(shown('eu')).toBe("'eu'");
  expect(shown(undefined)).toBe('undefined');
});

test('a token where a literal is needed is refused', () => {
  expect(requireLiteral('the prefix', 'users')).toBe('users');
  expect(() => requireLiteral('the prefix', Aws.REGION)).toThrow(
    'literal-required: the prefix is a token (a value known only at deploy time); write the prefix as a literal string: it becomes part of names and policies that are checked at synth');
});
