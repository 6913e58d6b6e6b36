import type { IUserPool, IUserPoolRef, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import type { Construct, IConstruct } from 'constructs';
import type { ManagedLogin } from '../managed-login/managed-login';
import { CognitoPoolsError } from '../private/errors';
import type { ResourceServers } from '../user-pool/resource-servers';
import type { UserPoolGroups } from '../user-pool/user-pool-groups';
import type { AppClients } from './app-clients';

/** The parts of a user pool that APIs and apps need to know of. */
export interface UserPoolEntry {
  readonly scope: Construct;
  readonly userPool: IUserPool;
  /** The pool as it was passed where it is imported, which may say another Region than its id does. */
  readonly imported?: IUserPool;
  readonly clients: AppClients;
  readonly groups: UserPoolGroups;
  readonly login: ManagedLogin;
  readonly resourceServers: ResourceServers;
}

const KNOWN = new WeakMap<object, UserPoolEntry>();

/** Lets the pool be found by the construct of ours, by the L2 user pool in it, and by the one that was imported. */
export function registerUserPool(entry: UserPoolEntry): void {
  for (const alias of [entry.scope, entry.userPool, entry.imported]) if (alias) KNOWN.set(alias, entry);
}

/** What there is to know of a user pool of this library, from a construct of the same app. */
export function userPoolEntry(scope: IConstruct, userPool: IUserPoolRef): UserPoolEntry {
  const entry = KNOWN.get(userPool);
  if (!entry) {
    throw new CognitoPoolsError({
      code: 'user-pool-not-ours',
      received: `the user pool ${userPool.node.path} was not made by UserPoolOnly or UserPoolPlusIdentityPool`,
      fix: 'pass one of these, or UserPoolOnly.fromUserPool(…) for a pool that is there already: app clients and groups are known of these alone',
    }, scope);
  }
  if (scope.node.root !== userPool.node.root) {
    throw new CognitoPoolsError({
      code: 'user-pool-of-another-app',
      received: `the user pool ${userPool.node.path} is of another app than ${scope.node.path}`,
      fix: 'use it within one app; across apps, import it with UserPoolOnly.fromUserPool(…)',
    }, scope);
  }
  return entry;
}

/** The names of scopes, each one that the pool can put into a token. */
export function scopeNames(scope: IConstruct, { resourceServers }: UserPoolEntry, scopes: OAuthScope[]): string[] {
  if (scopes.length === 0) {
    throw new CognitoPoolsError({
      code: 'scopes-required',
      received: 'an empty list of scopes',
      fix: "name at least one, any of which is enough: auth.oAuthScope('orders', 'read')",
    }, scope);
  }
  return scopes.map(({ scopeName }) => resourceServers.requireName(scopeName, scope));
}
