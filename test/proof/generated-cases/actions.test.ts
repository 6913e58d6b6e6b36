import { actionsMatching, type ActionFacts } from '../../../lib/proof/authorization-data/actions';
import { onlyTakesAway } from '../../../lib/proof/authorization-data/beyond-own-service';
import { allow } from '../rules/plain-app';
import { baseTemplate, findingsOf } from './base-template';
import { sampled } from './sample';

/** Kinds that lead to nothing by themselves: what is read, what is sent to something that answers for itself, and what a template shows. */
const NO_EDGE = new Set(['inert', 'mediated', 'secret']);

const escalating = actionsMatching('*').filter(({ edge }) => !NO_EDGE.has(edge));
const kinds = [...new Set(escalating.map(({ edge }) => edge))].sort();

/** So many there are at least; where the data lose some, somebody has to see it. */
const AT_LEAST = 2_500;

test('the data have the actions that escalate', () => {
  expect(escalating.filter(({ edge }) => edge !== 'unclassified').length).toBeGreaterThan(AT_LEAST);
  expect(kinds).toEqual(['assume-role', 'code', 'credentials', 'data-export', 'iam-policy', 'identity', 'pass-role', 'resource-policy', 'tag', 'unclassified']);
});

describe.each(kinds)('an action of the kind %s in the hands of everybody who signs in', (kind) => {
  test('is never proved to give them no more access', () => {
    const proved = sampled(escalating.filter(({ edge, name }) => edge === kind && name !== 'iam:PassRole'), ({ name }) => name).filter((action) => {
      const verdicts = findingsOf(granting(action)).filter(({ rule }) => rule === 'privilege-escalation').map(({ verdict }) => verdict);
      return verdicts.length === 0 || verdicts.includes('PROVED');
    });
    expect(proved.map(({ name }) => name)).toEqual([]);
  });
});

/** What lists the ids of guests gives something only where there are guests: the app has none, and test/proof/false-alarms has both. */
const LISTS_GUESTS = new Set(['cognito-identity:ListIdentities', 'cognito-identity:LookupDeveloperIdentity']);

// By these, whatever is promised about a resource that they can concern is no longer kept.
test.each(['any-role', 'role-of-resource', 'named-role', 'identity-pool', 'resource'] as const)('an action that gives %s leaves no promise proved about what it takes', (gain) => {
  // What takes a policy away gives what that policy denies, and is looked at in test/proof/checks/concerned-resources.test.ts.
  const proved = sampled(escalating.filter((one) => one.gains === gain && one.name !== 'iam:PassRole' && !LISTS_GUESTS.has(one.name) && !onlyTakesAway(one)), ({ name }) => name).filter((action) => {
    const [service] = action.name.split(':');
    const other = actionsMatching(`${service}:*`).find(({ name }) => name !== action.name) ?? action;
    // Another action of the service, on one of the resources that the action takes.
    const resources = [(action.resources[0] ?? `arn:*:${service}:*:*:*`).replace('arn:*', 'arn:aws').replaceAll('*', 'thing')];
    const verdicts = findingsOf(granting(action, [{ kind: 'unreachable', actions: [other.name], resources }])).filter(({ rule }) => rule === 'unreachable').map(({ verdict }) => verdict);
    return verdicts.length !== 1 || verdicts[0] === 'PROVED';
  });
  expect(proved.map(({ name }) => name)).toEqual([]);
});

test('passing a role alone starts nothing', () => {
  expect(findingsOf(baseTemplate([allow('iam:PassRole', '*')])).filter(({ rule }) => rule === 'privilege-escalation').map(({ verdict }) => verdict)).toEqual(['PROVED']);
});

test('of an action that the data do not have, nothing is proved', () => {
  expect(findingsOf(baseTemplate([allow('s3:MakeMeAdministrator', '*')])).filter(({ rule }) => rule === 'privilege-escalation').map(({ verdict }) => verdict)).toEqual(['UNKNOWN']);
});

/** What the action needs to lead anywhere is there: a role to pass, a tag that a policy reads, what it works with. */
function granting({ name, edge, onlyWith }: ActionFacts, properties: readonly Record<string, unknown>[] = []): Record<string, unknown> {
  const companions = [
    ...(edge === 'iam-policy' ? [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] : []),
    ...(edge === 'pass-role' ? [allow('iam:PassRole', '*')] : []),
    ...(edge === 'tag' ? [allow(`${name.split(':')[0]}:GetSomething`, '*', { Condition: { StringEquals: { 'aws:ResourceTag/open': 'yes', 'aws:PrincipalTag/open': 'yes', 's3:ExistingObjectTag/open': 'yes' } } })] : []),
  ];
  return baseTemplate([allow(name, '*'), ...companions], onlyWith === undefined ? {} : { Needed: { Type: onlyWith[0] } }, properties);
}
