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

/**
 * Remembers what a function makes of an object, as long as there is the object: for what is asked of the same objects again and
 * again, and depends on nothing else.
 *
 * @param find makes it
 * @returns gives it, the same each time, so that nobody may change it
 */
export function onceForEach<K extends object, T>(find: (of: K) => T): (of: K) => T {
  const known = new WeakMap<K, T>();
  return (of) => {
    let found = known.get(of);
    if (found === undefined) known.set(of, found = find(of));
    return found;
  };
}
