import type { GlobToken } from '../iam/glob';
import { isSymbol, shapeOf } from '../symbols/symbol';
import type { ReadyDomain } from './automata';

// In the order in which a reader would like to see them in a counterexample.
const COMMON = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_/.:=@+ ,;!#%&()[]{}<>|~^`\'"\\$*?',
  'é', 'ß', '\u4e16', '\u00b2', '\u00a0', '\u0301', '\u0007', '\u{1f600}',
];

const isColon = (letter: string): boolean => letter === ':';

/**
 * The letters that a search has to try: every one that a pattern or domain names, and of all others two for each way in which
 * they can differ for the patterns and domains (two, because two people's values may have to differ in such a letter).
 *
 * @param patterns the patterns of the search
 * @param domains the domains of its variables
 * @param fold whether some pattern takes upper and lower case for the same
 * @returns letters; texts over all of Unicode that the search tells apart are told apart by texts over these
 */
export function representativeCharacters(patterns: Iterable<readonly GlobToken[]>, domains: Iterable<ReadyDomain>, fold: boolean): string[] {
  const named = new Set<string>();
  const classes = new Set<(letter: string) => boolean>([isColon]);
  for (const tokens of patterns) {
    for (const token of tokens) {
      if (token.kind !== 'literal') continue;
      named.add(token.char);
      if (isSymbol(token.char)) for (const inside of shapeOf(token.char)?.classes ?? []) classes.add(inside);
      if (fold && !isSymbol(token.char)) for (const variant of [token.char.toLowerCase(), token.char.toUpperCase()]) if (Array.from(variant).length === 1) named.add(variant);
    }
  }
  for (const domain of domains) {
    for (const inside of domain.classes) classes.add(inside);
    for (const letter of domain.letters) named.add(letter);
  }
  const signatures = signaturesOf([...classes]);
  const count = new Map<string, number>();
  const others = COMMON.filter((letter, index) => {
    if (named.has(letter)) return false;
    const seen = count.get(signatures[index]) ?? 0;
    count.set(signatures[index], seen + 1);
    return seen < 2;
  });
  return [...others, ...named];
}

type Class = (letter: string) => boolean;

const numbers = new Map<Class, number>();
const known = new Map<string, readonly string[]>();

/** Which of the classes each common letter is in; most searches have the same few classes. */
function signaturesOf(classes: readonly Class[]): readonly string[] {
  const key = classes.map((one) => numbers.get(one) ?? numbers.set(one, numbers.size).get(one)).join();
  let signatures = known.get(key);
  if (signatures === undefined) known.set(key, signatures = COMMON.map((letter) => classes.map((inside) => (inside(letter) ? '1' : '0')).join('')));
  return signatures;
}
