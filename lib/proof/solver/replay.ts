import { evaluate } from '../iam/evaluate';
import type { Policy } from '../iam/policy';
import type { AccessRequest, Evaluation } from '../iam/request';
import type { Budget } from './budget';
import type { RequestWitness } from './request-region';
import { readDomain } from './automata';
import { surelyBelongs } from './belongs';
import { bindingOf, domainOf, isOutOfHands, lookupFor } from './subjects';
import type { Conjunction, Constraint } from './conjunction';
import { pointOf, search } from './search';
import { keysOf, initialRegionOf } from './start';
import type { Binding, Subject } from './types';
import { grantPathsOf } from './grant-paths';
import type { Bound } from '../iam/glob';
import type { VariableValue } from '../iam/match';
import { fillIn } from '../iam/match';
import { satisfies, conjunctionOf, plainTokens } from './conjunction';

/** A request that is allowed, run through the evaluator. */
export interface Confirmed {
  readonly request: AccessRequest;
  readonly statement: string;
}

/** The form of real requests, to be looked for first: they read better, and mean the same. */
export const WELL_FORMED: readonly Constraint[] = [
  { on: 'resource', text: { patterns: [plainTokens('arn:*:*:*:*:*')], fold: false, negated: false }, unclear: false },
  { on: 'action', text: { patterns: [plainTokens('?*:?*')], fold: false, negated: false }, unclear: false },
];

/** Before these, the form of ARNs of AWS. */
export const OF_AWS: readonly Constraint[] = [
  { on: 'resource', text: { patterns: [plainTokens('arn:aws*:?*:*:*:?*')], fold: false, negated: false }, unclear: false },
  { on: 'action', text: { patterns: [plainTokens('?*:?*')], fold: false, negated: false }, unclear: false },
];

/**
 * The person with one value for each open key.
 *
 * @param person the person
 * @param owner their owner value, where they have one
 * @param sample a request to take values from; without one, values that a reader will recognize
 * @param which of these values, where a key has several
 * @returns the person, with nothing open
 */
export function concrete(person: Subject, owner: string | undefined, sample?: RequestWitness, which = 0): Subject {
  const keys: Record<string, Binding> = {};
  for (const key of keysOf(person)) {
    const binding = bindingOf(person, key);
    if (binding === undefined) continue;
    const taken = sample?.keys.get(key);
    if (binding.kind === 'owner' && owner !== undefined) keys[key] = { kind: 'value', value: owner };
    else if (binding.kind !== 'free' && binding.kind !== 'owner') keys[key] = binding;
    else if (binding.kind === 'free' && binding.alone !== undefined) keys[key] = { kind: 'value', value: binding.alone };
    else if (taken !== undefined && mayBeHeld(taken[0], key, binding)) keys[key] = { kind: 'value', value: taken[0] };
    else if (sample && taken === undefined && binding.kind === 'free' && binding.optional) keys[key] = { kind: 'missing' };
    else keys[key] = { kind: 'value', value: example(key, binding, which) };
  }
  const families = Object.entries(person.keys).filter(([name]) => name.endsWith('*'));
  return { ...person, keys: { ...Object.fromEntries(families), ...keys } };
}

/** A candidate of the upper bound may give a key what its domain perhaps does not admit, such as the text of a symbol. */
function mayBeHeld(value: string, key: string, binding: Binding & { kind: 'owner' | 'free' }): boolean {
  const domain = readDomain(domainOf(key, binding));
  return typeof domain !== 'string' && surelyBelongs(value, domain);
}

function example(key: string, binding: Binding & { kind: 'owner' | 'free' }, which: number): string {
  const domain = readDomain(domainOf(key, binding));
  return (typeof domain === 'string' ? undefined : domain.samples[isRegion(binding) ? which : 0]) ?? 'a';
}

const isRegion = (binding: Binding | undefined): boolean => binding?.kind === 'free' && binding.domain.kind === 'region';

/**
 * The ways in which a person is made concrete, until one is allowed a request: with values that a reader will recognize, in one Region
 * after the other where a policy asks for it, and with those of a candidate.
 *
 * @param person the person
 * @param owner their owner value, where they have one
 * @param sample the candidate
 * @returns the people, with nothing open
 */
export function concretely(person: Subject, owner: string | undefined, sample: RequestWitness): Subject[] {
  const region = keysOf(person).map((key) => bindingOf(person, key)).find(isRegion);
  const domain = region?.kind === 'free' ? readDomain(region.domain) : undefined;
  const regions = typeof domain === 'object' ? domain.samples.map((_, which) => which) : [0];
  return [...regions.map((which) => concrete(person, owner, undefined, which)), concrete(person, owner, sample)];
}

/**
 * Looks for a request that is surely allowed to a person with nothing open, and runs it through the evaluator.
 *
 * @param person the person, with nothing open
 * @param constraints where the request is to lie
 * @param intended policies that are not to allow it
 * @param budget bounds the work
 * @returns the request, if one was found and the evaluator agrees
 */
export function findReal(person: Subject, constraints: readonly Constraint[], intended: readonly Policy[], budget: Budget): Confirmed | undefined {
  const start = initialRegionOf(person, 'lower', new Map(), budget);
  if (typeof start === 'string') return undefined;
  const lookup = lookupFor(person, 'letters');
  const access = grantPathsOf(person, 'lower', (pattern) => fillIn(pattern, lookup));
  const exclusions = [...access.denies, ...intendedConjunctions(intended, 'lower', lookup)];
  const region = constraints.reduce((part, constraint) => part.narrow(constraint, true), start.region);
  for (const hit of search(region, constraints, access.paths, exclusions, 'lower', budget)) {
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
 * The conjunctions of what is intended.
 *
 * @param intended policies of intended statements
 * @param bound `upper`: those that surely allow what lies in them; `lower`: those that may
 * @param lookup what variables stand for
 * @returns the conjunctions of their Allow statements
 */
export function intendedConjunctions(intended: readonly Policy[], bound: Bound, lookup: (key: string) => VariableValue): Conjunction[] {
  return intended.flatMap((policy) => policy.statements.filter((statement) => statement.effect === 'Allow' && statement.unknown === undefined)
    .map((statement) => conjunctionOf(statement, policy, (pattern) => fillIn(pattern, lookup), () => undefined))).filter((one) => bound === 'lower' || !one.doubtful);
}

/** The request of a sample. */
export function requestOf(person: Subject, sample: RequestWitness): AccessRequest {
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, point] of sample.keys) {
    if (point !== undefined) context[key] = point.length === 1 && bindingOf(person, key)?.kind !== 'list' ? point[0] : point;
  }
  return { action: sample.action, resource: sample.resource, context, principal: person.principal };
}

const VIA = 'aws:viaawsservice';

/**
 * Why a candidate could not be confirmed: what the evaluator says of it.
 *
 * @param person the person, with nothing open
 * @param sample the candidate
 * @param variants the constraints of each way in which a request can be one of those in question
 * @returns the evaluation; UNKNOWN too where it is not known whether the candidate is one of them
 */
export function inconclusive(person: Subject, sample: RequestWitness, variants: readonly (readonly Constraint[])[]): Evaluation {
  const answer = evaluate(person.policies, requestOf(person, sample));
  const isOne = (bound: Bound): boolean => variants.some((constraints) => constraints.every((constraint) => satisfies(constraint, pointOf(sample, constraint), bound)));
  if (answer.verdict === 'ALLOWED' && !isOne('lower') && isOne('upper')) {
    return { ...answer, verdict: 'UNKNOWN', reason: `whether what ${answer.statement} allows concerns the resource in question is known only at deployment` };
  }
  if (answer.verdict === 'ALLOWED' && sample.keys.get(VIA)?.[0] === 'true') return { ...answer, reason: `${answer.statement} allows it to services of AWS that ask on their behalf, and whether one does is not looked at` };
  if (answer.verdict === 'DENIED') return { ...answer, reason: `the request that was tried is refused (${answer.reason}), and whether another is allowed was not decided` };
  const keys = keysOf(person).filter((key) => isOutOfHands(person, key));
  if (answer.verdict !== 'ALLOWED' || keys.length === 0) return answer;
  return { ...answer, verdict: 'UNKNOWN', reason: `it depends on ${keys.join(', ')}, of which nothing is known for these users` };
}
