import type { AccessGraph } from './access-graph';
import type { Attachment, IdentityPool, Mapping, Provider } from './identity-pools';
import { concerns } from './sessions';
import type { UserPool } from './user-pools';

/** The identity pools in which the users of a user pool sign in, each with the providers that stand for it. */
export type PoolsOfUsers = ReadonlyMap<IdentityPool, ReadonlySet<Provider>>;

/**
 * @param graph who reaches what
 * @returns the user pools whose users sign in to identity pools, with these
 */
export function poolsByUserPool(graph: AccessGraph): ReadonlyMap<UserPool, PoolsOfUsers> {
  const found = new Map<UserPool, Map<IdentityPool, Set<Provider>>>();
  for (const pool of graph.pools) {
    for (const provider of pool.providers.filter(({ kind }) => kind === 'user-pool')) {
      for (const { pool: userPool } of graph.userPools.named(provider.name)) {
        const pools = found.get(userPool) ?? new Map<IdentityPool, Set<Provider>>();
        found.set(userPool, pools.set(pool, (pools.get(pool) ?? new Set()).add(provider)));
      }
    }
  }
  return found;
}

/** A role mapping that may read the roles of groups in the tokens of a user pool. */
export interface TokenMapping {
  readonly pool: IdentityPool;
  readonly attachment: Attachment;
  readonly provider: Provider;
  readonly mapping: Mapping;
}

/**
 * @param users the identity pools of a user pool
 * @returns the role mappings that choose, or may choose, by the tokens of its users
 */
export function mappingsByToken(users: PoolsOfUsers): TokenMapping[] {
  return [...users].flatMap(([pool, providers]) => pool.attachments.flatMap((attachment) => attachment.mappings.filter(({ type }) => type !== 'Rules').flatMap((mapping) => (
    [...providers].filter((provider) => concerns(mapping, provider) !== 'no').map((provider) => ({ pool, attachment, provider, mapping }))))));
}
