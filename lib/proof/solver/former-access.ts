import { fillIn, type Filled, type VariableValue } from '../iam/match';
import type { Bound } from '../iam/glob';
import type { Pattern } from '../iam/pattern';
import type { Policy, PolicyKind } from '../iam/policy';
import { satisfies, type Conjunction, type Constraint, type KeyValues } from './conjunction';
import { everyGrantPathOf, type GrantPath, type GrantPaths } from './grant-paths';
import { spelling } from './spelling';
import { bindingOf, keysMentionedBy, withKey } from './subjects';
import type { Binding, Subject } from './types';

/** What somebody could do before, in one way, who is asked about as they are now. */
export interface FormerSubject {
  readonly subject: Subject;
  /** Whether they surely could do it; what perhaps was there is no reason to call access old. */
  readonly certain: boolean;
  /** The keys that hold another value for the same person than they did, though no binding tells. */
  readonly changed: (key: string) => boolean;
}

/** A text that what is not known of a statement shares with the same on the other side; undefined where it may differ. */
export type SameUnknown = (statement: string, side: 'now' | 'before') => string | undefined;

/** More combinations of statements and limits than these are not looked at. */
const COMBINATIONS = 2_000;

/** Compares what somebody may do now with what they could do before. */
export class FormerAccess {
  private readonly kinds = new Map<string, PolicyKind>();
  private readonly mentioned = new Map<string, readonly string[]>();
  private readonly texts = new Map<string, Map<Conjunction, string>>();
  private readonly currently = new Map<Bound, GrantPaths>();
  private readonly read = new Map<FormerSubject, Map<Bound, GrantPaths>>();
  private readonly same = new Map<FormerSubject, Map<string, boolean>>();

  /**
   * @param now the subject as they are now, one case of them, with the keys that both sides mention
   * @param original the subject before cases were told apart
   * @param lookup what variables stand for
   * @param keys every key that matters
   * @param sameUnknown when what is not known is the same on both sides
   */
  public constructor(private readonly now: Subject, private readonly original: Subject, private readonly lookup: (key: string) => VariableValue, private readonly keys: readonly string[], private readonly sameUnknown: SameUnknown) {
    this.learn(now.policies, 'now');
  }

  /**
   * @param bound the bound
   * @returns what the subject may do now
   */
  public current(bound: Bound): GrantPaths {
    let found = this.currently.get(bound);
    if (found === undefined) this.currently.set(bound, found = everyGrantPathOf(this.now, bound, (pattern) => fillIn(pattern, this.lookup), () => false));
    return found;
  }

  private formerly(former: FormerSubject, bound: Bound): GrantPaths {
    let known = this.read.get(former);
    if (known === undefined) {
      this.learn(former.subject.policies, 'before');
      this.read.set(former, known = new Map<Bound, GrantPaths>());
    }
    let found = known.get(bound);
    if (found === undefined) {
      const fill = (pattern: Pattern): Filled => fillIn(pattern, (key) => (this.isSame(former, key) ? this.lookup(key) : valueOf(bindingOf(former.subject, key))));
      known.set(bound, found = everyGrantPathOf(this.asBefore(former), bound, fill, () => false));
    }
    return found;
  }

  /**
   * @param former what they could do before
   * @param path one path of what they may do now
   * @param bound `lower`: at most what they surely could; `upper`: at least what they perhaps could
   * @returns the conjunctions that hold requests of that path which they could make; undefined when there are too many
   */
  public exclusions(former: FormerSubject, path: GrantPath, bound: Bound): Conjunction[] | undefined {
    const mine = this.formerly(former, bound);
    const widest = this.formerly(former, 'upper');
    const shared = bound === 'upper' ? new Set<string>() : new Set(path.layers.map((layer) => this.textOfLayer(layer, 'now')));
    const except = this.leftOut(former, mine.denies, bound);
    const result: Conjunction[] = [];
    for (const [i, { layers }] of mine.paths.entries()) {
      const needed = layers.flatMap((layer, j) => {
        const wide = widest.paths[i].layers[j];
        // Whoever comes by this path now passes a limit that was the same before.
        const same = wide !== undefined && this.isUnchanged(wide, former, shared);
        return same ? [] : [layer.flatMap((one) => this.adapted(one, former, bound))];
      });
      const combined = products(needed);
      if (combined === undefined) {
        if (bound === 'upper') return undefined;
        continue;
      }
      for (const constraints of combined) result.push({ statement: '', constraints, doubtful: false, ...(except.length > 0 && { except }) });
    }
    return result;
  }

  /**
   * @param conjunction a conjunction of what the subject may do now
   * @param known the texts of those that they could do before
   * @returns whether it is one of them, word for word
   */
  public isKnown(conjunction: Conjunction, known: ReadonlySet<string>): boolean {
    const text = this.textOf(conjunction, 'now');
    return text !== undefined && known.has(text);
  }

  /**
   * @param former what they could do before
   * @param path one path of what they may do now
   * @returns the texts of statements that allow the same as they did, whatever is not known of them
   */
  public knownIn(former: FormerSubject, path: GrantPath): Set<string> {
    const [sure, wide] = [this.formerly(former, 'lower'), this.formerly(former, 'upper')];
    if (this.leftOut(former, sure.denies, 'lower').length > 0) return new Set();
    const limits = new Set(path.layers.slice(1).map((layer) => this.textOfLayer(layer, 'now')));
    const result = new Set<string>();
    for (const [i, { layers: [first, ...rest] }] of wide.paths.entries()) {
      if (!rest.every((layer) => this.isUnchanged(layer, former, limits))) continue;
      // Whom a policy of a resource names is not known of its statements: only those count that surely name the subject.
      const candidates = this.isOwn(first) ? first : sure.paths[i].layers[0];
      for (const one of candidates) {
        const text = this.dependsOnChange(one, former) ? undefined : this.textOf(one, 'before');
        if (text !== undefined) result.add(text);
      }
    }
    return result;
  }

  /** Whether a layer was the same before, and looks at nothing that holds another value now: the same words then let in others. */
  private isUnchanged(layer: readonly Conjunction[], former: FormerSubject, now: ReadonlySet<string>): boolean {
    return this.isOwn(layer) && now.has(this.textOfLayer(layer, 'before')) && !layer.some((one) => this.dependsOnChange(one, former));
  }

  /** What denied before, but for what denies now as well: whoever is not denied now was not denied by that. */
  private leftOut(former: FormerSubject, denies: readonly Conjunction[], bound: Bound): Conjunction[] {
    const opposite = bound === 'lower' ? 'upper' : 'lower';
    const still = new Set<string>();
    if (bound === 'lower') {
      const perhaps = this.current('lower').denies.filter((one) => this.isOwn([one], 'now'));
      for (const one of [...this.current('upper').denies, ...perhaps]) still.add(this.textOf(one, 'now') ?? '');
      still.delete('');
    }
    return denies.filter((one) => this.dependsOnChange(one, former) || !still.has(this.textOf(one, 'before') ?? '')).flatMap((one) => this.adapted(one, former, opposite));
  }

  private learn(policies: readonly Policy[], side: 'now' | 'before'): void {
    for (const policy of policies) {
      for (const statement of policy.statements) {
        this.kinds.set(`${side} ${statement.id}`, policy.origin.kind);
        if (side === 'before' && !this.mentioned.has(statement.id)) this.mentioned.set(statement.id, statement.conditions.length === 0 && !statement.resources.some(({ text }) => text.includes('${')) ? [] : keysMentionedBy([{ ...policy, statements: [statement] }]));
      }
    }
  }

  private dependsOnChange({ statement }: Conjunction, former: FormerSubject): boolean {
    return (this.mentioned.get(statement) ?? []).some((key) => !this.isSame(former, key));
  }

  /** A statement looks at keys: those that hold another value now are decided by what they held. */
  private adapted(conjunction: Conjunction, former: FormerSubject, bound: Bound): Conjunction[] {
    if (bound === 'lower' && conjunction.doubtful) return [];
    const constraints: Constraint[] = [];
    for (const constraint of conjunction.constraints) {
      if (constraint.on !== 'key' || this.isSame(former, constraint.test.key)) {
        constraints.push(constraint);
        continue;
      }
      const held = former.changed(constraint.test.key) ? undefined : heldBy(bindingOf(former.subject, constraint.test.key));
      if (held === undefined ? bound === 'lower' : !satisfies(constraint, held.values, bound)) return [];
    }
    return [{ ...conjunction, constraints }];
  }

  /** Whether a key holds the same for the person now as it did. */
  private isSame(former: FormerSubject, key: string): boolean {
    let known = this.same.get(former);
    if (known === undefined) this.same.set(former, known = new Map<string, boolean>());
    let found = known.get(key);
    if (found === undefined) known.set(key, found = !former.changed(key) && JSON.stringify(bindingOf(this.original, key)) === JSON.stringify(bindingOf(former.subject, key)));
    return found;
  }

  private asBefore(former: FormerSubject): Subject {
    return this.keys.reduce((person, key) => {
      const binding = this.isSame(former, key) ? bindingOf(this.now, key) : undefined;
      return binding === undefined ? person : withKey(person, key, binding);
    }, former.subject);
  }

  /** Whether all of a layer stands in policies of the role or of its session: these speak of nobody else. */
  private isOwn(layer: readonly Conjunction[], side: 'now' | 'before' = 'before'): boolean {
    return layer.every(({ statement }) => ['identity', 'boundary', 'session'].includes(this.kinds.get(`${side} ${statement}`) ?? 'resource'));
  }

  private textOfLayer(layer: readonly Conjunction[], side: 'now' | 'before'): string {
    const texts = layer.map((one) => this.textOf(one, side) ?? `only ${side} ${one.statement}`);
    return [...new Set(texts)].sort().join('\n');
  }

  /** A text that two conjunctions share exactly if they hold the same; undefined where that is not known. */
  private textOf(conjunction: Conjunction, side: 'now' | 'before'): string | undefined {
    let known = this.texts.get(side);
    if (known === undefined) this.texts.set(side, known = new Map<Conjunction, string>());
    const before = known.get(conjunction);
    if (before !== undefined) return before === '' ? undefined : before;
    const doubt = conjunction.doubtful ? this.sameUnknown(conjunction.statement, side) : '';
    const text = doubt === undefined ? '' : JSON.stringify([doubt, conjunction.constraints.map(textOfConstraint).sort()]);
    known.set(conjunction, text);
    return text === '' ? undefined : text;
  }
}

function textOfConstraint(constraint: Constraint): string {
  if (constraint.on !== 'key') return JSON.stringify([constraint.on, constraint.unclear, constraint.text.negated, constraint.text.fold, constraint.text.patterns.map(spelling).sort()]);
  const { key, quantifier, missing, value, unclear } = constraint.test;
  const spelled = 'text' in value ? [value.text.fold, value.text.negated, value.text.patterns.map(spelling).sort()] : 'range' in value ? [value.range.line, value.range.negated, value.range.ranges.map((range) => Object.entries(range).map(String))] : [value.present];
  return JSON.stringify([key, quantifier, missing, unclear, spelled]);
}

/** The values that a key held, where they are fixed. */
function heldBy(binding: Binding | undefined): { readonly values: KeyValues } | undefined {
  switch (binding?.kind) {
    case 'value': return { values: [binding.value] };
    case 'missing': return { values: undefined };
    case 'list': return binding.more === true ? undefined : { values: binding.values };
    default: return undefined;
  }
}

function valueOf(binding: Binding | undefined): VariableValue {
  if (binding?.kind === 'value') return { kind: 'text', text: binding.value };
  return { kind: binding?.kind === 'missing' ? 'missing' : 'unclear' };
}

/** One of each layer, in all ways. */
function products(layers: readonly (readonly Conjunction[])[]): Constraint[][] | undefined {
  let result: Constraint[][] = [[]];
  for (const layer of [...layers].sort((a, b) => a.length - b.length)) {
    if (result.length * layer.length > COMBINATIONS) return undefined;
    result = result.flatMap((constraints) => layer.map((one) => [...constraints, ...one.constraints]));
  }
  return result;
}
