type Data = Record<string, unknown>;

/** A template as data, of which tests change a part. */
export interface Template extends Data {
  Resources: Data;
}

/** A part of a resource to change in place, by path. */
export function at(template: Template, path: string): Data {
  const part = path.split('/').reduce<unknown>((value, key) => (value as Data | undefined)?.[key], template.Resources);
  if (typeof part !== 'object' || part === null) throw new Error(`the template has no '${path}'`);
  return part as Data;
}

/** Lets the tags that claims become into the sessions of roles. */
export function letTagsIn(template: Template, ...roles: string[]): void {
  for (const id of roles) Object.assign(at(template, `${id}/Properties/AssumeRolePolicyDocument/Statement/0`), { Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] });
}

/** A list in a resource to add to, by path. */
export function list(template: Template, path: string): unknown[] {
  return at(template, path) as unknown as unknown[];
}

const ref = (id: string): object => ({ Ref: id });
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const pool = ref('IdentityPool');

export const trust = (amr: string | null, aud: unknown = pool): object => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: {
      ...(aud === null ? {} : { StringEquals: { 'cognito-identity.amazonaws.com:aud': aud } }),
      ...(amr === null ? {} : { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } }),
    },
  }],
});

export const role = (principal: string, amr: string, rest: object = {}, record: object = {}): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust(amr), ...rest },
  Metadata: { 'cdk-cognito-pools': { version: 1, role: { identityPool: pool, principal, ...record } } },
});

export const underUsers = (rest: string): object => ({ 'Fn::Join': ['', [arn('Photos'), `/users/${rest}`]] });
export const OWN = '${cognito-identity.amazonaws.com:sub}';

const ownObjects = {
  identityPool: pool,
  title: 'users reach only their own objects',
  owner: { kind: 'identity-id' },
  slices: [
    { actions: ['s3:*'], resource: underUsers('${owner}/*') },
    { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resource: arn('Photos'), key: 's3:prefix', value: 'users/${owner}/*', prefixes: true },
  ],
  except: [{ principal: 'group:curators', actions: ['s3:GetObject', 's3:ListBucket'] }],
};

/** Statements, and the record of having granted them. */
export function policy(to: string, roles: string[], statements: Record<string, unknown>[], isolated?: object[]): object {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: `${to}-policy`, Roles: roles.map(ref), PolicyDocument: { Version: '2012-10-17', Statement: statements } },
    Metadata: {
      'cdk-cognito-pools': {
        version: 1,
        granted: [{
          identityPool: pool, to,
          statements: statements.filter((s) => s.Effect === 'Allow').map((s) => ({ actions: s.Action, resources: s.Resource, ...(s.Condition ? { conditions: s.Condition } : {}) })),
        }],
        ...(isolated && { isolated }),
      },
    },
  };
}

/** Own users with a folder each, curators who may read all, guests who leave clicks: written by hand, proved as it stands. */
export function photoApp(): Template {
  return JSON.parse(JSON.stringify({
    Resources: {
      UserPool: { Type: 'AWS::Cognito::UserPool', Properties: {}, Metadata: { 'cdk-cognito-pools': { version: 1, serverOnly: ['custom:tenantId'] } } },
      WebClient: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool'), WriteAttributes: ['email', 'name'] } },
      Curators: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'curators', Precedence: 0, RoleArn: arn('CuratorsRole') } },
      IdentityPool: {
        Type: 'AWS::Cognito::IdentityPool',
        Properties: {
          AllowUnauthenticatedIdentities: true,
          CognitoIdentityProviders: [{ ClientId: ref('WebClient'), ProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ServerSideTokenCheck: true }],
        },
      },
      Attachment: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        Properties: {
          IdentityPoolId: pool,
          Roles: { authenticated: arn('AuthRole'), unauthenticated: arn('GuestRole') },
          RoleMappings: {
            web: {
              Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole',
              IdentityProvider: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ':', ref('WebClient')]] },
            },
          },
        },
      },
      AuthRole: role('authenticated', 'authenticated'),
      CuratorsRole: role('group:curators', 'authenticated', {}, { userPool: ref('UserPool') }),
      GuestRole: role('guest', 'unauthenticated'),
      Photos: { Type: 'AWS::S3::Bucket' },
      PhotosPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: ref('Photos'),
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: [arn('Photos'), { 'Fn::Join': ['', [arn('Photos'), '/*']] }], Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
        },
      },
      Clicks: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount: 1 } },
      AuthPolicy: policy('authenticated', ['AuthRole', 'CuratorsRole'], [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: underUsers(`${OWN}/*`) },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn('Photos'), Condition: { StringLike: { 's3:prefix': `users/${OWN}/*` } } },
      ], [ownObjects]),
      CuratorsPolicy: policy('group:curators', ['CuratorsRole'], [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: underUsers('*') },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn('Photos'), Condition: { StringLike: { 's3:prefix': 'users/*' } } },
      ]),
      GuestPolicy: policy('guest', ['GuestRole'], [{ Effect: 'Allow', Action: ['kinesis:PutRecord', 'kinesis:PutRecords'], Resource: arn('Clicks') }]),
    },
  })) as Template;
}

/** The statements of a policy resource of the template, to change in place. */
export const statements = (template: Template, id: string): Data[] => list(template, `${id}/Properties/PolicyDocument/Statement`) as Data[];
