import type { Finding } from '../../../lib/proof/findings/finding';
import { examineTemplates } from '../../../lib/proof/prove';
import { at, trust, type Template } from '../photo-app';

export const ref = (id: string): object => ({ Ref: id });
export const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const providerName = { 'Fn::GetAtt': ['UserPool', 'ProviderName'] };
export const OWN = '${cognito-identity.amazonaws.com:sub}';
export const TENANT = '${aws:PrincipalTag/tenant}';
export const inBucket = (key: string): object => ({ 'Fn::Join': ['', [arn('Photos'), `/${key}`]] });
export const document = (...statements: object[]): object => ({ Version: '2012-10-17', Statement: statements });
export const allow = (action: unknown, resource: unknown, rest: object = {}): object => ({ Effect: 'Allow', Action: action, Resource: resource, ...rest });
export const tagTrust = (actions: string[]): object => {
  const made = trust('authenticated') as { Statement: Record<string, unknown>[] };
  made.Statement[0].Action = actions;
  return made;
};

/** A template as people write it by hand, without any promise recorded: guests, people with a folder each, a group, a tenant. */
export function plainApp(): Template {
  return JSON.parse(JSON.stringify({
    Resources: {
      UserPool: {
        Type: 'AWS::Cognito::UserPool',
        Properties: {
          AdminCreateUserConfig: { AllowAdminCreateUserOnly: false }, AutoVerifiedAttributes: ['email'],
          UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] }, Schema: [{ Name: 'tenant', AttributeDataType: 'String' }],
        },
      },
      Client: {
        Type: 'AWS::Cognito::UserPoolClient',
        Properties: { UserPoolId: ref('UserPool'), WriteAttributes: ['email', 'name'], AllowedOAuthFlows: ['code'], AllowedOAuthFlowsUserPoolClient: true },
      },
      Google: {
        Type: 'AWS::Cognito::UserPoolIdentityProvider',
        Properties: { UserPoolId: ref('UserPool'), ProviderName: 'Google', ProviderType: 'Google', ProviderDetails: { client_id: 'photos', client_secret: '{{resolve:secretsmanager:google:SecretString:secret}}' } },
      },
      Curators: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'curators', RoleArn: arn('CuratorsRole') } },
      IdentityPool: {
        Type: 'AWS::Cognito::IdentityPool',
        Properties: { AllowUnauthenticatedIdentities: true, CognitoIdentityProviders: [{ ClientId: ref('Client'), ProviderName: providerName, ServerSideTokenCheck: true }] },
      },
      Attachment: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        Properties: {
          IdentityPoolId: ref('IdentityPool'),
          Roles: { authenticated: arn('AuthRole'), unauthenticated: arn('GuestRole') },
          RoleMappings: { web: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: { 'Fn::Join': ['', [providerName, ':', ref('Client')]] } } },
        },
      },
      TagMap: {
        Type: 'AWS::Cognito::IdentityPoolPrincipalTag',
        Properties: { IdentityPoolId: ref('IdentityPool'), IdentityProviderName: providerName, UseDefaults: false, PrincipalTags: { tenant: 'custom:tenant' } },
      },
      AuthRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: tagTrust(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']) } },
      CuratorsRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: tagTrust(['sts:AssumeRoleWithWebIdentity', 'sts:TagSession']), Policies: [{ PolicyName: 'all', PolicyDocument: document(allow('s3:GetObject', inBucket('users/*'))) }] } },
      GuestRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('unauthenticated') } },
      Photos: { Type: 'AWS::S3::Bucket' },
      Items: { Type: 'AWS::DynamoDB::Table' },
      AuthPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'own', Roles: [ref('AuthRole'), ref('CuratorsRole')],
          PolicyDocument: document(
            allow(['s3:GetObject', 's3:PutObject'], inBucket(`users/${OWN}/*`)),
            allow('s3:ListBucket', arn('Photos'), { Condition: { StringLike: { 's3:prefix': [`users/${OWN}/*`] } } }),
            allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], arn('Items'), { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [OWN] } } }),
          ),
        },
      },
      GuestPolicy: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'guests', Roles: [ref('GuestRole')], PolicyDocument: document(allow('s3:GetObject', inBucket('public/*')), allow('mobileanalytics:PutEvents', '*')) },
      },
    },
  })) as Template;
}

/** Rules of one provider, in the place of the mapping by token. */
export function withRules(template: Template, ...rules: Record<string, unknown>[]): void {
  Object.assign(at(template, 'Attachment/Properties/RoleMappings/web'), {
    Type: 'Rules', RulesConfiguration: { Rules: rules.map((rule) => ({ MatchType: 'Equals', Value: 'yes', RoleARN: arn('CuratorsRole'), ...rule })) },
  });
}

/** All findings about the template with a change. */
export function examined(change: (template: Template) => void = () => undefined): Finding[] {
  const template = plainApp();
  change(template);
  return examineTemplates([{ file: 'plain-app.json', body: JSON.parse(JSON.stringify(template)) as Record<string, unknown> }], () => undefined);
}
