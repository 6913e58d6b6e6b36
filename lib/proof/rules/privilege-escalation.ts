import { serviceOf } from '../authorization-data/beyond-own-service';
import { matchesWildcard } from '../authorization-data/wildcard';
import { mayPassAny, passesToNothing } from '../access-graph/passing';
import type { Power } from '../access-graph/powers';
import type { IdentityPool } from '../access-graph/identity-pools';
import { onwardSessions } from '../access-graph/onward-sessions';
import type { Session } from '../access-graph/sessions';
import { subjectsOf, titleOf } from '../access-graph/subjects';
import type { CheckContext } from '../analysis/check-context';
import type { Decision } from '../analysis/finding-writer';
import { isUnprepared, listsNoGuests } from '../analysis/gained-powers';
import { byRole } from '../analysis/forbidden-requests';
import { mentionsTagsOf } from '../analysis/tag-readers';
import { takeOut } from '../analysis/statement-fixes';
import type { Statement } from '../iam/policy';
import { deniesCaller } from '../iam/principals';
import type { Judgement, Rule } from './rule';

/** Nobody raises their own access. */
export const privilegeEscalation: Rule = {
  id: 'privilege-escalation',
  title: 'nobody with credentials of the identity pool gives themselves more access',
  why: 'Whoever may write policies, take or pass roles, change code that has a role, administer users or change who may use a resource has all access that comes of it. One stolen session of a web page is then the whole account.',
  fix: 'take the action out of what the role allows; where users need one thing of it, let a function of your own do that one thing',
  page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  severity: 'error',
  check: (context) => context.graph.pools.map((pool) => check(context, pool)).filter((one) => one !== undefined),
};

function check(context: CheckContext, pool: IdentityPool): Judgement | undefined {
  const roles = byRole(context.graph.sessions(pool).filter(({ role, steps }) => role.resource !== undefined && steps.length === 0));
  const about = pool.resource;
  let perhaps: Decision | undefined;
  for (const session of roles.flat()) {
    const found = [...byPowers(context, session), ...bySteps(context, session)].map((decision): Decision => ({ ...decision, ...blameOf(context, decision, session) }));
    const sure = found.find(({ verdict }) => verdict === 'VIOLATED');
    if (sure !== undefined) return { about, ...sure };
    perhaps ??= found[0];
  }
  // Where more roles may be handed out than the templates show, what those allow is not known.
  if (perhaps === undefined && pool.unknown.length > 0) perhaps = { verdict: 'UNKNOWN', message: pool.unknown[0] };
  if (perhaps === undefined && roles.length === 0) return undefined;
  return { about, ...(perhaps ?? { verdict: 'PROVED', message: 'no statement lets users write policies, take or pass roles, change code, users or who may use a resource' }) };
}

/** Statements of AWS's own policies stand in no resource: the role has them. */
function blameOf(context: CheckContext, { statement }: Decision, { role }: Session): Pick<Decision, 'blame'> {
  const holder = (statement === undefined ? undefined : context.graph.policyIndex.holderOf(statement)) ?? role.resource;
  return holder === undefined ? {} : { blame: holder };
}

function byPowers(context: CheckContext, having: Session): Decision[] {
  const session = context.beyondAdministration(having);
  return context.graph.powers.powersOf(session).flatMap((power): Decision[] => {
    if (isIdle(context, session, power)) return [];
    const statement = power.statement === undefined ? {} : { statement: power.statement };
    const who = titleOf(session, context.model);
    const doubt = power.uncertain ?? keptBack(context, session, power) ?? (power.edge === 'unclassified' ? `what ${power.action} can lead to is not known here` : namesRolesElsewhere(context, session, power));
    const fix = power.action === '' ? {} : { fix: takeOut(context, power.statement, power.action) };
    if (doubt !== undefined) return [{ verdict: power.uncertain === undefined ? 'NOT_PROVED' : 'UNKNOWN', message: `${who}: ${doubt}`, ...fix, ...statement }];
    return [{
      verdict: 'VIOLATED', message: `${power.action} ${power.why}`, ...statement, ...fix,
      counterexample: {
        who, verb: 'gains', what: `more than the policies say: ${power.action} ${power.why}`, by: power.statement === undefined ? session.role.name : context.byLine(power.statement, power.resource),
        request: { action: power.action, resource: context.render(power.resource ?? '*'), context: {} }, replayed: true,
      },
    }];
  });
}

/** A power that gives nothing by itself. */
function isIdle(context: CheckContext, session: Session, power: Power): boolean {
  if (isUnprepared(context, power) || listsNoGuests(context, session, power)) return true;
  if (power.gains === 'resource' || power.edge === 'unclassified') return !givesMore(context, session, power) && keptBack(context, session, power) === undefined;
  if (power.edge === 'tag') return !power.actions.some((action) => mentionsTagsOf(context.graph, session.role.policies, action.name));
  // Without a role to pass, these start nothing that has more than they have; passing is found by iam:PassRole.
  if (power.edge === 'pass-role' && power.action !== 'iam:PassRole') return true;
  const { powers, roles } = context.graph;
  if (power.action === 'iam:PassRole' && (passesToNothing(powers, session) || !mayPassAny(powers, session, power, roles.all()))) return true;
  return power.edge === 'assume-role' && !leadsAnywhere(context, session, power);
}

/**
 * Actions that show, by another way, what another action shows: whoever has that one gains nothing by them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOSTrestore.html
 */
const SHOWN_ANYWAY: ReadonlyMap<string, string> = new Map([['s3:restoreobject', 's3:getobject']]);

/** Whoever may do all that a service knows to a resource gains nothing in it by letting themselves do it, or by one more action of it. */
function givesMore(context: CheckContext, session: Session, power: Power): boolean {
  const { role } = session;
  // What a policy of a resource gives to a session is not limited by a boundary.
  if (role.policies.some(({ origin }) => origin.kind === 'boundary')) return true;
  const service = serviceOf(power.action).toLowerCase();
  const shownBy = SHOWN_ANYWAY.get(power.action.toLowerCase());
  const isWhole = (statement: Statement): boolean => statement.effect === 'Allow' && statement.unknown === undefined && statement.uncertain === undefined && !statement.notAction && !statement.notResource
    && statement.conditions.length === 0 && statement.actions.some(({ text }) => text === '*' || text === `${service}:*` || (shownBy !== undefined && matchesWildcard(text, shownBy)));
  const policies = role.policies.map((policy) => ({ ...policy, statements: policy.statements.filter((statement) => !isWhole(statement)) }));
  return context.graph.powers.powerOver({ ...session, role: { ...role, policies } }, power, ['*']) !== undefined;
}

/**
 * What a Deny keeps back of a service of which somebody has all else, they may come by under another name of the same, or by taking the
 * policy away that denies it.
 */
function keptBack(context: CheckContext, session: Session, power: Power): string | undefined {
  if (power.gains !== 'resource' || givesMore(context, session, power)) return undefined;
  const service = serviceOf(power.action).toLowerCase();
  const keeps = ({ effect, unknown, actions, notAction }: Statement): boolean => effect === 'Deny' && unknown === undefined && (notAction || actions.some(({ text }) => text === '*' || text.startsWith(`${service}:`)));
  const own = session.role.policies.flatMap(({ statements }) => statements).find((one) => keeps(one) && (one.notResource || !one.resources.some(({ text }) => text === '*')));
  const ofResource = context.graph.resourcePolicies([`arn:*:${service}:*`]).flatMap(({ statements }) => statements).find((one) => keeps(one) && !isAboutTransport(one) && deniesCaller(one, subjectsOf(session, [], context.model)[0].principal, false) !== 'no');
  const found = own ?? ofResource;
  return found && `whether ${power.action} gives what ${found.id} keeps back is not known`;
}

/** What is refused without encryption in transit alone is had with it. */
const isAboutTransport = ({ conditions }: Statement): boolean => conditions.length > 0 && conditions.every(({ key }) => key === 'aws:securetransport' || key === 's3:tlsversion');

/** Roles of the templates that do not trust them lead nowhere; roles that no template holds may. */
function leadsAnywhere(context: CheckContext, session: Session, power: Power): boolean {
  const roles = context.graph.roles.all().map(({ arn }) => arn);
  return context.graph.powers.powerOver(session, power, ['*'], undefined, roles) !== undefined;
}

/** A role that is named and not in the templates may be one that allows less. */
function namesRolesElsewhere(context: CheckContext, session: Session, power: Power): string | undefined {
  if (power.edge !== 'assume-role') return undefined;
  const any = context.graph.powers.powerOver(session, power, ['arn:*:iam::*:role/named in no template']);
  return any === undefined ? `what the role allows that ${power.action} returns credentials of is not in the templates` : undefined;
}

/** A role that they come by, and that was not meant for them. What everybody gets by default is not: that guests get it, another rule says. */
function bySteps(context: CheckContext, session: Session): Decision[] {
  const onward = onwardSessions(context.graph.sessions(session.pool));
  return onward.of(session).filter(({ role }) => role !== session.role && !onward.byDefault.has(role)).map((further): Decision => {
    const [uncertain] = further.uncertainties;
    const statement = further.steps.find((step) => step.statement !== undefined)?.statement;
    const by = statement === undefined ? {} : { statement };
    const who = titleOf(session, context.model);
    if (uncertain !== undefined) return { verdict: 'UNKNOWN', message: `${who} may come by ${further.role.name}: ${uncertain}`, ...by };
    const fix = `let the trust policy of ${further.role.name} name only those who are intended to have it`;
    const harm = gainOf(context, further);
    if (harm === undefined) return { verdict: 'NOT_PROVED', message: `${who} comes by ${further.role.name}, whose policies were hardly intended for them: ${further.way.text}`, fix, ...by };
    return {
      verdict: 'VIOLATED', message: `users come by ${further.role.name}: ${further.way.text}; then ${harm.action} ${harm.why}`, ...by, fix,
      counterexample: {
        who, verb: 'gains', what: `all that ${further.role.name} may do`, by: statement ?? further.role.name, steps: [...further.steps.map(({ text }) => text), `${harm.action}: ${harm.why}`],
        request: { action: harm.action, resource: context.render(harm.resource ?? '*'), context: {} }, replayed: true,
      },
    };
  });
}

function gainOf(context: CheckContext, session: Session): Power | undefined {
  return context.graph.powers.powersOf(session).find((power) => power.uncertain === undefined && power.edge !== 'unclassified' && !isIdle(context, session, power));
}
