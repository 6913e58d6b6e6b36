import { PasskeyUserVerification } from 'aws-cdk-lib/aws-cognito';
import { requireOptions } from '../private/types';

/** How passkeys are used. */
export interface PasskeyOptions {
  /**
   * The domain that passkeys are bound to, such as `example.com`: a passkey works on it and on its subdomains. With an own
   * domain for managed login it must be that domain. A public suffix, below which anybody may have a domain, is refused: the
   * commonest are known, what looks like another is warned of, and browsers know them all.
   *
   * @default - the domain of managed login
   */
  readonly relyingPartyId?: string;

  /**
   * Whether the device must verify the user, by face, fingerprint or PIN. Required wherever multi-factor
   * authentication is, since the passkey then counts for both factors.
   *
   * @default PasskeyUserVerification.REQUIRED
   */
  readonly userVerification?: PasskeyUserVerification;
}

/**
 * A way to sign in without a password, offered beside it: users choose. Cognito keeps the password as a choice always.
 * Needs the Essentials plan, which costs more for each user than Lite.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export class PasswordlessSignIn {
  /**
   * A one-time code by e-mail. Not together with required multi-factor authentication, which Cognito refuses.
   *
   * @returns the way to sign in
   */
  public static emailCode(): PasswordlessSignIn {
    return new PasswordlessSignIn('EMAIL_OTP');
  }

  /**
   * A one-time code by SMS, which AWS charges for; makes the role that Cognito sends with. Not together with required
   * multi-factor authentication, which Cognito refuses.
   *
   * @returns the way to sign in
   */
  public static smsCode(): PasswordlessSignIn {
    return new PasswordlessSignIn('SMS_OTP');
  }

  /**
   * A passkey: face, fingerprint, PIN or security key. Where multi-factor authentication is required, it counts as both factors.
   *
   * @param options the domain that passkeys are bound to, and whether the device verifies the user
   * @returns the way to sign in
   */
  public static passkey(options: PasskeyOptions = {}): PasswordlessSignIn {
    requireOptions("'options' of the passkey", options);
    return new PasswordlessSignIn('WEB_AUTHN', { userVerification: PasskeyUserVerification.REQUIRED, ...options });
  }

  /**
   * The name of the first factor in the Cognito API: `EMAIL_OTP`, `SMS_OTP` or `WEB_AUTHN`.
   */
  public readonly factor: string;

  /** @internal */
  public readonly _passkey?: PasskeyOptions;

  private constructor(factor: string, passkey?: PasskeyOptions) {
    this.factor = factor;
    this._passkey = passkey;
  }
}
