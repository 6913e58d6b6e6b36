import type { GrantRow } from '../../../lib/proof/authorization-data/cloudformation/granting-property';
import { isKnownProperty } from '../../../lib/proof/authorization-data/cloudformation-types';
import { trust } from '../photo-app';
import { allow, arn, document, ref } from '../rules/plain-app';
import { baseTemplate, type Promised } from './base-template';

/** A template in which a property gives something away, and the promise about just that. */
export interface GivenAway {
  readonly body: Record<string, unknown>;
  readonly rule: string;
}

type Resources = Readonly<Record<string, object>>;

const unreachable = (actions: readonly string[], resource: unknown = '*'): Promised => ({ kind: 'unreachable', actions, resources: [resource] });
const objects = { 'Fn::Join': ['', [arn('Photos'), '/users/*']] };
const PHOTOS: Resources = { Photos: { Type: 'AWS::S3::Bucket' } };
const readsAll = document(allow('s3:GetObject', objects));
const ADMIN = (principal: object, action = 'sts:AssumeRole'): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: document({ Effect: 'Allow', Principal: principal, Action: action }), Policies: [{ PolicyName: 'all', PolicyDocument: readsAll }] },
});
const provider = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ':', ref('Client')]] };

/** Nobody is to read the photos; the resources let somebody. */
function photos(resources: Resources, statements: readonly object[] = [allow('polly:SynthesizeSpeech', '*')]): GivenAway {
  return { body: baseTemplate(statements, { ...PHOTOS, ...resources }, [unreachable(['s3:GetObject'], objects)]), rule: 'unreachable' };
}

const bucketPolicy = (principal: object, condition: object = {}): object => ({
  Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document({ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: objects, ...condition }) },
});
const cloudFront = { Service: 'cloudfront.amazonaws.com' };
const attachment = (rest: object): object => ({ Type: 'AWS::Cognito::IdentityPoolRoleAttachment', Properties: { IdentityPoolId: ref('Pool'), Roles: { authenticated: arn('AuthRole') }, ...rest } });
const group = { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'staff', RoleArn: arn('Admin') } };
const adminOfPool = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('authenticated', ref('Pool')), Policies: [{ PolicyName: 'all', PolicyDocument: readsAll }] } };
const searchDomain = (type: string): GivenAway => photos({
  // The service makes an app client of the user pool and adds it to the identity pool.
  Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: false } },
  Holder: { Type: type, Properties: { CognitoOptions: { Enabled: true, IdentityPoolId: ref('Pool'), UserPoolId: ref('UserPool'), RoleArn: 'arn:aws:iam::111122223333:role/search' } } },
}, [allow('s3:GetObject', objects)]);
const tenants = (resources: Resources): GivenAway => ({
  body: baseTemplate([allow('s3:GetObject', { 'Fn::Join': ['', [arn('Photos'), '/${aws:PrincipalTag/tenant}/*']] })], {
    ...PHOTOS,
    AuthRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: JSON.parse(JSON.stringify(trust('authenticated', ref('Pool'))).replace('"sts:AssumeRoleWithWebIdentity"', '["sts:AssumeRoleWithWebIdentity","sts:TagSession"]')) as object } },
    ...resources,
  }, [{ kind: 'isolated', owner: { kind: 'session-tag', tag: 'tenant', alphabet: '[a-z0-9]' }, slices: [{ actions: ['s3:*'], resource: { 'Fn::Join': ['', [arn('Photos'), '/${owner}/*']] } }], except: [] }]),
  rule: 'isolated',
});
const tagMap = (claim: string): object => ({
  Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: { IdentityPoolId: ref('Pool'), IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, UseDefaults: false, PrincipalTags: { tenant: claim } },
});

/** Where the property alone gives nothing: with what it takes. */
const RECIPES: { readonly [where: string]: () => GivenAway } = {
  'AWS::IAM::Role AssumeRolePolicyDocument': () => photos({ Holder: ADMIN({ AWS: arn('AuthRole') }) }),
  'AWS::IAM::Policy ': () => photos({ Holder: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'more', Roles: [ref('AuthRole')], PolicyDocument: readsAll } } }),
  'AWS::IAM::ManagedPolicy ': () => photos({ Holder: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [ref('AuthRole')], PolicyDocument: readsAll } } }),
  'AWS::IAM::RolePolicy ': () => photos({ Holder: { Type: 'AWS::IAM::RolePolicy', Properties: { PolicyName: 'more', RoleName: ref('AuthRole'), PolicyDocument: readsAll } } }),
  'AWS::IAM::Role Policies': () => photos({ AuthRole: adminOfPool }),
  'AWS::IAM::Role ManagedPolicyArns': () => photos({ AuthRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('authenticated', ref('Pool')), ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'] } } }),
  'AWS::Budgets::BudgetsAction Definition': () => photos({
    Holder: { Type: 'AWS::Budgets::BudgetsAction', Properties: { ActionType: 'APPLY_IAM_POLICY', Definition: { IamActionDefinition: { PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess', Roles: [ref('AuthRole')] } } } },
  }),
  'AWS::CloudFront::Distribution DistributionConfig': () => photos({
    Holder: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true, DefaultCacheBehavior: { TargetOriginId: 'photos', ViewerProtocolPolicy: 'https-only' },
          Origins: [{ Id: 'photos', DomainName: { 'Fn::GetAtt': ['Photos', 'RegionalDomainName'] }, OriginAccessControlId: 'E1', S3OriginConfig: { OriginAccessIdentity: '' } }],
        },
      },
    },
    BucketPolicy: bucketPolicy(cloudFront, { Condition: { StringEquals: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:aws:cloudfront::', ref('AWS::AccountId'), ':distribution/', ref('Holder')]] } } } }),
  }),
  'AWS::CloudFront::DistributionTenant ': () => photos({ Holder: { Type: 'AWS::CloudFront::DistributionTenant' }, BucketPolicy: bucketPolicy(cloudFront) }),
  'AWS::CloudFront::StreamingDistribution StreamingDistributionConfig': () => photos({
    Identity: { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity' },
    Holder: { Type: 'AWS::CloudFront::StreamingDistribution', Properties: { StreamingDistributionConfig: { Enabled: true, S3Origin: { DomainName: { 'Fn::GetAtt': ['Photos', 'DomainName'] }, OriginAccessIdentity: ref('Identity') } } } },
    BucketPolicy: bucketPolicy({ CanonicalUser: { 'Fn::GetAtt': ['Identity', 'S3CanonicalUserId'] } }),
  }),
  'AWS::Lambda::Url AuthType': () => ({
    body: baseTemplate([allow('polly:SynthesizeSpeech', '*')], {
      Function: { Type: 'AWS::Lambda::Function' },
      Holder: { Type: 'AWS::Lambda::Url', Properties: { TargetFunctionArn: arn('Function'), AuthType: 'NONE' } },
      Permission: { Type: 'AWS::Lambda::Permission', Properties: { FunctionName: arn('Function'), Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' } },
    }, [unreachable(['lambda:InvokeFunctionUrl'], arn('Function'))]),
    rule: 'unreachable',
  }),
  'AWS::Cognito::IdentityPool ': () => ({
    body: baseTemplate([allow('s3:GetObject', objects)], {
      ...PHOTOS, Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: true } }, Attach: attachment({ Roles: { unauthenticated: arn('AuthRole') } }),
      AuthRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(null, ref('Pool')) } },
    }, [unreachable(['s3:GetObject'], objects)]),
    rule: 'unreachable',
  }),
  'AWS::Cognito::IdentityPoolRoleAttachment ': () => photos({
    Admin: adminOfPool,
    Attach: attachment({ RoleMappings: { web: { Type: 'Rules', IdentityProvider: provider, AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ Claim: 'email', MatchType: 'NotEqual', Value: 'nobody', RoleARN: arn('Admin') }] } } } }),
  }),
  'AWS::Cognito::UserPoolGroup ': () => photos({ Admin: adminOfPool, Holder: group, Attach: attachment({ RoleMappings: { web: { Type: 'Token', IdentityProvider: provider, AmbiguousRoleResolution: 'Deny' } } }) }),
  'AWS::Cognito::IdentityPoolPrincipalTag ': () => tenants({ Holder: tagMap('email') }),
  'AWS::Cognito::UserPoolClient ': () => tenants({ Tags: tagMap('custom:tenant'), Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool') } } }),
  'AWS::Elasticsearch::Domain CognitoOptions': () => searchDomain('AWS::Elasticsearch::Domain'),
  'AWS::OpenSearchService::Domain CognitoOptions': () => searchDomain('AWS::OpenSearchService::Domain'),
  'AWS::IAM::OIDCProvider ': () => photos({
    Holder: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: { 'Fn::GetAtt': ['UserPool', 'ProviderURL'] }, ClientIdList: [ref('Client')] } }, Admin: ADMIN({ Federated: arn('Holder') }, 'sts:AssumeRoleWithWebIdentity'),
  }),
  'AWS::IAM::SAMLProvider ': () => photos({
    Holder: { Type: 'AWS::IAM::SAMLProvider', Properties: { SamlMetadataDocument: '<x/>' } }, Admin: ADMIN({ Federated: arn('Holder') }, 'sts:AssumeRoleWithSAML'),
    Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: false, SamlProviderARNs: [arn('Holder')] } },
  }),
};

/** What a resource needs to be about something. */
const LINKS: { readonly [type: string]: Readonly<Record<string, unknown>> } = {
  'AWS::Kinesis::ResourcePolicy': { ResourceArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/clicks' },
  'AWS::SNS::TopicPolicy': { Topics: ['arn:aws:sns:us-east-1:111122223333:news'] },
  'AWS::SNS::TopicInlinePolicy': { TopicArn: 'arn:aws:sns:us-east-1:111122223333:news' },
  'AWS::SQS::QueuePolicy': { Queues: ['https://sqs.us-east-1.amazonaws.com/111122223333/jobs'] },
  'AWS::SQS::QueueInlinePolicy': { Queue: 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs' },
  'AWS::SecretsManager::ResourcePolicy': { SecretId: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:key-a1b2c3' },
  'AWS::Lambda::Permission': { FunctionName: 'thumbnails', Action: 'lambda:InvokeFunction' },
};

/**
 * @param type a type of CloudFormation
 * @param row one of its granting properties
 * @returns a template that gives something away by it
 */
export function givingAway(type: string, row: GrantRow): GivenAway {
  const recipe = RECIPES[`${type} ${row.path}`];
  if (recipe !== undefined) return recipe();
  const services = row.services === '' ? ['s3'] : row.services.split(' ');
  const actions = services.map((service) => `${service}:*`);
  const properties = {
    ...(isKnownProperty(type, 'Bucket') && { Bucket: ref('Photos') }), ...LINKS[type],
    ...(row.path === '' ? Object.fromEntries(['Principal', 'PrincipalArn'].filter((name) => isKnownProperty(type, name)).map((name) => [name, arn('AuthRole')])) : at(row.path, valueFor(row, actions))),
  };
  // Where the service asks for both, the role has its half.
  const half = row.needsIdentityPolicyToo === true ? [allow(actions, '*')] : [];
  return { body: baseTemplate([allow('polly:SynthesizeSpeech', '*'), ...half], { ...PHOTOS, Holder: { Type: type, Properties: properties } }, [unreachable(actions)]), rule: 'unreachable' };
}

function valueFor({ kind, path }: GrantRow, actions: readonly string[]): unknown {
  const policy = document({ Effect: 'Allow', Principal: { AWS: arn('AuthRole') }, Action: actions, Resource: '*' });
  if (kind === 'policy-document') return path === 'Body' ? { 'x-amazon-apigateway-policy': policy } : policy;
  return kind === 'public-door' ? 'PUBLIC' : [{ Principal: arn('AuthRole') }];
}

/** `Replicas[].Policy` as properties. */
function at(path: string, value: unknown): Record<string, unknown> {
  const [, name, list, rest] = /^\.?([^.[]+)(\[\])?(.*)$/.exec(path)!;
  const inner = rest === '' ? value : at(rest, value);
  return { [name]: list === undefined ? inner : [inner] };
}

/** Properties that cannot give anything to people of an identity pool by themselves, with the reason. */
export const GIVES_NOTHING_TO_PEOPLE: readonly { readonly why: string; readonly concerns: (type: string, row: GrantRow) => boolean }[] = [
  { why: 'it only takes away', concerns: (_type, { kind }) => kind === 'limit' },
  {
    why: 'no session of an identity pool has it: IAM users and groups, instances, people of IAM Identity Center, functions',
    concerns: (type, { kind, path }) => kind === 'identity-policy' && (/^AWS::IAM::(User|Group|AccessKey|InstanceProfile|UserToGroup)|^AWS::SSO::|^AWS::Serverless::/.test(type) && path !== 'Definition'),
  },
  {
    why: 'it decides about people with other credentials than those of an identity pool, of which the promises say that they say nothing',
    concerns: (type, { kind }) => kind === 'identity' && /^AWS::(RolesAnywhere|EKS|IdentityStore|SSO|VerifiedPermissions|IoT|Transfer|BedrockAgentCore|AccountAccess|HealthLake|Kendra|Connect|SageMaker)::/.test(type),
  },
  { why: 'people of IAM Identity Center sign in to the dashboards of the domain by it', concerns: (_type, { path }) => path === 'IdentityCenterOptions' },
  {
    why: 'it decides how people of the user pool sign in and what their tokens say: rules of their own are about that',
    concerns: (type, { kind }) => kind === 'identity' && /^AWS::Cognito::UserPool(|Domain|IdentityProvider|RegionalConfigurationAttachment|Replica|ResourceServer|User|UserToGroupAttachment)$/.test(type),
  },
  { why: 'what its code does is an assumption that is printed', concerns: (type) => type === 'AWS::CloudFormation::CustomResource' },
  { why: 'the transform makes other resources of it, which are cases of their own', concerns: (type) => type.startsWith('AWS::Serverless::') },
];
