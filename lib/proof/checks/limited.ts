import { proveContained, type Subject, type Proof } from '../solver';
import type { Finding } from '../findings/finding';
import { canonical } from '../iam/canonical';
import { evaluate } from '../iam/evaluate';
import type { Policy, Statement } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import { readPattern } from '../iam/pattern';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import { distinctSubjects } from '../analysis/distinct-subjects';
import type { CheckContext, Decision } from '../analysis/check-context';
import { readable } from '../analysis/readable-counterexample';
import type { GrantRecord, RoleRecord } from '../analysis/intent-records';

/**
 * Decides for each role whether it allows nothing but what was granted to its principal.
 *
 * @param context what is reachable and what is recorded
 * @returns the findings
 */
export function limited(context: CheckContext): Finding[] {
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
  const allowed = [...grantedTo(context, record), ...open];
  const people = distinctSubjects(sessions.flatMap((session) => subjectsOf(session, [...resourcePolicies, ...sessionPolicies(session)], context.model)));
  let worst: Proof | undefined;
  for (const person of people) {
    const proof = asGranted(concerning(person), allowed) ?? proveContained(concerning(person), allowed);
    if (proof.verdict === 'VIOLATED') return broken(context, record, readable(proof, [person], (action, { request }) => evaluate(allowed, { ...request, action }).verdict === 'DENIED'));
    if (worst === undefined || DOUBT.indexOf(proof.verdict) > DOUBT.indexOf(worst.verdict)) worst = proof;
  }
  return { verdict: worst?.verdict ?? 'UNKNOWN', message: worst?.reason ?? 'nobody was found', assumptions: worst?.assumptions ?? [], ...(worst?.statement !== undefined && { statement: worst.statement }) };
}

/** Where every statement stands among those that were granted, word for word, there is nothing to search. */
function asGranted(person: Subject, allowed: readonly Policy[]): Proof | undefined {
  const granted = new Set(allowed.flatMap(({ statements }) => statements.map(canonical)));
  const isGranted = person.policies.every(({ origin, statements }) => statements.every((statement) => {
    if (statement.unknown !== undefined || statement.uncertain !== undefined) return false;
    if (statement.effect === 'Deny' || origin.kind === 'boundary' || origin.kind === 'session') return true;
    return origin.kind === 'identity' && granted.has(canonical(statement));
  }));
  return isGranted ? { verdict: 'PROVED', reason: `${person.title}: every statement was granted as it stands`, assumptions: [] } : undefined;
}

const DOUBT: readonly Proof['verdict'][] = ['PROVED', 'NOT_PROVED', 'UNKNOWN'];

/** A role that nobody can obtain today must keep its promise on the day that a switch of its pool is turned. */
function sessionsOf(context: CheckContext, record: RoleRecord): Session[] {
  const found = [...context.graph.sessionsOf(record.resource)];
  const pool = context.pool(record.pool);
  if (found.length > 0 || pool === undefined) return found;
  const role = context.graph.roles.find(record.resource.arn);
  const provider = record.principal === 'guest' ? undefined : pool.providers[0] ?? { name: 'any provider', names: ['any provider'], kind: 'social' as const };
  return [{ pool, role, flow: 'enhanced', provider, way: { kind: 'default', text: 'no one today' }, uncertainties: [], by: undefined }];
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

const policies = new WeakMap<GrantRecord, Policy>();

/** A grant as the policy that it means, read once: what is granted to everybody signed in is asked for each of their roles. */
function policyOf(grant: GrantRecord): Policy {
  let policy = policies.get(grant);
  if (policy === undefined) {
    const { resource, to, statements } = grant;
    policy = parsePolicy({ Version: '2012-10-17', Statement: statements }, { resource: resource.id, path: `${resource.id}.granted to ${to}`, kind: 'identity' });
    policies.set(grant, policy);
  }
  return policy;
}

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

function isPublic(statement: Statement): boolean {
  const { principals } = statement;
  return statement.effect === 'Allow' && statement.unknown === undefined && statement.uncertain === undefined && principals !== undefined && !principals.negated
    && (principals.byKind.get('AWS')?.includes('*') === true)
    && statement.conditions.every(({ key }) => !/^(aws:principal|aws:userid|aws:username|aws:federatedprovider|cognito-identity)/i.test(key));
}

function broken(context: CheckContext, record: RoleRecord, proof: Proof): Decision {
  const statement = proof.counterexample?.statement ?? proof.statement;
  const counterexample = context.counterexample(proof);
  const holder = statement === undefined ? undefined : context.graph.policyIndex.holderOf(statement);
  const fix = holder?.type === record.resource.type || holder?.type === 'AWS::IAM::Policy' || holder?.type === 'AWS::IAM::ManagedPolicy'
    ? `grant it to the principal '${record.principal}' instead of writing it to the role, so that the promise names it, or take the statement out`
    : `take '${record.principal}' out of ${holder?.id ?? 'the policy'}, or grant it to the principal too`;
  return {
    verdict: 'VIOLATED', message: `${statement ?? 'a statement'} allows ${proof.counterexample?.request.action ?? 'what'}, which was not granted`, fix,
    ...(statement !== undefined && { statement }), ...(counterexample !== undefined && { counterexample }),
  };
}
