import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { recordReads } from '../../../lib/proof/template/files';
import { loadTemplate } from '../../../lib/proof/template/load';
import { loadNested } from '../../../lib/proof/template/nested';
import { readTemplates } from '../../../lib/proof/template/reader';
import { TemplateError } from '../../../lib/proof/template/value';
import { folder } from './folder';

const { path, write } = folder();
const TEMPLATE = { Resources: { A: { Type: 'Test::A' } } };
const nested = (url: unknown, metadata?: object): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url }, ...(metadata !== undefined && { Metadata: metadata }) });
/** What the root and its nested stacks create. */
const resources = (root: string): string[] => readTemplates([loadTemplate(root)], loadNested, (model) => model.resources.filter(({ type }) => type === 'Test::A').map(({ stack, id }) => `${stack}.${id}`)).flat();
const rootWith = (resource: object, name = 'root.json'): string => write(name, { Resources: { Child: resource } });

test.each<[string, unknown, string]>([
  ['a relative URL', './child.json', 'child.json'],
  ['a relative URL below', 'nested/child.yaml', 'nested/child.yaml'],
  ['the last part of a URL of S3', 'https://s3.amazonaws.com/bucket/some/key/child.json', 'child.json'],
  ['the last part, somewhere below', 'https://bucket.s3.eu-west-1.amazonaws.com/child.template.yml?versionId=1', 'a/b/child.template.yml'],
  ['the last part of Fn::Sub', { 'Fn::Sub': 'https://${Bucket}.s3.amazonaws.com/${Prefix}/child.json' }, 'child.json'],
  ['the last part of Fn::Sub with variables', { 'Fn::Sub': ['https://${B}.s3.amazonaws.com/child.json', { B: 'b' }] }, 'child.json'],
  ['the last part of Fn::Join', { 'Fn::Join': ['', ['https://s3.amazonaws.com/', { Ref: 'Bucket' }, '/child.json']] }, 'child.json'],
  ['the last item of Fn::Join', { 'Fn::Join': ['/', ['https://s3.amazonaws.com', { Ref: 'Bucket' }, { Ref: 'Key' }, 'stacks', 'child.json']] }, 'stacks/child.json'],
  ['several items of Fn::Join', { 'Fn::Join': ['', ['https://s3.amazonaws.com/x/', 'chi', 'ld.json']] }, 'child.json'],
])('the template of a nested stack is found by %s', (_name, url, file) => {
  write(file, TEMPLATE);
  expect(resources(rootWith(nested(url)))).toEqual(['root/Child.A']);
});

test.each<[string, unknown, readonly string[]]>([
  ['two files of the name', 'https://s3.amazonaws.com/b/child.json', ['a/child.json', 'b/child.json']],
  ['a name that is known in part', { 'Fn::Sub': 'https://s3.amazonaws.com/b/${Stage}-child.json' }, ['child.json', '-child.json']],
  ['a name behind something unknown', { 'Fn::Join': ['', ['https://s3.amazonaws.com/b/', { Ref: 'Stage' }, 'child.json']] }, ['child.json']],
  ['a file that is no template by its name', 'https://s3.amazonaws.com/b/child.txt', ['child.txt']],
  ['a folder of the name', './child.json', ['child.json/x']],
  ['a file in a folder of others', 'https://s3.amazonaws.com/b/child.json', ['node_modules/child.json', '.git/child.json', 'asset.1/child.json']],
  ['the template itself', 'https://s3.amazonaws.com/b/root.json', []],
  ['a parameter', { Ref: 'Url' }, ['child.json']],
  ['nothing', undefined, ['child.json']],
  ['a list', ['./child.json'], ['child.json']],
])('it is not at hand with %s', (_name, url, files) => {
  for (const file of files) write(file, TEMPLATE);
  expect(readTemplates([loadTemplate(rootWith(nested(url)))], loadNested, ({ undecided }) => undecided)).toEqual([["the template of the nested stack 'Child' is not at hand"]]);
});

test('the file that the CDK records comes first, then that of the hash, then the URL', () => {
  const hash = 'a'.repeat(64);
  const url = { 'Fn::Sub': `https://bucket/${hash}.json` };
  write('other.assets.json', { files: {} });
  write('root.assets.json', { files: { [hash]: { source: { path: 'by-hash.json' } } } });
  write('by-hash.json', { Resources: { Hash: { Type: 'Test::A' } } });
  expect(resources(rootWith(nested(url)))).toEqual(['root/Child.Hash']);
  write('recorded.json', { Resources: { Recorded: { Type: 'Test::A' } } });
  expect(resources(rootWith(nested(url, { 'aws:asset:path': 'recorded.json' })))).toEqual(['root/Child.Recorded']);
  expect(resources(rootWith(nested(url, { 'aws:asset:path': 'none.json' })))).toEqual(['root/Child.Hash']);
  expect(resources(rootWith(nested(url, { 'aws:asset:path': 5 })))).toEqual(['root/Child.Hash']);
});

test('the root of Amplify finds its nested stacks in its backend', () => {
  const url = (name: string): string => `https://s3.amazonaws.com/amplify-app-dev-1-deployment/amplify-cfn-templates/auth/${name}`;
  write('amplify/backend/auth/users/users-cloudformation-template.yml', 'Resources: {Users: {Type: Test::A}}');
  write('amplify/backend/awscloudformation/build/storage/photos/build/cloudformation-template.json', { Resources: { Photos: { Type: 'Test::A' } } });
  const root = write('amplify/backend/awscloudformation/nested-cloudformation-stack.yml', {
    Resources: { Users: nested(url('users-cloudformation-template.yml')), Photos: nested(url('cloudformation-template.json')) },
  });
  expect(resources(root)).toEqual(['nested-cloudformation-stack/Users.Users', 'nested-cloudformation-stack/Photos.Photos']);
});

test('of several files of a name Amplify means the one in the folder of the stack, and the one that it has built', () => {
  const url = (name: string): string => `https://s3.amazonaws.com/amplify-app-dev-1-deployment/amplify-cfn-templates/${name}`;
  const made = (id: string, more: object = {}): object => ({ Resources: { [id]: { Type: 'Test::A' }, ...more } });
  write('amplify/backend/awscloudformation/build/storage/photos/build/cloudformation-template.json', made('Photos'));
  write('amplify/backend/awscloudformation/build/api/shop/build/cloudformation-template.json', made('Shop', { Custom: nested({ 'Fn::Join': ['/', [{ Ref: 'Root' }, 'stacks', 'Custom.json']] }) }));
  write('amplify/backend/api/shop/stacks/Custom.json', made('Written'));
  write('amplify/backend/api/shop/build/stacks/Custom.json', made('Built'));
  const root = (id: string): string => write('amplify/backend/awscloudformation/build/root.json', { Resources: { [id]: nested(url('api/cloudformation-template.json')) } });
  expect(resources(root('apishop'))).toEqual(['root/apishop.Shop', 'root/apishop/Custom.Built']);
  expect(resources(root('shop'))).toEqual([]);
  write('amplify/backend/api/other/build/stacks/Custom.json', made('Other'));
  expect(resources(root('apishop'))).toEqual(['root/apishop.Shop']);
});

test('in a stage it may lie among the assets of the app', () => {
  const hash = 'b'.repeat(64);
  write('manifest.json', { artifacts: { Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } } });
  write('assembly-Prod/manifest.json', { artifacts: {} });
  write('assembly-Prod/S.assets.json', { files: { [hash]: { source: { path: `../asset.${hash}.yaml` } } } });
  write(`asset.${hash}.yaml`, 'Resources: {A: {Type: Test::A}}');
  const root = write('assembly-Prod/S.template.json', { Resources: { Child: nested({ 'Fn::Sub': `https://bucket/${hash}.yaml` }) } });
  expect(resources(root)).toEqual(['S/Child.A']);
});

describe('nothing outside of the folder is read', () => {
  test.each<[string, () => object, string]>([
    ['a path of another place', () => nested('/etc/passwd'), '/etc/passwd'],
    ['a way up', () => nested('../../child.json'), '../../child.json'],
    ['a way down and up', () => nested('a/../../child.json'), 'a/../../child.json'],
    ['the path that the CDK records', () => nested('x', { 'aws:asset:path': '../child.json' }), '../child.json'],
    ['a link that leads out', () => { symlinkSync('/etc/hostname', join(path(), 'app/link.json')); return nested('link.json'); }, 'link.json'],
    ['a folder that leads out', () => { symlinkSync('/etc', join(path(), 'app/out')); return nested('out/hostname'); }, 'out/hostname'],
  ])('by %s', (_name, resource, name) => {
    write('child.json', TEMPLATE);
    mkdirSync(join(path(), 'app'));
    const root = write('app/root.json', { Resources: { Child: resource() } });
    expect(() => resources(root)).toThrow(TemplateError);
    expect(() => resources(root)).toThrow(`outside-of-folder: '${name}' leads out of the folder '${dirname(root)}', and nothing outside of it is read; if it is intended, name it: --nested <logical id>=<file> [in ${root} at Resources.Child]`);
  });

  test('by the hash of an asset', () => {
    const hash = 'c'.repeat(64);
    write('app/root.assets.json', { files: { [hash]: { source: { path: '../child.json' } } } });
    const root = write('app/root.json', { Resources: { Child: nested(`https://bucket/${hash}.json`) } });
    expect(() => resources(root)).toThrow(/^outside-of-folder: '\.\.\/child\.json' leads out of .+ \[in .+root\.assets\.json at files\.c+\.source\.path\]$/);
  });

  test('a link that stays within is followed', () => {
    write('child.json', TEMPLATE);
    symlinkSync('child.json', join(path(), 'link.json'));
    expect(resources(rootWith(nested('link.json')))).toEqual(['root/Child.A']);
  });

  test('a name with NUL, or too long, is none', () => {
    for (const url of ['a\0b', 'x'.repeat(5_000)]) expect(resources(rootWith(nested(url)))).toEqual([]);
  });
});

test.each<[string, string, RegExp]>([
  ['is no template', 'Resources: [', /^bad-yaml: .+ \[in .+child\.yaml at line 1\]$/],
  ['has no resources', 'Resources:', /^bad-section: expected an object, received nothing; write the resources below it \[in .+child\.yaml at Resources\]$/],
])('a nested template that %s is an error of its own', (_name, text, message) => {
  write('child.yaml', text);
  expect(() => resources(rootWith(nested('child.yaml')))).toThrow(message);
});

test('a file of assets that says something of the wrong type is refused', () => {
  const hash = 'd'.repeat(64);
  const root = rootWith(nested(`https://bucket/${hash}.json`));
  write('root.assets.json', { files: { [hash]: { source: { path: 5 } } } });
  expect(() => resources(root)).toThrow(/^bad-manifest: expected text; run 'cdk synth' again \[in .+root\.assets\.json at files\.d+\.source\.path\]$/);
});

test('it is looked for and parsed once for each stack of a template', () => {
  const file = write('child.json', TEMPLATE);
  const root = loadTemplate(rootWith(nested('child.json')));
  const resource = (root.body.Resources as Record<string, Record<string, unknown>>).Child;
  const { result: first, files } = recordReads(() => loadNested(root, resource, 'Child'));
  expect(files).toEqual([file]);
  expect(recordReads(() => loadNested(root, resource, 'Child'))).toEqual({ result: first, files: [] });
});

// root may read everything
(process.getuid?.() === 0 ? test.skip : test)('folders that may not be read leave it open', () => {
  write('child.json', TEMPLATE);
  const root = rootWith(nested('https://s3.amazonaws.com/b/child.json'));
  const closed = dirname(write('closed/x', ''));
  chmodSync(closed, 0);
  expect(resources(root)).toEqual([]);
  chmodSync(closed, 0o700);
});
