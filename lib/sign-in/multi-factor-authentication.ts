import type { MfaSecondFactor } from 'aws-cdk-lib/aws-cognito';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { requireOptions } from '../private/types';

/** Second factors besides the authenticator app. */
export interface MfaOptions {
  /**
   * Codes by SMS. Weaker than an authenticator app, and AWS charges for each message; makes the role that Cognito sends with.
   *
   * @default false
   */
  readonly sms?: boolean;

  /**
   * Codes by e-mail. Needs e-mail through SES (`EmailSender.ses`) and the Essentials plan, which costs more for each user;
   * who uses it cannot recover a password by e-mail.
   *
   * @default false
   */
  readonly email?: boolean;
}

/**
 * Whether users need a second factor after the password. The authenticator app (TOTP) is always among the second factors: it
 * costs nothing and needs no role.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export class MultiFactorAuthentication {
  /**
   * Users are not asked for a second factor, and cannot set one up.
   *
   * @returns the choice, for `mfa` of a user pool
   */
  public static off(): MultiFactorAuthentication {
    return new MultiFactorAuthentication(Mfa.OFF);
  }

  /**
   * Each user may set up a second factor.
   *
   * @param options further second factors; the authenticator app alone when left out
   * @returns the choice, for `mfa` of a user pool
   */
  public static optional(options: MfaOptions = {}): MultiFactorAuthentication {
    return new MultiFactorAuthentication(Mfa.OPTIONAL, options);
  }

  /**
   * Every user must set up a second factor at the first sign-in.
   *
   * @param options further second factors; the authenticator app alone when left out
   * @returns the choice, for `mfa` of a user pool
   */
  public static required(options: MfaOptions = {}): MultiFactorAuthentication {
    return new MultiFactorAuthentication(Mfa.REQUIRED, options);
  }

  /**
   * The same choice in the words of the L2 `UserPool`.
   */
  public readonly mfa: Mfa;

  /**
   * The second factors in the words of the L2 `UserPool`.
   *
   * @default - none: multi-factor authentication is off
   */
  public readonly secondFactor?: MfaSecondFactor;

  private constructor(mfa: Mfa, options?: MfaOptions) {
    if (options !== undefined) requireOptions("'options' of multi-factor authentication", options);
    this.mfa = mfa;
    this.secondFactor = options && { otp: true, sms: options.sms ?? false, email: options.email ?? false };
  }
}
