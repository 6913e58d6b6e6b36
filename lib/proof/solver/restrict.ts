import type { Bound } from '../iam/glob';
import { Glob, withoutProofVariables } from '../iam/glob';
import { isSymbol } from '../symbols/symbol';
import type { ReadyDomain } from './automata';
import { representativeCharacters } from './representative-characters';
import type { TextConstraint } from './witness';

/**
 * The part of a domain whose texts pass all tests.
 *
 * @param domain the domain
 * @param tests the tests
 * @param bound `upper`: at least that part; `lower`: at most
 * @returns the part, as a domain
 */
export function restrict(domain: ReadyDomain, tests: readonly TextConstraint[], bound: Bound): ReadyDomain {
  const opposite = bound === 'upper' ? 'lower' : 'upper';
  const machines = tests.map((test) => ({ test, globs: test.patterns.map((tokens) => new Glob(withoutProofVariables(tokens), test.negated ? opposite : bound, test.fold)) }));
  const states: { base: number; sets: readonly (readonly number[])[][] }[] = [];
  const ids = new Map<string, number>();
  const intern = (base: number, sets: readonly (readonly number[])[][]): number => {
    const key = JSON.stringify([base, sets]);
    let id = ids.get(key);
    if (id === undefined) ids.set(key, id = states.push({ base, sets }) - 1);
    return id;
  };
  const start = intern(domain.automaton.start, machines.map(({ globs }) => globs.map((glob) => glob.start())));
  return {
    ...domain,
    automaton: {
      start,
      next: (state, letter) => {
        if (state < 0) return -1;
        const base = domain.automaton.next(states[state].base, letter);
        if (base === -1) return -1;
        const sets = machines.map(({ globs }, index) => globs.map((glob, which) => [...new Set(states[state].sets[index][which].flatMap((at) => glob.next(at, letter)))].sort((a, b) => a - b)));
        const dead = machines.some(({ test }, index) => !test.negated && sets[index].every((set) => set.length === 0));
        return dead ? -1 : intern(base, sets);
      },
      accepts: (state) => state >= 0 && domain.automaton.accepts(states[state].base)
        && machines.every(({ test, globs }, index) => globs.some((glob, which) => states[state].sets[index][which].some((at) => glob.accepts(at))) !== test.negated),
    },
    letters: [...domain.letters, ...representativeCharacters(tests.flatMap((test) => test.patterns), [], tests.some((test) => test.fold)).filter((letter) => !isSymbol(letter))],
  };
}
