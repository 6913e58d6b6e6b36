import { ofType } from '../template/of-type';
import type { TemplateModel } from '../template/reader';
import { mayPassAny } from './passing';
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
  // Without something to pass the role to, it is passed to nothing.
  if (power.action === 'iam:PassRole' && !powers.powersOf(session).some(({ edge, action }) => edge === 'unknown' || (edge === 'pass-role' && action !== 'iam:PassRole'))) return undefined;
  if (power.action === 'iam:PassRole' && !mayPassAny(powers, session, power, roles.all())) return undefined;
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
  return found && unsure(found, `which role is gained by ${power.action} is not known: this action ${power.why}`);
}

/**
 * @param power a power
 * @param reason why it is not certain
 * @returns the power with that said, where nothing was said before
 */
export function unsure(power: Power, reason: string): Power {
  return { ...power, uncertain: power.uncertain ?? reason };
}
