import { serviceOf } from '../authorization-data/beyond-own-service';
import { classOf } from '../authorization-data/cloudformation-types';
import { serviceOfType } from '../authorization-data/service-of-type';
import { isCustomType } from '../template/kinds-of-resources';
import { ofType } from '../template/of-type';
import type { TemplateModel } from '../template/reader';
import { mayPassAny, passesToNothing } from './passing';
import type { Power, PowerFinder } from './powers';
import { roleHolders } from './role-holders';
import type { Roles } from './roles';
import type { Session } from './sessions';

/** The templates, and who may do what in them. */
interface Looked {
  readonly model: TemplateModel;
  readonly roles: Roles;
  readonly powers: PowerFinder;
}

/**
 * Roles of the templates are followed; of others nothing is known.
 *
 * @param looked the templates
 * @param session who has the power
 * @param power a power over the role that a request names
 * @returns the power, unsure; undefined where it surely reaches no role outside of the templates
 */
export function rolesOutside({ roles, powers }: Looked, session: Session, power: Power): Power | undefined {
  if (power.action === 'iam:PassRole' && (passesToNothing(powers, session) || !mayPassAny(powers, session, power, roles.all()))) return undefined;
  const found = powers.powerOver(session, power, ['*'], undefined, roles.all().map(({ arn }) => arn));
  return found && unsure(found, `which roles outside of the templates ${power.action} reaches is not known`);
}

/**
 * What the functions of the templates run is followed, and what works with roles of the templates alone; of other things that have a role
 * nothing is known.
 *
 * @param looked the templates
 * @param session who has the power
 * @param power a power over something that has a role
 * @returns the power, unsure; undefined where it surely reaches nothing else
 */
export function holdersOutside({ model, roles, powers }: Looked, session: Session, power: Power): Power | undefined {
  const functions = ofType(model, 'AWS::Lambda::Function').flatMap(({ arn }) => [arn, `${arn}:*`]);
  const followed = roleHolders(model, roles).flatMap(({ arns }) => arns);
  const found = powers.powerOver(session, power, ['*'], undefined, [...functions, ...followed]);
  return found && unsure(found, `which role is gained by ${power.action} is not known`);
}

/** What may change the stacks of the templates themselves. */
const CHANGES_STACKS: ReadonlySet<string> = new Set(['cloudformation', 'cloudcontrol']);

/** Services that work with the roles of what other services have. */
const WORKS_WITH: Readonly<Record<string, readonly string[]>> = { ssm: ['ssm', 'ec2', 'autoscaling', 'ecs'] };

/**
 * Whether code that runs while the stack is deployed may have something of the templates work with a role that is not followed. What
 * else there is in the account is not of the templates, and what the code does with it is not looked at.
 *
 * @param looked the templates
 * @param power a power over something that has a role
 * @returns whether it may be over something of the templates whose role is not followed
 */
export function holdsAnother({ model, roles }: Looked, power: Power): boolean {
  const services = power.actions.map(({ name }) => serviceOf(name));
  if (services.some((service) => CHANGES_STACKS.has(service))) return true;
  const followed = new Set(roleHolders(model, roles).map(({ id }) => id));
  const reached = new Set(['*', ...services.flatMap((service) => WORKS_WITH[service] ?? [service])]);
  return model.resources.some(({ id, type }) => type !== 'AWS::Lambda::Function' && !followed.has(id) && !isCustomType(type) && mayHoldARole(type) && reached.has(serviceOfType(type)));
}

/** What nobody knows may hold a role; of what only has a policy nothing works with one. */
function mayHoldARole(type: string): boolean {
  const found = classOf(type);
  return found === undefined || found.kind === 'has-role' || (found.kind === 'grants' && found.hasRole);
}

/**
 * @param power a power
 * @param reason why it is not certain
 * @returns the power with that said, where nothing was said before
 */
export function unsure(power: Power, reason: string): Power {
  return { ...power, uncertain: power.uncertain ?? reason };
}
