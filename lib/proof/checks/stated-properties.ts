import { findAllowed, type RequestSet, type Subject, type Proof } from '../solver';
import { proveOnlyAllowed } from '../analysis/real-requests';
import type { Finding } from '../findings/finding';
import { actionsMatching } from '../authorization-data/actions';
import { sameDataAs } from '../authorization-data/same-data';
import { readArnPattern } from '../iam/arn';
import { namesOfNothing } from '../iam/ids-without-colons';
import { evaluate } from '../iam/evaluate';
import { compareTexts, fillIn, matchFilled } from '../iam/match';
import { readPattern } from '../iam/pattern';
import { parsePolicy } from '../iam/policy-reader';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { dataAliases } from '../access-graph/data-aliases';
import { subjectsOf } from '../access-graph/subjects';
import type { IdentityPool } from '../access-graph/identity-pools';
import type { Session } from '../access-graph/sessions';
import { rulesOnGroups } from '../analysis/deciding-claims';
import { decisionOf, gainOver } from '../analysis/gained-powers';
import { throughReEncryption } from '../analysis/re-encryption';
import { violation, worstOfSubjects } from '../analysis/worst-subject';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { affectedSubjects, type AffectedSubject } from '../analysis/affected-subjects';
import { concerning, OF_EVERYBODY, openToAnybody } from './limited';
import type { StatedPrincipal, StatedProperty } from '../analysis/stated-property-parser';
import { saysNothingOf } from '../analysis/stated-requests';

type OfRequests = Exclude<StatedProperty, { kind: 'isolated' }>;

/** What the verdict on who reaches something says nothing of. */
const OTHERS = 'nothing is said of principals with other credentials than those of identity pools';

/**
 * Decides the properties that people stated for their own application, save isolation, which is decided with the promises of it.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function statedProperties(context: CheckContext): Finding[] {
  return context.records.stated.flatMap((property) => {
    if (property.kind === 'isolated') return [];
    const promised = { rule: property.kind, title: property.title ?? titleOf(context, property), subject: property.resources[0], resource: property.resource };
    return context.finding(promised, check(context, property));
  });
}

function titleOf(context: CheckContext, property: OfRequests): string {
  const list = (items: readonly string[]): string => items.join(', ');
  const what = `${list(property.actions)} on ${list(property.resources.map(context.render))}`;
  const people = (principals: readonly StatedPrincipal[]): string => list([...new Set(principals.map(({ principal }) => principal))]);
  switch (property.kind) {
    case 'unreachable': return `${property.by === undefined ? 'nobody' : `nobody among ${people(property.by)}`} can do ${what}`;
    case 'only-principals': return `only ${people(property.principals)} can do ${what}`;
    case 'limited-to': return `${people(property.principals)} can do nothing but ${what}`;
  }
}

function check(context: CheckContext, property: OfRequests): Decision {
  const named = property.kind === 'unreachable' ? property.by ?? [] : property.principals;
  const stranger = named.map((one) => unknownOf(context, one)).find((reason) => reason !== undefined);
  if (stranger !== undefined) return { verdict: 'UNKNOWN', message: stranger };
  if (context.graph.pools.length === 0) return { verdict: 'UNKNOWN', message: 'no identity pool is in the templates' };
  return property.kind === 'limited-to' ? contained(context, property) : apart(context, property);
}

/** Why it is not known who the people are. */
function unknownOf(context: CheckContext, { pool, principal }: StatedPrincipal): string | undefined {
  const found = context.poolOf(pool);
  if (found === undefined) return `the identity pool ${context.render(pool)} is not in the templates`;
  const group = /^group:(.*)$/s.exec(principal)?.[1];
  if (principal === 'guest' || principal === 'authenticated' || context.roleOf(found.id, principal) !== undefined) return undefined;
  if (context.records.malformed.length > 0) return `the role of ${principal} is not among the records that can be read`;
  if (group === undefined) return `which people ${principal} is stands nowhere in the templates`;
  return hasGroup(context, found, group) ? undefined : `no user pool of ${found.resource.id} that is in the templates has the group '${context.render(group)}'`;
}

/** A property of a group that nobody is in would be one about nobody. */
function hasGroup(context: CheckContext, pool: IdentityPool, group: string): boolean {
  return pool.providers.some(({ kind, name }) => kind === 'user-pool' && context.graph.userPools.named(name).some(({ pool: { groups } }) => groups.some((one) => compareTexts(one.name, group) !== 'no')));
}

/** Whether a session is one of those that the people of a principal get: `authenticated` is everybody who signed in. */
function isOf(context: CheckContext, session: Session, { pool, principal }: StatedPrincipal): boolean {
  const from = session.origin ?? session;
  if (context.poolOf(pool) !== session.pool) return false;
  return context.isAmong(from, principal) || (principal.includes(':') && context.roleOf(session.pool.id, principal)?.resource === from.role.resource);
}

/** Whether a session surely belongs to one of the principals. */
function isAmong(context: CheckContext, session: Session, principals: readonly StatedPrincipal[]): boolean {
  return principals.some((one) => context.poolOf(one.pool) === session.pool && context.isAmong(session.origin ?? session, one.principal));
}

function apart(context: CheckContext, property: Exclude<OfRequests, { kind: 'limited-to' }>): Decision {
  const { actions, resources } = property;
  const isMeant = ({ session }: AffectedSubject): boolean => {
    if (property.kind === 'only-principals') return session === undefined || !isAmong(context, session, property.principals);
    return property.by === undefined || (session !== undefined && property.by.some((one) => isOf(context, session, one)));
  };
  const people = affectedSubjects(context, { resources }).filter(isMeant);
  const found = worstOfSubjects(people, {
    find: ({ subject }) => reached(subject, actions, resources),
    breaks: (action, { request }) => actions.some((pattern) => patternCovers(pattern, action)) && resources.some((resource) => surelyNames(resource, request.resource)),
    violated: (proof) => violation(context, proof, { message: proof.reason, fix: FIX }),
    otherwise: { verdict: 'PROVED', message: 'no policy lets any of them do it', assumptions: [...(property.kind === 'unreachable' && property.by !== undefined ? [] : [OTHERS])] },
  });
  return found.verdict === 'PROVED' ? gained(context, property) ?? underOtherNames(context, property, isMeant) ?? throughReEncryption(context, property, isMeant) ?? aboutNothing(property) ?? found : found;
}

/** What holds whatever the policies say is no proof of anything. */
function aboutNothing({ actions, resources }: OfRequests): Decision | undefined {
  const message = saysNothingOf(actions, resources);
  return message === undefined ? undefined : { verdict: 'UNKNOWN', message, fix: 'state the resources that the action is about, such as the objects of a bucket (`<bucket>/*`), or leave the action out' };
}

/** The same data by the name of an access point, an index, a stream or a copy, or by another action. */
function underOtherNames(context: CheckContext, { actions, resources }: OfRequests, isMeant: (one: AffectedSubject) => boolean): Decision | undefined {
  const same = sameDataAs(actions);
  const reads = actions.some((pattern) => actionsMatching(pattern).some(({ level }) => level === 'read' || level === 'list'));
  const isAsked = (action: string): boolean => actions.some((pattern) => patternCovers(pattern, action)) || same.some((one) => one.actions.includes(action));
  const doors = [
    ...same.map(({ actions: asked, does }) => ({ under: resources, asked, what: `an action that ${does}`, uncertain: undefined })),
    ...resources.flatMap((resource) => dataAliases(context.model, resource, context.graph.resourcePolicies()))
      .map(({ resource, actions: own, takes, what, uncertain }) => ({ under: [resource], asked: own === undefined ? takes?.filter(isAsked) ?? actions : reads ? own : [], what, uncertain })),
  ];
  let perhaps: Decision | undefined;
  for (const { under, asked, what, uncertain } of doors) {
    if (asked.length === 0) continue;
    const found = worstOfSubjects(affectedSubjects(context, { resources: under }).filter(isMeant), {
      find: ({ subject }) => reached(subject, asked, under),
      breaks: (action, { request }) => asked.some((pattern) => patternCovers(pattern, action)) && under.some((resource) => surelyNames(resource, request.resource)),
      violated: (proof) => violation(context, proof, { message: `by ${what}: ${proof.reason}`, fix: FIX }),
      otherwise: { verdict: 'PROVED', message: '' },
    });
    if (found.verdict === 'VIOLATED' && uncertain === undefined) return found;
    if (found.verdict !== 'PROVED') perhaps ??= { verdict: 'UNKNOWN', message: `by ${what}: ${uncertain ?? found.message}` };
  }
  return perhaps;
}

const FIX = 'narrow the statement or take it out; if it is intended, state the property without it';

/** Whoever may change what the property rests on reaches it after all. */
function gained(context: CheckContext, property: Exclude<OfRequests, { kind: 'limited-to' }>): Decision | undefined {
  const sessions = [...context.graph.pools.flatMap((pool) => [...context.graph.sessions(pool)]), ...context.graph.strangers()].filter((session) => (property.kind === 'only-principals'
    ? !isAmong(context, session, property.principals) : property.by === undefined || property.by.some((one) => isOf(context, session, one))));
  const among = property.kind === 'only-principals' ? property.principals : [];
  const pools = context.graph.pools.filter((pool) => sessions.some((session) => session.pool === pool));
  const claims = among.some(({ principal }) => principal.startsWith('rule:'));
  const gain = gainOver(context, sessions, {
    pools, resources: [...new Set(property.resources.flatMap((resource) => [resource, resource.split('/')[0]]))],
    groups: among.some(({ principal }) => principal.startsWith('group:')) || (claims && rulesOnGroups(pools)), claims, users: among.some(({ principal }) => principal !== 'guest'),
    written: property.actions.every((pattern) => !/[*?]/.test(pattern) && actionsMatching(pattern).every(({ level }) => level === 'write')),
  });
  return gain && decisionOf(context, gain, 'what they must not reach is within their reach');
}

/** Resources of one service are told from what looks like them and is none: of others any text may be one. */
function reached(subject: Subject, actions: readonly string[], resources: readonly string[]): Proof {
  const [plain, others] = [true, false].map((named) => resources.filter((resource) => (namesOfNothing(resource).length === 0) === named));
  if (others.length === 0) return reaches(subject, { actions, resources });
  const found = reaches(subject, { actions, resources: others, except: [...new Set(others.flatMap(namesOfNothing))] });
  return plain.length === 0 || found.verdict !== 'PROVED' ? found : reaches(subject, { actions, resources: plain });
}

function reaches(subject: Subject, requests: RequestSet): Proof {
  const { found, request, statement, reason, assumptions } = findAllowed(subject, requests);
  const by = statement === undefined ? {} : { statement };
  if (found === 'no') return { verdict: 'PROVED', reason, assumptions };
  if (found === 'maybe' || request === undefined || statement === undefined) return { verdict: 'UNKNOWN', reason: `${subject.title}: ${reason}`, assumptions, ...by };
  return { verdict: 'VIOLATED', reason: `${statement} allows it`, statement, assumptions, counterexample: { person: subject.title, request, statement, replayed: true } };
}

function contained(context: CheckContext, { actions, resources, principals }: OfRequests & { kind: 'limited-to' }): Decision {
  const governing = context.graph.resourcePolicies();
  const meant = [...openToAnybody(governing), OF_EVERYBODY, parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [...actions], Resource: [...resources] }] }, { resource: 'what was stated', path: '', kind: 'identity' })];
  const sessions = context.graph.pools.flatMap((pool) => context.graph.sessions(pool)).filter((session) => principals.some((one) => isOf(context, session, one)));
  const people = sessions.flatMap((session) => subjectsOf(session, [...governing, ...sessionPolicies(session)], context.model)
    .map((subject): AffectedSubject => ({ subject, session, uncertainties: session.uncertainties })));
  return worstOfSubjects(people, {
    find: ({ subject }) => proveOnlyAllowed(concerning(subject), meant),
    breaks: (action, { request }) => evaluate(meant, { ...request, action }).verdict === 'DENIED',
    violated: (proof) => violation(context, proof, { message: proof.reason, fix: FIX }),
    otherwise: { verdict: 'PROVED', message: people.length === 0 ? 'nobody obtains their credentials' : 'no policy lets them do anything else' },
  });
}

function surelyNames(pattern: string, resource: string): boolean {
  return matchFilled(fillIn(readArnPattern(pattern), () => ({ kind: 'missing' })), resource) === 'yes';
}

function patternCovers(pattern: string, action: string): boolean {
  const read = readPattern(pattern.toLowerCase(), { wildcards: true, variables: false });
  return matchFilled(fillIn(read, () => ({ kind: 'missing' })), action.toLowerCase()) !== 'no';
}
