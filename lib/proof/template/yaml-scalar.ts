const TRUE = /^(true|yes|on)$/i;
const FALSE = /^(false|no|off)$/i;

/**
 * Reads a scalar without quotes. Dates and numbers that would lose digits (versions, account ids) stay text: CloudFormation
 * takes them so.
 *
 * @param text the text
 * @param asText whether it is the argument of a function, which is never anything but text
 * @returns its value
 */
export function readPlain(text: string, asText: boolean): string | number | boolean | null {
  if (asText) return text;
  if (text === '' || text === '~' || /^null$/i.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  return /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/**
 * @param text the rest of a line
 * @returns it without a comment and space at its end
 */
export function withoutComment(text: string): string {
  const comment = text.search(/\s#/);
  return (comment < 0 ? text : text.slice(0, comment)).trimEnd();
}
