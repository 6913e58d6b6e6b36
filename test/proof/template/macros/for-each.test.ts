import { expandMacros } from '../../../../lib/proof/template/macros';

type Body = Record<string, unknown>;

const loop = (name: string, identifier: string, collection: unknown, fragment: object): Body => ({ [`Fn::ForEach::${name}`]: [identifier, collection, fragment] });
const unrolled = (body: Body, given?: Record<string, string | undefined>): ReturnType<typeof expandMacros> => expandMacros({ Transform: 'AWS::LanguageExtensions', ...body }, () => given ?? {});
const resourcesOf = (body: Body, given?: Record<string, string>): unknown => unrolled(body, given).body.Resources;

test('resources, conditions and outputs are made for each item', () => {
  const { body, unseen } = unrolled({
    Conditions: loop('Stages', 'Stage', ['Dev', 'Prod'], { 'Is${Stage}': { 'Fn::Equals': [{ Ref: 'Name' }, { Ref: 'Stage' }] } }),
    Resources: { Kept: { Type: 'AWS::SQS::Queue' }, ...loop('Queues', 'Fruit', ['Apples', 'Pears'], { 'Queue${Fruit}': { Type: 'AWS::SQS::Queue', DependsOn: 'Topic${Fruit}' } }) },
    Outputs: loop('Arns', 'Fruit', ['Apples'], { 'Arn${Fruit}': { Value: { 'Fn::GetAtt': ['Queue${Fruit}', 'Arn'] } } }),
  });
  expect(unseen).toEqual([]);
  expect(body).toMatchObject({
    Conditions: { IsDev: { 'Fn::Equals': [{ Ref: 'Name' }, 'Dev'] }, IsProd: { 'Fn::Equals': [{ Ref: 'Name' }, 'Prod'] } },
    Resources: { Kept: {}, QueueApples: { DependsOn: 'TopicApples' }, QueuePears: { DependsOn: 'TopicPears' } },
    Outputs: { ArnApples: { Value: { 'Fn::GetAtt': ['QueueApples', 'Arn'] } } },
  });
  expect(Object.keys(body.Resources as object)).toEqual(['Kept', 'QueueApples', 'QueuePears']);
});

test('loops stand within loops, and within the properties of a resource', () => {
  const inner = loop('Sizes', 'Size', ['S', 'L'], { '${Fruit}${Size}': { Type: 'T', Properties: loop('Keys', 'Key', ['a', 'b'], { '${Key}': '${Fruit}-${Size}-${Key}' }) } });
  expect(resourcesOf({ Resources: loop('Fruits', 'Fruit', ['Apple'], inner) })).toEqual({
    AppleS: { Type: 'T', Properties: { a: 'Apple-S-a', b: 'Apple-S-b' } },
    AppleL: { Type: 'T', Properties: { a: 'Apple-L-a', b: 'Apple-L-b' } },
  });
});

test('the short form of an item is its letters and digits; other text and other variables stay', () => {
  const resources = resourcesOf({ Resources: loop('Nets', 'Cidr', ['10.0.0.0/24'], { 'Net&{Cidr}': { Cidr: { Ref: 'Cidr' }, Text: { 'Fn::Sub': '${Cidr} ${!Cidr} ${Other} &{Cidr}' }, Other: { Ref: 'Other' } } }) });
  expect(resources).toEqual({ Net1000024: { Cidr: '10.0.0.0/24', Text: { 'Fn::Sub': '10.0.0.0/24 ${!Cidr} ${Other} 1000024' }, Other: { Ref: 'Other' } } });
});

describe('the collection', () => {
  const made = (collection: unknown, rest: Body = {}, given?: Record<string, string>): string[] => Object.keys(resourcesOf({ Resources: loop('L', 'X', collection, { 'R${X}': { Type: 'T' } }), ...rest }, given) as object);
  const list = { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'a, b' } } };

  test('is a parameter with its default, which is an assumption', () => {
    const { body, assumptions } = unrolled({ Resources: loop('L', 'X', { Ref: 'Names' }, { 'R${X}': { Type: 'T' } }), ...list });
    expect(Object.keys(body.Resources as object)).toEqual(['Ra', 'Rb']);
    expect(assumptions).toEqual(["parameter Names keeps its default 'a, b'"]);
  });

  test('is a parameter with the value that is given', () => {
    expect(made({ Ref: 'Names' }, list, { Names: 'c' })).toEqual(['Rc']);
  });

  test('has items that are parameters', () => {
    expect(made(['a', { Ref: 'One' }], { Parameters: { One: { Type: 'String', Default: 'z' } } })).toEqual(['Ra', 'Rz']);
  });

  test('comes from a mapping, also by the item of an outer loop', () => {
    const mappings = { Mappings: { M: { dev: { names: ['a', 'b'] }, prod: { names: ['c'] } } } };
    expect(made({ 'Fn::FindInMap': ['M', 'dev', 'names'] }, mappings)).toEqual(['Ra', 'Rb']);
    expect(made({ 'Fn::FindInMap': ['M', 'test', 'names', { DefaultValue: ['d'] }] }, mappings)).toEqual(['Rd']);
    const outer = loop('Stages', 'Stage', ['dev', 'prod'], loop('Names', 'Name', { 'Fn::FindInMap': ['M', { Ref: 'Stage' }, 'names'] }, { '${Stage}${Name}': { Type: 'T' } }));
    expect(Object.keys(resourcesOf({ Resources: outer, ...mappings }) as object)).toEqual(['deva', 'devb', 'prodc']);
  });

  test('is split', () => {
    expect(made({ 'Fn::Split': ['/', 'a/b'] })).toEqual(['Ra', 'Rb']);
  });

  test.each<[string, unknown, string]>([
    ['a parameter without a value', { Ref: 'Open' }, "its collection is the parameter 'Open', whose value is not known"],
    ['a parameter of Systems Manager', { Ref: 'Stored' }, "its collection is the parameter 'Stored', whose value is not known"],
    ['an item without a value', [{ Ref: 'Open' }], "an item of its collection is the parameter 'Open', whose value is not known"],
    ['an item that is an attribute', [{ 'Fn::GetAtt': ['A', 'B'] }], 'an item of its collection is decided only at deployment'],
    ['a mapping that is not decided', { 'Fn::FindInMap': ['M', { Ref: 'Open' }, 'x'] }, "its collection is an 'Fn::FindInMap' that is not decided"],
    ['a text to split that is not known', { 'Fn::Split': [',', { Ref: 'Open' }] }, "an argument of 'Fn::Split' is the parameter 'Open', whose value is not known"],
    ['another function', { 'Fn::GetAZs': '' }, 'its collection is not of a form that can be read'],
  ])('that is not known is a reason: %s', (_what, collection, why) => {
    const { body, unseen } = unrolled({
      Parameters: { Open: { Type: 'CommaDelimitedList' }, Stored: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/names' } },
      Resources: { Kept: { Type: 'T' }, ...loop('L', 'X', collection, { 'R${X}': { Type: 'T' } }) },
    });
    expect(unseen).toEqual([`resources are made by the loop 'L': ${why}`]);
    expect(body.Resources).toEqual({ Kept: { Type: 'T' } });
  });

  test('given by the parent in a way that is not known is no default', () => {
    expect(unrolled({ Resources: loop('L', 'X', { Ref: 'Names' }, { 'R${X}': {} }), ...list }, { Names: undefined }).unseen)
      .toEqual(["resources are made by the loop 'L': its collection is the parameter 'Names', whose value is not known"]);
  });
});

test('a loop that is none is a reason', () => {
  expect(unrolled({ Resources: { 'Fn::ForEach::L': ['X'] } }).unseen).toEqual(["resources are made by the loop 'L': it is not of the form of a loop"]);
});

test('within properties, what is not known is that object alone', () => {
  const { body, unseen } = unrolled({ Parameters: { Open: { Type: 'CommaDelimitedList' } }, Resources: { R: { Type: 'T', Properties: { Tags: loop('L', 'X', { Ref: 'Open' }, { '${X}': 1 }), Name: 'n' } } } });
  expect(unseen).toEqual([]);
  expect(body.Resources).toEqual({
    R: { Type: 'T', Properties: { Tags: { 'Fn::Transform': { Name: 'AWS::LanguageExtensions', Parameters: { Reason: "its collection is the parameter 'Open', whose value is not known" } } }, Name: 'n' } },
  });
});

test('an output that is not known is no reason: who reads it finds it open', () => {
  expect(unrolled({ Parameters: { Open: { Type: 'CommaDelimitedList' } }, Outputs: loop('L', 'X', { Ref: 'Open' }, { 'O${X}': {} }) }).unseen).toEqual([]);
});

test('loops that come to more than a template can hold end at once', () => {
  const items = Array.from({ length: 100 }, (_, i) => `a${i}`);
  const bomb = [1, 2, 3, 4, 5].reduce<object>((fragment, n) => loop(`L${n}`, `X${n}`, items, fragment), { '${X1}${X2}${X3}${X4}${X5}': { Type: 'T' } });
  expect(unrolled({ Resources: bomb }).unseen).toEqual(["resources are made by the loop 'L5': the loops come to more than 500000 values"]);
});

test('a key of every object is a key like any other', () => {
  const body = JSON.parse('{"Resources":{"__proto__":{"Type":"T","Properties":{"__proto__":{"a":"b"}}}}}') as Body;
  expect(JSON.stringify(unrolled(body).body.Resources)).toEqual('{"__proto__":{"Type":"T","Properties":{"__proto__":{"a":"b"}}}}');
});
