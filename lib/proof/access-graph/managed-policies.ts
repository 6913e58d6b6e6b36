import { managedPolicyText } from '../iam/data/managed-policies';
import { perhapsAllowing, type Policy, type PolicyOrigin } from '../iam/policy';
import { parsePolicy } from '../iam/policy-reader';

/**
 * @param arn the ARN of a managed policy
 * @param origin where it is attached
 * @returns the policy, when it is AWS's own in the partition `aws` (others have their own versions) and its text is known here
 */
export function managedPolicy(arn: string, origin: PolicyOrigin): Policy | undefined {
  const path = /^arn:aws:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  const text = path === undefined ? undefined : managedPolicyText(path);
  if (!text) return undefined;
  const policy = parsePolicy(text.document, origin);
  return text.perhaps.length === 0 ? policy : perhapsAllowing(policy, text.perhaps, text.reason);
}
