import { expectNone, UserPoolFixture } from '../support/user-pool-fixture';

test('the role of a CSV import is for this pool and its logs alone, and made when asked for', () => {
  const under = new UserPoolFixture();
  expectNone(under, 'AWS::IAM::Role');
  const asked = new UserPoolFixture();
  expect(asked.auth.obtainUserImportRole()).toBe(asked.auth.obtainUserImportRole());
  const { AssumeRolePolicyDocument, Policies } = asked.only('AWS::IAM::Role');
  expect(AssumeRolePolicyDocument).toMatchObject({
    Statement: [{
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching('UserPool'), 'Arn'] } } },
    }],
  });
  expect(JSON.stringify(Policies)).toContain(':log-group:/aws/cognito/*');
});
