import { readAccess, savedAccess } from '../../../lib/proof/comparison/saved-access';
import { loadFiles } from '../../../lib/proof/template/load';
import { readTemplates } from '../../../lib/proof/template/reader';
import { folder } from '../template/folder';

const { write } = folder();
const nested = (url: string): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } });
const saved = (template: object): string => write('saved.json', savedAccess([loadFiles([write('a.json', template)])]));
const idsIn = (file: string): string[] => {
  const { assemblies, nested: find } = readAccess(file);
  return assemblies.flatMap((templates) => readTemplates(templates, find, ({ resources }) => resources.map(({ stack, id }) => `${stack}.${id}`)).flat());
};

test('what is kept is read as the templates are: loops and the stacks in them too', () => {
  write('child.json', { Resources: { Inner: { Type: 'Test::A' } } });
  const loop = { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::All': ['X', ['A', 'B'], { 'Pool${X}': { Type: 'Test::A', Metadata: { m: 1 } }, 'Child${X}': nested('./child.json') }] } };
  expect(idsIn(saved(loop))).toEqual(['0.PoolA', '0.ChildA', '0.PoolB', '0.ChildB', '0/ChildA.Inner', '0/ChildB.Inner']);
});

test.each<[string, object, RegExp]>([
  ['a stack that makes itself', { Resources: { A: nested('./a.json') } }, /^nested-too-deep: /],
  ['a resource that is nothing', { Resources: { A: null } }, /^bad-resource: /],
  ['a list of resources', { Resources: [{ Type: 'Test::A' }] }, /^bad-section: /],
])('%s is refused when it is to be kept', (_name, template, message) => expect(() => saved(template)).toThrow(message));

test.each(['{"accessVersion": 1, "assemblies": [[null]]}', '{"accessVersion": 1, "assemblies": [[{}]]}', '{"accessVersion": 1, "assemblies": [{}]}', '{"accessVersion": 1, "assemblies": [[{"body": []}]]}'])('%s is refused in words', (content) => {
  expect(() => readAccess(write('saved.json', content))).toThrow(/^access-baseline-file: it does not hold the access of an app; write it with /);
});
