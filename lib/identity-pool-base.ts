import type { IdentityPoolReference } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import type { IResolvable, ResourceEnvironment } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { GroupPrincipalOptions } from './group-principal';
import { groupPrincipal } from './group-principal';
import type { IdentityPoolProvider } from './identity-pool/identity-pool-provider';
import type { IIdentityPoolWithPrincipals } from './identity-pool-with-principals';
import type { ClaimMatch, RoleMappingRuleOptions } from './mapping/claim-match';
import type { IdentityPoolPrincipal } from './mapping/identity-pool-principal';
import type { IdentityPoolRoles } from './mapping/identity-pool-roles';
import type { TokenClaim } from './mapping/token-claim';
import { createOrRollBack } from './private/create-or-roll-back';
import { inPlace } from './private/errors';
import { requireId } from './private/tokens';

/**
 * What can be done with any identity pool, one of ours or an imported one, at any time and in any order. It is not exported:
 * nobody can extend it.
 *
 * @internal
 */
export abstract class IdentityPoolBase extends Construct implements IIdentityPoolWithPrincipals {
  /** @internal */
  protected readonly _roles: IdentityPoolRoles;

  protected constructor(scope: Construct, id: string, make: (self: Construct) => IdentityPoolRoles) {
    super(scope, requireId(scope, id));
    this._roles = createOrRollBack(scope, id, () => make(this));
    this.node.defaultChild = this._roles.identityPool.node.defaultChild;
  }

  /**
   * The identity pool underneath, usable wherever the CDK takes an `IIdentityPool`.
   */
  public get identityPool(): IIdentityPool {
    return this._roles.identityPool;
  }

  /**
   * The id of the identity pool: its Region, a colon and a UUID.
   */
  public get identityPoolId(): string {
    return this._roles.identityPool.identityPoolId;
  }

  /**
   * The ARN of the identity pool.
   */
  public get identityPoolArn(): string {
    return this._roles.identityPool.identityPoolArn;
  }

  /**
   * The name of the identity pool; of an imported one, where it is not known, its id.
   */
  public get identityPoolName(): string {
    return this._roles.identityPool.identityPoolName;
  }

  /**
   * The identity pool as a reference.
   */
  public get identityPoolRef(): IdentityPoolReference {
    return this._roles.identityPool.identityPoolRef;
  }

  /**
   * The account and Region of the identity pool.
   */
  public get env(): ResourceEnvironment {
    return this._roles.identityPool.env;
  }

  /**
   * All signed-in users of all providers, as a principal to grant to.
   */
  public get authenticated(): IdentityPoolPrincipal {
    return this._roles.authenticated;
  }

  /**
   * Returns the members of a group of a user pool that this identity pool takes, as a principal to grant to. What is granted to
   * all signed-in users reaches them too. Their role is made with the first grant, and the group is told of it; a group that
   * the user pool had before has the role that `groups` of `UserPoolOnly.fromUserPool` names, or is to be told by hand (warning
   * `cdk-cognito-pools:group-role`).
   *
   * @param name a group of the user pool
   * @param options which user pool
   * @returns the principal, to grant to
   * @throws error `group-user-pool`, `user-pool-not-ours`, `unknown-group`, `duplicate-group-principal`; `imported-identity-pool` for a pool that retains its roles, where the group has none that is known
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users
   */
  public group(name: string, options: GroupPrincipalOptions = {}): IdentityPoolPrincipal {
    return inPlace(this, () => groupPrincipal(this, this._roles, name, options));
  }

  /**
   * The ARNs of the roles that members of several groups may choose among with `CustomRoleArn`, by group, as they are when the
   * template is written.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html#using-tokens-to-assign-roles-to-users
   */
  public get groupRoleArns(): IResolvable {
    return this._roles.groupRoleArns();
  }

  /**
   * Returns the users of one provider, as a principal to grant to. What is granted to all signed-in users reaches them too.
   * Their role is made with the first grant, and is theirs when no rule of the provider gives them another.
   *
   * The role's trust is narrowed to the provider where AWS documents how (Google, Facebook, Amazon, Apple); for the others
   * the role mapping alone decides. SAML directories and developer providers have no principal of their own, because no
   * claim is documented that all their users have.
   *
   * @param provider a provider that was added
   * @returns the principal, to grant to
   * @throws error `unknown-provider`, `provider-without-common-claim`; with the first grant `too-many-rules`; `imported-identity-pool` for one that retains its roles
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#trust-policies
   */
  public usersOf(provider: IdentityPoolProvider): IdentityPoolPrincipal {
    return this._roles.provider(this, provider);
  }

  /**
   * Adds a rule to the role mapping of a provider, and returns the users whose tokens match it, as a principal with a role of
   * its own. Rules of a provider are tried in the order in which they are added; the first that matches decides. Users that no
   * rule matches are refused, unless the provider has a principal of its own or was added with `resolveAmbiguousRoles`.
   *
   * @param id name of the rule, unique in this pool
   * @param provider whose tokens: a provider that was added
   * @param match what the token must say
   * @param options why an unsafe rule is safe here
   * @returns the principal, to grant to
   * @throws error `unknown-provider`, `duplicate-rule`, `unsafe-rule`, `list-claim`, `unknown-attribute`, `too-many-rules`, `provider-without-role-mapping`, `acknowledgment-without-reason`; `imported-identity-pool` for one that retains its roles
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
   */
  public addRoleMappingRule(id: string, provider: IdentityPoolProvider, match: ClaimMatch, options: RoleMappingRuleOptions = {}): IdentityPoolPrincipal {
    return inPlace(this, () => this._roles.rule(this, id, provider, match, options));
  }

  /**
   * Maps one more claim to a session tag, for access by attribute and for `Owner.sessionTag`. The roles that users of the
   * provider can get are allowed to take tags; no other is.
   *
   * @param tag name of the tag
   * @param provider whose tokens: a provider that was added
   * @param claim where the value comes from; what users can write is refused
   * @throws error `session-tag-forgeable`, `session-tag-name`, `duplicate-session-tag`, `too-many-session-tags`, `unknown-attribute`, `unknown-provider`, `provider-without-claims`, `claim-not-in-assertion`; `imported-identity-pool` for one that retains its roles
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html
   */
  public addSessionTag(tag: string, provider: IdentityPoolProvider, claim: TokenClaim): void {
    inPlace(this, () => this._roles.addSessionTag(this, provider, tag, claim));
  }
}
