import type { UserInvitationConfig, UserVerificationConfig } from 'aws-cdk-lib/aws-cognito';
import { VerificationEmailStyle } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import { isKnown } from '../private/tokens';
import type { CodeText, InvitationText, LinkText, MessageText } from './message-text';

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
   * Brings the code of multi-factor authentication or passwordless sign-in.
   *
   * @default - written by Cognito
   */
  readonly signInCode?: SignInCodeMessageOptions;
}

const MAX_SMS = 140;
const MAX_SUBJECT = 140;
const MAX_EMAIL = 20000;

/** The verification texts in the words of the L2 pool. */
export function userVerification(scope: IConstruct, { verification }: UserPoolMessageOptions): UserVerificationConfig | undefined {
  if (!verification) return undefined;
  checkTexts(scope, 'verification', verification._texts);
  const { emailSubject, emailBody, sms } = verification._texts;
  return { emailStyle: verification._style, emailSubject, emailBody: emailBody?.text, smsMessage: sms?.text };
}

/** The invitation texts in the words of the L2 pool. */
export function userInvitation(scope: IConstruct, { invitation }: UserPoolMessageOptions): UserInvitationConfig | undefined {
  if (!invitation) return undefined;
  checkTexts(scope, 'invitation', invitation);
  return { emailSubject: invitation.emailSubject, emailBody: invitation.emailBody?.text, smsMessage: invitation.sms?.text };
}

/** The texts of sign-in codes in the words of the L1 pool: the L2 has no word for those of e-mails. */
export function signInCodeMessages(scope: IConstruct, { signInCode }: UserPoolMessageOptions) {
  if (!signInCode) return {};
  checkTexts(scope, 'signInCode', signInCode);
  return { emailAuthenticationSubject: signInCode.emailSubject, emailAuthenticationMessage: signInCode.emailBody?.text, smsAuthenticationMessage: signInCode.sms?.text };
}

function checkTexts(scope: IConstruct, message: string, texts: { emailSubject?: string; emailBody?: MessageText; sms?: MessageText }): void {
  if (texts.emailSubject !== undefined) checkLength(scope, message, 'emailSubject', texts.emailSubject, MAX_SUBJECT);
  for (const [name, body, max] of [['emailBody', texts.emailBody, MAX_EMAIL], ['sms', texts.sms, MAX_SMS]] as const) {
    if (!body) continue;
    const stray = body._parts.find((part) => isKnown(part) && /\{####\}|\{##|\{username\}/.test(part));
    if (stray !== undefined) {
      throw new CognitoPoolsError({
        code: 'message-placeholder',
        received: `'${name}' of the ${message} message has a placeholder in ${shown(stray)}`,
        fix: 'leave it out: the placeholder is put between the parts of the text',
      }, scope);
    }
    checkLength(scope, message, name, body.text, max);
  }
}

function checkLength(scope: IConstruct, message: string, name: string, text: string, max: number): void {
  if (!isKnown(text) || (text.length >= 1 && text.length <= max)) return;
  throw new CognitoPoolsError({
    code: 'message-length',
    received: `'${name}' of the ${message} message has ${text.length} characters`,
    fix: `write 1 to ${max} characters, placeholders included`,
  }, scope);
}
