import { holdsSymbol } from '../symbols/symbol';
import { isMap, textOf, type Value } from './value';

/**
 * @param value a list of tags, as most types state them
 * @returns the tags; undefined where they are known only at deployment
 */
export function tagsIn(value: Value | undefined): ReadonlyMap<string, string> | undefined {
  const result = new Map<string, string>();
  if (value === undefined || value === null) return result;
  if (!Array.isArray(value)) return undefined;
  for (const tag of value) {
    const [key, text] = isMap(tag) ? [textOf(tag.Key), textOf(tag.Value)] : [];
    // A key that only the deployment knows may be that of any tag.
    if (key === undefined || text === undefined || holdsSymbol(key)) return undefined;
    result.set(key, text);
  }
  return result;
}
