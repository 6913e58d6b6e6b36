import { baseTemplate, findingsOf } from '../generated-cases/base-template';

const BUCKET = { Photos: { Type: 'AWS::S3::Bucket' } };
const ARN = { 'Fn::GetAtt': ['Photos', 'Arn'] };
const guests = { identityPool: { Ref: 'Pool' }, principal: 'guest' };
const requests = { actions: ['s3:GetObject'], resources: [ARN] };

describe('a property about nothing is none', () => {
  test.each<[string, object, string]>([
    ['an action that AWS does not have', { kind: 'unreachable', ...requests, actions: ['s3:GetObjekt'] }, "no action of AWS is called 's3:GetObjekt'; the nearest is s3:GetObject"],
    ['the name of a bucket', { kind: 'unreachable', ...requests, resources: ['my-photos/*'] }, "'my-photos/*' is no ARN"],
    ['a reference to a bucket', { kind: 'unreachable', ...requests, resources: [{ Ref: 'Photos' }] }, 'is no ARN'],
    ['nobody whom it is about', { kind: 'unreachable', ...requests, by: [] }, 'properties[0].by: expected at least one'],
    ['nobody who is limited', { kind: 'limited-to', ...requests, principals: [] }, 'properties[0].principals: expected at least one'],
    ['the people under another name', { kind: 'limited-to', ...requests, by: [guests] }, 'properties[0].principals: expected at least one'],
    ['a slice without actions', { kind: 'isolated', owner: { kind: 'identity-id' }, slices: [{ actions: [], resource: 'arn:aws:s3:::photos/${owner}/*' }] }, 'properties[0].slices[0].actions: expected at least one'],
  ])('%s', (_what, property, message) => {
    const findings = findingsOf(baseTemplate([], BUCKET, [property]));
    expect(findings.filter(({ rule }) => rule === (property as { kind: string }).kind)).toEqual([]);
    expect(findings.filter(({ rule }) => /-intent$/.test(rule))).toMatchObject([{ verdict: 'UNKNOWN', message: expect.stringContaining(message) as string }]);
  });

  test.each(['arn:aws:s3:::photos/*', '*'])('%s may be an ARN', (resource) => {
    expect(findingsOf(baseTemplate([], BUCKET, [{ kind: 'unreachable', ...requests, resources: [resource] }])).filter(({ rule }) => rule.endsWith('-intent'))).toEqual([]);
  });
});

test.each(['group:nobody', 'rule:finance', 'provider:Okta'])('which people %s are has to stand somewhere', (principal) => {
  const [finding] = findingsOf(baseTemplate([], BUCKET, [{ kind: 'unreachable', ...requests, by: [{ ...guests, principal }] }])).filter(({ rule }) => rule === 'unreachable');
  expect(finding).toMatchObject({ verdict: 'UNKNOWN', message: `which people ${principal} is stands nowhere in the templates` });
});
