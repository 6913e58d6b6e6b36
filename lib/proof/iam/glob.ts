import { areApart, isOpenSymbol, isSymbol, mayBeEqual, mayHold, shapeOf } from '../symbols/symbol';
import type { Shape } from '../symbols/shape';

/**
 * A piece of a pattern whose variables have been filled in. `unknown`: any text at all, where a piece is not known.
 * `proof-variable`: a text that somebody else reads; this machine stops before it.
 */
export type GlobToken =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'any' | 'star'; readonly segment?: 'never-crosses' | 'may-cross' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'proof-variable'; readonly variable: string };

/**
 * How what is unknown counts. `lower`: a text matches only if it does whatever the symbols stand for; `upper`: if it could.
 */
export type Bound = 'lower' | 'upper';

/** A place within the text of a token: which token, and the state of the machine that reads it. */
interface Inside {
  readonly at: number;
  readonly state: number;
}

/** Where a symbol's text may be within when it ends, whatever it is: of a state that is not known. */
const ANYWHERE = -3;
/** The same, before a letter at least of the text. */
const MORE = -4;

/**
 * A pattern as a machine that reads a text letter by letter; a state is a position before one of its tokens, or within the text
 * of one. Every method answers states that are complete: what can be reached without a letter is among them.
 */
export class Glob {
  protected readonly inside: Inside[] = [];
  private readonly ids = new Map<string, number>();

  /**
   * @param tokens the pattern
   * @param bound how what is unknown counts
   * @param fold whether upper and lower case are the same
   * @param leads whether symbols of the pattern are read as themselves only: for one pattern of several that a text has to
   *   match, the text can always be spelled so
   */
  constructor(
    protected readonly tokens: readonly GlobToken[],
    protected readonly bound: Bound,
    protected readonly fold = false,
    protected readonly leads = false,
  ) {}

  /**
   * Where the machine begins.
   *
   * @param at the position, where a fixed beginning has been read
   * @returns the states
   */
  public start(at = 0): number[] {
    return this.skip(at);
  }

  /** Whether the text may end here. */
  public accepts(state: number): boolean {
    return state === this.tokens.length;
  }

  /** The states after one more letter. */
  public next(state: number, letter: string): number[] {
    const inside = this.insideOf(state);
    if (inside !== undefined) return this.nextInside(inside, letter);
    if (isSymbol(letter)) return this.nextOnSymbol(state, letter);
    const token = this.tokens[state];
    if (token === undefined) return [];
    if (token.kind === 'literal') {
      if (this.same(token.char, letter)) return this.skip(state + 1);
      if (this.isUnknown(token)) return this.skip(state);
      const shape = this.shapeRead(token);
      return shape === undefined ? [] : this.enterShape(state, shape, shape.start, letter);
    }
    if (token.kind === 'proof-variable') return [];
    if (token.kind === 'unknown') return this.bound === 'upper' ? this.skip(state) : [];
    if (letter === ':' && this.stopsAtColon(token.segment)) return [];
    return this.skip(token.kind === 'star' ? state : state + 1);
  }

  protected insideOf(state: number): Inside | undefined {
    return state > this.tokens.length ? this.inside[state - this.tokens.length - 1] : undefined;
  }

  protected enter(at: number, state: number): number {
    const key = `${at}:${state}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.tokens.length + this.inside.push({ at, state });
      this.ids.set(key, id);
    }
    return id;
  }

  // What a symbol of the pattern stands for may be spelled out by the text.
  private shapeRead(token: GlobToken): Shape | undefined {
    if (this.bound === 'lower' || this.leads || token.kind !== 'literal' || !isSymbol(token.char)) return undefined;
    const shape = shapeOf(token.char);
    return shape?.unwritten === true ? undefined : shape;
  }

  private enterShape(at: number, shape: Shape, from: number, letter: string): number[] {
    const states = this.fold ? [...new Set([letter, letter.toLowerCase(), letter.toUpperCase()])].map((one) => shape.next(from, one)) : [shape.next(from, letter)];
    return states.filter((to) => to !== -1).flatMap((to) => [this.enter(at, to), ...(shape.accepts(to) ? this.skip(at + 1) : [])]);
  }

  private nextInside({ at, state }: Inside, letter: string): number[] {
    const token = this.tokens[at];
    if (token.kind !== 'literal') return [];
    if (isSymbol(letter)) return this.acrossSymbols(at, token.char, letter);
    if (state === ANYWHERE) return mayHold(token.char, letter) ? [this.enter(at, ANYWHERE), ...this.skip(at + 1)] : [];
    return this.enterShape(at, shapeOf(token.char)!, state, letter);
  }

  // One symbol's text may begin within that of another, if they are not two that were made for two things.
  private acrossSymbols(at: number, mine: string, theirs: string): number[] {
    if (shapeOf(mine)?.unique === true && shapeOf(theirs)?.unique === true) return [];
    return [this.enter(at, ANYWHERE), ...this.skip(at + 1)];
  }

  private nextOnSymbol(state: number, symbol: string): number[] {
    const token = this.tokens[state];
    const strict: number[] = [];
    if (token?.kind === 'literal' && token.char === symbol) strict.push(...this.skip(state + 1));
    // A text that may hold a colon is not surely covered by a star that stops at colons.
    if (token?.kind === 'star' && !(this.stopsAtColon(token.segment) && mayHold(symbol, ':'))) strict.push(...this.skip(state));
    // So many letters are covered by as many question marks, whatever they are.
    const length = token?.kind === 'any' ? shapeOf(symbol)?.length : undefined;
    if (length !== undefined && this.tokens.slice(state, state + length).filter((one) => one.kind === 'any' && !(this.stopsAtColon(one.segment) && mayHold(symbol, ':'))).length === length) strict.push(...this.skip(state + length));
    const beginning = shapeOf(symbol)?.beginning;
    if (beginning !== undefined) strict.push(...this.overBeginning(state, beginning, symbol));
    if (this.bound === 'lower' || (this.leads && isOpenSymbol(symbol))) return strict;
    return [...new Set([...strict, ...(isOpenSymbol(symbol) ? this.allFrom(state) : this.throughShape(state, symbol))])];
  }

  // A star that is reached by what each of the texts begins with takes the rest of it, whatever that is.
  private overBeginning(from: number, beginning: string, symbol: string): number[] {
    let states = [from];
    for (const char of beginning) states = [...new Set(states.flatMap((state) => this.next(state, char)))];
    return states.filter((at) => {
      const token = this.tokens[at];
      return token?.kind === 'star' && !(this.stopsAtColon(token.segment) && mayHold(symbol, ':'));
    }).flatMap((at) => this.skip(at));
  }

  /**
   * Where a text of a symbol's shape can lead.
   *
   * @param from the state before the text
   * @param symbol the symbol
   * @param wildAlready whether a part of the text has been read in a place that takes any
   * @returns the states after it
   */
  protected throughShape(from: number, symbol: string, wildAlready = false): number[] {
    const shape = shapeOf(symbol)!;
    const reached = new Set<number>();
    const seen = new Set<number>();
    const pending: { at: number; state: number; wild: boolean }[] = [{ at: from, state: wildAlready ? ANYWHERE : shape.start, wild: wildAlready }];
    const add = (at: number, state: number, wild: boolean): void => {
      const key = ((state - ANYWHERE) * 2 + (wild ? 1 : 0)) * (this.tokens.length + 1) + at;
      if (state === -1 || seen.has(key)) return;
      seen.add(key);
      pending.push({ at, state, wild });
      const ends = state === ANYWHERE || shape.accepts(state);
      if (ends && (wild || !shape.unwritten)) for (const one of this.skip(at)) reached.add(one);
    };
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
      const { at, state, wild } = item;
      const token = this.tokens[at];
      if (token === undefined) continue;
      if (token.kind === 'proof-variable') {
        add(at + 1, ANYWHERE, true);
        continue;
      }
      const free = token.kind === 'unknown' || (token.kind === 'literal' && isSymbol(token.char) && isOpenSymbol(token.char));
      if (token.kind === 'literal' && !free) {
        if (isSymbol(token.char)) this.overSymbol(at, token.char, symbol, state, wild, add, reached);
        else for (const char of this.fold ? new Set([token.char.toLowerCase(), token.char.toUpperCase()]) : [token.char]) add(at + 1, this.read(shape, symbol, state, char), wild);
        continue;
      }
      const stops = token.kind !== 'literal' && token.kind !== 'unknown' && this.stopsAtColon(token.segment);
      if (free || token.kind === 'star') add(at + 1, state, true);
      for (const to of this.followers(shape, state, stops)) add(token.kind === 'any' ? at + 1 : at, to, true);
    }
    return [...reached];
  }

  private read(shape: Shape, symbol: string, state: number, char: string): number {
    return state === ANYWHERE || state === MORE ? (mayHold(symbol, char) ? ANYWHERE : -1) : shape.next(state, char);
  }

  // Another symbol stands in the way: the two texts may be the same, or (unless each was made for one thing) run into each other.
  private overSymbol(at: number, token: string, symbol: string, state: number, wild: boolean, add: (at: number, state: number, wild: boolean) => void, reached: Set<number>): void {
    const [mine, theirs] = [shapeOf(symbol)!, shapeOf(token)];
    if (mine.unique && theirs?.unique === true) return;
    if (state === mine.start && mayBeEqual(token, symbol)) for (const one of this.skip(at + 1)) reached.add(one);
    // The same text ends where it ends.
    if (state === mine.start && token === symbol) return;
    add(at + 1, state === mine.start && areApart(mine, theirs) ? MORE : ANYWHERE, wild);
    if (this.shapeRead({ kind: 'literal', char: token }) !== undefined) reached.add(this.enter(at, ANYWHERE));
  }

  private followers(shape: Shape, state: number, stopsAtColon: boolean): readonly number[] {
    if (state === ANYWHERE || state === MORE) return [ANYWHERE];
    let known = FOLLOWERS.get(shape);
    if (known === undefined) FOLLOWERS.set(shape, known = [new Map<number, readonly number[]>(), new Map<number, readonly number[]>()]);
    const ofKind = known[stopsAtColon ? 1 : 0];
    let found = ofKind.get(state);
    if (found === undefined) {
      const letters = stopsAtColon ? LETTERS.filter((char) => char !== ':') : LETTERS;
      ofKind.set(state, found = [...new Set(letters.map((char) => shape.next(state, char)))].filter((to) => to !== -1));
    }
    return found;
  }

  protected allFrom(state: number): number[] {
    return Array.from({ length: this.tokens.length - state + 1 }, (_, index) => state + index);
  }

  /** The states reached from one without a letter, itself included. */
  protected skip(state: number): number[] {
    const states = [state];
    for (let at = state; at < this.tokens.length; at++) {
      const token = this.tokens[at];
      if (token.kind !== 'star' && !this.isUnknown(token)) break;
      if (token.kind === 'unknown' && this.bound === 'lower') break;
      states.push(at + 1);
    }
    return states;
  }

  private isUnknown(token: GlobToken): boolean {
    return this.bound === 'upper' && (token.kind === 'unknown' || (token.kind === 'literal' && !this.leads && isOpenSymbol(token.char)));
  }

  private stopsAtColon(segment: 'never-crosses' | 'may-cross' | undefined): boolean {
    return segment === 'never-crosses' || (segment === 'may-cross' && this.bound === 'lower');
  }

  private same(expected: string, letter: string): boolean {
    return expected === letter || (this.fold && expected.toLowerCase() === letter.toLowerCase());
  }
}

/** What follows each state of a shape on some letter: on any, and on any but a colon. */
const FOLLOWERS = new WeakMap<Shape, readonly [Map<number, readonly number[]>, Map<number, readonly number[]>]>();

/** Letters of which each shape tells one at least from all others. */
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/');

/**
 * A pattern for a machine that reads no variables: what stands there may be any text.
 *
 * @param tokens the pattern
 * @returns the pattern, with what is unknown in place of variables
 */
export function withoutProofVariables(tokens: readonly GlobToken[]): readonly GlobToken[] {
  return tokens.some(({ kind }) => kind === 'proof-variable') ? tokens.map((token) => (token.kind === 'proof-variable' ? { kind: 'unknown' } : token)) : tokens;
}

/**
 * Whether a text matches.
 *
 * @param tokens the pattern
 * @param text letters of the text, one code point each
 * @param bound how what is unknown counts
 * @param fold whether upper and lower case are the same
 * @returns whether it does, under that bound
 */
export function matchesGlob(tokens: readonly GlobToken[], text: readonly string[], bound: Bound, fold: boolean): boolean {
  const glob = new Glob(tokens, bound, fold);
  // As long as the pattern is fixed and nothing is unknown, there is one state at a time.
  let at = 0;
  for (let token = tokens[at]; token?.kind === 'literal' && at < text.length && token.char === text[at] && !isSymbol(token.char); token = tokens[++at]);
  let states = glob.start(at);
  for (; at < text.length; at++) {
    const letter = text[at];
    states = states.length === 1 ? glob.next(states[0], letter) : [...new Set(states.flatMap((state) => glob.next(state, letter)))];
    if (states.length === 0) return false;
  }
  return states.includes(tokens.length);
}
