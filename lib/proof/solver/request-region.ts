import type { Bound } from '../iam/glob';
import { withoutProofVariables } from '../iam/glob';
import { literalToken } from '../iam/pattern';
import { cardinality, mayBeEmpty } from '../iam/data/condition-keys';
import { not as opposed } from '../iam/tri';
import type { ReadyDomain } from './automata';
import type { Budget } from './budget';
import { representativeCharacters } from './representative-characters';
import { findPoint } from './points';
import type { FilledKeyTest, KeyValues, RangeConstraint, Constraint } from './conjunction';
import { passesValue } from './conjunction';
import { restrict } from './restrict';
import type { TextConstraint, Witness } from './witness';
import { findWitness, shortest } from './witness';

/** What is asked of one key: it may be missing; or it is present and all its values pass `each`, one passes each of `some`. */
interface KeyState {
  readonly missing: boolean;
  readonly present: boolean;
  readonly each: readonly TextConstraint[];
  readonly some: readonly TextConstraint[];
  readonly ranges: readonly RangeConstraint[];
  /** Values that are there in any case; others only with `more`. */
  readonly fixed?: readonly string[];
  readonly more?: boolean;
}

const FREE: KeyState = { missing: true, present: true, each: [], some: [], ranges: [] };

/** A request on every dimension that the region speaks of. */
export interface RequestWitness {
  readonly action: string;
  readonly resource: string;
  readonly keys: ReadonlyMap<string, KeyValues>;
  readonly caller?: string;
  readonly owner?: string;
}

/** What does not change between the regions of one question. */
export interface SearchContext {
  /** `upper`: an empty region is a proof. `lower`: a sample is real. */
  readonly bound: Bound;
  readonly domains: ReadonlyMap<string, ReadyDomain>;
  /** Keys that are the caller's owner value: what is asked of them restricts the variable `caller`. */
  readonly callerKeys: ReadonlySet<string>;
  readonly budget: Budget;
  /** What has been found for a list of tests, by the variables' domains: regions share most of their tests. */
  readonly memo: WeakMap<object, WeakMap<object, unknown>>;
}

/** A set of requests: a conjunction of tests on each dimension. Regions never change; each narrowing makes another one. */
export class RequestRegion {
  constructor(
    private readonly context: SearchContext,
    private readonly action: readonly TextConstraint[] = [],
    private readonly resource: readonly TextConstraint[] = [],
    private readonly keys: ReadonlyMap<string, KeyState> = new Map(),
    private readonly caller: readonly TextConstraint[] = [],
  ) {}

  /** The region with a key fixed to a list of values. */
  public withList(key: string, values: readonly string[], more: boolean): RequestRegion {
    return this.withKey(key, { ...FREE, missing: false, fixed: values, more });
  }

  /**
   * The part of the region that satisfies a constraint, or (not `inside`) does not.
   *
   * @param constraint the constraint
   * @param inside which part
   * @returns the part; as the upper bound, at least all of it
   */
  public narrow(constraint: Constraint, inside: boolean): RequestRegion {
    if (constraint.on !== 'key') {
      if (constraint.unclear && (this.context.bound === 'lower' || !inside)) return this.context.bound === 'upper' ? this : this.nothing();
      const test = inside ? constraint.text : opposite(constraint.text);
      const [action, resource] = constraint.on === 'action' ? [[...this.action, test], this.resource] : [this.action, [...this.resource, test]];
      return new RequestRegion(this.context, action, resource, this.keys, this.caller);
    }
    const test = inside ? constraint.test : complement(constraint.test);
    if (this.context.callerKeys.has(test.key)) return this.narrowCaller(test);
    return this.withKey(test.key, narrowKey(this.keys.get(test.key) ?? FREE, test, this.context.bound, inside));
  }

  /** A request of the region, or `undefined`: it is empty. */
  public sample(): RequestWitness | undefined {
    const action = this.word(this.action, '*');
    const resource = action && this.word(this.resource, '*');
    if (!action || !resource) return undefined;
    let witnesses: Witness[] = [action, resource];
    const keys = new Map<string, KeyValues>();
    for (const [key, state] of this.keys) {
      const found = this.once(state, this.domains(), () => this.keySample(state));
      if (!found) return undefined;
      keys.set(key, found.point);
      witnesses = witnesses.concat(found.witnesses);
    }
    const variables = new Map(witnesses.flatMap((word) => [...word.variables]));
    const owner = variables.get('owner');
    const caller = variables.get('caller') ?? this.someCaller(owner);
    if (caller === undefined && this.context.callerKeys.size > 0) return this.besidesOnlyCaller()?.sample();
    if (caller !== undefined) for (const key of this.context.callerKeys) keys.set(key, [caller]);
    for (const [variable, value] of variables) if (variable.startsWith('free ')) keys.set(variable.slice('free '.length), [value]);
    return { action: action.text, resource: resource.text, keys, ...(caller !== undefined && { caller }), ...(owner !== undefined && { owner }) };
  }

  private narrowCaller(test: FilledKeyTest): RequestRegion {
    if ('present' in test.value) return test.value.present ? this : this.nothing();
    if (test.unclear || 'range' in test.value) return this.context.bound === 'upper' ? this : this.nothing();
    return new RequestRegion(this.context, this.action, this.resource, this.keys, [...this.caller, test.value.text]);
  }

  private someCaller(besides: string | undefined): string | undefined {
    const domain = this.domains().get('caller');
    return domain && shortest(domain.automaton, domain.automaton.start, representativeCharacters([], [domain], false), besides === undefined ? [] : [besides]);
  }

  /** Where a single value is left for the caller, and it is the owner's of a sample: the same requests of other owners. */
  private besidesOnlyCaller(): RequestRegion | undefined {
    const only = this.someCaller(undefined);
    const domains = this.domains();
    const owner = domains.get('owner');
    if (only === undefined || owner === undefined) return undefined;
    const others = restrict(owner, [{ patterns: [Array.from(only, literalToken)], fold: false, negated: true }], this.context.bound);
    return new RequestRegion({ ...this.context, domains: new Map(domains).set('owner', others) }, this.action, this.resource, this.keys, this.caller);
  }

  private keySample(state: KeyState): { point: KeyValues; witnesses: Witness[] } | undefined {
    if (state.missing) return { point: undefined, witnesses: [] };
    if (!state.present) return undefined;
    if (state.ranges.length > 0) {
      const line = state.ranges[0].line;
      const mixed = state.each.length > 0 || state.ranges.some((test) => test.line !== line);
      if (mixed && this.context.bound === 'lower') return undefined;
      const at = findPoint(state.ranges.filter((test) => test.line === line));
      return at === undefined ? undefined : { point: [at], witnesses: [] };
    }
    const witnesses: Witness[] = [];
    const wanted = state.some.length > 0 ? state.some.map((one) => [...state.each, one]) : state.fixed ? [] : [state.each];
    for (const tests of wanted) {
      const word = this.word(tests, '');
      if (!word) return undefined;
      witnesses.push(word);
    }
    const values = [...(state.fixed ?? []), ...witnesses.map((word) => word.text)];
    return { point: values, witnesses };
  }

  private word(tests: readonly TextConstraint[], otherwise: string): Witness | undefined {
    if (tests.length === 0) return { text: otherwise, variables: new Map() };
    const domains = this.domains();
    return this.once(tests, domains, () => findWitness(tests, this.context.bound, domains, this.context.budget));
  }

  private domains(): ReadonlyMap<string, ReadyDomain> {
    const { domains, bound } = this.context;
    const caller = domains.get('caller');
    if (!caller || this.caller.length === 0) return domains;
    return this.once(this.caller, domains, () => new Map(domains).set('caller', restrict(caller, this.caller, bound)));
  }

  private once<T>(tests: object, domains: object, find: () => T): T {
    let mine = this.context.memo.get(tests);
    if (!mine) this.context.memo.set(tests, mine = new WeakMap<object, unknown>());
    if (!mine.has(domains)) mine.set(domains, find());
    return mine.get(domains) as T;
  }

  private withKey(key: string, state: KeyState): RequestRegion {
    return new RequestRegion(this.context, this.action, this.resource, new Map(this.keys).set(key, state), this.caller);
  }

  private nothing(): RequestRegion {
    return new RequestRegion(this.context, [...this.action, { patterns: [], fold: false, negated: false }], this.resource, this.keys, this.caller);
  }
}

function opposite(test: TextConstraint): TextConstraint {
  return { ...test, negated: !test.negated };
}

function complement(test: FilledKeyTest): FilledKeyTest {
  const quantifier = test.quantifier === 'every' ? 'some' : test.quantifier === 'some' ? 'every' : 'one';
  const { value } = test;
  const flipped = 'text' in value ? { text: opposite(value.text) } : 'range' in value ? { range: { ...value.range, negated: !value.range.negated } } : { present: !value.present };
  return { ...test, quantifier, missing: opposed(test.missing), value: flipped };
}

function narrowKey(state: KeyState, test: FilledKeyTest, bound: Bound, asWritten: boolean): KeyState {
  const next = { ...state, missing: state.missing && (test.missing === 'yes' || (test.missing === 'maybe' && bound === 'upper')) };
  const { value } = test;
  if ('present' in value) return { ...next, present: state.present && value.present };
  const many = cardinality(test.key) === 'many' || state.fixed !== undefined;
  const single = cardinality(test.key) === 'one' || (test.quantifier === 'one' && !many);
  const without = test.quantifier === 'one' && many && (cardinality(test.key) === 'many' || state.fixed?.length !== 1 || state.more === true);
  if (test.unclear || without || ('range' in value && !single)) return bound === 'upper' ? next : { ...next, present: false };
  if (state.fixed !== undefined) return narrowFixed(next, state.fixed, test, value, bound);
  if ('range' in value) return { ...next, ranges: [...state.ranges, value.range] };
  // ForAllValues perhaps takes an empty value for none.
  const every = test.quantifier === 'every' && asWritten && bound === 'upper' && mayBeEmpty(test.key);
  if (every && value.text.negated && passesEmpty(value.text)) return next;
  const text = every && !value.text.negated ? { ...value.text, patterns: [...value.text.patterns, []] } : value.text;
  return single || test.quantifier !== 'some' ? { ...next, each: [...state.each, text] } : { ...next, some: [...state.some, text] };
}

function passesEmpty(test: TextConstraint): boolean {
  return test.patterns.some((tokens) => tokens.every((token) => token.kind !== 'literal'));
}

function narrowFixed(state: KeyState, fixed: readonly string[], test: FilledKeyTest, value: Exclude<FilledKeyTest['value'], { present: boolean }>, bound: Bound): KeyState {
  const open = 'text' in value ? { text: { ...value.text, patterns: value.text.patterns.map(withoutProofVariables) } } : value;
  const passes = (text: string): boolean => passesValue(open, text, bound);
  if (test.quantifier === 'some') {
    if (fixed.some(passes)) return state;
    return state.more === true && 'text' in value ? { ...state, some: [...state.some, value.text] } : { ...state, present: false };
  }
  if (!fixed.every(passes)) return { ...state, present: false };
  return 'text' in value ? { ...state, each: [...state.each, value.text] } : state;
}
