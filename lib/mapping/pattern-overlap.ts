/**
 * Whether some text matches both patterns; `*` is any text and `?` any one character, as in IAM. Each pair of places is looked at
 * once, so the time is at most the product of the lengths, however many wildcards there are.
 *
 * @param a a pattern
 * @param b another
 * @returns whether they have a text in common
 */
export function patternsOverlap(a: string, b: string): boolean {
  // One entry for each place in b: whether the rest of b, and the rest of a that the row is for, have a text in common.
  let row = Array.from({ length: b.length + 1 }, (_value, j) => onlyStars(b, j));
  for (let i = a.length - 1; i >= 0; i--) {
    const next: boolean[] = [];
    for (let j = b.length; j >= 0; j--) {
      const atEnd = j === b.length;
      // A star is empty, or takes what the other pattern has next.
      if (a[i] === '*') next[j] = row[j] || (!atEnd && next[j + 1]);
      else if (b[j] === '*') next[j] = next[j + 1] || row[j];
      else next[j] = !atEnd && (a[i] === b[j] || a[i] === '?' || b[j] === '?') && row[j + 1];
    }
    row = next;
  }
  return row[0];
}

function onlyStars(pattern: string, from: number): boolean {
  for (let at = from; at < pattern.length; at++) if (pattern[at] !== '*') return false;
  return true;
}
