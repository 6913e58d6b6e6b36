import type { SignInAliases } from 'aws-cdk-lib/aws-cognito';
import { AccountRecovery } from 'aws-cdk-lib/aws-cognito';
import { requireOptions } from '../private/types';

/** Further names that a user with a user name may sign in with. */
export interface UsernameSignInOptions {
  /**
   * Let users sign in with their verified e-mail address too.
   *
   * @default false
   */
  readonly email?: boolean;

  /**
   * Let users sign in with their verified phone number too. Cognito then sends SMS messages, which AWS charges for.
   *
   * @default false
   */
  readonly phone?: boolean;

  /**
   * Let users choose a second name that they can change and sign in with (`preferred_username`).
   *
   * @default false
   */
  readonly preferredUsername?: boolean;
}

/**
 * The kind of name that users sign in with: an e-mail address, a phone number or a user name. A user pool cannot change this
 * later: Cognito refuses the change, and a new pool has no users.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export class SignIn {
  /**
   * Users sign in with their e-mail address. Cognito verifies it at sign-up, and a new one before it takes the place of the old
   * one.
   *
   * @returns the choice, for `signIn` of a user pool
   */
  public static email(): SignIn {
    return new SignIn({ email: true }, AccountRecovery.EMAIL_ONLY);
  }

  /**
   * Users sign in with their phone number. It is verified by SMS, which AWS charges for.
   *
   * @returns the choice, for `signIn` of a user pool
   */
  public static phone(): SignIn {
    return new SignIn({ phone: true }, AccountRecovery.PHONE_ONLY_WITHOUT_MFA);
  }

  /**
   * Each user signs in with the e-mail address or the phone number that they signed up with.
   *
   * @returns the choice, for `signIn` of a user pool
   */
  public static emailOrPhone(): SignIn {
    return new SignIn({ email: true, phone: true }, AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL);
  }

  /**
   * Users sign in with a user name that never changes.
   *
   * @param options further names to sign in with; none when left out
   * @returns the choice, for `signIn` of a user pool
   */
  public static username(options: UsernameSignInOptions = {}): SignIn {
    requireOptions("'options' of the sign-in", options);
    const recovery = options.phone && !options.email ? AccountRecovery.PHONE_ONLY_WITHOUT_MFA : AccountRecovery.EMAIL_ONLY;
    return new SignIn({ ...options, username: true }, recovery);
  }

  /**
   * The same choice in the words of the L2 `UserPool`.
   */
  public readonly aliases: SignInAliases;

  /**
   * The account recovery that goes with this choice.
   */
  public readonly accountRecovery: AccountRecovery;

  private constructor(aliases: SignInAliases, accountRecovery: AccountRecovery) {
    this.aliases = aliases;
    this.accountRecovery = accountRecovery;
  }
}
