import type { Reading } from '../iam/glob';
import { withoutSlots } from '../iam/glob';
import { cardinality } from '../iam/data/condition-keys';
import { not as opposed } from '../iam/text';
import type { ReadyDomain } from './automata';
import type { Budget } from './budget';
import { lettersFor } from './representative-characters';
import { findPoint } from './points';
import type { FilledKeyTest, Point, RangeTest, Side } from './conjunction';
import { passesValue } from './conjunction';
import { restrict } from './restrict';
import type { TextTest, Word } from './witness';
import { findWord, shortest } from './witness';

/** What is asked of one key: it may be missing; or it is present and all its values pass `each`, one passes each of `some`. */
interface KeyState {
  readonly missing: boolean;
  readonly present: boolean;
  readonly each: readonly TextTest[];
  readonly some: readonly TextTest[];
  readonly ranges: readonly RangeTest[];
  /** Values that are there in any case; others only with `more`. */
  readonly fixed?: readonly string[];
  readonly more?: boolean;
}

const FREE: KeyState = { missing: true, present: true, each: [], some: [], ranges: [] };

/** A request on every dimension that the box speaks of. */
export interface Sample {
  readonly action: string;
  readonly resource: string;
  readonly keys: ReadonlyMap<string, Point>;
  readonly asker?: string;
  readonly owner?: string;
}

/** What does not change between the boxes of one question. */
export interface Setting {
  /** `may`: an empty box is a proof. `must`: a sample is real. */
  readonly reading: Reading;
  readonly domains: ReadonlyMap<string, ReadyDomain>;
  /** Keys that are the asker's owner value: what is asked of them restricts the slot `asker`. */
  readonly askerKeys: ReadonlySet<string>;
  readonly budget: Budget;
  /** What has been found for a list of tests, by the slots' domains: boxes share most of their tests. */
  readonly memo: WeakMap<object, WeakMap<object, unknown>>;
}

/** A set of requests: a conjunction of tests on each dimension. Boxes never change; each narrowing makes another one. */
export class Box {
  constructor(
    private readonly setting: Setting,
    private readonly action: readonly TextTest[] = [],
    private readonly resource: readonly TextTest[] = [],
    private readonly keys: ReadonlyMap<string, KeyState> = new Map(),
    private readonly asker: readonly TextTest[] = [],
  ) {}

  /** The box with a key fixed to a list of values. */
  public withList(key: string, values: readonly string[], more: boolean): Box {
    return this.withKey(key, { ...FREE, missing: false, fixed: values, more });
  }

  /**
   * The part of the box that lies on a side, or (not `inside`) does not.
   *
   * @param side the side
   * @param inside which part
   * @returns the part; under `may` reading at least all of it
   */
  public narrow(side: Side, inside: boolean): Box {
    if (side.on !== 'key') {
      if (side.unclear && (this.setting.reading === 'must' || !inside)) return this.setting.reading === 'may' ? this : this.nothing();
      const test = inside ? side.text : opposite(side.text);
      const [action, resource] = side.on === 'action' ? [[...this.action, test], this.resource] : [this.action, [...this.resource, test]];
      return new Box(this.setting, action, resource, this.keys, this.asker);
    }
    const test = inside ? side.test : complement(side.test);
    if (this.setting.askerKeys.has(test.key)) return this.narrowAsker(test);
    return this.withKey(test.key, narrowKey(this.keys.get(test.key) ?? FREE, test, this.setting.reading, inside));
  }

  /** A request of the box, or `undefined`: it is empty. */
  public sample(): Sample | undefined {
    const action = this.word(this.action, '*');
    const resource = action && this.word(this.resource, '*');
    if (!action || !resource) return undefined;
    let words: Word[] = [action, resource];
    const keys = new Map<string, Point>();
    for (const [key, state] of this.keys) {
      const found = this.once(state, this.domains(), () => this.keySample(state));
      if (!found) return undefined;
      keys.set(key, found.point);
      words = words.concat(found.words);
    }
    const slots = new Map(words.flatMap((word) => [...word.slots]));
    const owner = slots.get('owner');
    const asker = slots.get('asker') ?? this.someAsker(owner);
    if (asker === undefined && this.setting.askerKeys.size > 0) return undefined;
    if (asker !== undefined) for (const key of this.setting.askerKeys) keys.set(key, [asker]);
    for (const [slot, value] of slots) if (slot.startsWith('free ')) keys.set(slot.slice('free '.length), [value]);
    return { action: action.text, resource: resource.text, keys, ...(asker !== undefined && { asker }), ...(owner !== undefined && { owner }) };
  }

  private narrowAsker(test: FilledKeyTest): Box {
    if ('present' in test.value) return test.value.present ? this : this.nothing();
    if (test.unclear || 'range' in test.value) return this.setting.reading === 'may' ? this : this.nothing();
    return new Box(this.setting, this.action, this.resource, this.keys, [...this.asker, test.value.text]);
  }

  private someAsker(besides: string | undefined): string | undefined {
    const domain = this.domains().get('asker');
    return domain && shortest(domain.automaton, domain.automaton.start, lettersFor([], [domain], false), besides === undefined ? [] : [besides]);
  }

  private keySample(state: KeyState): { point: Point; words: Word[] } | undefined {
    if (state.missing) return { point: undefined, words: [] };
    if (!state.present) return undefined;
    if (state.ranges.length > 0) {
      const line = state.ranges[0].line;
      const mixed = state.each.length > 0 || state.ranges.some((test) => test.line !== line);
      if (mixed && this.setting.reading === 'must') return undefined;
      const at = findPoint(state.ranges.filter((test) => test.line === line));
      return at === undefined ? undefined : { point: [at], words: [] };
    }
    const words: Word[] = [];
    const wanted = state.some.length > 0 ? state.some.map((one) => [...state.each, one]) : state.fixed ? [] : [state.each];
    for (const tests of wanted) {
      const word = this.word(tests, '');
      if (!word) return undefined;
      words.push(word);
    }
    const values = [...(state.fixed ?? []), ...words.map((word) => word.text)];
    return { point: values, words };
  }

  private word(tests: readonly TextTest[], otherwise: string): Word | undefined {
    if (tests.length === 0) return { text: otherwise, slots: new Map() };
    const domains = this.domains();
    return this.once(tests, domains, () => findWord(tests, this.setting.reading, domains, this.setting.budget));
  }

  private domains(): ReadonlyMap<string, ReadyDomain> {
    const { domains, reading } = this.setting;
    const asker = domains.get('asker');
    if (!asker || this.asker.length === 0) return domains;
    return this.once(this.asker, domains, () => new Map(domains).set('asker', restrict(asker, this.asker, reading)));
  }

  private once<T>(tests: object, domains: object, find: () => T): T {
    let mine = this.setting.memo.get(tests);
    if (!mine) this.setting.memo.set(tests, mine = new WeakMap<object, unknown>());
    if (!mine.has(domains)) mine.set(domains, find());
    return mine.get(domains) as T;
  }

  private withKey(key: string, state: KeyState): Box {
    return new Box(this.setting, this.action, this.resource, new Map(this.keys).set(key, state), this.asker);
  }

  private nothing(): Box {
    return new Box(this.setting, [...this.action, { patterns: [], fold: false, negated: false }], this.resource, this.keys, this.asker);
  }
}

function opposite(test: TextTest): TextTest {
  return { ...test, negated: !test.negated };
}

function complement(test: FilledKeyTest): FilledKeyTest {
  const quantifier = test.quantifier === 'every' ? 'some' : test.quantifier === 'some' ? 'every' : 'one';
  const { value } = test;
  const flipped = 'text' in value ? { text: opposite(value.text) } : 'range' in value ? { range: { ...value.range, negated: !value.range.negated } } : { present: !value.present };
  return { ...test, quantifier, missing: opposed(test.missing), value: flipped };
}

function narrowKey(state: KeyState, test: FilledKeyTest, reading: Reading, asWritten: boolean): KeyState {
  const next = { ...state, missing: state.missing && (test.missing === 'yes' || (test.missing === 'maybe' && reading === 'may')) };
  const { value } = test;
  if ('present' in value) return { ...next, present: state.present && value.present };
  const many = cardinality(test.key) === 'many' || state.fixed !== undefined;
  const single = cardinality(test.key) === 'one' || (test.quantifier === 'one' && !many);
  const without = test.quantifier === 'one' && many && (cardinality(test.key) === 'many' || state.fixed?.length !== 1 || state.more === true);
  if (test.unclear || without || ('range' in value && !single)) return reading === 'may' ? next : { ...next, present: false };
  if (state.fixed !== undefined) return narrowFixed(next, state.fixed, test, value, reading);
  if ('range' in value) return { ...next, ranges: [...state.ranges, value.range] };
  // ForAllValues perhaps takes an empty value for none.
  const every = test.quantifier === 'every' && asWritten && reading === 'may';
  if (every && value.text.negated && passesEmpty(value.text)) return next;
  const text = every && !value.text.negated ? { ...value.text, patterns: [...value.text.patterns, []] } : value.text;
  return single || test.quantifier !== 'some' ? { ...next, each: [...state.each, text] } : { ...next, some: [...state.some, text] };
}

function passesEmpty(test: TextTest): boolean {
  return test.patterns.some((tokens) => tokens.every((token) => token.kind !== 'literal'));
}

function narrowFixed(state: KeyState, fixed: readonly string[], test: FilledKeyTest, value: Exclude<FilledKeyTest['value'], { present: boolean }>, reading: Reading): KeyState {
  const open = 'text' in value ? { text: { ...value.text, patterns: value.text.patterns.map(withoutSlots) } } : value;
  const passes = (text: string): boolean => passesValue(open, text, reading);
  if (test.quantifier === 'some') {
    if (fixed.some(passes)) return state;
    return state.more === true && 'text' in value ? { ...state, some: [...state.some, value.text] } : { ...state, present: false };
  }
  if (!fixed.every(passes)) return { ...state, present: false };
  return 'text' in value ? { ...state, each: [...state.each, value.text] } : state;
}
