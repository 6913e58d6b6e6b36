import { onceForEach } from '../../text/remembered';
import { arnFormats, servicePrefixes } from '../authorization-data/action-table';
import { serviceOf } from '../authorization-data/beyond-own-service';
import { findAllowed, type Subject, type RequestSet } from '../solver';
import { distinctSubjects } from './distinct-subjects';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf } from '../access-graph/subjects';
import { widestText, withinFields } from '../iam/arn';
import type { Pattern } from '../iam/pattern';
import type { Policy, Statement } from '../iam/policy';
import { holdsSymbol, mayHoldUnseen } from '../symbols/symbol';
import { once } from '../template/once';
import type { Role } from '../access-graph/roles';
import type { Session } from '../access-graph/sessions';

/**
 * @param context what is reachable
 * @returns every session that somebody can obtain from any identity pool of the templates
 */
export function allSessions(context: CheckContext): Session[] {
  return context.graph.pools.flatMap((pool) => [...context.graph.sessions(pool)]);
}

/**
 * @param sessions sessions
 * @returns those of each role
 */
export function byRole(sessions: readonly Session[]): Session[][] {
  const result = new Map<Role, Session[]>();
  for (const session of sessions) {
    const group = result.get(session.role);
    if (group === undefined) result.set(session.role, [session]);
    else group.push(session);
  }
  return [...result.values()];
}

/**
 * A name that no template gives to anything: who reaches it reaches whatever there is in the account. With blanks, which names of
 * AWS do not have, so that it is not taken for one that only the deployment knows.
 */
export const NOBODYS = 'named in no template';

/** Some requests that nobody of a kind should be allowed, and what it means when somebody is. */
export interface Forbidden extends RequestSet {
  /** What it means, for people. */
  readonly means: string;
  /** Whether people may do it to what is their own. */
  readonly mayOwn?: boolean;
  /** Why it is not certain that nobody should be; undefined where it is. */
  readonly doubt?: string;
}

/**
 * Looks for a request that somebody with a session is allowed by the policies of their role.
 *
 * @param context what is reachable
 * @param sessions the sessions
 * @param forbidden the requests
 * @returns what was found: the worst of it; undefined when nothing is allowed
 */
export function findForbidden(context: CheckContext, sessions: readonly Session[], forbidden: readonly Forbidden[]): Decision | undefined {
  let doubt: Decision | undefined;
  for (const session of sessions) {
    const people = distinctSubjects(subjectsOf(session, sessionPolicies(session), context.model));
    for (const person of people) {
      const unnamed = once(() => withoutNamed(person));
      for (const requests of forbidden.filter(({ actions }) => mayConcern(person, actions))) {
        const asked = requests.resources.every((resource) => resource.includes(NOBODYS)) ? unnamed() : person;
        const answer = findAllowed(requests.mayOwn === true ? withoutOwn(asked) : asked, requests);
        if (answer.found === 'no') continue;
        const statement = answer.statement === undefined ? {} : { statement: answer.statement };
        // Where it is not certain that anybody comes by the role, that decides about all that the role allows.
        const [onTheWay] = session.steps.length > 0 ? session.uncertainties : [];
        const why = onTheWay ?? (answer.found === 'maybe' ? answer.reason : session.uncertainties[0] ?? requests.doubt);
        if (why !== undefined || answer.request === undefined) {
          doubt ??= { verdict: answer.found === 'yes' && session.uncertainties.length === 0 ? 'NOT_PROVED' : 'UNKNOWN', message: `${person.title}: ${why?.replaceAll(NOBODYS, '*')}`, ...statement };
          continue;
        }
        const counterexample = context.counterexample({
          verdict: 'VIOLATED', reason: '', assumptions: [],
          counterexample: { person: person.title, request: answer.request, statement: answer.statement ?? session.role.name, replayed: true },
        });
        return { verdict: 'VIOLATED', message: requests.means, ...statement, ...(counterexample !== undefined && { counterexample }) };
      }
    }
  }
  return doubt;
}

/** Statements that reach nothing but what belongs to the person. */
function withoutOwn(person: Subject): Subject {
  const isOwn = ({ effect, unknown, notResource, resources }: Statement): boolean => effect === 'Allow' && unknown === undefined && !notResource && resources.length > 0 && resources.every(({ text }) => /\$\{cognito-identity[^}]*:sub\}/i.test(text));
  return { ...person, policies: person.policies.map((policy) => (policy.statements.some(isOwn) ? { ...policy, statements: policy.statements.filter((statement) => !isOwn(statement)) } : policy)) };
}

/** How what follows the account begins in the formats of ARNs, by service. */
const beginnings = once(() => {
  const found = new Map<string, Set<string>>();
  for (const format of servicePrefixes().flatMap((prefix) => arnFormats(prefix))) {
    const [, , service, , , ...rest] = format.split(':');
    found.set(service, (found.get(service) ?? new Set()).add(rest.join(':').split('*')[0]));
  }
  return found;
});

/** A pattern that goes on with a part that stands further behind, as a log stream does behind its group, names every group. */
function beginsAsResource({ text }: Pattern): boolean {
  const [, , service = '', , , ...rest] = text.split(':');
  return [...beginnings().get(service) ?? []].some((beginning) => rest.join(':').startsWith(beginning));
}

/** Nobody reaches what has no name in the templates by a resource that has one: a statement can name thousands. */
function withoutNamed(person: Subject): Subject {
  // What is completed with wildcards names nothing.
  const isNamed = (pattern: Pattern): boolean => !/[*?]|\$\{/.test(widestText(pattern)) && !mayHoldUnseen(pattern.text, ' ');
  const rest = (statement: Statement): Statement[] => {
    const { effect, unknown, notResource, resources } = statement;
    if (effect !== 'Allow' || unknown !== undefined || notResource) return [statement];
    const left = resources.filter((resource) => !isNamed(resource)).map((resource) => (beginsAsResource(resource) ? withinFields(resource) : resource));
    if (left.length === resources.length && left.every((resource, i) => resource === resources[i])) return [statement];
    return left.length === 0 ? [] : [{ ...statement, resources: left }];
  };
  return { ...person, policies: person.policies.map((policy) => (policy.origin.kind === 'identity' ? { ...policy, statements: policy.statements.flatMap(rest) } : policy)) };
}

/** Most policies have nothing to do with most services. */
function mayConcern({ policies }: Subject, actions: readonly string[]): boolean {
  return policies.some((policy) => {
    const services = policy.origin.kind === 'identity' ? servicesOf(policy) : undefined;
    return services === 'any' || (services !== undefined && actions.some((action) => services.has(serviceOf(action).toLowerCase())));
  });
}

const servicesOf = onceForEach((policy: Policy): ReadonlySet<string> | 'any' => {
  const isOpen = policy.statements.some((statement) => statement.unknown !== undefined || statement.notAction || statement.actions.some(({ text }) => /^[^:]*[*?]/.test(text) || holdsSymbol(text.split(':')[0])));
  return isOpen ? 'any' : new Set(policy.statements.flatMap(({ actions }) => actions.map(({ text }) => serviceOf(text).toLowerCase())));
});
