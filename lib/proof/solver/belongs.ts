import { isSymbol, shapeOf } from '../symbols/symbol';
import type { ReadyDomain } from './automata';
import { representativeCharacters } from './representative-characters';

/**
 * Whether a text belongs to a domain, whatever the symbols in it stand for: only then is somebody real who holds it.
 *
 * @param text the text
 * @param domain the domain
 * @returns whether it surely does; a symbol that the domain names itself stands for itself
 */
export function surelyBelongs(text: string, domain: ReadyDomain): boolean {
  const { automaton, letters, empty } = domain;
  let states: ReadonlySet<number> = new Set([automaton.start]);
  for (const letter of text) {
    const across = isSymbol(letter) && !letters.includes(letter);
    states = new Set([...states].flatMap((state) => (across ? throughSymbol(state, letter, domain) : [automaton.next(state, letter)])));
    if (states.has(-1)) return false;
  }
  return [...states].every((state) => (state === automaton.start ? empty : automaton.accepts(state)));
}

/** Where the texts that a symbol may stand for lead; -1 where one of them leads out of the domain. */
function throughSymbol(from: number, symbol: string, domain: ReadyDomain): number[] {
  const shape = shapeOf(symbol);
  const alphabet = representativeCharacters([[{ kind: 'literal', char: symbol }]], [domain], false).filter((letter) => !isSymbol(letter));
  const ends = new Set<number>(shape === undefined ? [from] : []);
  const seen = new Set<string>();
  const pending: [number, number][] = [[from, shape?.start ?? 0]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    for (const letter of alphabet) {
      const inShape = shape === undefined ? 0 : shape.next(pair[1], letter);
      const inDomain = domain.automaton.next(pair[0], letter);
      const key = `${inDomain} ${inShape}`;
      if (inShape === -1 || seen.has(key)) continue;
      if (inDomain === -1) return [-1];
      seen.add(key);
      if (shape === undefined || shape.accepts(inShape)) ends.add(inDomain);
      pending.push([inDomain, inShape]);
    }
  }
  return [...ends];
}
