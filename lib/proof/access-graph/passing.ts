import type { ActionFacts } from '../authorization-data/actions';
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
 * @param role the role; left out: any
 * @returns false where they surely may not
 */
export function mayBePassed(powers: PowerFinder, session: Session, passing: Power, role?: Role): boolean {
  const services = startedBy(powers.powersOf(session));
  if (services === undefined || services.some((service) => !AS_THEMSELVES.has(service))) return true;
  return services.length === 0 || services.some((service) => (role === undefined || mayTrust(role, service))
    && powers.powerOver(session, passing, [role?.arn ?? '*'], [{ key: 'iam:passedtoservice', values: [`${service}.*`], missing: true }]) !== undefined);
}

/** The services of which they may start something; undefined where it may be any. */
function startedBy(all: readonly Power[]): string[] | undefined {
  if (all.some(({ edge }) => edge === 'unknown')) return undefined;
  const starts = ({ name, takesPassRole }: ActionFacts, edge: Power['edge']): boolean => name !== 'iam:PassRole' && (takesPassRole || edge === 'pass-role');
  return [...new Set(all.flatMap(({ edge, actions }) => actions.filter((one) => starts(one, edge)).map(({ name }) => name.slice(0, name.indexOf(':')))))];
}

function mayTrust({ trust }: Role, service: string): boolean {
  return trust.statements.some(({ effect, unknown, principals }) => unknown !== undefined || (effect === 'Allow' && (principals === undefined || principals.negated
    || [...principals.byKind].some(([kind, names]) => names.some((name) => name === '*' || (kind === 'Service' && (name.startsWith(`${service}.`) || !/^[a-z0-9.-]+$/.test(name))))))));
}
