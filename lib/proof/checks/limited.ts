import { onceForEach } from '../../text/remembered';
import { findAllowed, type Subject, type Proof } from '../solver';
import type { Finding } from '../findings/finding';
import { canonical } from '../iam/canonical';
import { evaluate } from '../iam/evaluate';
import type { Policy, Statement } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import { actionsWithoutPermission } from '../iam/service-rules';
import { readPattern } from '../iam/pattern';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf } from '../access-graph/subjects';
import { onwardSessions } from '../access-graph/onward-sessions';
import type { Session } from '../access-graph/sessions';
import type { AffectedSubject } from '../analysis/affected-subjects';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { proveOnlyAllowed } from '../analysis/real-requests';
import { violation, worstOfSubjects } from '../analysis/worst-subject';
import type { GrantRecord, RoleRecord } from '../analysis/intent-records';

/**
 * Decides for each role whether it allows nothing but what was granted to its principal.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function limited(context: CheckContext): Finding[] {
  if (context.records.roles.length === 0) return [];
  const resourcePolicies = context.graph.resourcePolicies();
  const open = openToAnybody(resourcePolicies);
  return context.records.roles.map((record) => {
    const title = `${record.principal} can do only what was granted`;
    return context.finding({ rule: 'limited', title, subject: record.resource.id, resource: record.resource }, check(context, record, resourcePolicies, open));
  });
}

function check(context: CheckContext, record: RoleRecord, resourcePolicies: readonly Policy[], open: readonly Policy[]): Decision {
  const pool = context.pool(record.pool);
  if (pool === undefined) return { verdict: 'UNKNOWN', message: `the identity pool ${record.pool} is not in the templates` };
  const sessions = sessionsOf(context, record);
  if (sessions.length === 0) return { verdict: 'PROVED', message: 'nobody can obtain the role' };
  const allowed = [...grantedTo(context, record), ...open, OF_EVERYBODY];
  const denied = refusals(context, record);
  const granted = new Set(allowed.flatMap(({ statements }) => statements.map(canonical)));
  const otherwise: Decision = { verdict: 'PROVED', message: 'every request that the policies allow was granted' };
  const beyondRole = (session: Session): Policy[] => [...resourcePolicies, ...sessionPolicies(session)];
  if (denied.length === 0 && sessions.every((session) => areGranted([...session.role.policies, ...beyondRole(session)], granted))) return otherwise;
  const people = sessions.flatMap((session) => subjectsOf(session, beyondRole(session), context.model)
    .map((subject): AffectedSubject => ({ subject, session, uncertainties: session.uncertainties })));
  return worstOfSubjects(people, {
    find: ({ subject }) => lostRefusal(subject, denied) ?? asGranted(concerning(subject), granted) ?? proveOnlyAllowed(concerning(subject), allowed),
    breaks: (action, { request }) => evaluate(allowed, { ...request, action }).verdict === 'DENIED',
    violated: (proof) => broken(context, record, proof),
    otherwise,
  });
}

/** What needs no permission, or what AWS takes of users of IAM alone, nobody was given by a statement that allows it. */
export const OF_EVERYBODY = parsePolicy({ Statement: { Effect: 'Allow', Action: actionsWithoutPermission(), Resource: '*' } }, { resource: 'AWS', path: 'what needs no permission', kind: 'identity' });

/** What was granted with a Deny is refused as long as the Deny stands. */
function refusals(context: CheckContext, record: RoleRecord): readonly Statement[] {
  return grantedTo(context, record).flatMap(({ statements }) => statements.filter(({ effect }) => effect === 'Deny'));
}

function lostRefusal(subject: Subject, denied: readonly Statement[]): Proof | undefined {
  const stands = new Set(subject.policies.filter(({ origin }) => origin.kind === 'identity').flatMap(({ statements }) => statements.filter(({ effect, unknown, uncertain }) => effect === 'Deny' && unknown === undefined && uncertain === undefined).map(canonical)));
  for (const statement of denied) {
    if (stands.has(canonical(statement))) continue;
    const { found, request, statement: by, reason, assumptions } = findAllowed(subject, { actions: statement.actions.map(({ text }) => text), resources: statement.resources.map(({ text }) => text) });
    if (found === 'no') continue;
    if (found === 'yes' && request !== undefined && by !== undefined && statement.conditions.length === 0) {
      return { verdict: 'VIOLATED', reason: `${by} allows ${request.action}, which a granted Deny refuses`, statement: by, assumptions, counterexample: { person: subject.title, request, statement: by, replayed: true } };
    }
    return { verdict: 'NOT_PROVED', reason: found === 'yes' ? 'a Deny that was granted is not among the policies of the role' : reason, assumptions };
  }
  return undefined;
}

/** Where every statement stands among those that were granted, word for word, there is nothing to search. */
function asGranted({ title, policies: ofPerson }: Subject, granted: ReadonlySet<string>): Proof | undefined {
  return areGranted(ofPerson, granted) ? { verdict: 'PROVED', reason: `${title}: every statement was granted as it stands`, assumptions: [] } : undefined;
}

function areGranted(all: readonly Policy[], granted: ReadonlySet<string>): boolean {
  return all.every(({ origin, statements }) => statements.every((statement) => {
    if (statement.unknown !== undefined || statement.uncertain !== undefined) return false;
    if (statement.effect === 'Deny' || origin.kind === 'boundary' || origin.kind === 'session') return true;
    return origin.kind === 'identity' && granted.has(canonical(statement));
  }));
}

/** A role that nobody can obtain today must keep its promise on the day that a switch of its pool is turned. */
function sessionsOf(context: CheckContext, record: RoleRecord): Session[] {
  const pool = context.pool(record.pool);
  const role = context.roleAt(record.resource);
  if (pool === undefined || role === undefined) return [];
  const own = context.graph.sessionsOf(record.resource).filter(({ steps }) => steps.length === 0);
  // What its people come by with its credentials is theirs as well.
  const further = onwardSessions(context.graph.sessions(pool)).beyond(role);
  if (own.length + further.length > 0) return [...own, ...further];
  const provider = record.principal === 'guest' ? undefined : pool.providers[0] ?? { name: 'any provider', names: ['any provider'], kind: 'social' as const };
  return [{ pool, role, flow: 'enhanced', provider, way: { kind: 'default', text: 'no one today' }, uncertainties: [], by: undefined, steps: [] }];
}

/**
 * Resource policies that could never let a person in only cost time.
 *
 * @param person a person
 * @returns the person without them
 */
export function concerning(person: Subject): Subject {
  const policies = person.policies.filter((policy) => policy.origin.kind !== 'resource'
    || policy.statements.some((statement) => statement.effect === 'Deny' || mayConcern(statement, person.principal.roleArn ?? '', person.principal.account ?? '')));
  return { ...person, policies };
}

function mayConcern(statement: Statement, roleArn: string, account: string): boolean {
  const { principals } = statement;
  if (statement.unknown !== undefined || principals === undefined || principals.negated) return true;
  const named = principals.byKind.get('AWS') ?? [];
  return principals.byKind.has('Federated') || principals.byKind.has('*')
    || named.some((name) => !/^arn:[^:]*:iam::[^:]*:(role|user)\//.test(name) || name === roleArn || name.includes(account) && name.endsWith(':root') || /[\u{100000}-\u{10fffd}]/u.test(name));
}

function grantedTo(context: CheckContext, record: RoleRecord): Policy[] {
  const principals = record.principal === 'guest' ? ['guest'] : [record.principal, 'authenticated'];
  return [...new Set(principals)].flatMap((to) => context.grantsTo(record.pool, to).map(policyOf));
}

/** A grant as the policy that it means, read once: what is granted to everybody signed in is asked for each of their roles. */
const policyOf = onceForEach(({ resource, to, statements }: GrantRecord) => parsePolicy({ Version: '2012-10-17', Statement: statements }, { resource: resource.id, path: `${resource.id}.granted to ${to}`, kind: 'identity' }));

/**
 * What a resource policy opens to everybody in the world is not what a role allows.
 *
 * @param policies resource policies
 * @returns what they open, as policies of a role
 */
export function openToAnybody(policies: readonly Policy[]): Policy[] {
  return policies.map((policy): Policy => ({
    origin: { resource: policy.origin.resource, path: policy.origin.path, kind: 'identity' },
    problems: [],
    statements: policy.statements.filter((statement) => isPublic(statement)).map((statement) => ({
      ...statement,
      resources: (statement.notResource ? ['*'] : statement.resources.map(({ text }) => text))
        .flatMap((text) => (text === '*' ? policy.origin.attachedTo ?? ['*'] : [text])).map((text) => readPattern(text, { wildcards: true, variables: statement.variables, arn: 'resource' })),
    })).filter((statement) => !statement.notResource),
  })).filter(({ statements }) => statements.length > 0);
}

/**
 * Keys whose value a request has whoever makes it: a grant to everybody that looks at these alone is open to the world. Of any
 * other global key somebody without credentials may not have the value.
 */
const OF_THE_REQUEST = /^(aws:(securetransport|sourceip|sourcevpc|sourcevpce|vpcsourceip|currenttime|epochtime|referer|useragent|requestedregion)|(?!aws:|kms:calleraccount|cognito-identity|accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|saml:)[^:]+:.+)$/;

function isPublic(statement: Statement): boolean {
  const { principals } = statement;
  return statement.effect === 'Allow' && statement.unknown === undefined && statement.uncertain === undefined && principals !== undefined && !principals.negated
    && principals.byKind.get('AWS')?.includes('*') === true && statement.conditions.every(({ key }) => OF_THE_REQUEST.test(key));
}

function broken(context: CheckContext, record: RoleRecord, proof: Proof): Decision {
  const statement = proof.counterexample?.statement ?? proof.statement;
  const holder = statement === undefined ? undefined : context.graph.policyIndex.holderOf(statement);
  const fix = holder?.type === record.resource.type || holder?.type === 'AWS::IAM::Policy' || holder?.type === 'AWS::IAM::ManagedPolicy'
    ? `grant it to the principal '${record.principal}' with addToPrincipalPolicy, in any stack, instead of writing it to the role, so that the promise names it, or take the statement out`
    : `take '${record.principal}' out of ${holder?.id ?? 'the policy'}, or grant it to the principal too`;
  return violation(context, proof, { message: `${statement ?? 'a statement'} allows ${proof.counterexample?.request.action ?? 'what'}, which was not granted`, fix });
}
