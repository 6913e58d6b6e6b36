import type { Context } from './context';
import { allOf, and, anyOf, literal, NO, not, OPEN, surely, Untranslatable, type Bounds } from './formula';
import { globFormula, type Piece } from './glob';

/** How a text of a policy is read. */
export interface Reading {
  readonly wildcards: boolean;
  readonly variables: boolean;
  /** Whether the first five parts of an ARN hold wildcards in (`resource`: perhaps). */
  readonly arn?: 'resource' | 'condition';
  readonly ignoreCase?: boolean;
}

interface Variable {
  readonly kind: 'variable';
  readonly key: string;
  readonly fallback: string | undefined;
}

/**
 * Whether a string matches a text of a policy.
 *
 * @param text the text
 * @param subject the string, as a term
 * @param bound how the text is read
 * @param context the request
 * @returns the formula
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function matching(text: string, subject: string, bound: Reading, context: Context): Bounds {
  const pieces = piecesOf(text, bound);
  const keys = [...new Set(pieces.flatMap((piece) => (piece.kind === 'variable' ? [piece.key] : [])))];
  const states = keys.map((key) => ({ key, state: context.key(key) }));
  if (states.some(({ state }) => state.many || state.open)) return OPEN;
  // Once for each way in which the variables are there or not.
  return anyOf(Array.from({ length: 2 ** keys.length }, (_, way) => {
    const there = new Map(states.map(({ key, state }, index) => [key, (way >> index) % 2 === 1 ? state.values[0]?.term ?? null : null]));
    const guard = and(states.map(({ key, state }) => (there.get(key) === null ? not(state.present) : state.present)));
    return guard === 'false' ? NO : allOf([surely(guard), filled(pieces, there, subject, bound)]);
  }));
}

function filled(pieces: readonly (Piece | Variable)[], there: ReadonlyMap<string, string | null>, subject: string, bound: Reading): Bounds {
  const known: Piece[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'variable') {
      known.push(piece);
      continue;
    }
    const term = there.get(piece.key) ?? (piece.fallback === undefined ? undefined : literal(piece.fallback));
    if (term === undefined) return NO;
    known.push({ kind: 'term', term });
  }
  const lower = bound.ignoreCase === true;
  const compared = lower ? known.map((piece): Piece => (piece.kind === 'term' ? { kind: 'term', term: `(str.to_lower ${piece.term})` } : piece)) : known;
  const formula = (list: readonly Piece[]): string => {
    const found = globFormula(list, lower ? `(str.to_lower ${subject})` : subject);
    if (found === undefined) throw new Untranslatable('a variable whose place is not fixed');
    return found;
  };
  // What a wildcard inside of an early part of a Resource may cross is not documented.
  if (bound.arn !== 'resource' || !known.some((piece) => 'inside' in piece && piece.inside === true)) return surely(formula(compared));
  return { must: formula(compared), may: formula(compared.map((piece) => ('inside' in piece ? { kind: piece.kind } : piece))) };
}

function piecesOf(text: string, { wildcards, variables, arn, ignoreCase }: Reading): (Piece | Variable)[] {
  const pieces: (Piece | Variable)[] = [];
  let colons = 0;
  const add = (char: string): void => {
    const last = pieces.at(-1);
    const spelled = ignoreCase === true ? char.toLowerCase() : char;
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + spelled };
    else pieces.push({ kind: 'text', text: spelled });
  };
  for (const { 0: part, index } of text.matchAll(variables ? /\$\{[^{}]*\}|[^]/gu : /[^]/gu)) {
    if (part.startsWith('${') && part.length > 2) {
      const escaped = /^\$\{([*?$])\}$/.exec(part)?.[1];
      if (escaped !== undefined) add(escaped);
      else if (arn === 'resource' && colons < 5) throw new Untranslatable('a variable in the first five parts of an ARN');
      else pieces.push(variable(part));
    } else if (wildcards && (part === '*' || part === '?')) {
      const next = text[index + 1];
      const inside = colons < 5 && (arn === 'condition' || (arn === 'resource' && next !== undefined && next !== ':'));
      pieces.push({ kind: part === '*' ? 'star' : 'one', ...(inside && { inside }) });
    } else {
      if (part === ':') colons += 1;
      add(part);
    }
  }
  return pieces;
}

function variable(part: string): Variable {
  const found = /^\$\{([^{},\s](?:[^{},]*[^{},\s])?)(?:, '([^']*)')?\}$/.exec(part);
  if (found === null) throw new Untranslatable('a variable in a form that is not documented');
  return { kind: 'variable', key: found[1].toLowerCase(), fallback: found[2] };
}
