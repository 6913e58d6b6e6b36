import { reportOf, type Reported } from '../../../lib/proof/synth/report';

/** What is found of a role that lets somebody do too much. */
const found = (role: string, more: Partial<Reported> = {}): Reported => ({
  rule: 'isolated', verdict: 'VIOLATED', title: 'users reach only their own objects', subject: role, message: `${role} reaches beyond`, promisedBy: role, resource: role, stack: 'S',
  file: 'S.template.json', location: 'Properties.Policies[0]', assumptions: [], fix: `narrow ${role}`, fingerprint: role.toLowerCase(), ...more,
});
const violationsOf = (findings: readonly Reported[]) => reportOf(findings).violations.filter(({ ruleName }) => ruleName !== 'proved');
const resourcesOf = (findings: readonly Reported[]) => violationsOf(findings).map(({ violatingResources }) => violatingResources.map(({ resourceLogicalId }) => resourceLogicalId));
const idsOf = (findings: readonly Reported[]) => violationsOf(findings).map(({ ruleName }) => ruleName);

test('what is found of several resources alike is told once, with all of them', () => {
  expect(resourcesOf([found('OneRole'), found('TwoRole'), found('ThreeRole')])).toEqual([['OneRole', 'TwoRole', 'ThreeRole']]);
  expect(violationsOf([found('OneRole'), found('TwoRole')])[0]).toMatchObject({ fix: 'narrow OneRole', severity: 'error' });
});

test.each<[string, Partial<Reported>]>([
  ['says something else', { message: 'something else' }],
  ['was granted in another line', { line: 'app.ts:7' }],
  ['is another verdict', { verdict: 'UNKNOWN' }],
  ['weighs something else', { severity: 'warning' }],
])('what %s is told by itself', (_what, more) => {
  expect(resourcesOf([found('OneRole'), found('TwoRole', more)])).toHaveLength(2);
});

test('violations that are told as one have an id of their own, which changes with one more or less of them, and not with their order', () => {
  const [one] = idsOf([found('OneRole')]);
  const [two] = idsOf([found('OneRole'), found('TwoRole')]);
  const [three] = idsOf([found('OneRole'), found('TwoRole'), found('ThreeRole')]);
  expect(one).toBe('isolated[onerole]');
  expect(two).toMatch(/^isolated\[[0-9a-f]{7}\]$/);
  expect(new Set([one, two, three]).size).toBe(3);
  expect(idsOf([found('TwoRole'), found('OneRole')])).toEqual([two]);
});

test('what is found of one promise stands together, the worst first', () => {
  const open = (rule: string, verdict: Reported['verdict'], message: string): Reported => found('Role', { rule, verdict, message });
  expect(violationsOf([
    open('limited', 'NOT_PROVED', 'a'), open('isolated', 'UNKNOWN', 'b'), open('guarded', 'VIOLATED', 'c'), { ...open('implicit-grant', 'VIOLATED', 'd'), severity: 'warning' }, open('isolated', 'VIOLATED', 'e'),
  ]).map(({ ruleName, ruleMetadata }) => [ruleName.replace(/\[.*/, ''), ruleMetadata?.verdict])).toEqual([
    ['guarded', 'VIOLATED'], ['isolated', 'VIOLATED'], ['isolated', 'UNKNOWN'], ['implicit-grant', 'VIOLATED'], ['limited', 'NOT_PROVED'],
  ]);
});

test('each says where more is said: of a template that cannot be read, on the page of errors', () => {
  expect(violationsOf([found('Role')])[0].description).toMatch(/\nsee {4}https:\/\/\S+\/docs\/rules\.md#isolated$/);
  expect(violationsOf([found('Role', { page: 'https://example.com/errors#bad-yaml' })])[0].description).toMatch(/\nsee {4}https:\/\/example\.com\/errors#bad-yaml$/);
});
