import { readingOf } from '../iam/pattern';
import type { Policy, Statement } from '../iam/policy';
import { BudgetExceeded } from './budget';
import type { Subject } from './types';

/** So many characters of questions are kept; past that all answers are forgotten, and memory stays bounded. */
const KEPT = 20_000_000;

const answers = new Map<string, unknown>();
const numbers = new Map<string, number>();
let ofStatements = new WeakMap<Statement, number>();
let ofPolicies = new WeakMap<Policy, number>();
let characters = 0;
let given = 0;
let asked = 0;
let last = Infinity;
let reasonOfMany = (): string => '';

/** @returns how many questions were asked so far: a measure of work that does not depend on what is remembered */
export function questionsAsked(): number {
  return asked;
}

/**
 * Bounds the questions that are answered on the way: past that every answer is that it is too large to decide.
 *
 * @param questions so many are answered
 * @param why why there are so many, in words
 * @param act asks
 * @returns what it returned
 */
export function withinQuestions<T>(questions: number, why: () => string, act: () => T): T {
  const outer = { last, reasonOfMany };
  last = Math.min(last, asked + questions);
  reasonOfMany = why;
  try {
    return act();
  } finally {
    ({ last, reasonOfMany } = outer);
  }
}

/** @returns why no further question is answered; undefined while some are */
export function refusedFurther(): BudgetExceeded | undefined {
  return asked >= last ? refused() : undefined;
}

function refused(): BudgetExceeded {
  return new BudgetExceeded(`more questions than are answered for one template would have to be${reasonOfMany()}`);
}

/**
 * Answers a question to the solver from memory. A template is read once for each way in which its conditions turn out, and most
 * of what it allows is the same in most of them; an answer depends on nothing but the texts of the question.
 *
 * @param question all that the answer depends on
 * @param find looks for the answer, when it has not been asked before
 * @returns the answer
 * @throws BudgetExceeded when more was asked than is answered
 */
export function answered<T>(question: () => readonly string[], find: () => T): T {
  asked += 1;
  if (asked > last) throw refused();
  const key = question().map(numberOf).join();
  if (answers.has(key)) return answers.get(key) as T;
  const found = find();
  answers.set(key, found);
  return found;
}

/**
 * @param subject somebody
 * @returns a text that they share with others exactly if these can do the same in the same words; their title is no part of it
 */
export function textOfSubject({ principal, keys, ambient, policies }: Subject): string {
  return JSON.stringify([principal, keys, ambient, textOfPolicies(policies)]);
}

/**
 * @param policies policies
 * @returns a text that they share with others exactly if these say the same in the same words
 */
export function textOfPolicies(policies: readonly Policy[]): string {
  return policies.map(numberOfPolicy).join();
}

/** A role is asked about many times, and what it has is spelled once. */
function numberOfPolicy(policy: Policy): number {
  let number = ofPolicies.get(policy);
  if (number === undefined) ofPolicies.set(policy, number = numberOf(JSON.stringify([policy.origin, policy.statements.map(numberOfStatement)])));
  return number;
}

function numberOfStatement(statement: Statement): number {
  let number = ofStatements.get(statement);
  if (number === undefined) ofStatements.set(statement, number = numberOf(spelled(statement)));
  return number;
}

/** Texts stand in questions by number, since most stand in many; a number is never given twice. */
function numberOf(text: string): number {
  let number = numbers.get(text);
  if (number === undefined) {
    keep(text);
    numbers.set(text, number = ++given);
  }
  return number;
}

function keep(text: string): void {
  if (characters + text.length > KEPT) forgetAnswers();
  characters += text.length;
}

/** Forgets all answers, as in a process that has not asked anything: for measuring what an answer costs. */
export function forgetAnswers(): void {
  answers.clear();
  numbers.clear();
  ofStatements = new WeakMap();
  ofPolicies = new WeakMap();
  characters = 0;
}

function spelled({ actions, resources, principals, ...rest }: Statement): string {
  return JSON.stringify([rest, actions.map(readingOf), resources.map(readingOf), principals && [principals.negated, [...principals.byKind]]]);
}
