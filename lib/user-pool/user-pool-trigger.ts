import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { requireOptions } from '../private/types';

/** Options of a pre token generation trigger: what it changes besides the ID token. */
export interface PreTokenGenerationOptions {
  /**
   * Whether it changes access tokens too: claims and scopes. Needs the Essentials plan.
   *
   * @default false
   */
  readonly accessTokens?: boolean;

  /**
   * Whether it runs for machines too, which have access tokens alone. Needs the Essentials plan.
   *
   * @default false
   */
  readonly machineTokens?: boolean;
}

/** The three functions of a sign-in challenge of your own: Cognito needs all three. */
export interface CustomChallengeOptions {
  /**
   * Decides which challenge comes next, and whether the user is signed in.
   */
  readonly define: IFunction;

  /**
   * Makes the challenge, such as a code that it sends.
   */
  readonly create: IFunction;

  /**
   * Checks the answer.
   */
  readonly verify: IFunction;
}

/** How a trigger stands in the configuration of the pool. */
export interface TriggerSlot {
  /**
   *
   */
  readonly operation: string;
  /**
   *
   */
  readonly function: IFunction;
  /** The version of the event, where Cognito asks for one. */
  readonly version?: string;
}

/** What a trigger asks of the pool besides its slots. */
export interface TriggerNeeds {
  /**
   *
   */
  readonly feature?: string;
  /**
   *
   */
  readonly key?: IKey;
  /**
   *
   */
  readonly flow?: 'customChallenge' | 'password';
}

/**
 * A Lambda function that Cognito calls at a step of sign-up or sign-in, and waits for 5 seconds at most. It is of the Region of the
 * pool; one of another account must be permitted there (`skipPermissions` of `Function.fromFunctionAttributes` says that it is). Grant it access to the
 * pool with `UserAdministrationGrants`: other grants make a cycle between function and pool.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export class UserPoolTrigger {
  /**
   * Runs before Cognito accepts a sign-up. The function can refuse it, confirm it, or link it to another user.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   */
  public static preSignUp(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'preSignUp', function: handler }]);
  }

  /**
   * Runs after a user has confirmed a sign-up or a new password.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   */
  public static postConfirmation(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'postConfirmation', function: handler }]);
  }

  /**
   * Runs before Cognito accepts a sign-in. The function can refuse it.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   */
  public static preAuthentication(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'preAuthentication', function: handler }]);
  }

  /**
   * Runs after a sign-in.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   */
  public static postAuthentication(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'postAuthentication', function: handler }]);
  }

  /**
   * Runs before Cognito issues tokens. The function can add, change and remove claims. The event has the lowest version that
   * allows what the options ask for.
   *
   * @param handler the function
   * @param options what it changes; ID tokens alone when left out
   * @returns the trigger, for `triggers` of a user pool
   */
  public static preTokenGeneration(handler: IFunction, options: PreTokenGenerationOptions = {}): UserPoolTrigger {
    requireOptions("'options' of the trigger", options);
    if (options.machineTokens) {
      return new UserPoolTrigger([{ operation: 'preTokenGenerationConfig', function: handler, version: 'V3_0' }], { feature: 'customization of machine tokens' });
    }
    if (options.accessTokens) {
      return new UserPoolTrigger([{ operation: 'preTokenGenerationConfig', function: handler, version: 'V2_0' }], { feature: 'customization of access tokens' });
    }
    return new UserPoolTrigger([{ operation: 'preTokenGenerationConfig', function: handler, version: 'V1_0' }]);
  }

  /**
   * Runs when somebody signs in, or resets a password, who is not in the pool yet. The function looks them up in a legacy
   * directory, and Cognito creates the user. App clients then also take the password itself (`USER_PASSWORD_AUTH`): the legacy
   * directory cannot check it otherwise. Remove the trigger when all users have moved.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
   */
  public static userMigration(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'userMigration', function: handler }], { flow: 'password' });
  }

  /**
   * Writes the text of a message before Cognito sends it.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   */
  public static customMessage(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'customMessage', function: handler }]);
  }

  /**
   * Sends e-mails itself. Cognito hands it the code encrypted with the key, which the function may decrypt with.
   *
   * @param handler the function
   * @param key a symmetric key of your own, the same for both senders
   * @returns the trigger, for `triggers` of a user pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
   */
  public static customEmailSender(handler: IFunction, key: IKey): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'customEmailSender', function: handler, version: 'V1_0' }], { key });
  }

  /**
   * Sends SMS messages itself. Cognito hands it the code encrypted with the key, which the function may decrypt with.
   *
   * @param handler the function
   * @param key a symmetric key of your own, the same for both senders
   * @returns the trigger, for `triggers` of a user pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html
   */
  public static customSmsSender(handler: IFunction, key: IKey): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'customSmsSender', function: handler, version: 'V1_0' }], { key });
  }

  /**
   * A sign-in challenge of your own. App clients then offer it (`CUSTOM_AUTH`).
   *
   * @param options its three functions
   * @returns the trigger, for `triggers` of a user pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
   */
  public static customChallenge(options: CustomChallengeOptions): UserPoolTrigger {
    requireOptions("'options' of the challenge", options);
    return new UserPoolTrigger([
      { operation: 'defineAuthChallenge', function: options.define },
      { operation: 'createAuthChallenge', function: options.create },
      { operation: 'verifyAuthChallengeResponse', function: options.verify },
    ], { flow: 'customChallenge' });
  }

  /**
   * Runs after a sign-in with an outside provider, before Cognito writes the user. The function can change the attributes that
   * came from the provider.
   *
   * @param handler the function
   * @returns the trigger, for `triggers` of a user pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-inbound-federation.html
   */
  public static inboundFederation(handler: IFunction): UserPoolTrigger {
    return new UserPoolTrigger([{ operation: 'inboundFederation', function: handler, version: 'V1_0' }]);
  }

  /** @internal */
  public readonly _slots: TriggerSlot[];
  /** @internal */
  public readonly _needs: TriggerNeeds & { readonly plan: FeaturePlan };

  private constructor(slots: TriggerSlot[], needs: TriggerNeeds = {}) {
    this._slots = slots;
    this._needs = { ...needs, plan: needs.feature ? FeaturePlan.ESSENTIALS : FeaturePlan.LITE };
  }
}
