import { basename } from 'node:path';
import { App, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { loadTemplates } from '../../../lib/proof/template/load';
import { passedOver } from '../../../lib/proof/template/passed-over';
import { folder } from './folder';

const { path, write } = folder();
const TEMPLATE = { Resources: { A: { Type: 'Test::A' } } };
const stack = (templateFile: string): object => ({ type: 'aws:cloudformation:stack', properties: { templateFile } });
const left = (): string[] => passedOver(path(), loadTemplates(path()).flat()).map((file) => basename(file));

beforeEach(() => {
  write('manifest.json', { artifacts: { S: stack('S.template.json') } });
  write('S.template.json', TEMPLATE);
});

test.each<[string, string]>([
  ['of an earlier synth', 'Old.template.json'], ['of a product of Service Catalog', 'Product.product.template.json'], ['in YAML', 'Other.template.yaml'], ['of an assembly whose manifest is lost', 'assembly-Prod/Prod.template.json'],
])('a template %s is told of', (_name, file) => {
  write(file, TEMPLATE);
  expect(left()).toEqual([basename(file)]);
});

test.each<[string, string, unknown]>([
  ['an asset', 'asset.1/code.template.json', TEMPLATE], ['a nested template that nothing refers to', 'Old.nested.template.json', TEMPLATE], ['another file', 'tree.json', {}],
  ['what a stage has, with nothing in it', 'assembly-Prod/manifest.json', { artifacts: { P: stack('P.template.json') } }],
])('%s is not', (_name, file, content) => {
  write('assembly-Prod/P.template.json', { Parameters: {} });
  write('assembly-Prod/manifest.json', { artifacts: { P: stack('P.template.json') } });
  write(file, content);
  expect(left()).toEqual([]);
});

test('what is nested is not, whatever its name, and is where it is not referred to', () => {
  const nested = (file: string): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x' }, Metadata: { 'aws:asset:path': file } });
  write('S.template.json', { Resources: { Child: nested('child.template.json') } });
  write('child.template.json', { Resources: { Inner: nested('inner.template.json') } });
  write('inner.template.json', { Resources: { Itself: nested('child.template.json') } });
  write('other.template.json', TEMPLATE);
  expect(left()).toEqual(['other.template.json']);
});

test('a nested template that cannot be read is for the reader to refuse', () => {
  write('S.template.json', { Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: {}, Metadata: { 'aws:asset:path': '../x' } } } });
  write('other.template.json', TEMPLATE);
  expect(left()).toEqual(['other.template.json']);
});

test('what the CDK writes is looked at as a whole', () => {
  const app = new App({ outdir: path() });
  const parent = new Stack(new Stage(app, 'Prod'), 'Parent');
  new CfnResource(new NestedStack(parent, 'Child'), 'Thing', { type: 'Test::A' });
  new CfnResource(new Stack(app, 'S'), 'Thing', { type: 'Test::A' });
  app.synth();
  expect(left()).toEqual([]);
});
