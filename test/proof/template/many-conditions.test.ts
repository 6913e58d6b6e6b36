import { LIMITS } from '../../../lib/proof/template/limits';
import { models, property, resource } from '../read';

const NAMES = Array.from({ length: 8 }, (_one, i) => `Choice${i}`);
const Parameters = Object.fromEntries(NAMES.map((name) => [name, { Type: 'String' }]));
const Conditions = Object.fromEntries(NAMES.map((name) => [`Has${name}`, { 'Fn::Equals': [{ Ref: name }, 'yes'] }]));
const either = (name: string, yes: unknown = 'a', no: unknown = 'b'): object => ({ 'Fn::If': [`Has${name}`, yes, no] });
const probe = (properties: object): object => ({ Type: 'Test::Probe', Properties: properties });

test('conditions of properties that nobody asks for are not told apart', () => {
  const body = { Parameters, Conditions, Resources: { Probe: probe({ Value: either('Choice0'), ...Object.fromEntries(NAMES.map((name) => [name, either(name)])) }) } };
  expect(models([{ file: 'a.json', body }], (model) => property(model, 'Probe'))).toEqual(['a', 'b']);
  expect(models([{ file: 'a.json', body }], (model) => [property(model, 'Probe'), property(model, 'Probe', 'Choice1')])).toHaveLength(4);
});

test('nor those of what is passed to a nested stack, and not looked at there', () => {
  const child = { Parameters: { Used: { Type: 'String' }, Spare: { Type: 'String', Default: 'd' } }, Resources: { Inner: probe({ Value: { Ref: 'Used' }, Other: { Ref: 'Spare' } }) } };
  const Child = (spare: unknown): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child', Parameters: { Used: either('Choice0'), Spare: spare } } });
  const body = { Parameters, Conditions, Resources: { Child: Child(either('Choice1')) } };
  expect(models([{ file: 'a.json', body }], (model) => property(model, 'Inner'), { child })).toEqual(['a', 'b']);
  const leftOut = { ...body, Resources: { Child: Child(either('Choice0', 'given', { Ref: 'AWS::NoValue' })) } };
  expect(models([{ file: 'a.json', body: leftOut }], (model) => property(model, 'Inner', 'Other'), { child })).toEqual(['given', 'd']);
});

test('the names of properties are those that are not left out', () => {
  const body = { Parameters, Conditions, Resources: { Probe: probe({ Value: 'a', List: [either('Choice1')], Perhaps: either('Choice0', 'given', { Ref: 'AWS::NoValue' }) }) } };
  expect(models([{ file: 'a.json', body }], (model) => resource(model, 'Probe').properties.names())).toEqual([{ known: true, value: ['Value', 'List', 'Perhaps'] }, { known: true, value: ['Value', 'List'] }]);
});

test('of a large template fewer ways are read separately, and the last stand for all that are left', () => {
  const values = Object.fromEntries(NAMES.map((name) => [name, either(name)]));
  const read = (resources: number): string[] => {
    const rest = Object.fromEntries(Array.from({ length: resources }, (_one, i) => [`Rest${i}`, probe({})]));
    return models([{ file: 'a.json', body: { Parameters, Conditions, Resources: { Probe: probe(values), ...rest } } }], (model) => NAMES.map((name) => (typeof property(model, 'Probe', name) === 'string' ? 'known' : 'open')).join());
  };
  const [small, large] = [read(0), read(LIMITS.resourcesRead / 4)];
  expect(small).toHaveLength(LIMITS.worlds);
  expect(large.length).toBeLessThanOrEqual(4);
  for (const ways of [small, large]) expect(ways.some((one) => one.includes('open'))).toBe(true);
});

test('past the work that is done only one more reading stands for all that are left', () => {
  const body = { Parameters, Conditions, Resources: { Probe: probe({ Value: either('Choice0'), Other: either('Choice1') }) } };
  let readings = 0;
  const found = models([{ file: 'a.json', body }], (model) => {
    const values = [property(model, 'Probe'), property(model, 'Probe', 'Other')];
    readings += 1;
    return values.map((value) => (typeof value === 'string' ? value : 'open'));
  }, {}, { isSpent: () => readings > 0 });
  expect(found).toEqual([['a', 'a'], ['open', 'open']]);
});
