import { isOpenSymbol, isPlain, isSymbol } from './text';

/**
 * A piece of a pattern whose variables have been filled in. `hole`: any text at all, where a piece is not known. `variable`: a
 * text that somebody else reads; this machine stops before it.
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

/**
 * A pattern as a machine that reads a text letter by letter; a state is a position before one of its tokens. Every method
 * answers states that are complete: what can be reached without a letter is among them.
 */
export class Glob {
  /**
   * @param tokens the pattern
   * @param bound how what is unknown counts
   * @param fold whether upper and lower case are the same
   * @param leads whether open symbols of the pattern are read as themselves only: for one pattern of several that a text has
   *   to match, the text can always be spelled so
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
    if (isSymbol(letter)) return this.nextOnSymbol(state, letter);
    const token = this.tokens[state];
    if (token === undefined) return [];
    if (token.kind === 'literal') {
      if (this.same(token.char, letter)) return this.skip(state + 1);
      return this.isUnknown(token) ? this.skip(state) : [];
    }
    if (token.kind === 'proof-variable') return [];
    if (token.kind === 'unknown') return this.bound === 'upper' ? this.skip(state) : [];
    if (letter === ':' && this.stopsAtColon(token.segment)) return [];
    return this.skip(token.kind === 'star' ? state : state + 1);
  }

  private nextOnSymbol(state: number, symbol: string): number[] {
    const token = this.tokens[state];
    const strict: number[] = [];
    if (token?.kind === 'literal' && token.char === symbol) strict.push(...this.skip(state + 1));
    // An open symbol may hold a colon, so a star that stops at colons does not surely cover it.
    if (token?.kind === 'star' && !(isOpenSymbol(symbol) && this.stopsAtColon(token.segment))) strict.push(...this.skip(state));
    if (this.bound === 'lower' || (this.leads && isOpenSymbol(symbol))) return strict;
    return [...new Set([...strict, ...(isOpenSymbol(symbol) ? this.allFrom(state) : this.pathsThrough(state))])];
  }

  // A generated name is equal to no other text, so it runs into other tokens only where a wildcard is among them.
  protected pathsThrough(from: number, wildAlready = false): number[] {
    const seen = new Set<number>();
    const reached = new Set<number>();
    const pending: { at: number; wild: boolean }[] = [{ at: from, wild: wildAlready }];
    for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
      const token = this.tokens[item.at];
      if (token === undefined || (token.kind === 'literal' && !this.isUnknown(token) && !isPlain(token.char))) continue;
      const wild = item.wild || token.kind !== 'literal' || this.isUnknown(token);
      const key = item.at * 2 + (wild ? 1 : 0);
      if (seen.has(key)) continue;
      seen.add(key);
      pending.push({ at: item.at + 1, wild });
      if (wild) {
        for (const state of this.skip(item.at + 1)) reached.add(state);
        if (token.kind === 'star' || this.isUnknown(token)) reached.add(item.at);
      }
    }
    return [...reached];
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

/**
 * A pattern for a machine that reads no variables: what stands there may be any text.
 *
 * @param tokens the pattern
 * @returns the pattern, with unknowns in place of variables
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
  let states = new Set(glob.start(at));
  for (; at < text.length; at++) {
    const letter = text[at];
    const following = new Set<number>();
    for (const state of states) for (const next of glob.next(state, letter)) following.add(next);
    if (following.size === 0) return false;
    states = following;
  }
  return states.has(tokens.length);
}
