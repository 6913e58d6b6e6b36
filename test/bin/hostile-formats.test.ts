import { toBeValidSarifLog } from '@microsoft/jest-sarif';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diff } from '../../bin/commands/diff';
import { prove } from '../../bin/commands/prove';
import { asCode, fitting, inMarkdown } from '../../bin/formats/markdown-text';
import { described, sarifLog, type SarifResult } from '../../bin/formats/sarif-log';
import { at, statements, type Template } from '../proof/photo-app';
import { allow, plainApp } from '../proof/rules/plain-app';
import { againstSchema, testsIn, xmlOf } from './junit-schema';

expect.extend({ toBeValidSarifLog });

/** What could act on a log, a page or a reader of XML. */
const EVIL = 'x\n::error::y]]>\u202e\u0000\u001b[31m`|<img src=x>&amp;@team #12 !3 https://evil.example/a www.evil.example ##vso[task] \u{1f600}\ud800\ufffe';
const COMMENT = 65_536;

const here = process.cwd();
let directory: string;
let out: string[];
beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  process.chdir(directory);
  out = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => { out.push(text); });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.chdir(here);
  rmSync(directory, { recursive: true });
});

const file = (template: Template, name: string): string => {
  mkdirSync(dirname(name), { recursive: true });
  writeFileSync(name, JSON.stringify(template, null, 2));
  return name;
};
/** Guests and curators may do more than they should, and names are hostile. */
const hostile = (): Template => {
  const template = plainApp();
  statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', '*') as Record<string, unknown>, allow('s3:GetObject', `arn:aws:s3:::a${EVIL}*`) as Record<string, unknown>);
  at(template, 'Curators/Properties').GroupName = EVIL;
  at(template, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  return { Description: EVIL, ...template };
};
/** Each of many policies gives guests something of its own, so that no two findings are alike. */
const many = (name: string): Template => {
  const template = plainApp();
  const services: Readonly<Record<string, readonly string[]>> = {
    sqs: ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueUrl', 'PurgeQueue', 'ListQueueTags'], sns: ['Publish', 'Subscribe', 'Unsubscribe', 'GetTopicAttributes'],
    kinesis: ['PutRecord', 'PutRecords', 'GetRecords', 'GetShardIterator', 'DescribeStream'], dynamodb: ['GetItem', 'PutItem', 'Scan', 'Query', 'DeleteItem', 'UpdateItem', 'BatchGetItem'],
    lambda: ['InvokeFunction', 'GetFunction', 'ListTags', 'GetPolicy'], s3: ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'GetObjectTagging', 'GetBucketTagging'],
  };
  for (const [i, action] of Object.entries(services).flatMap(([service, actions]) => actions.map((one) => `${service}:${one}`)).entries()) {
    template.Resources[`P${i}${name.repeat(400)}`] = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: `p${i}`, Roles: [{ Ref: 'GuestRole' }], PolicyDocument: { Version: '2012-10-17', Statement: [allow(action, '*')] } } };
  }
  return template;
};
const told = async (...args: string[]): Promise<string> => {
  out = [];
  await prove(args);
  return out.join('\n');
};
const changed = async (...args: string[]): Promise<string> => {
  out = [];
  await diff(args);
  return out.join('\n');
};
interface Log {
  readonly runs: readonly [{ readonly results: readonly { readonly level: string; readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string } } }] }[]; readonly invocations?: readonly [{ readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[] }] }];
}
const placesIn = (text: string): object[] => (JSON.parse(text) as Log).runs[0].results.map(({ locations: [{ physicalLocation: { artifactLocation } }] }) => artifactLocation);

describe('JUnit', () => {
  test.each<[string, () => Template]>([['plain', plainApp], ['hostile', hostile]])('%s: well-formed, and of the elements and attributes that Jenkins takes', async (_name, template) => {
    const root = xmlOf(await told(file(template(), 'a & b "c" <d>.json'), '--format', 'junit'));
    expect(againstSchema(root)).toEqual([]);
    expect(testsIn(root).length).toBeGreaterThan(10);
  });

  test('what is open says why in its text too, which GitLab shows', async () => {
    expect(await told(file(hostile(), 'a.json'), '--format', 'junit')).toMatch(/<skipped message="UNKNOWN: [^"]+">UNKNOWN {3}\S/);
  });

  test('no two tests have one name, of which GitLab reads the first alone', async () => {
    const paths = ['x/t.json', 'y/t.json'].map((path) => file(hostile(), path));
    const tests = testsIn(xmlOf(await told(...paths, '--format', 'junit')));
    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((one, i) => tests.indexOf(one) !== i)).toEqual([]);
    expect(tests.filter((one) => one.endsWith(' [y/t.json]')).length).toBeGreaterThan(10);
  });

  test('a file is named by its path from here, so that two checkouts have the same tests', async () => {
    expect(await told(join(directory, file(plainApp(), 'x/t.json')), '--format', 'junit')).toContain('<testsuite name="x/t.json" file="x/t.json" ');
  });
});

describe('SARIF', () => {
  test('hostile names keep to the schema, of prove and of diff', async () => {
    const [before, after] = [file(plainApp(), 'before.json'), file(hostile(), 'after.json')];
    expect(JSON.parse(await told(after, '--format', 'sarif'))).toBeValidSarifLog();
    expect(JSON.parse(await changed(before, after, '--format', 'sarif'))).toBeValidSarifLog();
  });

  test.each([['..t.json', '..t.json'], ['..dots/t.json', '..dots/t.json'], ['sp ace/\u00fc%#?.json', 'sp%20ace/%C3%BC%25%23%3F.json'], ['C:\\t.json', 'C%3A%5Ct.json']])('%s lies in the working directory', async (name, uri) => {
    const places = placesIn(await told(file(hostile(), name), '--format', 'sarif'));
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) expect(place).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  test('what lies outside of it has its whole address', async () => {
    file(hostile(), 'beside/t.json');
    mkdirSync('inner');
    process.chdir('inner');
    const places = placesIn(await told('../beside/t.json', '--format', 'sarif'));
    for (const place of places) expect(place).toEqual({ uri: `file://${directory}/beside/t.json` });
  });

  test('of more results than GitHub takes the worst are kept, and the log says so', () => {
    const result = (level: SarifResult['level']): SarifResult => ({ rule: 'r', level, kind: 'fail', text: 't', file: '-', stack: '', resource: '', location: '', identity: [], properties: {} });
    const log = sarifLog([{ id: 'r' }], [...Array<SarifResult>(25_000).fill(result('note')), result('error')], ['known']) as Log;
    expect(log.runs[0].results).toHaveLength(25_000);
    expect(log.runs[0].results[0].level).toBe('error');
    expect(log.runs[0].invocations![0].toolExecutionNotifications.map(({ message: { text } }) => text)).toEqual(['known', '1 more results are left out: code scanning of GitHub takes 25000']);
  });

  test('a description is cut where GitHub would, between characters', () => {
    expect(described('x'.repeat(1024)).text).toHaveLength(1024);
    const { text } = described('\u{1f600}'.repeat(600));
    expect(text.length).toBeLessThanOrEqual(1026);
    expect(text).not.toMatch(/\p{Cs}/u);
  });
});

describe('Markdown', () => {
  test.each(['_', '<', '\u{1f600}'])('many long findings full of %s fit into a comment, of prove and of diff', async (name) => {
    const [before, after] = [file(plainApp(), 'before.json'), file(many(name), 'after.json')];
    for (const text of [await told(after, '--format', 'markdown'), await changed(before, after, '--format', 'markdown')]) {
      expect(text.length).toBeGreaterThan(5_000);
      expect(text.length).toBeLessThanOrEqual(COMMENT);
      expect((text.match(/^<details>$/gm) ?? []).length).toBe((text.match(/^<\/details>$/gm) ?? []).length);
    }
  });

  test('rows take no more than half of a comment, and no more than a hundred', () => {
    expect(fitting(Array<string>(200).fill('x'))).toHaveLength(100);
    expect(fitting(Array<string>(200).fill('x'.repeat(1_000)))).toHaveLength(32);
    expect(fitting(['x'])).toEqual(['x']);
  });

  test.each<[string, string]>([
    ['@team', '<code>&#64;</code>team'],
    ['issue #12, !3, $4 and GH-5', 'issue <code>&#35;</code>12, <code>&#33;</code>3, <code>&#36;</code>4 and GH<code>-</code>5'],
    ['https://evil.example', 'https<code>://</code>evil.example'],
    ['www.evil.example', 'www<code>.</code>evil.example'],
    ['${Photos.Arn}/*', '&#36;&#123;Photos.Arn&#125;/&#42;'],
    ['arn:aws:s3:::a::b', 'arn:aws:s3:::a::b'],
  ])('%s refers to nothing', (text, markdown) => {
    expect(inMarkdown(text)).toBe(markdown);
  });

  test('an address in code is none', () => {
    expect(asCode('a@b.example https://evil.example')).toBe('<code>a</code><code>&#64;</code><code>b.example https</code><code>://</code><code>evil.example</code>');
  });
});
