import { partitionsIn } from '../../../lib/proof/template/partition';
import { readTemplates } from '../../../lib/proof/template/reader';
import { textOf } from '../../../lib/proof/template/value';

describe('the partitions that a template names', () => {
  test.each<[string, string, { byName?: string[]; byRegion?: string[] }]>([
    ['none', '{"Resource":"*"}', {}],
    ['the ordinary one, which is assumed', '{"Resource":"arn:aws:s3:::photos","Region":"eu-west-1"}', {}],
    ['another in an ARN', '{"Resource":["arn:aws-cn:s3:::photos","arn:aws:s3:::photos"]}', { byName: ['aws-cn'] }],
    ['another that is not known', '{"Resource":"arn:awsfoo:s3:::photos"}', { byName: ['awsfoo'] }],
    ['another in letters that are written as codes', '{"Resource":"\\u0061rn:aws-cn:s3:::photos"}', { byName: ['aws-cn'] }],
    ['another behind a line break', '{"Text":"a\\narn:aws-cn:s3:::photos"}', { byName: ['aws-cn'] }],
    ['another by its own name', '{"Fn::Equals":[{"Ref":"AWS::Partition"},"aws-us-gov"]}', { byName: ['aws-us-gov'] }],
    ['another by one of its Regions', '{"Fn::Equals":[{"Ref":"AWS::Region"},"cn-north-1"]}', { byRegion: ['aws-cn'] }],
  ])('%s', (_name, json, { byName = [], byRegion = [] }) => {
    const named = { byName: new Set(byName), byRegion: new Set(byRegion) };
    expect(partitionsIn([{ body: JSON.parse(json), json }])).toEqual(named);
    expect(partitionsIn([{ body: JSON.parse(json) }])).toEqual(named);
  });
});

describe('a Region of another partition', () => {
  const inChina = { 'Fn::If': ['China', 'in China', 'elsewhere'] };
  const read = (properties: object): string[] => readTemplates([{
    file: 'a.json',
    body: {
      Conditions: { China: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] } },
      Resources: { Probe: { Type: 'Test::Probe', Properties: { Arn: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::photos' }, ...properties } } },
    },
  }], () => undefined, ({ resources: [{ properties: given }] }) => ['Arn', 'Where'].map((name) => textOf(given.get(name))).join(', '));

  test('is told apart, with all of its partition, where something asks for it', () => {
    expect(read({ Where: inChina })).toEqual(['arn:aws:s3:::photos, elsewhere', 'arn:aws-cn:s3:::photos, in China', 'arn:aws-cn:s3:::photos, elsewhere']);
  });

  test('and nowhere else: conditions of what has nothing to do with access name many', () => {
    expect(read({ Where: 'anywhere', Other: inChina })).toEqual(['arn:aws:s3:::photos, anywhere']);
  });
});
