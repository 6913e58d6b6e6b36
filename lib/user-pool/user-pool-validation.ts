import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnUserPoolDomain, VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito';
import type { ValidationIssue } from '../private/errors';
import { resourcesOfPool } from '../private/references';
import { isKnown } from '../private/tokens';
import { smsRoleIssues } from './sms';
import type { UserPoolOptions } from './user-pool-options';

/** The domains of a user pool. */
interface Domains {
  readonly hasDomain: boolean;
  readonly customDomain?: string;
}

/** Reports what can only be seen once the domains have been added, and roles have their trust policies. */
export function userPoolIssues({ messages, mfa, passwordless, userPoolProps = {} }: UserPoolOptions, userPool: IUserPool, login: Domains, domainUsers: string[]): ValidationIssue[] {
  const issues: ValidationIssue[] = smsRoleIssues(userPoolProps, mfa?.secondFactor?.sms ?? false);
  if (domainUsers.length > 0 && !login.hasDomain && !hasDomainOfL2(userPool)) {
    issues.push({
      code: 'domain-required',
      received: `the pool has no domain, and ${domainUsers.join(', ')} would have nowhere to go`,
      fix: "add one with 'domain' or addDomain: sign-in pages, outside providers and the endpoint of tokens are there",
    });
  }
  if (messages?.verification?._style === VerificationEmailStyle.LINK && !login.hasDomain) {
    issues.push({
      code: 'domain-required',
      received: 'users confirm their address with a link, and the pool has no domain for it to lead to',
      fix: "add one with 'domain' or addDomain, or use VerificationMessage.code()",
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

/** Whether the L2 pool itself was given a domain. */
function hasDomainOfL2(userPool: IUserPool): boolean {
  return resourcesOfPool(userPool, CfnUserPoolDomain.CFN_RESOURCE_TYPE_NAME).length > 0;
}
