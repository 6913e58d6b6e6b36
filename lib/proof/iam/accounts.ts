import type { Policy } from './policy';
import type { Principal } from './request';

const NUMBER = /^\d{12}$/;

/**
 * Whether a policy is surely that of a resource, or of a role, of another account than the caller's: what it allows, the policies of the caller have to
 * allow as well, whomever it names.
 *
 * @param policy any policy
 * @param caller who asks
 * @returns whether it surely is
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function isOfAnotherAccount({ origin }: Policy, caller: Principal): boolean {
  const { kind, account, attachedTo } = origin;
  if ((kind !== 'resource' && kind !== 'trust') || caller.kind !== 'session' || account === undefined || caller.account === undefined || account === caller.account) return false;
  if (!NUMBER.test(account) || !NUMBER.test(caller.account)) return false;
  if (kind === 'trust') return true;
  if (attachedTo === undefined || attachedTo.length === 0) return false;
  return attachedTo.every((arn) => ['', account].includes(arn.split(':')[4] ?? '*'));
}

/**
 * Whether a policy may be that of a resource of another account: of a resource that only the deployment knows, nothing says whose it is.
 *
 * @param policy any policy
 * @param caller who asks
 * @returns whether it may be
 */
export function mayBeOfAnotherAccount({ origin }: Policy, caller: Principal): boolean {
  return origin.kind === 'resource' && caller.kind === 'session' && (origin.account === undefined || origin.account !== caller.account);
}
