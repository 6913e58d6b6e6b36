import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadTemplates } from '../../../lib/proof/template/load';
import { loadNested } from '../../../lib/proof/template/nested';
import { readTemplates } from '../../../lib/proof/template/reader';
import { models, property, shown } from '../read';

const probe = (value: unknown): object => ({ Type: 'Test::Probe', Properties: { Value: value } });
const bucketStack = { Resources: { Photos: { Type: 'AWS::S3::Bucket' } }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Photos', 'Arn'] }, Export: { Name: 'photos-arn' } } } };

function show(templates: Parameters<typeof models>[0], nested: Record<string, object> = {}, id = 'Probe'): string[] {
  return models(templates, (model) => shown(model, property(model, id)), nested);
}

test('an import gives what the other stack exports', () => {
  const importer = { Resources: { Probe: probe({ 'Fn::ImportValue': 'photos-arn' }) } };
  expect(show([{ file: 'a.json', body: importer }, { file: 'b.json', body: bucketStack }])).toEqual(['${Photos.Arn}']);
});

test('an import from a stack that is not at hand is open', () => {
  expect(show([{ file: 'a.json', body: { Resources: { Probe: probe({ 'Fn::ImportValue': 'elsewhere' }) } } }])).toEqual(['${import elsewhere}']);
});

test('an output is read by the name of its stack', () => {
  const reader = { Resources: { Probe: probe({ 'Fn::GetStackOutput': { StackName: 'Storage', OutputName: 'Arn' } }) } };
  expect(show([{ file: 'a.json', body: reader }, { file: 'b.json', body: bucketStack, stackName: 'Storage' }])).toEqual(['${Photos.Arn}']);
});

describe('nested stacks', () => {
  const child = {
    Parameters: { Name: { Type: 'String' }, Kept: { Type: 'String', Default: 'default' } },
    Resources: { Inner: probe({ 'Fn::Sub': '${Name}/${Kept}' }), Photos: { Type: 'AWS::S3::Bucket' } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Photos', 'Arn'] } } },
  };
  const stack = (parameters: object): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child', Parameters: parameters } });
  const parent = {
    Resources: { Photos: { Type: 'AWS::S3::Bucket' }, Child: stack({ Name: { 'Fn::GetAtt': ['Photos', 'Arn'] } }), Probe: probe({ 'Fn::GetAtt': ['Child', 'Outputs.Arn'] }) },
  };

  test('get their arguments from the parent', () => {
    expect(show([{ file: 'parent.json', body: parent }], { child }, 'Inner')).toEqual(['${Photos.Arn}/default']);
  });

  test('give their outputs to the parent; what has the same logical id is still another thing', () => {
    const arns = models([{ file: 'parent.json', body: parent }], (model) => [property(model, 'Probe'), model.resources.find((r) => r.id === 'Photos')?.arn], { child });
    expect(arns[0][0]).not.toEqual(arns[0][1]);
    expect(show([{ file: 'parent.json', body: parent }], { child })).toEqual(['${parent/Child/Photos.Arn}']);
  });

  test('made twice from one template are two', () => {
    const twice = { Resources: { A: stack({ Name: 'a' }), B: stack({ Name: 'b' }) } };
    const buckets = models([{ file: 'p.json', body: twice }], (model) => model.resources.filter((r) => r.type === 'AWS::S3::Bucket').map((r) => r.ref), { child })[0];
    expect(new Set(buckets).size).toBe(2);
  });

  test('unroll their loops over what the parent gives', () => {
    const looping = { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'x' } }, Resources: { 'Fn::ForEach::L': ['N', { Ref: 'Names' }, { 'R${N}': probe({ Ref: 'N' }) }] } };
    const ids = (names: unknown): string[] => models([{ file: 'p.json', body: { Parameters: { Open: { Type: 'String' } }, Resources: { Child: stack({ Names: names }) } } }],
      (model) => [...model.resources.map((r) => r.id), ...model.undecided.filter((reason) => !reason.includes('Test::Probe'))].join(' '), { child: looping });
    expect(ids(['a', 'b'])).toEqual(['Child Ra Rb']);
    expect(ids('a,b')).toEqual(['Child Ra Rb']);
    const open = "Child resources are made by the loop 'L': its collection is the parameter 'Names', whose value is not known";
    expect(ids({ Ref: 'Open' })).toEqual([open]);
    expect(ids(['a', { Ref: 'Open' }])).toEqual([open]);
    expect(ids([{ 'Fn::GetAtt': ['Child', 'X'] }])).toEqual([open]);
  });

  test('without a template at hand are open', () => {
    expect(show([{ file: 'parent.json', body: parent }])).toEqual(['${Child.Outputs.Arn}']);
  });
});

test.each<[string, object, string[]]>([
  ["a transform of one's own", { Transform: 'Mine' }, ["the transform 'Mine' may change anything at deployment"]],
  ['several transforms', { Transform: ['AWS::LanguageExtensions', 'Mine'] }, ["the transform 'Mine' may change anything at deployment"]],
  ['resources made by a loop', { Resources: { 'Fn::ForEach::Topics': ['T', { Ref: 'Names' }, {}] } }, ["resources are made by the loop 'Topics': its collection is the parameter 'Names', whose value is not known"]],
  ['a nested stack without its template', { Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/x' } } } }, ["the template of the nested stack 'Child' is not at hand"]],
])('what may be there besides is said: %s', (_name, body, expected) => {
  expect(models([{ file: 't.json', body: { Resources: {}, ...body } }], (model) => model.undecided)).toEqual([expected]);
});

describe('a cdk.out directory', () => {
  let directory: string;
  beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'proof-')); });
  afterEach(() => rmSync(directory, { recursive: true }));
  const write = (path: string, content: object): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), JSON.stringify(content));
  };
  const artifact = (templateFile: string, environment: string, stackName?: string): object => ({ type: 'aws:cloudformation:stack', environment, properties: { templateFile, stackName } });
  const read = (): string[][] => loadTemplates(directory).map((group) => readTemplates(group, loadNested, (model) => model.resources.map((r) => `${r.stack}.${r.id}@${r.region}`)).flat());

  test('tells stack names, Regions and accounts; each stage stands for itself', () => {
    write('manifest.json', { artifacts: { S1: artifact('S1.template.json', 'aws://111122223333/eu-west-1'), S2: artifact('S2.template.json', 'aws://unknown-account/unknown-region', 'named') } });
    write('S1.template.json', bucketStack);
    write('S2.template.json', bucketStack);
    write('assembly-Prod/manifest.json', { artifacts: { P: artifact('P.template.json', 'aws://111122223333/us-east-1') } });
    write('assembly-Prod/P.template.json', bucketStack);
    expect(read()).toEqual([['S1.Photos@eu-west-1', 'named.Photos@undefined'], ['P.Photos@us-east-1']]);
  });

  test('holds nested templates, found by path, by the hash of the asset or by a relative URL', () => {
    const hash = 'a'.repeat(64);
    const stack = (properties: object, metadata?: object): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: properties, Metadata: metadata });
    write('S.template.json', { Resources: {
      ByPath: stack({ TemplateURL: { Ref: 'AWS::Region' } }, { 'aws:asset:path': 'n1.nested.template.json' }),
      ByHash: stack({ TemplateURL: { 'Fn::Join': ['', ['https://x/', { Ref: 'AWS::Region' }, `/${hash}.json`]] } }),
      ByUrl: stack({ TemplateURL: './n3.json' }),
    } });
    write('S.assets.json', { files: { [hash]: { source: { path: 'n2.nested.template.json' } } } });
    for (const name of ['n1.nested.template.json', 'n2.nested.template.json', 'n3.json']) write(name, bucketStack);
    expect(read().flat().filter((name) => name.includes('Photos'))).toEqual(['S/ByPath.Photos@undefined', 'S/ByHash.Photos@undefined', 'S/ByUrl.Photos@undefined']);
  });

  test('without templates, or not there at all, is an error that says so', () => {
    expect(() => loadTemplates(directory)).toThrow(`no-templates: the directory holds no *.template.json [in ${directory}]`);
    expect(() => loadTemplates(join(directory, 'none'))).toThrow(/^cannot-open: there is no such file or directory \[in /);
  });
});
