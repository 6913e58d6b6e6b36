import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadNested } from '../../../lib/proof/template/nested';
import { readTemplates } from '../../../lib/proof/template/reader';
import { templatesAt, type TemplateOptions } from '../../../lib/proof/template/together';
import { TemplateError } from '../../../lib/proof/template/value';
import { shown } from '../read';
import { folder } from './folder';

const { path, write } = folder();
const probe = (value: unknown): object => ({ Type: 'Test::Probe', Properties: { Value: value } });
const stackOf = (url: unknown): object => ({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } });

/** What the probes of the templates say, one list for each assembly. */
function values(paths: readonly string[], options: TemplateOptions = {}): string[][] {
  return templatesAt(paths, options).map((templates) => readTemplates(templates, loadNested, (model) => model.resources.filter(({ type }) => type === 'Test::Probe')
    .map((resource) => `${resource.stack}.${resource.id}: ${shown(model, resource.properties.get('Value') ?? null)}`)).flat());
}

describe('several templates', () => {
  test('are deployed together, to one account and Region', () => {
    const a = write('a.json', { Resources: { A: probe({ 'Fn::Sub': '${AWS::Region} ${AWS::AccountId}' }), Bucket: { Type: 'AWS::S3::Bucket' } }, Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] }, Export: { Name: 'arn' } } } });
    const b = write('b.yaml', 'Resources:\n  B: {Type: Test::Probe, Properties: {Value: !Sub "${AWS::Region} ${AWS::AccountId}"}}\n  C: {Type: Test::Probe, Properties: {Value: !ImportValue arn}}');
    expect(values([a, b])).toEqual([['a.A: ${AWS::Region} ${AWS::AccountId}', 'b.B: ${AWS::Region} ${AWS::AccountId}', 'b.C: ${Bucket.Arn}']]);
  });

  const two = (): string[] => ['a', 'b'].map((name) => write(`${name}.json`, { Resources: { P: probe({ 'Fn::Sub': '${AWS::Region} ${AWS::AccountId}' }) } }));

  test('are deployed to where --environment says: all, or one', () => {
    const [a, b] = two();
    expect(values([a, b], { environment: ['aws://111122223333/eu-west-1'] })).toEqual([['a.P: eu-west-1 111122223333', 'b.P: eu-west-1 111122223333']]);
    for (const name of [b, 'b.json']) {
      expect(values([a, b], { environment: [`${name}=aws://444455556666/eu-west-2`, 'aws://111122223333/eu-west-1'] })).toEqual([['a.P: eu-west-1 111122223333', 'b.P: eu-west-2 444455556666']]);
    }
    expect(values([a], { environment: ['aws://unknown-account/eu-west-1'] })).toEqual([['a.P: eu-west-1 ${AWS::AccountId}']]);
  });

  test.each<[string, (a: string, b: string) => unknown, RegExp]>([
    ['an environment without a Region', (a) => templatesAt([a], { environment: ['aws://111122223333'] }), /^bad-environment: expected aws:\/\/<account>\/<region>, or <file>= before it, received 'aws:\/\/111122223333' \[in --environment\]$/],
    ['an environment with a wildcard', (a) => templatesAt([a], { environment: ['aws://*/eu-west-1'] }), /^bad-environment: expected aws:\/\/<account>\/<region>, or <file>= before it, received 'aws:\/\/\*\/eu-west-1' \[in --environment\]$/],
    ['an environment of no template', (a) => templatesAt([a], { environment: ['c.json=aws://1/eu-west-1'] }), /^unknown-template: no template is called 'c\.json'; did you mean '.*a\.json'\?|there are .+ \[in --environment\]$/],
    ['a template twice', (a) => templatesAt([a, join(path(), '.', 'a.json')]), /^given-twice: the template is named twice; name it once \[in .+a\.json\]$/],
    ['standard input twice', () => templatesAt(['-', '-']), /^given-twice: /],
    ['a directory among files', (a) => templatesAt([a, path()]), /^directory-among-files: a directory stands for all that is in it; name it alone, or the templates one by one \[in /],
    ['a file that is no template', (a) => templatesAt([a, write('c.json', { name: 'c' })]), /^not-a-template: there are no Resources \[in .+c\.json\]$/],
    ['a file that is not there', (a) => templatesAt([a, join(path(), 'd')]), /^cannot-open: there is no such file or directory \[in .+d\]$/],
  ])('%s is refused', (_name, act, message) => {
    const [a, b] = two();
    expect(() => act(a, b)).toThrow(TemplateError);
    expect(() => act(a, b)).toThrow(message);
  });
});

test('a directory stands for all assemblies in it, and options for all templates in them', () => {
  for (const name of ['', 'assembly-Prod/']) {
    write(`${name}manifest.json`, { artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } } });
    write(`${name}S.template.json`, { Parameters: { Size: { Type: 'String' } }, Resources: { P: probe({ 'Fn::Sub': '${AWS::Region} ${Size}' }) } });
  }
  expect(values([path()], { environment: ['S=aws://1/eu-west-1'], parameter: ['Size=large'] })).toEqual([['S.P: eu-west-1 large'], ['S.P: eu-west-1 large']]);
});

describe('nested stacks', () => {
  test('may be named, at any depth and wherever their files are', () => {
    const root = write('root.json', { Resources: { Child: stackOf({ Ref: 'AWS::StackName' }) } });
    const child = write('elsewhere/child.json', { Resources: { Grand: stackOf('https://s3.amazonaws.com/b/x.json'), Other: stackOf('./other.json') } });
    write('elsewhere/other.json', { Resources: { P: probe('other') } });
    const grand = write('more/grand.yaml', 'Resources: {P: {Type: Test::Probe, Properties: {Value: grand}}}');
    expect(values([root], { nested: [`Child=${child}`] })).toEqual([['root/Child/Other.P: other']]);
    expect(values([root], { nested: [`Child=${child}`, `Child/Grand=${grand}`] })).toEqual([['root/Child/Grand.P: grand', 'root/Child/Other.P: other']]);
  });

  test('that are named are stronger than those that are found', () => {
    write('found.json', { Resources: { P: probe('found') } });
    const root = write('root.json', { Resources: { Child: stackOf('found.json') } });
    expect(values([root])).toEqual([['root/Child.P: found']]);
    expect(values([root], { nested: [`Child=${write('named.json', { Resources: { P: probe('named') } })}`] })).toEqual([['root/Child.P: named']]);
  });

  test('two of one file are two, as a template in YAML may write them', () => {
    const root = write('root.yaml', 'Resources:\n  One: &s {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: x}}\n  Two: *s\n');
    const files = ['one', 'two'].map((name) => write(`${name}.json`, { Resources: { P: probe(name) } }));
    expect(values([root], { nested: [`One=${files[0]}`, `Two=${files[1]}`] })).toEqual([['root/One.P: one', 'root/Two.P: two']]);
  });

  test.each<[string, string[], RegExp]>([
    ['a stack that is not there', ['Chld=child.json'], /^bad-nested-file: no template has a nested stack 'Chld'; did you mean 'Child'\? \[in --nested\]$/],
    ['a resource that is no stack', ['Probe=child.json'], /^bad-nested-file: no template has a nested stack 'Probe'; there are Child \[in --nested\]$/],
    ['a stack in one that is not at hand', ['Child/Grand=child.json'], /^bad-nested-file: 'Child' has no nested stack 'Grand'; there is none \[in --nested\]$/],
    ['no file', ['Child'], /^bad-nested-file: expected <logical id>=<file>, received 'Child' \[in --nested\]$/],
    ['two files', ['Child=a', 'Child=b'], /^bad-nested-file: 'Child' is given two files \[in --nested\]$/],
  ])('%s is refused', (_name, nested, message) => {
    const root = write('root.json', { Resources: { Child: stackOf('https://s3.amazonaws.com/b/none.json'), Probe: probe('x') } });
    expect(() => templatesAt([root], { nested })).toThrow(message);
  });

  test('a file that is not there is refused when it is read', () => {
    const root = write('root.json', { Resources: { Child: stackOf('x') } });
    expect(() => values([root], { nested: ['Child=none.json'] })).toThrow('cannot-open: the file cannot be read: there is no such file or directory (ENOENT) [in none.json]');
  });
});

describe('values of parameters', () => {
  const PARAMETERS = {
    Stage: { Type: 'String', AllowedValues: ['dev', 'prod'], Default: 'dev' }, Count: { Type: 'Number', Default: 1 }, Names: { Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] },
    Key: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' },
  };
  const two = (): string[] => ['a', 'b'].map((name) => write(`${name}.json`, { Parameters: PARAMETERS, Resources: { P: probe({ 'Fn::Sub': '${Stage} ${Count}' }) } }));

  test('are given to every template that has the parameter, or to one', () => {
    const [a, b] = two();
    expect(values([a, b], { parameter: ['Stage=prod'] })).toEqual([['a.P: prod ${Count}', 'b.P: prod ${b/Count}']]);
    for (const one of [`${b}:Stage=dev`, 'b.json:Stage=dev', `b.json.Stage=dev`]) expect(values([a, b], { parameter: [one, 'Stage=prod', 'Count=7'] })).toEqual([['a.P: prod 7', 'b.P: dev 7']]);
  });

  test('are given by the name of a stack as well', () => {
    write('S.template.json', { Parameters: PARAMETERS, Resources: { P: probe({ Ref: 'Stage' }) } });
    write('T.template.json', { Parameters: PARAMETERS, Resources: { P: probe({ Ref: 'Stage' }) } });
    for (const spelled of ['S.Stage=prod', 'S:Stage=prod']) expect(values([path()], { parameter: [spelled] })).toEqual([['S.P: prod', 'T.P: ${Stage}']]);
  });

  test('may have any character', () => {
    const file = write('a.json', { Parameters: { Url: { Type: 'String' } }, Resources: { P: probe({ Ref: 'Url' }) } });
    expect(values([file], { parameter: ['Url=https://x:8080/y?a=b:Stage=c\nd'] })).toEqual([['a.P: https://x:8080/y?a=b:Stage=c\nd']]);
    expect(values([file], { parameter: ['Url='] })).toEqual([['a.P: ']]);
  });

  test.each<[string, unknown]>([
    ['the AWS CLI', [{ ParameterKey: 'Stage', ParameterValue: 'prod' }, { ParameterKey: 'Count', ParameterValue: '3' }]],
    ['aws cloudformation deploy', ['Stage=prod', 'Count=3']],
    ['names and values', { Stage: 'prod', Count: 3 }],
    ['AWS CodePipeline', { Parameters: { Stage: 'prod', Count: '3' }, Tags: { a: 'b' } }],
    ['cdk deploy', { 'a.json:Stage': 'prod', 'Count': '3' }],
    ['YAML', 'Stage: prod\nCount: 3\n'],
  ])('are read from a file as %s writes it', (_name, content) => {
    const [a] = two();
    const file = write('values.json', content);
    for (const name of [file, `file://${file}`]) expect(values([a], { parameters: name })).toEqual([['a.P: prod 3']]);
    // what stands on the command line is stronger
    expect(values([a], { parameters: file, parameter: ['Count=4', 'a.json:Stage=dev'] })).toEqual([['a.P: dev 4']]);
  });

  test('what is given to a parameter of the Systems Manager is the name of an entry, not its value', () => {
    const file = write('a.json', { Parameters: PARAMETERS, Resources: { P: probe({ Ref: 'Key' }) } });
    expect(values([file], { parameter: ['Key=/other/path'] })).toEqual([['a.P: ${Key}']]);
  });

  test('a list is one', () => {
    const file = write('a.json', { Parameters: PARAMETERS, Resources: { P: probe({ Ref: 'Names' }) } });
    expect(values([file], { parameter: ['Names=a, b'] })).toEqual([['a.P: ["a","b"]']]);
    expect(values([file], { parameters: write('v.json', { Names: ['b', 'a'] }) })).toEqual([['a.P: ["b","a"]']]);
  });

  test('an empty text that is allowed is shown', () => {
    const file = write('a.json', { Parameters: { Suffix: { Type: 'String', AllowedValues: ['', '-eu'] } }, Resources: { P: probe({ Ref: 'Suffix' }) } });
    expect(values([file], { parameter: ['Suffix='] })).toEqual([['a.P: ']]);
    expect(() => values([file], { parameter: ['Suffix=x'] })).toThrow("'x' is none of the allowed values of the parameter 'Suffix'; they are '' (an empty text), -eu");
  });

  test.each<[string, TemplateOptions, RegExp]>([
    ['a parameter that is not there', { parameter: ['Stge=prod'] }, /^unknown-parameter: no template has a parameter 'Stge'; did you mean 'Stage'\? \[in --parameter\]$/],
    ['one that is like no other', { parameter: ['Something=prod'] }, /^unknown-parameter: no template has a parameter 'Something'; there are Stage, Count, Names, Key \[in --parameter\]$/],
    ['one that this template does not have', { parameter: ['c.json:Stage=prod'] }, /^unknown-parameter: no template of 'c\.json' has a parameter 'Stage'; there are no parameters \[in --parameter\]$/],
    ['a template that is not there', { parameter: ['d.json:Stage=prod'] }, /^unknown-template: no template is called 'd\.json'; /],
    ['a value that is not allowed', { parameter: ['Stage=test'] }, /^bad-parameter-value: 'test' is none of the allowed values of the parameter 'Stage'; they are dev, prod \[in --parameter\]$/],
    ['a list with a value that is not allowed', { parameter: ['Names=a,c'] }, /^bad-parameter-value: 'c' is none of the allowed values of the parameter 'Names'; they are a, b /],
    ['two values', { parameter: ['Stage=dev', 'Stage=prod'] }, /^bad-parameter-value: 'Stage' is given two values; give it one \[in --parameter\]$/],
    ['no value', { parameter: ['Stage'] }, /^bad-parameter-value: expected <name>=<value>, received 'Stage' \[in --parameter\]$/],
    ['no name', { parameter: ['=x'] }, /^bad-parameter-value: expected <name>=<value>, received '=x' /],
    ['a key of a prototype', { parameter: ['constructor=x'] }, /^unknown-parameter: no template has a parameter 'constructor'; /],
  ])('%s is refused', (_name, options, message) => {
    const paths = [...two(), write('c.json', { Resources: { P: probe('x') } })];
    expect(() => templatesAt(paths, options)).toThrow(TemplateError);
    expect(() => templatesAt(paths, options)).toThrow(message);
  });

  test.each<[string, unknown, RegExp]>([
    ['text', '"x"', /^bad-parameter-value: expected a list of ParameterKey and ParameterValue, or an object of names and values \[in .+values\.json\]$/],
    ['a list of something else', [{ Name: 'Stage' }], /^bad-parameter-value: expected a ParameterKey and a ParameterValue \[in .+values\.json at \[0\]\]$/],
    ['a value that the stack has', [{ ParameterKey: 'Stage', UsePreviousValue: true }], /^bad-parameter-value: the value that 'Stage' has in the deployed stack is not at hand; write it as its ParameterValue \[in .+ at \[0\]\]$/],
    ['no value', { Stage: null }, /^bad-parameter-value: expected text; write it in quotes \[in .+ at Stage\]$/],
    ['a number that is told in two ways', 'Stage: 012', /^bad-parameter-value: expected text; write it in quotes \[in .+ at Stage\]$/],
    ['an unknown name', { Stge: 'dev' }, /^unknown-parameter: no template has a parameter 'Stge'; did you mean 'Stage'\? \[in .+values\.json\]$/],
    ['a key twice', '{"Stage": "dev", "Stage": "prod"}', /^duplicate-key: /],
    ['no JSON', '{', /^bad-json: /],
  ])('a file of %s is refused', (_name, content, message) => {
    const [a] = two();
    expect(() => templatesAt([a], { parameters: write('values.json', content) })).toThrow(message);
  });

  test('a file that is not there is refused', () => {
    const [a] = two();
    mkdirSync(join(path(), 'folder'));
    expect(() => templatesAt([a], { parameters: join(path(), 'none') })).toThrow(/^cannot-open: /);
    expect(() => templatesAt([a], { parameters: join(path(), 'folder') })).toThrow(/^cannot-open: .*it is a directory/);
  });
});
