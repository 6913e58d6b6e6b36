import { because } from '../../text/because';
import type { AccessGraph } from '../access-graph/access-graph';
import type { Finding, FindingCounterexample, Verdict } from '../findings/finding';
import { WHERE_NOTHING_CAN_BE_GIVEN, whatToGive } from '../findings/what-to-give';
import { fillIn, matchFilled } from '../iam/match';
import type { Policy } from '../iam/policy';
import type { Proof } from '../solver';
import type { TemplateModel } from '../template/reader';
import { chosenContextOf, resourceOf, verbOf, withOwner } from './counterexample-words';
import type { ResourceLocation } from './intent-records';
import { notLookedAt } from './not-looked-at';

/** A promise to decide. */
export interface Promised {
  /** The rule. */
  readonly rule: string;
  /** The promise in words. */
  readonly title: string;
  /** What it is about. */
  readonly subject: string;
  /** What holds it: a resource, or (without an id) a stack as a whole. */
  readonly resource: ResourceLocation;
  /** Set where no resource that is added could break it: it is about what stands in one resource alone. */
  readonly stands?: 'whatever is added';
}

/** What was decided, before it is put into words. */
export interface Decision {
  /** The verdict. */
  readonly verdict: Verdict;
  /** Why. */
  readonly message: string;
  /** The statement to blame. */
  readonly statement?: string;
  /** The resource to blame, where it is not a statement that is wrong. */
  readonly blame?: ResourceLocation;
  /** Where in that resource. */
  readonly location?: string;
  /** What breaks the promise. */
  readonly counterexample?: FindingCounterexample;
  /** What it rests on. */
  readonly assumptions?: readonly string[];
  /** What to do. */
  readonly fix?: string;
}

/** The promises that rest on who is a member of a group. */
const ON_GROUPS = new Set(['isolated', 'exclusive', 'unreachable', 'only-principals']);

/** Puts decisions about what is reachable into words. */
export class FindingWriter {
  private overlooked: readonly string[] | undefined;

  public constructor(
    /** Who reaches what. */
    public readonly graph: AccessGraph,
  ) {}

  /** @returns the templates behind it */
  public get model(): TemplateModel {
    return this.graph.model;
  }

  /**
   * Puts a decision into words.
   *
   * @param promised the promise
   * @param decision the decision
   * @returns the finding
   */
  public finding(promised: Promised, decision: Decision): Finding {
    const { model } = this;
    const found = decision.statement === undefined ? undefined : this.graph.policyIndex.find(decision.statement);
    const blamed = decision.blame ?? (decision.statement === undefined ? undefined : this.graph.policyIndex.holderOf(decision.statement)) ?? this.placeOf(promised);
    const open = decision.verdict === 'PROVED' && promised.stands !== 'whatever is added' ? model.undecided[0] : undefined;
    const verdict = open === undefined ? decision.verdict : 'UNKNOWN';
    const message = this.graph.policyIndex.originalSpelling(model.symbols.render(open ?? this.explained(decision)));
    const fix = verdict === 'UNKNOWN' ? whatToGive(message) ?? decision.fix ?? WHERE_NOTHING_CAN_BE_GIVEN : decision.fix;
    return {
      rule: promised.rule,
      verdict,
      title: model.symbols.render(promised.title),
      subject: model.symbols.render(promised.subject),
      message,
      promisedBy: promised.resource.id === '' ? promised.resource.stack : `${promised.resource.stack}/${promised.resource.id}`,
      resource: blamed.id,
      stack: blamed.stack,
      file: blamed.file,
      location: decision.location ?? (found === undefined ? '' : locationOf(found.statement.id, found.policy)),
      ...(decision.statement !== undefined && { statement: decision.statement }),
      ...(decision.counterexample !== undefined && { counterexample: decision.counterexample }),
      assumptions: this.assumptions(promised.rule, decision),
      ...(verdict === 'PROVED' && this.notLookedAt.length > 0 && { notLookedAt: this.notLookedAt }),
      ...(fix !== undefined && { fix: model.symbols.render(fix) }),
    };
  }

  /**
   * @param proof what the prover answered
   * @param title the name of the person, when it was another one than the prover was told
   * @returns the case that breaks the promise, for people
   */
  public counterexample(proof: Proof, ownerName?: string): FindingCounterexample | undefined {
    const { counterexample: example } = proof;
    if (example === undefined) return undefined;
    const { render } = this;
    const action = this.graph.policyIndex.originalSpelling(example.request.action);
    const who = example.caller === undefined || ownerName === undefined ? example.person : withOwner(example.person, `${ownerName}="${example.caller}"`);
    const context = chosenContextOf(example);
    const shown = Object.entries(context).map(([key, value]) => ` with ${key}="${render(value)}"`).join('');
    const owner = example.owner === undefined || ownerName === undefined ? '' : `   owner ${ownerName}="${render(example.owner)}"`;
    return {
      who: render(who),
      verb: verbOf(example.request.action),
      what: `${resourceOf(render(example.request.resource))}${shown}${owner}`,
      by: this.byLine(example.statement, example.request.resource),
      request: { action, resource: render(example.request.resource), context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key, render(value)])) },
      replayed: example.replayed,
    };
  }

  /**
   * @param id the blame id of a statement
   * @param resource the resource asked for
   * @returns the statement and the pattern in it that lets people in
   */
  public byLine(id: string, resource?: string): string {
    const statement = this.graph.policyIndex.find(id)?.statement;
    const all = statement?.resources ?? [];
    const fitting = resource === undefined || statement?.notResource === true ? all : ['yes', 'maybe'].map((fits) => all.filter((pattern) => matchFilled(fillIn(pattern, () => ({ kind: 'unclear' })), resource) === fits)).find(({ length }) => length > 0) ?? all;
    const patterns = fitting.map((pattern) => pattern.text);
    const best = patterns.filter((text) => resource === undefined || resource.startsWith(text.split(/[*?]|\$\{/)[0])).sort((a, b) => b.length - a.length)[0] ?? patterns[0];
    return best === undefined ? id : `${id}  ${statement?.notResource === true ? 'all but ' : ''}${this.render(best)}`;
  }

  /**
   * @param text text with symbols
   * @returns text for people
   */
  public readonly render = (text: string): string => this.model.symbols.render(text);

  /** What no proof looks at, found once for all of them. */
  private get notLookedAt(): readonly string[] {
    return (this.overlooked ??= notLookedAt(this.graph));
  }

  /** Where a statement is not decided, what in it is known only at deployment says why. */
  private explained({ message, verdict, statement }: Decision): string {
    if (verdict !== 'UNKNOWN' || !/(known only at deployment|cannot be told from the template)$/.test(message)) return message;
    const named = [...message.matchAll(STATEMENT), ...(statement === undefined ? [] : [[statement]])].map(([id]) => this.graph.policyIndex.find(id)?.statement);
    const texts = named.flatMap((one) => (one === undefined ? [] : [...one.actions, ...one.resources].map(({ text }) => text).concat(one.conditions.flatMap(({ values }) => values), [...one.principals?.byKind.values() ?? []].flat())));
    return `${message}${because([message, ...texts].flatMap((text) => this.model.symbols.openReasons(text))[0])}`;
  }

  /** A stack as a whole is no place to look at: what the promise is about is. */
  private placeOf({ resource, subject }: Promised): ResourceLocation {
    if (resource.id !== '') return resource;
    return this.model.resources.find(({ arn }) => subject === arn || subject.startsWith(`${arn}/`)) ?? resource;
  }

  private assumptions(rule: string, decision: Decision): string[] {
    // A counterexample shows what happens in one deployment: what holds of all others does not matter to it.
    if (decision.verdict === 'VIOLATED') return [...this.model.circumstances, ...this.model.defaults].map((text) => this.render(text));
    const groups = ON_GROUPS.has(rule) && this.graph.userPools.all.some(({ preTokenGeneration }) => preTokenGeneration !== undefined) ? ['the pre token generation trigger adds no groups and no roles'] : [];
    return [...new Set([...this.model.circumstances, ...this.model.defaults, ...this.model.assumptions, ...groups, ...(decision.assumptions ?? [])])].map((text) => this.render(text));
  }
}

/** The blame id of a statement in a message. */
const STATEMENT = /(?<![\w/-])[\w/-]+(?:\.[\w:]+(?:\[\d+\])?)*\.Statement(?:\[\d+\]|\.Fn::If\b(?:\[\d+\])?)+/g;

/**
 * @param id the blame id of a statement
 * @param policy its policy
 * @returns where it stands in the resource that holds it
 */
export function locationOf(id: string, policy: Policy): string {
  const statement = /\.Statement(?:\[\d+\]|\.Fn::If\b(?:\[\d+\])?)+$/.exec(id)?.[0] ?? '';
  const path = policy.origin.path.slice(policy.origin.resource.length + 1);
  return path === '' ? '' : `${path}${statement}`;
}
