import { readPattern } from '../../../lib/proof/iam/pattern';
import type { Policy, Statement } from '../../../lib/proof/iam/policy';
import { examineTemplates } from '../../../lib/proof/prove';
import { findAllowed, questionsAsked, whyRefused, withinQuestions, type Subject } from '../../../lib/proof/solver';
import { plainApp } from '../rules/plain-app';

const ROLE = 'arn:aws:iam::111122223333:role/someone';
const action = readPattern('s3:getobject', { wildcards: true, variables: false });
const statement = (rest: Partial<Statement> = {}): Statement => ({
  id: 'Policy.Statement[0]', effect: 'Allow', actions: [action], notAction: false, resources: [readPattern('arn:aws:s3:::photos/*', { wildcards: true, variables: false })], notResource: false, conditions: [], variables: false, ...rest,
});
const policy = (one: Statement, origin: Partial<Policy['origin']> = {}): Policy => ({ origin: { resource: 'Policy', path: 'Policy.Properties.PolicyDocument', kind: 'identity', ...origin }, statements: [one], problems: [] });
const person = (...policies: Policy[]): Subject => ({ title: 'somebody', principal: { kind: 'session', roleArn: ROLE, account: '111122223333' }, keys: {}, policies });
const reads = (who: Subject): string => findAllowed(who, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::photos/a'] }).found;

test.each<[string, Subject, Subject]>([
  ['a pattern of the same text that was read otherwise', person(policy(statement())), person(policy(statement({ resources: [readPattern('arn:aws:s3:::photos/*', { wildcards: false, variables: false })] })))],
  ['another principal', person(policy(statement({ principals: { negated: false, byKind: new Map([['AWS', [ROLE]]]) } }), { kind: 'resource', attachedTo: ['arn:aws:s3:::photos/*'] })),
    person(policy(statement({ principals: { negated: false, byKind: new Map([['AWS', [`${ROLE}s`]]]) } }), { kind: 'resource', attachedTo: ['arn:aws:s3:::photos/*'] }))],
  ['a condition', person(policy(statement())), person(policy(statement({ conditions: [{ operator: 'StringEquals', key: 'aws:principalarn', values: ['arn:aws:iam::111122223333:role/other'] }] })))],
  ['a policy more', person(policy(statement())), person(policy(statement()), policy(statement({ id: 'Limit.Statement[0]', actions: [readPattern('sqs:*', { wildcards: true, variables: false })] }), { resource: 'Limit', kind: 'boundary' }))],
])('what differs in %s is another question', (_what, may, mayNot) => {
  expect([reads(may), reads(mayNot), reads(may)]).toEqual(['yes', 'no', 'yes']);
});

test('what is asked past the bound is too large to decide, and is no answer for later', () => {
  const who = person(policy(statement({ id: 'Asked.Statement[0]' })));
  const before = questionsAsked();
  const found = withinQuestions(1, () => ', for a reason', () => [reads(person(policy(statement()))), findAllowed(who, { actions: ['s3:GetObject'], resources: ['*'] })] as const);
  expect(found).toEqual(['yes', expect.objectContaining({ found: 'maybe', reason: expect.stringMatching(/^too large to decide: .*, for a reason$/) as string })]);
  expect(questionsAsked() - before).toBe(2);
  expect(findAllowed(who, { actions: ['s3:GetObject'], resources: ['*'] }).found).toBe('yes');
});

test('whoever would ask past the bound learns it without asking', () => {
  withinQuestions(1, () => ', for a reason', () => {
    expect(whyRefused()).toBeUndefined();
    reads(person(policy(statement())));
    const before = questionsAsked();
    expect(whyRefused()).toMatch(/^too large to decide: .*, for a reason$/);
    expect(questionsAsked()).toBe(before);
  });
  expect(whyRefused()).toBeUndefined();
});

test('what somebody may come to is open past the bound, never nothing', () => {
  const template = plainApp();
  const findings = withinQuestions(0, () => ', for a reason', () => examineTemplates([{ file: 't.json', body: template }]));
  const rules = findings.filter(({ rule }) => rule === 'privilege-escalation');
  expect(rules.length).toBeGreaterThan(0);
  for (const { verdict, message } of rules) expect([verdict, message]).toEqual(['UNKNOWN', expect.stringContaining('too large to decide')]);
});
