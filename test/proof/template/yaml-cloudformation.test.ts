import { parseTemplate } from '../../../lib/proof/template/parse';
import { valueOf } from '../read';

const read = (text: string): Record<string, unknown> => parseTemplate(text, 'app.yaml');
const value = (text: string): unknown => read(`Value: ${text}`).Value;

describe('brackets that are closed at the indentation of their key', () => {
  test.each<[string, string, unknown]>([
    ['a list', 'A:\n  B: [\n  email\n  ]\n  C: d', { A: { B: ['email'], C: 'd' } }],
    ['a list whose items stand further left', 'A:\n    B: [\n  email,\nphone\n    ]\n    C: d', { A: { B: ['email', 'phone'], C: 'd' } }],
    ['an object', 'A:\n  B: {\n  c: d,\n  e: [\n  f\n  ]\n  }\n  G: h', { A: { B: { c: 'd', e: ['f'] }, G: 'h' } }],
    ['an item', 'A:\n- [\nb\n]\n- c', { A: [['b'], 'c'] }],
    ['a function', 'A:\n  B: !Join ["", [\n  a,\n  !Ref C\n  ]\n  ]\n  D: e', { A: { B: { 'Fn::Join': ['', ['a', { Ref: 'C' }]] }, D: 'e' } }],
    ['text on several lines', 'A:\n  B: ["a\nb", \'c\n  d\', e\nf]\n  D: e', { A: { B: ['a b', 'c d', 'e f'], D: 'e' } }],
    ['a comment in between', 'A:\n  B: [\n# c\n  d # e\n  ]\n', { A: { B: ['d'] } }],
    ['text in a block that looks like one', 'A: |\n  [\n  ]\nB: [\nc\n]', { A: '[\n]\n', B: ['c'] }],
    ['text in quotes that goes on further left', 'A:\n  - "b\nc"\n  - d: \'e\n f\'\n    g: h\n"I": "j\nk"\nL: m', { A: ['b c', { d: 'e f', g: 'h' }], I: 'j k', L: 'm' }],
    ['an empty block before a key in quotes', 'A:\n  - |\n  - >\n"B": |\n"C": d', { A: ['', ''], B: '', C: 'd' }],
    ['a key in quotes further left', 'A:\n    B:\n      C: d\n    "E": f\n"G":\n  - "h"', { A: { B: { C: 'd' }, E: 'f' }, G: ['h'] }],
    ['a key in brackets', 'A:\n  ? [\n  b\n  ]\n  : c', undefined],
  ])('%s', (_name, text, expected) => {
    if (expected === undefined) expect(() => read(text)).toThrow('bad-yaml: a key is not text; write it in quotes [in app.yaml at line 2]');
    else expect(read(text)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['a list that a document ends', 'A: [\nb\n---\n', 'bad-yaml: '],
    ['a list that is never closed', 'A: [\nb\nC: d\n', 'bad-yaml: '],
    ['a block in brackets', 'A: [\n- b\n]', 'bad-yaml: '],
    ['one bracket for another', 'A: [\nb\n}', 'bad-yaml: '],
  ])('%s is refused', (_name, text, message) => expect(() => read(text)).toThrow(message));
});

test('a block of text at the end of the file has the line end that stands there, or none', () => {
  expect(read('A: |\n  b')).toEqual({ A: 'b' });
  expect(read('A: |\n  b\n')).toEqual({ A: 'b\n' });
  expect(read('A: >\n  b\n  c')).toEqual({ A: 'b c' });
});

describe('scalars without quotes are read as CloudFormation reads them', () => {
  test.each(['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])('%s is true', (text) => expect(value(text)).toBe(true));
  test.each(['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])('%s is false', (text) => expect(value(text)).toBe(false));
  test.each(['y', 'Y', 'n', 'N', 'yEs', 'tRUE', 'oN', '2012-10-17', '2001-12-14t21:59:43.10-05:00', '0.5', '1.25', '-3.5', '012345678901', '1.2.3', '10.0.0.0/8', '80:80', '1e', '0o17', '.', '1234567890123456', 'arn:aws:s3:::b'])(
    '%s is text', (text) => expect(value(`[${text}]`)).toEqual([text]));
  test.each<[string, number]>([['0', 0], ['12', 12], ['-3', -3], ['417141415827', 417141415827]])('%s is a number', (text, expected) => expect(value(text)).toBe(expected));
  test.each(["'yes'", '"12"', "'012345670123'", '!!str yes'])('%s is text, since it is quoted or said to be', (text) => expect(typeof value(text)).toBe('string'));
  test.each<[string, unknown]>([['!!int "12"', 12], ['!!bool "yes"', true], ['!!null ""', null]])('%s is what its tag says', (text, expected) => expect(value(text)).toBe(expected));

  test.each(['012345670123', '0755', '0x1F', '0b11', '1_000', '1:30', '12:34:56', '1.10', '1.', '.5', '1e3', '1.5e3', '+5', '-0', '.inf', '-.INF', '.nan', '1:30.5'])(
    '%s is told in two ways, so that nothing is concluded from it', (text) => {
      expect(value(text)).toEqual({ [`Fn::the number ${text} without quotes`]: text });
      expect(valueOf(value(text))).toBe(`"unknown: 'Fn::the number ${text} without quotes' at Resources.Probe.Properties.Value is decided only at deployment"`);
    });
});

describe('tags', () => {
  test.each(['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'])(
    '!%s is the short form of a function, on every kind of value', (name) => {
      expect(value(`!${name} x`)).toEqual({ [`Fn::${name}`]: 'x' });
      expect(value(`!${name} [x, !Ref y]`)).toEqual({ [`Fn::${name}`]: ['x', { Ref: 'y' }] });
      expect(value(`!${name} {x: !${name} y}`)).toEqual({ [`Fn::${name}`]: { x: { [`Fn::${name}`]: 'y' } } });
      expect(value(`!${name}\n  - x`)).toEqual({ [`Fn::${name}`]: ['x'] });
    });

  test.each<[string, unknown]>([
    ['!Ref 012', { Ref: '012' }], ['!Condition yes', { Condition: 'yes' }], ['!GetAtt A.B.C', { 'Fn::GetAtt': ['A', 'B.C'] }], ['!GetAtt A', { 'Fn::GetAtt': ['A'] }], ['!<!Ref> a', { Ref: 'a' }],
    ['!Sub', { 'Fn::Sub': '' }], ['!Mine x', { 'Fn::Mine': 'x' }], ['!Mine [x]', { 'Fn::Mine': ['x'] }],
    ['!!binary aGk=', { 'Fn::tag:yaml.org,2002:binary': 'aGk=' }], ['!!set {a, b}', { 'Fn::tag:yaml.org,2002:set': { a: null, b: null } }], ['!!timestamp 2001-01-01', { 'Fn::tag:yaml.org,2002:timestamp': '2001-01-01' }],
    ['!!str [a]', { 'Fn::tag:yaml.org,2002:str': ['a'] }], ['!!map [a]', ['a']], ['!!map {a: b}', { a: 'b' }],
  ])('%s', (text, expected) => expect(value(text)).toEqual(expected));

  test('a tag that is not known is a function that is not known, not nothing', () => {
    expect(valueOf(value('!Mine x'))).toBe('"unknown: \'Fn::Mine\' at Resources.Probe.Properties.Value is decided only at deployment"');
    expect(valueOf(value('!!binary aGk='))).toContain('unknown: ');
  });

  test.each(['[!Sub, a]', '[a, !Sub]', '{a: !Sub}', '{a: !Sub, b: c}', '[!Sub[a]]'])('a tag without a space behind it is read in two ways, and refused: %s', (text) => {
    expect(() => value(text)).toThrow(/^bad-yaml: a tag needs a space behind it, received '!Sub[,\]}[]' \[in app\.yaml at line 1\]$/);
  });

  test.each<[string, unknown]>([['! a', 'a'], ['! 12', 12], ['! yes', { "Fn::the tag ! before 'yes'": 'yes' }], ['!', { "Fn::the tag ! before ''": '' }]])('%s says nothing', (text, expected) => expect(value(text)).toEqual(expected));

  test('a handle that is given another meaning is not the function of that name', () => {
    expect(parseTemplate('%TAG ! tag:example.com,2000:\n---\nA: !Ref b', 't.yaml')).toEqual({ A: { 'Fn::tag:example.com,2000:Ref': 'b' } });
  });
});

describe('anchors and merged keys', () => {
  test.each<[string, string, unknown]>([
    ['an alias', 'A: &a {x: 1}\nB: *a', { A: { x: 1 }, B: { x: 1 } }],
    ['the last anchor of a name', 'A: &a 1\nB: &a 2\nC: *a', { A: 1, B: 2, C: 2 }],
    ['an anchor within one of the same name', 'A: &a [&a x, *a]\nB: *a', { A: ['x', 'x'], B: 'x' }],
    ['an alias of a function', 'A: &a !Ref X\nB: *a', { A: { Ref: 'X' }, B: { Ref: 'X' } }],
    ['a key with an anchor, and a key that is an alias', '&k A: b\nB:\n  *k : c', { A: 'b', B: { A: 'c' } }],
    ['keys that are merged are weaker than those that are written, in whatever order', 'A: &a {x: 1, y: 2}\nB:\n  y: 3\n  <<: *a\nC:\n  <<: *a\n  y: 4', { A: { x: 1, y: 2 }, B: { x: 1, y: 3 }, C: { x: 1, y: 4 } }],
    ['of several the first counts', 'A: &a {x: 1}\nB: &b {x: 2, y: 2}\nC: {<<: [*a, *b]}', { A: { x: 1 }, B: { x: 2, y: 2 }, C: { x: 1, y: 2 } }],
    ['an object that is written out', 'A: {<<: {x: 1}, y: 2}', { A: { x: 1, y: 2 } }],
    ['a key in quotes is none that merges', 'A: {"<<": b}', { A: { '<<': 'b' } }],
    ['as in a document that says YAML 1.1', '%YAML 1.1\n---\nA: &a {x: yes}\nB: {<<: *a}', { A: { x: true }, B: { x: true } }],
  ])('%s', (_name, text, expected) => expect(read(text)).toEqual(expected));

  test('a key named like a part of a prototype is merged as a key', () => {
    const { B: merged } = read('A: &a {__proto__: {polluted: 1}}\nB: {<<: *a}') as { B: object };
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['an alias of what it is a part of', 'A: &a [*a]', "bad-yaml: the anchor 'a' stands for something that it is a part of [in app.yaml at line 1]"],
    ['a merged key of itself', 'A: &a\n  <<: *a', "bad-yaml: the anchor 'a' stands for something that it is a part of [in app.yaml at line 2]"],
    ['merged text', 'A:\n  <<: x', "bad-yaml: '<<' takes the keys of a mapping, or of a list of mappings [in app.yaml at line 2]"],
    ['merged lists', 'A:\n  <<: [[x]]', "bad-yaml: '<<' takes the keys of a mapping, or of a list of mappings [in app.yaml at line 2]"],
    ['two merged keys', 'A: &a {x: 1}\nB:\n  <<: *a\n  <<: *a', "duplicate-key: the key '<<' of one object stands in line 3 and in line 4"],
    ['an anchor without a name', 'A: & b', 'bad-yaml: '],
    ['an anchor whose name goes on for some readers only', 'A: &b:c d', "bad-yaml: the anchor 'b:c' has more in its name than letters, digits, '-' and '_' [in app.yaml at line 1]"],
    ['an anchor that may be a key', 'A: [&b: c]', 'bad-yaml: anchor ending in : is ambiguous [in app.yaml at line 1]'],
    ['an alias that may be a key', 'A: &b c\nD: [*b: e]', 'bad-yaml: alias ending in : is ambiguous [in app.yaml at line 2]'],
    ['a merged function', 'A: &a !Ref B\nC: {<<: *a}', "bad-yaml: '<<' takes the keys of a mapping, or of a list of mappings [in app.yaml at line 2]"],
  ])('%s is refused', (_name, text, message) => expect(() => read(text)).toThrow(message));
});

describe('keys', () => {
  test.each<[string, string, string]>([
    ['twice in a block', 'A:\n  Type: a\n  Other: b\n  Type: c', "duplicate-key: the key 'Type' of one object stands in line 2 and in line 4; keep one of them: which one counts is not defined [in app.yaml at line 4]"],
    ['twice in brackets', 'A: {b: 1, b: 2}', "duplicate-key: the key 'b' of one object stands twice in line 1; keep one of them"],
    ['once in quotes, once without', 'A:\n  b: 1\n  "b": 2', "duplicate-key: the key 'b' of one object stands in line 2 and in line 3"],
    ['once as an escape', 'A:\n  b: 1\n  "\\x62": 2', "duplicate-key: the key 'b' of one object stands in line 2 and in line 3"],
    ['twice in a function', 'A: !Sub ["", {b: 1,\nb: 2}]', "duplicate-key: the key 'b' of one object stands in line 1 and in line 2"],
    ['twice named like a part of a prototype', '__proto__: 1\n__proto__: 2', "duplicate-key: the key '__proto__' of one object stands in line 1 and in line 2"],
    ['twice by an alias', '&k A: b\n*k : c', "duplicate-key: the key 'A' of one object stands in line 1 and in line 2"],
    ['a list', 'A: {[b]: c}', 'bad-yaml: a key is not text; write it in quotes [in app.yaml at line 1]'],
    ['an object', 'A: {{b: c}: d}', 'bad-yaml: a key is not text; write it in quotes [in app.yaml at line 1]'],
    ['a function', 'A: {!Ref b : c}', 'bad-yaml: a key is not text; write it in quotes [in app.yaml at line 1]'],
    ['nothing', 'A:\n  : c', 'bad-yaml: a key is empty; write it in quotes [in app.yaml at line 2]'],
  ])('%s', (_name, text, message) => expect(() => read(text)).toThrow(message));

  test('the same key in two objects is two keys', () => {
    expect(read('A: {b: 1}\nC: {b: 2}\nD: [{b: 3}, {b: 4}]')).toEqual({ A: { b: 1 }, C: { b: 2 }, D: [{ b: 3 }, { b: 4 }] });
  });
});

test.each<[string, string, string]>([
  ['a key', 'A: {?Effect: Allow}', "bad-yaml: in brackets '?' begins a key or a value for some readers, and text for others; write '?Effect' in quotes [in app.yaml at line 1]"],
  ['an item', 'A: [?b]', "bad-yaml: in brackets '?' begins a key or a value"],
  ['a value', 'A: {b: :c}', "bad-yaml: in brackets ':' begins a key or a value"],
])('%s in brackets that YAML 1.1 reads as something else is refused', (_name, text, message) => expect(() => read(text)).toThrow(message));

test('outside of brackets it is text', () => expect(read('A: ?b\nC: :d\n?E: f')).toEqual({ 'A': '?b', 'C': ':d', '?E': 'f' }));

// YAML 1.1 ends lines, and so comments, where YAML 1.2 does not: a statement could hide from one of two readers.
test.each<[string, string, string]>([
  ['a line end of IBM', '# a\u0085B: c', 'bad-yaml: the character U+0085 ends a line for some readers and not for others, or is not allowed in YAML; take it out [in app.yaml at line 1]'],
  ['a line separator', 'A: b\n# a\u2028B: c', 'bad-yaml: the character U+2028 ends a line for some readers and not for others, or is not allowed in YAML; take it out [in app.yaml at line 2]'],
  ['a paragraph separator', '# a\u2029B: c', 'bad-yaml: the character U+2029 '],
  ['a carriage return alone', '# a\rB: c', 'bad-yaml: the character U+000D '],
  ['a form feed', 'A: b\fc', 'bad-yaml: the character U+000C '],
  ['an escape', 'A: "\u001b[31m"', 'bad-yaml: the character U+001B '],
  ['a mark of byte order in between', 'A: b\ufeffc', 'bad-yaml: the character U+FEFF '],
])('%s is refused', (_name, text, message) => expect(() => read(text)).toThrow(message));
