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
  // only JavaScript can hand over anything else
  if (typeof name !== 'string') return undefined;
  const most = Math.max(1, Math.floor(name.length / 3));
  let [best, least] = [undefined as string | undefined, most + 1];
  for (const candidate of names) {
    const changes = distance(name.toLowerCase().slice(0, LONGEST), candidate.toLowerCase().slice(0, LONGEST));
    if (changes < least) [best, least] = [candidate, changes];
  }
  return best;
}

/**
 * The fix of a name that is not there.
 *
 * @param name the name
 * @param names those that are
 * @param otherwise what helps where none of them is meant
 * @returns what may be meant, or that the name is wrong, and what else helps
 */
export function correction(name: string, names: readonly string[], otherwise: string): string {
  const near = nearest(name, names);
  return near === undefined ? `correct the name, or ${otherwise}` : `did you mean '${near}'? if not, ${otherwise}`;
}

/**
 * @param text what was written
 * @param candidates what could have been meant
 * @param count how many to return at most
 * @param part the part of a candidate that is compared
 * @returns the nearest candidates, nearest first, whatever the letter case and however far they are
 */
export function nearestOf(text: string, candidates: readonly string[], count: number, part = (candidate: string): string => candidate): string[] {
  const lower = text.toLowerCase().slice(0, LONGEST);
  return candidates.map((candidate) => ({ candidate, changes: distance(lower, part(candidate).toLowerCase().slice(0, LONGEST)) }))
    .sort((a, b) => a.changes - b.changes || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count).map(({ candidate }) => candidate);
}

/** How many letters have to be put in, taken out, changed, or swapped with the next. */
function distance(from: string, to: string): number {
  let [before, row] = [[] as number[], Array.from({ length: to.length + 1 }, (_v, i) => i)];
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? before[j - 2] + 1 : Infinity;
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1), swapped));
    }
    [before, row] = [row, next];
  }
  return row[to.length];
}
