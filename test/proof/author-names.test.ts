import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import '../../jest';
import { can } from '../../bin/commands/can';
import { prove } from '../../bin/commands/prove';
import { AccessModel, OwnObjectGrants, SignIn, UserPoolPlusIdentityPool } from '../../lib';
import { AuthorNames } from '../../lib/proof/author-names';
import { proveAssembly } from '../../lib/proof/synth/prove-assembly';
import { loadTemplates } from '../../lib/proof/template/load';
import { loadNested } from '../../lib/proof/template/nested';
import { at, photoApp } from './photo-app';

const outdir = mkdtempSync(join(tmpdir(), 'author-names-'));
afterAll(() => rmSync(outdir, { recursive: true }));

/** A stage with a bucket in a stack, one in a stack nested in it, and one of the same path in another stack. */
function stageWithBuckets(folder: string) {
  const app = new App({ outdir: join(outdir, folder) });
  const stage = new Stage(app, 'Prod');
  const main = new Stack(stage, 'Main');
  new Bucket(main, 'Photos');
  new Bucket(new NestedStack(main, 'Thumbs'), 'Photos');
  new Bucket(main, 'Named');
  new Bucket(new Stack(stage, 'Other'), 'Photos');
  return app.synth().directory;
}

/** Users have a folder of their own, and where somebody was careless the whole bucket too. */
function appWithFolders(folder: string, careless: boolean) {
  const app = new App({ outdir: join(outdir, folder) });
  const stack = new Stack(app, 'Main', { env: { region: 'eu-west-1' } });
  const photos = new Bucket(stack, 'Photos');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email() });
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
  if (careless) photos.grantRead(auth.authenticated);
  return { app, stack };
}

describe('the construct paths of an assembly', () => {
  const directory = stageWithBuckets('stage');
  const names = AuthorNames.of(loadTemplates(directory).flat(), loadNested);
  const buckets = names.all.filter(({ type }) => type === 'AWS::S3::Bucket');

  test('are read from its metadata, also of stages and nested stacks', () => {
    expect(buckets.map(({ constructPath, name }) => [constructPath, name])).toEqual([
      ['Prod/Main/Photos/Resource', 'Photos'], ['Prod/Main/Thumbs/Photos/Resource', 'Thumbs/Photos'], ['Prod/Main/Named/Resource', 'Named'], ['Prod/Other/Photos/Resource', 'Photos'],
    ]);
  });

  test('take the place of the logical ids that the CDK made of them, and of nothing else', () => {
    const [photos, , named] = buckets;
    expect(names.inWords(`\${${named.id}.Arn}/a of '${named.id}', not x${named.id} or ${named.id}x; Named stays, DEADBEEF stays`)).toBe(`\${Named.Arn}/a of 'Named', not x${named.id} or ${named.id}x; Named stays, DEADBEEF stays`);
    expect(names.titleOf(named.id)).toBe(`bucket Named (${named.id})`);
    // Three buckets have it: in the stack, in the nested stack, and in the other stack.
    expect(names.inWords(photos.id)).toBe(photos.id);
    expect(names.titleOf(photos.id, photos.file)).toBe(`bucket Photos (${photos.id})`);
  });

  test('a resource is found by its path below the stack, by its full path, and by that of its construct', () => {
    const [, , { id, file }] = buckets;
    for (const name of ['Named', 'Prod/Main/Named', 'Prod/Main/Named/Resource']) expect(names.idsOf(name, (one) => one.file === file)).toEqual([id]);
    expect(names.idsOf('Main/Named', () => true)).toEqual([]);
  });
});

describe('metadata that is not as it should be leaves the logical ids', () => {
  const directory = stageWithBuckets('hostile');
  const folder = join(directory, 'assembly-Prod');
  const namesWith = (metadata: unknown) => {
    writeFileSync(join(folder, 'ProdMain7A2D7F2B.metadata.json'), typeof metadata === 'string' ? metadata : JSON.stringify(metadata));
    return AuthorNames.of(loadTemplates(directory).flat(), loadNested).all.filter(({ type, file }) => type === 'AWS::S3::Bucket' && file.includes('ProdMain7')).map(({ name }) => name);
  };

  test.each<[string, unknown]>([
    ['no JSON', '{'], ['a list', []], ['null', 'null'], ['no records', { '/Prod/Main/Photos/Resource': 'x' }], ['records that are none', { '/Prod/Main/Photos/Resource': [null, 1, 'x', { type: 'aws:cdk:logicalId', data: 1 }] }],
  ])('%s', (_, metadata) => {
    expect(namesWith(metadata)).toEqual([expect.stringMatching(/^Photos\w{8}$/), expect.stringMatching(/^Named\w{8}$/)]);
  });

  test('a file elsewhere is not read', () => {
    const file = join(folder, 'manifest.json');
    const manifest = readFileSync(file, 'utf8');
    writeFileSync(file, manifest.replaceAll('ProdMain7A2D7F2B.metadata.json', '../../stage/assembly-Prod/ProdMain7A2D7F2B.metadata.json'));
    expect(namesWith({})).toEqual([expect.stringMatching(/^Photos\w{8}$/), expect.stringMatching(/^Named\w{8}$/)]);
    writeFileSync(file, manifest);
  });
});

test('the path in the metadata of a resource counts first, as in a template without an assembly', () => {
  const body = { Resources: { PhotosB9552D0D: { Type: 'AWS::S3::Bucket', Metadata: { 'aws:cdk:path': 'Main/Gallery/Photos/Resource' } }, Own: { Type: 'AWS::DynamoDB::GlobalTable' } } };
  const names = AuthorNames.of([{ file: 'a.json', body }], loadNested);
  expect([names.titleOf('PhotosB9552D0D'), names.titleOf('Own'), names.titleOf('Nothing')]).toEqual(['bucket Gallery/Photos (PhotosB9552D0D)', 'table Own', 'Nothing']);
});

describe('what people read', () => {
  const { app } = appWithFolders('broken', true);
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    jest.spyOn(console, 'log').mockImplementation((text: string) => { printed.push(text); });
    jest.spyOn(console, 'error').mockImplementation((text: string) => { printed.push(text); });
  });
  afterEach(() => jest.restoreAllMocks());
  const synthesized = () => {
    try {
      app.synth();
    } catch { /* the promise is broken */ }
    return join(outdir, 'broken', 'Main.template.json');
  };

  test('at synth names constructs', () => {
    const { report: { violations } } = proveAssembly({ templatePaths: [synthesized()], mode: 'error', recorded: [], withoutReason: [] });
    const [violated] = violations.filter(({ ruleMetadata }) => ruleMetadata?.verdict === 'VIOLATED');
    expect(violated.description).toContain('role Auth/Authenticated/Role');
    expect(violated.description).toContain('${Photos.Arn}');
    expect(violated.description).not.toMatch(/[A-Za-z][0-9A-F]{8}\b/);
    expect(violated.violatingResources[0].resourceLogicalId).toMatch(/^AuthAuthenticatedPolicy[0-9A-F]{8}$/);
  });

  test("in 'prove' too, with the logical id once behind; JSON has both", async () => {
    const file = synthesized();
    await prove([file, '--rule', 'isolated']);
    const text = printed.join('\n');
    expect(text).toMatch(/by {5}Auth\/Authenticated\/Policy\.Statement\[\d\]/);
    expect(text).toMatch(/^policy Auth\/Authenticated\/Policy \(AuthAuthenticatedPolicy[0-9A-F]{8}\)/m);
    printed.length = 0;
    await prove([file, '--rule', 'isolated', '--json']);
    const { findings } = JSON.parse(printed.join('\n')) as { findings: { resource: string; constructPath: string }[] };
    expect(findings[0]).toMatchObject({ resource: expect.stringMatching(/^AuthAuthenticatedPolicy[0-9A-F]{8}$/) as string, constructPath: 'Main/Auth/Authenticated/Policy/Resource' });
  });

  test.each([
    ['${Photos.Arn}/users/x'], ['${Main/Photos.Arn}/users/x'], ['${Main/Photos/Resource.Arn}/users/x'],
  ])("'can' takes construct paths: %s", async (resource) => {
    const code = await can([synthesized(), '--as', 'user', '--identity-pool', 'Auth', '--provider', 'Auth/UserPool', '--action', 's3:GetObject', '--resource', resource]);
    expect({ code, printed }).toEqual({ code: 0, printed: [expect.stringMatching(/^ALLOWED\nrole {7}Auth\/Authenticated\/Role \(AuthAuthenticatedRole[0-9A-F]{8}\)\nstatement {2}Auth\/Authenticated\/Policy\.Statement/)] });
  });

  test.each([
    ['--resource', '${Photo.Arn}/x', 'unknown-reference: ${Photo.Arn} names nothing in the templates; did you mean ${Photos.Arn}?'],
    ['--resource', '${Auth/UserPol.Arn}', 'unknown-reference: ${Auth/UserPol.Arn} names nothing in the templates; did you mean ${Auth/UserPool.Arn}?'],
    ['--identity-pool', 'Out', "unknown-identity-pool: the templates have no identity pool 'Out'; write the construct path or the logical id of one of them: Auth/IdentityPool"],
    ['--provider', 'Out', "unknown-provider: the identity pool takes no sign-in by 'Out'; write one of its providers: Auth/UserPool"],
  ])("'can' offers the nearest: %s %s", async (option, value, message) => {
    const rest = option === '--resource' ? [] : ['--resource', '${Photos.Arn}/x'];
    expect(await can([synthesized(), '--as', 'user', '--action', 's3:GetObject', ...rest, option, value])).toBe(2);
    expect(printed.join('\n')).toContain(message);
  });

  test('matchers take construct paths and answer with them', () => {
    const model = AccessModel.fromStack(appWithFolders('matchers', false).stack);
    const own = '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a.jpg';
    expect(model.user({ identityPool: 'Auth/IdentityPool' })).toBeAllowed('s3:GetObject', own);
    expect(() => expect(model.user()).toBeDenied('s3:GetObject', own)).toThrow(/role {7}Auth\/Authenticated\/Role\nstatement {2}Auth\/Authenticated\/Policy\.Statement\[\d\]\n/);
  });
});

test('a construct path that two stacks have needs the stack in front', () => {
  const directory = stageWithBuckets('two');
  const files = loadTemplates(directory).flat();
  const model = AccessModel._ofTemplates([...files, { file: 'app.json', body: photoApp() }]);
  expect(() => model.user().can('s3:GetObject', '${Prod/Other/Photos.Arn}/x')).not.toThrow();
  expect(() => model.user().can('s3:GetObject', '${Photos.Arn}/x')).toThrow('ambiguous-reference: ${Photos.Arn} means different things in different stacks; begin with the construct path of the stack, such as ${Main/Photos.Arn}, or ask about the template of one stack');
});

test('a logical id comes before a construct of the same name', () => {
  const template = photoApp();
  template.Resources.OtherB9552D0D = { Type: 'AWS::S3::Bucket', Metadata: { 'aws:cdk:path': 'Main/Photos/Resource' } };
  at(template, 'Photos').Metadata = { 'aws:cdk:path': 'Main/Real/Resource' };
  const user = AccessModel.fromTemplate(template).user();
  const own = (bucket: string) => user.can('s3:GetObject', `\${${bucket}.Arn}/users/\${cognito-identity.amazonaws.com:sub}/a.jpg`).verdict;
  expect([own('Photos'), own('Real'), own('Main/Photos')]).toEqual(['ALLOWED', 'ALLOWED', 'DENIED']);
});
