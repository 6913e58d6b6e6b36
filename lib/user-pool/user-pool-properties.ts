import type { CfnUserPool, PasswordPolicy, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { AccountRecovery, FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { checkRemovalPolicy } from '../private/removal-policy';
import { requireConvertible } from '../private/tokens';
import { MultiFactorAuthentication } from '../sign-in/multi-factor-authentication';
import { SignIn } from '../sign-in/sign-in';
import { checkDisplayName } from './display-name';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { firstFactors } from './first-factors';
import { smsSettings } from './sms';
import { signInCodeMessages, userInvitation, userVerification } from './user-pool-messages';
import type { UserPoolOptions } from './user-pool-options';

/** L2 properties that have a word of ours, and that word. */
const DECIDED_HERE: { readonly [property in keyof UserPoolProps]?: string } = {
  signInAliases: 'signIn',
  signInPolicy: 'passwordless',
  passkeyRelyingPartyId: 'passwordless',
  passkeyUserVerification: 'passwordless',
  customAttributes: 'customAttributes',
  mfa: 'mfa',
  mfaSecondFactor: 'mfa',
  mfaMessage: 'messages',
  userVerification: 'messages',
  userInvitation: 'messages',
  email: 'emailSender',
  selfSignUpEnabled: 'selfSignUpEnabled',
  passwordPolicy: 'passwordPolicy',
  accountRecovery: 'accountRecovery',
  standardAttributes: 'standardAttributes',
  featurePlan: 'featurePlan',
  lambdaTriggers: 'triggers',
  customSenderKmsKey: 'triggers',
  standardThreatProtectionMode: 'threatProtection',
  customThreatProtectionMode: 'threatProtection',
  advancedSecurityMode: 'threatProtection',
  removalPolicy: 'removalPolicy',
  deletionProtection: 'deletionProtection',
};

/** A user pool in the words of the L2, and what the L2 has no words for. */
export interface UserPoolProperties {
  /**
   *
   */
  readonly l2: UserPoolProps;
  /**
   *
   */
  readonly l1: Partial<CfnUserPool>;
}

/** The settings in the words of the CDK: safe where nothing is said. */
export function userPoolProperties(scope: IConstruct, settings: UserPoolOptions, plan: FeaturePlanResolver): UserPoolProperties {
  const passedOn = settings.userPoolProps ?? {};
  const messages = settings.messages ?? {};
  refuseTwoWords(scope, passedOn);
  checkDisplayName("the 'userPoolName'", passedOn.userPoolName, scope);
  checkRemovalPolicy(scope, settings.removalPolicy);
  refuseOwnUsers(scope, settings);
  const signIn = settings.signIn ?? SignIn.email();
  refuseRequiredAlias(scope, settings, signIn);
  const multiFactor = secondFactors(scope, settings, plan);
  const factors = firstFactors(scope, settings.passwordless ?? [], multiFactor, plan);
  return {
    l2: {
      signInCaseSensitive: false,
      ...passedOn,
      keepOriginal: keepOriginal(scope, signIn, passedOn),
      ...smsSettings(scope, settings, signIn, multiFactor, factors.signInPolicy),
      signInPolicy: factors.signInPolicy,
      signInAliases: signIn.aliases,
      selfSignUpEnabled: settings.selfSignUpEnabled ?? false,
      mfa: multiFactor.mfa,
      mfaSecondFactor: multiFactor.secondFactor && { ...multiFactor.secondFactor, email: false },
      passwordPolicy: passwordPolicy(scope, settings.passwordPolicy, plan),
      accountRecovery: accountRecovery(scope, settings, signIn, multiFactor),
      userVerification: userVerification(scope, messages),
      userInvitation: userInvitation(scope, messages),
      standardAttributes: settings.standardAttributes,
      removalPolicy: settings.removalPolicy ?? RemovalPolicy.RETAIN,
    },
    l1: {
      ...factors.passkeys,
      ...signInCodeMessages(scope, messages, settings.emailSender, plan),
      ...(settings.emailSender && { emailConfiguration: settings.emailSender._configuration(scope) }),
      ...(multiFactor.secondFactor?.email && { enabledMfas: [...multiFactor.secondFactor.sms ? ['SMS_MFA'] : [], 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] }),
    },
  };
}

function refuseTwoWords(scope: IConstruct, passedOn: UserPoolProps): void {
  for (const property of Object.keys(passedOn) as (keyof UserPoolProps)[]) {
    const ours = DECIDED_HERE[property];
    if (ours && passedOn[property] !== undefined) {
      throw new CognitoPoolsError({
        code: 'decided-by-another-property',
        received: `userPoolProps has ${shown(property)}, which '${ours}' decides`,
        fix: `write it as '${ours}' of this construct`,
      }, scope);
    }
  }
}

/** Cognito takes a name of the user's own choice as one of the two, not both. */
function refuseRequiredAlias(scope: IConstruct, { standardAttributes }: UserPoolOptions, { aliases }: SignIn): void {
  if (!aliases.preferredUsername || !standardAttributes?.preferredUsername?.required) return;
  throw new CognitoPoolsError({
    code: 'required-alias',
    received: "'signIn' has 'preferredUsername', and 'standardAttributes' requires it",
    fix: 'do without one of the two: Cognito takes preferred_username as required or as a name to sign in with, not as both',
  }, scope);
}

/** Who signs in elsewhere alone has neither a password here nor anything beside it. */
function refuseOwnUsers(scope: IConstruct, settings: UserPoolOptions): void {
  if (!settings.externalProvidersOnly) return;
  const { passwordless, selfSignUpEnabled, mfa } = settings;
  const stray = (passwordless?.length && 'passwordless') || (selfSignUpEnabled && 'selfSignUpEnabled')
    || (mfa && mfa.mfa !== Mfa.OFF && 'mfa');
  if (!stray) return;
  throw new CognitoPoolsError({
    code: 'external-providers-only',
    received: `'externalProvidersOnly' is set, and so is '${stray}', which is for users with a password in this pool`,
    fix: `leave '${stray}' to the providers, or leave 'externalProvidersOnly' out`,
  }, scope);
}

function secondFactors(scope: IConstruct, settings: UserPoolOptions, plan: FeaturePlanResolver): MultiFactorAuthentication {
  const usual = settings.externalProvidersOnly ? MultiFactorAuthentication.off() : MultiFactorAuthentication.optional();
  const multiFactor = settings.mfa ?? usual;
  if (!multiFactor.secondFactor?.email) return multiFactor;
  plan.require(FeaturePlan.ESSENTIALS, 'e-mail as second factor');
  if (!settings.emailSender) {
    throw new CognitoPoolsError({
      code: 'email-sender-required',
      received: "e-mail is a second factor, and there is no 'emailSender'",
      fix: "add emailSender: EmailSender.ses(…): Cognito's own address sends no sign-in codes",
    }, scope);
  }
  return multiFactor;
}

function accountRecovery(scope: IConstruct, settings: UserPoolOptions, signIn: SignIn, { secondFactor }: MultiFactorAuthentication): AccountRecovery {
  if (settings.externalProvidersOnly) return settings.accountRecovery ?? AccountRecovery.NONE;
  if (!secondFactor?.email) return settings.accountRecovery ?? signIn.accountRecovery;
  if (settings.accountRecovery === AccountRecovery.EMAIL_ONLY) {
    throw new CognitoPoolsError({
      code: 'account-recovery',
      received: 'e-mail is a second factor and the only way to a forgotten password',
      fix: "use AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA or NONE: one mailbox must not be enough to take an account over",
    }, scope);
  }
  return settings.accountRecovery ?? AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA;
}

/** An address stays in force until the new one is verified; Cognito does this for what it verifies alone. */
function keepOriginal(scope: IConstruct, signIn: SignIn, { autoVerify, keepOriginal: wanted }: UserPoolProps): UserPoolProps['keepOriginal'] {
  const verified = autoVerify ?? signIn.aliases;
  const unverified = (['email', 'phone'] as const).find((address) => wanted?.[address] && !verified[address]);
  if (unverified) {
    throw new CognitoPoolsError({
      code: 'keep-original',
      received: `userPoolProps has 'keepOriginal' for '${unverified}', which Cognito does not verify in this pool`,
      fix: `add it to 'autoVerify', or leave it out: a new address is held back until it is verified`,
    }, scope);
  }
  if (wanted) return wanted;
  const email = signIn.aliases.email && verified.email;
  const phone = signIn.aliases.phone && verified.phone;
  return email || phone ? { email, phone } : undefined;
}

function passwordPolicy(scope: IConstruct, wanted: PasswordPolicy = {}, plan: FeaturePlanResolver): PasswordPolicy {
  const policy = { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true, ...wanted };
  const { passwordHistorySize } = policy;
  checkRange(scope, 'minLength', policy.minLength, 6, 99);
  checkRange(scope, 'passwordHistorySize', passwordHistorySize, 0, 24);
  const { tempPasswordValidity } = policy;
  requireConvertible('tempPasswordValidity', tempPasswordValidity, scope, 'days');
  if (!tempPasswordValidity?.isUnresolved()) checkRange(scope, 'tempPasswordValidity (days)', tempPasswordValidity?.toDays({ integral: false }), 1, 365);
  if (passwordHistorySize) plan.require(FeaturePlan.ESSENTIALS, 'a history of passwords');
  return policy;
}

function checkRange(scope: IConstruct, name: string, value: number | undefined, min: number, max: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return;
  throw new CognitoPoolsError({
    code: 'password-policy',
    received: `'${name}' of the password policy is ${shown(value)}`,
    fix: `use a whole number from ${min} to ${max}`,
  }, scope);
}
