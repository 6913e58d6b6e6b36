import { isIP } from 'node:net';
import type { CfnUserPool, SignInPolicy } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan, Mfa, PasskeyUserVerification } from 'aws-cdk-lib/aws-cognito';
import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import { requireList, requireObject } from '../private/types';
import type { MultiFactorAuthentication } from '../sign-in/multi-factor-authentication';
import type { PasskeyOptions, PasswordlessSignIn } from '../sign-in/passwordless-sign-in';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { isPublicSuffix, looksLikePublicSuffix } from './public-suffixes';

/** What the ways to sign in without a password ask of the pool. */
export interface FirstFactors {
  /**
   *
   */
  readonly signInPolicy?: SignInPolicy;
  /**
   *
   */
  readonly passkeys?: Pick<Partial<CfnUserPool>, 'webAuthnRelyingPartyId' | 'webAuthnUserVerification' | 'webAuthnFactorConfiguration'>;
}

/** The first factors of the pool, refused where Cognito refuses them beside its second factors. */
export function firstFactors(scope: IConstruct, passwordless: PasswordlessSignIn[], multiFactor: MultiFactorAuthentication, plan: FeaturePlanResolver): FirstFactors {
  requireList("'passwordless'", passwordless, scope);
  if (passwordless.length === 0) return {};
  plan.require(FeaturePlan.ESSENTIALS, 'passwordless sign-in');
  for (const way of passwordless) requireObject("a way in 'passwordless'", way, 'factor', 'PasswordlessSignIn.passkey() or another of its methods', scope);
  const factors = passwordless.map(({ factor }) => factor);
  const twice = factors.find((factor, index) => factors.indexOf(factor) !== index);
  if (twice) {
    throw new CognitoPoolsError({ code: 'duplicate-first-factor', received: `'passwordless' has ${twice} twice`, fix: 'name each way to sign in once' }, scope);
  }
  const required = multiFactor.mfa === Mfa.REQUIRED;
  const code = factors.find((factor) => factor !== 'WEB_AUTHN');
  if (required && code) {
    throw new CognitoPoolsError({
      code: 'code-with-required-mfa',
      received: `'passwordless' has ${code}, and multi-factor authentication is required`,
      fix: 'use PasswordlessSignIn.passkey(), which counts as both factors, or make multi-factor authentication optional: Cognito refuses one-time codes beside it',
    }, scope);
  }
  const passkey = passwordless.find(({ _passkey }) => _passkey)?._passkey;
  return {
    signInPolicy: {
      allowedFirstAuthFactors: { password: true, emailOtp: factors.includes('EMAIL_OTP'), smsOtp: factors.includes('SMS_OTP'), passkey: passkey !== undefined },
    },
    passkeys: passkey && passkeys(scope, passkey, required),
  };
}

function passkeys(scope: IConstruct, { relyingPartyId, userVerification }: PasskeyOptions, multiFactorRequired: boolean): FirstFactors['passkeys'] {
  if (relyingPartyId !== undefined && isKnown(relyingPartyId) && !isDomain(relyingPartyId)) {
    throw new CognitoPoolsError({
      code: 'relying-party',
      received: `the relying party ${shown(relyingPartyId)} is no domain`,
      fix: 'write the domain alone, in lower case and without scheme, port or path: example.com',
    }, scope);
  }
  if (relyingPartyId !== undefined && isKnown(relyingPartyId) && isPublicSuffix(relyingPartyId)) {
    throw new CognitoPoolsError({
      code: 'relying-party',
      received: `below the relying party ${shown(relyingPartyId)} anybody may have a domain`,
      fix: 'write the domain that is yours alone: shop.co.uk, not co.uk; browsers bind no passkeys to public suffixes',
    }, scope);
  }
  if (relyingPartyId !== undefined && isKnown(relyingPartyId) && looksLikePublicSuffix(relyingPartyId)) {
    Annotations.of(scope).addWarningV2('cdk-cognito-pools:relying-party', `the relying party '${relyingPartyId}' looks like a public suffix, below which anybody may have a domain: of the Public Suffix List the commonest names alone are known here; `
      + 'look it up at https://publicsuffix.org/, where browsers do, and acknowledge this warning if it is yours alone');
  }
  if (multiFactorRequired && userVerification !== PasskeyUserVerification.REQUIRED) {
    throw new CognitoPoolsError({
      code: 'passkey-user-verification',
      received: `multi-factor authentication is required, and the user verification of passkeys is ${shown(userVerification)}`,
      fix: 'leave it at PasskeyUserVerification.REQUIRED: only then a passkey counts as both factors',
    }, scope);
  }
  return {
    webAuthnRelyingPartyId: relyingPartyId,
    webAuthnUserVerification: userVerification,
    webAuthnFactorConfiguration: multiFactorRequired ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : undefined,
  };
}

/** Browsers bind passkeys to registrable domains, and to the user's own machine. */
function isDomain(name: string): boolean {
  return name === 'localhost' || (isIP(name) === 0 && conformsTo('cognito-idp:RelyingPartyIdType', name) && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(name));
}
