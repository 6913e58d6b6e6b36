import { Distribution, KeyGroup, PublicKey } from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnOIDCProvider, CfnRole, Effect, PolicyStatement, Role, WebIdentityPrincipal, ManagedPolicy, ArnPrincipal, type CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { Bucket, CfnAccessGrant, CfnAccessGrantsInstance, CfnAccessPoint } from 'aws-cdk-lib/aws-s3';
import { Aspects, CfnParameter, CfnResource, Fn, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { OwnItemGrants } from '../../../lib';
import { notProved, ownFolders, type OwnFolders } from './own-folders';

const OWN_OBJECTS = expect.stringMatching(/^(VIOLATED|NOT_PROVED|UNKNOWN) isolated: /) as string;
const everything = (bucket: string): PolicyStatement => new PolicyStatement({ actions: ['s3:GetObject'], resources: [`${bucket}/*`] });
const roleOf = ({ auth }: OwnFolders): CfnRole => auth.authenticated.obtainRole().node.defaultChild as CfnRole;
const groupRole = ({ auth }: OwnFolders): CfnRole => auth.group('curators').obtainRole().node.defaultChild as CfnRole;
const ANYBODY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] };

test('the app itself is proved', async () => expect(await notProved(() => undefined)).toEqual([]));

describe('who obtains a role', () => {
  test.each<[string, (made: OwnFolders) => void, string]>([
    ['an override lets anybody assume the role of all who sign in', (made) => roleOf(made).addPropertyOverride('AssumeRolePolicyDocument', ANYBODY), 'guarded'],
    ['an aspect does', ({ app }) => Aspects.of(app).add({
      visit: (node: IConstruct) => { if (node instanceof CfnRole && node.node.path.includes('uthenticated')) node.assumeRolePolicyDocument = ANYBODY; },
    }), 'guarded'],
    ['an override lets all who sign in assume the role of a group', (made) => groupRole(made).addPropertyOverride('AssumeRolePolicyDocument.Statement', [
      { Effect: 'Allow', Principal: { AWS: (roleOf(made)).attrArn }, Action: 'sts:AssumeRole' },
    ]), 'exclusive|guarded|limited'],
    ['a role trusts the issuer of the user pool itself', ({ stack, auth, photos }) => {
      const provider = new CfnOIDCProvider(stack, 'Issuer', { url: `https://${auth.userPool.userPoolProviderName}`, clientIdList: ['a'] });
      new Role(stack, 'Direct', { assumedBy: new WebIdentityPrincipal(provider.attrArn) }).addToPolicy(everything(photos.bucketArn));
    }, 'isolated'],
  ])('%s', async (_name, change, rules) => {
    const found = await notProved(change);
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^(VIOLATED|NOT_PROVED|UNKNOWN) (${rules}): `)) as string);
  });
});

describe('the same data by another way', () => {
  test.each<[string, (made: OwnFolders) => void]>([
    ['a second stack grants the bucket', ({ app, auth, photos }) => {
      const other = new Stack(app, 'Other');
      new ManagedPolicy(other, 'Wide', { statements: [everything(photos.bucketArn)] }).attachToRole(Role.fromRoleArn(other, 'R', auth.authenticated.obtainRole().roleArn));
    }],
    ['a nested stack does', ({ stack, auth, photos }) => {
      const nested = new NestedStack(stack, 'Nested');
      new ManagedPolicy(nested, 'Wide', { statements: [everything(photos.bucketArn)], roles: [Role.fromRoleName(nested, 'R', auth.authenticated.obtainRole().roleName)] });
    }],
    ['an S3 access grant', ({ stack, auth, photos }) => {
      const instance = new CfnAccessGrantsInstance(stack, 'Instance', {});
      new CfnAccessGrant(stack, 'Grant', {
        accessGrantsLocationId: 'default', permission: 'READ', grantee: { granteeType: 'IAM', granteeIdentifier: auth.authenticated.obtainRole().roleArn }, accessGrantsLocationConfiguration: { s3SubPrefix: `${photos.bucketName}/*` },
      }).addResourceDependency(instance);
      auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetDataAccess'], resources: ['*'] }));
    }],
    ['an access point that delegates', ({ stack, auth, photos }) => {
      photos.addToResourcePolicy(new PolicyStatement({ principals: [new ArnPrincipal('*')], actions: ['s3:GetObject'], resources: [photos.arnForObjects('*')], conditions: { StringEquals: { 's3:DataAccessPointAccount': stack.account } } }));
      new CfnAccessPoint(stack, 'Point', {
        bucket: photos.bucketName, name: 'people',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: auth.authenticated.obtainRole().roleArn }, Action: 's3:GetObject', Resource: stack.formatArn({ service: 's3', resource: 'accesspoint', resourceName: 'people/object/*' }) }] },
      });
    }],
    ['a distribution with origin access control', ({ stack, photos }) => { new Distribution(stack, 'Cdn', { defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(photos) } }); }],
    ['one whose origin begins at the folders', ({ stack, photos }) => { new Distribution(stack, 'Cdn', { defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(photos, { originPath: '/users' }) } }); }],
    ['a list parameter of another stack says on what', ({ app, auth }) => {
      const other = new Stack(app, 'Other');
      const list = new CfnParameter(other, 'Objects', { type: 'CommaDelimitedList' });
      new ManagedPolicy(other, 'Wide', { statements: [new PolicyStatement({ actions: ['s3:GetObject'], resources: [Fn.join('', list.valueAsList)] })] }).attachToRole(Role.fromRoleArn(other, 'R', auth.authenticated.obtainRole().roleArn));
    }],
    ['a dynamic reference does', ({ auth }) => {
      auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['{{resolve:ssm:/photos/what}}'] }));
    }],
  ])('%s', async (_name, change) => expect(await notProved(change)).toContainEqual(OWN_OBJECTS));

  test.each<[string, (made: OwnFolders) => void]>([
    ['a distribution beside the folders', ({ stack, photos }) => { new Distribution(stack, 'Cdn', { defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(photos, { originPath: '/site' }) } }); }],
    ['a distribution of another bucket', ({ stack }) => { new Distribution(stack, 'Cdn', { defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Site')) } }); }],
  ])('not by %s', async (_name, change) => expect((await notProved(change)).filter((line) => line.includes('isolated'))).toEqual([]));

  test('a distribution that asks for signed URLs is not open to all', async () => {
    const open = await notProved(({ stack, photos }) => {
      const key = new PublicKey(stack, 'Key', { encodedKey: '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAudf8/iNkQgdvjEdm6xYS\nJAyxd/kGTbJfQNg9YhInb7TSm0dGu0yx8yZ3fnpmxuRPqJIlaVr+fT4YRl71gEYa\ndlhHmnVegyPNjP9dNqZ7zwNqMEPOPnS/NOHbJj1KYKpn1f8pPNycQ5MQCntKGnSj\n6fc+nbcC0joDvGz80xuy1W4hLV9oC9c3GT26xfZb2jy9MVtA3cppNuTwqrFi3t6e\n0iGpraxZlT5wewjZLpQkngqYr6s3aucPAZVsGTEYPo4nD5mswmtZOm+tgcOrivtD\n/3sD/qZLQ6c5siqyS8aTraD6y+VXugujfarTU65IeZ6QAUbLMsWuZOIi5Jn8zAwx\nNQIDAQAB\n-----END PUBLIC KEY-----\n' });
      new Distribution(stack, 'Cdn', { defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(photos), trustedKeyGroups: [new KeyGroup(stack, 'Keys', { items: [key] })] } });
    });
    expect(open.filter((line) => line.startsWith('VIOLATED'))).toEqual([]);
  });
});

describe('own items', () => {
  const items = ({ stack, auth }: OwnFolders): Table => {
    const table = new Table(stack, 'Notes', { partitionKey: { name: 'owner', type: AttributeType.STRING }, stream: StreamViewType.NEW_IMAGE, pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } });
    OwnItemGrants.fromTable(table).readWrite(auth.authenticated);
    return table;
  };

  test('are proved', async () => expect(await notProved((made) => { items(made); })).toEqual([]));

  test.each<[string, (made: OwnFolders, table: Table) => void]>([
    ['the stream of the table', ({ auth }, table) => { table.grantStreamRead(auth.authenticated); }],
    ['an export', ({ auth }, table) => { auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ actions: ['dynamodb:ExportTableToPointInTime'], resources: [table.tableArn] })); }],
  ])('not with %s', async (_name, change) => {
    expect(await notProved((made) => change(made, items(made)))).toContainEqual(OWN_OBJECTS);
  });
});

describe('stages and environments', () => {
  const ENV = { account: '111122223333', region: 'eu-west-1' };

  test('a stage in a stage is proved by its folder as well', async () => {
    expect(await notProved(({ photos, auth }) => { auth.authenticated.addToPrincipalPolicy(everything(photos.bucketArn)); }, (app) => ownFolders(new Stage(new Stage(app, 'Outer'), 'Inner')))).toContainEqual(OWN_OBJECTS);
    expect(await notProved(() => undefined, (app) => ownFolders(new Stage(new Stage(app, 'Outer'), 'Inner')))).toEqual([]);
  });

  test.each<[string, object, boolean]>([
    ['the same account', ENV, false],
    ['another account', { account: '444455556666', region: 'eu-west-1' }, true],
  ])('a role of the same name in %s', async (_name, env, isProved) => {
    const found = await notProved(({ app, auth }) => {
      (auth.authenticated.obtainRole().node.defaultChild as CfnRole).roleName = 'people';
      const other = new Stack(app, 'Other', { env });
      new ManagedPolicy(other, 'Wide', { statements: [everything('arn:aws:s3:::photos-of-people')], roles: [Role.fromRoleName(other, 'R', 'people')] });
    }, (app) => ownFolders(app, { env: ENV }, 'photos-of-people'));
    expect(found.some((line) => line.includes('isolated'))).toBe(!isProved);
  });

  test('literal names of roles and buckets, in two stages of one account', async () => {
    const found = await notProved(({ app, auth }) => {
      (auth.authenticated.obtainRole().node.defaultChild as CfnRole).roleName = 'people';
      const other = new Stack(new Stage(app, 'Other', { env: ENV }), 'Wide');
      new ManagedPolicy(other, 'Wide', { statements: [everything('arn:aws:s3:::photos-of-people')], roles: [Role.fromRoleName(other, 'R', 'people')] });
    }, (app) => ownFolders(new Stage(app, 'One', { env: ENV }), {}, 'photos-of-people'));
    expect(found).toContainEqual(OWN_OBJECTS);
  });
});

describe('what was granted stays as it was', () => {
  const refusing = ({ auth, photos }: OwnFolders): void => {
    auth.authenticated.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['s3:PutObject'], resources: [photos.arnForObjects('users/*')] }));
  };

  test('with a Deny', async () => expect(await notProved(refusing)).toEqual([]));

  test('not without it', async () => {
    const found = await notProved((made) => {
      refusing(made);
      Aspects.of(made.app).add({
        visit: (node: IConstruct) => {
          if (!CfnResource.isCfnResource(node) || node.cfnResourceType !== 'AWS::IAM::Policy') return;
          const policyDocument: unknown = (node as CfnPolicy).policyDocument;
          const document = node.stack.resolve(policyDocument) as { Statement: { Effect: string }[] };
          node.addPropertyOverride('PolicyDocument.Statement', document.Statement.filter(({ Effect: effect }) => effect === 'Allow'));
        },
      });
    });
    expect(found).toContainEqual(expect.stringMatching(/^(VIOLATED|NOT_PROVED) limited: /) as string);
  });
});

