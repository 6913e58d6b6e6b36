import { and, literal, not } from './formula';

/** A piece of a pattern: text, a string term, `?` or `*`. `inside`: a wildcard that does not cross a colon. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'one' | 'star'; readonly inside?: boolean };

const ANY_BUT_COLON = '(re.diff re.allchar (str.to_re ":"))';

/**
 * Whether a string matches a pattern. Each variable stands at a place that the pattern fixes: counted from either end, or the
 * first possible one between two stars, which is as good as any other.
 *
 * @param pieces the pattern
 * @param subject the string, as a term
 * @returns the formula; `undefined`: a pattern that has no such places
 */
export function globFormula(pieces: readonly Piece[], subject: string): string | undefined {
  if (!pieces.some(({ kind }) => kind === 'term')) {
    return pieces.every(({ kind }) => kind === 'text') ? `(= ${subject} ${termOf(pieces)})` : `(str.in_re ${subject} ${regularExpression(pieces)})`;
  }
  if (pieces.some((piece) => 'inside' in piece && piece.inside === true)) return undefined;
  const chunks = chunksOf(pieces);
  const length = `(str.len ${subject})`;
  if (chunks.length === 1) return and([`(= ${length} ${lengthOf(chunks[0])})`, ...standsAt(chunks[0], subject, '0')]);
  const [first, last, middle] = [chunks[0], chunks.at(-1)!, chunks.slice(1, -1).filter((chunk) => chunk.length > 0)];
  if (middle.some((chunk) => chunk.some(({ kind }) => kind === 'one'))) return undefined;
  const ends = [
    `(>= ${length} (+ ${lengthOf(first)} ${lengthOf(last)}))`,
    ...standsAt(first, subject, '0'),
    ...standsAt(last, subject, `(- ${length} ${lengthOf(last)})`),
  ];
  const between = `(str.substr ${subject} ${lengthOf(first)} (- ${length} (+ ${lengthOf(first)} ${lengthOf(last)})))`;
  return and([...ends, ...(middle.length > 0 ? [inOrder(middle, between, 0)] : [])]);
}

function inOrder(chunks: readonly (readonly Piece[])[], subject: string, depth: number): string {
  const [chunk, ...rest] = chunks.map(termOf);
  if (rest.length === 0) return `(str.contains ${subject} ${chunk})`;
  const [from, at, after] = [`from${depth}`, `at${depth}`, `after${depth}`];
  return `(let ((${from} ${subject})) (let ((${at} (str.indexof ${from} ${chunk} 0))) (and (>= ${at} 0) `
    + `(let ((${after} (str.substr ${from} (+ ${at} (str.len ${chunk})) (str.len ${from})))) ${inOrder(chunks.slice(1), after, depth + 1)}))))`;
}

function chunksOf(pieces: readonly Piece[]): Piece[][] {
  const chunks: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === 'star') chunks.push([]);
    else chunks.at(-1)!.push(piece);
  }
  return chunks;
}

function runsOf(chunk: readonly Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of chunk) {
    const run = runs.at(-1);
    if (run === undefined || (piece.kind === 'one') !== (run[0].kind === 'one')) runs.push([piece]);
    else run.push(piece);
  }
  return runs;
}

function standsAt(chunk: readonly Piece[], subject: string, start: string): string[] {
  const formulas: string[] = [];
  let at = start;
  for (const run of runsOf(chunk)) {
    if (run[0].kind !== 'one') formulas.push(`(= (str.substr ${subject} ${at} ${lengthOf(run)}) ${termOf(run)})`);
    at = `(+ ${at} ${lengthOf(run)})`;
  }
  return formulas;
}

function lengthOf(chunk: readonly Piece[]): string {
  const wildcards = chunk.filter(({ kind }) => kind === 'one').length;
  const rest = chunk.filter(({ kind }) => kind !== 'one');
  if (rest.length === 0) return String(wildcards);
  return wildcards === 0 ? `(str.len ${termOf(rest)})` : `(+ ${wildcards} (str.len ${termOf(rest)}))`;
}

/** Pieces of text and terms as one term. */
function termOf(pieces: readonly Piece[]): string {
  const terms = pieces.map((piece) => (piece.kind === 'text' ? literal(piece.text) : piece.kind === 'term' ? piece.term : literal('')));
  return terms.length === 0 ? '""' : terms.length === 1 ? terms[0] : `(str.++ ${terms.join(' ')})`;
}

function regularExpression(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece) => {
    switch (piece.kind) {
      case 'text': return `(str.to_re ${literal(piece.text)})`;
      case 'term': throw new Error('a term is no regular expression');
      case 'one': return piece.inside === true ? ANY_BUT_COLON : 're.allchar';
      case 'star': return piece.inside === true ? `(re.* ${ANY_BUT_COLON})` : 're.all';
    }
  });
  return parts.length === 1 ? parts[0] : `(re.++ ${parts.join(' ')})`;
}

/**
 * @param subject a string term
 * @param ranges pairs of characters
 * @param least 0 or 1: how many characters at least
 * @returns whether it is made of them alone
 */
export function madeOf(subject: string, ranges: readonly (readonly [string, string])[], least: 0 | 1): string {
  return `(str.in_re ${subject} (${least === 0 ? 're.*' : 're.+'} ${oneOf(ranges)}))`;
}

/** One character of some ranges, as a regular expression. */
export function oneOf(ranges: readonly (readonly [string, string])[]): string {
  const parts = ranges.map(([from, to]) => `(re.range ${literal(from)} ${literal(to)})`);
  return parts.length === 1 ? parts[0] : `(re.union ${parts.join(' ')})`;
}

/** Whether a string has no upper-case letter: names of actions are compared without regard to case. */
export function lowerCase(subject: string): string {
  return not(`(str.in_re ${subject} (re.++ re.all (re.range "A" "Z") re.all))`);
}
