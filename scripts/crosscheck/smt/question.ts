import type { IsolationClaim, OwnedSlice, Subject, RequestSet } from '../../../lib/proof/solver';
import type { Policy } from '../../../lib/proof/iam/policy';
import type { AccessRequest } from '../../../lib/proof/iam/request';
import { Context } from './context';
import { inDomain } from './domain';
import { allOf, and, literal, not, or, surely, type Bounds } from './formula';
import { globFormula, lowerCase, type Piece } from './glob';
import { allowed } from './policy';

/**
 * The same question as scripts of SMT-LIB. A solution of `refuting` is a request that may break the claim; a proof must leave
 * none. A solution of `confirming` surely breaks it.
 */
export interface Question {
  readonly refuting: string;
  readonly confirming: string;
  /** Has a solution when a counterexample is one. */
  readonly replaying: (example: Example) => string;
}

/** A counterexample: the request, and the owner values of the caller and of the owner that is reached. */
export interface Example {
  readonly request: AccessRequest;
  readonly caller?: string;
  readonly owner?: string;
}

/**
 * Whether somebody reaches the slice of another owner.
 *
 * @param claim owner values and slices
 * @param member who asks
 * @returns one question a slice
 */
export function isolationQuestions(claim: IsolationClaim, member: IsolationClaim['people'][number]): Question[] {
  return claim.slices.map((slice) => {
    const context = contextOf(member, member.policies);
    const isOwner = Object.values(member.keys).some(({ kind }) => kind === 'owner');
    context.declarations.push('(declare-const owner String)');
    context.assertions.push(inDomain(claim.owner, 'owner'));
    if (isOwner) {
      context.declarations.push('(declare-const caller String)');
      context.assertions.push(inDomain(claim.owner, 'caller'), not('(= caller owner)'));
    }
    const excepted = or((member.except ?? []).map((pattern) => likeAction(pattern)));
    return script(context, allOf([surely(and([inSlice(slice, context), not(excepted)])), allowed(member.policies, context)]));
  });
}

/**
 * Whether somebody may do what was not intended.
 *
 * @param person who asks, without an owner value of their own
 * @param intended what was
 * @returns the question
 */
export function containmentQuestion(person: Subject, intended: readonly Policy[]): Question {
  const context = contextOf(person, [...person.policies, ...intended]);
  const does = allowed(person.policies, context);
  const may = intended.length === 0 ? surely('false') : allowed(intended, context);
  // Where both leave the same thing open, the one is no more than the other.
  const beyond = or([and([does.must, not(may.must)]), and([does.may, not(may.may)])]);
  return script(context, { may: beyond, must: and([does.must, not(may.may)]) });
}

/**
 * Whether somebody may make a request of a set.
 *
 * @param person who asks
 * @param requests the set
 * @returns the question
 */
export function reachQuestion(person: Subject, requests: RequestSet): Question {
  const context = contextOf(person, person.policies);
  for (const { key } of requests.context ?? []) context.key(key.toLowerCase());
  const claims = (requests.context ?? []).map(({ key, values, missing }) => {
    const state = context.key(key.toLowerCase());
    const absent = not(state.present);
    if (values === undefined) return missing === true ? absent : state.present;
    const holds = or(state.values.map(({ on, term }) => and([on, or(values.map((value) => like(value, term)))])));
    return or([...(missing === true ? [absent] : []), and([state.present, holds])]);
  });
  const asked = and([or(requests.actions.map(likeAction)), or(requests.resources.map((pattern) => like(pattern, 'resource'))), ...(requests.except ?? []).map((pattern) => not(like(pattern, 'resource'))), ...claims]);
  return script(context, allOf([surely(asked), allowed(person.policies, context)]));
}

function contextOf(person: Subject, policies: readonly Policy[]): Context {
  const lists = policies.flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions.filter(({ operator }) => operator.includes(':')).map(({ key }) => key)));
  return new Context(person, new Set(lists));
}

function script(context: Context, { must, may }: Bounds): Question {
  const written = (...formulas: readonly string[]): string => [
    '(set-logic QF_SLIA)', ...context.declarations, ...[lowerCase('action'), ...context.assertions, ...formulas].map((one) => `(assert ${one})`), '(check-sat)',
  ].join('\n');
  const isIn = (name: string): boolean => context.declarations.includes(`(declare-const ${name} String)`);
  return {
    refuting: written(may),
    confirming: written(must),
    replaying: ({ request, ...values }) => written(must, ...context.is(request), ...Object.entries(values).flatMap(([name, value]) => (isIn(name) ? [`(= ${name} ${literal(value)})`] : []))),
  };
}

/** A pattern of a claim: its wildcards cross everything, and `${owner}` is the owner's value. */
function like(pattern: string, subject: string): string {
  const pieces = [...pattern.matchAll(/\$\{owner\}|[^]/gu)].map(([part]): Piece => {
    if (part === '${owner}') return { kind: 'term', term: 'owner' };
    return part === '*' ? { kind: 'star' } : part === '?' ? { kind: 'one' } : { kind: 'text', text: part };
  });
  return globFormula(pieces, subject)!;
}

const likeAction = (pattern: string): string => like(pattern.toLowerCase(), 'action');

function inSlice(slice: OwnedSlice, context: Context): string {
  const base = and([or(slice.actions.map(likeAction)), like(slice.resource, 'resource')]);
  if (slice.key === undefined || slice.value === undefined) return base;
  const { value } = slice;
  const state = context.key(slice.key.toLowerCase());
  const belongs = (term: string): string => {
    if (slice.prefixes !== true) return like(value, term);
    const rest = context.variable('String');
    return like(value, `(str.++ ${term} ${rest})`);
  };
  const present = and([state.present, or(state.values.map(({ on, term }) => and([on, belongs(term)])))]);
  return and([base, slice.each === true || slice.prefixes === true ? or([not(state.present), present]) : present]);
}
