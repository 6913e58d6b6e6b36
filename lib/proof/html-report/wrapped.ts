/** Where names and ARNs come apart best: after what separates their parts. */
const PARTS = /[^\s/.:}]*[\s/.:}]|[^\s/.:}]+/g;

/**
 * Breaks a text into lines, between the parts of a name where it can: nothing of it is left out.
 *
 * @param text the text
 * @param most how many letters a line has at most
 * @returns the lines, at least one
 */
export function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const part of text.match(PARTS) ?? []) {
    const letters = [...part];
    if (line.length > 0 && line.length + [...part.trimEnd()].length > most) {
      lines.push(line.join(''));
      line = [];
    }
    line.push(...letters);
    while (line.length > most && line.slice(most).join('').trim() !== '') lines.push(line.splice(0, most).join(''));
  }
  return [...lines, line.join('')].map((one) => one.trim()).filter((one, i) => one !== '' || i === 0);
}
