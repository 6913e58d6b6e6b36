import { examineTemplates } from '../../../lib/proof/prove';
import { at, list, photoApp, type Template } from '../photo-app';

const NONE = { Ref: 'AWS::NoValue' };
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const statement = (Action: string | string[], Resource: unknown, Effect = 'Allow'): object => ({ Effect, Action, Resource });
const own = statement('s3:GetObject', { 'Fn::Join': ['', [arn('Photos'), '/users/${cognito-identity.amazonaws.com:sub}/*']] });
const all = statement('s3:GetObject', { 'Fn::Join': ['', [arn('Photos'), '/users/*']] });

/** A condition that no reading decides: which line of the mapping is read is known only at deployment. */
const either = (yes: unknown, no: unknown = NONE): object => ({ 'Fn::If': ['Open', yes, no] });

function examined(change: (template: Template) => void): { open: string[]; messages: string[] } {
  const template = photoApp();
  Object.assign(template, {
    Parameters: { Mode: { Type: 'String' } }, Mappings: { Modes: { a: { Is: 'open' }, b: { Is: 'shut' } } },
    Conditions: { Open: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Modes', { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'Mode' }] }] }, 'Is'] }, 'open'] } },
  });
  change(template);
  const found = examineTemplates([{ file: 't.json', body: template }]).filter(({ verdict }) => verdict !== 'PROVED');
  return { open: [...new Set(found.map(({ rule, verdict }) => `${rule} ${verdict}`))], messages: found.map(({ message }) => message) };
}

/** What the role of everybody has besides. */
const more = (...policies: unknown[]) => (template: Template): void => {
  const properties = at(template, 'AuthRole/Properties');
  properties.Policies = [...(properties.Policies as unknown[] | undefined) ?? [], ...policies];
};
const policy = (...Statement: unknown[]): object => ({ PolicyName: 'more', PolicyDocument: { Version: '2012-10-17', Statement } });

/** Where a condition may choose a statement, with what it chooses. */
const PLACES: readonly (readonly [string, (chosen: object, other?: unknown) => (template: Template) => void])[] = [
  ['a statement', (chosen, other) => more(policy(own, either(chosen, other)))],
  ['all statements', (chosen, other) => more({ PolicyName: 'more', PolicyDocument: { Version: '2012-10-17', Statement: either([chosen], other === undefined ? [own] : [other]) } })],
  ['a document', (chosen, other) => more({ PolicyName: 'more', PolicyDocument: either({ Version: '2012-10-17', Statement: chosen }, { Version: '2012-10-17', Statement: other ?? own }) })],
  ['a policy', (chosen, other) => more(either(policy(chosen), other === undefined ? NONE : policy(other)))],
  ['all policies of a role', (chosen, other) => (template) => Object.assign(at(template, 'AuthRole/Properties'), { Policies: either([policy(chosen)], other === undefined ? NONE : [policy(other)]) })],
  ['one in another', (chosen, other) => more(policy(own, either(either(chosen, own), other)))],
];

describe.each(PLACES)('a condition that is not decided and chooses %s', (_place, choosing) => {
  test('leaves nothing open where nothing that it chooses does', () => expect(examined(choosing(own))).toEqual({ open: [], messages: [] }));

  test.each<[string, object, unknown]>([['the first', all, undefined], ['the second', own, all]])('leaves open what %s gives, and says what decides it', (_which, chosen, other) => {
    const { open, messages } = examined(choosing(chosen, other));
    expect(open).toContain('isolated UNKNOWN');
    for (const message of messages) expect(message).toMatch(/^(?!.*VIOLATED).*condition 'Open' at .*is undecided/);
  });
});

test.each<[string, unknown, boolean]>([
  ['a resource of one\'s own', [arn('Photos'), either({ 'Fn::Join': ['', [arn('Photos'), '/users/${cognito-identity.amazonaws.com:sub}/a']] })], false],
  ['the objects of all', [arn('Photos'), either({ 'Fn::Join': ['', [arn('Photos'), '/users/*']] })], true],
  ['the objects of all, and nothing else stands there', either({ 'Fn::Join': ['', [arn('Photos'), '/users/*']] }, arn('Photos')), true],
  ['a list with the objects of all', either([{ 'Fn::Join': ['', [arn('Photos'), '/users/*']] }], [arn('Photos')]), true],
])('a condition that chooses %s among resources', (_what, resources, open) => expect(examined(more(policy(own, statement('s3:GetObject', resources)))).open.includes('isolated UNKNOWN')).toBe(open));

test('what surely stands among the resources is no less certain for what perhaps does', () => {
  const found = examined(more(policy(statement('s3:GetObject', [{ 'Fn::Join': ['', [arn('Photos'), '/users/*']] }, either({ 'Fn::Join': ['', [arn('Photos'), '/other/*']] })]))));
  expect(found.open).toContain('isolated VIOLATED');
});

test.each<[string, object, string]>([
  ['is refused for certain', statement('s3:GetObject', { 'Fn::Join': ['', [arn('Photos'), '/*']] }, 'Deny'), 'none'],
  ['is perhaps refused', either(statement('s3:GetObject', { 'Fn::Join': ['', [arn('Photos'), '/*']] }, 'Deny')), 'isolated'],
  ['is refused of what a condition chooses', statement('s3:GetObject', [either({ 'Fn::Join': ['', [arn('Photos'), '/*']] }), 'arn:aws:s3:::elsewhere'], 'Deny'), 'isolated'],
  ['is refused by what a condition chooses among actions', statement([either('s3:GetObject', 's3:PutObject')] as unknown as string[], '*', 'Deny'), 'isolated'],
])('what a statement allows and %s', (_what, refusing, rule) => {
  const rules = examined(more(policy(all, refusing))).open.filter((one) => !one.endsWith('PROVED') || one.startsWith('isolated')).map((one) => one.split(' ')[0]);
  expect(rules.includes('isolated') ? 'isolated' : 'none').toBe(rule);
});

test.each<[string, unknown, boolean]>([
  ['nothing that reaches data', either('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'), false],
  ['a policy of AWS that reads every bucket', either('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'), true],
])('a condition that attaches %s', (_what, attached, open) => {
  const found = examined((template) => Object.assign(at(template, 'AuthRole/Properties'), { ManagedPolicyArns: [attached] }));
  expect(found.open.includes('isolated UNKNOWN')).toBe(open);
});

test('a boundary that a condition chooses limits nothing for certain', () => {
  const found = examined((template) => {
    more(policy(all))(template);
    template.Resources.Narrow = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [statement('sns:Publish', '*')] } } };
    Object.assign(at(template, 'AuthRole/Properties'), { PermissionsBoundary: either({ Ref: 'Narrow' }) });
  });
  expect(found.open.some((one) => one.startsWith('isolated'))).toBe(true);
});

test('a trust policy that a condition chooses admits whom either does', () => {
  const choose = (amr: string) => (template: Template): void => {
    const [one] = list(template, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement') as Record<string, unknown>[];
    const other = { ...one, Condition: { ...(one.Condition as object), 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } } };
    list(template, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement').splice(0, 1, either(one, other));
  };
  expect(examined(choose('authenticated')).open.filter((one) => /^(trust|guest)/.test(one))).toEqual([]);
  expect(examined(choose('*')).open).toContain('trust-authentication UNKNOWN');
});
