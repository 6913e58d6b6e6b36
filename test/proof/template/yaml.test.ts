import { parseTemplate } from '../../../lib/proof/template/parse';

const read = (text: string): unknown => parseTemplate(text, 'app.yaml');
const value = (text: string): unknown => (read(`Value: ${text}`) as { Value: unknown }).Value;

test('a template as users write it', () => {
  expect(read(`
AWSTemplateFormatVersion: '2010-09-09'   # quoted, as always
Resources:
  # the pool
  Pool:
    Type: AWS::Cognito::IdentityPool
    Properties:
      AllowUnauthenticatedIdentities: false
      CognitoIdentityProviders:
      - ClientId: !Ref Client
        ProviderName: !GetAtt UserPool.ProviderName
        ServerSideTokenCheck: yes
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      Roles:
        - !If
          - IsProduction
          - !Ref Role
          - !Ref "AWS::NoValue"
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Action: ["s3:GetObject", s3:PutObject]
            Resource: !Sub '\${Photos.Arn}/users/\${!cognito-identity.amazonaws.com:sub}/*'
            Condition: {StringEquals: {"aws:PrincipalTag/team": web, 'aws:PrincipalAccount': 012345678901}}
          -
            Effect: Deny
            Action: '*'
            Resource: !Join ['', [!GetAtt Photos.Arn, /*]]
`)).toEqual({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: {
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [{ ClientId: { Ref: 'Client' }, ProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ServerSideTokenCheck: true }],
      } },
      Policy: { Type: 'AWS::IAM::Policy', Properties: {
        Roles: [{ 'Fn::If': ['IsProduction', { Ref: 'Role' }, { Ref: 'AWS::NoValue' }] }],
        PolicyDocument: { Version: '2012-10-17', Statement: [
          {
            Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: { 'Fn::Sub': '${Photos.Arn}/users/${!cognito-identity.amazonaws.com:sub}/*' },
            Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web', 'aws:PrincipalAccount': '012345678901' } },
          },
          { Effect: 'Deny', Action: '*', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Photos', 'Arn'] }, '/*']] } },
        ] },
      } },
    },
  });
});

test.each<[string, unknown]>([
  ['text', 'text'], ['12', 12], ['-3', -3], ['0.5', '0.5'], ['089', '089'], ['true', true], ['No', false], ['null', null], ['', null], ['2012-10-17', '2012-10-17'], ['a#b # c', 'a#b'], ['a: b'.replace(': ', ':'), 'a:b'],
  ["'it''s'", "it's"], ['"a\\tb\\u0041\\\n  c"', 'a\tbAc'], ['one\n  two\n\n  three', 'one two\nthree'], ['"one\n  two"', 'one two'],
  ['|\n  a\n   b\n\n  c\n', 'a\n b\n\nc\n'], ['|-\n  a\n', 'a'], ['|+\n  a\n\n', 'a\n\n'], ['>\n  a\n  b\n\n  c\n', 'a b\nc\n'], ['|2\n    a\n', '  a\n'],
  ['{"Statement": [{"Effect": "Allow"}]}', { Statement: [{ Effect: 'Allow' }] }], ['[a, [b, {c: d}],]', ['a', ['b', { c: 'd' }]]], ['[a: b]', [{ a: 'b' }]], ['{}', {}], ['[\n  a, # first\n  b\n]', ['a', 'b']],
  ['!Sub\n  - ${a}\n  - a: !ImportValue x', { 'Fn::Sub': ['${a}', { a: { 'Fn::ImportValue': 'x' } }] }], ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }], ['!GetAtt A.Outputs.B', { 'Fn::GetAtt': ['A', 'Outputs.B'] }],
  ['!Condition C', { Condition: 'C' }], ['!Ref 12', { Ref: '12' }], ['!!str 12', '12'], ['!Base64 |\n  a\n', { 'Fn::Base64': 'a\n' }],
  ['&x\n  a: 1\nOther: *x', { a: 1 }], ['- a\n- - b\n  - c'.replace('- a', '\n- a'), ['a', ['b', 'c']]],
])('%j', (text, expected) => expect(value(text)).toEqual(expected));

test('aliases and merged keys', () => {
  expect(read('A: &a {x: 1, y: 2}\nB:\n  <<: *a\n  y: 3\n')).toEqual({ A: { x: 1, y: 2 }, B: { x: 1, y: 3 } });
});

test('a key named like a part of a prototype is a key', () => {
  expect(Object.keys(read('__proto__: {a: 1}\nconstructor: x') as object)).toEqual(['__proto__', 'constructor']);
});

test('line ends of Windows, a mark at the beginning, and the marks of a document', () => {
  expect(read('\ufeff%YAML 1.1\r\n---\r\nA: b\r\n...\r\n')).toEqual({ A: 'b' });
});

test.each<[string, string, string]>([
  ['a tab', 'A:\n\tB: c', 'bad-yaml: tabs are not allowed as indentation [in app.yaml at line 2]'],
  ['a key twice', 'A: b\nA: c', "duplicate-key: the key 'A' of one object stands in line 1 and in line 2; keep one of them: which one counts is not defined [in app.yaml at line 2]"],
  ['text in quotes without end', 'A: "b', 'bad-yaml: missing closing "quote [in app.yaml at line 1]'],
  ['a list without end', 'A: [b, c', 'bad-yaml: flow sequence in block collection must be sufficiently indented and end with a ] [in app.yaml at line 1]'],
  ['something behind a value', 'A: "b" c', 'bad-yaml: unexpected scalar at node end [in app.yaml at line 1]'],
  ['an alias of nothing', 'A: *b', "bad-yaml: there is no anchor 'b' before its alias [in app.yaml at line 1]"],
  ['a line that is no entry', 'A: b\nc', 'bad-yaml: implicit map keys need to be followed by map values [in app.yaml at line 2]'],
  ['a line that is indented too far', 'A: b\n  c: d', 'bad-yaml: nested mappings are not allowed in compact mappings [in app.yaml at line 1]'],
  ['two documents', 'A: b\n---\nC: d', 'bad-yaml: a second document begins; a template is one document [in app.yaml at line 3]'],
  ['an escape that is none', 'A: "\\q"', 'bad-yaml: invalid escape sequence \\q [in app.yaml at line 1]'],
  ['the head of a block', 'A: |x\n  b', 'bad-yaml: block scalar header includes extra characters: |x [in app.yaml at line 1]'],
  ['text alone', 'just text', 'not-a-template: expected an object with Resources [in app.yaml]'],
  ['nothing', '', 'not-a-template: '],
])('%s is an error with its line', (_name, text, message) => expect(() => read(text)).toThrow(message));

test.each<[string, string]>([
  ['brackets', `A: ${'['.repeat(100_000)}`],
  ['lists', Array.from({ length: 2000 }, (_v, i) => `${' '.repeat(i)}-`).join('\n')],
])('%s nested without end are refused', (_name, text) => expect(() => read(text)).toThrow(/values are nested more than 250 deep/));
