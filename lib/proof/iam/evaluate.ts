import type { Policy } from './policy';
import type { AccessRequest, Evaluation } from './request';

/**
 * Decides one request as IAM does, with [must, may] bounds: what the template or the documentation leaves open answers
 * UNKNOWN with the reason.
 *
 * @param policies all policies that concern the request: identity, boundary and session policies of the caller (the kinds that
 *   are absent do not limit), resource policies, or the trust policy of the role asked for
 * @param request the request
 * @returns the verdict
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policies: readonly Policy[], request: AccessRequest): Evaluation {
  return { verdict: 'UNKNOWN', reason: `draft: ${policies.length} ${request.action}` };
}
