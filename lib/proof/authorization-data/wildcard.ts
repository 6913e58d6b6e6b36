/**
 * Whether a pattern with `*` (any text) and `?` (any one character) matches a text. Only the last star is ever taken back, so
 * the time is at most the product of the lengths, whatever the pattern.
 *
 * @param pattern the pattern
 * @param text the text
 * @returns whether it matches all of the text
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let afterStar = 0;
  for (let t = 0; t < text.length;) {
    if (pattern[p] === '*') {
      star = p++;
      afterStar = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++afterStar;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
