import { at, type Template } from '../photo-app';
import { allow, arn, document, plainApp, ref } from '../rules/plain-app';
import { compared } from './random-pairs';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';

/** Groups of one precedence, each with a role of its own that sends to a queue of its own. */
function withGroups(names: readonly string[], precedence?: number): Template {
  const template = plainApp();
  for (const name of names) {
    const role = JSON.parse(JSON.stringify(template.Resources.CuratorsRole)) as { Properties: Record<string, unknown> };
    role.Properties.Policies = [{ PolicyName: 'send', PolicyDocument: document(allow('sqs:SendMessage', `${QUEUE}-${name}`)) }];
    template.Resources[`${name}Role`] = role;
    template.Resources[name] = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: name, RoleArn: arn(`${name}Role`), ...(precedence !== undefined && { Precedence: precedence }) } };
  }
  return template;
}
const gainedBy = (before: Template, after: Template): string[] => compared(before, after).changes.filter(({ direction }) => direction === 'gained').map(({ who, resources }) => `${who}: ${resources.join()}`);

test('what members of one new group gain is not told again of those who are in two', () => {
  const gained = gainedBy(plainApp(), withGroups(['A', 'B', 'C']));
  for (const name of ['A', 'B', 'C']) expect(gained).toContain(`members of '${name}': ${QUEUE}-${name}`);
  expect(gained.filter((one) => one.includes(' and of ') && one.includes(QUEUE))).toEqual([]);
});

test('the default role, which members of one group had no more, is new to those who are in two of one precedence', () => {
  const [before, after] = [withGroups(['A', 'B'], 1), withGroups(['A', 'B'], 1)];
  at(before, 'B/Properties').Precedence = 2;
  const gained = gainedBy(before, after);
  expect(gained).toContain("members of 'B' and of 'A': ${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/*");
  for (const one of gained) expect(one).toMatch(/^members of 'B' and of 'A': /);
});

test('a group that is new beside one of its precedence gives its members in both the default role', () => {
  const gained = gainedBy(withGroups(['A'], 1), withGroups(['A', 'B'], 1));
  expect(gained).toContain(`members of 'B': ${QUEUE}-B`);
  expect(gained.filter((one) => one.startsWith("members of 'B' and of 'A'") || one.startsWith("members of 'A' and of 'B'")).map((one) => one.includes('Photos'))).toContain(true);
});

test('three hundred new groups are compared once each', () => {
  const names = [...Array(300).keys()].map((i) => `G${i}`);
  expect(gainedBy(plainApp(), withGroups(names, 1)).filter((one) => one.includes(QUEUE))).toHaveLength(300);
}, 120_000);
