import type { CheckContext } from '../analysis/check-context';
import { isOpenClaim, writersOf } from '../analysis/attribute-writers';
import type { Judgement, Rule } from './rule';
import { decidingClaims, type DecidingClaim } from '../analysis/deciding-claims';
import { VERIFIABLE, verificationFix, verificationOf } from '../analysis/verified-addresses';

/** An address decides access only once it is known to be theirs. */
export const unverifiedClaim: Rule = {
  id: 'unverified-claim',
  title: 'no unverified address decides a role or a session tag',
  why: 'Until it is verified, an e-mail address or telephone number in a token is what the user typed. Whoever types the address of an administrator gets what is intended for the administrator.',
  fix: 'list the attribute in AutoVerifiedAttributes and in UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate of the user pool',
  page: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html',
  severity: 'error',
  check: (context) => decidingClaims(context).filter(({ claim, userPool }) => VERIFIABLE.has(claim) || (userPool !== undefined && isOpenClaim(claim))).map((claim) => check(context, claim)),
};

function check(context: CheckContext, { claim, userPool, provider, by, location, decides }: DecidingClaim): Judgement {
  const about = { about: by, subject: `${claim} for ${decides}`, location };
  if (userPool === undefined) return { ...about, verdict: 'UNKNOWN', message: `whether ${context.render(provider?.name ?? 'the provider')} verifies ${claim} does not stand in the templates` };
  const [writer] = writersOf(userPool, claim);
  if (writer === undefined) return { ...about, verdict: 'PROVED', message: `no app client in the templates writes ${claim}` };
  if (isOpenClaim(claim)) return { ...about, verdict: 'UNKNOWN', message: writer.doubt ?? `which claim decides ${decides} is known only at deployment` };
  const { verified, reason } = verificationOf(userPool, claim);
  if (reason !== undefined) return { ...about, verdict: 'UNKNOWN', message: reason };
  if (verified === 'yes') return { ...about, verdict: 'PROVED', message: `a new ${claim} counts once it is verified` };
  return {
    ...about, verdict: 'VIOLATED', message: `${claim} decides ${decides}, and '${userPool.resource.id}' does not verify it at sign-up and at every change`, fix: verificationFix(userPool, claim),
    counterexample: {
      who: 'signed-in user', verb: 'writes', what: `the ${claim} of somebody else to their own account`, by: `${by.id}.${location.replace('Properties.', '')}`,
      request: { action: 'cognito-idp:UpdateUserAttributes', resource: context.render(userPool.resource.arn), context: {} }, replayed: false,
    },
  };
}
