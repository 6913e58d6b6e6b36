import {
  CfnIdentityPool, CfnIdentityPoolPrincipalTag, CfnIdentityPoolRoleAttachment, StringAttribute, UserPool, UserPoolGroup, UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { protectedApi } from './api';
import { identityRole } from './roles';

// What a group override of the trigger does is tried with the user whose name begins with 'guest-curator'.
const trigger = `exports.handler = async (event) => {
  const groups = event.request.groupConfiguration;
  event.response = { claimsOverrideDetails: {
    claimsToAddOrOverride: { probe: 'yes' },
    groupOverrideDetails: event.userName.startsWith('guest-curator') ? { groupsToOverride: ['curators'], iamRolesToOverride: [process.env.CURATOR_ROLE], preferredRole: process.env.CURATOR_ROLE } : groups,
  } };
  return event;
};`;

/** Every behaviour of the emulator that the examples rest on, built from the CDK's own constructs. */
export class ProbeStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', { enforceSSL: true, removalPolicy: RemovalPolicy.DESTROY });
    const curatorName = `${id}-curator`;
    const stream = new Stream(this, 'Stream', { shardCount: 1 });
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING }, billingMode: BillingMode.PAY_PER_REQUEST, removalPolicy: RemovalPolicy.DESTROY,
    });
    const users = new UserPool(this, 'Users', {
      customAttributes: { dept: new StringAttribute({ mutable: true }) }, removalPolicy: RemovalPolicy.DESTROY,
    });
    const [tokenClient, rulesClient, plainClient] = ['ByToken', 'ByRules', 'Plain'].map((name) => users.addClient(name, { authFlows: { userSrp: true } }));

    const identityPool = this.identityPool('Identities', users, [tokenClient, rulesClient, plainClient]);
    const classicPool = this.identityPool('ClassicIdentities', users, [plainClient], true);
    const authenticated = identityRole(this, 'Authenticated', identityPool.ref, 'authenticated', { withTags: true });
    const classic = identityRole(this, 'Classic', classicPool.ref, 'authenticated');
    const guest = identityRole(this, 'Guest', identityPool.ref, 'unauthenticated');
    const curator = identityRole(this, 'Curator', identityPool.ref, 'authenticated', { withTags: true, roleName: curatorName });
    const analyst = identityRole(this, 'Analyst', identityPool.ref, 'authenticated', { withTags: true });
    const provider = `${users.userPoolProviderName}`;
    new CfnIdentityPoolRoleAttachment(this, 'Roles', {
      identityPoolId: identityPool.ref,
      roles: { authenticated: authenticated.roleArn, unauthenticated: guest.roleArn },
      roleMappings: {
        token: { type: 'Token', ambiguousRoleResolution: 'AuthenticatedRole', identityProvider: `${provider}:${tokenClient.userPoolClientId}` },
        rules: {
          type: 'Rules', ambiguousRoleResolution: 'Deny', identityProvider: `${provider}:${rulesClient.userPoolClientId}`,
          rulesConfiguration: { rules: [{ claim: 'custom:dept', matchType: 'Equals', value: 'analytics', roleArn: analyst.roleArn }] },
        },
      },
    });
    new CfnIdentityPoolRoleAttachment(this, 'ClassicRoles', { identityPoolId: classicPool.ref, roles: { authenticated: classic.roleArn } });
    new CfnIdentityPoolPrincipalTag(this, 'Tags', {
      identityPoolId: identityPool.ref, identityProviderName: provider, useDefaults: false, principalTags: { dept: 'custom:dept' },
    });
    new UserPoolGroup(this, 'Curators', { userPool: users, groupName: 'curators', role: curator, precedence: 1 });

    for (const role of [authenticated, classic]) grantOwnSlices(role, bucket, table);
    stream.grant(authenticated, 'kinesis:PutRecord');
    bucket.grantPut(curator, 'curated/*');
    bucket.grantRead(guest, 'public/*');
    guest.addToPolicy(new PolicyStatement({ actions: ['cloudformation:ListStacks', 'kinesis:ListStreams'], resources: ['*'] }));
    authenticated.addToPolicy(new PolicyStatement({ actions: ['cloudformation:ListStacks'], resources: ['*'] }));

    // By name: a reference would close a circle from the user pool through its trigger, the role and the identity pool.
    const curatorRole = this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: curatorName });
    const override = new LambdaFunction(this, 'Override', {
      runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(trigger), environment: { CURATOR_ROLE: curatorRole },
    });
    users.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION, override);
    const outputs = {
      Bucket: bucket.bucketName, Stream: stream.streamName, Table: table.tableName, UserPool: users.userPoolId,
      TokenClient: tokenClient.userPoolClientId, RulesClient: rulesClient.userPoolClientId, PlainClient: plainClient.userPoolClientId,
      IdentityPool: identityPool.ref, ClassicPool: classicPool.ref, CuratorRole: curator.roleArn, ClassicRole: classic.roleArn,
      GuestRole: guest.roleArn, ApiUrl: protectedApi(this, users).url,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, `${name}Output`, { key: name, value });
  }

  private identityPool(id: string, users: UserPool, clients: readonly UserPoolClient[], allowClassicFlow = false): CfnIdentityPool {
    return new CfnIdentityPool(this, id, {
      allowUnauthenticatedIdentities: !allowClassicFlow,
      allowClassicFlow,
      supportedLoginProviders: { 'accounts.google.com': 'google-client' },
      cognitoIdentityProviders: clients.map((client) => ({ clientId: client.userPoolClientId, providerName: users.userPoolProviderName })),
    });
  }
}

function grantOwnSlices(role: Role, bucket: Bucket, table: Table): void {
  const own = '${cognito-identity.amazonaws.com:sub}';
  const statements = [
    { actions: ['s3:PutObject', 's3:GetObject'], resources: [bucket.arnForObjects(`users/${own}/*`)] },
    { actions: ['s3:PutObject'], resources: [bucket.arnForObjects('departments/${aws:PrincipalTag/dept}/*')] },
    { actions: ['s3:ListBucket'], resources: [bucket.bucketArn], conditions: { StringLike: { 's3:prefix': [`users/${own}/*`] } } },
    {
      actions: ['dynamodb:PutItem', 'dynamodb:Query'], resources: [table.tableArn],
      conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [own] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } },
    },
  ];
  for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
}
