/**
 * @param what what stands there: the name of a tag, or words
 * @param argument what belongs to it
 * @returns a function that nobody knows, so that nothing is concluded from its value
 */
export function unresolvable(what: string, argument: unknown): Record<string, unknown> {
  return { [`Fn::${what}`]: argument };
}
