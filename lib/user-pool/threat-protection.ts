import { isIP } from 'node:net';
import type { CfnUserPoolRiskConfigurationAttachment, IUserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnUserPoolRiskConfigurationAttachment as RiskConfiguration, Mfa } from 'aws-cdk-lib/aws-cognito';
import type { IEmailIdentityRef } from 'aws-cdk-lib/aws-ses';
import type { Construct, IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown, knownItems } from '../private/tokens';
import { checkAddress, checkCovered, sesIdentityArn } from './email-sender';
import { checkText } from './message-text-validation';
import { requireOptions } from '../private/types';

/** The action of Cognito on a sign-in that looks like an account takeover. */
export enum AccountTakeoverAction {
  /** Lets it pass. */
  NO_ACTION = 'NO_ACTION',
  /** Asks for the second factor of those who have one. */
  MFA_IF_CONFIGURED = 'MFA_IF_CONFIGURED',
  /** Asks for the second factor, and blocks those who have none. */
  MFA_REQUIRED = 'MFA_REQUIRED',
  /** Blocks it. */
  BLOCK = 'BLOCK',
}

/** An e-mail about a risky sign-in. The text may have `{ip-address}`, `{device-name}`, `{login-time}`, `{city}` and `{country}`. */
export interface RiskEmailOptions {
  /**
   * The subject, 1 to 140 characters.
   */
  readonly subject: string;

  /**
   * The body as plain text, 6 to 20,000 characters.
   */
  readonly textBody: string;

  /**
   * The body as HTML, 6 to 20,000 characters.
   *
   * @default - plain text alone
   */
  readonly htmlBody?: string;
}

/** E-mails that tell users of risky sign-ins, through SES. */
export interface RiskNotificationOptions {
  /**
   * The verified domain or address at SES.
   */
  readonly identity: IEmailIdentityRef;

  /**
   * The address that the e-mails come from.
   */
  readonly from: string;

  /**
   * The e-mail about a sign-in that was blocked.
   *
   * @default - no e-mail
   */
  readonly blockEmail?: RiskEmailOptions;

  /**
   * The e-mail about a sign-in for which the second factor was asked for.
   *
   * @default - no e-mail
   */
  readonly mfaEmail?: RiskEmailOptions;

  /**
   * The e-mail about a risky sign-in that passed.
   *
   * @default - no e-mail
   */
  readonly noActionEmail?: RiskEmailOptions;
}

/** Options of threat protection that is enforced. */
export interface ThreatProtectionOptions {
  /**
   * The action at low risk of a takeover.
   *
   * @default AccountTakeoverAction.NO_ACTION
   */
  readonly lowRisk?: AccountTakeoverAction;

  /**
   * The action at medium risk of a takeover.
   *
   * @default AccountTakeoverAction.MFA_IF_CONFIGURED
   */
  readonly mediumRisk?: AccountTakeoverAction;

  /**
   * The action at high risk of a takeover.
   *
   * @default AccountTakeoverAction.BLOCK
   */
  readonly highRisk?: AccountTakeoverAction;

  /**
   * Whether a password that is known from leaks is refused.
   *
   * @default true
   */
  readonly blockCompromisedCredentials?: boolean;

  /**
   * E-mails that tell users of risky sign-ins.
   *
   * @default - none
   */
  readonly notification?: RiskNotificationOptions;

  /**
   * Address ranges (CIDR) that always pass, at most 200.
   *
   * @default - none
   */
  readonly allowedIpRanges?: string[];

  /**
   * Address ranges (CIDR) that never pass, at most 200.
   *
   * @default - none
   */
  readonly blockedIpRanges?: string[];
}

/**
 * Whether Cognito rates the risk of each sign-in, and what it does about it. Needs the Plus plan, which costs most for each user.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
 */
export class ThreatProtection {
  /**
   * Cognito rates and records risks, and takes no action: a trial before enforcing.
   *
   * @returns the choice, for `threatProtection` of a user pool
   */
  public static audit(): ThreatProtection {
    return new ThreatProtection('AUDIT');
  }

  /**
   * Cognito acts on risky sign-ins.
   *
   * @param options the action at each level of risk
   * @returns the choice, for `threatProtection` of a user pool
   */
  public static enforced(options: ThreatProtectionOptions = {}): ThreatProtection {
    requireOptions("'options' of threat protection", options);
    return new ThreatProtection('ENFORCED', options);
  }

  /** @internal */
  public readonly _mode: string;
  /** @internal */
  public readonly _options?: ThreatProtectionOptions;

  private constructor(mode: string, options?: ThreatProtectionOptions) {
    this._mode = mode;
    this._options = options;
  }
}

/** The actions at each level of risk, for all app clients of the pool. */
export function attachRiskConfiguration(scope: Construct, userPool: IUserPool, options: ThreatProtectionOptions, mfa: Mfa): void {
  const { lowRisk = AccountTakeoverAction.NO_ACTION, mediumRisk = AccountTakeoverAction.MFA_IF_CONFIGURED, highRisk = AccountTakeoverAction.BLOCK, notification } = options;
  if (mfa === Mfa.OFF && [lowRisk, mediumRisk, highRisk].includes(AccountTakeoverAction.MFA_REQUIRED)) {
    throw new CognitoPoolsError({
      code: 'account-takeover-action',
      received: 'the action on a risk is MFA_REQUIRED, and multi-factor authentication is off',
      fix: 'make multi-factor authentication optional, or use BLOCK: no user could pass',
    }, scope);
  }
  for (const property of ['allowedIpRanges', 'blockedIpRanges'] as const) checkRanges(scope, property, options[property]);
  refuseBoth(scope, options);
  const actionOf = (eventAction: AccountTakeoverAction, email?: RiskEmailOptions) => ({ eventAction, notify: email !== undefined });
  const emailOf = (action: AccountTakeoverAction) => ({ [AccountTakeoverAction.NO_ACTION]: notification?.noActionEmail, [AccountTakeoverAction.BLOCK]: notification?.blockEmail }[action as string] ?? (action.startsWith('MFA') ? notification?.mfaEmail : undefined));
  new RiskConfiguration(scope, 'RiskConfiguration', {
    userPoolId: userPool.userPoolId,
    clientId: 'ALL',
    accountTakeoverRiskConfiguration: {
      actions: { lowAction: actionOf(lowRisk, emailOf(lowRisk)), mediumAction: actionOf(mediumRisk, emailOf(mediumRisk)), highAction: actionOf(highRisk, emailOf(highRisk)) },
      notifyConfiguration: notification && notify(scope, notification),
    },
    compromisedCredentialsRiskConfiguration: { actions: { eventAction: options.blockCompromisedCredentials ?? true ? 'BLOCK' : 'NO_ACTION' } },
    riskExceptionConfiguration: options.allowedIpRanges || options.blockedIpRanges
      ? { skippedIpRangeList: options.allowedIpRanges, blockedIpRangeList: options.blockedIpRanges } : undefined,
  });
}

function notify(scope: IConstruct, { identity, from, blockEmail, mfaEmail, noActionEmail }: RiskNotificationOptions): CfnUserPoolRiskConfigurationAttachment.NotifyConfigurationTypeProperty {
  for (const [name, email] of Object.entries({ blockEmail, mfaEmail, noActionEmail })) if (email) checkEmail(scope, name, email);
  checkAddress(scope, 'from', from);
  checkCovered(scope, identity.emailIdentityRef.emailIdentity, from);
  return {
    sourceArn: sesIdentityArn(scope, identity),
    from, blockEmail, mfaEmail, noActionEmail,
  };
}

function checkEmail(scope: IConstruct, name: string, { htmlBody, subject, textBody }: RiskEmailOptions): void {
  checkText(scope, `'subject' of '${name}'`, subject, 'cognito-idp:EmailNotificationSubjectType');
  checkText(scope, `'textBody' of '${name}'`, textBody, 'cognito-idp:EmailNotificationBodyType');
  if (htmlBody !== undefined) checkText(scope, `'htmlBody' of '${name}'`, htmlBody, 'cognito-idp:EmailNotificationBodyType');
}

/** Cognito takes no range as both allowed and blocked. */
function refuseBoth(scope: IConstruct, { allowedIpRanges = [], blockedIpRanges = [] }: ThreatProtectionOptions): void {
  const both = knownItems(allowedIpRanges).find((range) => blockedIpRanges.includes(range));
  if (both === undefined) return;
  throw new CognitoPoolsError({ code: 'ip-ranges', received: `${shown(both)} is both in allowedIpRanges and in blockedIpRanges`, fix: 'leave it in one of the two' }, scope);
}

function checkRanges(scope: IConstruct, property: string, ranges: string[] = []): void {
  const wrong = knownItems(ranges).find((range) => isKnown(range) && !isRange(range));
  if (wrong === undefined && ranges.length <= 200) return;
  throw new CognitoPoolsError({
    code: 'ip-ranges',
    received: wrong === undefined ? `${ranges.length} ${property}` : `${property} has ${shown(wrong)}`,
    fix: 'give at most 200 ranges, in CIDR notation: 203.0.113.0/24',
  }, scope);
}

function isRange(range: string): boolean {
  const [, address, length] = /^(.+)\/(\d{1,3})$/.exec(range) ?? [];
  const version = isIP(address ?? '');
  return version !== 0 && Number(length) <= (version === 4 ? 32 : 128);
}
