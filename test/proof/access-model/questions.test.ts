import { App, Stack } from 'aws-cdk-lib/core';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessModel, OwnObjectGrants, SignIn, UserPoolPlusIdentityPool, type AccessSubject } from '../../../lib';
import { at, photoApp, type Template } from '../photo-app';

const model = (change: (template: Template) => void = () => undefined): AccessModel => {
  const template = photoApp();
  change(template);
  return AccessModel.fromTemplate(template);
};
const ask = (resource: string, change?: (t: Template) => void, context = {}): string => model(change).user().can('s3:GetObject', resource, { context }).verdict;

describe('what stands in ${}', () => {
  test.each([
    ['an attribute', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a', 'ALLOWED'],
    ['a name', 'arn:aws:s3:::${Photos}/users/${cognito-identity.amazonaws.com:sub}/a', 'ALLOWED'],
    ['a pseudo parameter', 'arn:${AWS::Partition}:s3:::${Photos}/users/${cognito-identity.amazonaws.com:sub}/a', 'ALLOWED'],
    ['an escaped text', '${Photos.Arn}/users/${!cognito-identity.amazonaws.com:sub}/a', 'DENIED'],
    ['a bucket that is no bucket of the template', 'arn:aws:s3:::elsewhere/users/${cognito-identity.amazonaws.com:sub}/a', 'DENIED'],
  ])('%s', (_name, resource, verdict) => expect(ask(resource)).toBe(verdict));

  test('in values of keys too; a list is several values', () => {
    const list = (prefix: string | string[]): string => model().user().can('s3:ListBucket', '${Photos.Arn}', { context: { 's3:prefix': prefix } }).verdict;
    expect([list('users/${cognito-identity.amazonaws.com:sub}/'), list('users/'), list(['users/${cognito-identity.amazonaws.com:sub}/'])]).toEqual(['ALLOWED', 'DENIED', 'ALLOWED']);
  });
});

test('what differs with the conditions of the template is not known', () => {
  const { verdict, reason } = model((t) => {
    t.Parameters = { Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] } };
    t.Conditions = { IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] } };
    at(t, 'AuthPolicy').Condition = 'IsDev';
  }).user().can('s3:GetObject', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a');
  expect(verdict).toBe('UNKNOWN');
  expect(reason).toMatch(/^it depends on the deployment: ALLOWED when Stage is 'dev': .*; DENIED when Stage is 'prod': /);
});

test('without an identity pool nobody gets credentials, unless it is elsewhere', () => {
  const without = (t: Template): void => { for (const id of ['IdentityPool', 'Attachment', 'AuthRole', 'CuratorsRole', 'GuestRole', 'AuthPolicy', 'CuratorsPolicy', 'GuestPolicy', 'Curators']) delete t.Resources[id]; };
  expect(model(without).guest().can('s3:GetObject', '*').verdict).toBe('DENIED');
  const elsewhere = model((t) => {
    without(t);
    t.Resources.R = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'cognito-identity.amazonaws.com' } } } } };
  });
  expect(elsewhere.guest().can('s3:GetObject', '*')).toEqual({ verdict: 'UNKNOWN', role: 'R', reason: 'the identity pool that R trusts is not in the templates' });
});

test.each<[string, (m: AccessModel) => AccessSubject, string, string, Record<string, unknown>, string]>([
  ['an action with a wildcard', (m) => m.user(), 's3:*', '*', {}, "bad-action: 's3:*' is not one action; write the service and the action, such as s3:GetObject; one request is one action, without wildcards"],
  ['what is no resource', (m) => m.user(), 's3:GetObject', 'Photos/a.jpg', {}, "bad-resource: 'Photos/a.jpg' is no resource; write an ARN such as '${Photos.Arn}/a.jpg', or * for actions that take no resource"],
  ['no resource', (m) => m.user(), 's3:GetObject', '', {}, "bad-resource: the resource is empty; write an ARN such as '${Photos.Arn}/a.jpg', or * for actions that take no resource"],
  ['a key of the person', (m) => m.user(), 's3:GetObject', '*', { 'aws:PrincipalTag/t': 'a' }, "key-of-the-subject: the key 'aws:PrincipalTag/t' is given as context; leave it out: it follows from who asks, their claims and their session tags"],
  ['a value that is not text', (m) => m.user(), 's3:GetObject', '*', { 's3:max-keys': 1 }, "bad-context: the key 's3:max-keys' has a value that is not text; write texts, numbers and dates too: IAM compares what a request says"],
  ['a claim that groups decide', (m) => m.user({ claims: { 'cognito:groups': 'a' } }), 's3:GetObject', '*', {}, "claim-from-groups: the claim 'cognito:groups' is given; give the groups instead: the claim follows from them"],
  ['an unknown reference', (m) => m.user(), 's3:GetObject', '${Photo.Arn}/a', {}, 'unknown-reference: ${Photo.Arn} names nothing in the templates; did you mean ${Photos.Arn}?'],
  ['an unknown identity pool', (m) => m.guest({ identityPool: 'Pool' }), 's3:GetObject', '*', {}, "unknown-identity-pool: the templates have no identity pool 'Pool'; write the construct path or the logical id of one of them: IdentityPool"],
  ['an unknown provider', (m) => m.user({ provider: 'google' }), 's3:GetObject', '*', {}, "unknown-provider: the identity pool takes no sign-in by 'google'; write one of its providers: UserPool"],
  ['a private-use character', (m) => m.user(), 's3:GetObject', 'arn:aws:s3:::\u{e000}', {}, 'private-use-character: the question holds private-use characters; leave them out'],
])('is refused: %s', (_name, who, action, resource, context, message) => {
  expect(() => who(model()).can(action, resource, { context })).toThrow(message);
});

test('a template without resources is none', () => {
  expect(() => AccessModel.fromTemplate({}).guest().can('s3:GetObject', '*')).toThrow('not-a-template: there are no Resources [in template]');
});

test('prototype names are names like any other', () => {
  expect(() => ask('${__proto__.Arn}')).toThrow('unknown-reference');
  expect(ask('${Photos.Arn}/a', undefined, JSON.parse('{ "__proto__": "a" }') as object)).toBe('DENIED');
});

test('a model keeps what the template was when it was made', () => {
  const template = photoApp();
  const kept = AccessModel.fromTemplate(template);
  template.Resources.AuthPolicy = undefined;
  expect(kept.user().can('s3:GetObject', '${Photos.Arn}/users/${cognito-identity.amazonaws.com:sub}/a').verdict).toBe('ALLOWED');
});

test('of a stack, with the other stacks of its app', () => {
  const app = new App();
  const data = new Stack(app, 'Data');
  const photos = new Bucket(data, 'Photos');
  const stack = new Stack(app, 'Users');
  const auth = new UserPoolPlusIdentityPool(stack, 'Auth', { signIn: SignIn.email() });
  auth.addSinglePageAppClient('web');
  OwnObjectGrants.fromBucket(photos, { prefix: 'users' }).readWrite(auth.authenticated);
  const access = AccessModel.fromStack(stack);
  const bucket = data.getLogicalId(photos.node.defaultChild as never);
  expect(access.user().can('s3:PutObject', `\${${bucket}.Arn}/users/\${cognito-identity.amazonaws.com:sub}/a`)).toMatchObject({ verdict: 'ALLOWED' });
  expect(access.user().can('s3:PutObject', `\${${bucket}.Arn}/users/eu-west-1:other/a`)).toMatchObject({ verdict: 'DENIED' });
});
