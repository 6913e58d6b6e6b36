/** Longer names are compared by their beginnings. */
const LONGEST = 100;

/**
 * Finds what somebody may have meant.
 *
 * @param name a name that is not there
 * @param names those that are
 * @returns the one that the fewest changed letters lead to, if they are few
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  let [best, least] = [undefined as string | undefined, most + 1];
  for (const candidate of names) {
    const changes = distance(name.toLowerCase().slice(0, LONGEST), candidate.toLowerCase().slice(0, LONGEST));
    if (changes < least) [best, least] = [candidate, changes];
  }
  return best;
}

/** How many letters have to be put in, taken out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_v, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[to.length];
}
