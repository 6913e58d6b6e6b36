import { otherPartitionsIn } from '../../../lib/proof/template/partition';

describe('the partitions that a template names', () => {
  const parsed = (json: string) => JSON.parse(json) as Record<string, unknown>;
  const read = (json: string): string[] => otherPartitionsIn(parsed(json), json);

  test.each<[string, string, string[]]>([
    ['none', '{"Resource":"*"}', []],
    ['the ordinary one, which is assumed', '{"Resource":"arn:aws:s3:::photos"}', []],
    ['another', '{"Resource":["arn:aws-cn:s3:::photos","arn:aws:s3:::photos"]}', ['aws-cn']],
    ['another that is not known', '{"Resource":"arn:awsfoo:s3:::photos"}', ['awsfoo']],
    ['another in letters that are written as codes', '{"Resource":"\\u0061rn:aws-cn:s3:::photos"}', ['aws-cn']],
    ['another behind a line break', '{"Text":"a\\narn:aws-cn:s3:::photos"}', ['aws-cn']],
  ])('%s', (_name, json, named) => {
    expect(read(json)).toEqual(named);
    expect(otherPartitionsIn(parsed(json))).toEqual(named);
  });

  const inChina = { China: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] } };
  test.each<[string, object, string[]]>([
    ['another by its Region, in a condition of a resource', { Conditions: inChina, Resources: { A: { Type: 'AWS::S3::Bucket', Condition: 'China' } } }, ['aws-cn']],
    ['another in a condition that another condition names', { Conditions: { ...inChina, Both: { 'Fn::Not': [{ Condition: 'China' }] } } }, ['aws-cn']],
    ["none in the condition of the CDK's own resource, which names all Regions", { Conditions: inChina, Resources: { A: { Type: 'AWS::CDK::Metadata', Condition: 'China' } } }, []],
  ])('%s', (_name, body, named) => expect(read(JSON.stringify(body))).toEqual(named));
});
