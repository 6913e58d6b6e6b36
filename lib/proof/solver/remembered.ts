import type { Reading } from '../iam/glob';
import type { ReadyDomain } from './automata';
import { spelling } from './spelling';
import type { TextTest, Word } from './witness';

/** So many answers are kept: those of one app; past that all are forgotten, and memory stays bounded. */
const KEPT = 5_000;

const answers = new Map<string, Word | undefined>();
const numbers = new WeakMap<ReadyDomain, number>();
let domainsSeen = 0;

/**
 * Answers a search for a word from memory: the statements of many roles ask the same of the same texts, and a search depends
 * on nothing but its tests, the reading and the domains.
 *
 * @param tests the tests
 * @param reading the reading
 * @param domains what the slots may hold
 * @param find searches, when it has not been asked before
 * @returns the answer
 */
export function remembered(tests: readonly TextTest[], reading: Reading, domains: ReadonlyMap<string, ReadyDomain>, find: () => Word | undefined): Word | undefined {
  const key = [reading, ...tests.map(textOfTest), ...[...domains].map(([slot, domain]) => `${slot}=${numberOf(domain)}`)].join('\n');
  if (answers.has(key)) return answers.get(key);
  const found = find();
  if (answers.size >= KEPT) answers.clear();
  answers.set(key, found);
  return found;
}

function textOfTest({ patterns, fold, negated, prefixes }: TextTest): string {
  return `${Number(fold)}${Number(negated)}${Number(prefixes ?? false)}${JSON.stringify(patterns.map(spelling))}`;
}

function numberOf(domain: ReadyDomain): number {
  let number = numbers.get(domain);
  if (number === undefined) numbers.set(domain, number = ++domainsSeen);
  return number;
}
