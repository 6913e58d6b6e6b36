import type { GlobToken, Bound } from '../iam/glob';
import { isOpenSymbol, isSymbol } from '../symbols/symbol';
import type { ReadyDomain } from './automata';
import type { Budget } from './budget';
import { Exclusions } from './exclusions';
import { representativeCharacters } from './representative-characters';
import { keptApart } from './fast-path';
import { findListed } from './listed-texts';
import { remembered } from './remembered';
import { advance, differs, mayDiffer, START } from './relation';
import type { Move } from './variable-glob';
import { VariableGlob } from './variable-glob';

/** A text matches one of the patterns, or (negated) none. */
export interface TextConstraint {
  readonly patterns: readonly (readonly GlobToken[])[];
  readonly fold: boolean;
  readonly negated: boolean;
  /** The text may also be the beginning of a match. */
  readonly prefixes?: boolean;
}

/** A text that passes all tests, and the values that it gives the variables `caller` and `owner`. */
export interface Witness {
  readonly text: string;
  /** The value of each variable, by name. */
  readonly variables: ReadonlyMap<string, string>;
}

interface Positive {
  readonly machines: readonly VariableGlob[];
  readonly prefixes: boolean;
  /** Whether the caller's value stands in it, so that it has to be compared with the owner's. */
  readonly compared: boolean;
}

interface SearchNode {
  /** One per positive test: which of its patterns, and in which state. */
  readonly at: readonly (readonly [number, number])[];
  /** The state of what is excluded. */
  readonly not: number;
  readonly relations: readonly string[];
  readonly letter: string;
  readonly moves: readonly Move[];
  readonly parent?: SearchNode;
}

/** A node that is still to be looked at, with the number of letters read. */
interface Waiting {
  readonly node: SearchNode;
  readonly key: string;
  readonly read: number;
}

/**
 * Looks for a text that passes all tests, shortest first. A variable named `caller` and one named `owner` get different values: one
 * that surely differ if there are any, else some that may.
 *
 * @param tests all to be passed
 * @param bound `upper` when a miss has to be a proof, `lower` when a hit has to be real
 * @param domains what the variables may hold
 * @param budget bounds the work
 * @returns the text, or `undefined`: there is none
 */
export function findWitness(tests: readonly TextConstraint[], bound: Bound, domains: ReadonlyMap<string, ReadyDomain>, budget: Budget): Witness | undefined {
  return remembered(tests, bound, domains, () => {
    const listed = findListed(tests, bound, budget);
    if (listed !== undefined) return (listed.spelledBy && new Search(listed.spelledBy, bound, domains, budget).run()) ?? listed.witness;
    return keptApart(tests, domains) ? undefined : new Search(tests, bound, domains, budget).run();
  });
}

class Search {
  private readonly positives: readonly Positive[];
  private readonly exclusions: Exclusions;
  private readonly letters: readonly string[];
  private readonly variables: ReadonlySet<string>;
  private readonly variablesNameSymbols: boolean;
  /** Whether no letter of a text that is found can be a symbol. */
  private readonly isLetterByLetter: boolean;

  constructor(tests: readonly TextConstraint[], bound: Bound, private readonly domains: ReadonlyMap<string, ReadyDomain>, private readonly budget: Budget) {
    const positive = tests.filter((test) => !test.negated);
    const owned = positive.some((test) => test.patterns.some((tokens) => holds(tokens, 'owner')));
    const lead = positive.reduce<TextConstraint | undefined>((best, test) => (best && symbolCount(best) >= symbolCount(test) ? best : test), undefined);
    this.positives = positive.map((test) => ({
      machines: test.patterns.map((tokens) => new VariableGlob(tokens, bound, test.fold, test === lead, domains)),
      prefixes: test.prefixes === true,
      compared: owned && test.patterns.some((tokens) => holds(tokens, 'caller')),
    }));
    // To miss is only a proof if what is excluded is excluded for sure.
    const opposite = bound === 'upper' ? 'lower' : 'upper';
    this.exclusions = new Exclusions(tests.flatMap(({ negated, patterns, fold }) => (negated ? patterns.map((tokens) => ({ tokens, fold })) : [])), opposite, budget);
    const patterns = tests.flatMap((test) => test.patterns);
    this.variables = new Set(patterns.flatMap((tokens) => tokens.flatMap((token) => (token.kind === 'proof-variable' ? [token.variable] : []))));
    const held = [...this.variables].map((variable) => domains.get(variable)!);
    this.variablesNameSymbols = held.some((domain) => domain.letters.some(isSymbol));
    this.isLetterByLetter = positive.length > 0 && !this.variablesNameSymbols && !positive.some((test) => test.patterns.some((tokens) => tokens.some((token) => token.kind === 'literal' && isSymbol(token.char))));
    // What waits longest is looked at last where one pattern leads straight on, and so are the first letters tried first.
    const letters = representativeCharacters(patterns, held, tests.some((test) => test.fold));
    this.letters = this.isLetterByLetter ? [...letters].reverse() : letters;
    budget.spend(patterns.reduce((sum, tokens) => sum + tokens.length, 0));
  }

  /**
   * What is excluded makes most of the work, and the shortest text without regard to it is mostly not among it: so that is tried
   * first. Where there is none at all, there is none that is not excluded.
   */
  public run(): Witness | undefined {
    const shortestOfAll = this.find(this.exclusions.nothing());
    if (this.exclusions.isEmpty || shortestOfAll === undefined || !this.isExcluded(shortestOfAll)) return shortestOfAll && this.word(shortestOfAll);
    const found = this.find(this.exclusions.start());
    return found && this.word(found);
  }

  private find(not: number): SearchNode | undefined {
    const fewest = new Map<string, number>();
    const waiting: Waiting[][] = [];
    let length = 0;
    const add = (read: number) => (node: SearchNode): void => {
      const key = keyOf(node);
      const before = fewest.get(key);
      if (before !== undefined && before <= read) return;
      fewest.set(key, read);
      const least = read + this.leastLeft(node);
      // Nothing is passed over, whatever is promised of its length.
      (waiting[least > length ? least : length] ??= []).push({ node, key, read });
    };
    this.starts(not).forEach(add(0));
    let doubtful: SearchNode | undefined;
    for (; length < waiting.length; length++) {
      const next = waiting[length]?.reverse() ?? [];
      for (let one = next.pop(); one !== undefined; one = next.pop()) {
        const { node, key, read } = one;
        if (fewest.get(key)! < read) continue;
        if (this.accepts(node)) {
          if (node.relations.every(differs)) return node;
          if (node.relations.every(mayDiffer)) doubtful ??= node;
        }
        for (const letter of this.lettersAt(node)) this.step(node, letter, add(read + 1));
      }
    }
    return doubtful;
  }

  /** How many letters more there are at least; none is promised where one letter may be a text that a pattern spells out. */
  private leastLeft({ at }: SearchNode): number {
    if (!this.isLetterByLetter) return 0;
    return this.positives.reduce((least, { machines, prefixes }, index) => {
      const own = prefixes ? 0 : machines[at[index][0]].leastLeft(at[index][1]);
      return own > least ? own : least;
    }, 0);
  }

  private isExcluded(end: SearchNode): boolean {
    const state = pathTo(end).reduce((before, { letter }) => this.exclusions.next(before, letter), this.exclusions.start());
    return this.exclusions.excludes(state);
  }

  private starts(not: number): SearchNode[] {
    const base = { not, relations: this.positives.filter((p) => p.compared).map(() => START), letter: '', moves: [] };
    const choices = this.positives.map((positive) => positive.machines.flatMap((machine, which) => machine.start().map((state): [number, number] => [which, state])));
    return product(choices, this.budget).map((at) => ({ ...base, at }));
  }

  private step(node: SearchNode, letter: string, add: (node: SearchNode) => void): void {
    const options = this.positives.map((positive, index) => {
      const [which, state] = node.at[index];
      return positive.machines[which].moves(state, letter);
    });
    this.budget.spend(1);
    if (options.some((moves) => moves.length === 0)) return;
    const not = this.exclusions.next(node.not, letter);
    const isSymbolic = isSymbol(letter);
    for (const moves of product(options, this.budget)) {
      if (isSymbolic && this.positives.length > 0 && !moves.some((move) => move.named === true || move.variable !== undefined)) continue;
      const owner = moves.find((move) => move.variable === 'owner' || move.unaligned === 'owner');
      const relations: string[] = [];
      this.positives.forEach((positive, index) => {
        if (positive.compared) relations.push(advance(node.relations[relations.length], moves[index], owner, letter));
      });
      if (relations.includes('same')) continue;
      add({ at: moves.map((move, index) => [node.at[index][0], move.state]), not, relations, letter, moves, parent: node });
    }
  }

  // Where a pattern can go on with one letter only, no other is tried; a symbol that runs across it is named by another.
  private lettersAt(node: SearchNode): readonly string[] {
    if (this.variablesNameSymbols) return this.letters;
    const only = new Set<string>();
    this.positives.forEach(({ machines }, index) => {
      const letter = machines[node.at[index][0]].onlyLetter(node.at[index][1]);
      if (letter !== undefined) only.add(letter);
    });
    return only.size > 0 ? [...only] : this.letters;
  }

  private accepts(node: SearchNode): boolean {
    return this.positives.every(({ machines, prefixes }, index) => {
      const [which, state] = node.at[index];
      return machines[which].accepts(state) || (prefixes && this.canEnd(machines[which], state));
    })
      && !this.exclusions.excludes(node.not);
  }

  // Within a variable, a beginning is one only if the variable's text can go on from here.
  private canEnd(machine: VariableGlob, state: number): boolean {
    const open = machine.variableAt(state);
    return open === undefined || open.state < 0 || shortest(this.domains.get(open.variable)!.automaton, open.state, this.letters) !== undefined;
  }

  private word(end: SearchNode): Witness {
    const nodes = pathTo(end);
    const value = (variable: string): string | undefined => {
      const reader = this.positives.findIndex(({ machines }, index) => nodes.some((node) => node.moves[index].variable === variable) && machines.length > 0);
      if (reader === -1) return undefined;
      const read = nodes.map((node) => (node.moves[reader].variable === variable ? node.letter : '')).join('');
      return read + this.completion(reader, end, variable);
    };
    const variables = new Map<string, string>();
    for (const variable of this.variables) {
      const read = value(variable);
      if (read !== undefined) variables.set(variable, read);
    }
    return { text: nodes.map((node) => node.letter).join(''), variables };
  }

  // A text that ends within a variable leaves it to be ended: the shortest way.
  private completion(reader: number, end: SearchNode, variable: string): string {
    const [which, state] = end.at[reader];
    const open = this.positives[reader].machines[which].variableAt(state);
    if (open?.variable !== variable || open.state < 0) return '';
    return shortest(this.domains.get(variable)!.automaton, open.state, this.letters) ?? '';
  }
}

/**
 * The shortest non-empty text that takes an automaton from a state to an accepting one.
 *
 * @param automaton the automaton
 * @param from the state
 * @param letters the letters to use
 * @param besides texts that will not do
 * @returns the text, if there is one
 */
export function shortest(automaton: ReadyDomain['automaton'], from: number, letters: readonly string[], besides: readonly string[] = []): string | undefined {
  let level: [number, string][] = [[from, '']];
  const visits = new Map<number, number>();
  while (level.length > 0) {
    const following: [number, string][] = [];
    for (const [state, text] of level) {
      for (const letter of letters) {
        if (isSymbol(letter)) continue;
        const to = automaton.next(state, letter);
        const seen = visits.get(to) ?? 0;
        if (to === -1 || seen > besides.length) continue;
        visits.set(to, seen + 1);
        if (automaton.accepts(to) && !besides.includes(text + letter)) return text + letter;
        following.push([to, text + letter]);
      }
    }
    level = following;
  }
  return undefined;
}

/** The nodes after the first one, which reads no letter. */
function pathTo(end: SearchNode): SearchNode[] {
  const nodes: SearchNode[] = [];
  for (let node: SearchNode | undefined = end; node?.parent; node = node.parent) nodes.push(node);
  return nodes.reverse();
}

function keyOf({ at, not, relations }: SearchNode): string {
  let key = String(not);
  for (const [which, state] of at) key += `,${which},${state}`;
  for (const relation of relations) key += `,${relation}`;
  return key;
}

function product<T>(choices: readonly (readonly T[])[], budget: Budget): T[][] {
  let sofar: T[][] = [[]];
  for (const options of choices) {
    budget.spend(sofar.length * options.length);
    if (options.length === 1) for (const head of sofar) head.push(options[0]);
    else sofar = sofar.flatMap((head) => options.map((option) => [...head, option]));
  }
  return sofar;
}

function holds(tokens: readonly GlobToken[], variable: string): boolean {
  return tokens.some((token) => token.kind === 'proof-variable' && token.variable === variable);
}

/** Of symbols of which nothing is known, one says more than any number of others. */
function symbolCount(test: TextConstraint): number {
  return Math.max(0, ...test.patterns.map((tokens) => tokens.reduce((sum, token) => (token.kind !== 'literal' || !isSymbol(token.char) ? sum : sum + (isOpenSymbol(token.char) ? tokens.length : 1)), 0)));
}
