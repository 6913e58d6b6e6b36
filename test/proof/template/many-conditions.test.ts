import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isClosedToAnonymousCallers } from '../../../lib/proof/analysis/affected-subjects';
import { whatToGive } from '../../../lib/proof/findings/what-to-give';
import { takesNothingAway } from '../../../lib/proof/template/kinds-of-resources';
import { LIMITS } from '../../../lib/proof/template/limits';
import { Unresolved } from '../../../lib/proof/template/value';
import { models, property, resource } from '../read';

const PROVER = join(__dirname, '../../../lib/proof');

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

test('whether something is created that does nothing to access is not told apart, unless something asks about it', () => {
  const read = (Type: string): string[] => models([{ file: 'a.json', body: { Parameters, Conditions, Resources: { Probe: probe({ Value: 'a' }), Other: { Type, Condition: 'HasChoice0' } } } }], (model) => model.resources.map(({ id }) => id).join());
  expect(read('AWS::EC2::Subnet')).toEqual(['Probe,Other']);
  expect(read('AWS::SQS::Queue')).toEqual(['Probe,Other', 'Probe']);
  expect(read('AWS::IAM::Role')).toEqual(['Probe,Other', 'Probe']);
  expect(read('Test::Other')).toEqual(['Probe,Other', 'Probe']);
});

test('what does nothing to access and is asked about is told apart: the prover names no other such type, but to list it, to expand a macro or to spell its name', () => {
  const besides = /generated|not-looked-at\.ts$|macros|attributes\.ts$|authorization-data/;
  const sources = readdirSync(PROVER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !besides.test(file));
  const named = new Set(sources.flatMap((file) => readFileSync(join(PROVER, file), 'utf8').match(/AWS(?:::\w+){2}/g) ?? []));
  expect(named.size).toBeGreaterThan(60);
  expect([...named].filter(takesNothingAway)).toEqual([]);
});

test.each([['AWS::RDS::DBInstance', false], ['AWS::IAM::ManagedPolicy', true], ['AWS::ApiGatewayV2::Authorizer', true]])('whether a %s is created, among too many conditions, leaves everything open: %s', (Type, expected) => {
  const body = { Parameters, Conditions, Resources: { Probe: { ...probe({}), Condition: 'HasChoice0' }, Other: { Type, Condition: 'HasChoice1' } } };
  const found = models([{ file: 'a.json', body }], (model) => model, {}, { isSpent: () => true }).at(-1)!;
  expect(found.resources.map(({ id }) => id)).toContain('Other');
  expect(found.undecided.some((reason) => reason.startsWith("whether 'Other' is created"))).toBe(expected);
});

test('a bucket that is perhaps created, among too many conditions, leaves nothing else open, and keeps nobody out', () => {
  const closed = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
  const body = { Parameters, Conditions, Resources: { Probe: { ...probe({}), Condition: 'HasChoice0' }, Photos: { Type: 'AWS::S3::Bucket', Condition: 'HasChoice1', Properties: closed }, Others: { Type: 'AWS::S3::Bucket', Properties: closed } } };
  const found = models([{ file: 'a.json', body }], (model) => model, {}, { isSpent: () => true }).at(-1)!;
  expect(found.undecided.filter((reason) => /Photos|Others/.test(reason))).toEqual([]);
  const buckets = [resource(found, 'Photos'), resource(found, 'Others')];
  expect(buckets.map(({ isCertain }) => isCertain)).toEqual([false, true]);
  expect(buckets.map(({ arn }) => isClosedToAnonymousCallers(found, [`${arn}/private/*`]))).toEqual([false, true]);
});

test('what too many conditions leave open says which parameters they look at', () => {
  const nested = { Parameters: { Given: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'Given' }, 'yes'] } }, Resources: { Inner: { ...probe({ Value: { 'Fn::If': ['C', 'a', 'b'] } }), Condition: 'C' } } };
  const ways = { Conditions: { ...Conditions, Both: { 'Fn::And': [{ Condition: 'HasChoice6' }, { 'Fn::Not': [{ Condition: 'HasChoice7' }] }] } } };
  const Child = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child', Parameters: { Given: { Ref: 'Choice5' } } } };
  const body = { Parameters, ...ways, Resources: { Probe: probe({ Value: { 'Fn::If': ['Both', 'a', 'b'] } }), Late: { ...probe({}), Condition: 'Both' }, Child } };
  const found = models([{ file: 'a.json', body }], (model) => {
    const open = property(model, 'Probe');
    return { open: open instanceof Unresolved ? open.reason : '', undecided: model.undecided, untold: model.untold() };
  }, { child: nested }, { isSpent: () => true });
  expect(found.at(-1)).toEqual({
    open: "condition 'Both' at Resources.Probe.Properties.Value.Fn::If is undecided: it depends on the parameters Choice6, Choice7",
    undecided: [
      "whether 'Late' is created is one of too many things to be told apart: it depends on the parameters Choice6, Choice7",
      "whether 'Inner' is created is one of too many things to be told apart: it depends on the parameter Choice5", ...['Probe', 'Late', 'Inner'].map((id) => `what the Test::Probe '${id}' does is not known here`),
    ],
    untold: ['Choice6', 'Choice7', 'Choice5'],
  });
  expect(found.at(-1)!.undecided.slice(0, 2).map(whatToGive)).toEqual(['give their values: --parameter Choice6=<value> --parameter Choice7=<value>', 'give its value: --parameter Choice5=<value>']);
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
