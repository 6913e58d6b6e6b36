import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { IdentityPoolOnly } from '../../lib';
import { stackOf, Template } from '../support/stacks';

/** What the synth of an app with two pools says of more role attachments of the first. */
function messageOf(attachments: string[]): string {
  const stack = stackOf();
  const [auth] = [new IdentityPoolOnly(stack, 'Auth'), new IdentityPoolOnly(stack, 'Other')];
  for (const id of attachments) new CfnIdentityPoolRoleAttachment(stack, id, { identityPoolId: auth.identityPoolId });
  try {
    Template.fromStack(stack);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const sentence = (path: string) => 'role-attachment-exists: the identity pool has a role attachment already, Stack/Auth/RoleAttachment; '
  + `leave one of the two: they stand for one setting of the pool, and each deployment of one overwrites the other [at ${path}]`;

test('each attachment besides the first is told of, once', () => {
  const message = messageOf(['Second', 'Third']);
  expect(message.match(/role-attachment-exists: /g)).toHaveLength(2);
  for (const id of ['Second', 'Third']) expect(message).toContain(sentence(`Stack/${id}`));
});

test('one attachment for each pool is as it must be', () => {
  expect(messageOf([])).toBe('');
});

test('a name that Cognito does not take is refused by the name of the property', () => {
  expect(() => new IdentityPoolOnly(stackOf(), 'Auth', { identityPoolName: '' })).toThrow(/^display-name: the 'identityPoolName' is .*; .* \[at Stack\/Auth\]$/);
});
