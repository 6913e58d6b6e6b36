import type { Finding } from '../../../lib/proof/findings/finding';
import { baseTemplate, findingsOf } from '../generated-cases/base-template';
import { allow, arn, document, ref } from '../rules/plain-app';

const ID = 'cognito-identity.amazonaws.com';
const objects = { 'Fn::Join': ['', [arn('Photos'), '/*']] };
const nobodyReads = { kind: 'unreachable', actions: ['s3:GetObject'], resources: [objects] };
const PHOTOS = { Photos: { Type: 'AWS::S3::Bucket' } };
const policyOf = (...statements: object[]): object => ({ BucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document(...statements) } } });
const reader = (...trust: object[]): object => ({ Reader: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document(...trust), Policies: [{ PolicyName: 'p', PolicyDocument: document(allow('s3:GetObject', objects)) }] } } });
const byToken = (condition: object): object => ({ Effect: 'Allow', Principal: { Federated: ID }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition });
const tag = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };

function verdictOn(resources: object, statements: readonly object[] = []): Pick<Finding, 'verdict' | 'counterexample'> {
  return findingsOf(baseTemplate(statements, { ...PHOTOS, ...resources }, [nobodyReads])).find(({ rule }) => rule === 'unreachable')!;
}

describe('who is not of the app', () => {
  test.each<[string, object, string, string | undefined]>([
    ['any tag of any account', policyOf({ ...allow('s3:GetObject', objects), Principal: '*', Condition: tag }), 'VIOLATED', 'somebody with an account of AWS of their own'],
    ['the own account alone', policyOf({ ...allow('s3:GetObject', objects), Principal: '*', Condition: { StringEquals: { ...tag.StringEquals, 'aws:PrincipalAccount': ref('AWS::AccountId') } } }), 'PROVED', undefined],
    ['an organization alone', policyOf({ ...allow('s3:GetObject', objects), Principal: { AWS: '*' }, Condition: { StringEquals: { ...tag.StringEquals, 'aws:PrincipalOrgID': 'o-abcdefghij' } } }), 'PROVED', undefined],
    ['a role that any identity pool may take', reader(byToken({ StringLike: { [`${ID}:aud`]: '*' } })), 'VIOLATED', 'somebody with an identity pool of their own'],
    ['a role without a word of the identity pool', reader(byToken({ 'ForAnyValue:StringLike': { [`${ID}:amr`]: 'authenticated' } })), 'VIOLATED', 'somebody with an identity pool of their own'],
    ['a role of another identity pool, by name', reader(byToken({ StringEquals: { [`${ID}:aud`]: 'us-east-1:11111111-1111-4111-8111-111111111111' } })), 'PROVED', undefined],
    ['a role that every account may assume', reader({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition: tag }), 'VIOLATED', 'somebody with an account of AWS of their own'],
  ])('%s: %s', (_what, resources, verdict, who) => {
    const found = verdictOn(resources);
    expect(found.verdict).toBe(verdict);
    if (who !== undefined) expect(found.counterexample?.who).toContain(who);
  });

  test('a bucket that restricts what is public lets none of them in', () => {
    const closed = { Photos: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } } } };
    expect(verdictOn({ ...policyOf({ ...allow('s3:GetObject', objects), Principal: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }), ...closed }).verdict).not.toBe('VIOLATED');
  });
});

describe('who has a token of a provider, and perhaps nothing else', () => {
  const withToken = (federated: unknown, condition: object = {}): object => reader({ Effect: 'Allow', Principal: { Federated: federated }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition });
  const github = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com' };
  const repository = (name: string): object => ({ StringLike: { 'token.actions.githubusercontent.com:sub': name } });
  const others = { Others: { Type: 'AWS::Cognito::UserPool' } };
  const signIn = { SignIn: { Type: 'AWS::Cognito::UserPoolIdentityProvider', Properties: { UserPoolId: ref('UserPool'), ProviderName: 'Own', ProviderType: 'OIDC', ProviderDetails: { oidc_issuer: 'https://login.example.com/' } } } };
  const ours = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:oidc-provider/login.example.com' };
  const providerOf = (type: string, url: unknown): object => ({ Provider: { Type: type, Properties: { Url: url } } });
  const url = { 'Fn::GetAtt': ['Others', 'ProviderURL'] };

  test.each<[string, object, string, string?]>([
    ['a social provider', withToken('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': 'app' } }), 'VIOLATED', 'somebody with a token of accounts.google.com'],
    ['one account of it', withToken('accounts.google.com', { StringEquals: { 'accounts.google.com:sub': '1234' } }), 'PROVED'],
    ['a key of another provider, which the token has not', withToken('accounts.google.com', { StringEquals: { 'graph.facebook.com:app_id': 'app' } }), 'PROVED'],
    ['everybody who has a repository', withToken(github, { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }), 'VIOLATED', 'somebody with a token of token.actions'],
    ['repositories whose owner begins with a name', withToken(github, repository('repo:us*')), 'VIOLATED'],
    ['one repository', withToken(github, repository('repo:us/app:*')), 'PROVED'],
    ['a user pool that no identity pool takes', { ...others, ...providerOf('AWS::IAM::OIDCProvider', url), ...withToken(ref('Provider')) }, 'VIOLATED', 'somebody with a token of cognito-idp'],
    ['the same, made by the function of the CDK', { ...others, ...providerOf('Custom::AWSCDKOpenIdConnectProvider', url), ...withToken(ref('Provider')) }, 'VIOLATED'],
    ['a provider that only the deployment knows', withToken({ 'Fn::ImportValue': 'provider' }), 'UNKNOWN'],
    ['a provider that the user pool signs in with', { ...signIn, ...withToken(ours) }, 'UNKNOWN'],
    ['a provider that the templates know nothing of', withToken(ours), 'PROVED'],
    ['a bucket that lets in tokens of a social provider', policyOf({ ...allow('s3:GetObject', objects), Principal: { Federated: 'graph.facebook.com' } }), 'UNKNOWN'],
  ])('%s', (_what, resources, verdict, who = '') => {
    const found = verdictOn(resources);
    expect(found.verdict).toBe(verdict);
    expect(found.counterexample?.who ?? '').toContain(who);
  });
});

describe('a role that lets itself be assumed', () => {
  const self = arn('AuthRole');
  const trust = (...actions: string[]): object => ({ AuthRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'self', AssumeRolePolicyDocument: document(byToken({ 'StringEquals': { [`${ID}:aud`]: ref('Pool') }, 'ForAnyValue:StringLike': { [`${ID}:amr`]: 'authenticated' } }), { Effect: 'Allow', Principal: { AWS: ref('AWS::AccountId') }, Action: actions }) } } });
  const withoutKeys = { Null: { [`${ID}:aud`]: 'true' } };

  test.each<[string, object, object[], string]>([
    ['the keys of Cognito are gone then', trust('sts:AssumeRole'), [allow('s3:GetObject', objects, { Condition: withoutKeys }), allow('sts:AssumeRole', self)], 'VIOLATED'],
    ['they stay where nobody assumes it', trust('sts:AssumeRole'), [allow('s3:GetObject', objects, { Condition: withoutKeys })], 'PROVED'],
    ['with a tag of their choice', trust('sts:AssumeRole', 'sts:TagSession'), [allow('s3:GetObject', objects, { Condition: tag }), allow(['sts:AssumeRole', 'sts:TagSession'], self)], 'VIOLATED'],
    ['with no tag', trust('sts:AssumeRole'), [allow('s3:GetObject', objects, { Condition: tag }), allow(['sts:AssumeRole', 'sts:TagSession'], self)], 'PROVED'],
  ])('%s', (_what, resources, statements, verdict) => {
    expect(verdictOn(resources, statements).verdict).toBe(verdict);
  });
});
