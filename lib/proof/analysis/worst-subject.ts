import type { Counterexample, Proof, Subject } from '../solver';
import { certainFirst, type AffectedSubject } from './affected-subjects';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { distinctSubjects } from './distinct-subjects';
import { readable } from './readable-counterexample';

/** How one subject is asked, and what to say of the answers. */
export interface Inquiry {
  /** Asks the solver about one subject. */
  readonly find: (somebody: AffectedSubject) => Proof;
  /** Whether an action in place of that of a counterexample breaks the promise too. */
  readonly breaks: (action: string, example: Counterexample) => boolean;
  /** What is decided of the worst case. */
  readonly violated: (proof: Proof) => Decision;
  /** What is decided when there is none. */
  readonly otherwise: Decision;
}

/**
 * The worst that is found of anybody. What is found of people who perhaps are not there at all is not known.
 *
 * @param people everybody concerned
 * @param inquiry how they are asked
 * @returns the decision
 */
export function worstOfSubjects(people: readonly AffectedSubject[], { find, breaks, violated, otherwise }: Inquiry): Decision {
  const { certain, perhaps } = certainFirst(people);
  let doubt: Decision | undefined;
  for (const somebody of [...kinds(certain), ...kinds(perhaps)]) {
    const proof = find(somebody);
    if (proof.verdict === 'PROVED') continue;
    const [uncertain] = somebody.uncertainties;
    const decision = proof.verdict === 'VIOLATED' ? violated(readable(proof, [somebody.subject], breaks)) : undefined;
    if (decision !== undefined && uncertain === undefined) return decision;
    const message = decision === undefined ? proof.reason : `${decision.message}, if ${somebody.subject.title} can get there: ${uncertain}`;
    if (doubt === undefined || (doubt.verdict === 'NOT_PROVED' && proof.verdict !== 'NOT_PROVED')) {
      doubt = { verdict: proof.verdict === 'NOT_PROVED' ? 'NOT_PROVED' : 'UNKNOWN', message, assumptions: proof.assumptions, ...(proof.statement !== undefined && { statement: proof.statement }) };
    }
  }
  return doubt ?? otherwise;
}

/** Of people who differ in nothing that their policies look at, one stands for all. */
function kinds(which: readonly AffectedSubject[]): AffectedSubject[] {
  const shown = new Set<Subject>(distinctSubjects(which.map(({ subject }) => subject)));
  return which.filter(({ subject }) => shown.has(subject));
}

/**
 * @param context for the names of things
 * @param proof what is violated
 * @param rest what to say of it
 * @returns the decision
 */
export function violation(context: CheckContext, proof: Proof, rest: Pick<Decision, 'message' | 'fix'>): Decision {
  const counterexample = context.counterexample(proof);
  const statement = proof.counterexample?.statement ?? proof.statement;
  return { verdict: 'VIOLATED', ...rest, ...(statement !== undefined && { statement }), ...(counterexample !== undefined && { counterexample }) };
}
