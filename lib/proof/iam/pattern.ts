/**
 * A pattern of a policy, read once. `literal`: this one character. `any`: `?`. `star`: `*`. `variable`: a policy variable
 * with its default, `unclear` where or as the documentation knows none. `unknown`: perhaps any text. `segment` on a wildcard says that it may not cross a colon (ARN operators; the first five ARN parts).
 */
export type Token =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'any' | 'star'; readonly segment?: 'never-crosses' | 'may-cross' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string; readonly unclear?: boolean };

/** A pattern: its text as written, and what it is made of. */
export interface Pattern {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const LETTERS = new Map<string, Token & { readonly kind: 'literal' }>();

/**
 * @param char a character
 * @returns the token for it; of the common ones there is but one each, since patterns are made of many
 */
export function literalToken(char: string): Token & { readonly kind: 'literal' } {
  const known = LETTERS.get(char);
  if (known !== undefined) return known;
  const made = { kind: 'literal', char } as const;
  if (char < '\x7f') LETTERS.set(char, made);
  return made;
}

const VARIABLE = /^\$\{\s*([^{},]*?)\s*(?:,\s*'([^']*)'\s*)?\}/;
/** A default stands between single quotes, after a comma and a blank: no other form is documented. */
const DOCUMENTED = /^\$\{\S(?:[^{},]*\S)?(?:, '[^']*')?\}$/;

/**
 * Reads a pattern.
 *
 * @param text as the policy spells it
 * @param options `wildcards`: whether `*` and `?` stand for other text; `variables`: whether `${…}` is expanded (policies of
 *   version 2012-10-17); `arn`: how wildcards behave in the first five parts of an ARN
 * @returns the pattern
 */
export function readPattern(text: string, options: PatternOptions): Pattern {
  return new LazyPattern(text, options);
}

interface PatternOptions {
  readonly wildcards: boolean;
  readonly variables: boolean;
  readonly arn?: 'resource' | 'resource-within-fields' | 'condition';
}

/**
 * @param pattern a pattern
 * @returns what it shares with others exactly if these match the same, as plain data: its text alone does not say how it was read
 */
export function readingOf(pattern: Pattern): readonly unknown[] {
  return [pattern.text, pattern instanceof LazyPattern ? pattern.options : pattern.tokens];
}

/** Most patterns of a large template are compared by their texts alone, and never taken apart. */
class LazyPattern implements Pattern {
  private found: readonly Token[] | undefined;

  constructor(public readonly text: string, public readonly options: PatternOptions) {}

  public get tokens(): readonly Token[] {
    return this.found ??= tokensOf(this.text, this.options);
  }
}

function tokensOf(text: string, options: PatternOptions): Token[] {
  const tokens: Token[] = [];
  let colons = 0;
  for (let at = 0; at < text.length;) {
    if (options.variables && text.startsWith('${', at)) {
      const found = VARIABLE.exec(text.slice(at, at + 400));
      if (found) {
        tokens.push(variable(found, options.arn?.startsWith('resource') === true && colons < 5));
        at += found[0].length;
        continue;
      }
    }
    const code = text.codePointAt(at)!;
    const char = code < 0x10000 ? text[at] : String.fromCodePoint(code);
    at += char.length;
    if (char === ':') colons += 1;
    if (options.wildcards && (char === '*' || char === '?')) {
      const kind = char === '*' ? 'star' : 'any';
      const segment = options.arn === undefined || colons >= 5 ? undefined : crossing(options.arn, text, at);
      tokens.push(segment === undefined ? { kind } : { kind, segment });
    } else {
      tokens.push(literalToken(char));
    }
  }
  return tokens;
}

function variable(found: RegExpExecArray, misplaced: boolean): Token {
  const [whole, key, fallback] = found;
  if (key === '*' || key === '?' || key === '$') return { kind: 'literal', char: key };
  return { kind: 'variable', key: key.toLowerCase(), ...(fallback !== undefined && { fallback }), ...((misplaced || !DOCUMENTED.test(whole)) && { unclear: true }) };
}

// At the end of a segment a wildcard of Resource can go on beyond the colon; inside one the documentation is silent.
function crossing(arn: NonNullable<PatternOptions['arn']>, text: string, next: number): 'never-crosses' | 'may-cross' | undefined {
  if (arn !== 'resource') return 'never-crosses';
  return next === text.length || text[next] === ':' ? undefined : 'may-cross';
}
