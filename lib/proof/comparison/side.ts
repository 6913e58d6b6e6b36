import type { AccessGraph } from '../access-graph/access-graph';
import type { IdentityPool, Mapping, Provider } from '../access-graph/identity-pools';
import { concerns, type Session } from '../access-graph/sessions';
import { tie } from '../access-graph/user-pools';
import { compareTexts } from '../iam/match';
import { holdsSymbol } from '../symbols/symbol';
import { textOf, type Value } from '../template/value';

/** Whether something is so: surely, surely not, or perhaps. */
export type Perhaps = 'yes' | 'no' | 'maybe';

/** A group of the user pool behind a provider. */
interface UserGroup {
  readonly key: string;
  readonly role: Value | undefined;
  readonly precedence: number | undefined;
  readonly precedenceText: string | undefined;
  readonly certain: boolean;
}

/** What one version of the templates gives to the people of one provider of one identity pool, or to guests. */
export class SideOfPeople {
  private readonly sessions: readonly Session[];
  private readonly byGroup = new Map<string, Session[]>();
  private readonly byRule = new Map<string, Session[]>();
  private readonly mappings: readonly Mapping[];
  private readonly certainMapping: boolean;
  private readonly isUnmapped: boolean;

  /**
   * @param graph who reaches what; left out where the version has no such pool
   * @param pool the pool
   * @param provider the name of the provider; undefined for guests
   */
  public constructor(private readonly graph: AccessGraph, pool: IdentityPool | undefined, providerName: string | undefined) {
    const providers = pool?.providers.filter(({ name }) => name === providerName) ?? [];
    this.provider = providers.at(0);
    this.sessions = pool === undefined ? [] : graph.sessions(pool).filter(({ provider }) => provider?.name === providerName);
    for (const session of this.sessions) {
      const { way } = baseOf(session);
      if (way.kind === 'group') add(this.byGroup, groupKey(way.userPool, way.group), session);
      if (way.kind === 'rule') add(this.byRule, way.text, session);
    }
    const all = pool?.attachments.flatMap(({ mappings }) => mappings) ?? [];
    this.mappings = all.filter((mapping) => providers.some((provider) => concerns(mapping, provider) !== 'no'));
    this.certainMapping = this.mappings.length === 1 && providers.every((provider) => concerns(this.mappings[0], provider) === 'yes') && this.mappings[0].type !== undefined;
    // Who may sign in to a user pool through several app clients may choose the one that no mapping is for.
    this.isUnmapped = providers.length > 0 && providers.some((provider) => all.every((mapping) => concerns(mapping, provider) === 'no'));
  }

  private readonly provider: Provider | undefined;
  private named: readonly UserGroup[] | undefined;
  private lookUp: GroupLookUp | undefined;

  /** @returns the groups that have a role of their own, whether or not it admits their members */
  public groups(): string[] {
    const stated = this.mappings.length === 0 ? [] : this.userGroups().filter(({ role }) => role !== undefined).map(({ key }) => key);
    return [...new Set([...this.byGroup.keys(), ...stated])];
  }

  /** @returns what decides which of several groups comes first, by group; undefined where it cannot be told from what it is on another side */
  public precedences(): Map<string, string | undefined> {
    return new Map(this.mappings.length === 0 ? [] : this.userGroups().map(({ key, role, precedenceText }) => {
      const named = role === undefined ? null : textOf(role);
      return [key, named === undefined || precedenceText === undefined ? undefined : JSON.stringify([named, precedenceText])];
    }));
  }

  /**
   * Whether one of two groups is preferred follows from which of them has a role, whether it is the same one, and their precedence.
   *
   * @param one a group
   * @param other another
   * @returns a text of that, which sides share only if none is preferred on both or on neither, known or not; undefined where that cannot be told
   */
  public preference(one: string, other: string): string | undefined {
    const found = [one, other].map((key) => this.mayBe(key));
    if (found.some((groups) => groups.length !== 1 || !groups[0].certain || groups[0].precedenceText === undefined)) return undefined;
    const [[first], [second]] = found;
    const same = sameRole(first, second);
    return same === 'maybe' ? undefined : JSON.stringify([first.precedenceText, second.precedenceText, first.role === undefined, second.role === undefined, same]);
  }

  /**
   * Where two groups of one precedence have different roles, none is preferred, and their members get the default role.
   *
   * @param one a group
   * @param other another
   * @returns whether it is so
   */
  public tie(one: string, other: string): Perhaps {
    if (this.mappings.length === 0) return 'yes';
    // Where neither has a role, or is there at all, none is preferred either.
    if ([one, other].every((key) => this.hasRole(key) === 'no')) return 'yes';
    const found = [one, other].map((key) => this.exactly(key));
    if (found.some((groups) => groups.length !== 1) || found.some(([{ role }]) => role === undefined)) return 'maybe';
    const [[first], [second]] = found;
    return tie(first, second);
  }

  /**
   * @param groups groups
   * @param tied whether none of them is preferred
   * @returns what members of all of them get
   */
  public forMembersOfAll(groups: readonly string[], tied: Perhaps): SideSession[] {
    const reaches = this.mappings.length === 0 || this.isUnmapped ? 'yes' : tied === 'no' ? 'no' : tied === 'yes' ? this.defaultReaches() : this.defaultReaches() === 'no' ? 'no' : 'maybe';
    return [...groups.flatMap((group) => this.membersOf(group).map((session): SideSession => ({ session, obtained: 'yes' }))), ...this.byDefault(reaches)];
  }

  /** @returns the rules, in their order */
  public rules(): string[] {
    return this.mappings.flatMap(({ rules }) => rules.map(({ text }) => text));
  }

  /** @returns the rules in full, where it is certain which they are */
  public certainRules(): Mapping['rules'] | undefined {
    return this.mappings.length === 0 ? [] : this.certainMapping ? this.mappings[0].rules : undefined;
  }

  /** @returns whether no mapping tells people of the provider apart */
  public isPlain(): boolean {
    return this.mappings.length === 0;
  }

  /**
   * A role that does not admit them is a role all the same: Cognito refuses them, and falls back to no other.
   *
   * @param group a group
   * @returns whether its members have a role of their own
   */
  public hasRole(group: string): Perhaps {
    const named = this.mayBe(group).filter(({ role }) => role !== undefined);
    if (named.length === 0) return this.membersOf(group).length > 0 ? 'maybe' : 'no';
    return named.some(({ key, certain }) => key === group && certain) ? 'yes' : 'maybe';
  }

  /** @returns what everybody of the provider can get, whatever group or rule: what the client chooses, and what needs no identity pool */
  public forEverybody(): SideSession[] {
    return this.ofKinds('choice', 'steps').map((session) => ({ session, obtained: 'yes' }));
  }

  /** @returns what people of no group and of no rule get */
  public forOthers(): SideSession[] {
    return this.byDefault(this.defaultReaches());
  }

  /**
   * @param group a group, as `groups` names it
   * @returns what members of it and of no other group get
   */
  public forMembers(group: string): SideSession[] {
    return [...this.membersOf(group).map((session): SideSession => ({ session, obtained: 'yes' })), ...this.byDefault(this.defaultReachesMembersOf(group))];
  }

  /**
   * @param rule a rule
   * @returns what people get to whom it is the first that applies
   */
  public forRule(rule: string): SideSession[] {
    return (this.byRule.get(rule) ?? []).map((session) => ({ session, obtained: this.certainMapping ? 'yes' : 'maybe' }));
  }

  private ofKinds(...kinds: readonly string[]): readonly Session[] {
    return this.sessions.filter((session) => kinds.includes(baseOf(session).way.kind));
  }

  private membersOf(group: string): readonly Session[] {
    return this.byGroup.get(group) ?? [];
  }

  private byDefault(reaches: Perhaps): SideSession[] {
    return reaches === 'no' ? [] : this.ofKinds('default').map((session) => ({ session, obtained: reaches }));
  }

  private defaultReaches(): Perhaps {
    if (this.mappings.length === 0 || this.isUnmapped) return 'yes';
    if (!this.certainMapping) return 'maybe';
    const [{ otherwise }] = this.mappings;
    return otherwise === undefined ? 'maybe' : otherwise === 'Deny' ? 'no' : 'yes';
  }

  private defaultReachesMembersOf(group: string): Perhaps {
    const reaches = this.defaultReaches();
    if (reaches === 'no' || this.mappings.length === 0 || this.isUnmapped) return reaches;
    if (!this.certainMapping) return 'maybe';
    if (this.mappings[0].type === 'Rules') return reaches;
    return { yes: 'no', no: reaches, maybe: 'maybe' }[this.hasRole(group)] as Perhaps;
  }

  /** The groups that are this one. */
  private exactly(group: string): readonly UserGroup[] {
    return holdsSymbol(groupName(group)) ? this.userGroups().filter(({ key }) => key === group) : this.lookedUp().byKey.get(group) ?? [];
  }

  /** The groups that may be this one. */
  private mayBe(group: string): readonly UserGroup[] {
    const { byKey, open, ofOnePool } = this.lookedUp();
    if (!ofOnePool || holdsSymbol(groupName(group))) return this.userGroups().filter(({ key }) => compareTexts(key, group) !== 'no');
    return [...byKey.get(group) ?? [], ...open.filter(({ key }) => compareTexts(key, group) !== 'no')];
  }

  private lookedUp(): GroupLookUp {
    return this.lookUp ??= lookUpOf(this.userGroups());
  }

  private userGroups(): readonly UserGroup[] {
    this.named ??= this.graph.userPools.named(this.provider?.name ?? '').flatMap(({ pool, certain }) => pool.groups.map(({ name, role, precedence, precedenceText, uncertain }) => ({ key: groupKey(pool.id, name), role, precedence, precedenceText, certain: certain && uncertain === undefined })));
    return this.named;
  }
}

function sameRole({ role }: UserGroup, { role: other }: UserGroup): Perhaps {
  if (role === undefined || other === undefined) return role === other ? 'yes' : 'no';
  const texts = [textOf(role), textOf(other)];
  return texts[0] === undefined || texts[1] === undefined ? 'maybe' : compareTexts(texts[0], texts[1]);
}

/** Groups of one user pool whose names are known are told apart by their names; there can be thousands. */
interface GroupLookUp {
  readonly ofOnePool: boolean;
  readonly byKey: ReadonlyMap<string, readonly UserGroup[]>;
  /** Those whose names are known only at deployment. */
  readonly open: readonly UserGroup[];
}

function lookUpOf(groups: readonly UserGroup[]): GroupLookUp {
  const byKey = new Map<string, UserGroup[]>();
  const open = groups.filter(({ key }) => holdsSymbol(groupName(key)));
  for (const group of groups) if (!holdsSymbol(groupName(group.key))) byKey.set(group.key, [...byKey.get(group.key) ?? [], group]);
  return { ofOnePool: new Set(groups.map(({ key }) => key.slice(0, key.indexOf('/')))).size <= 1, byKey, open };
}

/** A session of one side, and whether the people in question get it. */
export interface SideSession {
  readonly session: Session;
  readonly obtained: 'yes' | 'maybe';
}

/** What the steps to a session begin with. */
export function baseOf(session: Session): Session {
  return session.origin ?? session;
}

function add(groups: Map<string, Session[]>, key: string, session: Session): void {
  const known = groups.get(key);
  if (known === undefined) groups.set(key, [session]);
  else known.push(session);
}

const groupKey = (userPool: string, group: string): string => `${userPool}/${group}`;

/**
 * @param key a group, as `SideOfPeople.groups` names it
 * @returns its name
 */
export function groupName(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

/**
 * @param session a session
 * @param tag a session tag
 * @returns the claims that become the tag, or how the session came about where none can
 */
export function claimsOf({ pool, provider, flow }: Session, tag: string): string[] {
  if (provider === undefined || (flow !== 'enhanced' && flow !== 'classic')) return [flow];
  const names = ['*', ...provider.names];
  return pool.tagMaps.filter((map) => names.includes(map.provider)).flatMap(({ claims }) => [...claims].filter(([key]) => key.toLowerCase() === tag.toLowerCase()).map(([, claim]) => claim)).sort();
}
