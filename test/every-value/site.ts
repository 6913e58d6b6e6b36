import { Stack } from 'aws-cdk-lib';
import { ManagedLoginVersion, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import type { IExtensibleUserPool, IIdentityPoolWithPrincipals, ImportedIdentityPool, ImportedUserPool } from '../../lib';
import { CustomAttribute, IdentityPoolOnly, IdentityPoolProvider, ImportedIdentityPoolRoles, SignInDomain, UserPoolOnly, UserPoolPlusIdentityPool } from '../../lib';
import type { Given } from './later';

/** Where values are tried: pools that are there already, in the stack and in another one of the app. */
export interface Site {
  readonly stack: Stack;
  readonly other: Stack;
  readonly auth: UserPoolOnly;
  readonly both: UserPoolPlusIdentityPool;
  readonly imported: ImportedUserPool;
  readonly importedIdentities: ImportedIdentityPool;
}

/** Gives a value to a place. What is made of the CDK's own for it is called Given, and what is made at the end Wild. */
export type Try = (site: Site, given: Given) => unknown;

/** Values by place; where a place is that of several kinds of pools, by kind. */
export type Tries = Readonly<Record<string, Try | Readonly<Record<string, Try>>>>;

/** A domain that needs no plan. */
export const classic = (prefix: string): SignInDomain => SignInDomain.prefix(prefix, { managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI });

/** A provider that each identity pool has. */
export const google = IdentityPoolProvider.google('1-a.apps.googleusercontent.com');

/** Makes what is there already. */
export function siteOf(stack: Stack): Site {
  const other = new Stack(stack.node.root, 'Other', { env: { account: '111122223333', region: 'us-east-1' } });
  const auth = new UserPoolOnly(stack, 'Auth', { domain: classic('shop') });
  const both = new UserPoolPlusIdentityPool(other, 'Both', { domain: classic('both'), customAttributes: { tenantId: CustomAttribute.string() }, groups: ['staff'] });
  const imported = UserPoolOnly.fromUserPool(stack, 'There', UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_AbCdEf123'));
  for (const pool of [auth, both]) pool.addSinglePageAppClient('app');
  for (const pool of [auth, both, imported]) pool.addResourceServer('orders', { scopes: { read: 'read orders' } });
  both.addIdentityPoolProvider(google);
  return {
    stack, other, both,
    auth,
    imported,
    importedIdentities: IdentityPoolOnly.fromIdentityPoolId(stack, 'Identities', 'us-east-1:00000000-0000-0000-0000-000000000000', ImportedIdentityPoolRoles.attach({ providers: [google] })),
  };
}

/** What is there, but for what is given to a try, and what a synth adds. */
export function pathsIn(stack: Stack): string[] {
  return stack.node.findAll().map(({ node }) => node.path).filter((path) => !/^Stack\/(Given|BootstrapVersion|CheckBootstrapVersion)/.test(path));
}

/** The same on each kind of user pool. */
export function onUserPools(act: (pool: IExtensibleUserPool, given: Given) => unknown): Record<string, Try> {
  return { own: ({ auth }, given) => act(auth, given), both: ({ both }, given) => act(both, given), imported: ({ imported }, given) => act(imported, given) };
}

/** The same on each kind of identity pool. */
export function onIdentityPools(act: (pool: IIdentityPoolWithPrincipals, given: Given, site: Site) => unknown): Record<string, Try> {
  return {
    own: (site, given) => act(site.stack.node.tryFindChild('GivenIdentities') as IdentityPoolOnly | undefined ?? new IdentityPoolOnly(site.stack, 'GivenIdentities', { providers: [google] }), given, site),
    both: (site, given) => act(site.both, given, site),
    imported: (site, given) => act(site.importedIdentities, given, site),
  };
}

export const callbackUrls = ['https://app.example.com/'];
export const identity = ({ stack }: Site) => EmailIdentity.fromEmailIdentityName(stack, 'GivenIdentity', 'example.com');
export const bucket = ({ stack }: Site) => Bucket.fromBucketName(stack, 'GivenBucket', 'bucket');
export const table = ({ stack }: Site) => Table.fromTableName(stack, 'GivenTable', 'orders');
export const ownTable = ({ stack }: Site) => new Table(stack, 'GivenTable', { partitionKey: { name: 'id', type: AttributeType.STRING } });
