import type { ICfnResourceOptions } from 'aws-cdk-lib/core';
import { CfnDeletionPolicy, CfnResource, RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from './errors';

/**
 * Retains a resource as long as the pool that it is in: no deployment brings it back once it is deleted (docs/adr/0008).
 * What is added to a pool of another app is retained.
 */
export function retainWithPool(resource: CfnResource, pool: IConstruct): void {
  const leader = pool.node.defaultChild;
  if (CfnResource.isCfnResource(leader)) follow(resource.cfnOptions, leader.cfnOptions);
  else resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
}

/** Refuses the policy that pools do not have. */
export function checkRemovalPolicy(scope: IConstruct, removalPolicy: RemovalPolicy | undefined): void {
  if (removalPolicy !== undefined && !Object.values(RemovalPolicy).includes(removalPolicy)) {
    throw new CognitoPoolsError({ code: 'removal-policy', received: `'removalPolicy' is ${shown(removalPolicy)}`, fix: 'use RemovalPolicy.RETAIN or RemovalPolicy.DESTROY' }, scope);
  }
  if (removalPolicy !== RemovalPolicy.SNAPSHOT) return;
  throw new CognitoPoolsError({ code: 'removal-policy', received: "'removalPolicy' is SNAPSHOT", fix: 'use RETAIN or DESTROY: there are no snapshots of user pools and identity pools' }, scope);
}

/** The policy of the leader is read when the template is written, since `applyRemovalPolicy` and aspects may change it until then. */
function follow(follower: ICfnResourceOptions, leader: ICfnResourceOptions): void {
  let { deletionPolicy, updateReplacePolicy } = follower;
  Object.defineProperties(follower, {
    deletionPolicy: {
      configurable: true,
      enumerable: true,
      get: () => deletionPolicy ?? exceptOnCreate(leader.deletionPolicy),
      set: (value: typeof deletionPolicy) => {
        deletionPolicy = value;
      },
    },
    updateReplacePolicy: {
      configurable: true,
      enumerable: true,
      get: () => updateReplacePolicy ?? leader.updateReplacePolicy,
      set: (value: typeof updateReplacePolicy) => {
        updateReplacePolicy = value;
      },
    },
  });
}

/** What a deployment that failed has made is empty, and would be in the way of the next one: names in a pool are unique. */
function exceptOnCreate(policy: CfnDeletionPolicy | undefined): CfnDeletionPolicy | undefined {
  return policy === CfnDeletionPolicy.RETAIN ? CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE : policy;
}
