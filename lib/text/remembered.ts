/**
 * Remembers what a function makes of a text: for what is asked of the same texts again and again, and depends on nothing else.
 *
 * @param kept so many texts are remembered; past that all are forgotten, so that memory stays bounded
 * @param find makes it
 * @returns gives it, the same each time, so that nobody may change it
 */
export function remembered<T>(kept: number, find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = find(text);
      if (known.size >= kept) known.clear();
      known.set(text, found);
    }
    return found;
  };
}
