import type { IUserPool, IUserPoolRef, OAuthScope, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct, IConstruct } from 'constructs';
import type { UserPoolProviders } from '../federation/user-pool-providers';
import type { ManagedLogin } from '../managed-login/managed-login';
import { CognitoPoolsError } from '../private/errors';
import { requireList, requireObject } from '../private/types';
import type { AuthFlows } from '../sign-in/auth-flows';
import type { AttributeCatalog } from '../user-pool/attribute-catalog';
import type { FeaturePlanResolver } from '../user-pool/feature-plan-resolver';
import type { ResourceServers } from '../user-pool/resource-servers';
import type { UserPoolGroups } from '../user-pool/user-pool-groups';
import type { QuotaCheck } from '../user-pool/user-pool-quotas';
import type { AppClientKind, AppClientOptions } from './app-client';
import type { AppClients } from './app-clients';

/** What belongs to a user pool from the start, and what is added to it depends on. */
export interface UserPoolParts {
  readonly attributes: AttributeCatalog;
  readonly flows: AuthFlows;
  readonly plan: FeaturePlanResolver;
  readonly ownUsers: boolean;
  readonly quotas: QuotaCheck;
  readonly replicaRegion?: string;
}

/** The parts of a user pool that APIs and apps need to know of. */
export interface UserPoolEntry {
  readonly scope: Construct;
  readonly userPool: IUserPool;
  /** The pool as it was passed where it is imported, which may say another Region than its id does. */
  readonly imported?: IUserPool;
  /** Of a pool that is taken up again: what it is where it was made. */
  readonly elsewhere?: UserPoolEntry;
  readonly parts: UserPoolParts;
  readonly providers: UserPoolProviders;
  readonly clients: AppClients;
  readonly groups: UserPoolGroups;
  readonly login: ManagedLogin;
  readonly resourceServers: ResourceServers;
  /** Makes an app client whose users an identity pool takes: it is made with that pool, which names it. */
  addLogin?: (id: string, kind: AppClientKind, options: AppClientOptions) => UserPoolClient;
}

const KNOWN = new WeakMap<object, UserPoolEntry>();

/** Lets the pool be found by the construct of ours, by the L2 user pool in it, and by the one that was imported. */
export function registerUserPool(entry: UserPoolEntry): void {
  for (const alias of entry.elsewhere ? [entry.scope] : [entry.scope, entry.userPool, entry.imported]) if (alias) KNOWN.set(alias, entry);
}

/** What there is to know of a user pool that this app made or took up before; undefined for others. */
export function knownUserPool(userPool: IUserPoolRef): UserPoolEntry | undefined {
  return KNOWN.get(userPool);
}

/** What there is to know of a user pool of this library, from a construct of the same app. */
export function userPoolEntry(scope: IConstruct, userPool: IUserPoolRef): UserPoolEntry {
  requireObject('the user pool', userPool, 'userPoolRef', 'a UserPoolOnly or a UserPoolPlusIdentityPool', scope);
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
  requireList("'scopes'", scopes, scope);
  if (scopes.length === 0) {
    throw new CognitoPoolsError({
      code: 'scopes-required',
      received: 'an empty list of scopes',
      fix: "name at least one, any of which is enough: auth.oAuthScope('orders', 'read')",
    }, scope);
  }
  for (const one of scopes) requireObject('a scope', one, 'scopeName', "OAuthScope.OPENID or auth.oAuthScope('orders', 'read')", scope);
  return scopes.map(({ scopeName }) => resourceServers.requireName(scopeName, scope));
}
