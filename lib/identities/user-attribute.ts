import type { ICustomAttribute } from 'aws-cdk-lib/aws-cognito';
import { BooleanAttribute, DateTimeAttribute, NumberAttribute, StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { CognitoPoolsError } from '../private/errors';

/** The longest value that Cognito stores, in characters. */
const MAX_LENGTH = 2048;

/** What holds for a custom attribute of any type. */
export interface UserAttributeOptions {
  /**
   * Whether people may set this attribute of their own, with the access token of any app client. Leave it off for
   * whatever decides access: a tenant, a role, a level of membership.
   *
   * @default false - only administrators, triggers and identity providers set it
   */
  readonly userWritable?: boolean;

  /**
   * Whether the value may change once it is set. Cognito never lets this setting change later.
   *
   * @default true
   */
  readonly mutable?: boolean;
}

/** A custom attribute that holds text. */
export interface StringUserAttributeOptions extends UserAttributeOptions {
  /**
   * Shortest value, in characters, 0 to 2048.
   *
   * @default 0
   */
  readonly minLength?: number;

  /**
   * Longest value, in characters, 0 to 2048.
   *
   * @default 2048
   */
  readonly maxLength?: number;
}

/** A custom attribute that holds a whole number. */
export interface NumberUserAttributeOptions extends UserAttributeOptions {
  /**
   * Smallest value.
   *
   * @default - none
   */
  readonly min?: number;

  /**
   * Largest value.
   *
   * @default - none
   */
  readonly max?: number;
}

/**
 * A custom attribute of the users of a pool, named `custom:<name>` in tokens. Server-only unless opened with one word:
 * every app client is kept from writing it, in whatever order clients and attributes are added.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-custom-attributes
 */
export class UserAttribute {
  /**
   * Text of up to 2048 characters.
   *
   * @param options who may write it, whether it may change, its length
   * @returns the attribute
   * @throws error `attribute-bounds`
   */
  public static string(options: StringUserAttributeOptions = {}): UserAttribute {
    checkBounds('length', options.minLength, options.maxLength, 0, MAX_LENGTH);
    return new UserAttribute(new StringAttribute({ mutable: options.mutable ?? true, minLen: options.minLength, maxLen: options.maxLength }), options);
  }

  /**
   * A whole number.
   *
   * @param options who may write it, whether it may change, its bounds
   * @returns the attribute
   * @throws error `attribute-bounds`
   */
  public static number(options: NumberUserAttributeOptions = {}): UserAttribute {
    checkBounds('value', options.min, options.max, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    return new UserAttribute(new NumberAttribute({ mutable: options.mutable ?? true, min: options.min, max: options.max }), options);
  }

  /**
   * True or false.
   *
   * @param options who may write it, whether it may change
   * @returns the attribute
   */
  public static boolean(options: UserAttributeOptions = {}): UserAttribute {
    return new UserAttribute(new BooleanAttribute({ mutable: options.mutable ?? true }), options);
  }

  /**
   * A date and time.
   *
   * @param options who may write it, whether it may change
   * @returns the attribute
   */
  public static dateTime(options: UserAttributeOptions = {}): UserAttribute {
    return new UserAttribute(new DateTimeAttribute({ mutable: options.mutable ?? true }), options);
  }

  /**
   * The attribute in the words of the L2 `UserPool`.
   */
  public readonly customAttribute: ICustomAttribute;

  /**
   * Whether people may set this attribute of their own.
   */
  public readonly userWritable: boolean;

  /**
   * Whether the value may change once it is set.
   */
  public readonly mutable: boolean;

  private constructor(customAttribute: ICustomAttribute, options: UserAttributeOptions) {
    this.customAttribute = customAttribute;
    this.userWritable = options.userWritable ?? false;
    this.mutable = options.mutable ?? true;
  }
}

function checkBounds(what: string, low: number | undefined, high: number | undefined, min: number, max: number): void {
  const given = [low, high].filter((bound) => bound !== undefined);
  const inside = given.every((bound) => Number.isInteger(bound) && bound >= min && bound <= max);
  if (inside && (low ?? min) <= (high ?? max)) return;
  throw new CognitoPoolsError({
    code: 'attribute-bounds',
    received: `the ${what} of a custom attribute is bounded by ${low ?? 'nothing'} and ${high ?? 'nothing'}`,
    fix: `use whole numbers from ${min} to ${max}, the smaller first`,
  });
}
