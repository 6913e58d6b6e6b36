import type { Bound, GlobToken } from '../iam/glob';
import { matchesGlob } from '../iam/glob';
import { isSymbol } from '../symbols/symbol';
import type { Budget } from './budget';
import type { TextConstraint, Witness } from './witness';

/** What is found among listed texts. */
export interface ListedText {
  readonly witness: Witness | undefined;
  /** The same tests with this text alone in place of the list, where a symbol of another test stands for it: how it is spelled with that one tells why it passes. */
  readonly spelledBy?: readonly TextConstraint[];
}

/**
 * Where one test lists the texts that pass it, each of them is tried: hundreds of actions are then as much work as they are long. What a
 * symbol may stand for is among them, if it passes that test, so that no text with symbols is left out.
 *
 * @param tests all to be passed
 * @param bound `upper` when a miss has to be a proof, `lower` when a hit has to be real
 * @param budget bounds the work
 * @returns the shortest of the texts, or that there is none; undefined where no test lists them
 */
export function findListed(tests: readonly TextConstraint[], bound: Bound, budget: Budget): ListedText | undefined {
  if (tests.some(({ prefixes, patterns }) => prefixes === true || patterns.some((tokens) => tokens.some(({ kind }) => kind === 'proof-variable')))) return undefined;
  const positive = tests.filter(({ negated }) => !negated);
  const list = shortestOf(positive.filter((test) => test.patterns.every(isPlain) && (!test.fold || tests.every(({ fold }) => fold))));
  if (list === undefined) return undefined;
  const negative = tests.filter(({ negated }) => negated);
  const opposite = bound === 'upper' ? 'lower' : 'upper';
  const passes = (test: TextConstraint, text: readonly string[], as: Bound): number => test.patterns.findIndex((tokens) => {
    budget.spend(1);
    return matchesGlob(tokens, text, as, test.fold);
  });
  let best: { readonly text: readonly string[]; readonly by: readonly number[] } | undefined;
  for (const [at, text] of list.patterns.map(lettersOf).entries()) {
    if (best !== undefined && best.text.length < text.length) continue;
    const by = passedBy(positive, (test) => (test === list ? at : passes(test, text, bound)));
    if (by === undefined || negative.some((test) => passes(test, text, opposite) >= 0)) continue;
    if (best === undefined || text.length < best.text.length || isBefore(by, best.by)) best = { text, by };
  }
  if (best === undefined) return { witness: undefined };
  const witness: Witness = { text: best.text.join(''), variables: new Map<string, string>() };
  const { by } = best;
  if (!positive.some((test, i) => test.patterns[by[i]].some(holdsOne))) return { witness };
  const alone = list.patterns[by[positive.indexOf(list)]];
  return { witness, spelledBy: tests.map((test) => (test === list ? { ...test, patterns: [alone] } : test)) };
}

const holdsOne = (token: GlobToken): boolean => token.kind === 'unknown' || (token.kind === 'literal' && isSymbol(token.char));

/** Which pattern of each test is the first that a text passes; undefined where one test has none. */
function passedBy(tests: readonly TextConstraint[], first: (test: TextConstraint) => number): readonly number[] | undefined {
  const by: number[] = [];
  for (const test of tests) {
    const at = first(test);
    if (at < 0) return undefined;
    by.push(at);
  }
  return by;
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((which, i) => which !== other[i]);
  return at >= 0 && one[at] < other[at];
}

const shortestOf = (tests: readonly TextConstraint[]): TextConstraint | undefined => tests.reduce<TextConstraint | undefined>((best, test) => (best !== undefined && best.patterns.length <= test.patterns.length ? best : test), undefined);

const isPlain = (tokens: readonly GlobToken[]): boolean => tokens.every((token) => token.kind === 'literal' && !isSymbol(token.char));

const lettersOf = (tokens: readonly GlobToken[]): string[] => tokens.map((token) => (token.kind === 'literal' ? token.char : ''));
