import type { Binding, Subject } from '../../../lib/proof/solver';
import { cardinality, isAskersChoice } from '../../../lib/proof/iam/data/condition-keys';
import type { AccessRequest } from '../../../lib/proof/iam/request';
import { inDomain } from './domain';
import { and, literal, not, Untranslatable } from './formula';

/** What a condition key holds in the request: terms, each with the formula that says whether it is there. */
export interface KeyState {
  readonly present: string;
  readonly values: readonly { readonly on: string; readonly term: string }[];
  /** Whether it is a key of several values. */
  readonly many: boolean;
  /** Whether nothing can be said of it. */
  readonly open: boolean;
}

/** How many values of a list are tried: two that are needed for something, and one that is in the way. */
const LONGEST = 3;

/** The request that a solver looks for: its variables, and what is known of them. */
export class Context {
  public readonly declarations: string[] = ['(declare-const action String)', '(declare-const resource String)'];
  public readonly assertions: string[] = [];
  private readonly states = new Map<string, KeyState>();

  /**
   * @param person who asks
   * @param lists keys that hold lists because of the operators that they are compared with
   */
  constructor(public readonly person: Subject, private readonly lists: ReadonlySet<string>) {}

  /**
   * A new variable.
   *
   * @param sort its sort
   * @returns its name
   */
  public variable(sort: 'String' | 'Bool'): string {
    const name = `v${this.declarations.length}`;
    this.declarations.push(`(declare-const ${name} ${sort})`);
    return name;
  }

  /** What a key, in lower case, holds. */
  public key(key: string): KeyState {
    let state = this.states.get(key);
    if (state === undefined) this.states.set(key, state = this.stateOf(key));
    return state;
  }

  /**
   * That the request is a given one.
   *
   * @param request the request
   * @returns the formulas
   */
  public is(request: AccessRequest): string[] {
    const held = new Map(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), typeof value === 'string' ? [value] : value]));
    const keys = [...this.states].flatMap(([key, { present, values }]) => {
      const texts = held.get(key) ?? (present === 'true' ? undefined : []);
      if (texts === undefined) return [];
      if (texts.length === 0) return [not(present)];
      if (texts.length > values.length) throw new Untranslatable('a long list');
      return [present, ...values.flatMap(({ on, term }, index) => (index < texts.length ? [on, `(= ${term} ${literal(texts[index])})`] : [not(on)]))];
    });
    return [`(= action ${literal(request.action.toLowerCase())})`, `(= resource ${literal(request.resource)})`, ...keys];
  }

  private stateOf(key: string): KeyState {
    const binding = this.bindingOf(key);
    const many = cardinality(key) === 'many' || (cardinality(key) === 'unknown' && this.lists.has(key)) || binding?.kind === 'list';
    const fixed = (values: readonly string[]): KeyState => ({ present: 'true', values: values.map((value) => ({ on: 'true', term: literal(value) })), many, open: false });
    switch (binding?.kind) {
      case 'missing': return { present: 'false', values: [], many, open: false };
      case 'value': return fixed([binding.value]);
      case 'list': return binding.more === true ? { ...fixed(binding.values), values: [...fixed(binding.values).values, ...this.someValues(2)] } : fixed(binding.values);
      case 'owner': return { present: 'true', values: [{ on: 'true', term: 'caller' }], many, open: false };
      case 'free': {
        const term = this.variable('String');
        this.assertions.push(inDomain(binding.domain, term));
        return { present: binding.optional === true ? this.variable('Bool') : 'true', values: [{ on: 'true', term }], many, open: false };
      }
      case 'present': {
        const [first] = this.someValues(1);
        return { present: 'true', values: [{ ...first, on: 'true' }], many, open: false };
      }
      case 'of-actions': throw new Untranslatable('a key of some actions');
      case undefined: {
        const [first, ...rest] = this.someValues(many ? LONGEST : 1);
        return { present: this.variable('Bool'), values: [{ ...first, on: 'true' }, ...rest], many, open: !isAskersChoice(key) };
      }
    }
  }

  private someValues(count: number): { on: string; term: string }[] {
    const flags = Array.from({ length: count }, () => this.variable('Bool'));
    return flags.map((_, index) => ({ on: and(flags.slice(0, index + 1)), term: this.variable('String') }));
  }

  private bindingOf(key: string): Binding | undefined {
    const { keys, principal } = this.person;
    const entries = Object.entries(keys).map(([name, binding]): [string, Binding] => [name.toLowerCase(), binding]);
    const named = entries.find(([name]) => name === key) ?? entries.find(([name]) => name.endsWith('*') && key.startsWith(name.slice(0, -1)));
    if (named !== undefined || principal.kind !== 'session') return named?.[1];
    const own: Record<string, string | undefined> = { 'aws:principalarn': principal.roleArn, 'aws:principalaccount': principal.account, 'aws:principaltype': 'AssumedRole' };
    if (key === 'aws:username') return { kind: 'missing' };
    return own[key] === undefined ? undefined : { kind: 'value', value: own[key] };
  }
}
