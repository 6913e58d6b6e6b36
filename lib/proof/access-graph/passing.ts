import type { ActionFacts } from '../authorization-data/actions';
import { serviceOf } from '../authorization-data/beyond-own-service';
import type { KeyClaim } from '../solver';
import type { Power, PowerFinder } from './powers';
import type { Role } from './roles';
import type { Session } from './sessions';

/**
 * Services that take a role only to work with it as themselves: their principal begins with their name, and may name a Region.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (iam:PassedToService)
 */
const AS_THEMSELVES: ReadonlySet<string> = new Set(['appsync', 'codebuild', 'codepipeline', 'glue', 'lambda', 'pipes', 'sagemaker', 'scheduler', 'states']);

/**
 * Whether somebody may have something that they start work with a role: what they pass it to has to be what they may start.
 *
 * @param powers finds what they may do
 * @param session who passes the role
 * @param passing their power to pass roles
 * @param role the role
 * @returns false where they surely may not
 */
export function mayBePassed(powers: PowerFinder, session: Session, passing: Power, role: Role): boolean {
  const services = servicesWithRoles(powers, session);
  return services === undefined || services.some((service) => mayTrust(role, service) && powers.powerOver(session, passing, [role.arn], [passedTo(service, session)]) !== undefined);
}

/**
 * Whether somebody may have something that they start work with any role.
 *
 * @param powers finds what they may do
 * @param session who passes the role
 * @param passing their power to pass roles
 * @param roles the roles that the templates create; of others nothing is known
 * @returns false where they surely may not
 */
export function mayPassAny(powers: PowerFinder, session: Session, passing: Power, roles: readonly Role[]): boolean {
  const services = servicesWithRoles(powers, session);
  return services === undefined || roles.some((role) => mayBePassed(powers, session, passing, role))
    || services.some((service) => powers.powerOver(session, passing, ['*'], [passedTo(service, session)], roles.map(({ arn }) => arn)) !== undefined);
}

/**
 * Whether somebody who may pass roles surely has nothing to pass them to. Who gets the role of a group, or that of an identity pool, is
 * found by what changes these.
 *
 * @param powers finds what they may do
 * @param session who passes roles
 * @returns whether no action that they may do takes a role
 */
export function passesToNothing(powers: PowerFinder, session: Session): boolean {
  return takenBy(powers.powersOf(session).filter(({ edge }) => edge !== 'identity'))?.length === 0;
}

/** What they may start that takes a role only to work with it as itself; undefined where they may start something else, or it is not known what. */
function servicesWithRoles(powers: PowerFinder, session: Session): string[] | undefined {
  const services = takenBy(powers.powersOf(session));
  return services === undefined || services.length === 0 || services.some((service) => !AS_THEMSELVES.has(service)) ? undefined : services;
}

/**
 * What a request to pass a role says of whom to. To AWS Lambda it says so, and by one name; of other services that is not documented,
 * nor of other partitions, and a policy that says what holds where nothing is said is taken at its word.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambda_FullAccess.html
 */
function passedTo(service: string, { role }: Session): KeyClaim {
  const key = 'iam:passedtoservice';
  if (service !== 'lambda' || !role.arn.startsWith('arn:aws:')) return { key, values: [`${service}.*`], missing: true };
  const missing = role.policies.some(({ statements }) => statements.some(({ conditions }) => conditions.some((one) => one.key === key && /IfExists$|^Null$/.test(one.operator))));
  return { key, values: ['lambda.amazonaws.com'], missing };
}

/** Kinds of actions of which it was decided one by one which of them take a role; any other may, where nothing says that it does not. */
const DECIDED: ReadonlySet<Power['edge']> = new Set(['inert', 'mediated', 'secret', 'assume-role', 'iam-policy', 'identity', 'tag']);

/** The services that may take a role by what they may do; undefined where it may be any. */
function takenBy(all: readonly Power[]): string[] | undefined {
  if (all.some(({ edge }) => edge === 'unknown')) return undefined;
  const takes = ({ name, takesPassRole }: ActionFacts, edge: Power['edge']): boolean => name !== 'iam:PassRole' && (takesPassRole || !DECIDED.has(edge));
  return [...new Set(all.flatMap(({ edge, actions }) => actions.filter((one) => takes(one, edge)).map(({ name }) => serviceOf(name))))];
}

function mayTrust({ trust }: Role, service: string): boolean {
  return trust.statements.some(({ effect, unknown, principals }) => unknown !== undefined || (effect === 'Allow' && (principals === undefined || principals.negated
    || [...principals.byKind].some(([kind, names]) => names.some((name) => name === '*' || (kind === 'Service' && (name.startsWith(`${service}.`) || !/^[a-z0-9.-]+$/.test(name))))))));
}
