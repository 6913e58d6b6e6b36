import type { AccessGraph } from '../access-graph/access-graph';
import type { IdentityPool } from '../access-graph/identity-pools';
import { STRANGERS } from '../access-graph/stranger';
import { remembered } from '../../text/remembered';
import { rulePairs } from './rule-pairs';
import { baseOf, groupName, SideOfPeople, type SideSession } from './side';

/** A user pool has at most so many groups: https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html. */
const GROUPS = 10_000;

/** People who are alike in what they hold, and what they get on either side. */
export interface KindOfPeople {
  /** Who they are. */
  readonly who: string;
  readonly now: readonly SideSession[];
  readonly before: readonly SideSession[];
  /** Why it is not certain that there are such people. */
  readonly uncertain?: string;
  /** Set where they are looked at only if nothing is found of those: who is in two groups may gain what members of one do not. */
  readonly unless?: string;
  /** Of whom the same is told by themselves. */
  readonly parts?: readonly string[];
}

/**
 * @param before who reached what
 * @param now who reaches what
 * @returns the kinds of people that the identity pools of the later side tell apart
 */
export function* kindsOfPeople(before: AccessGraph, now: AccessGraph): Generator<KindOfPeople> {
  for (const pool of now.pools) {
    const former = before.pools.find(({ resource }) => resource.stack === pool.resource.stack && resource.id === pool.resource.id);
    const of = now.pools.length > 1 ? ` of ${pool.resource.id}` : '';
    const sides = (provider: string | undefined): { now: SideOfPeople; before: SideOfPeople } => ({ now: new SideOfPeople(now, pool, provider), before: new SideOfPeople(before, former, provider) });
    yield { who: `guests${of}`, now: guestsOf(now, pool), before: guestsOf(before, former) };
    for (const name of new Set([...pool.providers, ...unseen(now, pool)].map((provider) => provider.name))) {
      yield* ofProvider(sides(name), `${now.model.symbols.render(name)}${of}`, now);
    }
  }
  yield* strangers(before, now);
}

/** Who is not of the app, and comes by roles with an account, an identity pool or a token of their own. */
function* strangers(before: AccessGraph, now: AccessGraph): Generator<KindOfPeople> {
  const [are, were] = [strangersBy(now), strangersBy(before)];
  for (const [who, sessions] of are) yield { who: now.model.symbols.render(who), now: sessions, before: were.get(who) ?? [] };
}

/** By what they have: whoever has it can have each session that it gives. */
function strangersBy(graph: AccessGraph): Map<string, SideSession[]> {
  const found = new Map<string, SideSession[]>();
  for (const session of graph.strangers()) {
    const { stranger, provider } = baseOf(session);
    const who = stranger === undefined || stranger === 'token' ? `somebody with a token of ${provider?.name ?? 'another provider'}` : STRANGERS[stranger];
    found.set(who, [...found.get(who) ?? [], { session, obtained: 'yes' }]);
  }
  return found;
}

/** Providers that the template does not show have sessions too. */
function unseen(graph: AccessGraph, pool: IdentityPool): { name: string }[] {
  return graph.sessions(pool).flatMap(({ provider }) => (provider === undefined ? [] : [{ name: provider.name }]));
}

function guestsOf(graph: AccessGraph, pool: IdentityPool | undefined): SideSession[] {
  return pool === undefined ? [] : graph.sessions(pool).filter(({ provider }) => provider === undefined).map((session) => ({ session, obtained: 'yes' }));
}

function* ofProvider(sides: { readonly now: SideOfPeople; readonly before: SideOfPeople }, provider: string, graph: AccessGraph): Generator<KindOfPeople> {
  const everybody = { now: sides.now.forEverybody(), before: sides.before.forEverybody() };
  const kind = (who: string, now: readonly SideSession[], before: readonly SideSession[], rest: Partial<KindOfPeople> = {}): KindOfPeople => ({ who, now: [...now, ...everybody.now], before: [...before, ...everybody.before], ...rest });
  yield kind(`signed in with ${provider}`, sides.now.forOthers(), sides.before.forOthers());
  const [groupsNow, groupsBefore] = [sides.now.groups(), sides.before.groups()];
  for (const group of new Set([...groupsNow, ...groupsBefore])) {
    const name = graph.model.symbols.render(groupName(group));
    const who = `members of '${name}'`;
    yield kind(who, sides.now.forMembers(group), sides.before.forMembers(group));
    if (!groupsNow.includes(group) || groupsBefore.includes(group) || sides.before.isPlain()) continue;
    for (const other of groupsBefore) {
      const both = `members of '${name}' and of '${graph.model.symbols.render(groupName(other))}'`;
      yield kind(both, [...sides.now.forMembers(group), ...sides.now.forMembers(other)], sides.before.forMembers(other), { unless: who });
    }
  }
  yield* tied(sides, graph, kind);
  for (const { before, now, certain } of rulePairs(sides.before.rules(), sides.now.rules(), { before: sides.before.certainRules(), now: sides.now.certainRules() })) {
    const who = now === undefined ? `those to whom the rule ${graph.model.symbols.render(before!)} applied` : `those to whom the rule ${graph.model.symbols.render(now)} applies`;
    yield kind(who, now === undefined ? sides.now.forOthers() : sides.now.forRule(now), before === undefined ? sides.before.forOthers() : sides.before.forRule(before),
      certain ? {} : { uncertain: `whether a token can be one to which ${before === undefined ? 'no rule' : `the rule ${graph.model.symbols.render(before)}`} applied before and ${now === undefined ? 'none' : 'this one'} does now is not decided` });
  }
}

type Kind = (who: string, now: readonly SideSession[], before: readonly SideSession[], rest: Partial<KindOfPeople>) => KindOfPeople;

interface Sides { readonly now: SideOfPeople; readonly before: SideOfPeople }

/** Who is in two groups of one precedence gets the default role: a change of precedence changes who they are. */
function* tied({ now, before }: Sides, graph: AccessGraph, kind: Kind): Generator<KindOfPeople> {
  const [precedences, former] = [now.precedences(), before.precedences()];
  const changed = [...precedences].filter(([key, text]) => text === undefined || former.get(key) !== text).map(([key]) => key);
  const alone = membersOfOne({ now, before });
  for (const one of changed) {
    for (const other of precedences.keys()) {
      if (other === one || (changed.includes(other) && other < one) || now.tie(one, other) === 'no') continue;
      const preference = now.preference(one, other);
      if (preference !== undefined && preference === before.preference(one, other)) continue;
      const had = before.forMembersOfAll([one, other], before.tie(one, other));
      const more = now.forMembersOfAll([one, other], now.tie(one, other)).filter((session) => ![one, other].some((group) => isToldOf(alone(group), session, had)));
      if (more.length === 0) continue;
      const names = [one, other].map((key) => `'${graph.model.symbols.render(groupName(key))}'`);
      yield kind(`members of ${names.join(' and of ')}`, more, had, { parts: names.map((name) => `members of ${name}`) });
    }
  }
}

/** What members of one group alone get, and got, by group; undefined where nobody asks about them by themselves. */
function membersOfOne({ now, before }: Sides): (group: string) => { readonly now: ReadonlyMap<SideSession['session'], SideSession>; readonly before: readonly SideSession[] } | undefined {
  const asked = new Set([...now.groups(), ...before.groups()]);
  return remembered(GROUPS, (group: string) => (asked.has(group) ? { now: byItself(now.forMembers(group)), before: before.forMembers(group) } : undefined));
}

/**
 * Who is in two groups and has a session that members of one alone have as well, and had all that these had, gains nothing by it that is
 * not told of these.
 */
function isToldOf(one: ReturnType<ReturnType<typeof membersOfOne>>, { session, obtained }: SideSession, had: readonly SideSession[]): boolean {
  const own = one?.now.get(session);
  if (one === undefined || own === undefined || (own.obtained === 'maybe' && obtained === 'yes')) return false;
  const held = byItself(had);
  return one.before.every((former) => held.get(former.session)?.obtained === 'yes' || held.get(former.session)?.obtained === former.obtained);
}

function byItself(sessions: readonly SideSession[]): ReadonlyMap<SideSession['session'], SideSession> {
  const found = new Map<SideSession['session'], SideSession>();
  // Who gets a session for certain in one way has it, whatever other way there may be.
  for (const one of sessions) if (found.get(one.session)?.obtained !== 'yes') found.set(one.session, one);
  return found;
}
