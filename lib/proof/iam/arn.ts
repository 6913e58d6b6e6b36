import { onceForEach } from '../../text/remembered';
import { holdsSymbol, mayHoldUnseen } from '../symbols/symbol';
import { namesWithinFields, statesItsAccount } from './ids-without-colons';
import type { Pattern, Token } from './pattern';
import { readPattern } from './pattern';
import type { PolicyKind } from './policy';

/** An ARN has six fields. */
const COLONS = 5;

/**
 * The one reader of what stands in Resource and NotResource.
 *
 * An ARN with fewer than six fields is completed with wildcards in policies of identities and in boundaries; whether it is in
 * policies of resources is not documented. What is of no documented form may stand for anything.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 *
 * @param text as the policy spells it
 * @param kind what kind of policy it is
 * @param variables whether `${…}` is expanded
 * @returns the pattern
 */
export function readResource(text: string, kind: PolicyKind, variables: boolean): Pattern {
  const read = (whole: string): Pattern => readPattern(whole, { wildcards: true, variables, arn: namesWithinFields(whole) ? 'resource-within-fields' : 'resource' });
  if (text === '*' || mayHoldUnseen(text.slice(0, text.indexOf(':') + 1 || undefined), ':')) return read(text);
  if (!text.startsWith('arn:')) return text.startsWith('*') || (variables && text.startsWith('${')) ? read(text) : anything(text, []);
  const missing = COLONS - colonsOf(text);
  // A piece that is not known may hold the colons that are missing.
  if (missing <= 0 || mayHoldUnseen(text, ':')) return read(text);
  const completed = read(text + ':*'.repeat(missing));
  if (kind === 'identity' || kind === 'boundary' || kind === 'session') return { text, tokens: completed.tokens };
  return anything(text, read(text).tokens);
}

/**
 * A pattern of ARNs that stands in no policy, such as what a resource policy governs: of one with all six fields, a wildcard in
 * one of the first five stands for text of that field alone.
 *
 * @param text the pattern
 * @returns it
 */
export function readArnPattern(text: string): Pattern {
  const isWhole = text.startsWith('arn:') && colonsOf(text) >= COLONS;
  return readPattern(text, { wildcards: true, variables: false, ...(isWhole && { arn: 'condition' as const }) });
}

/**
 * A wildcard for the Region or the account may stand for colons too, so that `arn:aws:dynamodb:*:*:table/votes` also matches the index
 * `a:table/votes` of any table. Nothing is called so: where nothing else is asked, a pattern that names something names it alone.
 *
 * @param pattern what stands in Resource
 * @returns the pattern, with wildcards before the last field of an ARN that stand for text of their field alone; the pattern itself where the last field begins with no letter that is known
 */
export const withinFields: (pattern: Pattern) => Pattern = onceForEach(keptWithin);

function keptWithin(pattern: Pattern): Pattern {
  const { text, tokens } = pattern;
  let colons = 0;
  const last = statesItsAccount(text) ? tokens.findIndex((token) => token.kind === 'literal' && token.char === ':' && ++colons === COLONS) : -1;
  const next = last < 0 ? undefined : tokens[last + 1];
  if (next?.kind !== 'literal' || holdsSymbol(next.char) || !tokens.slice(0, last).some(({ kind }) => kind === 'star')) return pattern;
  return { text, tokens: tokens.map((token, at): Token => (at < last && token.kind === 'star' ? { kind: 'star', segment: 'never-crosses' } : token)) };
}

/**
 * @param pattern what stands in Resource
 * @returns a text of which every ARN that the pattern may match is an instance: for quick answers, which go by the text alone
 */
export function widestText(pattern: Pattern): string {
  const { text } = pattern;
  // Most patterns are never taken apart: see LazyPattern.
  if (!text.startsWith('arn:')) return pattern.tokens.some(({ kind }) => kind === 'unknown') ? '*' : text;
  return colonsOf(text) < COLONS ? `${text}*` : text;
}

/** The colons that tell fields apart: not those within a variable. */
function colonsOf(text: string): number {
  const outside = text.includes('${') ? text.replace(/\$\{[^}]*\}/g, '') : text;
  let count = 0;
  for (let at = outside.indexOf(':'); at >= 0; at = outside.indexOf(':', at + 1)) count += 1;
  return count;
}

/** A text that perhaps stands for more than it says. */
function anything(text: string, beginning: readonly Token[]): Pattern {
  return { text, tokens: [...beginning, { kind: 'unknown' }] };
}
