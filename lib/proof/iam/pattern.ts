/**
 * A pattern of a policy, read once. `literal`: this one character. `any`: `?`. `star`: `*`. `variable`: a policy variable
 * with its default. `segment` on a wildcard says that it may not cross a colon (ARN operators; the first five ARN parts).
 */
export type Token =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'any' | 'star'; readonly segment?: 'never-crosses' | 'may-cross' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string; readonly misplaced?: boolean };

/** A pattern: its text as written, and what it is made of. */
export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const VARIABLE = /^\$\{\s*([^{},]*?)\s*(?:,\s*'([^']*)'\s*)?\}/;

/**
 * Reads a pattern.
 *
 * @param text as the policy spells it
 * @param options `wildcards`: whether `*` and `?` stand for other text; `variables`: whether `${…}` is expanded (policies of
 *   version 2012-10-17); `arn`: how wildcards behave in the first five parts of an ARN
 * @returns the pattern
 */
export function readPattern(text: string, options: { wildcards: boolean; variables: boolean; arn?: 'resource' | 'condition' }): Pattern {
  const tokens: Token[] = [];
  let colons = 0;
  for (let at = 0; at < text.length;) {
    if (options.variables && text.startsWith('${', at)) {
      const found = VARIABLE.exec(text.slice(at, at + 400));
      if (found) {
        tokens.push(variable(found, options.arn === 'resource' && colons < 5));
        at += found[0].length;
        continue;
      }
    }
    const char = String.fromCodePoint(text.codePointAt(at)!);
    at += char.length;
    if (char === ':') colons += 1;
    if (options.wildcards && (char === '*' || char === '?')) {
      const kind = char === '*' ? 'star' : 'any';
      const segment = options.arn === undefined || colons >= 5 ? undefined : crossing(options.arn, text, at);
      tokens.push(segment === undefined ? { kind } : { kind, segment });
    } else {
      tokens.push({ kind: 'literal', char });
    }
  }
  return { text, tokens };
}

function variable(found: RegExpExecArray, misplaced: boolean): Token {
  const [, key, fallback] = found;
  if (key === '*' || key === '?' || key === '$') return { kind: 'literal', char: key };
  return { kind: 'variable', key: key.toLowerCase(), ...(fallback !== undefined && { fallback }), ...(misplaced && { misplaced }) };
}

// At the end of a segment a wildcard of Resource can go on beyond the colon; inside one the documentation is silent.
function crossing(arn: 'resource' | 'condition', text: string, next: number): 'never-crosses' | 'may-cross' | undefined {
  if (arn === 'condition') return 'never-crosses';
  return next === text.length || text[next] === ':' ? undefined : 'may-cross';
}

/**
 * The text before the first wildcard or variable.
 *
 * @param pattern a pattern
 * @returns its fixed beginning
 */
export function literalPrefix(pattern: Pattern): string {
  let prefix = '';
  for (const token of pattern.tokens) {
    if (token.kind !== 'literal') break;
    prefix += token.char;
  }
  return prefix;
}
