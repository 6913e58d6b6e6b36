import { parseTemplate } from '../../../lib/proof/template/parse';
import { TemplateError } from '../../../lib/proof/template/value';

const read = (text: string): Record<string, unknown> => parseTemplate(text, 't.json');

test.each<[string, string, string]>([
  ['a property twice', '{\n"Resources": {\n"A": {"Type": "T",\n"X": 1,\n"Type": "U"}}}', "duplicate-key: the key 'Type' of one object stands in line 3 and in line 5; keep one of them: which one counts is not defined [in t.json at line 5]"],
  ['in one line', '{"a": 1, "b": 2, "a": 3}', "duplicate-key: the key 'a' of one object stands twice in line 1; keep one of them: which one counts is not defined [in t.json at line 1]"],
  ['once as an escape', '{"a": 1,\n"\\u0061": 3}', "duplicate-key: the key 'a' of one object stands in line 1 and in line 2"],
  ['a section', '{"Resources": {},\n"Resources": {"A": {}}}', "duplicate-key: the key 'Resources' of one object stands in line 1 and in line 2"],
  ['in a list of lists', '[[[{"a": 1, "a": 2}]]]', "duplicate-key: the key 'a' of one object stands twice in line 1"],
  ['that looks like the end of a text', '{"a\\\\": 1, "b": "\\"a\\": ", "a\\\\": 2}', "duplicate-key: the key 'a\\' of one object stands twice in line 1"],
  ['beside a key that looks like the end of a text', '{"x\\\\": 1, "a": 1, "a": 2}', "duplicate-key: the key 'a' of one object stands twice in line 1"],
  ['with an empty name', '{"": 1, "": 2}', "duplicate-key: the key '' of one object stands twice in line 1"],
  ['named like a part of a prototype', '{"__proto__": 1, "__proto__": 2}', "duplicate-key: the key '__proto__' of one object stands twice in line 1"],
  ['of numbers', '{"1": 1, "1": 2}', "duplicate-key: the key '1' of one object stands twice in line 1"],
])('a key that stands twice is refused: %s', (_name, text, message) => {
  expect(() => read(text)).toThrow(TemplateError);
  expect(() => read(text)).toThrow(message);
});

test.each<[string, string]>([
  ['texts with colons, quotes and braces', '{"a": "{\\"a\\": 1, \\"a\\": 2}", "b": ":::", "c": "\\\\", "d:": [":", {"e": "\\":"}]}'],
  ['the same key in several objects', '{"a": {"a": {"a": [{"a": 1}, {"a": 2}]}}}'],
  ['keys of a prototype', '{"__proto__": {"__proto__": 1}, "constructor": 2, "toString": 3}'],
  ['what is empty', '{"a": {}, "b": [], "c": "", "d": null}'],
])('%s are no reason to refuse', (_name, text) => {
  expect(read(text)).toEqual(JSON.parse(text));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a comma behind the last member means nothing, outside of texts', () => expect(read('{"a": [1, {"b": ",}",\n},\n],\t"c": "\\",]",}')).toEqual({ a: [1, { b: ',}' }], c: '",]' }));

test('a mark of byte order at the beginning is passed over', () => expect(read('\ufeff{"Resources": {}}')).toEqual({ Resources: {} }));

test.each<[string, string, string]>([
  ['no JSON', '{"Resources": ', 'bad-json: Unexpected end of JSON input [in t.json]'],
  ['two commas too much', '{"a": [1,,]}', 'bad-json: '],
  ['a comma in place of a member', '{"a": {,}}', 'bad-json: '],
  ['a comma in place of a value', '{"a":,}', 'bad-json: '],
  ['comments', '{/* a */}', 'bad-json: '],
  ['quotes that are never closed', '{"a": "b', 'bad-json: '],
  ['a second value', '{} {}', 'bad-json: '],
  ['a list', '[]', 'not-a-template: expected an object with Resources [in t.json]'],
  ['text', '"Resources"', 'not-a-template: expected an object with Resources [in t.json]'],
  ['no resources', '{"Resources": null}', 'bad-section: expected an object, received nothing; write the resources below it [in t.json at Resources]'],
  ['no resources in YAML', 'Resources:\n', 'bad-section: expected an object, received nothing; write the resources below it [in t.json at Resources]'],
  ['lists in lists without end', `{"a": ${'['.repeat(1_000_000)}`, 'nested-too-deep: values are nested more than 250 deep [in t.json]'],
  ['objects in objects', `${'{"a":'.repeat(251)}1${'}'.repeat(251)}`, 'nested-too-deep: values are nested more than 250 deep [in t.json]'],
])('%s is refused', (_name, text, message) => {
  expect(() => read(text)).toThrow(TemplateError);
  expect(() => read(text)).toThrow(message);
});

describe('numbers', () => {
  test.each(['0', '12', '-3', '1.5', '0.25', '417141415827'])('%s is one', (text) => expect(read(`{"a": ${text}, "b": [${text}]}`)).toEqual({ a: Number(text), b: [Number(text)] }));

  test.each(['1.0', '1.50', '1e3', '1E+3', '-0', '12345678901234567890', '0.10', '1e400'])('%s is printed in another way than it is written, so that nothing is concluded from it', (text) => {
    const unknown = { [`Fn::the number ${text}`]: text };
    expect(read(`{"a":${text},"b": [${text} , "${text}"],\n"c": {"d": ${text}}}`)).toEqual({ a: unknown, b: [unknown, text], c: { d: unknown } });
    expect(() => read(`{"a": ${text}, "a": 2}`)).toThrow("duplicate-key: the key 'a' of one object stands twice in line 1");
  });

  test.each(['01', '1.', '.5', '+1', '1e', '--1', '1-2', '0x1', '1.0.0', '-'])('%s is none', (text) => expect(() => read(`{"a": ${text}}`)).toThrow('bad-json: '));
});

describe('what aws cloudformation get-template answers', () => {
  const template = { Resources: { A: { Type: 'T' } } };

  test.each<[string, unknown]>([
    ['a template in JSON', { TemplateBody: template, StagesAvailable: ['Original', 'Processed'] }],
    ['a template in YAML', { TemplateBody: 'Resources:\n  A: {Type: T}\n', StagesAvailable: ['Original'] }],
    ['the template alone', { TemplateBody: template }],
    ['a template in YAML alone', 'Resources:\n  A: {Type: T}\n'],
  ])('holds the template: %s', (_name, answer) => expect(read(JSON.stringify(answer))).toEqual(template));

  test('is refused where what it holds is none', () => {
    expect(() => read('{"TemplateBody": 5}')).toThrow('not-a-template: expected an object with Resources [in t.json]');
    expect(() => read('{"TemplateBody": "Resources: ["}')).toThrow('bad-yaml: ');
    expect(() => read('{"TemplateBody": {"Resources": null}}')).toThrow('bad-section: ');
  });

  test('is no other template that has such a section', () => {
    const other = { TemplateBody: template, Resources: {} };
    expect(read(JSON.stringify(other))).toEqual(other);
  });
});
