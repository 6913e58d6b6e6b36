import { evaluate } from '../iam/evaluate';
import { fillIn } from '../iam/match';
import type { AccessRequest, Evaluation } from '../iam/request';
import { Budget, BudgetExceeded } from './budget';
import { constraintsOfSet } from './claims';
import type { Conjunction, Constraint } from './conjunction';
import { FormerAccess, type FormerSubject, type SameUnknown } from './former-access';
import { concrete, concretely, inconclusive, requestOf, WELL_FORMED } from './replay';
import type { RequestWitness } from './request-region';
import { byAction, byResource, sampleOf } from './search';
import { initialRegionOf, keysOf, withFreeOwner } from './start';
import { bindingOf, keysMentionedBy, lookupFor, subjectCases } from './subjects';
import type { Binding, RequestSet, Subject } from './types';

export type { FormerSubject, SameUnknown } from './former-access';

/** What somebody may do now that they could not before: a part of one statement. */
export interface Gain {
  /** Blame id of the statement that allows it. */
  readonly statement: string;
  /** The pattern of the actions, as it stands in the statement; undefined for all that it names. */
  readonly action?: string;
  /** The pattern of the resources; undefined for all that it names. */
  readonly resource?: string;
  /** A request that is allowed now and was denied, run through the evaluator for both; undefined where none could be confirmed. */
  readonly request?: AccessRequest;
  /** Why it is not certain. */
  readonly reason?: string;
}

/** Elementary steps that one subject may take, and so many more for each statement. */
const STEPS = 400_000;
const STEPS_FOR_A_STATEMENT = 200;
/** So many kinds of requests are tried for one part. */
const KINDS = 8;
/** Statements with more actions than these are told as a whole. */
const ACTIONS = 40;

/**
 * Finds what somebody may do now that they could not before, for all requests.
 *
 * @param now somebody with all their policies
 * @param former what the same person could do before, in each way; none where they could do nothing
 * @param sameUnknown when what is not known is the same on both sides
 * @param realRequests gives, for a pattern of actions, requests that are known to be made: a gain is shown by one of them where it can be
 * @returns the gains; none is a proof that there are none
 */
export function findGains(now: Subject, former: readonly FormerSubject[], sameUnknown: SameUnknown, realRequests: (pattern: string) => readonly RequestSet[] = () => []): Gain[] {
  const statements = [now, ...former.map(({ subject }) => subject)].reduce((sum, { policies }) => sum + policies.reduce((count, policy) => count + policy.statements.length, 0), 0);
  const budget = new Budget(STEPS + STEPS_FOR_A_STATEMENT * statements);
  const gains: Gain[] = [];
  try {
    const mentioning = withFreeOwner({ ...now, policies: [...now.policies, ...former.flatMap(({ subject }) => subject.policies)] });
    const cases = subjectCases(mentioning, 'letters');
    if (cases === undefined) return [{ statement: '', reason: 'too many tags may be there or not' }];
    for (const one of cases) gains.push(...new CaseOfGains(one, now, former, { sameUnknown, realRequests, budget }).find());
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    gains.push({ statement: '', reason: `too large to decide: ${error.message}` });
  }
  return distinct(gains);
}

/** A gain that is shown in one case is not open in another. */
function distinct(gains: readonly Gain[]): Gain[] {
  const found = new Map<string, Gain>();
  for (const gain of gains) {
    const key = JSON.stringify([gain.statement, gain.action ?? null, gain.resource ?? null]);
    const known = found.get(key);
    if (known === undefined || (known.request === undefined && gain.request !== undefined)) found.set(key, gain);
  }
  return [...found.values()];
}

/** What all cases of a subject are given. */
interface Given {
  readonly sameUnknown: SameUnknown;
  readonly realRequests: (pattern: string) => readonly RequestSet[];
  readonly budget: Budget;
}

/** One case of a subject: each tag that matters is there, or is not. */
class CaseOfGains {
  private readonly keys: readonly string[];
  private readonly subject: Subject;
  private readonly sameUnknown: SameUnknown;
  private readonly realRequests: Given['realRequests'];
  private readonly budget: Budget;

  /** `mentioning` has the policies of both sides, so that every key that either looks at is bound. */
  public constructor(private readonly mentioning: Subject, private readonly now: Subject, private readonly former: readonly FormerSubject[], { sameUnknown, realRequests, budget }: Given) {
    this.sameUnknown = sameUnknown;
    this.realRequests = realRequests;
    this.budget = budget;
    this.keys = keysOf(mentioning);
    this.subject = { ...mentioning, policies: now.policies };
  }

  public find(): Gain[] {
    const start = initialRegionOf(this.mentioning, 'upper', new Map(), this.budget);
    if (typeof start === 'string') return [{ statement: '', reason: start }];
    const access = this.accessOf(this.subject);
    const { paths, denies } = access.current('upper');
    return paths.filter(({ layers }) => layers.every((layer) => layer.length > 0)).flatMap((path) => {
      const certain = this.former.filter((one) => one.certain);
      const known = new Set(certain.flatMap((one) => [...access.knownIn(one, path)]));
      const open = path.layers[0].filter((first) => !access.isKnown(first, known));
      if (open.length === 0) return [];
      const exclusions = [...denies, ...certain.flatMap((one) => access.exclusions(one, path, 'lower') ?? [])];
      const look = (piece: Conjunction): RequestWitness | undefined => sampleOf(start.region, piece, path.layers.slice(1), exclusions, 'upper', this.budget);
      return open.flatMap((first) => this.gainsOf(first, look));
    });
  }

  private gainsOf(first: Conjunction, look: (piece: Conjunction) => RequestWitness | undefined): Gain[] {
    const names = this.patternsOf(first.statement);
    return byResource(first).flatMap((part, at): Gain[] => {
      const whole = look(part);
      if (whole === undefined) return [];
      const actions = byAction(part);
      const place = { statement: first.statement, ...(names.resources[at] !== undefined && { resource: names.resources[at] }) };
      if (actions.length > ACTIONS) return [{ ...place, ...this.confirmed({ statement: first.statement, resource: at }, whole) }];
      return actions.flatMap((piece, action): Gain[] => {
        const sample = actions.length === 1 ? whole : look(piece);
        return sample === undefined ? [] : [{ ...place, ...(names.actions[action] !== undefined && { action: names.actions[action] }), ...this.confirmed({ statement: first.statement, resource: at, action }, sample) }];
      });
    });
  }

  /** The patterns that a statement is taken apart by, in the order of its parts. */
  private patternsOf(id: string): { readonly actions: readonly string[]; readonly resources: readonly string[] } {
    const statement = this.now.policies.flatMap(({ statements }) => statements).find((one) => one.id === id);
    if (statement === undefined) return { actions: [], resources: [] };
    const lookup = lookupFor(this.subject, 'letters');
    return {
      actions: statement.notAction ? [] : statement.actions.map(({ text }) => text),
      resources: statement.notResource ? [] : statement.resources.filter((pattern) => fillIn(pattern, lookup) !== 'unresolved').map(({ text }) => text),
    };
  }

  /** A real request of a part that is allowed now and was denied, in every way in which the person perhaps had access. */
  private confirmed(part: Part, sample: RequestWitness): Pick<Gain, 'request' | 'reason'> {
    const { actions } = this.patternsOf(part.statement);
    const known = (part.action === undefined ? actions : actions.slice(part.action, part.action + 1)).flatMap((pattern) => this.realRequests(pattern)).slice(0, KINDS);
    const shapes = [...known.map(constraintsOfSet), WELL_FORMED, []];
    for (const person of concretely(this.mentioning, undefined, sample)) {
      for (const shape of shapes) {
        const request = this.realRequest(person, part, shape);
        if (request !== undefined) return { request };
      }
    }
    const person = concrete(this.mentioning, undefined, sample);
    const asked = { ...person, policies: this.now.policies };
    const answer = inconclusive(asked, sample, [[]]);
    if (answer.verdict !== 'ALLOWED') return { reason: answer.reason };
    const doubt = this.former.map((one) => this.couldBefore(one, requestOf(asked, sample))).find(({ verdict }) => verdict !== 'DENIED');
    return { reason: doubt?.reason ?? 'no request could be found that shows it' };
  }

  private realRequest(person: Subject, part: Part, shape: readonly Constraint[]): AccessRequest | undefined {
    const asked = { ...person, policies: this.now.policies };
    const start = initialRegionOf(person, 'lower', new Map(), this.budget);
    if (typeof start === 'string') return undefined;
    const access = this.accessOf(asked);
    const { paths, denies } = access.current('lower');
    const region = shape.reduce((rest, constraint) => rest.narrow(constraint, true), start.region);
    for (const path of paths.filter(({ layers }) => layers.every((layer) => layer.length > 0))) {
      const pieces = path.layers[0].filter(({ statement }) => statement === part.statement).flatMap((first) => pieceOf(first, part));
      const before = pieces.length === 0 ? [] : this.former.map((one) => access.exclusions(one, path, 'upper'));
      if (before.some((one) => one === undefined)) continue;
      for (const piece of pieces) {
        const sample = sampleOf(region, piece, path.layers.slice(1), [...denies, ...before.flatMap((one) => one!)], 'lower', this.budget);
        const request = sample && requestOf(asked, sample);
        if (request !== undefined && evaluate(asked.policies, request).verdict === 'ALLOWED' && this.former.every((one) => this.couldBefore(one, request).verdict === 'DENIED')) return request;
      }
    }
    return undefined;
  }

  /** The same request, made by the same person as they were, whatever the keys held that are not known of them. */
  private couldBefore({ subject, changed }: FormerSubject, request: AccessRequest): Evaluation {
    let contexts: Context[] = [{ ...request.context }];
    for (const key of keysMentionedBy(subject.policies)) {
      const [now, before] = [bindingOf(this.now, key), bindingOf(subject, key)];
      if (!changed(key) && JSON.stringify(now) === JSON.stringify(before)) continue;
      const values = changed(key) ? [ANY_VALUE, undefined] : heldValues(before);
      contexts = contexts.flatMap((context) => values.map((value) => withValue(context, key, value)));
      if (contexts.length > CONTEXTS) return { verdict: 'UNKNOWN', reason: `it depends on ${key}, which held another value before` };
    }
    const answers = contexts.map((context) => evaluate(subject.policies, { ...request, context, principal: subject.principal }));
    return answers.find(({ verdict }) => verdict !== 'DENIED') ?? answers[0];
  }

  private accessOf(subject: Subject): FormerAccess {
    return new FormerAccess(subject, this.now, lookupFor(subject, 'letters'), this.keys, this.sameUnknown);
  }
}

/** A part of a statement: which of its resources and actions. */
interface Part {
  readonly statement: string;
  readonly resource: number;
  readonly action?: number;
}

function pieceOf(first: Conjunction, { resource, action }: Part): Conjunction[] {
  const of = byResource(first)[resource];
  if (of === undefined || action === undefined) return of === undefined ? [] : [of];
  return byAction(of).slice(action, action + 1);
}

type Context = Record<string, string | readonly string[]>;

/** A text of which nothing is known; no template has it. */
const ANY_VALUE = String.fromCodePoint(0x10fffc);
/** More ways in which keys may have been are not told apart. */
const CONTEXTS = 16;

function heldValues(binding: Binding | undefined): (string | readonly string[] | undefined)[] {
  switch (binding?.kind) {
    case 'value': return [binding.value];
    case 'list': return [binding.values];
    case 'missing': return [undefined];
    case 'free': return binding.optional === true ? [ANY_VALUE, undefined] : [ANY_VALUE];
    case 'owner':
    case 'present': return [ANY_VALUE];
    default: return [ANY_VALUE, undefined];
  }
}

function withValue(context: Context, key: string, value: string | readonly string[] | undefined): Context {
  const rest = Object.fromEntries(Object.entries(context).filter(([name]) => name.toLowerCase() !== key));
  return value === undefined ? rest : { ...rest, [key]: value };
}
