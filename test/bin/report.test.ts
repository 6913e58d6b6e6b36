import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { report } from '../../bin/commands/report';
import { pageScript } from '../../lib/proof/html-report/page-script';
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

/** The text of markup. */
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/&#39;/g, "'").replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&').replace(/\s+/g, ' ').trim();

/** The card of a resource: its heading, its columns, and its rows. */
function cardOf(page: string, title: string) {
  const card = page.match(/<article.*?<\/article>/gs)?.find((one) => textOf(one).startsWith(title)) ?? '';
  return { card, columns: [...card.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(([, text]) => text), rows: [...card.matchAll(/<tr class.*?<\/tr>/gs)].map(([row]) => textOf(row.replace(/<details.*?<\/details>/gs, ''))), why: [...card.matchAll(/<details.*?<\/details>/gs)].map(([why]) => textOf(why)) };
}

const wide = (t: Template): void => {
  list(t, 'AuthPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/*' } });
};

/** The sentence on top, and how good it is. */
const sentenceOf = (page: string): string[] => [...page.matchAll(/<p class="sentence (\w+)">(.*?)<\/p>/g)].flatMap(([, tone, text]) => [tone, text]);

test('begins with the verdict in a sentence, the date and the version', async () => {
  const page = await pageOf();
  expect(sentenceOf(page)).toEqual(['PROVED', expect.stringMatching(/^All \d+ promises of this app are kept: nobody reaches what is not theirs\.$/)]);
  expect(page).toMatch(/made on \d{4}-\d\d-\d\d by cdk-cognito-pools \d+\.\d+\.\d+/);
});

test('a card of a resource says who reaches how much of it, and what they do', async () => {
  const { columns, rows, why } = cardOf(await pageOf(), 'bucket Photos');
  expect(columns).toEqual(['Who', 'What is their own', 'A shared part']);
  expect(rows).toEqual([
    'Members of curators signed in with the user pool UserPool reads, writes and lists files reads and lists users/*',
    'Every signed-in user signed in with the user pool UserPool reads, writes and lists files – nothing',
    'Anyone on the internet nothing',
  ]);
  expect(why[1]).toContain("with the role AuthRole , by what the identity pool gives by default reads users/${cognito-identity.amazonaws.com:sub}/* : AuthPolicy.Statement[0] allows s3:GetObject");
});

test('what the whole of a stream is open to, guests within what Amazon Cognito leaves to them', async () => {
  const guests = cardOf(await pageOf(), 'stream Clicks').rows.find((row) => row.startsWith('Guests'));
  expect(guests).toBe('Guests without signing in writes');
  const beyond = await pageOf((t) => { list(t, 'GuestPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 'rds:StartDBInstance', Resource: '*' }); });
  expect(beyond.match(/<article.*?<\/article>/gs)?.join('')).not.toContain('DBInstance');
});

test('what is violated is red in the sentence, the card, the drawing and the list', async () => {
  const page = await pageOf(wide);
  expect(sentenceOf(page)).toEqual(['VIOLATED', expect.stringMatching(/not as (it has|they have) to be: somebody reaches what they must not/)]);
  const { card, columns, rows } = cardOf(page, 'bucket Photos');
  expect(card).toMatch(/^<article class="card broken"/);
  expect(columns).toContain('All of it');
  expect(rows[1]).toMatch(/^Every signed-in user .* reads breaks: /);
  expect(page).toMatch(/<path class="edge broken"/);
  const findings = [...page.matchAll(/<details class="finding (\w+)"( open)?>/g)].map(([, verdict, open]) => `${verdict}${open ?? ''}`);
  expect(findings[0]).toBe('VIOLATED open');
  expect(findings).toContain('PROVED');
  expect(page).toMatch(/<dt>by<\/dt><dd>AuthPolicy\.Statement\[2\]/);
});

test('anyone on the internet has a row where the policy of the resource lets them in', async () => {
  const open = await pageOf((t) => {
    t.Resources.Open = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Photos' }, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/public/*' } }] } } };
  });
  expect(cardOf(open, 'bucket Photos').rows).toContain('Anyone on the internet without credentials – nothing reads public/*');
  const closed = await pageOf((t) => {
    at(t, 'Photos').Properties = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
    t.Resources.Open = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Photos' }, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/public/*' } }] } } };
  });
  expect(cardOf(closed, 'bucket Photos').rows).toContain('Anyone on the internet nothing');
});

test('what is not known of a policy may let anyone in, and what is not at hand may add to it', async () => {
  const page = await pageOf((t) => {
    t.Parameters = { Document: { Type: 'String' } };
    t.Resources.Open = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Photos' }, PolicyDocument: { Ref: 'Document' } } };
    t.Resources.More = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/more.template' } };
  });
  expect(cardOf(page, 'bucket Photos').rows).not.toContain('Anyone on the internet nothing');
  expect(cardOf(page, 'bucket Photos').rows.find((row) => row.startsWith('Anyone'))).toMatch(/^Anyone on the internet without credentials .*perhaps reads/);
  expect(textOf(page)).toContain("There may be more than is shown: the template of the nested stack 'More' is not at hand");
});

test('a wildcard for actions counts for what it names of the resource', async () => {
  const page = await pageOf((t) => {
    list(t, 'CuratorsPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': '${Photos.Arn}/all/*' } });
  });
  const row = cardOf(page, 'bucket Photos').rows[0];
  expect(row).toMatch(/reads, writes.* deletes.* and administers|reads, writes and deletes/);
  expect(row).toContain('all/*');
});

test('a function that reaches a resource for whoever calls it has a row', async () => {
  const page = await pageOf((t) => {
    t.Resources.HandlerRole = { Type: 'AWS::IAM::Role', Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/*' } }] } }],
    } };
    t.Resources.Handler = { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] }, Code: { ZipFile: 'top secret code' }, Environment: { Variables: { KEY: 'top secret key' } } } };
  });
  expect(cardOf(page, 'bucket Photos').rows).toContain('Function Handler for whoever calls it, as its code decides – nothing – nothing reads');
});

test('says what is not certain, and why', async () => {
  const page = await pageOf((t) => {
    at(t, 'IdentityPool/Properties').AllowClassicFlow = true;
    at(t, 'AuthRole/Properties').ManagedPolicyArns = ['arn:aws:iam::111122223333:policy/elsewhere'];
  });
  expect(page).toContain('edge doubtful');
  expect(textOf(page)).toContain('not certain: Cognito refuses the classic flow where role mappings are set');
  expect(textOf(page)).toContain('the text of the managed policy arn:aws:iam::111122223333:policy/elsewhere is not in the templates');
});

test('tells tenants apart by their tags', async () => {
  const page = await pageOf((t) => {
    t.Resources.Tags = {
      Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
      Properties: { IdentityPoolId: { Ref: 'IdentityPool' }, IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, PrincipalTags: { tenant: 'custom:tenant' } },
    };
    list(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement').push({ ...list(t, 'AuthRole/Properties/AssumeRolePolicyDocument/Statement')[0] as object, Action: 'sts:TagSession' });
    list(t, 'AuthPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': '${Photos.Arn}/tenants/${!aws:PrincipalTag/tenant}/*' } });
  });
  const { columns, rows } = cardOf(page, 'bucket Photos');
  expect(columns).toContain('What is their tenant’s');
  expect(rows.find((row) => row.startsWith('Every signed-in user'))).toContain('told apart by tenant from the claim custom:tenant reads, writes and lists files reads files');
});

test('draws people, roles and resources from left to right; the drawing leaves nothing out of a long name', async () => {
  const page = await pageOf((t) => { at(t, 'Curators/Properties').GroupName = `curators-${'of-pictures-'.repeat(9)}`; });
  const [svg] = /<svg.*<\/svg>/s.exec(page) ?? [''];
  expect([...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title)).toEqual(expect.arrayContaining(['Guests\nwithout signing in', 'AuthRole', 'GuestRole', 'stream Clicks']));
  expect([...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join('')).toContain(`Members ofcurators-${'of-pictures-'.repeat(9)}`.replace(/-(?=of)/g, '-'));
  expect(svg).not.toContain('…');
});

test('a part for each way in which the conditions can turn out', async () => {
  const page = await pageOf((t) => {
    t.Parameters = { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } };
    t.Conditions = { IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] } };
    at(t, 'CuratorsPolicy').Condition = 'IsDev';
  });
  expect(page.match(/<h4 class="when">When [^<]*<\/h4>/g)).toEqual(expect.arrayContaining(["<h4 class=\"when\">When ${Stage} is &#39;dev&#39;</h4>", "<h4 class=\"when\">When ${Stage} is &#39;prod&#39;</h4>"]));
});

test('many groups that are alike are one row', async () => {
  const page = await pageOf((t) => {
    for (let i = 0; i < 40; i++) {
      t.Resources[`Role${i}`] = { ...at(t, 'CuratorsRole') };
      t.Resources[`Group${i}`] = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { ...at(t, 'Curators/Properties'), GroupName: `team${i}`, RoleArn: { 'Fn::GetAtt': [`Role${i}`, 'Arn'] } } };
      t.Resources[`Policy${i}`] = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: [{ Ref: `Role${i}` }], PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: { 'Fn::Sub': `\${Photos.Arn}/teams/${i}/*` } }] } } };
    }
  });
  const { rows, why } = cardOf(page, 'bucket Photos');
  expect(rows.filter((row) => row.startsWith('Members'))).toHaveLength(2);
  expect(rows.find((row) => row.includes('40 groups'))).toContain('teams/0/*, teams/1/*, teams/2/* and 37 more');
  expect(why.find((text) => text.startsWith('which'))).toContain('Members of team39: teams/39/*');
});

test('says what is missing where its script was not built', () => {
  expect(() => pageScript([join(directory, 'none.js')])).toThrow(`no-page-script: '${join(directory, 'none.js')}' is missing; build it with 'npm run build'`);
});

/** The page but its own script. */
const withoutScript = (page: string): string => page.replace(/<script>.*<\/script>/s, '');

test('needs nothing but itself, and nothing in it can act but its own script', async () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>&\'\u202e';
  const page = await pageOf((t) => {
    at(t, 'Curators/Properties').GroupName = hostile;
    t.Resources[hostile] = { ...at(t, 'AuthRole') };
    at(t, 'Attachment/Properties/Roles').authenticated = { 'Fn::GetAtt': [hostile, 'Arn'] };
    list(t, 'CuratorsPolicy/Properties/PolicyDocument/Statement').push({ Effect: 'Allow', Action: hostile, Resource: hostile, Condition: { StringLike: { [hostile]: hostile } } });
  });
  expect(withoutScript(page).replace(/<script type="application\/octet-stream" id="data">[\w+/=]*<\/script>/, '')).not.toMatch(/<(script|img|iframe|object|link)\b/i);
  expect(page).not.toContain('\u202e');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(withoutScript(page).match(/<link|src="|href="(?!#|https:\/\/github\.com\/cdk-cognito-pools\/cdk-cognito-pools\/blob\/main\/docs\/rules\.md#[a-z-]+" rel="noreferrer")/g)).toBeNull();
  const [, script] = /<script>(.*)<\/script>/s.exec(page) ?? [];
  expect(page).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`);
});

test('holds the templates for its questions, without code, environment variables, secrets and values of NoEcho parameters', async () => {
  const page = await pageOf((t) => {
    t.Parameters = { Hidden: { Type: 'String', NoEcho: true, Default: 'top secret default' } };
    t.Resources.Handler = { Type: 'AWS::Lambda::Function', Properties: { Code: { ZipFile: 'top secret code' }, Environment: { Variables: { KEY: 'top secret key' } } } };
    t.Resources.Google = { Type: 'AWS::Cognito::UserPoolIdentityProvider', Properties: { ProviderDetails: { client_id: 'known', client_secret: 'top secret' } } };
  });
  const [, data] = /id="data">([^<]*)</.exec(page) ?? [];
  const held = inflateRawSync(Buffer.from(data, 'base64')).toString();
  expect(held).toContain('"Photos"');
  expect(held).toContain('"known"');
  expect(held).not.toMatch(/top secret|\/(tmp|private|var)\//);
});

test('of what one rule finds a thousand times fifty are shown in full, and a line of each further', async () => {
  const page = await pageOf((t) => {
    for (let i = 0; i < 1000; i++) {
      t.Resources[`G${i}`] = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: { Ref: 'UserPool' }, GroupName: `g${i}`, RoleArn: { 'Fn::GetAtt': [i % 2 === 0 ? 'AuthRole' : 'CuratorsRole', 'Arn'] } } };
    }
  });
  const unknown = page.match(/<details class="finding UNKNOWN">.*?<\/details>/gs) ?? [];
  const lines = unknown[unknown.length - 1]?.match(/<li>.*?<\/li>/g) ?? [];
  expect(unknown).toHaveLength(51);
  expect(textOf(unknown[50])).toMatch(/^UNKNOWN \d+ more of the rule group-precedence-tie /);
  expect(lines).toHaveLength(Number(/(\d+) more/.exec(textOf(unknown[50]))?.[1]));
  expect(textOf(lines[0] ?? '')).toMatch(/^groups with different roles have different precedences \(g\d+\): AWS does not document which role comes first where neither 'G\d+' nor 'G\d+' has a Precedence; give 'G\d+' and 'G\d+' each a Precedence of its own$/);
  expect(Buffer.byteLength(page)).toBeLessThan(2_000_000);
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
