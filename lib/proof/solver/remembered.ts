import { onceForEach } from '../../text/remembered';
import type { Bound } from '../iam/glob';
import type { ReadyDomain } from './automata';
import { spelling } from './spelling';
import type { TextConstraint, Witness } from './witness';

/** So many answers are kept: those of one app; past that all are forgotten, and memory stays bounded. */
const KEPT = 5_000;

const answers = new Map<string, Witness | undefined>();
let domainsSeen = 0;

/**
 * Answers a search for a word from memory: the statements of many roles ask the same of the same texts, and a search depends
 * on nothing but its tests, the bound and the domains.
 *
 * @param tests the tests
 * @param bound the bound
 * @param domains what the variables may hold
 * @param find searches, when it has not been asked before
 * @returns the answer
 */
export function remembered(tests: readonly TextConstraint[], bound: Bound, domains: ReadonlyMap<string, ReadyDomain>, find: () => Witness | undefined): Witness | undefined {
  const key = [bound, ...tests.map(textOfTest), ...[...domains].map(([variable, domain]) => `${variable}=${numberOf(domain)}`)].join('\n');
  if (answers.has(key)) return answers.get(key);
  const found = find();
  if (answers.size >= KEPT) answers.clear();
  answers.set(key, found);
  return found;
}

function textOfTest({ patterns, fold, negated, prefixes }: TextConstraint): string {
  return `${Number(fold)}${Number(negated)}${Number(prefixes ?? false)}${JSON.stringify(patterns.map(spelling))}`;
}

const numberOf = onceForEach<ReadyDomain, number>(() => ++domainsSeen);
