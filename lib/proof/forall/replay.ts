import { evaluate } from '../iam/evaluate';
import type { Policy } from '../iam/policy';
import type { AccessRequest, Evaluation } from '../iam/request';
import type { Budget } from './budget';
import type { Sample } from './box';
import { readDomain } from './automata';
import { bindingOf, domainOf, isOutOfHands, lookupFor } from './people';
import type { Rectangle, Side } from './rectangle';
import { pointOf, search } from './search';
import { keysOf, startOf } from './start';
import type { Binding, Person } from './types';
import { accessOf } from './ways';
import type { Reading } from '../iam/glob';
import type { VariableValue } from '../iam/match';
import { fillIn } from '../iam/match';
import { lies, rectangleOf } from './rectangle';

/** A request that is allowed, run through the evaluator. */
export interface Confirmed {
  readonly request: AccessRequest;
  readonly statement: string;
}

/**
 * The person with one value for each open key.
 *
 * @param person the person
 * @param owner their owner value, where they have one
 * @param sample a request to take values from; without one, values that a reader will recognize
 * @returns the person, with nothing open
 */
export function concrete(person: Person, owner: string | undefined, sample?: Sample): Person {
  const keys: Record<string, Binding> = {};
  for (const key of keysOf(person)) {
    const binding = bindingOf(person, key);
    if (binding === undefined) continue;
    const taken = sample?.keys.get(key);
    if (binding.kind === 'owner' && owner !== undefined) keys[key] = { kind: 'value', value: owner };
    else if (binding.kind !== 'free' && binding.kind !== 'owner') keys[key] = binding;
    else if (taken !== undefined) keys[key] = { kind: 'value', value: taken[0] };
    else if (sample && binding.kind === 'free' && binding.optional) keys[key] = { kind: 'missing' };
    else keys[key] = { kind: 'value', value: example(key, binding) };
  }
  const families = Object.entries(person.keys).filter(([name]) => name.endsWith('*'));
  return { ...person, keys: { ...Object.fromEntries(families), ...keys } };
}

function example(key: string, binding: Binding & { kind: 'owner' | 'free' }): string {
  const domain = readDomain(domainOf(key, binding));
  return (typeof domain === 'string' ? undefined : domain.samples[0]) ?? 'a';
}

/**
 * Looks for a request that is surely allowed to a person with nothing open, and runs it through the evaluator.
 *
 * @param person the person, with nothing open
 * @param sides where the request is to lie
 * @param intended policies that are not to allow it
 * @param budget bounds the work
 * @returns the request, if one was found and the evaluator agrees
 */
export function findReal(person: Person, sides: readonly Side[], intended: readonly Policy[], budget: Budget): Confirmed | undefined {
  const start = startOf(person, 'must', new Map(), budget);
  if (typeof start === 'string') return undefined;
  const lookup = lookupFor(person, 'letters');
  const access = accessOf(person, 'must', (pattern) => fillIn(pattern, lookup));
  const exclusions = [...access.denies, ...intendedRectangles(intended, 'must', lookup)];
  const box = sides.reduce((part, side) => part.narrow(side, true), start.box);
  for (const hit of search(box, sides, access.ways, exclusions, 'must', budget)) {
    const request = requestOf(person, hit.sample);
    const answer = evaluate(person.policies, request);
    if (answer.verdict === 'ALLOWED' && isUnintended(intended, request)) return { request, statement: answer.statement ?? hit.statement };
  }
  return undefined;
}

function isUnintended(intended: readonly Policy[], request: AccessRequest): boolean {
  return intended.length === 0 || evaluate(intended, request).verdict === 'DENIED';
}

/**
 * The rectangles of what is intended.
 *
 * @param intended policies of intended statements
 * @param reading `may`: those that surely allow what lies in them; `must`: those that may
 * @param lookup what variables stand for
 * @returns the rectangles of their Allow statements
 */
export function intendedRectangles(intended: readonly Policy[], reading: Reading, lookup: (key: string) => VariableValue): Rectangle[] {
  return intended.flatMap((policy) => policy.statements.filter((statement) => statement.effect === 'Allow' && statement.unknown === undefined)
    .map((statement) => rectangleOf(statement, policy, (pattern) => fillIn(pattern, lookup)))).filter((one) => reading === 'must' || !one.doubtful);
}

/** The request of a sample. */
export function requestOf(person: Person, sample: Sample): AccessRequest {
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, point] of sample.keys) {
    if (point !== undefined) context[key] = point.length === 1 && bindingOf(person, key)?.kind !== 'list' ? point[0] : point;
  }
  return { action: sample.action, resource: sample.resource, context, principal: person.principal };
}

/**
 * Why a candidate could not be confirmed: what the evaluator says of it.
 *
 * @param person the person, with nothing open
 * @param sample the candidate
 * @param variants the sides of each way in which a request can be one of those in question
 * @returns the evaluation; UNKNOWN too where it is not known whether the candidate is one of them
 */
export function doubt(person: Person, sample: Sample, variants: readonly (readonly Side[])[]): Evaluation {
  const answer = evaluate(person.policies, requestOf(person, sample));
  const isOne = (reading: Reading): boolean => variants.some((sides) => sides.every((side) => lies(side, pointOf(sample, side), reading)));
  if (answer.verdict === 'ALLOWED' && !isOne('must') && isOne('may')) {
    return { ...answer, verdict: 'UNKNOWN', reason: `whether what ${answer.statement} allows concerns the resource in question is known only at deployment` };
  }
  const keys = keysOf(person).filter((key) => isOutOfHands(person, key));
  if (answer.verdict !== 'ALLOWED' || keys.length === 0) return answer;
  return { ...answer, verdict: 'UNKNOWN', reason: `it depends on ${keys.join(', ')}, of which nothing is known for these users` };
}
