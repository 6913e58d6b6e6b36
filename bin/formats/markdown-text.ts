import { visible } from '../../lib/text/visible';

/** GitHub takes comments of so many characters; GitLab takes more. */
const LIMIT = 65_536;
const ROOM = 1_000;

/** What Markdown and HTML leave alone in the middle of a line. */
const PLAIN = /[^\p{L}\p{M}\p{N} .,:;/()='-]/gu;

/**
 * @param text text of a template
 * @returns it as Markdown that means nothing but itself, in a line or a cell of a table, and calls nobody by name
 */
export function inMarkdown(text: string): string {
  // GitHub and GitLab take what follows an @ for the name of somebody to tell, save in code.
  return visible(text).replace(PLAIN, (character) => (character === '@' ? '<code>&#64;</code>' : `&#${character.codePointAt(0)!};`));
}

/**
 * @param text text of a template
 * @returns it as code in a line of Markdown
 */
export function asCode(text: string): string {
  return `<code>${visible(text).replace(PLAIN, (character) => `&#${character.codePointAt(0)!};`)}</code>`;
}

/**
 * @param summary what is seen at first, as Markdown
 * @param lines lines of text
 * @returns Markdown that shows the lines when it is opened
 */
export function details(summary: string, lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return ['<details>', `<summary>${summary}</summary>`, '', `${fence}text`, ...lines, fence, '', '</details>', ''];
}

/**
 * @param head lines that are kept
 * @param blocks what follows them, each kept whole or left out
 * @returns the lines, as many as a comment of a pull request takes
 */
export function withinComment(head: readonly string[], blocks: readonly (readonly string[])[]): string[] {
  const result = [...head];
  let length = lengthOf(head);
  for (const [i, block] of blocks.entries()) {
    length += lengthOf(block);
    if (length > LIMIT - ROOM) return [...result, `${blocks.length - i} more: there is no room for them in a comment.`];
    result.push(...block);
  }
  return result;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + visible(line).length + 1, 0);
}
