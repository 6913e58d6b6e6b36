import { findAllowed } from '../solver';
import { actionFacts, actionsMatching, type ActionFacts } from '../authorization-data/actions';
import { matchesWildcard } from '../authorization-data/wildcard';
import { allBut, onResources } from '../access-graph/edge-actions';
import { guestCeiling } from '../access-graph/guest-scope-down';
import { mayBe, type IdentityPool } from '../access-graph/identity-pools';
import { beyondBoundary, deniedEverywhere } from '../access-graph/refused-actions';
import type { Session } from '../access-graph/sessions';
import { subjectsOf } from '../access-graph/subjects';
import type { CheckContext } from '../analysis/check-context';
import { openIn, statedIn } from '../analysis/stated-statements';
import { takeOut } from '../analysis/statement-fixes';
import type { Statement } from '../iam/policy';
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

/** So many actions are asked about at once. */
const AT_ONCE = 150;

function check(context: CheckContext, pool: IdentityPool): Judgement {
  const ceiling = guestCeiling(pool.resource.region).map((pattern) => pattern.toLowerCase());
  let perhaps: Judgement | undefined;
  for (const session of context.graph.sessions(pool).filter(({ provider, flow, role }) => provider === undefined && flow === 'classic' && role.resource !== undefined)) {
    const isBeyond = ({ name }: Pick<ActionFacts, 'name'>): boolean => !ceiling.some((pattern) => matchesWildcard(pattern, name.toLowerCase()));
    const statements = session.role.policies.filter(({ origin }) => origin.kind === 'identity').flatMap((policy) => policy.statements).filter(({ effect, unknown }) => effect === 'Allow' || unknown !== undefined);
    for (const part of [statements.flatMap(statedIn), statements.flatMap(openIn)]) {
      for (const actions of inParts(allowedBy(session, part).filter((name) => isBeyond({ name })))) {
        const found = ask(context, pool, session, actions);
        if (found?.verdict === 'VIOLATED') return found;
        perhaps ??= found;
        // Who perhaps does not get there leaves all else as open.
        if (found !== undefined && session.uncertainties.length > 0) break;
      }
      // What only the deployment decides shows nothing for certain.
      if (perhaps !== undefined) break;
    }
    const open = statements.some(({ unknown }) => unknown !== undefined);
    // Of what is known only at deployment one action tells all.
    for (const actions of open ? inParts(actionsMatching('*').filter(isBeyond).map(({ name }) => name)) : []) perhaps ??= ask(context, pool, session, actions);
  }
  return perhaps ?? { about: pool.resource, verdict: 'PROVED', message: 'the roles of guests allow nothing that Cognito does not leave to guests in the enhanced flow' };
}

/** The actions that statements name, those first that show secrets. */
function allowedBy({ role }: Session, statements: readonly Statement[]): string[] {
  const isDenied = deniedEverywhere(role.policies);
  const isKeptBack = beyondBoundary(role.policies);
  const names = statements.filter(({ unknown }) => unknown === undefined).flatMap((statement) => (statement.notAction ? reaching(allBut(statement), statement) : statement.actions.flatMap(({ text }) => {
    const pattern = text.replace(ALL_SYMBOLS, '*');
    return /[*?]/.test(pattern) ? reaching(actionsMatching(pattern), statement) : [actionFacts(pattern)?.name ?? pattern];
  })));
  const named = [...new Set(names)].filter((name) => !isDenied(name.toLowerCase()) && !isKeptBack(name.toLowerCase()));
  const readsSecrets = (name: string): boolean => actionFacts(name)?.edge === 'secret';
  return [...named.filter(readsSecrets), ...named.filter((name) => !readsSecrets(name))];
}

/** A request that takes no resource is for `*`, and no statement allows it that names resources. */
function reaching(actions: readonly ActionFacts[], statement: Statement): string[] {
  const isOpen = statement.notResource || statement.resources.length === 0 || statement.resources.some(({ text }) => /^[*?]+$/.test(text));
  return onResources(actions, statement).filter(({ resources }) => isOpen || resources.length > 0).map(({ name }) => name);
}

function inParts(actions: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(actions.length / AT_ONCE) }, (_, i) => actions.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}

function ask(context: CheckContext, pool: IdentityPool, session: Session, actions: readonly string[]): Judgement | undefined {
  const [person] = subjectsOf(session, [], context.model);
  const answer = findAllowed(person, { actions, resources: ['*'] });
  if (answer.found === 'no') return undefined;
  const areSecrets = actionFacts(answer.request?.action ?? actions[0])?.edge === 'secret';
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
