import type { Finding } from '../findings/finding';
import type { CheckContext } from '../analysis/check-context';
import { classicFlowMapping } from './classic-flow-mapping';
import { claimNeverThere } from './claim-never-there';
import { groupPrecedenceTie } from './group-precedence-tie';
import { groupRoleUnused } from './group-role-unused';
import { guestCeiling } from './guest-ceiling';
import { guestClassicFlow } from './guest-classic-flow';
import { guestInSignedInRole } from './guest-in-signed-in-role';
import { guestWideAccess } from './guest-wide-access';
import { identityNotIsolated } from './identity-not-isolated';
import { implicitGrant } from './implicit-grant';
import { listClaimMatch } from './list-claim-match';
import { looseClaimMatch } from './loose-claim-match';
import { mappingNeverMatches } from './mapping-never-matches';
import { openSignUpWideAccess } from './open-sign-up-wide-access';
import { privilegeEscalation } from './privilege-escalation';
import { roleNotAssumable } from './role-not-assumable';
import { roleTagShadows } from './role-tag-shadows';
import type { Rule } from './rule';
import { secretInTemplate } from './secret-in-template';
import { tagNotTrusted } from './tag-not-trusted';
import { tenantNotIsolated } from './tenant-not-isolated';
import { tokenCheckOff } from './token-check-off';
import { trustAudience } from './trust-audience';
import { trustAuthentication } from './trust-authentication';
import { unverifiedClaim } from './unverified-claim';
import { userWritableClaim } from './user-writable-claim';

/** The rules that hold for any template with Cognito in it. */
export const RULES: readonly Rule[] = [
  trustAudience, trustAuthentication, guestInSignedInRole, guestCeiling, guestClassicFlow, guestWideAccess, userWritableClaim, unverifiedClaim, looseClaimMatch, listClaimMatch, claimNeverThere, tagNotTrusted, roleTagShadows,
  mappingNeverMatches, groupRoleUnused, groupPrecedenceTie, roleNotAssumable, classicFlowMapping, tokenCheckOff, privilegeEscalation, identityNotIsolated, tenantNotIsolated, openSignUpWideAccess, implicitGrant, secretInTemplate,
];

/**
 * Applies rules to templates, whatever they record.
 *
 * @param context what is reachable and what is recorded
 * @param rules the rules; left out: all
 * @returns one finding for each resource that a rule concerns
 */
export function applyRules(context: CheckContext, rules: readonly Rule[] = RULES): Finding[] {
  return rules.flatMap((rule) => rule.check(context).map(({ about, subject, stands, severity = rule.severity, ...decision }) => {
    // What is not known is not mended by what mends what is wrong.
    const fix = decision.verdict === 'PROVED' || decision.verdict === 'UNKNOWN' ? {} : { fix: decision.fix ?? rule.fix };
    return { ...context.finding({ rule: rule.id, title: rule.title, subject: subject ?? about.id, resource: about, ...(stands !== undefined && { stands }) }, { ...decision, ...fix }), severity };
  }));
}
