import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { answerTo } from '../answer';
import { writeCase, type AccessCase, type CaseTemplate } from '../case';
import { ARRANGEMENTS } from './arrangements';
import { randomFrom, type Json } from './rewriter';
import { REWRITINGS } from './rewritings';

const ALL = process.env.GENERATED_CASES === 'all';

/** What does not mean the same, and why. */
const EXCEPT = new Map<string, string>([
  ['xa-unknown-account: texts', 'an account that stands in no text as a whole is not known to be another'],
  ['rule-esc-passrole-alone: resources besides', 'there is a role to pass now'],
  ['rule-esc-passrole-service: resources besides', 'there is a role to pass now'],
  ['nv-resource-all: texts alone', 'a list of nothing is empty, and an element that is nothing is not there'],
  ['neighbour-cdk-autodelete: other logical ids', 'the function of the CDK is known by its logical id'],
  ['who-only-group-path-norecord: other logical ids', 'a role is named by its logical id'],
  ['td-guest-amr-deny-guestby: other logical ids', 'a role is named by its logical id'],
  ['made-up-secret-kept: other logical ids', 'a secret is named by its logical id'],
  ['place-stack-name-bucket: data in a stack of their own', 'the name of the other stack is another'],
  ['generated-name-bucket-prefix: data in a stack of their own', 'the name of the other stack is another'],
  ['made-up-no-stack: data in a stack of their own', 'the other stack has a name'],
]);

const isExcepted = (id: string, name: string): boolean => [...EXCEPT.keys()].some((one) => {
  const [ofCase, ofName] = one.split(': ');
  return id.startsWith(ofCase) && name.startsWith(ofName);
});

const CASES = ['given.json.gz', 'published.json', 'attacked.json.gz'].flatMap((file) => {
  const bytes = readFileSync(join(__dirname, '..', file));
  const cases = JSON.parse((file.endsWith('gz') ? gunzipSync(bytes) : bytes).toString()) as AccessCase[];
  return cases.map((one): AccessCase => (one.templatesOf === undefined ? one : { ...one, templates: cases.find(({ id }) => id === one.templatesOf)!.templates! }));
});

type Body = CaseTemplate & { readonly body: Json };

/** The templates of a case in other words; undefined where there are none. */
function inOtherWords({ templates, question }: AccessCase, name: string, seed: number): readonly CaseTemplate[] | undefined {
  const bodies = (templates ?? []).filter((one): one is Body => one.body !== undefined);
  if (bodies.length !== templates?.length) return undefined;
  if (Object.hasOwn(ARRANGEMENTS, name)) {
    // Questions name logical ids, and findings are of resources.
    const asksById = question.resource !== undefined || (question.can !== undefined && name === 'other logical ids');
    return asksById || bodies.length !== 1 ? undefined : ARRANGEMENTS[name](bodies[0]);
  }
  const again = bodies.map((one) => ({ ...one, body: REWRITINGS[name](one.body, randomFrom(seed)) ?? one.body }));
  return again.every(({ body }, index) => JSON.stringify(body) === JSON.stringify(bodies[index].body)) ? undefined : again;
}

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'rewritten-')); });
afterAll(() => rmSync(folder, { recursive: true }));

const NAMES = [...Object.keys(REWRITINGS), ...Object.keys(ARRANGEMENTS)];

/** In `npm run complete` each case in all other words, otherwise each third one in those of one kind, always of the same. */
const ASKED = NAMES.map((name, place) => [name, CASES.map((one, seed) => ({ one, seed })).filter(({ one, seed }) => (ALL || seed % (3 * NAMES.length) === place) && !isExcepted(one.id, name))] as const);

test.each(ASKED)('the same is answered of the same in other words: %s', (name, cases) => {
  let changed = 0;
  const others = cases.flatMap(({ one, seed }) => {
    const templates = inOtherWords(one, name, seed);
    if (templates === undefined) return [];
    changed += 1;
    const answer = answerTo(one.question, writeCase({ ...one, id: `${one.id}-${name.replaceAll(/\W/g, '-')}-${seed}`, templates }, [], folder));
    return one.expected.includes(answer) ? [] : [`${one.id}: answered ${answer}, right is ${one.expected.join(' or ')}`];
  });
  expect(others).toEqual([]);
  expect(changed).toBeGreaterThan(0);
});

test('what is in other words is in other words indeed, and means the same', () => {
  const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b/${aws:userid}' };
  const template: Json = { Resources: { P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [{ Ref: 'R' }], PolicyDocument: { Statement: [statement] } } } } };
  const documentAfter = (name: string): unknown => (((REWRITINGS[name](template, () => 0)!.Resources as Json).P as Json).Properties as Json).PolicyDocument;
  expect(documentAfter('texts substituted')).toMatchObject({ Statement: [{ Resource: { 'Fn::Sub': 'arn:aws:s3:::b/${!aws:userid}' } }] });
  expect(documentAfter('a statement an action')).toEqual({ Statement: [{ ...statement, Action: 's3:GetObject' }, { ...statement, Action: 's3:PutObject' }] });
  expect(documentAfter('texts alone')).toEqual({ Statement: statement });
  expect(documentAfter('other case')).toMatchObject({ Statement: [{ Action: ['S3:GETOBJECT', 'S3:PUTOBJECT'] }] });
});
