import { verdictOf, type AccessChange } from '../../../lib/proof/comparison/change';
import { at, statements, trust, type Template } from '../photo-app';
import { allow, arn, document, inBucket, plainApp, ref } from '../rules/plain-app';
import { compared } from './random-pairs';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
type Edit = (template: Template) => void;
const properties = (template: Template, id: string): Record<string, unknown> => at(template, `${id}/Properties`);
const add = (template: Template, id: string, Type: string, Properties: object): void => { template.Resources[id] = { Type, Properties }; };
const guests = (template: Template, ...given: object[]): void => { statements(template, 'GuestPolicy').push(...given as Record<string, unknown>[]); };
const runs = document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
const withFunction: Edit = (template) => {
  add(template, 'Code', 'AWS::Lambda::Function', { Code: { ZipFile: 'a' }, Role: arn('CodeRole') });
  add(template, 'CodeRole', 'AWS::IAM::Role', { AssumeRolePolicyDocument: runs });
};
const withUrl: Edit = (template) => {
  withFunction(template);
  add(template, 'Url', 'AWS::Lambda::Url', { AuthType: 'AWS_IAM', TargetFunctionArn: ref('Code') });
  add(template, 'Open', 'AWS::Lambda::Permission', { Action: 'lambda:InvokeFunctionUrl', FunctionName: ref('Code'), Principal: '*', FunctionUrlAuthType: 'NONE' });
};
const withTaggedQueue: Edit = (template) => {
  add(template, 'Queue', 'AWS::SQS::Queue', { Tags: [{ Key: 'open', Value: 'no' }] });
  guests(template, allow('sqs:SendMessage', arn('Queue'), { Condition: { StringEquals: { 'aws:ResourceTag/open': 'yes' } } }));
};
const withParameter: Edit = (template) => {
  add(template, 'Target', 'AWS::SSM::Parameter', { Name: '/target', Type: 'String', Value: QUEUE });
  guests(template, allow('sqs:SendMessage', '{{resolve:ssm:/target}}'));
};

const forAll = document({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' });
const withoutPools: Edit = (template) => {
  template.Resources = {};
  add(template, 'Everybody', 'AWS::IAM::Role', { AssumeRolePolicyDocument: forAll });
};

function gained(before: Edit, after: Edit): { verdict: string; changes: readonly AccessChange[] } {
  const [earlier, later] = [plainApp(), plainApp()];
  before(earlier);
  before(later);
  after(later);
  const comparison = compared(earlier, later);
  return { verdict: verdictOf(comparison, 'gained'), changes: comparison.changes.filter(({ direction }) => direction === 'gained') };
}

describe('what gives access beside the policies of the people in question is never no new access', () => {
  test.each<[string, Edit, Edit, string, RegExp]>([
    ['a trust policy that takes tokens of any identity pool', () => undefined, (template) => { delete (properties(template, 'AuthRole').AssumeRolePolicyDocument as { Statement: { Condition: Record<string, unknown> }[] }).Statement[0].Condition.StringEquals; }, 'FOUND', /^somebody with an identity pool of their own/],
    ['a trust policy that lets in every account', () => undefined, (template) => { (properties(template, 'CuratorsRole').AssumeRolePolicyDocument as { Statement: object[] }).Statement.push({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }); }, 'FOUND', /^somebody with an account of AWS of their own/],
    ['a bucket policy for everybody with a tag', () => undefined, (template) => {
      add(template, 'Shared', 'AWS::S3::BucketPolicy', { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: inBucket('*'), Condition: { StringEquals: { 'aws:PrincipalTag/team': 'photos' } } }) });
    }, 'FOUND', /^somebody with an account of AWS of their own/],
    ['a role for every account, where there is no identity pool', withoutPools, (template) => { add(template, 'Other', 'AWS::IAM::Role', { AssumeRolePolicyDocument: forAll }); }, 'UNKNOWN', /^somebody who is not of the app/],
    ['a policy of a role for every account, where there is no identity pool', withoutPools, (template) => { add(template, 'More', 'AWS::IAM::Policy', { PolicyName: 'more', Roles: [ref('Everybody')], PolicyDocument: document(allow('sqs:SendMessage', QUEUE)) }); }, 'UNKNOWN', /^somebody who is not of the app/],
    ['a tag of a resource that a statement asks for', withTaggedQueue, (template) => { properties(template, 'Queue').Tags = [{ Key: 'open', Value: 'yes' }]; }, 'UNKNOWN', /^guests/],
    ['a tag of a resource that a Deny asks for', (template) => {
      withTaggedQueue(template);
      guests(template, allow('sqs:ReceiveMessage', arn('Queue')), { Effect: 'Deny', Action: 'sqs:*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/open': 'no' } } });
    }, (template) => { properties(template, 'Queue').Tags = [{ Key: 'open', Value: 'maybe' }]; }, 'UNKNOWN', /^guests/],
    ['a function URL that no longer asks for credentials', withUrl, (template) => { properties(template, 'Url').AuthType = 'NONE'; }, 'UNKNOWN', /^anybody, without credentials/],
    ['a function URL that is new, beside a permission for it', (template) => { withUrl(template); delete template.Resources.Url; }, (template) => { add(template, 'Url', 'AWS::Lambda::Url', { AuthType: 'NONE', TargetFunctionArn: ref('Code') }); }, 'UNKNOWN', /^anybody, without credentials/],
    ['an alias of a key that a statement asks for', (template) => {
      add(template, 'Key', 'AWS::KMS::Key', { KeyPolicy: document({ Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, Action: 'kms:*', Resource: '*' }) });
      (statements(template, 'AuthPolicy')).push(allow('kms:Decrypt', arn('Key'), { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/open' } } }) as Record<string, unknown>);
    }, (template) => { add(template, 'Name', 'AWS::KMS::Alias', { AliasName: 'alias/open', TargetKeyId: ref('Key') }); }, 'UNKNOWN', /^signed in with/],
    ['a parameter of AWS Systems Manager that the template makes', withParameter, (template) => { properties(template, 'Target').Value = `${QUEUE}2`; }, 'UNKNOWN', /^guests/],
    ['a parameter that is looked up now', (template) => { template.Parameters = { Target: { Type: 'String' } }; guests(template, allow('sqs:SendMessage', ref('Target'))); }, (template) => { template.Parameters = { Target: { Type: 'AWS::SSM::Parameter::Value<String>' } }; }, 'UNKNOWN', /^guests/],
    ['a pre sign-up trigger that is gone', (template) => { withFunction(template); properties(template, 'UserPool').LambdaConfig = { PreSignUp: arn('Code') }; }, (template) => { delete properties(template, 'UserPool').LambdaConfig; }, 'UNKNOWN', /^anybody/],
    ['a pre sign-up trigger with other code', (template) => { withFunction(template); properties(template, 'UserPool').LambdaConfig = { PreSignUp: arn('Code') }; }, (template) => { properties(template, 'Code').Code = { ZipFile: 'b' }; }, 'UNKNOWN', /^anybody/],
    ['a token check that is off', () => undefined, (template) => { (properties(template, 'IdentityPool').CognitoIdentityProviders as Record<string, unknown>[])[0].ServerSideTokenCheck = false; }, 'FOUND', /^users who were signed out, disabled or deleted/],
    ['a token check that a parameter decides', () => undefined, (template) => {
      template.Parameters = { Check: { Type: 'String' } };
      (properties(template, 'IdentityPool').CognitoIdentityProviders as Record<string, unknown>[])[0].ServerSideTokenCheck = ref('Check');
    }, 'UNKNOWN', /^users who were signed out, disabled or deleted/],
  ])('%s', (...[, before, after, verdict, who]) => {
    const found = gained(before, after);
    expect(found.verdict).toBe(verdict);
    expect(found.changes.map((one) => one.who)).toContainEqual(expect.stringMatching(who));
  });
});

describe('these change nothing', () => {
  const loose: Edit = (template) => { properties(template, 'AuthRole').AssumeRolePolicyDocument = { ...trust('authenticated'), Statement: [{ Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }] }; };
  test.each<[string, Edit, Edit]>([
    ['another description, beside a trust policy that takes tokens of any identity pool', loose, (template) => { properties(template, 'AuthRole').Description = 'x'; }],
    ['a statement with a tag for those whom another lets in without', (template) => {
      add(template, 'Shared', 'AWS::S3::BucketPolicy', { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: inBucket('*') }) });
    }, (template) => {
      (properties(template, 'Shared').PolicyDocument as { Statement: object[] }).Statement.push({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: inBucket('public/*'), Condition: { StringEquals: { 'aws:PrincipalTag/team': 'photos' } } });
    }],
    ['a bucket, where there is no identity pool', withoutPools, (template) => { add(template, 'Bucket', 'AWS::S3::Bucket', {}); }],
    ['a tag that no statement asks for', () => undefined, (template) => { (template.Resources.Photos as Record<string, unknown>).Properties = { Tags: [{ Key: 'open', Value: 'yes' }] }; }],
    ['a queue with another name of its dead letters, beside a statement that asks for a tag', withTaggedQueue, (template) => { properties(template, 'Queue').DelaySeconds = 5; }],
    ['another description of a function, beside its URL', withUrl, (template) => { properties(template, 'Code').Description = 'x'; }],
    ['a parameter of AWS Systems Manager of another name', withParameter, (template) => { add(template, 'Other', 'AWS::SSM::Parameter', { Name: '/other', Type: 'String', Value: QUEUE }); }],
    ['another setting of a user pool with a pre sign-up trigger', (template) => { withFunction(template); properties(template, 'UserPool').LambdaConfig = { PreSignUp: arn('Code') }; }, (template) => { properties(template, 'UserPool').UserPoolName = 'users'; }],
    ['a token check that was off', (template) => { (properties(template, 'IdentityPool').CognitoIdentityProviders as Record<string, unknown>[])[0].ServerSideTokenCheck = false; }, (template) => { properties(template, 'IdentityPool').IdentityPoolName = 'photos'; }],
  ])('%s', (_name, before, after) => {
    expect(gained(before, after)).toEqual({ verdict: 'PROVED', changes: [] });
  });
});
