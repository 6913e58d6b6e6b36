import type { CheckContext } from '../analysis/check-context';
import type { Judgement, Rule } from './rule';
import { ANYBODY, GUEST, SIGNED_IN, knownAudiences, obtains, trustingRoles, type TrustingRole } from '../analysis/trusting-roles';

/** A trust policy names the identity pools that it means. */
export const trustAudience: Rule = {
  id: 'trust-audience',
  title: 'only the identity pools that the trust policy names hand out the role',
  why: 'The principal cognito-identity.amazonaws.com stands for the identity pools of every AWS account. A role that does not pin aud can be taken by anybody who makes an identity pool of their own.',
  fix: 'add the condition StringEquals cognito-identity.amazonaws.com:aud = the id of the identity pool to the statement',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html',
  severity: 'error',
  check: (context) => trustingRoles(context).map((trusting) => check(context, trusting)),
};

function check(context: CheckContext, { role, resource, services }: TrustingRole): Judgement {
  let doubt: Judgement | undefined;
  for (const service of services) {
    const elsewhere = { kind: 'free', domain: { kind: 'not', values: knownAudiences(context, role, service) } } as const;
    for (const methods of [SIGNED_IN, GUEST, ANYBODY]) {
      const answer = context.graph.trust.admits(role, service, elsewhere, methods);
      if (answer.found === 'yes') {
        return {
          about: resource, verdict: 'VIOLATED', message: 'the trust policy does not pin aud to an identity pool', ...obtains(context, answer, 'somebody with a token of an identity pool of their own', role),
          fix: `add the condition StringEquals ${service}:aud = the id of the identity pool to the statement`,
        };
      }
      if (answer.found === 'maybe') doubt ??= { about: resource, verdict: 'UNKNOWN', message: answer.reason, assumptions: answer.assumptions, ...(answer.statement !== undefined && { statement: answer.statement }) };
    }
  }
  return doubt ?? { about: resource, verdict: 'PROVED', message: 'the trust policy pins aud' };
}
