import { Glob, type Bound, type GlobToken } from '../iam/glob';
import type { Budget } from './budget';

/** A pattern that may still match, and the states in which it could be. */
type Alive = readonly [pattern: number, states: readonly number[]];

/**
 * Patterns that a text must not match, read together. A state says where each of them could be, and is a number: many searches come
 * by the same one, and what a letter makes of it is worked out once.
 */
export class Exclusions {
  private readonly globs: readonly Glob[];
  private readonly alive: (readonly Alive[])[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly following: Map<string, number>[] = [];
  private readonly accepting: boolean[] = [];

  /**
   * @param patterns the patterns, and whether upper and lower case are the same to each
   * @param bound how what is unknown counts
   * @param budget bounds the work
   */
  constructor(patterns: readonly { readonly tokens: readonly GlobToken[]; readonly fold: boolean }[], bound: Bound, private readonly budget: Budget) {
    this.globs = patterns.map(({ tokens, fold }) => new Glob(tokens, bound, fold));
  }

  /** Whether nothing is excluded. */
  public get isEmpty(): boolean {
    return this.globs.length === 0;
  }

  /** The state of one that excludes nothing. */
  public nothing(): number {
    return this.numberOf([]);
  }

  /** The state before the first letter. */
  public start(): number {
    return this.numberOf(this.globs.map((glob, pattern): Alive => [pattern, inOrder(glob.start())]));
  }

  /**
   * @param state a state
   * @param letter the next letter
   * @returns the state after it
   */
  public next(state: number, letter: string): number {
    let next = this.following[state].get(letter);
    if (next === undefined) this.following[state].set(letter, next = this.read(this.alive[state], letter));
    return next;
  }

  /**
   * @param state a state
   * @returns whether a text that ends here is excluded
   */
  public excludes(state: number): boolean {
    return this.accepting[state];
  }

  private read(alive: readonly Alive[], letter: string): number {
    const left: Alive[] = [];
    for (const [pattern, states] of alive) {
      this.budget.spend(states.length);
      const following = inOrder(states.flatMap((state) => this.globs[pattern].next(state, letter)));
      if (following.length > 0) left.push([pattern, following]);
    }
    return this.numberOf(left);
  }

  private numberOf(alive: readonly Alive[]): number {
    const key = alive.map(([pattern, states]) => `${pattern}:${states.join()}`).join(';');
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.alive.push(alive) - 1;
      this.numbers.set(key, number);
      this.following.push(new Map());
      this.accepting.push(alive.some(([pattern, states]) => states.some((state) => this.globs[pattern].accepts(state))));
    }
    return number;
  }
}

function inOrder(states: readonly number[]): readonly number[] {
  return states.length < 2 ? states : [...new Set(states)].sort((a, b) => a - b);
}
