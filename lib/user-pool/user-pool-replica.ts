import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { CfnKey, IKey } from 'aws-cdk-lib/aws-kms';
import { CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, shown } from '../private/errors';
import { retainWithPool } from '../private/removal-policy';
import { isKnown, requireLiteral } from '../private/tokens';
import { UserPoolIssuer } from './user-pool-issuer';
import type { UserPoolOptions } from './user-pool-options';

/** Refuses what Cognito refuses of a replica, and what its key can only be after the pool. */
export function checkReplica(scope: IConstruct, settings: UserPoolOptions): void {
  const { replicaRegion } = settings;
  if (replicaRegion === undefined) return;
  requireLiteral('the Region of the replica', replicaRegion, scope);
  const issue = regionIssue(scope, replicaRegion) ?? issuerIssue(settings) ?? keyIssue(scope, replicaRegion, settings.encryptionKey);
  if (issue) throw new CognitoPoolsError(issue, scope);
}

/** The replica, in no use until it is activated; not in the L1s of older releases of the CDK. */
export function makeReplica(scope: Construct, userPool: UserPool, regionName: string): void {
  const replica = new CfnResource(scope, 'Replica', { type: 'AWS::Cognito::UserPoolReplica', properties: { UserPoolId: userPool.userPoolId, RegionName: regionName } });
  retainWithPool(replica, userPool);
}

function regionIssue(scope: IConstruct, replicaRegion: string): ValidationIssue | undefined {
  if (!isKnown(replicaRegion) || (/^[a-z]{2}(-[a-z]+)+-\d+$/.test(replicaRegion) && replicaRegion !== Stack.of(scope).region)) return undefined;
  return { code: 'replica-region', received: `'replicaRegion' is ${shown(replicaRegion)}`, fix: 'name a Region other than that of the pool: eu-central-1' };
}

function issuerIssue({ issuer }: UserPoolOptions): ValidationIssue | undefined {
  return issuer !== UserPoolIssuer.ORIGINAL ? undefined : {
    code: 'replica-issuer',
    received: "the pool has a replica and the original issuer",
    fix: "leave 'issuer' out: with a replica it is the updated one, whose tokens both Regions verify",
  };
}

function keyIssue(scope: IConstruct, replicaRegion: string, key?: IKey): ValidationIssue | undefined {
  const wrong = !key ? 'has no key' : !isMultiRegion(key) ? `the 'encryptionKey' ${key.node.path} is of one Region` : isMadeHere(scope, key) ? `the 'encryptionKey' ${key.node.path} is made in the same stack` : undefined;
  return wrong === undefined ? undefined : {
    code: 'replica-key',
    received: `the pool has a replica in ${replicaRegion}, and ${wrong.replace(/^has/, 'it has')}`,
    fix: `make a multi-Region key in a stack of its own, its replica key in ${replicaRegion} in a second one, and let the stack of the pool depend on both`,
  };
}

/** As far as it can be told: keys made here say it, and the ids of multi-Region keys do. */
function isMultiRegion(key: IKey): boolean {
  const resource = key.node.defaultChild as CfnKey | undefined;
  if (resource) return resource.multiRegion === true;
  return Token.isUnresolved(key.keyId) || key.keyId.startsWith('mrk-');
}

/** The replica would be made before its own key could be there. */
function isMadeHere(scope: IConstruct, key: IKey): boolean {
  return key.node.defaultChild !== undefined && Stack.of(key) === Stack.of(scope);
}
