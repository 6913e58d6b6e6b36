import { VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito';
import type { ValidationIssue } from '../private/errors';
import { isKnown } from '../private/tokens';
import type { UserPoolOptions } from './user-pool-options';

/** The domains of a user pool. */
interface Domains {
  readonly hasDomain: boolean;
  readonly customDomain?: string;
}

/** Reports what can only be seen once the domains have been added. */
export function userPoolIssues({ externalProvidersOnly, messages, passwordless }: UserPoolOptions, login: Domains): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  if (messages?.verification?._style === VerificationEmailStyle.LINK && !login.hasDomain) {
    issues.push({
      code: 'domain-required',
      received: 'users confirm their address with a link, and the pool has no domain for it to lead to',
      fix: "add one with 'domain' or addDomain, or use VerificationMessage.code()",
    });
  }
  if (externalProvidersOnly && !login.hasDomain) {
    issues.push({
      code: 'domain-required',
      received: 'users sign in with outside providers alone, and the pool has no domain for these to lead back to',
      fix: "add one with 'domain' or addDomain",
    });
  }
  const passkey = passwordless?.find(({ _passkey }) => _passkey)?._passkey;
  if (!passkey) return issues;
  const { relyingPartyId } = passkey;
  if (relyingPartyId === undefined && !login.hasDomain) {
    issues.push({
      code: 'relying-party-required',
      received: 'passkeys have no domain to be bound to',
      fix: "give the domain of your app as 'relyingPartyId', or add a domain for managed login",
    });
  }
  if (relyingPartyId !== undefined && isKnown(relyingPartyId) && login.customDomain !== undefined && login.customDomain !== relyingPartyId) {
    issues.push({
      code: 'relying-party',
      received: `passkeys are bound to '${relyingPartyId}', and the pool has the domain '${login.customDomain}'`,
      fix: "leave 'relyingPartyId' out, or make it the same: managed login takes passkeys of its own domain only",
    });
  }
  return issues;
}
