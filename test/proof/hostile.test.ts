import type { Finding } from '../../lib/proof/findings/finding';
import { examineTemplates } from '../../lib/proof/prove';
import { OWN, at, list, photoApp, policy, role, statements, underUsers, type Template } from './photo-app';

const examine = (change: (template: Template) => void): Finding[] => {
  const template = photoApp();
  change(template);
  return examineTemplates([{ file: 'photo-app.json', body: template }], () => undefined);
};
const verdictOf = (findings: readonly Finding[], rule: string): (string | undefined)[] => [...new Set(findings.filter((finding) => finding.rule === rule).map(({ verdict }) => verdict))];
const allow = (resource: unknown, rest: object = {}): Record<string, unknown> => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: resource, ...rest });
const LONG = 'a'.repeat(70_000);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_item, index) => make(index));

describe('policies of a size and shape that nobody writes end with an answer', () => {
  test('a pattern of 10,000 characters beside the own folder', () => {
    const findings = examine((t) => { statements(t, 'AuthPolicy').push(allow(underUsers(`${'a'.repeat(10_000)}/*`))); });
    expect(verdictOf(findings, 'isolated')).toEqual(['PROVED']);
    expect(verdictOf(findings, 'limited')).toContain('VIOLATED');
  });

  test('a pattern of 2,000 stars and question marks', () => {
    const findings = examine((t) => { statements(t, 'AuthPolicy').push(allow(underUsers('*?'.repeat(1_000)))); });
    expect(verdictOf(findings, 'isolated')).not.toContain('PROVED');
  });

  test('a pattern that repeats the variable a thousand times', () => {
    const findings = examine((t) => { statements(t, 'AuthPolicy').push(allow(underUsers(`${OWN}/`.repeat(1_000)))); });
    expect(verdictOf(findings, 'isolated')).toEqual(['PROVED']);
  });

  test('3,000 statements on one role, each for what is not in question', () => {
    const extra = times(2_990, (i) => ({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::archive/${i}/*`] }));
    const findings = examine((t) => {
      statements(t, 'AuthPolicy').push(...extra.map(({ resources }) => allow(resources)));
      list(t, 'AuthPolicy/Metadata/cdk-cognito-pools/granted/0/statements').push(...extra);
    });
    expect(verdictOf(findings, 'isolated')).toEqual(['PROVED']);
    expect(verdictOf(findings, 'limited')).toEqual(['PROVED']);
  });

  test('3,000 statements, the last of which lets users in', () => {
    const findings = examine((t) => { statements(t, 'AuthPolicy').push(...times(2_999, (i) => allow(`arn:aws:s3:::archive/${i}/*`)), allow(underUsers('*'))); });
    expect(findings.find(({ rule }) => rule === 'isolated')).toMatchObject({ verdict: 'VIOLATED', counterexample: { replayed: true } });
  });

  test('more statements than can be read are not known', () => {
    const findings = examine((t) => { statements(t, 'AuthPolicy').push(...times(10_001, (i) => allow(`arn:aws:s3:::archive/${i}/*`))); });
    expect(verdictOf(findings, 'isolated')).toEqual(['UNKNOWN']);
  });

  test('1,000 roles of groups', () => {
    const findings = examine((t) => {
      times(1_000, (i) => {
        t.Resources[`R${i}`] = role(`group:g${i}`, 'authenticated', {}, { userPool: { Ref: 'UserPool' } });
        t.Resources[`G${i}`] = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: `g${i}`, RoleArn: { 'Fn::GetAtt': [`R${i}`, 'Arn'] } } };
        t.Resources[`P${i}`] = policy(`group:g${i}`, [`R${i}`], [allow(`arn:aws:s3:::archive/${i}/*`)]);
      });
    });
    expect(findings.filter(({ rule }) => rule === 'exclusive')).toHaveLength(1_001);
    expect(['isolated', 'limited', 'guarded', 'exclusive'].map((rule) => verdictOf(findings, rule))).toEqual([['PROVED'], ['PROVED'], ['PROVED'], ['PROVED']]);
  });

  test('a list of 10,000 resources, and one of 10,000 values', () => {
    const findings = examine((t) => {
      statements(t, 'AuthPolicy').push(allow(times(10_000, (i) => `arn:aws:s3:::archive/${i}`)), allow(underUsers('*'), { Condition: { StringEquals: { 'aws:UserAgent': times(10_000, (i) => `agent ${i}`) } } }));
    });
    expect(verdictOf(findings, 'isolated')).not.toContain('PROVED');
  });

  test('twenty Deny statements that each leave something over', () => {
    const denies = times(20, (i) => ({ Effect: 'Deny', Action: 's3:GetObject', Resource: underUsers(`*${'?'.repeat(i)}x*`), Condition: { StringNotEquals: { [`aws:RequestTag/t${i}`]: `${i}` } } }));
    const findings = examine((t) => { statements(t, 'AuthPolicy').push(allow(underUsers('*')), ...denies); });
    expect(verdictOf(findings, 'isolated')).not.toContain('PROVED');
  });
});

test.each<[string, (t: Template) => void]>([
  ['the role of an identity pool', (t) => { at(t, 'Attachment/Properties/Roles').authenticated = LONG; }],
  ['an attribute of a role', (t) => { at(t, 'Attachment/Properties/Roles').authenticated = { 'Fn::GetAtt': ['AuthRole', LONG] }; }],
  ['an action that a property is about', (t) => { Object.assign(t, { Metadata: { 'cdk-cognito-pools': { version: 2, properties: [{ kind: 'unreachable', actions: [LONG], resources: ['*'] }] } } }); }],
])('a text of 70,000 letters as %s ends within seconds', (_name, change) => {
  const began = Date.now();
  expect(examine(change).some(({ verdict }) => verdict === 'UNKNOWN')).toBe(true);
  expect(Date.now() - began).toBeLessThan(8_000);
});

test('a grant in the service with the most kinds of resources, to whom nobody knows', () => {
  const findings = examine((t) => { t.Resources.Grant = { Type: 'AWS::EC2::NetworkInterfacePermission', Properties: { Permission: 'INSTANCE-ATTACH' } }; });
  expect(verdictOf(findings, 'isolated')).not.toContain('PROVED');
  expect(verdictOf(findings, 'privilege-escalation')).toEqual(['UNKNOWN']);
});

describe('names of prototypes are names like any other', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s as action, key, tag, group, operator and resource', (name) => {
    const own = (value: unknown): object => JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`) as object;
    const findings = examine((t) => {
      Object.assign(t.Resources, { Group: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: name } } });
      t.Resources = { ...t.Resources, ...own({ Type: 'AWS::S3::Bucket', Properties: own('x'), Metadata: own('y') }) };
      at(t, 'AuthRole/Properties').Tags = [{ Key: name, Value: name }];
      statements(t, 'AuthPolicy').push(
        { Effect: 'Allow', Action: `${name}:${name}`, Resource: name, Condition: { StringEquals: own(name) } },
        { ...allow(underUsers('*')), Condition: own({ 'aws:UserAgent': 'x' }) },
      );
    });
    expect(verdictOf(findings, 'isolated')).toEqual(['UNKNOWN']);
    expect(findings.filter(({ rule }) => rule === 'guarded')).toHaveLength(3);
  });

  test('a record of such names is malformed, and says where', () => {
    const findings = examine((t) => { at(t, 'Photos').Metadata = JSON.parse('{"cdk-cognito-pools": {"version": 2, "__proto__": {"version": 3}, "role": {"__proto__": {"identityPool": "x"}, "principal": "constructor"}}}') as object; });
    expect(findings.filter(({ rule }) => rule === 'malformed-intent')).toMatchObject([{ verdict: 'UNKNOWN', message: 'role.identityPool: expected text' }]);
  });
});
