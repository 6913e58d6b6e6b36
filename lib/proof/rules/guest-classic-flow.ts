import { findAllowed } from '../solver';
import { actionFacts, actionsMatching } from '../authorization-data/actions';
import { matchesWildcard } from '../authorization-data/wildcard';
import { guestCeiling } from '../access-graph/guest-scope-down';
import { mayBe, type IdentityPool } from '../access-graph/identity-pools';
import type { Session } from '../access-graph/sessions';
import { subjectsOf } from '../access-graph/subjects';
import type { CheckContext } from '../analysis/check-context';
import { takeOut } from '../analysis/statement-fixes';
import { ALL_SYMBOLS } from '../symbols/symbol';
import type { Judgement, Rule } from './rule';

/** Where Cognito does not limit guests, their role keeps to what it would leave to them. */
export const guestClassicFlow: Rule = {
  id: 'guest-classic-flow',
  title: 'where guests may use the classic flow, their roles allow no more than Cognito leaves to guests in the enhanced flow',
  why: 'In the classic flow Cognito adds no session policies, so guests, who are everybody on the internet, have all that the role allows: secrets, parameters and models too. AWS names it as the way to give guests more, so an action beyond is a warning where it reads no secret, and an error where it does.',
  fix: 'take the action out of what the role of guests allows',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services',
  severity: 'error',
  check: (context) => context.graph.pools.filter(({ guests, classicFlow }) => mayBe(guests, true) && mayBe(classicFlow, true)).map((pool) => check(context, pool)),
};

/** So many actions are asked about at once: who allows more is found by what is wide. */
const LIMIT = 150;

function check(context: CheckContext, pool: IdentityPool): Judgement {
  const ceiling = guestCeiling(pool.resource.region).map((pattern) => pattern.toLowerCase());
  let perhaps: Judgement | undefined;
  for (const session of context.graph.sessions(pool).filter(({ provider, flow, role }) => provider === undefined && flow === 'classic' && role.resource !== undefined)) {
    const beyond = allowedBy(session).filter((action) => !ceiling.some((pattern) => matchesWildcard(pattern, action.toLowerCase())));
    const secret = beyond.filter((action) => actionFacts(action)?.edge === 'secret');
    for (const actions of [secret, beyond]) {
      const found = actions.length === 0 ? undefined : ask(context, pool, session, actions.slice(0, LIMIT), actions === secret);
      if (found?.verdict === 'VIOLATED') return found;
      perhaps ??= found;
    }
  }
  return perhaps ?? { about: pool.resource, verdict: 'PROVED', message: 'the roles of guests allow nothing that Cognito does not leave to guests in the enhanced flow' };
}

function allowedBy({ role }: Session): string[] {
  const statements = role.policies.filter(({ origin }) => origin.kind === 'identity').flatMap((policy) => policy.statements).filter(({ effect, unknown, notAction }) => effect === 'Allow' && unknown === undefined && !notAction);
  const patterns = new Set(statements.flatMap(({ actions }) => actions.map(({ text }) => text.replace(ALL_SYMBOLS, '*'))));
  return [...new Set([...patterns].flatMap((pattern) => (/[*?]/.test(pattern) ? actionsMatching(pattern).map(({ name }) => name) : [actionFacts(pattern)?.name ?? pattern])))];
}

function ask(context: CheckContext, pool: IdentityPool, session: Session, actions: readonly string[], areSecrets: boolean): Judgement | undefined {
  const [person] = subjectsOf(session, [], context.model);
  const answer = findAllowed(person, { actions, resources: ['*'] });
  if (answer.found === 'no') return undefined;
  const spelled = context.graph.policyIndex.originalSpelling(answer.request?.action ?? actions[0]);
  const about = { about: pool.resource, subject: session.role.name, ...(answer.statement !== undefined && { statement: answer.statement }), severity: areSecrets ? 'error' : 'warning' } as const;
  const doubt = answer.found === 'maybe' ? answer.reason : session.uncertainties[0];
  if (doubt !== undefined || answer.request === undefined) return { ...about, verdict: 'UNKNOWN', message: `guests may do ${spelled} in the classic flow: ${doubt}` };
  const resource = context.render(answer.request.resource);
  return {
    ...about, verdict: 'VIOLATED', fix: takeOut(context, answer.statement, spelled, 'guests'),
    message: areSecrets ? `in the classic flow guests read secrets: ${spelled}` : `in the classic flow guests may do ${spelled}, which Cognito denies them in the enhanced flow`,
    counterexample: {
      who: person.title, verb: areSecrets ? 'reads' : 'does', what: `${spelled} on ${resource}`, by: answer.statement === undefined ? session.role.name : context.byLine(answer.statement),
      request: { action: spelled, resource, context: {} }, replayed: true,
    },
  };
}
