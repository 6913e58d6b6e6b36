import { visible } from '../../lib/text/visible';

/** GitHub takes comments of so many characters; GitLab takes more. */
const LIMIT = 65_536;
const ROOM = 1_000;
/** So many lines are read at a glance. */
const LINES = 100;

/** What Markdown and HTML leave alone in the middle of a line. */
const PLAIN = /[^\p{L}\p{M}\p{N} .,:;/()='-]/gu;

/**
 * GitHub and GitLab look for more than Markdown in the page that they have made, save in code: names of people to tell, numbers of issues
 * and the like, which then tell of each other, and addresses.
 */
const REFERENCE = /(@|[#!~%&^$[](?=[\p{L}\p{N}_"])|(?<=\bgh)-(?=\p{N})|:\/\/|(?<=\bwww)\.)/giu;

/** What makes an address of text, in code as well. */
const ADDRESS = /(@|:\/\/|(?<=\bwww)\.)/giu;

/**
 * @param text text of a template
 * @returns it as Markdown that means nothing but itself, in a line or a cell of a table, and calls nobody by name
 */
export function inMarkdown(text: string): string {
  return apart(text, REFERENCE, (sign) => `<code>${sign}</code>`);
}

/**
 * @param text text of a template
 * @returns it as code in a line of Markdown
 */
export function asCode(text: string): string {
  return `<code>${apart(text, ADDRESS, (sign) => `</code><code>${sign}</code><code>`)}</code>`;
}

/** A text between tags is read by itself. */
function apart(text: string, signs: RegExp, between: (sign: string) => string): string {
  return visible(text).split(signs).map((part, i) => (i % 2 === 0 ? escaped(part) : between(escaped(part)))).join('');
}

function escaped(text: string): string {
  return text.replace(PLAIN, (character) => `&#${character.codePointAt(0)!};`);
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
 * @param lines lines that stand for more that is told below
 * @returns as many of them as leave room for what they stand for
 */
export function fitting(lines: readonly string[]): readonly string[] {
  let length = 0;
  const end = lines.findIndex((line, i) => i === LINES || (length += visible(line).length + 1) > LIMIT / 2);
  return end < 0 ? lines : lines.slice(0, end);
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
