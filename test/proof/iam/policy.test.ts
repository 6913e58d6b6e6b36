import { canonical } from '../../../lib/proof/iam/canonical';
import { KNOWN_MANAGED_POLICIES, managedPolicyText } from '../../../lib/proof/iam/data/managed-policies';
import type { PolicyOrigin } from '../../../lib/proof/iam/policy';
import { unknownPolicy } from '../../../lib/proof/iam/policy';
import { parsePolicy } from '../../../lib/proof/iam/policy-reader';
import { managedPolicy } from '../../../lib/proof/access-graph/managed-policies';
import { readScenarios } from '../scenarios/read';

const ORIGIN: PolicyOrigin = { resource: 'AuthPolicy', path: 'AuthPolicy.Properties.PolicyDocument', kind: 'identity' };
const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

test.each<[string, string]>([
  ['AuthPolicy.Properties.PolicyDocument', 'AuthPolicy.Statement[0]'],
  ['AuthRole.Properties.Policies[1].PolicyDocument', 'AuthRole.Policies[1].Statement[0]'],
  ['AuthRole.Properties.AssumeRolePolicyDocument', 'AuthRole.AssumeRolePolicyDocument.Statement[0]'],
  ['', 'AuthPolicy.Statement[0]'],
])('%s is blamed as %s', (path, id) => expect(parsePolicy({ Statement: allow }, { ...ORIGIN, path }).statements[0].id).toBe(id));

test.each<[string, unknown, string]>([
  ['a text as document', 'x', 'AuthPolicy: the policy document is not an object'],
  ['a list as document', [], 'AuthPolicy: the policy document is not an object'],
  ['a text as statement', { Statement: 'x' }, 'AuthPolicy.Statement[0]: the statement is not an object'],
  ['no Effect', { Statement: [{ Action: '*', Resource: '*' }] }, 'AuthPolicy.Statement[0]: Effect is neither Allow nor Deny'],
  ['no Action', { Statement: [{ Effect: 'Allow', Resource: '*' }] }, 'AuthPolicy.Statement[0]: there is no Action'],
  ['two of Action', { Statement: [{ ...allow, NotAction: 'x' }] }, 'AuthPolicy.Statement[0]: both Action and NotAction are given'],
  ['two of Resource', { Statement: [{ ...allow, NotResource: 'x' }] }, 'AuthPolicy.Statement[0]: both Resource and NotResource are given'],
  ['an empty Resource', { Statement: [{ ...allow, Resource: [] }] }, 'AuthPolicy.Statement[0]: Resource is empty'],
  ['an object in Action', { Statement: [{ ...allow, Action: ['a', {}] }] }, 'AuthPolicy.Statement[0]: Action holds something that is not text'],
  ['a text as Principal', { Statement: [{ ...allow, Principal: 'me' }] }, 'AuthPolicy.Statement[0]: Principal is neither * nor an object'],
  ['an object in Principal', { Statement: [{ ...allow, Principal: { AWS: {} } }] }, 'AuthPolicy.Statement[0]: Principal.AWS holds something that is not text'],
  ['two of Principal', { Statement: [{ ...allow, Principal: '*', NotPrincipal: '*' }] }, 'AuthPolicy.Statement[0]: both Principal and NotPrincipal are given'],
  ['a list as Condition', { Statement: [{ ...allow, Condition: [] }] }, 'AuthPolicy.Statement[0]: Condition is not an object'],
  ['a text as operator', { Statement: [{ ...allow, Condition: { Bool: 'x' } }] }, 'AuthPolicy.Statement[0]: Condition.Bool is not an object'],
  ['an object as value', { Statement: [{ ...allow, Condition: { Bool: { k: {} } } }] }, 'AuthPolicy.Statement[0]: Condition.Bool.k holds something that is not text'],
  ['a version that is none', { Version: '2020', Statement: allow }, 'AuthPolicy: the Version is neither 2012-10-17 nor 2008-10-17'],
  ['ten thousand and one statements', { Statement: new Array(10_001).fill(allow) }, 'AuthPolicy: more than 10000 statements'],
])('%s', (_title, document, problem) => {
  const policy = parsePolicy(document, ORIGIN);
  expect(policy.problems).toEqual([problem]);
  expect(policy.statements.some((statement) => statement.unknown !== undefined && problem.endsWith(statement.unknown))).toBe(true);
});

test('names of the language itself are no elements', () => {
  const document = JSON.parse('{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"__proto__":{"x":"y"}},"__proto__":{"Effect":"Deny"}}]}') as unknown;
  expect(parsePolicy(document, ORIGIN).statements[0]).toMatchObject({ effect: 'Allow', conditions: [{ operator: '__proto__', key: 'x' }] });
});

test('a policy of unknown text says why it is unknown', () => {
  expect(unknownPolicy(ORIGIN, 'not in the template').statements).toMatchObject([{ id: 'AuthPolicy', unknown: 'not in the template' }]);
});

test('the order of words makes no other statement', () => {
  const read = (statement: object): string => canonical(parsePolicy({ Version: '2012-10-17', Statement: statement }, ORIGIN).statements[0]);
  expect(read({ ...allow, Action: ['a:b', 'c:d'] })).toBe(read({ ...allow, Action: ['c:d', 'a:b'] }));
  expect(read(allow)).not.toBe(read({ ...allow, Effect: 'Deny' }));
  expect(read(allow)).not.toBe(read({ ...allow, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }));
});

test('managed policies are known by the path in their ARN alone', () => {
  expect(managedPolicyText('AdministratorAccess')?.document).toEqual({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['*'], Resource: '*' }] });
  expect(managedPolicyText('AWSLambdaBasicExecutionRole')).toBeUndefined();
  expect(managedPolicyText('constructor')).toBeUndefined();
});

test('each managed policy says what it is a copy of, and has a scenario', () => {
  const told = readScenarios<{ managed?: string }>('evaluate').flatMap(([, { scenarios }]) => scenarios.flatMap(({ managed }) => managed ?? []));
  expect([...KNOWN_MANAGED_POLICIES].sort()).toEqual([...new Set(told)].sort());
  expect(managedPolicyText('service-role/AWSLambdaRole')).toMatchObject({
    arn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaRole', version: 'v1', since: '2015-02-06',
    source: 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaRole.html',
  });
});

test.each(KNOWN_MANAGED_POLICIES)('%s is an IAM policy of a dated version', (path) => {
  const { version, since, document } = managedPolicyText(path)!;
  expect(version).toMatch(/^v[1-9]\d*$/);
  expect(since).toMatch(/^20[12]\d-[01]\d-[0-3]\d$/);
  const { problems, statements } = parsePolicy(document, ORIGIN);
  expect(problems).toEqual([]);
  for (const { actions } of statements) for (const { text } of actions) expect(text).toMatch(/^(\*|[a-z0-9-]+:[a-z0-9*]+)$/);
});

test('other partitions have managed policies of their own, whose texts are not known here', () => {
  expect(managedPolicy('arn:aws:iam::aws:policy/AmazonS3FullAccess', ORIGIN)?.statements).toHaveLength(1);
  expect(managedPolicy('arn:aws-cn:iam::aws:policy/AmazonS3FullAccess', ORIGIN)).toBeUndefined();
});
