import { unsure } from '../access-graph/outside-roles';
import type { Power } from '../access-graph/powers';
import type { Session } from '../access-graph/sessions';
import { serviceOf } from '../authorization-data/beyond-own-service';
import type { Statement } from '../iam/policy';
import { holdsSymbol } from '../symbols/symbol';
import type { CheckContext } from './check-context';

/**
 * What services ask for that deliver logs to a bucket, of which nobody reads more.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
const OF_DELIVERIES: ReadonlySet<string> = new Set(['s3:putobject', 's3:getbucketacl', 's3:getbucketlocation', 's3:listbucket']);

/**
 * A policy that lets in a service lets in whoever makes the service work: who may set up a flow reads what the flow reads. What a
 * service does at whose wish is not followed.
 *
 * @param context what is reachable
 * @param session whose power it is
 * @param power a power over something of a service
 * @param resources patterns of ARNs of the promise
 * @returns the power, unsure; undefined where no policy of the resources lets the service in for it
 */
export function throughService(context: CheckContext, session: Session, power: Power, resources: readonly string[]): Power | undefined {
  const statements = context.graph.resourcePolicies(resources).flatMap((policy) => policy.statements.filter(({ effect, actions }) => effect === 'Allow' && !actions.every(({ text }) => OF_DELIVERIES.has(text))));
  for (const statement of statements) {
    const services = servicesIn(statement);
    const actions = services.length === 0 ? [] : power.actions.filter(({ name }) => services.some((service) => isOf(service, serviceOf(name))));
    const found = actions.length === 0 ? undefined : reaching(context, session, { ...power, actions }, statement);
    if (found !== undefined) return unsure(found, `what a service does with it at the wish of who may do ${found.action} is not known: ${statement.id} lets the service in`);
  }
  return undefined;
}

const servicesIn = ({ principals }: Statement): readonly string[] => (principals?.negated === false ? principals.byKind.get('Service') ?? [] : []);

/** The prefix of a service's actions is a part of its name as a principal: `delivery.logs.amazonaws.com`, `states.us-east-1.amazonaws.com`. */
const isOf = (principal: string, service: string): boolean => principal.split('.').includes(service) || /[*?]/.test(principal) || holdsSymbol(principal.split('.')[0]);

/** Where the policy names for which resource of the service it is, the power has to be over that one. */
function reaching({ graph }: CheckContext, session: Session, power: Power, { conditions }: Statement): Power | undefined {
  const named = conditions.find(({ operator, key, values }) => /^(?:String|Arn)(?:Equals|Like)$/.test(operator) && key === 'aws:sourcearn' && values.every((value) => !value.includes('${')));
  return graph.powers.powerOver(session, power, named?.values ?? ['*']);
}
