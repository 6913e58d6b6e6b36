import type { AccessGraph } from '../access-graph/access-graph';
import type { IdentityPool } from '../access-graph/identity-pools';
import type { Role } from '../access-graph/roles';
import type { Session } from '../access-graph/sessions';
import type { Resource } from '../template/reader';
import { FindingWriter } from './finding-writer';
import { recordsOf, type GrantRecord, type Records, type RoleRecord } from './intent-records';
import { withoutAdministration } from './recorded-administration';
import { mayUseRole } from './service-roles';

/** What the promises of one reading are decided from: what is reachable, and what is recorded as intended. */
export class CheckContext extends FindingWriter {
  /** What is recorded as intended. */
  public readonly records: Records;
  /** The grants of administration of users among them. */
  public readonly administrations: readonly GrantRecord[];
  private readonly grants: ReadonlyMap<string, readonly GrantRecord[]>;
  private readonly roles: ReadonlyMap<string, RoleRecord>;
  private readonly acting = new Map<string, boolean>();
  private strange: readonly Session[] | undefined;
  private readonly empowered = new Map<IdentityPool, readonly Session[]>();
  private readonly reduced = new Map<string, Role>();

  /**
   * @param graph who reaches what
   */
  public constructor(graph: AccessGraph) {
    super(graph);
    this.records = recordsOf(graph.model);
    for (const { slices } of this.records.isolations) for (const { actions } of slices) graph.policyIndex.recordSpelling(actions);
    for (const property of this.records.stated) for (const { actions } of property.kind === 'isolated' ? property.slices : [property]) graph.policyIndex.recordSpelling(actions);
    this.grants = groupedBy(this.records.grants, ({ pool, to }) => nameOf(pool, to));
    this.administrations = this.records.grants.filter(({ administers }) => administers);
    this.roles = new Map([...this.records.roles].reverse().map((record) => [nameOf(record.pool, record.principal), record]));
  }

  /**
   * @param id the id of an identity pool, as text
   * @returns the pool, when it is in the templates
   */
  public pool(id: string): IdentityPool | undefined {
    return this.graph.pools.find((pool) => pool.id === id);
  }

  /**
   * @param name the id of an identity pool, or the path of its resource
   * @returns the pool, when it is in the templates
   */
  public poolOf(name: string): IdentityPool | undefined {
    return this.pool(name) ?? this.graph.pools.find(({ resource }) => `${resource.stack}/${resource.id}` === name);
  }

  /**
   * @param pool the id of an identity pool, as text
   * @param to a principal
   * @returns what is recorded as granted to the principal
   */
  public grantsTo(pool: string, to: string): readonly GrantRecord[] {
    return this.grants.get(nameOf(pool, to)) ?? [];
  }

  /**
   * @param pool the id of an identity pool, as text
   * @param principal a principal
   * @returns whose role it is, when it has one
   */
  public roleOf(pool: string, principal: string): RoleRecord | undefined {
    return this.roles.get(nameOf(pool, principal));
  }

  /**
   * @param resource the resource of a role
   * @returns the role
   */
  public roleAt(resource: Resource): Role | undefined {
    return this.graph.roles.at(resource);
  }

  /**
   * Whether somebody who has come by a session in its way surely is among the people of a principal.
   *
   * @param session the session
   * @param principal the principal, as recorded
   * @returns whether they are
   */
  public isAmong(session: Session, principal: string): boolean {
    if (session.stranger !== undefined) return false;
    if (principal === 'guest') return session.provider === undefined;
    if (session.provider === undefined) return false;
    if (principal === 'authenticated') return true;
    const record = this.roleOf(session.pool.id, principal);
    if (record !== undefined) return isMember(session, record);
    return principal.startsWith('group:') && session.way.kind === 'group' && session.way.group === principal.slice('group:'.length);
  }

  /**
   * What a session may do beyond the administration of users that the promises record as an exception.
   *
   * @param session a session
   * @returns the session without that
   */
  public beyondAdministration(session: Session): Session {
    const { role, pool } = session;
    const grants = this.administrations.filter(({ pool: of, to }) => of === pool.id && to.startsWith('group:') && this.isAmong(session, to));
    if (grants.length === 0) return session;
    const key = JSON.stringify([pool.id, role.arn, ...grants.map(({ to }) => to)]);
    const reduced = this.reduced.get(key) ?? withoutAdministration(session, grants).role;
    this.reduced.set(key, reduced);
    return { ...session, role: reduced };
  }

  /**
   * Most people have no power beyond what their policies say, and are not asked promise after promise.
   *
   * @param pools identity pools
   * @returns the sessions of them, and of people who are not of the app, that gain more by some action than what it does
   */
  public sessionsWithPowers(pools: readonly IdentityPool[]): readonly Session[] {
    const hasPowers = (session: Session): boolean => session.role.resource !== undefined && this.graph.powers.powersOf(this.beyondAdministration(session)).length > 0;
    const own = pools.flatMap((pool) => {
      let found = this.empowered.get(pool);
      if (found === undefined) this.empowered.set(pool, found = this.graph.sessions(pool).filter(hasPowers));
      return found;
    });
    return [...own, ...(this.strange ??= this.graph.strangers().filter(hasPowers))];
  }

  /**
   * @param service a service, as actions begin with it
   * @returns whether something of it may act with a role of the templates
   */
  public actsWithRole(service: string): boolean {
    let acts = this.acting.get(service);
    if (acts === undefined) this.acting.set(service, acts = mayUseRole(this.graph, service));
    return acts;
  }
}

const nameOf = (pool: string, principal: string): string => JSON.stringify([pool, principal]);

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const result = new Map<string, T[]>();
  for (const item of items) {
    const group = result.get(keyOf(item));
    if (group === undefined) result.set(keyOf(item), [item]);
    else group.push(item);
  }
  return result;
}

/**
 * @param session a session
 * @param record whose role a role is
 * @returns whether who has the session surely is one of them
 */
export function isMember(session: Session, record: RoleRecord): boolean {
  const { principal } = record;
  if (session.stranger !== undefined) return false;
  if (principal === 'guest') return session.provider === undefined;
  if (session.provider === undefined || session.pool.id !== record.pool) return false;
  if (principal === 'authenticated') return true;
  const name = principal.slice(principal.indexOf(':') + 1);
  if (principal.startsWith('group:')) {
    return session.way.kind === 'group' && session.way.group === name && (record.userPool === undefined || session.way.userPool === record.userPool);
  }
  const isOfProvider = session.provider.names.some((known) => record.providers.includes(known));
  return principal.startsWith('provider:') ? isOfProvider : isOfProvider && session.way.kind === 'rule' && session.role.arn === record.resource.arn;
}
