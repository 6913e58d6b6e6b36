import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { Annotations, AspectPriority, Aspects, CfnDeletionPolicy, Lazy } from 'aws-cdk-lib/core';

/**
 * Protects the pool from deletion as long as it is to be retained. What decides is the policy that stands in the template at last:
 * `RemovalPolicies.of(stack).destroy()` and `applyRemovalPolicy` change it after the pool was made.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
 */
export function protectFromDeletion(resource: CfnUserPool, wanted: boolean | undefined): void {
  resource.deletionProtection = Lazy.string({ produce: () => (wanted ?? !isDeleted(resource) ? 'ACTIVE' : 'INACTIVE') });
  if (!wanted) return;
  Aspects.of(resource).add({
    visit: (node) => {
      if (node !== resource || !isDeleted(resource)) return;
      Annotations.of(resource).addWarningV2('cdk-cognito-pools:deletion-protection', "the pool is to be deleted with its stack, and 'deletionProtection' is true: "
        + "Cognito refuses the deletion, and the stack stays in DELETE_FAILED; leave 'deletionProtection' out, or acknowledge this warning if that is intended");
    },
  }, { priority: AspectPriority.READONLY });
}

function isDeleted({ cfnOptions }: CfnUserPool): boolean {
  return (cfnOptions.deletionPolicy ?? CfnDeletionPolicy.DELETE) === CfnDeletionPolicy.DELETE;
}
