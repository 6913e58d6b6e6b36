import { baseTemplate, findingsOf } from '../generated-cases/base-template';

test.each(['rule:finance', 'provider:Okta'])('which people %s are has to stand somewhere', (principal) => {
  const property = { kind: 'unreachable', actions: ['s3:GetObject'], resources: [{ 'Fn::GetAtt': ['Photos', 'Arn'] }], by: [{ identityPool: { Ref: 'Pool' }, principal }] };
  const [finding] = findingsOf(baseTemplate([], { Photos: { Type: 'AWS::S3::Bucket' } }, [property])).filter(({ rule }) => rule === 'unreachable');
  expect(finding).toMatchObject({ verdict: 'UNKNOWN', message: `which people ${principal} is stands nowhere in the templates` });
});

test.each<[string, string, unknown, string]>([
  ['objects are not in the request for a bucket', 's3:GetObject', { 'Fn::GetAtt': ['Photos', 'Arn'] }, 'UNKNOWN'],
  ['the objects of the bucket', 's3:GetObject', { 'Fn::Sub': '${Photos.Arn}/*' }, 'PROVED'],
  ['an action of another service', 'sqs:SendMessage', { 'Fn::Sub': '${Photos.Arn}/*' }, 'UNKNOWN'],
])('%s: what holds whatever the policies say is not proved', (_title, action, resource, verdict) => {
  const [finding] = findingsOf(baseTemplate([], { Photos: { Type: 'AWS::S3::Bucket' } }, [{ kind: 'unreachable', actions: [action], resources: [resource] }])).filter(({ rule }) => rule === 'unreachable');
  expect(finding.verdict).toBe(verdict);
  expect(finding.message.startsWith(`no request for ${action} names any of the resources`)).toBe(verdict === 'UNKNOWN');
});
