import type { IIdentityPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import type { IResolvable } from 'aws-cdk-lib/core';
import type { GroupPrincipalOptions } from './group-principal';
import type { IdentityPoolProvider } from './identity-pool/identity-pool-provider';
import type { IIdentityPoolWithId } from './identity-pool/identity-pool-with-id';
import type { ClaimMatch, RoleMappingRuleOptions } from './mapping/claim-match';
import type { IdentityPoolPrincipal } from './mapping/identity-pool-principal';
import type { TokenClaim } from './mapping/token-claim';

/**
 * An identity pool whose identities can be granted to, wherever it was made: an `IdentityPoolOnly`, a
 * `UserPoolPlusIdentityPool`, and what `IdentityPoolOnly.fromIdentityPool` and `fromIdentityPoolId` return. Use it as the type of
 * what takes any of them.
 */
export interface IIdentityPoolWithPrincipals extends IIdentityPoolRef, IIdentityPoolWithId {
  /** The identity pool underneath, usable wherever the CDK takes an `IIdentityPool`. */
  readonly identityPool: IIdentityPool;

  /** The ARN of the identity pool. */
  readonly identityPoolArn: string;

  /** The name of the identity pool; of an imported one, where it is not known, its id. */
  readonly identityPoolName: string;

  /** All signed-in users, as a principal to grant to. */
  readonly authenticated: IdentityPoolPrincipal;

  /** The ARNs of the roles that members of several groups may choose among, by group, as they are when the template is written. */
  readonly groupRoleArns: IResolvable;

  /**
   * Returns the members of a group of a user pool that the identity pool takes, as a principal to grant to.
   *
   * @param name a group of the user pool
   * @param options which user pool
   * @returns the principal, to grant to
   */
  group(name: string, options?: GroupPrincipalOptions): IdentityPoolPrincipal;

  /**
   * Returns the users of one provider, as a principal to grant to. What is granted to all signed-in users reaches them too.
   *
   * @param provider a provider of the pool
   * @returns the principal, to grant to
   */
  usersOf(provider: IdentityPoolProvider): IdentityPoolPrincipal;

  /**
   * Adds a rule to the role mapping of a provider, and returns the users whose tokens match it, as a principal with a role of
   * its own.
   *
   * @param id name of the rule, unique in this pool
   * @param provider whose tokens
   * @param match what the token must say
   * @param options why an unsafe rule is safe here
   * @returns the principal, to grant to
   */
  addRoleMappingRule(id: string, provider: IdentityPoolProvider, match: ClaimMatch, options?: RoleMappingRuleOptions): IdentityPoolPrincipal;

  /**
   * Maps one more claim to a session tag.
   *
   * @param tag name of the tag
   * @param provider whose tokens
   * @param claim where the value comes from
   */
  addSessionTag(tag: string, provider: IdentityPoolProvider, claim: TokenClaim): void;
}
