import { examineTemplates, forSynth } from '../../../lib/proof/prove';
import type { Finding } from '../../../lib/proof/findings/finding';
import type { NestedTemplates } from '../../../lib/proof/template/reader';
import type { Template } from '../photo-app';
import { plainApp } from '../rules/plain-app';

const nested = (rest: object = {}): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x' }, ...rest });
const examined = (body: object, templates: NestedTemplates = () => undefined): Finding[] => examineTemplates([{ file: 'a.json', body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> }], templates);
const unseen = (findings: readonly Finding[]): string[] => findings.filter(({ rule }) => rule === 'unseen-template').map(({ resource, verdict, message }) => `${resource} ${verdict} ${message}`);
const withStacks = (...ids: string[]): Template => ({ Resources: { B: { Type: 'AWS::S3::Bucket' }, ...Object.fromEntries(ids.map((id) => [id, nested()])) } });

test('a root whose stacks are not at hand is not known, however little of Cognito is in it', () => {
  expect(unseen(examined(withStacks('Auth', 'Api')))).toEqual(["Auth UNKNOWN the template of the nested stack 'Auth' is not at hand", "Api UNKNOWN the template of the nested stack 'Api' is not at hand"]);
  expect(examined(withStacks('Auth'))[0]).toMatchObject({ file: 'a.json', fix: 'give its template: --nested Auth=<file>' });
});

test('nor is what a macro makes', () => {
  expect(unseen(examined({ ...withStacks(), Transform: 'Mine' }))).toEqual([expect.stringMatching(/^B UNKNOWN the transform 'Mine'/)]);
});

test('with its template at hand nothing is to be said', () => {
  expect(examined(withStacks('Auth'), () => ({ file: 'auth.json', body: { Resources: { B: { Type: 'AWS::S3::Bucket' } } } }))).toEqual([]);
});

test('nor of a stack that is surely not created', () => {
  expect(examined({ Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: { Auth: nested({ Condition: 'Never' }) } })).toEqual([]);
});

test('where other findings tell of it, it is not told again; where all of them are proved, it is', () => {
  const template = plainApp();
  Object.assign(template.Resources, { More: nested() });
  const findings = examined(template);
  expect(findings.some(({ rule, message }) => rule !== 'unseen-template' && message.includes("nested stack 'More'"))).toBe(true);
  expect(unseen(findings)).toEqual([]);
  const client = { UserPool: template.Resources.UserPool, Client: template.Resources.Client, More: nested() };
  expect(unseen(examined({ Resources: client }))).toEqual(["More UNKNOWN the template of the nested stack 'More' is not at hand"]);
});

test('a synth says nothing of it', () => {
  expect(forSynth(examined(withStacks('Auth')))).toEqual([]);
});
