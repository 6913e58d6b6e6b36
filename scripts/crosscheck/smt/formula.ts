/**
 * A formula of SMT-LIB, twice: what is surely so, and what is perhaps so. They differ where the documentation or the template
 * leaves the answer open.
 */
export interface Bounds {
  readonly must: string;
  readonly may: string;
}

/** A question that cannot be put to a solver; the message says why. */
export class Untranslatable extends Error {}

export const YES: Bounds = { must: 'true', may: 'true' };
export const NO: Bounds = { must: 'false', may: 'false' };
export const OPEN: Bounds = { must: 'false', may: 'true' };

/** A formula that leaves nothing open. */
export const surely = (formula: string): Bounds => ({ must: formula, may: formula });

/** What is perhaps so at most. */
export const perhaps = ({ may }: Bounds): Bounds => ({ must: 'false', may });

/** All of them. */
export function and(formulas: readonly string[]): string {
  const rest = [...new Set(formulas)].filter((one) => one !== 'true');
  if (rest.includes('false')) return 'false';
  return rest.length === 0 ? 'true' : rest.length === 1 ? rest[0] : `(and ${rest.join(' ')})`;
}

/** Any of them. */
export function or(formulas: readonly string[]): string {
  const rest = [...new Set(formulas)].filter((one) => one !== 'false');
  if (rest.includes('true')) return 'true';
  return rest.length === 0 ? 'false' : rest.length === 1 ? rest[0] : `(or ${rest.join(' ')})`;
}

/** The opposite. */
export function not(formula: string): string {
  return formula === 'true' ? 'false' : formula === 'false' ? 'true' : `(not ${formula})`;
}

export const allOf = (list: readonly Bounds[]): Bounds => ({ must: and(list.map(({ must }) => must)), may: and(list.map(({ may }) => may)) });
export const anyOf = (list: readonly Bounds[]): Bounds => ({ must: or(list.map(({ must }) => must)), may: or(list.map(({ may }) => may)) });
export const notSo = ({ must, may }: Bounds): Bounds => ({ must: not(may), may: not(must) });

/**
 * A string literal. What AWS generates at deployment has a letter in the policies that are compared; here it gets a name that
 * occurs nowhere else.
 *
 * @param text the text
 * @returns the literal
 */
export function literal(text: string): string {
  const spelled = Array.from(text, (char) => {
    const code = char.codePointAt(0)!;
    if (code >= 0x100000) throw new Untranslatable('a text of which nothing is known');
    if ((code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000) return `generated-${code.toString(16)}-name`;
    return char === '"' ? '""' : code < 0x20 || code > 0x7e || char === '\\' ? `\\u{${code.toString(16)}}` : char;
  });
  return `"${spelled.join('')}"`;
}
