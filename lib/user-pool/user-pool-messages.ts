import type { CfnUserPool, UserInvitationConfig, UserVerificationConfig } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan, VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { ApiShape } from '../private/conforms';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import type { EmailSender } from './email-sender';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { checkText } from './message-text-validation';
import type { CodeText, InvitationText, LinkText, MessageText } from './message-text';
import { requireOptions } from '../private/types';

/** A message that confirms an address with a code. */
export interface VerificationCodeOptions {
  /**
   * Subject of the e-mail, 1 to 140 characters.
   *
   * @default 'Verify your new account'
   */
  readonly emailSubject?: string;

  /**
   * Body of the e-mail; HTML is possible.
   *
   * @default - 'The verification code to your new account is' and the code
   */
  readonly emailBody?: CodeText;

  /**
   * The SMS message, up to 140 characters.
   *
   * @default - 'The verification code to your new account is' and the code
   */
  readonly sms?: CodeText;
}

/** A message that confirms an address with a link. */
export interface VerificationLinkOptions {
  /**
   * Subject of the e-mail, 1 to 140 characters.
   *
   * @default 'Verify your new account'
   */
  readonly emailSubject?: string;

  /**
   * Body of the e-mail; HTML is possible.
   *
   * @default - 'Verify your account by clicking on' and the link 'Verify Email'
   */
  readonly emailBody?: LinkText;

  /**
   * The SMS message, which has a code always, up to 140 characters.
   *
   * @default - 'The verification code to your new account is' and the code
   */
  readonly sms?: CodeText;
}

/** How users confirm that an e-mail address or phone number is theirs. */
export class VerificationMessage {
  /**
   * With a code that they enter.
   *
   * @param options the texts
   * @returns the message
   */
  public static code(options: VerificationCodeOptions = {}): VerificationMessage {
    return new VerificationMessage(VerificationEmailStyle.CODE, options);
  }

  /**
   * With a link that they click in the e-mail. The link leads to the domain of managed login, so the pool needs one.
   *
   * @param options the texts
   * @returns the message
   */
  public static link(options: VerificationLinkOptions = {}): VerificationMessage {
    return new VerificationMessage(VerificationEmailStyle.LINK, options);
  }

  /** @internal */
  public readonly _style: VerificationEmailStyle;
  /** @internal */
  public readonly _texts: VerificationCodeOptions | VerificationLinkOptions;

  private constructor(style: VerificationEmailStyle, texts: VerificationCodeOptions | VerificationLinkOptions) {
    requireOptions("'options' of the message", texts);
    this._style = style;
    this._texts = texts;
  }
}

/** The message to users that an administrator has created, with their temporary password. */
export interface InvitationMessageOptions {
  /**
   * Subject of the e-mail, 1 to 140 characters.
   *
   * @default - written by Cognito
   */
  readonly emailSubject?: string;

  /**
   * Body of the e-mail; HTML is possible.
   *
   * @default - written by Cognito
   */
  readonly emailBody?: InvitationText;

  /**
   * The SMS message, up to 140 characters.
   *
   * @default - written by Cognito
   */
  readonly sms?: InvitationText;
}

/** The message with the code of multi-factor authentication or passwordless sign-in. */
export interface SignInCodeMessageOptions {
  /**
   * Subject of the e-mail, 1 to 140 characters.
   *
   * @default - written by Cognito
   */
  readonly emailSubject?: string;

  /**
   * Body of the e-mail; HTML is possible.
   *
   * @default - written by Cognito
   */
  readonly emailBody?: CodeText;

  /**
   * The SMS message, up to 140 characters.
   *
   * @default - written by Cognito
   */
  readonly sms?: CodeText;
}

/**
 * The texts that Cognito sends. A `customMessage` trigger can write them per user instead.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
export interface UserPoolMessageOptions {
  /**
   * Confirms an e-mail address or phone number.
   *
   * @default - a code, in the words of the L2 `UserPool`
   */
  readonly verification?: VerificationMessage;

  /**
   * Invites users that an administrator has created.
   *
   * @default - written by Cognito
   */
  readonly invitation?: InvitationMessageOptions;

  /**
   * Brings the code of multi-factor authentication or passwordless sign-in. Texts of e-mails need e-mail through SES
   * (`EmailSender.ses`) and the Essentials plan.
   *
   * @default - written by Cognito
   */
  readonly signInCode?: SignInCodeMessageOptions;
}

/** What the texts of a message become in the API. */
interface Shapes {
  readonly emailSubject: ApiShape;
  readonly emailBody: ApiShape;
  readonly sms: ApiShape;
}

const SUBJECT = 'cognito-idp:EmailVerificationSubjectType';
const CODE: Shapes = { emailSubject: SUBJECT, emailBody: 'cognito-idp:EmailVerificationMessageType', sms: 'cognito-idp:SmsVerificationMessageType' };
const LINK: Shapes = { ...CODE, emailBody: 'cognito-idp:EmailVerificationMessageByLinkType' };
const INVITATION: Shapes = { emailSubject: SUBJECT, emailBody: 'cognito-idp:EmailInviteMessageType', sms: 'cognito-idp:SmsInviteMessageType' };
const SIGN_IN_CODE: Shapes = { ...CODE, emailBody: 'cognito-idp:EmailMfaMessageType' };

/** The verification texts in the words of the L2 pool. */
export function userVerification(scope: IConstruct, { verification }: UserPoolMessageOptions): UserVerificationConfig | undefined {
  if (!verification) return undefined;
  checkTexts(scope, 'verification', verification._texts, verification._style === VerificationEmailStyle.LINK ? LINK : CODE);
  const { emailSubject, emailBody, sms } = verification._texts;
  return { emailStyle: verification._style, emailSubject, emailBody: emailBody?.text, smsMessage: sms?.text };
}

/** The invitation texts in the words of the L2 pool. */
export function userInvitation(scope: IConstruct, { invitation }: UserPoolMessageOptions): UserInvitationConfig | undefined {
  if (!invitation) return undefined;
  checkTexts(scope, 'invitation', invitation, INVITATION);
  return { emailSubject: invitation.emailSubject, emailBody: invitation.emailBody?.text, smsMessage: invitation.sms?.text };
}

/** The texts of sign-in codes in the words of the L1 pool: the L2 has no word for those of e-mails. */
export function signInCodeMessages(scope: IConstruct, { signInCode }: UserPoolMessageOptions, emailSender: EmailSender | undefined, plan: FeaturePlanResolver): Partial<CfnUserPool> {
  if (!signInCode) return {};
  checkTexts(scope, 'signInCode', signInCode, SIGN_IN_CODE);
  if (signInCode.emailSubject !== undefined || signInCode.emailBody) {
    plan.require(FeaturePlan.ESSENTIALS, 'the text of e-mails with sign-in codes');
    if (!emailSender) {
      throw new CognitoPoolsError({
        code: 'email-sender-required',
        received: "the signInCode message has a text for e-mails, and there is no 'emailSender'",
        fix: "add emailSender: EmailSender.ses(…), or leave the text out: Cognito's own address sends no sign-in codes",
      }, scope);
    }
  }
  return { emailAuthenticationSubject: signInCode.emailSubject, emailAuthenticationMessage: signInCode.emailBody?.text, smsAuthenticationMessage: signInCode.sms?.text };
}

function checkTexts(scope: IConstruct, message: string, texts: { emailSubject?: string; emailBody?: MessageText; sms?: MessageText }, shapes: Shapes): void {
  if (texts.emailSubject !== undefined) checkText(scope, `'emailSubject' of the ${message} message`, texts.emailSubject, shapes.emailSubject);
  for (const name of ['emailBody', 'sms'] as const) {
    const body = texts[name];
    if (!body) continue;
    const stray = body._parts.find((part) => isKnown(part) && /\{####\}|\{##|\{username\}/.test(part));
    if (stray !== undefined) {
      throw new CognitoPoolsError({
        code: 'message-placeholder',
        received: `'${name}' of the ${message} message has a placeholder in ${shown(stray)}`,
        fix: 'leave it out: the placeholder is put between the parts of the text',
      }, scope);
    }
    checkText(scope, `'${name}' of the ${message} message`, body.text, shapes[name]);
  }
}
