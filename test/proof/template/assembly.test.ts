import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { loadFiles, loadTemplate, loadTemplates } from '../../../lib/proof/template/load';
import { loadNested } from '../../../lib/proof/template/nested';
import { readTemplates } from '../../../lib/proof/template/reader';
import { TemplateError } from '../../../lib/proof/template/value';
import { folder } from './folder';

const { path, write } = folder();
const TEMPLATE = { Resources: { A: { Type: 'Test::A' } } };
const stack = (templateFile: unknown, rest: object = {}): object => ({ type: 'aws:cloudformation:stack', properties: { templateFile }, ...rest });
const assembly = (directoryName: unknown): object => ({ type: 'cdk:cloud-assembly', properties: { directoryName } });
const manifest = (artifacts: unknown): object => ({ version: '36.0.0', artifacts });
const resources = (): string[][] => loadTemplates(path()).map((group) => readTemplates(group, loadNested, (model) => model.resources.map((r) => `${r.stack}.${r.id}`)).flat());

describe('a Stage in a Stage', () => {
  test('is read at any depth, each assembly by itself', () => {
    write('manifest.json', manifest({ Top: stack('Top.template.json'), Outer: assembly('assembly-Outer') }));
    write('Top.template.json', TEMPLATE);
    write('assembly-Outer/manifest.json', manifest({ Inner: assembly('assembly-Outer-Inner') }));
    write('assembly-Outer/assembly-Outer-Inner/manifest.json', manifest({ S: stack('S.template.json'), Last: assembly('of-another-name') }));
    write('assembly-Outer/assembly-Outer-Inner/S.template.json', TEMPLATE);
    write('assembly-Outer/assembly-Outer-Inner/of-another-name/manifest.json', manifest({ T: stack('T.template.json') }));
    write('assembly-Outer/assembly-Outer-Inner/of-another-name/T.template.json', TEMPLATE);
    expect(resources()).toEqual([['Top.A'], ['S.A'], ['T.A']]);
  });

  test('as the CDK writes it, with nested stacks', () => {
    const app = new App({ outdir: path() });
    const inner = new Stage(new Stage(app, 'Outer'), 'Inner');
    const parent = new Stack(inner, 'Parent', { env: { account: '111122223333', region: 'eu-west-1' } });
    new CfnResource(new NestedStack(parent, 'Child'), 'Thing', { type: 'Test::A' });
    app.synth();
    expect(resources()).toEqual([[expect.stringMatching(/^Outer-Inner-Parent\.Child/), expect.stringMatching(/^Outer-Inner-Parent\/Child.*\.Thing$/)]]);
    const [[{ file, region }]] = loadTemplates(path());
    expect(region).toBe('eu-west-1');
    // One of its templates alone is read as it is there.
    expect(loadFiles([file])).toMatchObject([{ region: 'eu-west-1', stackName: 'Outer-Inner-Parent', root: path() }]);
  });

  test('that its manifest does not name is read all the same, once', () => {
    write('manifest.json', manifest({ Prod: assembly('assembly-Prod') }));
    for (const name of ['Prod', 'Test']) {
      write(`assembly-${name}/manifest.json`, manifest({ [name]: stack(`${name}.template.json`) }));
      write(`assembly-${name}/${name}.template.json`, TEMPLATE);
    }
    expect(resources()).toEqual([['Prod.A'], ['Test.A']]);
  });

  test('that names one in which it is ends all the same', () => {
    write('manifest.json', manifest({ S: stack('S.template.json'), Outer: assembly('a'), Itself: assembly('.') }));
    write('S.template.json', TEMPLATE);
    write('a/manifest.json', manifest({ Back: assembly('..'), Itself: assembly('.') }));
    expect(resources()).toEqual([['S.A']]);
  });

  test('assets are none, whatever is in them', () => {
    write('S.template.json', TEMPLATE);
    write('asset.1/manifest.json', { artifacts: 5 });
    write('app/manifest.json', { name: 'a web app' });
    write('other/manifest.json', 'no JSON');
    mkdirSync(join(path(), 'folder/manifest.json'), { recursive: true });
    expect(resources()).toEqual([['S.A']]);
  });
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /^bad-json: .+ \[in .+manifest\.json\]$/],
  ['a list', [], /^bad-manifest: expected an object, received \[\]; run 'cdk synth' again \[in .+manifest\.json\]$/],
  ['artifacts that are text', manifest('x'), /^bad-manifest: expected an object, received "x"; run 'cdk synth' again \[in .+manifest\.json at artifacts\]$/],
  ['an artifact that is nothing', manifest({ S: null }), /^bad-manifest: expected an object, received null; .+ at artifacts\.S\]$/],
  ['a stack without properties', manifest({ S: { type: 'aws:cloudformation:stack' } }), /^bad-manifest: expected an object, received nothing; .+ at artifacts\.S\.properties\]$/],
  ['a template file that is a number', manifest({ S: stack(5) }), /^bad-manifest: expected text, received 5; .+ at artifacts\.S\.properties\.templateFile\]$/],
  ['a stack without a template', manifest({ S: stack(undefined) }), /^bad-manifest: expected text, received nothing; .+templateFile\]$/],
  ['an environment that is a number', manifest({ S: stack('S.template.json', { environment: 5 }) }), /^bad-manifest: expected text, received 5; .+ at artifacts\.S\.environment\]$/],
  ['an environment with a wildcard', manifest({ S: stack('S.template.json', { environment: 'aws://*/us-east-1' }) }), /^bad-manifest: expected aws:\/\/<account>\/<region>, received 'aws:\/\/\*\/us-east-1'; .+ at artifacts\.S\.environment\]$/],
  ['an environment that is none', manifest({ S: stack('S.template.json', { environment: 'aws:/x' }) }), /^bad-manifest: expected aws:\/\/<account>\/<region>, received 'aws:\/x'; .+ at artifacts\.S\.environment\]$/],
  ['a stack name that is a list', manifest({ S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json', stackName: [] } } }), /^bad-manifest: expected text, received \[\]; .+stackName\]$/],
  ['a folder that is a number', manifest({ O: assembly(5) }), /^bad-manifest: expected text, received 5; .+ at artifacts\.O\.properties\.directoryName\]$/],
  ['a folder that is not there', manifest({ O: assembly('none') }), /^bad-manifest: there is no folder 'none'; run 'cdk synth' again \[in .+ at artifacts\.O\.properties\.directoryName\]$/],
  ['a folder that is a file', manifest({ O: assembly('S.template.json') }), /^bad-manifest: there is no folder 'S\.template\.json'; /],
  ['a template that is not there', manifest({ S: stack('T.template.json') }), /^cannot-open: the file cannot be read: there is no such file or directory \(ENOENT\) \[in .+T\.template\.json\]$/],
  ['a template that is a folder', manifest({ S: stack('.') }), /^cannot-open: the file cannot be read: it is a directory \(EISDIR\) /],
  ['a template outside', manifest({ S: stack('../S.template.json') }), /^outside-of-folder: '\.\.\/S\.template\.json' leads out of the folder '.+', and nothing outside of it is read; run 'cdk synth' again \[in .+manifest\.json at artifacts\.S\.properties\.templateFile\]$/],
  ['a template of another place', manifest({ S: stack('/etc/passwd') }), /^outside-of-folder: '\/etc\/passwd' leads out of /],
  ['a folder outside', manifest({ O: assembly('..') }), /^outside-of-folder: '\.\.' leads out of /],
  ['a template by a link that leads out', manifest({ S: stack('link.template.json') }), /^outside-of-folder: 'link\.template\.json' leads out of /],
  ['a folder by a link that leads out', manifest({ O: assembly('out') }), /^outside-of-folder: 'out' leads out of /],
  ['a key twice', '{"artifacts": {},\n"artifacts": {}}', /^duplicate-key: /],
])('a manifest with %s is refused in words', (_name, content, message) => {
  write('S.template.json', TEMPLATE);
  write('manifest.json', content);
  symlinkSync('/etc/hostname', join(path(), 'link.template.json'));
  symlinkSync('/etc', join(path(), 'out'));
  expect(() => loadTemplates(path())).toThrow(TemplateError);
  expect(() => loadTemplates(path())).toThrow(message);
});

test('a manifest that is a folder, in a directory that is asked for', () => {
  mkdirSync(join(path(), 'manifest.json'));
  expect(() => loadTemplates(path())).toThrow(/^cannot-open: the file cannot be read: it is a directory \(EISDIR\) \[in .+manifest\.json\]$/);
});

describe('a template beside a manifest', () => {
  test('is deployed to where the manifest says', () => {
    const file = write('S.template.json', TEMPLATE);
    write('manifest.json', manifest({ S: stack('S.template.json', { environment: 'aws://111122223333/eu-west-1' }) }));
    expect(loadTemplate(file)).toMatchObject({ account: '111122223333', region: 'eu-west-1', stackName: 'S' });
    expect(loadTemplate(file, { region: 'eu-west-2' })).toMatchObject({ account: '111122223333', region: 'eu-west-2' });
  });

  test.each<[string, unknown]>([['of a web app', { name: 'app' }], ['that is no JSON', 'x'], ['that names other stacks', manifest({ S: stack('T.template.json') })]])('%s says nothing of it', (_name, content) => {
    const file = write('S.template.json', TEMPLATE);
    write('manifest.json', content);
    expect(loadTemplate(file)).toEqual({ file, body: TEMPLATE, json: JSON.stringify(TEMPLATE), root: path() });
  });

  test('that looks like one of an assembly has to be one', () => {
    const file = write('S.template.json', TEMPLATE);
    write('manifest.json', manifest({ S: stack('S.template.json', { environment: 5 }) }));
    expect(() => loadTemplate(file)).toThrow(/^bad-manifest: expected text, received 5; /);
  });
});

test('a pipe is not waited for', () => {
  execFileSync('mkfifo', [join(path(), 'pipe')]);
  write('manifest.json', manifest({ S: stack('pipe') }));
  expect(() => loadTemplates(path())).toThrow(/^cannot-open: the file cannot be read: it is a pipe or a device \[in .+pipe\]$/);
});

test('hundreds of assemblies in one another end', () => {
  let directory = '';
  for (let i = 0; i < 1_005; i++) {
    mkdirSync(join(path(), String(i)));
    writeFileSync(join(path(), String(i), 'manifest.json'), JSON.stringify(manifest({ Next: assembly(`../${i + 1}`) })));
    directory = join(path(), String(i + 1));
  }
  mkdirSync(directory);
  expect(() => loadTemplates(path())).toThrow(`no-templates: the directory holds more than 1000 assemblies; name one of them [in ${path()}]`);
});
