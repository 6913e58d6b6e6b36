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
}

/**
 * Asks for any values of what only the deployment decides; where that leaves something open, for each of the values that are
 * stated; and at last with the parameters that have a default as they are by default.
 *
 * @param set the templates
 * @param inquiry what is asked
 * @returns the result
 */
export function inEveryDeployment<M extends { readonly defaults: Iterable<string> }, T, R>(set: Readable<M>, { visit, combine, isDecided, refine }: Inquiry<M, T, R>): R {
  let result = combine(set.read(visit));
  if (isDecided(result)) return result;
  const splits = set.splits();
  if (splits.length > 0) result = refine(result, combine(splits.flatMap((choices) => set.read(visit, { choices }))), []);
  if (isDecided(result) || !set.hasDefaults()) return result;
  const cases = splits.length > 0 ? splits : [[]];
  const given = new Set<string>();
  const found = cases.flatMap((choices) => set.read((model) => {
    const one = visit(model);
    for (const each of model.defaults) given.add(each);
    return one;
  }, { choices, parameters: 'default' }));
  return refine(result, combine(found), [...given]);
}
