import type { GlobToken } from '../iam/glob';
import { isSymbol } from '../symbols/symbol';
import type { ReadyDomain } from './automata';
import type { TextConstraint } from './witness';

/**
 * Whether two people's values are surely the same in every text that passes the tests, seen at a glance: the patterns begin
 * alike up to the value, and go on with a character that no value can hold. Then the value ends at the first such character.
 *
 * @param tests tests, some of which hold the variables `caller` and `owner`
 * @param domains what the variables may hold
 * @returns whether; if not, a search has to tell
 */
export function keptApart(tests: readonly TextConstraint[], domains: ReadonlyMap<string, ReadyDomain>): boolean {
  const positive = tests.filter((test) => !test.negated && !test.fold);
  return positive.some((mine) => positive.some((theirs) => mine.patterns.length > 0 && theirs.patterns.length > 0
    && mine.patterns.every((caller) => theirs.patterns.every((owner) => samePlace(caller, owner, theirs.prefixes === true, domains)))));
}

function samePlace(caller: readonly GlobToken[], owner: readonly GlobToken[], prefixes: boolean, domains: ReadonlyMap<string, ReadyDomain>): boolean {
  let at = 0;
  for (; isSameLiteral(caller[at], owner[at]); at++);
  const mine = caller[at];
  const theirs = owner[at];
  if (mine?.kind !== 'proof-variable' || mine.variable !== 'caller' || theirs?.kind !== 'proof-variable' || theirs.variable !== 'owner') return false;
  const afterMine = caller[at + 1];
  const afterTheirs = owner[at + 1];
  if (afterMine === undefined && afterTheirs === undefined) return !prefixes;
  return isSameLiteral(afterMine, afterTheirs) && afterMine.kind === 'literal' && !isSymbol(afterMine.char)
    && !domains.get('caller')!.mayHold(afterMine.char) && !domains.get('owner')!.mayHold(afterMine.char);
}

function isSameLiteral(a: GlobToken | undefined, b: GlobToken | undefined): boolean {
  return a?.kind === 'literal' && b?.kind === 'literal' && a.char === b.char;
}
