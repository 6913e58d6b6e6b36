import { toBeValidSarifLog } from '@microsoft/jest-sarif';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { prove } from '../../bin/commands/prove';
import { details, withinComment } from '../../bin/formats/markdown-text';
import { at, statements, type Template } from '../proof/photo-app';
import { allow, plainApp } from '../proof/rules/plain-app';

expect.extend({ toBeValidSarifLog });

let directory: string;
let out: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'formats-'));
  out = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => { out.push(text); });
  jest.spyOn(console, 'error').mockImplementation((text: string) => { out.push(text); });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const file = (content: string | Template, name = 'app.template.json'): string => {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return path;
};
/** Guests may send to every queue. */
const wide = (): Template => {
  const template = plainApp();
  statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', '*') as Record<string, unknown>);
  return template;
};
/** The text of a policy is not at hand. */
const open = (): Template => {
  const template = plainApp();
  at(template, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  return template;
};
/** Ten more roles with one mistake. */
const alike = (): Template => {
  const template = plainApp();
  for (let i = 0; i < 10; i++) {
    const role = JSON.parse(JSON.stringify(template.Resources.GuestRole)) as { Properties: { AssumeRolePolicyDocument: { Statement: { Condition: Record<string, unknown> }[] } } };
    delete role.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals;
    template.Resources[`Role${i}`] = role;
  }
  return template;
};
const told = async (...args: string[]): Promise<{ code: number; text: string; lines: string[] }> => {
  out = [];
  const code = await prove(args);
  const text = out.join('\n');
  return { code, text, lines: text.split('\n') };
};
interface Sarif {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { id: string; shortDescription: { text: string }; fullDescription: { text: string }; help: { text: string; markdown: string }; helpUri: string }[] } };
    readonly results: readonly { ruleId: string; level: string; kind: string; locations: readonly { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn: number; endLine: number; endColumn: number } } }[]; partialFingerprints: Record<string, string> }[];
  }];
}

describe('text', () => {
  test('what is proved takes one line, and the summary says how much it is', async () => {
    const { lines } = await told(file(plainApp()));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^ {2}PROVED {6}\d+ rules and promises \(--verbose lists them\)$/);
    expect(lines[2]).toMatch(/^\d+ PROVED$/);
  });

  test('equal findings are told once, with the others by name; --verbose and JSON have each of them', async () => {
    const path = file(alike());
    const short = await told(path);
    expect(short.text.match(/^ {2}VIOLATED {2}only the identity pools/gm)).toHaveLength(1);
    expect(short.text).toMatch(/^ {2}also {3}Role1, Role2, Role3 and 6 more$/m);
    expect(short.text).toMatch(/^ {2}VIOLATED {4}trust-audience {14}Role0, Role1, Role2 and 7 more$/m);
    expect((await told(path, '--verbose')).text.match(/^ {2}VIOLATED {2}only the identity pools/gm)).toHaveLength(10);
    const { findings } = JSON.parse((await told(path, '--json')).text) as { findings: { rule: string; verdict: string }[] };
    expect(findings.filter(({ rule, verdict }) => rule === 'trust-audience' && verdict === 'VIOLATED')).toHaveLength(10);
  });

  test('findings that say something else are not folded', async () => {
    const template = alike();
    statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', '*') as Record<string, unknown>);
    expect((await told(file(template))).text.match(/^ {2}VIOLATED {2}\S/gm)).toHaveLength(2);
  });

  test('the findings of a resource stand together, those of the worst first', async () => {
    const template = open();
    statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', '*') as Record<string, unknown>);
    const headings = (await told(file(template))).lines.filter((line) => /^\w+ {3}\S+app\.template\.json$/.test(line)).map((line) => line.split(' ')[0]);
    expect(headings[0]).toBe('GuestPolicy');
    expect(new Set(headings).size).toBe(headings.length);
  });

  test('the summary fits on a screen however much is found', async () => {
    const template = open();
    for (const [id, resource] of Object.entries(alike().Resources)) template.Resources[id] = resource;
    const { lines } = await told(file(template));
    expect(lines.length - lines.lastIndexOf('', lines.length - 4)).toBeLessThanOrEqual(24);
  });

  test('--quiet has a line for what is not proved, and nothing where all is', async () => {
    expect(await told(file(plainApp()), '--quiet')).toMatchObject({ code: 0, text: '' });
    const { code, lines } = await told(file(wide()), '--quiet');
    expect(code).toBe(1);
    expect(lines).toEqual(['VIOLATED    guest-wide-access  GuestPolicy: guests reach only resources that are named, and administer none (sqs:SendMessage)']);
  });

  test('--verbose has what is proved too, with what it rests on', async () => {
    const { text } = await told(file(plainApp()), '--verbose');
    expect(text).toMatch(/^ {2}PROVED {4}only the identity pools that the trust policy names hand out the role \(AuthRole\)$/m);
    expect(text).toMatch(/^ {2}given {2}a name or id that AWS generates is equal to no other text$/m);
  });
});

describe('--fail-on', () => {
  test.each<[string, () => Template, string[], number]>([
    ['what is violated fails by itself', wide, [], 1],
    ['what is unknown does not', open, [], 0],
    ['nor where what is not proved fails', open, ['--fail-on', 'not-proved'], 0],
    ['it does when asked for', open, ['--fail-on', 'unknown'], 1],
    ['what is violated fails then too', wide, ['--fail-on', 'unknown'], 1],
    ['what is proved never does', plainApp, ['--fail-on', 'unknown'], 0],
  ])('%s', async (_name, template, args, code) => {
    expect((await told(file(template()), ...args)).code).toBe(code);
  });
});

describe('SARIF', () => {
  const log = async (path: string, ...args: string[]): Promise<Sarif> => JSON.parse((await told(path, '--format', 'sarif', ...args)).text) as Sarif;

  test.each<[string, () => Template]>([['violated', wide], ['unknown', open], ['many alike', alike], ['all proved', plainApp]])('%s: the log keeps to the schema of SARIF 2.1.0', async (_name, template) => {
    expect(await log(file(template()))).toBeValidSarifLog();
  });

  test('every rule has what code scanning of GitHub asks for: descriptions, help with links, and a page', async () => {
    const { runs: [{ tool: { driver: { rules } } }] } = await log(file(wide()));
    for (const { id, shortDescription, fullDescription, help, helpUri } of rules) {
      for (const { text } of [shortDescription, fullDescription, help]) expect(text.length).toBeGreaterThan(10);
      expect(shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(help.markdown).toContain(`docs/rules.md#${id}`);
      expect(helpUri).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  test('what is proved is left out, which code scanning would take for an alert', async () => {
    expect((await log(file(plainApp()))).runs[0].results).toEqual([]);
  });

  test('each finding has one region: the line in the file where the statement begins', async () => {
    const template = wide();
    const json = file(template);
    const yaml = file(stringify(JSON.parse(JSON.stringify(template))), 'app.yaml');
    for (const path of [json, yaml]) {
      const { results } = (await log(path)).runs[0];
      expect(results.map(({ locations }) => locations.length)).toEqual([1]);
      const [{ locations: [{ physicalLocation: { region } }] }] = results;
      const lines = (path === json ? JSON.stringify(template, null, 2) : stringify(JSON.parse(JSON.stringify(template)))).split('\n');
      const after = lines.slice(region.startLine - 1);
      expect(lines[region.startLine - 1].slice(region.startColumn - 1, region.endColumn - 1)).toMatch(/^"?Effect"?$/);
      expect(after.slice(0, 3).join(' ')).toContain('sqs:SendMessage');
      expect(region.endLine).toBe(region.startLine);
    }
  });

  test('fingerprints differ from one finding to the next, and stay when the template is edited elsewhere', async () => {
    const prints = async (template: Template): Promise<string[]> => (await log(file(template))).runs[0].results.map(({ partialFingerprints: { primaryLocationLineHash } }) => primaryLocationLineHash);
    const before = await prints(alike());
    const edited = alike();
    edited.Resources = { Another: { Type: 'AWS::S3::Bucket' }, ...edited.Resources };
    statements(edited, 'GuestPolicy').unshift(allow('kinesis:PutRecord', 'arn:aws:kinesis:eu-west-1:111122223333:stream/clicks') as Record<string, unknown>);
    expect(new Set(before).size).toBe(before.length);
    expect(before).toHaveLength(10);
    expect(await prints(edited)).toEqual(before);
  });

  test('what is unknown is open, and fails where --fail-on says so', async () => {
    const path = file(open());
    expect(new Set((await log(path)).runs[0].results.map(({ kind, level }) => `${kind} ${level}`))).toEqual(new Set(['open none']));
    const asked = await log(path, '--fail-on', 'unknown');
    expect(new Set(asked.runs[0].results.map(({ kind, level }) => `${kind} ${level}`))).toEqual(new Set(['fail warning']));
    expect(asked).toBeValidSarifLog();
  });

  test('a role that SAM makes is shown where its function stands', async () => {
    const sam = `Transform: AWS::Serverless-2016-10-31
Resources:
  Pool: {Type: AWS::Cognito::IdentityPool, Properties: {AllowUnauthenticatedIdentities: true}}
  Upload:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      CodeUri: src
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: {Federated: cognito-identity.amazonaws.com}, Action: sts:AssumeRoleWithWebIdentity}
  Attachment:
    Type: AWS::Cognito::IdentityPoolRoleAttachment
    Properties: {IdentityPoolId: !Ref Pool, Roles: {unauthenticated: !GetAtt UploadRole.Arn}}
`;
    const results = (await log(file(sam, 'template.yaml'), '--rule', 'trust-audience')).runs[0].results;
    expect(results.map(({ locations: [{ physicalLocation: { region } }] }) => sam.split('\n')[region.startLine - 1].trim())).toContainEqual(expect.stringMatching(/^(Upload:|AssumeRolePolicyDocument:|- \{Effect)/));
  });
});

describe('JUnit', () => {
  test('what fails is a failure, what is open is skipped, and the rest passes', async () => {
    const template = open();
    statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', '*') as Record<string, unknown>);
    const path = file(template);
    const { text } = await told(path, '--format', 'junit');
    const [, tests, failures, skipped] = /^<testsuites name="cdk-cognito-pools" tests="(\d+)" failures="(\d+)" errors="0">\n {2}<testsuite name="[^"]+" file="[^"]+" tests="\d+" failures="\d+" errors="0" skipped="(\d+)">$/m.exec(text) ?? [];
    expect(Number(failures)).toBe(1);
    expect(text.match(/<failure type="VIOLATED"/g)).toHaveLength(1);
    expect(text.match(/<skipped message="UNKNOWN: /g)).toHaveLength(Number(skipped));
    expect(text.match(/<testcase /g)).toHaveLength(Number(tests));
    expect((await told(path, '--format', 'junit', '--fail-on', 'unknown')).text).toMatch(/ skipped="0">$/m);
  });

  test('text of a template is text in XML', async () => {
    const template = wide();
    at(template, 'Curators/Properties').GroupName = `<&"'>\u0001`;
    const { text } = await told(file(template, 'a & b.json'), '--format', 'junit');
    expect(text).toContain('a &amp; b.json');
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;)/);
     
    expect(text).not.toMatch(/[\u0000-\u0008]/);
    expect(text.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/);
  });
});

describe('Markdown', () => {
  test('a table of what is not proved, and the whole of it to open', async () => {
    const { text } = await told(file(alike()), '--format', 'markdown');
    expect(text).toMatch(/^### Access through Amazon Cognito: 10 VIOLATED, \d+ PROVED$/m);
    expect(text).toMatch(/^\| VIOLATED \| \[trust-audience\]\(https:\S+docs\/rules\.md#trust-audience\) \| <code>Role0<\/code>, <code>Role1<\/code>, <code>Role2<\/code> and 7 more \| only the identity pools/m);
    expect(text.match(/^<details>$/gm)).toHaveLength(1);
  });

  test('names of a template call nobody, open no tag and end no cell', async () => {
    const template = wide();
    at(template, 'GuestRole/Properties').RoleName = 'a';
    template.Resources['Curators'] = JSON.parse(JSON.stringify(template.Resources.Curators).replace('"curators"', '"@team | <img src=x> `` ``` [a](b)"')) as never;
    at(template, 'CuratorsRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/@team|<img src=x>'];
    const { lines } = await told(file(template), '--format', 'markdown');
    const outside = lines.filter((line) => /^\||^<summary>/.test(line));
    for (const line of outside) {
      expect(line.replace(/<\/?code>|<\/?summary>/g, '')).not.toMatch(/[<>@`]/);
      if (line.startsWith('|')) expect(line.split('|')).toHaveLength(6);
    }
  });

  test('it has room in a comment, and says what it leaves out', () => {
    const blocks = [...Array(100).keys()].map((i) => details(`finding ${i}`, ['x'.repeat(1000)]));
    const lines = withinComment(['head'], blocks);
    expect(lines.join('\n').length).toBeLessThanOrEqual(65_536);
    expect(lines.at(-1)).toMatch(/^\d+ more: there is no room for them in a comment\.$/);
    expect(lines.filter((line) => line === '<details>').length + Number(lines.at(-1)!.split(' ')[0])).toBe(100);
  });

  test('a fence is longer than any run of backticks within it', () => {
    expect(details('x', ['a ```` b'])).toContain('`````text');
  });

  test('all proved says so', async () => {
    expect((await told(file(plainApp()), '--format', 'markdown')).lines.at(-1)).toBe('All that was looked at is proved, for all users and requests.');
  });
});

test.each<[string[], RegExp]>([
  [['--format', 'pdf'], /^--format takes text, json, sarif, junit, markdown, got 'pdf'/],
  [['--json', '--format', 'json'], /^--json and --format exclude each other/],
  [['--quiet', '--verbose'], /^--quiet and --verbose exclude each other/],
  [['--quiet', '--json'], /^--quiet is for text; json always says all/],
  [['--fail-on', 'never'], /^--fail-on takes violated, not-proved, unknown, got 'never'/],
  [['--fail-on', 'constructor'], /^--fail-on takes violated/],
])('%j: exit 2 and why', async (args, message) => {
  const { code, text } = await told(file(plainApp()), ...args);
  expect(code).toBe(2);
  expect(text).toMatch(message);
});

describe('what is not looked at', () => {
  // Guests may send measurements to a service that is no part of the template.
  const NOT_LOOKED_AT = 'what becomes of what users send by GuestPolicy.Statement[2] (sqs:SendMessage)';
  const sending = (): Template => {
    const template = plainApp();
    template.Resources.Queue = { Type: 'AWS::SQS::Queue' };
    statements(template, 'GuestPolicy').push(allow('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] }) as Record<string, unknown>);
    return template;
  };

  test('stands once in a SARIF log, beside the results', async () => {
    const { text } = await told('--format', 'sarif', file(sending()));
    expect(JSON.parse(text)).toBeValidSarifLog();
    const [{ invocations }] = (JSON.parse(text) as { runs: [{ invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: { level: string; message: { text: string } }[] }] }] }).runs;
    expect(invocations[0].executionSuccessful).toBe(true);
    expect(invocations[0].toolExecutionNotifications.filter(({ message }) => message.text.includes(NOT_LOOKED_AT))).toEqual([{ level: 'note', message: { text: `not looked at, for what is proved: ${NOT_LOOKED_AT}` } }]);
  });

  test('stands with each test of JUnit that passed', async () => {
    const { text } = await told('--format', 'junit', file(sending()));
    expect(text).toContain(`      <system-out>\n`);
    expect(text).toContain(`not looked at: ${NOT_LOOKED_AT}`);
  });

  test('stands once in Markdown, to open', async () => {
    const { text } = await told('--format', 'markdown', file(sending()));
    expect(text.split(NOT_LOOKED_AT)).toHaveLength(2);
    expect(text).toContain('<summary>Not looked at, for what is proved</summary>');
  });
});
