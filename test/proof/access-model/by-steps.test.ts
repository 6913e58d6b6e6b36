import { AccessModel } from '../../../lib';
import { at, photoApp, statements, type Template } from '../photo-app';

const OTHERS = '${Photos.Arn}/users/other/a';

/** What is said of steps to somebody else's object, when users may do something more. */
function bySteps(action: string | string[], resource: unknown = '*', change: (template: Template) => void = () => undefined, asked = OTHERS): string | undefined {
  const template = photoApp();
  statements(template, 'AuthPolicy').push({ Effect: 'Allow', Action: action, Resource: resource });
  change(template);
  const { verdict, bySteps: steps } = AccessModel.fromTemplate(template).user().can('s3:GetObject', asked);
  expect(verdict).toBe('DENIED');
  return steps;
}

test.each([
  ['iam:PutRolePolicy'], ['s3:PutBucketPolicy'], ['s3:PutReplicationConfiguration'], ['cognito-identity:SetIdentityPoolRoles'], ['cognito-idp:AdminAddUserToGroup'],
])('who may do %s is told that this may lead to what is denied', (action) => {
  expect(bySteps(action)).toMatch(new RegExp(`^they may do ${action}, which [a-z]`));
});

test('that it is not certain is said with the reason', () => {
  expect(bySteps('ssm:SendCommand')).toBe('they may do ssm:SendCommand, which runs commands, or opens a session, on a machine that has a role: which role is gained by ssm:SendCommand is not known');
});

test.each<[string, string, unknown]>([
  ['writes data', 's3:PutObject', '*'], ['changes the policy of another bucket', 's3:PutBucketPolicy', 'arn:aws:s3:::another'], ['changes what has no way to it', 'sns:AddPermission', '*'], ['makes functions without a role', 'lambda:CreateFunction', '*'],
])('who %s is told nothing', (_name, action, resource) => expect(bySteps(action, resource)).toBeUndefined());

test('what a boundary does not let through leads nowhere', () => {
  expect(bySteps('iam:PutRolePolicy', '*', (template) => {
    template.Resources.Limit = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: { 'Fn::Sub': '${Photos.Arn}/users/${!cognito-identity.amazonaws.com:sub}/*' } }] } } };
    at(template, 'AuthRole/Properties').PermissionsBoundary = { Ref: 'Limit' };
  })).toBeUndefined();
});

test('where it is allowed nothing is said of steps', () => {
  const template = photoApp();
  statements(template, 'AuthPolicy').push({ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' });
  expect(AccessModel.fromTemplate(template).user().can('s3:GetObject', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a')).toMatchObject({ verdict: 'ALLOWED', bySteps: undefined });
});

test('in some deployments alone it is said too', () => {
  const steps = bySteps('sqs:SendMessage', '*', (template) => {
    template.Parameters = { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } };
    template.Conditions = { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
    template.Resources.More = { Type: 'AWS::IAM::Policy', Condition: 'IsProd', Properties: { PolicyName: 'more', Roles: [{ Ref: 'AuthRole' }], PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' }] } } };
  });
  expect(steps).toMatch(/^they may do iam:PutRolePolicy/);
});
