import type { GlobToken, Reading } from '../iam/glob';
import { Glob } from '../iam/glob';
import { isOpenSymbol, isSymbol } from '../iam/text';
import type { ReadyDomain } from './automata';
import type { Budget } from './budget';
import { lettersFor } from './representative-characters';
import { keptApart } from './fast-path';
import { remembered } from './remembered';
import { advance, differs, mayDiffer, START } from './relation';
import type { Move } from './variable-glob';
import { SlotGlob } from './variable-glob';

/** A text matches one of the patterns, or (negated) none. */
export interface TextTest {
  readonly patterns: readonly (readonly GlobToken[])[];
  readonly fold: boolean;
  readonly negated: boolean;
  /** The text may also be the beginning of a match. */
  readonly prefixes?: boolean;
}

/** A text that passes all tests, and the values that it gives the slots `asker` and `owner`. */
export interface Word {
  readonly text: string;
  /** The value of each slot, by name. */
  readonly slots: ReadonlyMap<string, string>;
}

interface Positive {
  readonly machines: readonly SlotGlob[];
  readonly prefixes: boolean;
  /** Whether the asker's value stands in it, so that it has to be compared with the owner's. */
  readonly compared: boolean;
}

interface Node {
  /** One per positive test: which of its patterns, and in which state. */
  readonly at: readonly (readonly [number, number])[];
  /** One per pattern of a negated test: the states in which it could be. */
  readonly not: readonly (readonly number[])[];
  readonly relations: readonly string[];
  readonly letter: string;
  readonly moves: readonly Move[];
  readonly parent?: Node;
}

/**
 * Looks for a text that passes all tests, shortest first. A slot named `asker` and one named `owner` get different values: one
 * that surely differ if there are any, else some that may.
 *
 * @param tests all to be passed
 * @param reading `may` when a miss has to be a proof, `must` when a hit has to be real
 * @param domains what the slots may hold
 * @param budget bounds the work
 * @returns the text, or `undefined`: there is none
 */
export function findWord(tests: readonly TextTest[], reading: Reading, domains: ReadonlyMap<string, ReadyDomain>, budget: Budget): Word | undefined {
  return remembered(tests, reading, domains, () => (keptApart(tests, domains) ? undefined : new Search(tests, reading, domains, budget).run()));
}

class Search {
  private readonly positives: readonly Positive[];
  private readonly negatives: readonly Glob[];
  private readonly letters: readonly string[];
  private readonly slots: ReadonlySet<string>;
  private readonly slotsNameSymbols: boolean;

  constructor(tests: readonly TextTest[], reading: Reading, private readonly domains: ReadonlyMap<string, ReadyDomain>, private readonly budget: Budget) {
    const positive = tests.filter((test) => !test.negated);
    const owned = positive.some((test) => test.patterns.some((tokens) => holds(tokens, 'owner')));
    const lead = positive.reduce<TextTest | undefined>((best, test) => (best && openCount(best) >= openCount(test) ? best : test), undefined);
    this.positives = positive.map((test) => ({
      machines: test.patterns.map((tokens) => new SlotGlob(tokens, reading, test.fold, test === lead, domains)),
      prefixes: test.prefixes === true,
      compared: owned && test.patterns.some((tokens) => holds(tokens, 'asker')),
    }));
    // To miss is only a proof if what is excluded is excluded for sure.
    const opposite = reading === 'may' ? 'must' : 'may';
    const negated = tests.filter((test) => test.negated);
    this.negatives = negated.flatMap((test) => test.patterns.map((tokens) => new Glob(tokens, opposite, test.fold)));
    const patterns = tests.flatMap((test) => test.patterns);
    this.slots = new Set(patterns.flatMap((tokens) => tokens.flatMap((token) => (token.kind === 'slot' ? [token.slot] : []))));
    const held = [...this.slots].map((slot) => domains.get(slot)!);
    this.letters = lettersFor(patterns, held, tests.some((test) => test.fold));
    this.slotsNameSymbols = held.some((domain) => domain.letters.some(isSymbol));
    budget.spend(patterns.reduce((sum, tokens) => sum + tokens.length, 0));
  }

  public run(): Word | undefined {
    const seen = new Set<string>();
    let level: Node[] = [];
    const add = (into: Node[]) => (node: Node): void => {
      const key = keyOf(node);
      if (seen.has(key)) return;
      seen.add(key);
      into.push(node);
    };
    this.starts().forEach(add(level));
    let doubtful: Node | undefined;
    while (level.length > 0) {
      const following: Node[] = [];
      for (const node of level) {
        if (this.accepts(node)) {
          if (node.relations.every(differs)) return this.word(node);
          if (node.relations.every(mayDiffer)) doubtful ??= node;
        }
        for (const letter of this.lettersAt(node)) this.step(node, letter, add(following));
      }
      level = following;
    }
    return doubtful && this.word(doubtful);
  }

  private starts(): Node[] {
    const base = { not: this.negatives.map((glob) => glob.start()), relations: this.positives.filter((p) => p.compared).map(() => START), letter: '', moves: [] };
    const choices = this.positives.map((positive) => positive.machines.flatMap((machine, which) => machine.start().map((state): [number, number] => [which, state])));
    return product(choices, this.budget).map((at) => ({ ...base, at }));
  }

  private step(node: Node, letter: string, add: (node: Node) => void): void {
    const options = this.positives.map((positive, index) => {
      const [which, state] = node.at[index];
      return positive.machines[which].moves(state, letter);
    });
    this.budget.spend(1 + node.not.reduce((sum, states) => sum + states.length, 0));
    if (options.some((moves) => moves.length === 0)) return;
    const not = node.not.map((states, index) => [...new Set(states.flatMap((state) => this.negatives[index].next(state, letter)))].sort((a, b) => a - b));
    for (const moves of product(options, this.budget)) {
      if (isSymbol(letter) && this.positives.length > 0 && !moves.some((move) => move.named === true || move.slot !== undefined)) continue;
      const owner = moves.find((move) => move.slot === 'owner' || move.torn === 'owner');
      const relations: string[] = [];
      this.positives.forEach((positive, index) => {
        if (positive.compared) relations.push(advance(node.relations[relations.length], moves[index], owner, letter));
      });
      if (relations.includes('same')) continue;
      add({ at: moves.map((move, index) => [node.at[index][0], move.state]), not, relations, letter, moves, parent: node });
    }
  }

  // Where a pattern can go on with one letter only, no other is tried; a symbol that runs across it is named by another.
  private lettersAt(node: Node): readonly string[] {
    if (this.slotsNameSymbols) return this.letters;
    const only = new Set<string>();
    this.positives.forEach(({ machines }, index) => {
      const letter = machines[node.at[index][0]].onlyLetter(node.at[index][1]);
      if (letter !== undefined) only.add(letter);
    });
    return only.size > 0 ? [...only] : this.letters;
  }

  private accepts(node: Node): boolean {
    return this.positives.every(({ machines, prefixes }, index) => {
      const [which, state] = node.at[index];
      return machines[which].accepts(state) || (prefixes && this.canEnd(machines[which], state));
    })
      && node.not.every((states, index) => !states.some((state) => this.negatives[index].accepts(state)));
  }

  // Within a slot, a beginning is one only if the slot's text can go on from here.
  private canEnd(machine: SlotGlob, state: number): boolean {
    const open = machine.slotAt(state);
    return open === undefined || open.state < 0 || shortest(this.domains.get(open.slot)!.automaton, open.state, this.letters) !== undefined;
  }

  private word(end: Node): Word {
    const nodes: Node[] = [];
    for (let node: Node | undefined = end; node?.parent; node = node.parent) nodes.push(node);
    nodes.reverse();
    const value = (slot: string): string | undefined => {
      const reader = this.positives.findIndex(({ machines }, index) => nodes.some((node) => node.moves[index].slot === slot) && machines.length > 0);
      if (reader === -1) return undefined;
      const read = nodes.map((node) => (node.moves[reader].slot === slot ? node.letter : '')).join('');
      return read + this.completion(reader, end, slot);
    };
    const slots = new Map<string, string>();
    for (const slot of this.slots) {
      const read = value(slot);
      if (read !== undefined) slots.set(slot, read);
    }
    return { text: nodes.map((node) => node.letter).join(''), slots };
  }

  // A text that ends within a slot leaves it to be ended: the shortest way.
  private completion(reader: number, end: Node, slot: string): string {
    const [which, state] = end.at[reader];
    const open = this.positives[reader].machines[which].slotAt(state);
    if (open?.slot !== slot || open.state < 0) return '';
    return shortest(this.domains.get(slot)!.automaton, open.state, this.letters) ?? '';
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

function keyOf(node: Node): string {
  return `${node.at.join(';')}|${node.not.join(';')}|${node.relations.join(';')}`;
}

function product<T>(choices: readonly (readonly T[])[], budget: Budget): T[][] {
  return choices.reduce<T[][]>((sofar, options) => {
    budget.spend(sofar.length * options.length);
    return sofar.flatMap((head) => options.map((option) => [...head, option]));
  }, [[]]);
}

function holds(tokens: readonly GlobToken[], slot: string): boolean {
  return tokens.some((token) => token.kind === 'slot' && token.slot === slot);
}

function openCount(test: TextTest): number {
  return Math.max(0, ...test.patterns.map((tokens) => tokens.filter((token) => token.kind === 'literal' && isOpenSymbol(token.char)).length));
}
