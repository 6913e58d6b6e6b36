import type { CheckContext } from '../analysis/check-context';
import type { Judgement, Rule } from './rule';
import type { Role } from '../access-graph/roles';
import type { Binding } from '../solver';
import type { Resource } from '../template/reader';
import { ANYBODY, GUEST, SIGNED_IN, knownAudiences, obtains, trustingRoles, type TrustingRole } from '../analysis/trusting-roles';

/** A trust policy names the identity pools that it means. */
export const trustAudience: Rule = {
  id: 'trust-audience',
  title: 'only the identity pools that the trust policy names hand out the role',
  why: 'The principal cognito-identity.amazonaws.com stands for the identity pools of every AWS account. A role that does not pin aud can be taken by anybody who makes an identity pool of their own.',
  fix: 'let the statement ask for StringEquals cognito-identity.amazonaws.com:aud = the id of the identity pool',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  severity: 'error',
  check: (context) => trustingRoles(context).map((trusting) => check(context, trusting)),
};

/** An identity pool that anybody may make, where a pattern of aud names its Region. */
function poolsOfAnybody({ trust }: Role, service: string): string[] {
  const patterns = trust.statements.flatMap(({ conditions }) => conditions).filter(({ key }) => key === `${service}:aud`).flatMap(({ values }) => values).filter((value) => /[*?]/.test(value));
  const regions = patterns.map((pattern) => /^([a-z]{2}[a-z-]*-\d):/.exec(pattern)?.[1] ?? 'us-east-1');
  return [...new Set(regions)].map((region) => `${region}:99999999-9999-4999-8999-999999999999`);
}

/** The pool that hands the role out, where it is one; a role of no pool of the templates is meant for another. */
function poolOf({ graph }: CheckContext, resource: Resource): string {
  const pools = new Set(graph.sessionsOf(resource).filter(({ flow }) => flow === 'enhanced').map(({ pool }) => pool.resource.id));
  return `the id of the identity pool${pools.size === 1 ? ` '${[...pools][0]}'` : ' that it is intended for'}`;
}

function inPlaceOf({ trust }: Role, service: string, id: string | undefined): string {
  const stated = trust.statements.filter((statement) => statement.id === id).flatMap(({ conditions }) => conditions).find(({ key }) => key === `${service}:aud`);
  return stated === undefined ? '' : `, in place of ${stated.operator} ${stated.values.join(', ')}`;
}

function check(context: CheckContext, { role, resource, services }: TrustingRole): Judgement {
  let doubt: Judgement | undefined;
  for (const service of services) {
    const elsewhere: Binding = { kind: 'free', domain: { kind: 'not', values: knownAudiences(context, role, service) } };
    const examples = poolsOfAnybody(role, service).map((value): Binding => ({ kind: 'value', value }));
    for (const [audience, methods] of [elsewhere, ...examples].flatMap((one) => [SIGNED_IN, GUEST, ANYBODY].map((methods) => [one, methods] as const))) {
      const answer = context.graph.trust.admits(role, service, audience, methods);
      if (answer.found === 'yes') {
        return {
          about: resource, verdict: 'VIOLATED', message: 'the trust policy does not pin aud to an identity pool', ...obtains(context, answer, 'somebody with a token of an identity pool of their own', role),
          fix: `let the statement ask for StringEquals ${service}:aud = ${poolOf(context, resource)}${inPlaceOf(role, service, answer.statement)}`,
        };
      }
      if (answer.found === 'maybe') doubt ??= { about: resource, verdict: 'UNKNOWN', message: answer.reason, assumptions: answer.assumptions, ...(answer.statement !== undefined && { statement: answer.statement }) };
    }
  }
  return doubt ?? { about: resource, verdict: 'PROVED', message: 'the trust policy pins aud' };
}
