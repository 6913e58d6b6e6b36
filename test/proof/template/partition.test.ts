import { otherPartitionsIn } from '../../../lib/proof/template/partition';

describe('the partitions that a template names', () => {
  const read = (json: string): string[] => otherPartitionsIn(JSON.parse(json), json);

  test.each<[string, string, string[]]>([
    ['none', '{"Resource":"*"}', []],
    ['the ordinary one, which is assumed', '{"Resource":"arn:aws:s3:::photos"}', []],
    ['another', '{"Resource":["arn:aws-cn:s3:::photos","arn:aws:s3:::photos"]}', ['aws-cn']],
    ['another that is not known', '{"Resource":"arn:awsfoo:s3:::photos"}', ['awsfoo']],
    ['another in letters that are written as codes', '{"Resource":"\\u0061rn:aws-cn:s3:::photos"}', ['aws-cn']],
    ['another behind a line break', '{"Text":"a\\narn:aws-cn:s3:::photos"}', ['aws-cn']],
  ])('%s', (_name, json, named) => {
    expect(read(json)).toEqual(named);
    expect(otherPartitionsIn(JSON.parse(json))).toEqual(named);
  });
});
