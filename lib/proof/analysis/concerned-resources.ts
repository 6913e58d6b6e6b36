import { unsure } from '../access-graph/outside-roles';
import type { Power } from '../access-graph/powers';
import type { Role } from '../access-graph/roles';
import type { Session } from '../access-graph/sessions';
import { subjectsOf } from '../access-graph/subjects';
import { codeOpenedBy, isOfItsOwn, isOfOneUser, isOfService, onlyTakesAway, onlyTellsOf, reachesBeyond } from '../authorization-data/beyond-own-service';
import { byColons } from '../iam/ids-without-colons';
import type { Policy } from '../iam/policy';
import { findAllowed } from '../solver';
import { ofType } from '../template/of-type';
import { textOf } from '../template/value';
import type { CheckContext } from './check-context';

/**
 * What a power over resources, or over what keeps their policies back, gives of the resources of a promise. An action of another
 * service is no request for them: it matters where it decides about access, or carries data away.
 *
 * @param context what is reachable
 * @param session whose power it is
 * @param power the power
 * @param resources patterns of ARNs of the promise
 * @returns the power over them, with what is not certain; undefined where it gives nothing of them
 */
export function overResources(context: CheckContext, session: Session, power: Power, resources: readonly string[]): Power | undefined {
  if (power.edge === 'iam-policy') return isLimited(context) ? unsure(power, `what ${power.action} gives rests on which Deny or boundary it takes away`) : undefined;
  if (resources.length === 0) return undefined;
  const isOwn = power.actions.map((action) => resources.some((resource) => isOfService(action, resource)) && (!onlyTakesAway(action) || isDenied(context, resources)));
  const own = power.actions.filter((_, i) => isOwn[i]);
  const found = own.length === 0 ? undefined : context.graph.powers.powerOver(session, { ...power, actions: own }, resources);
  if (found !== undefined) return { ...found, uncertain: found.uncertain ?? whatItGives(context, session, found, resources) };
  // What works with a role is had by its own policy, whichever resource it is.
  const beyond = power.actions.filter((action, i) => !isOwn[i] && reachesBeyond(action));
  const held = (beyond.length === 0 ? undefined : context.graph.powers.powerOver(session, { ...power, actions: beyond }, ['*'])) ?? overCode(context, session, power);
  return held && unsure(held, `whether ${held.action} reaches beyond its own service is not known: this action ${power.why}`);
}

/** The power to let others use something of its service that works with a role. */
function overCode(context: CheckContext, session: Session, power: Power): Power | undefined {
  for (const action of power.actions.filter((one) => !onlyTakesAway(one))) {
    for (const { formats, except } of byColons(codeOpenedBy(action))) {
      const found = formats.length === 0 ? undefined : context.graph.powers.powerOver(session, { ...power, actions: [action] }, formats, undefined, except);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Whether there is something that keeps anybody back: a Deny, or a boundary. */
function isLimited({ graph }: CheckContext): boolean {
  const limits = ({ origin, statements }: Policy): boolean => origin.kind === 'boundary' || statements.some(({ effect, unknown, neverDenies }) => effect === 'Deny' || (unknown !== undefined && neverDenies !== true));
  return graph.roles.all().some(({ policies }) => policies.some(limits));
}

/** Whether a policy of the resources denies anything, as far as it can be read. */
function isDenied({ graph }: CheckContext, resources: readonly string[]): boolean {
  return graph.resourcePolicies(resources).some(({ statements }) => statements.some(({ effect, unknown, neverDenies }) => effect === 'Deny' || (unknown !== undefined && neverDenies !== true)));
}

/** Data that leaves with a role that is passed, and credentials of a role that lends them, are those of what the role may do. */
function whatItGives(context: CheckContext, session: Session, { edge, action, actions }: Power, resources: readonly string[]): string | undefined {
  const facts = actions.find(({ name }) => name === action);
  // Where such a role can be passed, the steps with it are followed.
  if (edge === 'data-export' && facts?.takesPassRole === true) return `which role ${action} works with is not known`;
  if (facts !== undefined && !resources.some((resource) => isOfItsOwn(facts, resource))) return `what ${action}, which is of another service, gives of it is not known`;
  if (facts !== undefined && actions.every(onlyTellsOf)) return `${action} tells of objects, and whether that is meant is not known`;
  if (action !== 's3:GetDataAccess') return undefined;
  if (ofType(context.model, 'AWS::S3::AccessGrant').length === 0) return 'which access grants there are is not in the templates';
  const lent = ofType(context.model, 'AWS::S3::AccessGrantsLocation').map(({ properties }) => textOf(properties.get('IamRoleArn')));
  const mayLend = lent.some((arn) => arn === undefined || context.graph.roles.find(arn).some(({ role }) => reaches(context, session, role, resources)));
  return mayLend ? undefined : 'which access grants there are besides, with roles that reach it, is not known';
}

/**
 * @param context what is reachable
 * @param session whose power it is
 * @param power a power that gives some role of the account
 * @param resources patterns of ARNs of the promise
 * @returns the power; uncertain where no role of the templates that it surely gives reaches them
 */
export function overRoles(context: CheckContext, session: Session, power: Power, resources: readonly string[]): Power {
  if (resources.length === 0 || power.uncertain !== undefined) return power;
  if (power.actions.every(isOfOneUser)) return overUsers(context, session, power);
  if (!power.actions.every(({ name }) => name.startsWith('rolesanywhere:'))) return power;
  const trusting = context.graph.roles.all().filter(trustsAnywhere);
  return trusting.some((role) => reaches(context, session, role, resources)) ? power : unsure(power, 'which roles outside of the templates trust IAM Roles Anywhere is not known');
}

/** Of users of the templates it is known that they are some; of others, that any may be meant. */
function overUsers(context: CheckContext, session: Session, power: Power): Power {
  const users = ofType(context.model, 'AWS::IAM::User').map(({ arn }) => arn);
  const others = context.graph.powers.powerOver(session, power, ['*'], undefined, users);
  return others ?? unsure(power, `what the users may do whose credentials ${power.action} gives is not looked at`);
}

const ANYWHERE = 'rolesanywhere.amazonaws.com';

function trustsAnywhere({ trust }: Role): boolean {
  return trust.statements.some(({ effect, unknown, principals }) => unknown !== undefined || (effect === 'Allow' && (principals === undefined || principals.negated
    || [...principals.byKind].some(([kind, names]) => kind === 'Service' && names.some((name) => name === ANYWHERE || !/^[a-z0-9.-]+$/.test(name))))));
}

/** Whether credentials of a role may do anything to one of the resources. */
function reaches(context: CheckContext, session: Session, role: Role, resources: readonly string[]): boolean {
  const assumed: Session = { ...session, role, flow: 'assumed' };
  return role.resource === undefined || subjectsOf(assumed, context.graph.resourcePolicies(resources), context.model).some((subject) => findAllowed(subject, { actions: ['*'], resources }).found !== 'no');
}
