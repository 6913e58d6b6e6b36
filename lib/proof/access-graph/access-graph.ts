import type { Policy } from '../iam/policy';
import { once } from '../template/once';
import type { Resource, TemplateModel } from '../template/reader';
import { RoleChains } from './chains';
import { changesAtDeployment } from './custom-resources';
import { DirectFederation } from './direct-federation';
import { identityPools, type IdentityPool } from './identity-pools';
import { openDoors, type OpenDoor } from './open-doors';
import { mayOverlap } from './overlap';
import { PolicyIndex } from './policy-index';
import { PowerFinder } from './powers';
import { resourcePolicies } from './resource-policies';
import { Roles } from './roles';
import { SessionFinder, distinctSessions, type Session } from './sessions';
import { strangersSessions } from './strangers';
import { TrustPolicies } from './trust';
import { UserPools } from './user-pools';

/** Who can obtain which role, by any sequence of steps, and what the roles allow: all that follows from the templates. */
export class AccessGraph {
  /** The policies, to find again what a proof names. */
  public readonly policyIndex: PolicyIndex;
  /** The roles. */
  public roles: Roles;
  /** The identity pools. */
  public pools: readonly IdentityPool[];
  /** The user pools. */
  public userPools: UserPools;
  /** Whom trust policies admit with a token of an identity pool. */
  public readonly trust = new TrustPolicies();
  /** What people gain by actions beyond what their policies say. */
  public powers: PowerFinder;
  /** What custom resources do, which is not looked at, for people. */
  public customResources: readonly string[] = [];
  private readonly finder: SessionFinder;
  private readonly federation: DirectFederation;
  private readonly chains: RoleChains;
  /** The resource policies, read when somebody may come by a session, or asks. */
  private governing: () => readonly Policy[];
  private doors: readonly OpenDoor[] | undefined;
  private byRole: Map<Resource, Session[]> | undefined;
  private strange: readonly Session[] | undefined;
  private readonly byPool = new Map<IdentityPool, readonly Session[]>();

  public constructor(
    /** What the templates create. */
    public readonly model: TemplateModel,
  ) {
    this.policyIndex = new PolicyIndex(model);
    this.roles = Roles.of(model, this.policyIndex);
    this.pools = identityPools(model);
    this.userPools = UserPools.of(model);
    this.governing = once(() => resourcePolicies(model, this.policyIndex));
    this.powers = new PowerFinder(model, this.governing);
    this.withChanges();
    this.finder = new SessionFinder(model, this.roles, this.trust, this.userPools);
    this.federation = new DirectFederation(model, this.roles, this.userPools);
    this.chains = new RoleChains(model, this.roles, this.powers);
  }

  /** What custom resources may change while the stack is deployed counts as changed. */
  private withChanges(): void {
    const changes = changesAtDeployment({ model: this.model, roles: this.roles, pools: this.pools, userPools: this.userPools.all, powers: this.powers, index: this.policyIndex });
    this.customResources = changes.notLookedAt;
    if (changes.roles.size > 0) this.roles = this.roles.changed(changes.roles);
    if (changes.userPools.size + changes.tokens.size > 0) this.userPools = this.userPools.changed({ setUp: changes.userPools, roles: changes.tokens });
    if (changes.pools.size > 0) {
      this.pools = this.pools.map((pool) => {
        const [reason, otherTags] = [changes.pools.get(pool), changes.tags.get(pool)];
        return { ...pool, unknown: reason === undefined ? pool.unknown : [...pool.unknown, reason], ...(otherTags !== undefined && { otherTags }) };
      });
    }
    const [stated, added] = [this.governing, changes.governing.map((policy) => this.policyIndex.keep(policy))];
    if (added.length > 0) this.governing = once(() => [...stated(), ...added]);
    if (changes.roles.size + changes.governing.length > 0) this.powers = new PowerFinder(this.model, this.governing);
  }

  /**
   * @param pool an identity pool
   * @returns every session that somebody can obtain who begins with it or with a token of its providers, by any sequence of steps
   */
  public sessions(pool: IdentityPool): readonly Session[] {
    let found = this.byPool.get(pool);
    if (found === undefined) {
      const first = [...this.finder.sessions(pool), ...this.federation.sessions(pool)];
      this.byPool.set(pool, found = distinctSessions([...first, ...this.chains.beyond(first)]));
    }
    return found;
  }

  /**
   * @returns the sessions that people can obtain who are not of the app, by any sequence of steps
   */
  public strangers(): readonly Session[] {
    if (this.strange === undefined) {
      const [pool] = this.pools;
      const first = pool === undefined ? [] : [...strangersSessions(this.model, this.roles, this.trust, pool), ...this.federation.strangers(this.pools)];
      this.strange = distinctSessions([...first, ...this.chains.beyond(first)]);
    }
    return this.strange;
  }

  /**
   * @param pool an identity pool
   * @returns the sessions that somebody can obtain if a trigger of their user pool writes a role into their token
   */
  public triggeredSessions(pool: IdentityPool): readonly Session[] {
    return this.finder.triggered(pool);
  }

  /**
   * @param role the resource of a role
   * @returns every session of the role that somebody can obtain who begins with any identity pool
   */
  public sessionsOf(role: Resource): readonly Session[] {
    if (this.byRole === undefined) {
      this.byRole = new Map();
      for (const session of this.pools.flatMap((pool) => this.sessions(pool))) {
        const { resource } = session.role;
        if (resource === undefined) continue;
        const known = this.byRole.get(resource);
        if (known === undefined) this.byRole.set(resource, [session]);
        else known.push(session);
      }
    }
    return this.byRole.get(role) ?? [];
  }

  /** @returns the ways in that IAM does not decide about */
  public openDoors(): readonly OpenDoor[] {
    return (this.doors ??= openDoors(this.model));
  }

  /**
   * @param resources patterns of ARNs; left out: any resource
   * @returns the resource policies that may govern one of them
   */
  public resourcePolicies(resources?: readonly string[]): Policy[] {
    if (resources === undefined) return [...this.governing()];
    return this.governing().filter((policy) => (policy.origin.attachedTo ?? ['*']).some((governed) => resources.some((resource) => mayOverlap(governed, resource))));
  }
}
