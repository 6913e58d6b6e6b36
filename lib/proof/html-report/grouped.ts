/**
 * Adds to one of several lists: a list that is copied for each of a thousand is copied half a million times.
 *
 * @param lists the lists
 * @param key which of them; a new one where there is none
 * @param value what is added
 */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
