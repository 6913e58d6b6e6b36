import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

const TRIGGER_ROLES = new WeakMap<IConstruct, Set<IRole>>();

/** The function of this role is a trigger of the pool: the pool refers to it. */
export function registerTrigger(userPool: IConstruct, role: IRole | undefined): void {
  const roles = TRIGGER_ROLES.get(userPool) ?? new Set();
  if (role) roles.add(role);
  TRIGGER_ROLES.set(userPool, roles);
}

/** Whether the role is of a function that is a trigger of the pool. */
export function isTriggerOf(userPool: IConstruct, role: IRole): boolean {
  return TRIGGER_ROLES.get(userPool)?.has(role) ?? false;
}
