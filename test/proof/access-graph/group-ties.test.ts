import { tie, type Group } from '../../../lib/proof/access-graph/user-pools';
import { Unresolved } from '../../../lib/proof/template/value';

const group = (precedence: number | undefined, role: Group['role']): Pick<Group, 'precedence' | 'role'> => ({ precedence, role });
const open = new Unresolved('it is known only at deployment');

test.each([
  ['one precedence, two roles', group(1, 'a'), group(1, 'b'), 'yes'],
  ['one precedence, one role', group(1, 'a'), group(1, 'a'), 'no'],
  ['two precedences', group(0, 'a'), group(1, 'b'), 'no'],
  ['one without a precedence', group(0, 'a'), group(Infinity, 'b'), 'no'],
  ['none with a precedence, which is not documented', group(Infinity, 'a'), group(Infinity, 'b'), 'maybe'],
  ['none with a precedence, one role', group(Infinity, 'a'), group(Infinity, 'a'), 'no'],
  ['a precedence that is not known', group(undefined, 'a'), group(1, 'b'), 'maybe'],
  ['a role that is not known', group(1, open), group(1, 'b'), 'maybe'],
  ['roles of which neither is known', group(1, open), group(1, open), 'maybe'],
] as const)('%s: whether the groups are in a tie', (_name, one, other, expected) => {
  expect([tie(one, other), tie(other, one)]).toEqual([expected, expected]);
});
