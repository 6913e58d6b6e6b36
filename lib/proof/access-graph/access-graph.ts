import type { Policy } from '../iam/policy';
import type { Resource, TemplateModel } from '../template/reader';
import { identityPools, type IdentityPool } from './identity-pools';
import { mayOverlap } from './overlap';
import { PolicyIndex } from './policy-index';
import { resourcePolicies } from './resource-policies';
import { Roles } from './roles';
import { SessionFinder, type Session } from './sessions';

/** Who can obtain which role, and what the roles allow: all that follows from the templates. */
export class AccessGraph {
  /** The policies, to find again what a proof names. */
  public readonly policyIndex = new PolicyIndex();
  /** The roles. */
  public readonly roles: Roles;
  /** The identity pools. */
  public readonly pools: readonly IdentityPool[];
  /** Finds sessions. */
  public readonly finder: SessionFinder;
  private readonly governing: readonly Policy[];
  private byRole: Map<Resource, Session[]> | undefined;
  private readonly bySessionPool = new Map<IdentityPool, Session[]>();

  public constructor(
    /** What the templates create. */
    public readonly model: TemplateModel,
  ) {
    this.roles = new Roles(model, this.policyIndex);
    this.pools = identityPools(model);
    this.finder = new SessionFinder(model, this.roles);
    this.governing = resourcePolicies(model, this.policyIndex);
  }

  /**
   * @param pool an identity pool
   * @returns every session that somebody can obtain from it
   */
  public sessions(pool: IdentityPool): readonly Session[] {
    const known = this.bySessionPool.get(pool);
    if (known !== undefined) return known;
    const found = this.finder.sessions(pool);
    this.bySessionPool.set(pool, found);
    return found;
  }

  /**
   * @param role the resource of a role
   * @returns every session of the role that somebody can obtain from any identity pool
   */
  public sessionsOf(role: Resource): readonly Session[] {
    if (this.byRole === undefined) {
      this.byRole = new Map();
      for (const session of this.pools.flatMap((pool) => this.sessions(pool))) {
        if (session.role.resource !== undefined) this.byRole.set(session.role.resource, [...(this.byRole.get(session.role.resource) ?? []), session]);
      }
    }
    return this.byRole.get(role) ?? [];
  }

  /**
   * @param resources patterns of ARNs; left out: any resource
   * @returns the resource policies that may govern one of them
   */
  public resourcePolicies(resources?: readonly string[]): Policy[] {
    if (resources === undefined) return [...this.governing];
    return this.governing.filter((policy) => (policy.origin.attachedTo ?? ['*']).some((governed) => resources.some((resource) => mayOverlap(governed, resource))));
  }
}
