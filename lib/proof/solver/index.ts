import { placeOf } from '../iam/place';
import type { Policy } from '../iam/policy';
import { findBeyond } from './allowed';
import { answered, refusedFurther, textOfPolicies, textOfSubject } from './answers';
import { Budget, BudgetExceeded } from './budget';
import { domainsOf, findCrossOwnerAccess } from './isolated';
import { mentionsOf } from './subjects';
import type { IsolationClaim, Subject, Proof, Reachability, RequestSet } from './types';

export { forgetAnswers, questionsAsked, withinQuestions } from './answers';
export { bindingOf, keysMentionedBy } from './subjects';
export type { Binding, Counterexample, Domain, IsolationClaim, KeyClaim, OwnedSlice, Subject, Proof, Reachability, RequestSet } from './types';

/** Elementary steps that one question may take: a few seconds on a slow machine. Long policies get a little more. */
const STEPS = 500_000;
const STEPS_FOR_A_RESOURCE = 200;

const NAMES = 'a name or id that AWS generates is equal to no other text';

/**
 * Proves that whatever a person may do, `allowed` allows as well: for all requests and all values of free keys.
 *
 * @param person who, with all their policies
 * @param allowed what they are meant to be allowed, as policies (kind `identity`) made of the intended statements
 * @returns PROVED, VIOLATED with a replayed counterexample, NOT_PROVED, or UNKNOWN with the reason
 */
export function proveContained(person: Subject, allowed: readonly Policy[]): Proof {
  return remembering(() => ['contained', person.title, textOfSubject(person), textOfPolicies(allowed)], () => {
    // An empty list of policies would be no limit at all.
    const intended: readonly Policy[] = allowed.length > 0 ? allowed : [{ origin: { resource: 'nothing', path: '', kind: 'identity' }, statements: [], problems: [] }];
    const found = findBeyond(person, undefined, intended, budgetFor(person.policies));
    const assumptions = [NAMES];
    if (found.kind === 'none') return { verdict: 'PROVED', reason: `${person.title}: every request that the policies allow was granted`, assumptions };
    if (found.kind === 'doubt') return { verdict: found.unknown ? 'UNKNOWN' : 'NOT_PROVED', reason: found.reason, ...(found.statement !== undefined && { statement: found.statement }), assumptions };
    const { request, statement } = found.confirmed;
    return {
      verdict: 'VIOLATED', reason: `${statement} allows ${request.action}, which was not granted`, statement, assumptions,
      counterexample: { person: person.title, request, statement, replayed: true },
    };
  });
}

/**
 * Proves that of any two people with different owner values neither reaches the other's slices.
 *
 * @param claim owner values, slices and people
 * @returns PROVED, VIOLATED with a replayed counterexample, NOT_PROVED, or UNKNOWN with the reason
 */
export function proveIsolated(claim: IsolationClaim): Proof {
  const { people, ...rest } = claim;
  return remembering(() => ['isolated', JSON.stringify(rest), ...people.map((one) => JSON.stringify([one.title, one.except, textOfSubject(one)]))], () => {
    const domains = domainsOf(claim);
    if (typeof domains === 'string') return { verdict: 'UNKNOWN', reason: domains, assumptions: [] };
    const assumptions = [...new Set([domains.owner.assumption, domains.caller.assumption])].filter((one) => one !== undefined).concat(NAMES);
    let doubtful: Proof | undefined;
    const budget = budgetFor(claim.people.flatMap((member) => member.policies));
    for (const member of claim.people) {
      const found = findCrossOwnerAccess(member, claim, domains, budget);
      if (found.kind === 'real') {
        const { request, statement } = found.confirmed;
        return {
          verdict: 'VIOLATED', reason: `${statement} reaches beyond the own slice`, statement, assumptions,
          counterexample: { person: member.title, request, statement, ...(found.caller !== undefined && { caller: found.caller }), owner: found.owner, replayed: true },
        };
      }
      if (found.kind === 'doubt' && (doubtful === undefined || (found.unknown && doubtful.verdict !== 'UNKNOWN'))) {
        doubtful = { verdict: found.unknown ? 'UNKNOWN' : 'NOT_PROVED', reason: `${member.title}: ${found.reason}`, ...(found.statement !== undefined && { statement: found.statement }), assumptions };
      }
    }
    return doubtful ?? { verdict: 'PROVED', reason: 'no statement reaches a slice of another owner, whatever the two values', assumptions };
  });
}

/**
 * Finds a request of a set that the person is allowed.
 *
 * @param person who, with all their policies
 * @param requests the set
 * @returns a witness, or `no`: for all requests of the set
 */
export function findAllowed(person: Subject, requests: RequestSet): Reachability {
  return find(inPlace(person, requests), requests);
}

/** Whoever asks for a resource calls the Region that it is in. */
function inPlace(person: Subject, { resources }: RequestSet): Subject {
  const looksAt = (key: string): boolean => person.policies.map(mentionsOf).some(({ conditions, variables }) => conditions.includes(key) || variables.includes(key));
  const known = Object.entries(placeOf(resources)).filter(([key]) => looksAt(key.toLowerCase()));
  return known.length === 0 ? person : { ...person, ambient: { ...person.ambient, ...Object.fromEntries(known.map(([key, value]) => [key, { kind: 'value', value } as const])) } };
}

function find(person: Subject, requests: RequestSet): Reachability {
  const proof = remembering<Reachability>(() => ['allowed', JSON.stringify(requests), textOfSubject(person)], () => {
    const found = findBeyond(person, requests, [], budgetFor(person.policies));
    if (found.kind === 'none') return { found: 'no', reason: 'no statement allows such a request', assumptions: [NAMES] };
    if (found.kind === 'doubt') return { found: 'maybe', reason: found.reason, ...(found.statement !== undefined && { statement: found.statement }), assumptions: [NAMES] };
    return { found: 'yes', request: found.confirmed.request, statement: found.confirmed.statement, reason: `${found.confirmed.statement} allows it`, assumptions: [NAMES] };
  });
  return 'verdict' in proof ? { found: 'maybe', reason: proof.reason, assumptions: [] } : proof;
}

function budgetFor(policies: readonly Policy[]): Budget {
  return new Budget(STEPS + STEPS_FOR_A_RESOURCE * policies.flatMap(({ statements }) => statements).reduce((sum, { resources }) => sum + Math.max(1, resources.length), 0));
}

const TOO_LARGE = 'too large to decide';

/**
 * @param message why something was not decided
 * @returns whether it was too large
 */
export function isTooLarge(message: string): boolean {
  return message.includes(TOO_LARGE);
}

/** @returns why no further question is decided, so that there is no use in asking any; undefined while some are */
export function whyRefused(): string | undefined {
  const refusal = refusedFurther();
  return refusal && `${TOO_LARGE}: ${refusal.message}`;
}

/** What was too large once is so again; that more was asked than is answered is said of this time alone. */
function remembering<T>(question: () => readonly string[], prove: () => T): T | Proof {
  return bounded(() => answered(question, () => bounded(prove)));
}

function bounded<T>(prove: () => T): T | Proof {
  try {
    return prove();
  } catch (error) {
    if (error instanceof BudgetExceeded) return { verdict: 'UNKNOWN', reason: `${TOO_LARGE}: ${error.message}`, assumptions: [] };
    throw error;
  }
}
