import type { Choice } from './choices';
import type { ReadingOptions } from './reader';

/** Templates that can be read in each way in which they can be deployed. */
export interface Readable<M> {
  /** Calls the visitor once for each way in which conditions can turn out. */
  read<T>(visit: (model: M) => T, options?: ReadingOptions): T[];
  /** What can be decided about the deployment. */
  splits(): (readonly Choice[])[];
  /** Whether a parameter without a value has a default. */
  hasDefaults(): boolean;
}

/** What is asked of templates in each way in which they can be deployed. */
export interface Inquiry<M, T, R> {
  /** What is found in one way. */
  readonly visit: (model: M) => T;
  /** What follows from what was found in all of some ways. */
  readonly combine: (found: readonly T[]) => R;
  /** Whether nothing more needs to be known. */
  readonly isDecided: (result: R) => boolean;
  /** The first result, with what the second decides of what the first leaves open; `given` is what the second takes for granted. */
  readonly refine: (first: R, second: R, given: readonly string[]) => R;
  /** A measure of the work that was done so far; nothing is too much where it is left out. */
  readonly effort?: () => number;
}

/** So much work one round of readings may be, in the unit of the inquiry. */
const EFFORT = 30_000;

/** Whatever took so much work is not asked once more with the parameters as they are by default. */
const EFFORT_IN_ALL = 75_000;

/**
 * Asks for any values of what only the deployment decides; where that leaves something open, for each of the values that are
 * stated; and at last with the parameters that have a default as they are by default. Of what takes too long less is told apart,
 * and a round that would take too long is left out: what it could have decided stays open.
 *
 * @param set the templates
 * @param inquiry what is asked
 * @returns the result
 */
export function inEveryDeployment<M extends { readonly defaults: Iterable<string> }, T, R>(set: Readable<M>, { visit, combine, isDecided, refine, effort = () => 0 }: Inquiry<M, T, R>): R {
  const known = new Map<string, unknown>();
  const begin = effort();
  let start = begin;
  const isSpent = (): boolean => effort() - start > EFFORT;
  /** Reads each case; undefined where that would take too long. */
  const round = (cases: readonly (readonly Choice[])[], read: (choices: readonly Choice[]) => T[]): T[] | undefined => {
    start = effort();
    const found: T[] = [];
    for (const [done, choices] of cases.entries()) {
      if ((effort() - start) * cases.length > EFFORT * done) return undefined;
      found.push(...read(choices));
    }
    return found;
  };
  let result = combine(set.read(visit, { known, isSpent }));
  if (isDecided(result)) return result;
  const splits = set.splits();
  const among = Math.max(1, splits.length);
  const each = splits.length === 0 ? undefined : round(splits, (choices) => set.read(visit, { choices, known, among }));
  if (each !== undefined) result = refine(result, combine(each), []);
  if (isDecided(result) || !set.hasDefaults() || effort() - begin > EFFORT_IN_ALL) return result;
  const given = new Set<string>();
  const byDefault = (model: M): T => {
    const one = visit(model);
    for (const text of model.defaults) given.add(text);
    return one;
  };
  start = effort();
  result = refine(result, combine(set.read(byDefault, { parameters: 'default', isSpent })), [...given]);
  if (isDecided(result) || splits.length === 0) return result;
  const found = round(splits, (choices) => set.read(byDefault, { choices, parameters: 'default', among }));
  return found === undefined ? result : refine(result, combine(found), [...given]);
}
