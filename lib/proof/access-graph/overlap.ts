import { widestText } from '../iam/arn';
import type { Policy } from '../iam/policy';
import { isOpenSymbol, isSymbol, shapeOf } from '../symbols/symbol';

/**
 * Two patterns can only meet when the fixed beginning of one continues that of the other. A quick answer that is never
 * wrong when it is no.
 *
 * @param a a pattern of ARNs
 * @param b another
 * @returns whether some ARN may match both
 */
export function mayOverlap(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at) && !isWild(a, at)) at++;
  if (at === length) return a.length === b.length || isOpenAt(a.length > length ? a : b, at);
  if (isWild(a, at) || isWild(b, at)) return true;
  const [mine, theirs] = [symbolAt(a, at), symbolAt(b, at)];
  if (mine === undefined && theirs === undefined) return false;
  // Two names that were made for two things differ, and neither holds the other.
  return !(mine !== undefined && theirs !== undefined && shapeOf(mine)?.unique === true && shapeOf(theirs)?.unique === true);
}

const [DOLLAR, STAR, QUESTION_MARK] = [36, 42, 63];

/** Whether what stands there may be other text, or none. */
function isWild(pattern: string, at: number): boolean {
  const code = pattern.charCodeAt(at);
  return code === STAR || code === QUESTION_MARK || (code === DOLLAR && pattern[at + 1] === '{');
}

/** Whether the rest of a pattern may be empty. */
function isOpenAt(pattern: string, at: number): boolean {
  const symbol = symbolAt(pattern, at);
  return isWild(pattern, at) || (symbol !== undefined && isOpenSymbol(symbol));
}

/** A symbol that begins, or is, at a place: the second half of a pair belongs to the character before it. */
function symbolAt(pattern: string, at: number): string | undefined {
  const code = pattern.charCodeAt(at);
  const from = code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
  const char = String.fromCodePoint(pattern.codePointAt(from) ?? 0);
  return isSymbol(char) ? char : undefined;
}

/**
 * @param policies the policies of somebody
 * @param resources patterns of ARNs
 * @returns whether any of the policies may allow something on any of the resources
 */
export function mayAllow(policies: readonly Policy[], resources: readonly string[]): boolean {
  return policies.some(({ origin, statements }) => (origin.kind === 'identity' || origin.kind === 'resource') && statements.some((statement) => {
    if (statement.unknown !== undefined || statement.notResource || statement.resources.length === 0) return true;
    return statement.effect === 'Allow' && statement.resources.some((pattern) => resources.some((resource) => mayOverlap(widestText(pattern), resource)));
  }));
}
