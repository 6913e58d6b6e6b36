import type { GlobToken, Reading } from '../iam/glob';
import { Glob } from '../iam/glob';
import { isOpenSymbol, isSymbol } from '../iam/text';
import type { ReadyDomain } from './automata';

/** One letter read: the state afterwards, and what it was for the slot it was read in. */
export interface Move {
  readonly state: number;
  /** The slot whose text the letter belongs to. */
  readonly slot?: string;
  readonly first?: boolean;
  readonly last?: boolean;
  /** A symbol ran across an edge of the slot: where its text begins or ends is not known. */
  readonly torn?: string;
  /** The letter is a symbol that the pattern names here. */
  readonly named?: boolean;
}

const TORN = -2;

/** A pattern with slots: texts out of a domain, of at least one letter, whose ends the search follows. */
export class SlotGlob extends Glob {
  private readonly inside: { at: number; state: number }[] = [];
  private readonly ids = new Map<string, number>();
  private readonly memo = new Map<string, Move[]>();
  /** Where the first slot stands from each token on. */
  private readonly slotsFrom: readonly number[];

  /**
   * @param tokens the pattern
   * @param reading how what is unknown counts
   * @param fold whether upper and lower case are the same
   * @param leads see Glob
   * @param domains what each slot may hold
   */
  constructor(tokens: readonly GlobToken[], reading: Reading, fold: boolean, leads: boolean, private readonly domains: ReadonlyMap<string, ReadyDomain>) {
    super(tokens, reading, fold, leads);
    const slotsFrom = new Array<number>(tokens.length).fill(tokens.length);
    for (let at = tokens.length - 1; at >= 0; at--) slotsFrom[at] = tokens[at].kind === 'slot' ? at : slotsFrom[at + 1] ?? tokens.length;
    this.slotsFrom = slotsFrom;
  }

  /** The only letter that can be read here, where there is but one. */
  public onlyLetter(state: number): string | undefined {
    const token = this.tokens[state];
    return token?.kind === 'literal' && !this.fold && (this.leads || !isOpenSymbol(token.char)) ? token.char : undefined;
  }

  /** The moves on one letter. */
  public moves(state: number, letter: string): Move[] {
    const key = `${state} ${letter}`;
    let moves = this.memo.get(key);
    if (moves === undefined) this.memo.set(key, moves = this.findMoves(state, letter));
    return moves;
  }

  /** The slot that is being read in this state, with the state of its automaton. */
  public slotAt(state: number): { slot: string; state: number } | undefined {
    const inside = this.inside[state - this.tokens.length - 1];
    return inside && { slot: this.slotName(inside.at), state: inside.state };
  }

  private findMoves(state: number, letter: string): Move[] {
    const inside = this.inside[state - this.tokens.length - 1];
    if (inside !== undefined) return this.inSlot(inside.at, inside.state, letter, false);
    if (this.tokens[state]?.kind === 'slot') return this.inSlot(state, undefined, letter, true);
    const token = this.tokens[state];
    const named = isSymbol(letter) && token?.kind === 'literal' && token.char === letter;
    const moves = this.next(state, letter).map((to): Move => ({ state: to, ...(named && { named }), ...this.tornBetween(state, to) }));
    return isSymbol(letter) ? [...moves, ...this.tornWithin(state, moves)] : moves;
  }

  private inSlot(at: number, from: number | undefined, letter: string, first: boolean): Move[] {
    const slot = this.slotName(at);
    const { automaton, letters } = this.domains.get(slot)!;
    if (isSymbol(letter) && !letters.some(isSymbol)) {
      if (this.reading === 'must') return [];
      const beyond = isOpenSymbol(letter) ? this.allFrom(at + 1) : [...this.skip(at + 1), ...this.pathsThrough(at + 1, true)];
      const moves = [...new Set(beyond)].map((state) => ({ state, torn: slot }));
      return [{ state: this.enter(at, TORN), torn: slot }, ...moves, ...this.tornWithin(at + 1, moves)];
    }
    if (from === TORN) return [{ state: this.enter(at, TORN), torn: slot }, ...this.skip(at + 1).map((state) => ({ state, torn: slot }))];
    const to = automaton.next(from ?? automaton.start, letter);
    if (to === -1) return [];
    const moves: Move[] = [{ state: this.enter(at, to), slot, first }];
    if (automaton.accepts(to)) moves.push(...this.skip(at + 1).map((state) => ({ state, slot, first, last: true })));
    return moves;
  }

  // A symbol that can run beyond a slot can end within it as well.
  private tornWithin(from: number, moves: readonly Move[]): Move[] {
    const reached = new Set(moves.map((move) => move.state));
    return this.tokens.flatMap((token, at) => (token.kind === 'slot' && at >= from && reached.has(at + 1) ? [{ state: this.enter(at, TORN), torn: token.slot }] : []));
  }

  private tornBetween(from: number, to: number): { torn?: string } {
    const at = this.slotsFrom[from] ?? this.tokens.length;
    return at < Math.min(to, this.tokens.length) ? { torn: this.slotName(at) } : {};
  }

  private enter(at: number, state: number): number {
    const key = `${at}:${state}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.tokens.length + this.inside.push({ at, state });
      this.ids.set(key, id);
    }
    return id;
  }

  private slotName(at: number): string {
    const token = this.tokens[at];
    return token.kind === 'slot' ? token.slot : '';
  }
}
