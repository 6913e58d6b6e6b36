import { baseTemplate, findingsOf } from '../generated-cases/base-template';

test.each(['rule:finance', 'provider:Okta'])('which people %s are has to stand somewhere', (principal) => {
  const property = { kind: 'unreachable', actions: ['s3:GetObject'], resources: [{ 'Fn::GetAtt': ['Photos', 'Arn'] }], by: [{ identityPool: { Ref: 'Pool' }, principal }] };
  const [finding] = findingsOf(baseTemplate([], { Photos: { Type: 'AWS::S3::Bucket' } }, [property])).filter(({ rule }) => rule === 'unreachable');
  expect(finding).toMatchObject({ verdict: 'UNKNOWN', message: `which people ${principal} is stands nowhere in the templates` });
});
