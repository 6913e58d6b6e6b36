import { findAllowed, proveContained, type Counterexample, type Person, type Proof } from '../forall';
import type { Finding } from '../findings/finding';
import { evaluate } from '../iam/evaluate';
import { fillIn, matchFilled } from '../iam/match';
import { readPattern } from '../iam/pattern';
import { parsePolicy } from '../iam/policy';
import { sessionPolicies } from '../reach/ceiling';
import { peopleOf } from '../reach/person';
import type { Session } from '../reach/sessions';
import { distinct } from './alike';
import type { Case, Decision } from './case';
import { everybody, type Somebody } from './everybody';
import { familiar } from './familiar';
import { concerning, openToAnybody } from './limited';
import type { StatedPrincipal, StatedProperty } from './stated';

type OfRequests = Exclude<StatedProperty, { kind: 'isolated' }>;

/** What the verdict on who reaches something says nothing of. */
const OTHERS = 'nothing is said of principals with other credentials than those of identity pools';

/**
 * Decides the properties that people stated for their own application, save isolation, which is decided with the promises of it.
 *
 * @param facts what is reachable and what is recorded
 * @returns the findings
 */
export function statedProperties(facts: Case): Finding[] {
  return facts.records.stated.flatMap((property) => {
    if (property.kind === 'isolated') return [];
    const promised = { rule: property.kind, title: property.title ?? titleOf(facts, property), subject: property.resources[0], resource: property.resource };
    return facts.finding(promised, decide(facts, property));
  });
}

function titleOf(facts: Case, property: OfRequests): string {
  const list = (items: readonly string[]): string => items.join(', ');
  const what = `${list(property.actions)} on ${list(property.resources.map(facts.render))}`;
  const people = (principals: readonly StatedPrincipal[]): string => list([...new Set(principals.map(({ principal }) => principal))]);
  switch (property.kind) {
    case 'unreachable': return `${property.by === undefined ? 'nobody' : `nobody among ${people(property.by)}`} can do ${what}`;
    case 'only-principals': return `only ${people(property.principals)} can do ${what}`;
    case 'limited-to': return `${people(property.principals)} can do nothing but ${what}`;
  }
}

function decide(facts: Case, property: OfRequests): Decision {
  const named = property.kind === 'unreachable' ? property.by ?? [] : property.principals;
  const stranger = named.map((one) => unknownOf(facts, one)).find((reason) => reason !== undefined);
  if (stranger !== undefined) return { verdict: 'UNKNOWN', message: stranger };
  if (facts.reach.pools.length === 0) return { verdict: 'UNKNOWN', message: 'no identity pool is in the templates' };
  return property.kind === 'limited-to' ? contained(facts, property) : apart(facts, property);
}

/** Why it is not known who the people are. */
function unknownOf(facts: Case, { pool, principal }: StatedPrincipal): string | undefined {
  const found = facts.poolOf(pool);
  if (found === undefined) return `the identity pool ${facts.render(pool)} is not in the templates`;
  const isNamed = principal === 'guest' || principal === 'authenticated' || facts.roleOf(found.id, principal) !== undefined;
  return isNamed || facts.records.malformed.length === 0 ? undefined : `the role of ${principal} is not among the records that can be read`;
}

/** Whether a session is one of those that the people of a principal get: `authenticated` is everybody who signed in. */
function isOf(facts: Case, session: Session, { pool, principal }: StatedPrincipal): boolean {
  if (facts.poolOf(pool) !== session.pool) return false;
  return facts.isAmong(session, principal) || (principal.includes(':') && facts.roleOf(session.pool.id, principal)?.resource === session.role.resource);
}

/** Whether a session surely belongs to one of the principals. */
function isAmong(facts: Case, session: Session, principals: readonly StatedPrincipal[]): boolean {
  return principals.some((one) => facts.poolOf(one.pool) === session.pool && facts.isAmong(session, one.principal));
}

function apart(facts: Case, property: Exclude<OfRequests, { kind: 'limited-to' }>): Decision {
  const { actions, resources } = property;
  const isMeant = ({ session }: Somebody): boolean => {
    if (property.kind === 'only-principals') return session === undefined || !isAmong(facts, session, property.principals);
    return property.by === undefined || (session !== undefined && property.by.some((one) => isOf(facts, session, one)));
  };
  const people = everybody(facts, { resources }).filter(isMeant);
  const find = ({ person }: Somebody): Proof => reached(person, actions, resources);
  return worst(facts, people, find, {
    verdict: 'PROVED', message: 'no policy lets any of them do it', assumptions: [...(property.kind === 'unreachable' && property.by !== undefined ? [] : [OTHERS])],
  }, (action) => actions.some((pattern) => covers(pattern, action)));
}

function reached(person: Person, actions: readonly string[], resources: readonly string[]): Proof {
  const { found, request, statement, reason, assumptions } = findAllowed(person, { actions, resources });
  const by = statement === undefined ? {} : { statement };
  if (found === 'no') return { verdict: 'PROVED', reason, assumptions };
  if (found === 'maybe' || request === undefined || statement === undefined) return { verdict: 'UNKNOWN', reason: `${person.title}: ${reason}`, assumptions, ...by };
  return { verdict: 'VIOLATED', reason: `${statement} allows it`, statement, assumptions, counterexample: { person: person.title, request, statement, replayed: true } };
}

function contained(facts: Case, { actions, resources, principals }: OfRequests & { kind: 'limited-to' }): Decision {
  const governing = facts.reach.resourcePolicies();
  const meant = [...openToAnybody(governing), parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [...actions], Resource: [...resources] }] }, { resource: 'what was stated', path: '', kind: 'identity' })];
  const sessions = facts.reach.pools.flatMap((pool) => facts.reach.sessions(pool)).filter((session) => principals.some((one) => isOf(facts, session, one)));
  const people = sessions.flatMap((session) => peopleOf(session, [...governing, ...sessionPolicies(session)], facts.model).map((person): Somebody => ({ person, session })));
  const find = ({ person }: Somebody): Proof => proveContained(concerning(person), meant);
  return worst(facts, people, find, { verdict: 'PROVED', message: people.length === 0 ? 'nobody obtains their credentials' : 'no policy lets them do anything else' },
    (action, { request }) => evaluate(meant, { ...request, action }).verdict === 'DENIED');
}

function covers(pattern: string, action: string): boolean {
  const read = readPattern(pattern.toLowerCase(), { wildcards: true, variables: false });
  return matchFilled(fillIn(read, () => ({ kind: 'missing' })), action.toLowerCase()) !== 'no';
}

/** The worst that is found of anybody; of people who perhaps do not get their credentials at all, it is not known. */
function worst(facts: Case, people: readonly Somebody[], find: (somebody: Somebody) => Proof, otherwise: Decision, breaks: (action: string, example: Counterexample) => boolean): Decision {
  const certain = (one: Somebody): boolean => one.session === undefined || one.session.doubts.length === 0;
  let doubt: Decision | undefined;
  const kinds = (which: readonly Somebody[]): Somebody[] => {
    const shown = new Set<Person>(distinct(which.map(({ person }) => person)));
    return which.filter(({ person }) => shown.has(person));
  };
  for (const somebody of [...kinds(people.filter(certain)), ...kinds(people.filter((one) => !certain(one)))]) {
    const proof = find(somebody);
    if (proof.verdict === 'PROVED') continue;
    const statement = proof.statement === undefined ? {} : { statement: proof.statement };
    if (proof.verdict === 'VIOLATED' && certain(somebody)) return violated(facts, familiar(proof, [somebody.person], breaks), statement);
    const reason = proof.verdict === 'VIOLATED' ? `${proof.reason}, if ${somebody.person.title} can obtain that role: ${somebody.session?.doubts[0]}` : proof.reason;
    if (doubt === undefined || (doubt.verdict === 'NOT_PROVED' && proof.verdict !== 'NOT_PROVED')) {
      doubt = { verdict: proof.verdict === 'NOT_PROVED' ? 'NOT_PROVED' : 'UNKNOWN', message: reason, assumptions: proof.assumptions, ...statement };
    }
  }
  return doubt ?? otherwise;
}

function violated(facts: Case, proof: Proof, statement: { statement?: string }): Decision {
  const counterexample = facts.counterexample(proof);
  return {
    verdict: 'VIOLATED', message: proof.reason, ...statement, ...(counterexample !== undefined && { counterexample }),
    fix: 'narrow the statement or take it out; if it is intended, state the property without it',
  };
}
