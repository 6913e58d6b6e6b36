import { findAllowed } from '../solver';
import type { Statement } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';
import type { CheckContext } from '../analysis/check-context';
import { mayBe } from '../access-graph/identity-pools';
import { sessionPolicies } from '../access-graph/guest-scope-down';
import { subjectsOf } from '../access-graph/subjects';
import type { Session } from '../access-graph/sessions';
import type { Judgement, Rule } from './rule';
import { allSessions } from '../analysis/forbidden-requests';
import { takeOut } from '../analysis/statement-fixes';

/** Of each action that is allowed to guests Cognito leaves them something. */
export const guestCeiling: Rule = {
  id: 'guest-ceiling',
  title: 'of each action that the role of guests names Cognito leaves them something',
  why: 'In the enhanced flow Cognito adds session policies to the credentials of guests, which leave a fixed list of services only. What the role allows beyond it is denied at run time, though template and role look right.',
  fix: 'take the action out of what the role of guests allows: they cannot use it',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services',
  severity: 'warning',
  check: (context) => {
    const guests = allSessions(context).filter(({ provider, role }) => provider === undefined && role.resource !== undefined);
    // In the classic flow there is no ceiling.
    const enhanced = guests.filter(({ pool, flow }) => flow === 'enhanced' && !mayBe(pool.classicFlow, true));
    return [...new Map(enhanced.map((session) => [session.role, session])).values()].flatMap((session) => check(context, session));
  },
};

function check(context: CheckContext, session: Session): Judgement[] {
  const about = session.role.resource ?? session.pool.resource;
  const all = session.role.policies.filter(({ origin }) => origin.kind === 'identity').flatMap((policy) => policy.statements);
  const statements = all.filter(({ effect, unknown, notAction }) => effect === 'Allow' && unknown === undefined && !notAction);
  const blocked = statements.flatMap((statement) => statement.actions.filter(({ text }) => !isLeft(context, session, text)).map(({ text }): Judgement => blame(context, session, statement, text)));
  if (blocked.length > 0) return blocked;
  const open = all.find(({ unknown }) => unknown !== undefined);
  return [open === undefined ? { about, verdict: 'PROVED', message: 'Cognito leaves guests something of every action that the role names' } : { about, verdict: 'UNKNOWN', statement: open.id, message: `which actions the role names is not known: ${open.unknown}` }];
}

/** Whether the session policies leave any action that the pattern stands for. */
function isLeft(context: CheckContext, session: Session, action: string): boolean {
  const whole = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] }, { resource: session.role.name, path: '', kind: 'identity' });
  const [person] = subjectsOf(session, [], context.model);
  return findAllowed({ ...person, policies: [whole, ...sessionPolicies(session)] }, { actions: [action], resources: ['*'] }).found !== 'no';
}

/** A policy may be attached to roles of users who signed in as well, and those can use it. */
function without(context: CheckContext, { pool, role }: Session, id: string, action: string): string {
  const policy = role.policies.find(({ statements }) => statements.some((statement) => statement.id === id));
  const shared = context.graph.sessions(pool).find((other) => other.provider !== undefined && other.role !== role && policy !== undefined && other.role.policies.includes(policy));
  const taken = takeOut(context, id, action, 'guests');
  return shared === undefined ? `${taken}: they cannot use it` : `give guests a policy of their own: the one of ${id} is that of ${shared.role.name} too`;
}

function blame(context: CheckContext, session: Session, { id, resources }: Statement, action: string): Judgement {
  const spelled = context.graph.policyIndex.originalSpelling(action);
  const resource = context.render(resources[0]?.text ?? '*');
  return {
    about: session.role.resource ?? session.pool.resource, subject: `${id} ${spelled}`, verdict: 'VIOLATED', statement: id,
    message: `Cognito denies ${spelled} to guests, whatever the role allows`, fix: without(context, session, id, action),
    counterexample: {
      who: 'guest, enhanced flow', verb: 'is refused', what: `${spelled} on ${resource}`, by: 'the session policies of Cognito',
      request: { action: spelled, resource, context: {} }, replayed: true,
    },
  };
}
