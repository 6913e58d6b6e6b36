import type { AccessGraph } from '../access-graph/access-graph';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf } from '../access-graph/subjects';
import { trustsStrangers } from '../access-graph/strangers';
import { mappedTags } from '../access-graph/web-identity';
import type { Session } from '../access-graph/sessions';
import { locationOf } from '../analysis/finding-writer';
import { chosenIn } from '../analysis/counterexample-words';
import { realRequests, whyNoRequest } from '../analysis/real-requests';
import type { Condition, Policy, Statement } from '../iam/policy';
import type { Subject } from '../solver';
import { findGains, type FormerSubject, type Gain } from '../solver/gains';
import { keysMentionedBy } from '../solver/subjects';
import { Alike } from './alike';
import { anybody } from './anybody';
import type { BothSides } from './both-sides';
import type { AccessChange } from './change';
import { kindsOfPeople, type KindOfPeople } from './kinds-of-people';
import { changedOfResources } from './resource-keys';
import { claimsOf, type SideSession } from './side';
import { waysIn } from './ways-in';

/** Somebody as they are now and as they were, for the solver. */
export interface Compared {
  readonly who: string;
  readonly now: Subject;
  readonly former: readonly FormerSubject[];
  readonly steps: readonly string[];
  /** Why it is not certain that there are such people. */
  readonly uncertain?: string;
}

/** Finds what people may do on one side that they may not on the other. */
export class GainedAccess {
  private readonly alike: Alike;
  private readonly governing: { readonly now: readonly Policy[]; readonly before: readonly Policy[] };
  private readonly texts = new Map<string, string | undefined>();
  /** Whether a condition key may hold another value for the same request, since the resource is another. */
  private readonly changedOfResources: (key: string) => boolean;
  private readonly access = new Map<Session, string | undefined>();

  public constructor(private readonly before: AccessGraph, private readonly now: AccessGraph, private readonly direction: AccessChange['direction'], sides: BothSides) {
    this.alike = new Alike(before, now, sides, direction);
    this.governing = { now: now.resourcePolicies(), before: before.resourcePolicies() };
    const [earlier, later] = direction === 'gained' ? [sides.rawBefore, sides.rawAfter] : [sides.rawAfter, sides.rawBefore];
    this.changedOfResources = changedOfResources({ before, now }, { before: earlier, now: later });
  }

  /** @returns what is gained */
  public find(): AccessChange[] {
    const found: AccessChange[] = [...this.undecided(), ...this.withoutPools(), ...waysIn(this.before, this.now, this.alike, this.direction)];
    const unchanged = this.areGoverningAlike();
    for (const one of anybody(this.before, this.now, this.alike, this.changedOfResources)) if (one.isOpen || !unchanged) found.push(...this.changesOf(one.compared));
    const told = new Map<string, Set<string>>();
    for (const kind of kindsOfPeople(this.before, this.now)) {
      if (kind.unless !== undefined && told.has(kind.unless)) continue;
      const changes = this.ofKind(kind).filter((change) => !(kind.parts ?? []).some((part) => told.get(part)?.has(whatIsTold(change))));
      if (changes.length > 0) told.set(kind.who, new Set([...told.get(kind.who) ?? [], ...changes.map(whatIsTold)]));
      found.push(...changes);
    }
    return distinct(found);
  }

  /** What the templates do not show may be more access now than it was. */
  private undecided(): AccessChange[] {
    const before = new Set(this.before.model.undecided);
    return [...new Set(this.now.model.undecided)].filter((reason) => !(before.has(reason) && this.alike.isReasonAlike(reason))).map((reason) => openChange(this.direction, 'anybody', this.render(reason)));
  }

  /** Who is not of the app is followed from the identity pools of the templates: where there is none, what roles let them do is not told. */
  private withoutPools(): AccessChange[] {
    if (this.now.pools.length > 0) return [];
    return this.now.roles.all().filter((role) => role.resource !== undefined && trustsStrangers(role) && !this.alike.isSameRole(role.resource)).map(({ resource, name }) => openChange(this.direction, 'somebody who is not of the app', `whom the trust policy of ${name} lets in is not looked at where the templates have no identity pool`, { resource: resource!.id, stack: resource!.stack, file: resource!.file, location: 'Properties.AssumeRolePolicyDocument' }));
  }

  private ofKind({ who, now, before, uncertain }: KindOfPeople): AccessChange[] {
    return now.flatMap((one): AccessChange[] => {
      const former = before.filter((other) => !this.alike.wasRefused(one, other)).map((other) => ({ other, certain: this.alike.wasThere(one, other) }));
      const text = this.accessOf(one.session, 'now');
      if (text !== undefined && former.some(({ other, certain }) => certain && this.accessOf(other.session, 'before') === text)) return [];
      const doubt = one.session.uncertainties[0] ?? (one.obtained === 'maybe' ? 'whether they get the default role is known only at deployment' : uncertain ?? this.alike.refusal(one));
      return this.changesOf({
        who, now: this.subjectOf(one.session, this.now, this.governing.now), steps: one.session.steps.map(({ text: step }) => step), ...(doubt !== undefined && { uncertain: doubt }),
        former: former.map(({ other, certain }) => ({ subject: this.subjectOf(other.session, this.before, this.governing.before), certain, changed: this.changedFor(one.session, other) })),
      });
    });
  }

  private changedFor(now: Session, former: SideSession): (key: string) => boolean {
    const ofPerson = changedKeys(now, former);
    return (key) => ofPerson(key) || this.changedOfResources(key);
  }

  private subjectOf(session: Session, graph: AccessGraph, governing: readonly Policy[]): Subject {
    return subjectsOf(session, [...governing, ...sessionPolicies(session)], graph.model)[0];
  }

  /** A text that two sessions share only if they allow the same. */
  private accessOf(session: Session, side: 'now' | 'before'): string | undefined {
    if (!this.access.has(session)) this.access.set(session, this.accessTold(session, side));
    return this.access.get(session);
  }

  private accessTold(session: Session, side: 'now' | 'before'): string | undefined {
    const graph = side === 'now' ? this.now : this.before;
    const governing = this.textOf(`${side} governing`, this.governing[side], side);
    const own = this.textOf(`${side} ${session.role.arn} ${session.flow} ${String(session.provider === undefined)}`, [...session.role.policies, ...sessionPolicies(session)], side);
    if (governing === undefined || own === undefined) return undefined;
    const { principal, keys, ambient } = subjectsOf(session, [], graph.model)[0];
    return JSON.stringify([own, governing, principal, keys, ambient, mappedTags(session.pool, session.provider).map((tag) => claimsOf(session, tag))]);
  }

  /** Policies that look at what has changed of a resource do not say the same, though they are spelled the same. */
  private textOf(key: string, policies: readonly Policy[], side: 'now' | 'before'): string | undefined {
    if (!this.texts.has(key)) this.texts.set(key, this.looksAtChanged(policies) === undefined ? this.alike.textOf(policies, side) : undefined);
    return this.texts.get(key);
  }

  private looksAtChanged(policies: readonly Policy[]): string | undefined {
    return [...keysMentionedBy(policies)].find((key) => this.changedOfResources(key));
  }

  /** Whether what is gained depends on what has changed of a resource: which one it is about is not told apart. */
  private doubtOf(statement: Statement | undefined, { policies }: Subject): string | undefined {
    const deciding = policies.map((policy): Policy => ({ ...policy, statements: policy.statements.filter((one) => one === statement || one.effect === 'Deny' || (policy.origin.kind !== 'identity' && policy.origin.kind !== 'resource')) }));
    const key = this.looksAtChanged(deciding);
    return key === undefined ? undefined : `resources of the templates have changed in what ${key} says of them`;
  }

  private areGoverningAlike(): boolean {
    const now = this.textOf('now governing', this.governing.now, 'now');
    return now !== undefined && now === this.textOf('before governing', this.governing.before, 'before');
  }

  private changesOf({ who, now, former, steps, uncertain }: Compared): AccessChange[] {
    const groups = new Map<string, Gain[]>();
    for (const gain of findGains(now, former, this.alike.sameUnknown, realRequests).map(shownForCertain)) {
      const key = JSON.stringify([gain.statement, gain.resource ?? null, gain.request === undefined, gain.reason ?? '']);
      groups.set(key, [...(groups.get(key) ?? []), gain]);
    }
    return [...groups.values()].map((gains) => this.changeOf(who, gains, steps, uncertain ?? this.doubtOf(this.now.policyIndex.find(gains[0].statement)?.statement, now)));
  }

  private changeOf(who: string, gains: readonly Gain[], steps: readonly string[], uncertain: string | undefined): AccessChange {
    const [{ statement: id, resource, request, reason }] = gains;
    const { policyIndex } = this.now;
    const found = policyIndex.find(id);
    const holder = policyIndex.holderOf(id);
    const statement = found?.statement;
    const all = (texts: readonly string[] | undefined, negated: boolean | undefined): string[] => (texts ?? ['*']).map((text) => `${negated === true ? 'all but ' : ''}${text}`);
    const named = gains.some(({ action }) => action === undefined) ? undefined : gains.map(({ action }) => action!);
    const doubt = uncertain ?? reason;
    return {
      direction: this.direction, verdict: request !== undefined && doubt === undefined ? 'FOUND' : 'UNKNOWN', who: this.render(who),
      actions: (named ?? all(statement?.actions.map(({ text }) => text), statement?.notAction)).map((text) => policyIndex.originalSpelling(this.render(text))),
      resources: (resource === undefined ? all(statement?.resources.map(({ text }) => text), statement?.notResource) : [resource]).map((text) => this.render(text)),
      conditions: statement?.conditions.map((one) => this.inWords(one)) ?? [],
      steps: steps.map((step) => this.render(step)), statement: id,
      ...(request !== undefined && { request: { action: policyIndex.originalSpelling(request.action), resource: this.render(request.resource), context: Object.fromEntries(Object.entries(chosenIn(request.context)).map(([key, value]) => [key, this.render(value)])) } }),
      ...(doubt !== undefined && { reason: policyIndex.originalSpelling(this.render(doubt)) }),
      resource: holder?.id ?? '', stack: holder?.stack ?? '', file: holder?.file ?? this.now.model.stacks[0]?.file ?? '', location: found === undefined || holder === undefined ? '' : locationOf(id, found.policy),
    };
  }

  private inWords({ operator, key, values }: Condition): string {
    return `${operator} ${key} ${values.map((value) => this.render(value)).join(' or ')}`;
  }

  private readonly render = (text: string): string => this.now.model.symbols.render(text);
}

/** What no request does shows no access. */
function shownForCertain({ request, ...gain }: Gain): Gain {
  if (request === undefined) return gain;
  const reason = whyNoRequest(request);
  return reason === undefined ? { ...gain, request } : { ...gain, reason };
}

/** The keys that hold another value for the same person, though they are open on both sides. */
function changedKeys(now: Session, { session: former }: SideSession): (key: string) => boolean {
  return (key) => {
    if (key === 'aws:userid') return now.role.arn !== former.role.arn;
    const tag = /^aws:principaltag\/(.*)$/s.exec(key)?.[1];
    return tag !== undefined && JSON.stringify(claimsOf(now, tag)) !== JSON.stringify(claimsOf(former, tag));
  };
}

/**
 * @param direction the direction
 * @param who who may do more
 * @param reason why it is not certain
 * @param rest what is known of it
 * @returns a change of which it is not known whether it is one
 */
export function openChange(direction: AccessChange['direction'], who: string, reason: string, rest: Partial<AccessChange> = {}): AccessChange {
  return { direction, verdict: 'UNKNOWN', who, actions: ['*'], resources: ['*'], conditions: [], steps: [], statement: '', reason, resource: '', stack: '', file: '', location: '', ...rest };
}

function whatIsTold({ verdict, statement, actions, resources, conditions, steps, reason }: AccessChange): string {
  return JSON.stringify([verdict, statement, actions, resources, conditions, steps, reason]);
}

/** The same may be gained in several ways: one that is shown stands for those that are open. */
function distinct(changes: readonly AccessChange[]): AccessChange[] {
  const found = new Map<string, AccessChange>();
  for (const change of changes) {
    const key = JSON.stringify([change.who, change.actions, change.resources, change.conditions, change.statement === '' ? change.reason : '']);
    const known = found.get(key);
    if (known === undefined || (known.verdict === 'UNKNOWN' && change.verdict === 'FOUND')) found.set(key, change);
  }
  return [...found.values()];
}
