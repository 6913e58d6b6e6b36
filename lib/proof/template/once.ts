/**
 * What is never asked for is never made: a mistake in what has nothing to do with access stays its own affair.
 *
 * @param produce makes the value
 * @returns gives it, the same each time
 */
export function once<T>(produce: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: produce() }).value;
}
