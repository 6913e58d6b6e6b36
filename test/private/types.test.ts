import { App, Stack } from 'aws-cdk-lib';
import { requireList, requireObject, requireText } from '../../lib/private/types';
import { SignIn, UserPoolOnly } from '../../lib';

const stack = new Stack(new App(), 'Shop');

test.each<[string, () => void, string]>([
  ['no text', () => requireText("'prefix'", 5, stack), "wrong-type: 'prefix' is 5 where text must be; give a string, or a token of one: Token.asString(…) [at Shop]"],
  ['no list', () => requireList("'groups'", 'x', stack), "wrong-type: 'groups' is 'x' where a list must be; give an array, or a token of one: Token.asList(…) [at Shop]"],
  ['no object', () => requireObject('the bucket', null, 'bucketRef', 'a bucket', stack), 'wrong-type: the bucket is null where something else must be; give a bucket [at Shop]'],
  ['an object of another kind', () => requireObject('the bucket', stack, 'bucketRef', 'a bucket', stack), 'wrong-type: the bucket is an object where something else must be; give a bucket [at Shop]'],
  ['what is no JSON', () => requireText('a value', 10n), 'wrong-type: a value is 10 where text must be; give a string, or a token of one: Token.asString(…)'],
  ['what is nothing', () => requireText('a value', undefined), 'wrong-type: a value is undefined where text must be; give a string, or a token of one: Token.asString(…)'],
  ['a long list', () => requireText('a value', Array(100).fill('abc')), `wrong-type: a value is [${Array(10).fill('"abc"').join()}… where text must be; give a string, or a token of one: Token.asString(…)`],
])('%s is refused where it is given', (_what, require, message) => {
  expect(require).toThrow(message);
});

test.each<[string, () => void]>([
  ['a text', () => requireText('a value', '')], ['a list', () => requireList('a value', [])], ['an object of the kind', () => requireObject('a value', { bind: 1 }, 'bind', 'it')], ['any object', () => requireObject('a value', {}, undefined, 'it')],
])('%s passes', (_what, require) => expect(require).not.toThrow());

test('an input of the wrong type leaves nothing half made', () => {
  expect(() => new UserPoolOnly(stack, 'Users', { signIn: 'email' as unknown as SignIn })).toThrow("wrong-type: 'signIn' is 'email' where something else must be; give SignIn.email() or another of its methods [at Shop/Users]");
  expect(stack.node.children).toEqual([]);
});
