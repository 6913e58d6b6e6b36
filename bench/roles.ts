import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proveFiles } from '../lib/proof/prove';
import { forgetAnswers } from '../lib/proof/solver';
import { median } from './median';

const ROUNDS = 5;
const STATEMENTS = 10;
const SIZES = [250, 500, 1000];
const OWN = '${cognito-identity.amazonaws.com:sub}';

/** What it costs to prove a template with so many roles. */
export interface RolesCost {
  readonly roles: number;
  readonly milliseconds: number;
  /** Promises and rules that were decided. */
  readonly promises: number;
}

/** Proves templates of ever more groups, each with a role of its own and ten statements of its own. */
export function measureRoles(): readonly RolesCost[] {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return SIZES.map((roles) => {
      const file = join(directory, `${roles}.template.json`);
      writeFileSync(file, JSON.stringify(templateOf(roles)));
      const promises = proveFiles([file]).length;
      const times = Array.from({ length: ROUNDS }, () => {
        forgetAnswers();
        const begin = performance.now();
        proveFiles([file]);
        return performance.now() - begin;
      });
      return { roles, milliseconds: median(times), promises };
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const ref = (id: string): object => ({ Ref: id });
const arn = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const inBucket = (rest: string): object => ({ 'Fn::Join': ['', [arn('Photos'), `/${rest}`]] });

/** A template of so many groups. */
export function templateOf(groups: number): object {
  const names = Array.from({ length: groups }, (_name, i) => `group${i}`);
  return {
    Resources: {
      Users: { Type: 'AWS::Cognito::UserPool' },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: ref('Users'), WriteAttributes: ['email'] } },
      Identities: {
        Type: 'AWS::Cognito::IdentityPool',
        Properties: {
          AllowUnauthenticatedIdentities: false,
          CognitoIdentityProviders: [{ ClientId: ref('Client'), ProviderName: { 'Fn::GetAtt': ['Users', 'ProviderName'] }, ServerSideTokenCheck: true }],
        },
      },
      Attachment: {
        Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
        Properties: {
          IdentityPoolId: ref('Identities'), Roles: { authenticated: arn('SignedInRole') },
          RoleMappings: {
            web: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Users', 'ProviderName'] }, ':', ref('Client')]] } },
          },
        },
      },
      Photos: { Type: 'AWS::S3::Bucket' },
      SignedInRole: role('authenticated'),
      OwnPolicy: policy('authenticated', ['SignedInRole', ...names.map((name) => `${name}Role`)], [
        { actions: ['s3:GetObject', 's3:PutObject'], resources: [inBucket(`users/${OWN}/*`)] },
      ], [{
        identityPool: ref('Identities'), title: 'users reach only their own objects', owner: { kind: 'identity-id' },
        slices: [{ actions: ['s3:*'], resource: inBucket('users/${owner}/*') }],
      }]),
      ...Object.fromEntries(names.flatMap((name, i) => [
        [`${name}Role`, role(`group:${name}`, { userPool: ref('Users') })],
        [name, { Type: 'AWS::Cognito::UserPoolGroup', Properties: { GroupName: name, UserPoolId: ref('Users'), RoleArn: arn(`${name}Role`) } }],
        [`${name}Policy`, policy(`group:${name}`, [`${name}Role`], Array.from({ length: STATEMENTS }, (_s, at) => (
          { actions: ['s3:GetObject', 's3:PutObject'], resources: [inBucket(`groups/${i}/${at}/*`)] })))],
      ])),
    },
  };
}

function role(principal: string, record: object = {}): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Condition: {
            'StringEquals': { 'cognito-identity.amazonaws.com:aud': ref('Identities') },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
          },
        }],
      },
    },
    Metadata: { 'cdk-cognito-pools': { version: 1, role: { identityPool: ref('Identities'), principal, ...record } } },
  };
}

interface Granted {
  readonly actions: readonly string[];
  readonly resources: readonly object[];
}

function policy(to: string, roles: readonly string[], granted: readonly Granted[], isolated: readonly object[] = []): object {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: to, Roles: roles.map(ref),
      PolicyDocument: { Version: '2012-10-17', Statement: granted.map(({ actions, resources }) => ({ Effect: 'Allow', Action: actions, Resource: resources })) },
    },
    Metadata: { 'cdk-cognito-pools': { version: 1, granted: [{ identityPool: ref('Identities'), to, statements: granted }], isolated } },
  };
}
