import { renamedBody, renamedIn, withNames } from '../../../lib/proof/comparison/renamed';

const role = (service: string, rest: object = {}): object => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Service: service }, ...rest } });
const named = (before: Record<string, unknown>, now: Record<string, unknown>, sections: object = {}): Record<string, string> => Object.fromEntries(renamedIn({ Resources: before }, { Resources: now, ...sections }));

test.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, string>, object?]>([
  ['that trusts the same', { A: role('x') }, { B: role('x') }, { B: 'A' }],
  ['whose policies have changed', { A: role('x', { Policies: [1] }) }, { B: role('x') }, { B: 'A' }],
  ['that trusts somebody else', { A: role('x') }, { B: role('y') }, {}],
  ['that others refer to', { A: role('x'), C: role('x'), F: { Ref: 'C' } }, { B: role('x'), D: role('x'), F: { 'Fn::GetAtt': 'B.Arn' } }, { B: 'C', D: 'A' }],
  ['that stays', { A: role('x') }, { A: role('x'), B: role('x') }, {}],
  ['whose name is taken by something else', { A: role('x') }, { B: role('x') }, {}, { Parameters: { A: {} } }],
  ['of two that are the same', { A: role('x') }, { B: role('x'), C: role('x') }, { B: 'A' }],
  ['that is a bucket', { A: { Type: 'AWS::S3::Bucket' } }, { B: { Type: 'AWS::S3::Bucket' } }, {}],
])('a role %s', (_what, before, now, expected, sections = {}) => expect(named(before, now, sections)).toEqual(expected));

test('names stand wherever something is referred to, and nowhere else', () => {
  const names = new Map([['B', 'A']]);
  const value = {
    Ref: 'B', DependsOn: ['B', 'C'], Name: 'B', 'Fn::GetAtt': ['B', 'Arn'],
    List: [{ 'Fn::GetAtt': 'B.Arn' }, { 'Fn::Sub': '${B} ${B.Arn} ${!B} ${Bee} B' }, { 'Fn::Sub': ['${B} ${C}', { B: { Ref: 'B' } }] }, { DependsOn: 'B' }],
  };
  expect(withNames(value, names)).toEqual({
    Ref: 'A', DependsOn: ['A', 'C'], Name: 'B', 'Fn::GetAtt': ['A', 'Arn'],
    List: [{ 'Fn::GetAtt': 'A.Arn' }, { 'Fn::Sub': '${A} ${A.Arn} ${!B} ${Bee} B' }, { 'Fn::Sub': ['${B} ${C}', { B: { Ref: 'A' } }] }, { DependsOn: 'A' }],
  });
  expect(renamedBody({ Resources: { B: role('x'), C: { Ref: 'B' } }, Outputs: { B: { Value: { Ref: 'B' } } } }, names)).toEqual({ Resources: { A: role('x'), C: { Ref: 'A' } }, Outputs: { B: { Value: { Ref: 'A' } } } });
});
