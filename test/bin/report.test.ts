import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from '../../bin/commands/report';
import { at, list, photoApp, type Template } from '../proof/photo-app';

const directory = mkdtempSync(join(tmpdir(), 'report-'));
const out = join(directory, 'report.html');
afterAll(() => rmSync(directory, { recursive: true }));

/** The page of the photo app with a change. */
async function pageOf(change: (template: Template) => void = () => undefined): Promise<string> {
  const template = photoApp();
  change(template);
  const file = join(directory, 'photos.template.json');
  writeFileSync(file, JSON.stringify(template));
  const { code, error } = await run(file, '--out', out);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  return readFileSync(out, 'utf8');
}

async function run(...args: string[]): Promise<{ code: number; error: string }> {
  const log = jest.spyOn(console, 'log').mockImplementation();
  const spy = jest.spyOn(console, 'error').mockImplementation();
  try {
    const code = await report(args);
    return { code, error: spy.mock.calls.flat().join('\n') };
  } finally {
    log.mockRestore();
    spy.mockRestore();
  }
}

/** The text of the rows of the table, without markup. */
const rowsOf = (page: string): string[] => [...page.matchAll(/<tr><th scope="row">(.*?)<\/tr>/gs)].map(([, row]) => row.replace(/<\/(td|th|li|summary|span)>/g, ' ').replace(/<[^>]*>/g, '').replace(/&#39;/g, "'").replace(/ +/g, ' '));

test('shows who may do what, and why', async () => {
  const [members, users, guests] = rowsOf(await pageOf());
  expect(members).toContain("Members of 'curators'role CuratorsRole by group 'curators', enhanced flow");
  expect(members).toContain('s3:GetObject CuratorsPolicy.Statement[0] allows s3:GetObject');
  expect(users).toContain('Signed-in usersrole AuthRole by Roles.authenticated, enhanced flow');
  expect(users).toContain('AuthPolicy.Statement[1] allows s3:ListBucket when s3:prefix StringLike users/${cognito-identity.amazonaws.com:sub}/*');
  expect(guests).toContain('kinesis:PutRecord, kinesis:PutRecords GuestPolicy.Statement[0] allows kinesis:PutRecord, kinesis:PutRecords (limited by what Amazon Cognito leaves to guests)');
});

test('draws the way from sign-in to resource', async () => {
  const [svg] = /<svg.*<\/svg>/s.exec(await pageOf()) ?? [''];
  const titles = [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);
  expect(titles).toEqual(expect.arrayContaining(['Guests\nno sign-in', 'IdentityPool', 'AuthRole\nby Roles.authenticated, enhanced flow', 'GuestRole\nby Roles.unauthenticated, enhanced flow', '${Clicks.Arn}']));
  expect(svg).not.toContain('doubtful');
});

test('says the same one below the other, where there is no room for the drawing', async () => {
  const ways = [...(await pageOf()).matchAll(/<ol class="steps">(.*?)<\/ol>/gs)].map(([, way]) => way.replace(/<[^>]*>/g, ' ').replace(/&#39;/g, "'").replace(/\s+/g, ' ').trim());
  expect(ways).toHaveLength(3);
  expect(ways[1]).toMatch(/^Signed-in users \$\{UserPool\.ProviderName\} identity pool IdentityPool role, by Roles\.authenticated, enhanced flow AuthRole reaches .*\$\{Photos\.Arn\}/);
});

test('the drawing leaves nothing out of a long name', async () => {
  const page = await pageOf((t) => { at(t, 'Curators/Properties').GroupName = `curators-${'of-pictures-'.repeat(9)}`; });
  const [svg] = /<svg.*<\/svg>/s.exec(page) ?? [''];
  const written = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('');
  expect(written).toContain(`Members of&#39;curators-${'of-pictures-'.repeat(9)}&#39;`);
  expect(svg).not.toContain('…');
});

test('says what is not certain', async () => {
  const page = await pageOf((t) => { 
    at(t, 'IdentityPool/Properties').AllowClassicFlow = true;
    at(t, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  });
  expect(page).toContain('edge doubtful');
  expect(rowsOf(page).join()).toContain('not certain: Cognito refuses the classic flow where role mappings are set');
});

test('tells tenants apart by their tags', async () => {
  const page = await pageOf((t) => {
    t.Resources.Tags = {
      Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      Properties: { IdentityPoolId: { Ref: 'IdentityPool' }, IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, PrincipalTags: { tenant: 'custom:tenant' } },
    };
  });
  expect(rowsOf(page)[0]).toContain('told apart by tenant from the claim custom:tenant');
});

test('shows the verdicts, those that are violated first and open', async () => {
  const page = await pageOf((t) => {
    list(t, 'AuthPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/*' } });
  });
  const findings = [...page.matchAll(/<details class="finding (\w+)"( open)?>/g)].map(([, verdict, open]) => `${verdict}${open ?? ''}`);
  expect(findings[0]).toBe('VIOLATED open');
  expect(findings).toContain('PROVED');
  expect(page).toMatch(/<dt>by<\/dt><dd>AuthPolicy\.Statement\[2\]/);
});

test('one table for each way in which the conditions can turn out', async () => {
  const page = await pageOf((t) => {
    t.Parameters = { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } };
    t.Conditions = { IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] } };
    at(t, 'CuratorsPolicy').Condition = 'IsDev';
  });
  expect(page.match(/<h4>When [^<]*<\/h4>/g)).toEqual(expect.arrayContaining(["<h4>When ${Stage} is &#39;dev&#39;</h4>", "<h4>When ${Stage} is &#39;prod&#39;</h4>"]));
});

test('needs nothing but itself, and nothing in it can act', async () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>&\'\u202e';
  const page = await pageOf((t) => {
    at(t, 'Curators/Properties').GroupName = hostile;
    t.Resources[hostile] = { ...at(t, 'AuthRole') };
    at(t, 'Attachment/Properties/Roles').authenticated = { 'Fn::GetAtt': [hostile, 'Arn'] };
    list(t, 'CuratorsPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: hostile, Resource: hostile, Condition: { StringLike: { [hostile]: hostile } } });
  });
  expect(page).not.toMatch(/<(script|img|iframe|object|link)\b/i);
  expect(page).not.toContain('\u202e');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page.match(/(href|src)="(?!#)/g)).toBeNull();
  expect(page).toContain("default-src 'none'");
});

test('a template without identity pools has a page that says so', async () => {
  expect(await pageOf((t) => { for (const id of Object.keys(t.Resources)) delete t.Resources[id]; t.Resources.Queue = { Type: 'AWS::SQS::Queue' }; }))
    .toContain('Nobody gets AWS credentials: the templates hold no identity pool that hands out a role.');
});

test.each<[string, string[], string]>([
  ['no template', ['--out', out], 'expected one template, got 0\nusage: '],
  ['no place', ['x.json'], '--out is missing\nusage: '],
  ['no file', [join(directory, 'none.json'), '--out', out], 'cannot-open: '],
  ['what is no template', [join(__dirname, '../../package.json'), '--out', out], 'not-a-template: there are no Resources'],
  ['two places', ['x.json', '--out', out, '--out', out], '--out is given twice\nusage: '],
  ['an unknown option', ['x.json', '--open'], "Unknown option '--open'"],
])('exits with 2 and says why: %s', async (_name, args, message) => {
  const { code, error } = await run(...args);
  expect(code).toBe(2);
  expect(error).toContain(message);
});

test('exits with 2 when the page cannot be written', async () => {
  const file = join(directory, 'photos.template.json');
  writeFileSync(file, JSON.stringify(photoApp()));
  expect(await run(file, '--out', join(directory, 'none', 'report.html'))).toEqual({ code: 2, error: expect.stringContaining('the page cannot be written to ') as string });
});
