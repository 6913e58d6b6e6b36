import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** By app, and by the id of the user pool, which is the same whichever construct stands for it. */
const TRIGGER_ROLES = new WeakMap<IConstruct, Map<string, Set<IRole>>>();

/** The function of this role is a trigger of the pool: the pool refers to it. */
export function registerTrigger(userPool: IUserPoolRef, role: IRole | undefined): void {
  const { root } = userPool.node;
  const pools = TRIGGER_ROLES.get(root) ?? new Map<string, Set<IRole>>();
  const roles = pools.get(userPool.userPoolRef.userPoolId) ?? new Set();
  if (role) roles.add(role);
  pools.set(userPool.userPoolRef.userPoolId, roles);
  TRIGGER_ROLES.set(root, pools);
}

/** Whether the role is of a function that is a trigger of the pool. */
export function isTriggerOf(userPool: IUserPoolRef, role: IRole): boolean {
  return TRIGGER_ROLES.get(userPool.node.root)?.get(userPool.userPoolRef.userPoolId)?.has(role) ?? false;
}
