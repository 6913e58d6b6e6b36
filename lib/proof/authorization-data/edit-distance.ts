/**
 * How many characters have to be put in, taken out or replaced to make one text of another (Levenshtein).
 *
 * @param a one text
 * @param b the other
 * @returns the number
 */
export function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    above = row;
  }
  return above[b.length];
}

/** No name is longer: of a longer text the beginning is compared. */
const LONGEST = 100;

/**
 * @param text what was written
 * @param candidates what could have been meant
 * @param count how many to return at most
 * @param part the part of a candidate that is compared
 * @returns the nearest candidates, nearest first, whatever the letter case
 */
export function nearest(text: string, candidates: readonly string[], count: number, part = (candidate: string): string => candidate): string[] {
  const lower = text.slice(0, LONGEST).toLowerCase();
  return candidates.map((candidate) => ({ candidate, distance: editDistance(lower, part(candidate).toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count).map(({ candidate }) => candidate);
}
