import type { GlobToken, Bound } from '../iam/glob';
import { Glob } from '../iam/glob';
import { isOpenSymbol, isSymbol } from '../symbols/symbol';
import type { ReadyDomain } from './automata';

/** One letter read: the state afterwards, and what it was for the variable it was read in. */
export interface Move {
  readonly state: number;
  /** The variable whose text the letter belongs to. */
  readonly variable?: string;
  readonly first?: boolean;
  readonly last?: boolean;
  /** A symbol ran across an edge of the variable: where its text begins or ends is not known. */
  readonly unaligned?: string;
  /** The letter is a symbol that the pattern names here. */
  readonly named?: boolean;
}

const UNALIGNED = -2;

/** A pattern with variables: texts out of a domain, of at least one letter, whose ends the search follows. */
export class VariableGlob extends Glob {
  /** Of each state the moves on letters that were asked for. */
  private readonly memo: (Map<string, readonly Move[]> | undefined)[] = [];
  /** Where the first variable stands from each token on. */
  private readonly variablesFrom: readonly number[];
  /** How many letters the tokens from each on take at least, one after the other. */
  private readonly leastFrom: readonly number[];

  /**
   * @param tokens the pattern
   * @param bound how what is unknown counts
   * @param fold whether upper and lower case are the same
   * @param leads see Glob
   * @param domains what each variable may hold
   */
  constructor(tokens: readonly GlobToken[], bound: Bound, fold: boolean, leads: boolean, private readonly domains: ReadonlyMap<string, ReadyDomain>) {
    super(tokens, bound, fold, leads);
    const variablesFrom = new Array<number>(tokens.length).fill(tokens.length);
    for (let at = tokens.length - 1; at >= 0; at--) variablesFrom[at] = tokens[at].kind === 'proof-variable' ? at : variablesFrom[at + 1] ?? tokens.length;
    this.variablesFrom = variablesFrom;
    const leastFrom = new Array<number>(tokens.length + 2).fill(0);
    for (let at = tokens.length - 1; at >= 0; at--) leastFrom[at] = leastFrom[at + 1] + (tokens[at].kind === 'star' || tokens[at].kind === 'unknown' ? 0 : 1);
    this.leastFrom = leastFrom;
  }

  /**
   * @param state a state
   * @returns how many letters are read at least before the text may end, where none of them is a symbol
   */
  public leastLeft(state: number): number {
    const inside = this.insideOf(state);
    return this.leastFrom[inside === undefined ? state : inside.at + 1];
  }

  /** The only letter that can be read here, where there is but one. */
  public onlyLetter(state: number): string | undefined {
    const token = this.tokens[state];
    return token?.kind === 'literal' && !this.fold && (this.leads || !isSymbol(token.char)) ? token.char : undefined;
  }

  /** The moves on one letter. */
  public moves(state: number, letter: string): readonly Move[] {
    const ofState = this.memo[state] ??= new Map<string, readonly Move[]>();
    let moves = ofState.get(letter);
    if (moves === undefined) ofState.set(letter, moves = this.findMoves(state, letter));
    return moves;
  }

  /** The variable that is being read in this state, with the state of its automaton. */
  public variableAt(state: number): { variable: string; state: number } | undefined {
    const inside = this.insideVariable(state);
    return inside && { variable: this.variableName(inside.at), state: inside.state };
  }

  private findMoves(state: number, letter: string): Move[] {
    const inside = this.insideVariable(state);
    if (inside !== undefined) return this.inVariable(inside.at, inside.state, letter, false);
    if (this.tokens[state]?.kind === 'proof-variable') return this.inVariable(state, undefined, letter, true);
    const token = this.tokens[state];
    const named = isSymbol(letter) && token?.kind === 'literal' && token.char === letter;
    const moves = this.next(state, letter).map((to): Move => ({ state: to, ...(named && { named }), ...this.unalignedBetween(state, to) }));
    return isSymbol(letter) ? [...moves, ...this.unalignedWithin(state, moves)] : moves;
  }

  private inVariable(at: number, from: number | undefined, letter: string, first: boolean): Move[] {
    const variable = this.variableName(at);
    const { automaton, letters } = this.domains.get(variable)!;
    if (isSymbol(letter) && !letters.some(isSymbol)) {
      if (this.bound === 'lower') return [];
      const beyond = isOpenSymbol(letter) ? this.allFrom(at + 1) : [...this.skip(at + 1), ...this.throughShape(at + 1, letter, true)];
      const moves = [...new Set(beyond)].map((state) => ({ state, unaligned: variable }));
      return [{ state: this.enter(at, UNALIGNED), unaligned: variable }, ...moves, ...this.unalignedWithin(at + 1, moves)];
    }
    if (from === UNALIGNED) return [{ state: this.enter(at, UNALIGNED), unaligned: variable }, ...this.skip(at + 1).map((state) => ({ state, unaligned: variable }))];
    const to = automaton.next(from ?? automaton.start, letter);
    if (to === -1) return [];
    const moves: Move[] = [{ state: this.enter(at, to), variable, first }];
    if (automaton.accepts(to)) moves.push(...this.skip(at + 1).map((state) => ({ state, variable, first, last: true })));
    return moves;
  }

  // A symbol that can run beyond a variable can end within it as well.
  private unalignedWithin(from: number, moves: readonly Move[]): Move[] {
    const reached = new Set(moves.map((move) => move.state));
    return this.tokens.flatMap((token, at) => (token.kind === 'proof-variable' && at >= from && reached.has(at + 1) ? [{ state: this.enter(at, UNALIGNED), unaligned: token.variable }] : []));
  }

  private unalignedBetween(from: number, to: number): { unaligned?: string } {
    const at = this.variablesFrom[this.positionOf(from)] ?? this.tokens.length;
    return at < this.positionOf(to) ? { unaligned: this.variableName(at) } : {};
  }

  /** The token that a state stands before, or within. */
  private positionOf(state: number): number {
    return this.insideOf(state)?.at ?? state;
  }

  private insideVariable(state: number): ReturnType<Glob['insideOf']> {
    const inside = this.insideOf(state);
    return inside !== undefined && this.tokens[inside.at].kind === 'proof-variable' ? inside : undefined;
  }

  private variableName(at: number): string {
    const token = this.tokens[at];
    return token.kind === 'proof-variable' ? token.variable : '';
  }
}
