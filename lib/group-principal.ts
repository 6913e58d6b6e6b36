import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { knownUserPool, userPoolEntry } from './app-client/user-pool-registry';
import type { IdentityPoolPrincipal } from './mapping/identity-pool-principal';
import type { IdentityPoolRoles } from './mapping/identity-pool-roles';
import { requireOptions } from './private/types';

/** Options of `group` of an identity pool. */
export interface GroupPrincipalOptions {
  /**
   * The user pool whose group it is: a `UserPoolOnly`, or the result of `UserPoolOnly.fromUserPool`, or the user pool in it.
   *
   * @default - the own user pool of a `UserPoolPlusIdentityPool`; otherwise the only user pool among the providers
   */
  readonly userPool?: IUserPoolRef;
}

/** The members of a group of a user pool that the identity pool takes. */
export function groupPrincipal(scope: Construct, roles: IdentityPoolRoles, name: string, options: GroupPrincipalOptions, own?: IUserPoolRef): IdentityPoolPrincipal {
  requireOptions("'options' of the group", options, scope);
  const { userPool: wanted = own } = options;
  const same = wanted && ((userPool: IUserPoolRef): boolean => userPool === wanted || knownUserPool(userPool) === userPoolEntry(scope, wanted));
  const provider = roles.identityPool.providers.requireUserPool(scope, same);
  const { groups, userPool } = userPoolEntry(scope, provider.userPool);
  return roles.group(name, groups, userPool, provider);
}
