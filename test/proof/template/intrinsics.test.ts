import { models, resource, valueOf } from '../read';

test.each([
  ['plain data', { a: [1, true, 'x', { b: 'c' }] }, '{"a":[1,true,"x",{"b":"c"}]}'],
  ['Ref of a resource', { Ref: 'Photos' }, '${Photos}'],
  ['Ref of a resource with a stated name', { Ref: 'Named' }, 'my-photos'],
  ['the ARN of a resource', { 'Fn::GetAtt': ['Photos', 'Arn'] }, '${Photos.Arn}'],
  ['the ARN of a named resource', { 'Fn::GetAtt': 'Named.Arn' }, 'arn:aws:s3:::my-photos'],
  ['an ARN with a path', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Role', 'Arn'] }, '!']] }, '${Role.Arn}!'],
  ['the name of a user pool as provider', { 'Fn::GetAtt': ['Pool', 'ProviderName'] }, '${Pool.ProviderName}'],
  ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '${AWS::AccountId}'],
  ['the partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'Named' }, 'b']] }, 'a/my-photos/b'],
  ['Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Named}/x' }, 'arn:aws:s3:::my-photos/x'],
  ['Sub with an attribute', { 'Fn::Sub': '${Named.Arn}/x' }, 'arn:aws:s3:::my-photos/x'],
  ['Sub with variables', { 'Fn::Sub': ['${A}-${Named}', { A: { Ref: 'AWS::Partition' } }] }, 'aws-my-photos'],
  ['Sub leaves ${!…} to IAM', { 'Fn::Sub': 'u/${!cognito-identity.amazonaws.com:sub}/*' }, 'u/${cognito-identity.amazonaws.com:sub}/*'],
  ['Select', { 'Fn::Select': [1, ['a', 'b']] }, 'b'],
  ['Select by text', { 'Fn::Select': ['0', { 'Fn::Split': ['/', 'a/b'] }] }, 'a'],
  ['Split of an ARN with symbols', { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Photos', 'Arn'] }] }] }, '${Photos}'],
  ['the name in the id of the stack', { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, '${AWS::StackName}'],
  ['the last part of the id of the stack', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }, '${AWS::StackId}'],
  ['Base64', { 'Fn::Base64': 'abc' }, 'YWJj'],
  ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Named' } } }, '{"a":"my-photos"}'],
  ['AWS::NoValue leaves items and properties out', { a: { Ref: 'AWS::NoValue' }, b: ['x', { Ref: 'AWS::NoValue' }] }, '{"b":["x"]}'],
  ['a Condition element of IAM', { Condition: { StringEquals: { 'aws:x': 'y' } } }, '{"Condition":{"StringEquals":{"aws:x":"y"}}}'],
  ['prototype names are keys like any other', JSON.parse('{"__proto__":{"a":1},"constructor":"c"}'), '{"__proto__":{"a":1},"constructor":"c"}'],
])('%s', (_name, value: unknown, expected) => expect(valueOf(value)).toBe(expected));

test('attributes of which nothing is documented are open', () => {
  expect(valueOf({ 'Fn::Join': ['', ['x-', { 'Fn::GetAtt': ['Custom', 'Some.Thing'] }]] })).toBe('x-${Custom.Some.Thing}');
});

test('a generated name is not split where it could itself hold the delimiter', () => {
  expect(valueOf({ 'Fn::Split': ['-', { Ref: 'Photos' }] })).toBe('"unknown: what is split at Resources.Probe.Properties.Value.Fn::Split is known only at deployment"');
  expect(valueOf({ 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Photos' }] }] })).toBe('"unknown: the choice of an item at Resources.Probe.Properties.Value.Fn::Select is unknown"');
});

test('a text that has fewer parts in some deployment is no mistake of the template', () => {
  expect(valueOf({ 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b'] }] })).toBe('"unknown: there is no item 2 among 2 at Resources.Probe.Properties.Value.Fn::Select"');
});

test('functions that are not known make the value unknown, never the empty text', () => {
  expect(valueOf({ 'Fn::Transform': { Name: 'X' } })).toMatch(/unknown: what 'Fn::Transform' at/);
  expect(valueOf({ 'Fn::If': ['A', 1, 2], 'Other': 1 }, { Conditions: { A: { 'Fn::Equals': ['a', 'a'] } } })).toMatch(/unknown: 'Fn::If' at/);
});

test('where the Region is known, so are names in it', () => {
  expect(valueOf({ 'Fn::Sub': '${AWS::Region} ${AWS::Partition} ${AWS::URLSuffix} ${AWS::AccountId}' }, {}, { region: 'cn-north-1', account: '111122223333' }))
    .toBe('cn-north-1 aws-cn amazonaws.com.cn 111122223333');
  expect(valueOf({ 'Fn::GetAtt': ['Pool', 'ProviderURL'] }, {}, { region: 'eu-west-1' })).toBe('${Pool.ProviderURL}');
});

describe('parameters', () => {
  const parameters = (definition: object): object => ({ Parameters: { P: definition } });
  test.each([
    ['may have any value, whatever their default', { Type: 'String', Default: 'x' }, '${P}', 'x'],
    ['without a value are open', { Type: 'String' }, '${P}', '${P}'],
    ['that are looked up are open', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/name' }, '${P}', '${P}'],
    ['of a list type are a list', { Type: 'CommaDelimitedList', Default: 'a, b' }, '${P}', '["a","b"]'],
    ['of a number type are text', { Type: 'Number', Default: 7 }, '${P}', '7'],
    ['with one allowed value have that', { Type: 'String', AllowedValues: ['only'] }, 'only', 'only'],
  ])('%s', (_name, definition, any, byDefault) => {
    expect(valueOf({ Ref: 'P' }, parameters(definition))).toBe(any);
    expect(valueOf({ Ref: 'P' }, parameters(definition), {}, { parameters: 'default' })).toBe(byDefault);
  });

  test('what is taken to keep its default is remembered', () => {
    const read = (parameters: 'any' | 'default'): string[][] => models([{ file: 't.json', body: { Parameters: { P: { Type: 'String', Default: 'x' } }, Resources: { Photos: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'P' } } } } } }], (model) => {
      resource(model, 'Photos').properties.get('BucketName');
      return [...model.defaults];
    }, {}, { parameters });
    expect([read('any'), read('default')]).toEqual([[[]], [["parameter P keeps its default 'x'"]]]);
  });

  test('a given value counts, not the default', () => {
    expect(valueOf({ Ref: 'P' }, parameters({ Type: 'String', Default: 'x' }), { parameters: { P: 'y' } })).toBe('y');
  });
});

describe('mappings', () => {
  const rest = { Mappings: { M: { 'eu-west-1': { k: 'ireland' }, 'us-east-1': { k: 'virginia' } } } };
  const find = (region: unknown): object => ({ 'Fn::FindInMap': ['M', region, 'k'] });

  test('by literal key', () => expect(valueOf(find('eu-west-1'), rest)).toBe('ireland'));
  test('by a Region that is not known: every entry', () => expect(valueOf(find({ Ref: 'AWS::Region' }), rest)).toBe('ireland | virginia'));
  test('by a Region that is not known, with a default: another Region has that', () => {
    expect(valueOf({ 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'k', { DefaultValue: 'elsewhere' }] }, rest)).toBe('ireland | virginia | elsewhere');
  });
  test('by a Region that is known', () => expect(valueOf(find({ Ref: 'AWS::Region' }), rest, { region: 'us-east-1' })).toBe('virginia'));
});

describe('conditions', () => {
  const pick = { 'Fn::If': ['C', 'yes', 'no'] };
  const conditions = (condition: object, parameter: object = { Type: 'String' }): object => ({ Parameters: { P: parameter }, Conditions: { C: condition } });
  const isProd = { 'Fn::Equals': [{ Ref: 'P' }, 'prod'] };

  test.each([
    ['undecided: both, whatever the default', isProd, { Type: 'String', Default: 'prod' }, 'yes | no'],
    ['Not', { 'Fn::Not': [isProd] }, { Type: 'String', AllowedValues: ['prod'] }, 'no'],
    ['And, one undecided but the other false', { 'Fn::And': [{ 'Fn::Equals': ['a', 'b'] }, isProd] }, { Type: 'String' }, 'no | no'],
    ['Or', { 'Fn::Or': [isProd, { 'Fn::Equals': [{ Ref: 'P' }, 'dev'] }] }, { Type: 'String', AllowedValues: ['dev', 'prod'] }, 'yes | yes'],
    ['allowed values: one reading each', isProd, { Type: 'String', AllowedValues: ['dev', 'test', 'prod'] }, 'no | no | yes'],
    ['a Region of China, in which the template is read too', { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] }, { Type: 'String' }, 'no | yes | no'],
  ])('%s', (_name, condition, parameter, expected) => expect(valueOf(pick, conditions(condition, parameter))).toBe(expected));

  test('a value that was decided for one condition holds for the others', () => {
    const both = { 'Fn::Join': ['', [{ 'Fn::If': ['A', 'a', ''] }, { 'Fn::If': ['B', 'b', ''] }, { Ref: 'P' }]] };
    const equals = (text: string): object => ({ 'Fn::Equals': [{ Ref: 'P' }, text] });
    expect(valueOf(both, { Parameters: { P: { Type: 'String' } }, Conditions: { A: equals('x'), B: equals('y') } })).toBe('ax | by | ${P}');
  });

  test('past the limit of combinations the value is unknown', () => {
    const ids = Array.from({ length: 12 }, (_v, i) => `P${i}`);
    const rest = {
      Parameters: Object.fromEntries(ids.map((id) => [id, { Type: 'String' }])),
      Conditions: Object.fromEntries(ids.map((id) => [`C${id}`, { 'Fn::Equals': [{ Ref: id }, 'x'] }])),
    };
    expect(valueOf(ids.map((id) => ({ 'Fn::If': [`C${id}`, 1, 0] })), rest)).toContain("unknown: condition 'C");
  });
});
