import * as fc from 'fast-check';
import { findAllowed, proveContained, proveIsolated, type IsolationClaim, type Subject, type Proof, type RequestSet } from '../../lib/proof/solver';
import type { Policy } from '../../lib/proof/iam/policy';
import { person } from '../../test/proof/soundness/brute-force';
import { containments, isolations, reaches } from '../../test/proof/soundness/random-claims';
import { Untranslatable } from './smt/formula';
import { containmentQuestion, isolationQuestions, reachQuestion, type Example, type Question } from './smt/question';
import type { Solver } from './smt/solver';
import type { SymbolicClaim } from './symbolic';
import type { Tally } from './tally';

/** A claim for all requests, to be decided twice. */
export type Claim =
  | { readonly kind: 'isolated'; readonly claim: IsolationClaim }
  | { readonly kind: 'contained'; readonly person: Subject; readonly intended: readonly Policy[] }
  | { readonly kind: 'out of reach'; readonly person: Subject; readonly requests: RequestSet };

const FOUND = { yes: 'VIOLATED', no: 'PROVED', maybe: 'NOT_PROVED' } as const;

/** The verdict of the library, with its counterexample. */
export function prove(claim: Claim): { readonly verdict: Proof['verdict']; readonly example?: Example } {
  if (claim.kind === 'out of reach') {
    const { found, request } = findAllowed(claim.person, claim.requests);
    return { verdict: FOUND[found], ...(request && { example: { request } }) };
  }
  const { verdict, counterexample } = claim.kind === 'isolated' ? proveIsolated(claim.claim) : proveContained(claim.person, claim.intended);
  if (counterexample === undefined) return { verdict };
  const { request, caller, owner } = counterexample;
  return { verdict, example: { request, ...(caller !== undefined && { caller }), ...(owner !== undefined && { owner }) } };
}

/** The claim as questions for a solver. */
export function translate(claim: Claim): Question[] {
  switch (claim.kind) {
    case 'isolated': return claim.claim.people.flatMap((member) => isolationQuestions(claim.claim, member));
    case 'contained': return [containmentQuestion(claim.person, claim.intended)];
    case 'out of reach': return [reachQuestion(claim.person, claim.requests)];
  }
}

/**
 * Random claims.
 *
 * @param count how many
 * @param seed of the random ones
 * @returns claims of each kind
 */
export function randomClaims(count: number, seed: number): Claim[] {
  const options = { numRuns: Math.ceil(count / 3), seed };
  return [
    ...fc.sample(isolations, options).map(({ list, slice, sampled, keys, except }): Claim => ({ kind: 'isolated', claim: { owner: sampled.domain, slices: [slice], people: [{ ...person(list, keys), except }] } })),
    ...fc.sample(containments, options).map(({ list, allows, keys }): Claim => ({ kind: 'contained', person: person(list, keys), intended: person(allows, {}).policies })),
    ...fc.sample(reaches, options).map(({ list, set, keys }): Claim => ({ kind: 'out of reach', person: person(list, keys), requests: set })),
  ];
}

/**
 * Has cvc5 decide claims that the library decided: whether a request refutes what was proved, and whether a counterexample is
 * one.
 *
 * @param claims the claims
 * @param solver decides scripts
 * @param tally what came of each
 * @param patience how long cvc5 may think about one script, in milliseconds
 */
export async function compareProofs(claims: readonly Claim[], solver: Solver, tally: Tally, patience: number): Promise<void> {
  for (const claim of claims) await compare(claim.kind, prove(claim), [{ claim, text: (text) => text }], { solver, tally, patience });
}

/**
 * The same for claims about policies with symbols in them: what was decided holds for each text that a symbol may stand for.
 *
 * @param claims the claims
 * @param means what decides them, and counts
 */
export async function compareSymbolic(claims: readonly SymbolicClaim[], means: Means): Promise<void> {
  for (const { claim, instances } of claims) await compare(claim.kind, prove(claim), instances, means);
}

/** What decides scripts, and how long it may think about each, in milliseconds. */
export interface Means {
  readonly solver: Solver;
  readonly tally: Tally;
  readonly patience: number;
}

async function compare(kind: Claim['kind'], { verdict, example }: ReturnType<typeof prove>, instances: SymbolicClaim['instances'], { solver, tally, patience }: Means): Promise<void> {
  if (verdict !== 'PROVED' && verdict !== 'VIOLATED') {
    tally.add(`${verdict}: nothing to compare`);
    return;
  }
  let answer = 'unsat';
  for (const [index, { claim, text }] of instances.entries()) {
    let scripts: string[];
    try {
      scripts = translate(claim).map(({ refuting, replaying }) => (example === undefined ? refuting : replaying(JSON.parse(text(JSON.stringify(example))) as Example)));
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      tally.add(`not translated: ${error.message}`);
      return;
    }
    const answers = new Set<string>();
    for (const script of new Set(scripts)) answers.add((await solver.decide('cvc5', script, patience)).answer);
    answer = answers.has('sat') ? 'sat' : answers.has('unknown') ? 'unknown' : 'unsat';
    if (answer !== 'unknown' && (answer === 'unsat') !== (verdict === 'PROVED')) {
      tally.conflict(verdict === 'PROVED' ? `cvc5 refutes what was proved ${kind}` : `cvc5 finds a counterexample to ${kind} to be none`, { verdict, example, instance: index, scripts });
      return;
    }
  }
  tally.add(answer === 'unknown' ? `${verdict}: cvc5 took too long` : `both ${kind} ${verdict}`);
}
