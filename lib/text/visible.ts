/**
 * Characters that a terminal, a log or an editor acts on, or that nobody sees: controls, line and paragraph separators, those that
 * turn the order of the text around, those without width, halves of pairs, and those of private use.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffe\uffff]/gu;

/** GitHub Actions takes a line that begins so for a command, whatever space is before it. */
const COMMAND = /^(\s*):(?=:)/;

/** Azure Pipelines (`##vso[`), TeamCity (`##teamcity[`) and the older form of GitHub Actions (`##[`) take commands anywhere in a line. */
const COMMAND_WITHIN = /#(?=#\w*\[)/g;

/**
 * Makes one line of text that stems from a template safe to print: what would act on a terminal or in the log of a pipeline is shown
 * as `\u001b`. Text without such characters stays as it is; so does what this function has made.
 *
 * @param text the text
 * @returns one line
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, escaped).replace(COMMAND, '$1\\u003a').replace(COMMAND_WITHIN, '\\u0023');
}

/**
 * Puts lines together, each made safe to print.
 *
 * @param lines lines of text
 * @returns the text
 */
export function printed(lines: readonly string[]): string {
  return lines.map(visible).join('\n');
}

/**
 * Writes a value as JSON that is safe to print: the same value, in which no text holds such a character as it is.
 *
 * @param value the value
 * @param indent how far each level is indented
 * @returns the JSON
 */
export function printedJson(value: unknown, indent?: number): string {
  // Outside of texts JSON.stringify puts nothing of this kind but line ends, and spaces are none of them.
  return JSON.stringify(value, null, indent).split('\n').map((line) => line.replace(UNSEEN, escapedInJson).replace(COMMAND_WITHIN, '\\u0023')).join('\n');
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return character.length > 1 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** JSON knows no code points beyond four digits: they are pairs. */
function escapedInJson(character: string): string {
  return [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}
