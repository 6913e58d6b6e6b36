import { parseTemplate } from '../../../lib/proof/template/parse';
import { isMap } from '../../../lib/proof/template/value';
import { models, property, resource, shown, valueOf } from '../read';

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce((inner: unknown) => ({ a: inner }), 'x');

test.each<[string, () => unknown, string]>([
  ['text that is not JSON', () => parseTemplate('{"Resources": ', 't.json'), 'bad-json: '],
  ['a list', () => parseTemplate('[]', 't.json'), 'not-a-template: expected an object with Resources [in t.json]'],
  ['a section that is a list', () => valueOf('x', { Parameters: [], Resources: [] }), 'bad-section: expected an object [in probe.json at Resources]'],
  ['a resource whose type is no text', () => valueOf('x', { Resources: { Probe: { Type: { toString: 1 } } } }), 'bad-resource: the type of a resource must be text [in probe.json at Resources.Probe.Type]'],
  ['a resource that is text', () => valueOf('x', { Resources: { Probe: 'x' } }), 'bad-resource: a resource must be an object [in probe.json at Resources.Probe]'],
  ['properties that are text', () => valueOf('x', { Resources: { Probe: { Type: 'T', Properties: 'x' } } }), 'bad-properties: expected an object [in probe.json at Resources.Probe.Properties]'],
  ['a reference to nothing', () => valueOf({ Ref: 'Nothing' }), "no-such-reference: the template has no parameter or resource 'Nothing' [in probe.json at Resources.Probe.Properties.Value.Ref]"],
  ['a reference to a prototype name', () => valueOf({ Ref: '__proto__' }), "no-such-reference: the template has no parameter or resource '__proto__' [in probe.json"],
  ['an attribute of nothing', () => valueOf({ 'Fn::GetAtt': ['constructor', 'Arn'] }), "no-such-reference: the template has no resource 'constructor'"],
  ['a condition that is not there', () => valueOf({ 'Fn::If': ['toString', 1, 2] }), "no-such-condition: the template has no condition 'toString'"],
  ['a mapping that is not there', () => valueOf({ 'Fn::FindInMap': ['valueOf', 'a', 'b'] }), "no-such-mapping: the template has no mapping 'valueOf'"],
  ['a key that a mapping lacks', () => valueOf({ 'Fn::FindInMap': ['M', 'a', 'hasOwnProperty'] }, { Mappings: { M: { a: {} } } }), "no-such-mapping: the mapping 'M' has no key 'hasOwnProperty'"],
  ['an item that a list lacks', () => valueOf({ 'Fn::Select': [3, ['a']] }), 'no-such-item: there is no item 3 among 1'],
  ['arguments of the wrong number', () => valueOf({ 'Fn::Join': ['x'] }), 'bad-intrinsic: expected a list of 2 arguments'],
  ['a list where text belongs', () => valueOf({ 'Fn::Join': ['', [['a']]] }), 'text-expected: expected text, received a list'],
  ['a condition that needs itself', () => valueOf({ 'Fn::If': ['C', 1, 2] }, { Conditions: { C: { Condition: 'D' }, D: { Condition: 'C' } } }), "cycle: 'C' needs itself"],
  ['names that need each other', () => models([{ file: 't.json', body: { Resources: {
    A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'B' } } }, B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'A' } } },
  } } }], (model) => resource(model, 'A').arn), 'cycle: '],
  ['values nested too deep', () => valueOf(deep(5000)), 'nested-too-deep: values are nested more than 250 deep'],
  ['text that grows without end', () => {
    const names = Array.from({ length: 40 }, (_v, i) => `B${i}`);
    const doubled = Object.fromEntries(names.map((name, i) => [name, { Type: 'AWS::S3::Bucket', Properties: { BucketName: i === 0 ? 'xxxxxxxxxx' : { 'Fn::Sub': `\${B${i - 1}}\${B${i - 1}}` } } }]));
    return valueOf({ Ref: 'B39' }, { Resources: { Probe: { Type: 'T', Properties: { Value: { Ref: 'B39' } } }, ...doubled } });
  }, 'text-too-long: the text has more than 200000 characters'],
  ['a stack that nests itself', () => models([{ file: 't.json', body: { Resources: { Again: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'again' } } } } }], () => 0,
    { again: { Resources: { Again: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'again' } } } } }), 'nested-too-deep: stacks are nested more than 20 deep'],
])('%s ends in a clear error', (_name, act, message) => expect(act).toThrow(message));

test('an array of millions of items is refused, not resolved for ever', () => {
  const huge = Array.from({ length: 1_000_000 }, () => 'x');
  expect(() => valueOf([huge, huge, huge, huge, huge, huge])).toThrow('too-much-to-resolve: more than 5000000 values would have to be resolved');
});

test('a character that would pass for a symbol makes the text unknown', () => {
  expect(valueOf('\ue000')).toBe('${text}');
  expect(valueOf({ 'Fn::Join': ['', ['a', '\u{10fffd}']] })).toBe('a${text}');
});

test('a resource named like a prototype key is a resource', () => {
  const body = JSON.parse('{"Resources": {"__proto__": {"Type": "Test::Probe", "Properties": {"Value": {"__proto__": "kept"}}}}}') as Record<string, unknown>;
  const [text] = models([{ file: 't.json', body }], (model) => {
    const value = property(model, '__proto__');
    expect(isMap(value)).toBe(true);
    return shown(model, value);
  });
  expect(text).toBe('{"__proto__":"kept"}');
});
