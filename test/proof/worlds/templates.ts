import type { Random } from './random';

type Body = Record<string, unknown>;

/** A template, what it promises (each under its number as title), and what is asked about it. */
export interface Generated {
  readonly body: { readonly Resources: Record<string, { Type: string; Properties: Body; Metadata?: unknown }>; readonly Parameters: Record<string, Body>; readonly Metadata?: unknown };
  readonly promises: readonly Promised[];
  readonly question: Asked;
}

/** The promise in plain words, with texts that may hold functions of CloudFormation. */
export type Promised =
  | { readonly kind: 'isolated'; readonly owner: 'identity-id' | 'team'; readonly actions: readonly string[]; readonly base: unknown; readonly before: string; readonly leadingKeys: boolean }
  | { readonly kind: 'unreachable'; readonly actions: readonly string[]; readonly base: unknown; readonly after: string }
  | { readonly kind: 'only-principals'; readonly actions: readonly string[]; readonly base: unknown; readonly after: string };

export interface Asked {
  readonly as: 'guest' | 'user';
  readonly groups: readonly string[];
  readonly action: string;
  readonly base: 'Photos' | 'Items';
  readonly after: string;
  readonly context: Readonly<Record<string, string>>;
}

export const SUB = '${cognito-identity.amazonaws.com:sub}';
export const TEAM = '${aws:PrincipalTag/team}';
const ref = (id: string): object => ({ Ref: id });
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const joined = (...parts: unknown[]): unknown => (parts.every((part) => typeof part === 'string') ? parts.join('') : { 'Fn::Join': ['', parts] });
const sub = (text: string): object => ({ 'Fn::Sub': text });
const document = (statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });

/** Makes templates of which a plain model of AWS understands everything. */
export class TemplateMaker {
  constructor(private readonly random: Random) {}

  public make(): Generated {
    const { random } = this;
    const tags = random.oneIn(3);
    const guests = random.oneIn(2);
    const tokens = random.oneIn(2);
    const resources: Generated['body']['Resources'] = {
      UserPool: { Type: 'AWS::Cognito::UserPool', Properties: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('UserPool'), WriteAttributes: ['email'] } },
      Pool: {
        Type: 'AWS::Cognito::IdentityPool',
        Properties: {
          AllowUnauthenticatedIdentities: guests, ...(random.oneIn(4) && { AllowClassicFlow: true }),
          CognitoIdentityProviders: [{ ProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ClientId: ref('Client'), ServerSideTokenCheck: true }],
        },
      },
      Attach: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        Properties: {
          IdentityPoolId: ref('Pool'), Roles: { authenticated: arn('AuthRole'), ...(guests && { unauthenticated: arn(random.oneIn(8) ? 'AuthRole' : 'GuestRole') }) },
          ...(tokens && { RoleMappings: { web: { Type: 'Token', AmbiguousRoleResolution: random.pick(['AuthenticatedRole', 'Deny']), IdentityProvider: joined({ 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, ':', ref('Client')) } } }),
        },
      },
      Staff: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('UserPool'), GroupName: 'staff', RoleArn: arn('StaffRole') } },
      AuthRole: this.role('authenticated', 'authenticated', tags),
      StaffRole: this.role('group:staff', 'authenticated', tags),
      GuestRole: this.role('guest', 'unauthenticated', tags),
      Admin: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document([this.chain()]), ...this.name('RoleName', ['Admin', undefined]) } },
      Photos: { Type: 'AWS::S3::Bucket', Properties: this.name('BucketName', ['photos', sub('photos-${AWS::Region}'), sub('${Stage}-photos'), ref('Stage'), undefined, undefined]) },
      Items: { Type: 'AWS::DynamoDB::Table', Properties: { ...this.name('TableName', ['items', ref('Stage'), sub('${AWS::StackName}-items'), undefined, undefined]), ...(random.oneIn(3) && { GlobalSecondaryIndexes: [{ IndexName: 'by-day' }] }) } },
      AuthPolicy: this.policy(random.oneIn(3) ? ['AuthRole', 'StaffRole'] : ['AuthRole'], this.statements(3)),
      StaffPolicy: this.policy(['StaffRole'], this.statements(2)),
      GuestPolicy: this.policy(['GuestRole'], this.statements(2)),
      AdminPolicy: this.policy(['Admin'], this.statements(2)),
      ...(tags && { Tags: { Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: { IdentityPoolId: ref('Pool'), IdentityProviderName: { 'Fn::GetAtt': ['UserPool', 'ProviderName'] }, UseDefaults: false, PrincipalTags: { team: 'custom:team' } } } }),
    };
    if (random.oneIn(3)) {
      resources.PhotosPolicy = { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('Photos'), PolicyDocument: document(random.some(2, () => this.onResource(() => this.objects(), ['s3:GetObject', 's3:PutObject', 's3:*']))) } };
    }
    if (random.oneIn(5)) Object.assign(resources.Items.Properties, { ResourcePolicy: { PolicyDocument: document([this.onResource(() => this.table(), ['dynamodb:GetItem', 'dynamodb:*'])]) } });
    if (random.oneIn(6)) {
      resources.Limit = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(this.statements(2).map((one) => ({ ...one, Effect: 'Allow' }))) } };
      resources.AuthRole.Properties.PermissionsBoundary = ref('Limit');
    }
    if (random.oneIn(6)) resources.AuthRole.Properties.Tags = [{ Key: random.pick(['team', 'Team']), Value: random.pick(['red', 'blue']) }];
    if (random.oneIn(6)) resources.Worker = { Type: 'AWS::Lambda::Function', Properties: { Role: arn('Admin'), ...this.name('FunctionName', ['worker', undefined]) } };
    const promises = [0, 1, 2].map(() => this.promise(tags));
    // Who is meant by a principal is recorded with the role, and each such record is a promise of its own.
    if (promises.every(({ kind }) => kind !== 'only-principals')) for (const id of ['AuthRole', 'StaffRole', 'GuestRole']) delete resources[id].Metadata;
    return {
      promises, question: this.question(),
      body: {
        Parameters: { Stage: random.pick([{ Type: 'String', AllowedValues: ['dev', 'prod', 'photos'], Default: 'dev' }, { Type: 'String' }, { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/stage' }, { Type: 'String', Default: 'dev' }]) },
        Metadata: { 'cdk-cognito-pools': { version: 1, properties: promises.map((promise, index) => ({ ...recorded(promise), title: String(index) })) } }, Resources: resources,
      },
    };
  }

  private name(property: string, names: readonly unknown[]): Body {
    const name = this.random.pick(names);
    return name === undefined ? {} : { [property]: name };
  }

  private role(principal: string, amr: string, tags: boolean): { Type: string; Properties: Body; Metadata: unknown } {
    const { random } = this;
    const condition = {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': ref('Pool') },
      ...(!random.oneIn(8) && { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': random.oneIn(10) ? '*authenticated' : amr } }),
    };
    const federated = { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: ['sts:AssumeRoleWithWebIdentity', ...(tags || random.oneIn(2) ? ['sts:TagSession'] : [])], Condition: condition };
    return {
      Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document([federated, ...(random.oneIn(10) ? [this.chain()] : [])]) },
      Metadata: { 'cdk-cognito-pools': { version: 1, role: { identityPool: ref('Pool'), principal, ...(principal.startsWith('group:') && { userPool: ref('UserPool') }) } } },
    };
  }

  /** Who takes a role with credentials of another. */
  private chain(): object {
    const { random } = this;
    const principal = random.pick<unknown>([
      { Service: 'lambda.amazonaws.com' }, { Service: 'lambda.amazonaws.com' }, { Service: 'lambda.amazonaws.com' }, { AWS: arn('AuthRole') }, { AWS: [arn('StaffRole')] }, { AWS: ref('AWS::AccountId') },
      { AWS: sub('arn:aws:iam::${AWS::AccountId}:root') }, { AWS: '111122223333' }, '*', { AWS: arn('GuestRole') },
    ]);
    const condition = random.pick<object>([{}, {}, { Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } }, { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } }, { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*Staff*' } } }]);
    return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...condition };
  }

  private policy(roles: readonly string[], statements: readonly object[]): { Type: string; Properties: Body } {
    return { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', Roles: roles.map(ref), PolicyDocument: document(statements) } };
  }

  private statements(most: number): object[] {
    return this.random.some(most, () => this.statement());
  }

  private statement(): object {
    const { random } = this;
    const kind = random.pick(['own', 'objects', 'objects', 'list', 'items', 'items', 'power', 'other']);
    const effect = random.oneIn(7) ? 'Deny' : 'Allow';
    const actions = (list: readonly string[]): object => (random.oneIn(25) ? { NotAction: random.pick(['iam:*', 's3:*', 'dynamodb:GetItem']) } : { Action: random.oneIn(3) ? random.some(2, () => random.pick(list)) : random.pick(list) });
    switch (kind) {
      case 'own': return { Effect: 'Allow', Action: random.pick(['s3:GetObject', 's3:*', 's3:Get*']), Resource: joined(random.pick([arn('Photos'), sub('arn:aws:s3:::${Photos}')]), `/users/${SUB}/*`) };
      case 'objects': return { Effect: effect, ...actions(['s3:GetObject', 's3:PutObject', 's3:Get*', 's3:*', 'S3:getobject', '*']), ...(random.oneIn(20) ? { NotResource: this.objects() } : { Resource: random.oneIn(4) ? [this.objects(), this.objects()] : this.objects() }), ...this.condition(['any']) };
      case 'list': return { Effect: effect, Action: random.pick(['s3:ListBucket', 's3:List*']), Resource: this.bucket(), ...this.condition(['any', 'prefix', 'prefix']) };
      case 'items': return { Effect: effect, ...actions(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:*', 'dynamodb:PutItem']), Resource: this.table(), ...this.condition(['any', 'keys', 'keys', 'keys']) };
      case 'power': return { Effect: 'Allow', Action: random.pick(['sts:AssumeRole', 'iam:PutRolePolicy', 'cognito-idp:AdminAddUserToGroup', 's3:PutBucketPolicy', 'lambda:UpdateFunctionCode', 'dynamodb:PutResourcePolicy']), Resource: this.powerOver() };
      default: return { Effect: effect, Action: random.pick(['kinesis:PutRecord', 'polly:SynthesizeSpeech', 'sns:Publish']), Resource: '*', ...this.condition(['any']) };
    }
  }

  private powerOver(): unknown {
    return this.random.pick<unknown>(['arn:aws:iam::111122223333:role/Admin', arn('Admin'), arn('AuthRole'), arn('UserPool'), arn('Photos'), arn('Items'), 'arn:aws:s3:::photos', 'arn:aws:iam::*:role/app-*', 'arn:aws:lambda:*:*:function:worker', 'arn:aws:lambda:us-east-1:111122223333:function:app-*']);
  }

  private bucket(): unknown {
    return this.random.pick<unknown>([arn('Photos'), arn('Photos'), sub('arn:aws:s3:::${Photos}'), 'arn:aws:s3:::photos', 'arn:aws:s3:::photos-us-east-1', 'arn:aws:s3:::app-*', 'arn:aws:s3:::*photos*', sub('arn:aws:s3:::${Stage}-photos'), 'arn:aws:s3:::dev', 'arn:aws:s3:::other', 'arn:aws:s3:::photos-*']);
  }

  private objects(): unknown {
    const { random } = this;
    if (random.oneIn(25)) return random.pick(['*', 'arn:aws:s3', 'arn:aws:s3:::*']);
    return joined(this.bucket(), random.pick([`/users/${SUB}/*`, `/users/${SUB}/*`, '/public/*', '/users/*', `/users/${SUB}*`, '/*', `/${TEAM}/*`, `/*/${SUB}/*`, '/users/us-east-1:*', `/users/${SUB}/private/*`, '/users/??-*', `/${TEAM}*`, '/users/staff/*']));
  }

  private table(): unknown {
    const { random } = this;
    const base = random.pick<unknown>([arn('Items'), arn('Items'), sub('arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Items}'), 'arn:aws:dynamodb:us-east-1:111122223333:table/items', 'arn:aws:dynamodb:*:*:table/items', sub('arn:aws:dynamodb:us-east-1:${AWS::AccountId}:table/${Items}'),
      'arn:aws:dynamodb:*:*:table/app-*', sub('arn:aws:dynamodb:${AWS::Region}:111122223333:table/${Stage}'), 'arn:aws:dynamodb:*:*:table/other']);
    return random.oneIn(30) ? random.pick(['arn:aws:dynamodb', '*']) : random.oneIn(6) ? joined(base, '/index/*') : base;
  }

  private condition(kinds: readonly string[]): object {
    const { random } = this;
    const kind = random.pick(kinds);
    if (kind === 'prefix') return { Condition: random.pick<object>([{ StringLike: { 's3:prefix': [`users/${SUB}/*`] } }, { StringEquals: { 's3:prefix': `users/${SUB}/` } }, { StringLikeIfExists: { 's3:prefix': `users/${SUB}/*` } }, { StringLike: { 's3:prefix': ['public/*', 'users/*'] } }]) };
    if (kind === 'keys') {
      const operator = random.pick(['ForAllValues:StringEquals', 'ForAllValues:StringEquals', 'ForAllValues:StringLike', 'ForAnyValue:StringEquals']);
      return { Condition: { [operator]: { 'dynamodb:LeadingKeys': [random.pick([SUB, SUB, TEAM, `${SUB}*`, 'public'])] }, ...(random.oneIn(3) && { Null: { 'dynamodb:LeadingKeys': 'false' } }) } };
    }
    if (!random.oneIn(3)) return {};
    return { Condition: random.pick<object>([
      { Bool: { 'aws:SecureTransport': 'true' } }, { Bool: { 'aws:SecureTransport': 'false' } }, { BoolIfExists: { 'aws:SecureTransport': 'false' } }, { StringEquals: { 'aws:PrincipalTag/team': 'red' } }, { StringNotEquals: { 'aws:PrincipalTag/team': 'red' } },
      { StringEquals: { 'aws:PrincipalAccount': ref('AWS::AccountId') } }, { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }, { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, { ArnNotLike: { 'aws:PrincipalArn': arn('AuthRole') } },
      { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }, { StringEquals: { 'cognito-identity.amazonaws.com:aud': ref('Pool') } }, { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { Null: { 'aws:PrincipalTag/team': 'true' } }, { StringEqualsIfExists: { 'aws:PrincipalTag/team': 'red' } }, { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
      { StringEquals: { 'aws:RequestedRegion': ref('AWS::Region') } }, { StringEquals: { 'aws:PrincipalTag/team': ref('Stage') } },
    ]) };
  }

  private onResource(resource: () => unknown, actions: readonly string[]): object {
    const { random } = this;
    const principal = random.pick<unknown>([{ AWS: arn('AuthRole') }, { AWS: arn('StaffRole') }, { AWS: ref('AWS::AccountId') }, '*', { AWS: '*' }, { AWS: arn('Admin') }, { AWS: 'arn:aws:iam::111122223333:role/Admin' }]);
    return { Effect: random.oneIn(3) ? 'Deny' : 'Allow', Principal: principal, Action: random.pick(actions), Resource: resource(), ...this.condition(['any']) };
  }

  private promise(tags: boolean): Promised {
    const { random } = this;
    const kind = random.pick(['isolated', 'isolated', 'isolated', 'unreachable', 'only-principals'] as const);
    const onItems = random.oneIn(3);
    if (kind === 'isolated') {
      const owner = tags && random.oneIn(2) ? 'team' : 'identity-id';
      return { kind, owner, actions: onItems ? ['dynamodb:GetItem', 'dynamodb:Query'] : random.pick([['s3:GetObject'], ['s3:*']]), base: arn(onItems ? 'Items' : 'Photos'), before: onItems ? '' : owner === 'team' ? '/' : '/users/', leadingKeys: onItems };
    }
    return { kind, actions: onItems ? [random.pick(['dynamodb:PutItem', 'dynamodb:GetItem'])] : [random.pick(['s3:GetObject', 's3:PutObject', 's3:*'])], base: arn(onItems ? 'Items' : 'Photos'), after: onItems ? '' : random.pick(['/*', '/users/*', '/secret/*', '/users/staff/*']) };
  }

  private question(): Asked {
    const { random } = this;
    const base = random.pick(['Photos', 'Photos', 'Items'] as const);
    const list = base === 'Photos' && random.oneIn(4);
    return {
      as: random.oneIn(3) ? 'guest' : 'user', groups: random.oneIn(3) ? ['staff'] : [], base,
      action: base === 'Items' ? random.pick(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem']) : list ? 's3:ListBucket' : random.pick(['s3:GetObject', 's3:PutObject']),
      after: base === 'Items' || list ? '' : random.pick(['/public/a', '/users/staff/a', '/secret/a', '/users/us-east-1:11111111-2222-3333-4444-555555555555/a']),
      context: { ...(list && random.oneIn(2) && { 's3:prefix': random.pick(['public/a', 'users/']) }), ...(base === 'Items' && !random.oneIn(3) && { 'dynamodb:LeadingKeys': 'public' }), ...(random.oneIn(2) && { 'aws:SecureTransport': random.pick(['true', 'false']) }) },
    };
  }
}

function recorded(promise: Promised): object {
  const { kind, actions, base } = promise;
  if (kind === 'isolated') {
    const { owner, before, leadingKeys } = promise;
    const slice = leadingKeys ? { actions, resource: base, key: 'dynamodb:LeadingKeys', value: '${owner}', each: true } : { actions, resource: joined(base, `${before}\${owner}/*`) };
    return { kind, owner: owner === 'team' ? { kind: 'session-tag', tag: 'team', alphabet: '[a-z0-9]+' } : { kind: owner }, slices: [slice], except: [] };
  }
  const resources = [joined(base, promise.after)];
  return { kind, actions, resources, ...(kind === 'only-principals' && { principals: [{ identityPool: ref('Pool'), principal: 'group:staff' }] }) };
}
