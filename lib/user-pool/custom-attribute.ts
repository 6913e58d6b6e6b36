import type { CustomAttributeConfig, ICustomAttribute } from 'aws-cdk-lib/aws-cognito';
import { BooleanAttribute, DateTimeAttribute, NumberAttribute, StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { CognitoPoolsError, shown } from '../private/errors';
import { requireOptions } from '../private/types';

/** The longest value that Cognito stores, in characters. */
const MAX_LENGTH = 2048;

/** Options of a custom attribute of any type. */
export interface CustomAttributeOptions {
  /**
   * Whether users may set this attribute of their own, with the access token of any app client. Leave it off for
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

/** Options of a custom attribute that holds text. */
export interface StringCustomAttributeOptions extends CustomAttributeOptions {
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

/** Options of a custom attribute that holds a whole number. */
export interface NumberCustomAttributeOptions extends CustomAttributeOptions {
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
 * A custom attribute of the users of a pool, named `custom:<name>` in tokens. Server-only unless declared with `userWritable`:
 * every app client is kept from writing it, in whatever order clients and attributes are added.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-custom-attributes
 */
export class CustomAttribute implements ICustomAttribute {
  /**
   * Text of up to 2048 characters.
   *
   * @param options who may write it, whether it may change, its length
   * @returns the attribute, for `customAttributes` of a user pool
   * @throws error `attribute-bounds`
   */
  public static string(options: StringCustomAttributeOptions = {}): CustomAttribute {
    requireOptions("'options' of the custom attribute", options);
    checkBounds('length', options.minLength, options.maxLength, 0, MAX_LENGTH);
    return new CustomAttribute(new StringAttribute({ mutable: options.mutable ?? true, minLen: options.minLength, maxLen: options.maxLength }), options);
  }

  /**
   * A whole number.
   *
   * @param options who may write it, whether it may change, its bounds
   * @returns the attribute, for `customAttributes` of a user pool
   * @throws error `attribute-bounds`
   */
  public static number(options: NumberCustomAttributeOptions = {}): CustomAttribute {
    requireOptions("'options' of the custom attribute", options);
    checkBounds('value', options.min, options.max, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    return new CustomAttribute(new NumberAttribute({ mutable: options.mutable ?? true, min: options.min, max: options.max }), options);
  }

  /**
   * True or false.
   *
   * @param options who may write it, whether it may change
   * @returns the attribute, for `customAttributes` of a user pool
   */
  public static boolean(options: CustomAttributeOptions = {}): CustomAttribute {
    requireOptions("'options' of the custom attribute", options);
    return new CustomAttribute(new BooleanAttribute({ mutable: options.mutable ?? true }), options);
  }

  /**
   * A date and time.
   *
   * @param options who may write it, whether it may change
   * @returns the attribute, for `customAttributes` of a user pool
   */
  public static dateTime(options: CustomAttributeOptions = {}): CustomAttribute {
    requireOptions("'options' of the custom attribute", options);
    return new CustomAttribute(new DateTimeAttribute({ mutable: options.mutable ?? true }), options);
  }

  /**
   * Whether users may set this attribute of their own.
   */
  public readonly userWritable: boolean;

  /**
   * Whether the value may change once it is set.
   */
  public readonly mutable: boolean;

  private constructor(private readonly attribute: ICustomAttribute, options: CustomAttributeOptions) {
    this.userWritable = options.userWritable ?? false;
    this.mutable = options.mutable ?? true;
  }

  /**
   * Returns the attribute as the L2 `UserPool` takes it.
   *
   * @returns type, mutability and constraints
   */
  public bind(): CustomAttributeConfig {
    return this.attribute.bind();
  }
}

function checkBounds(what: string, low: number | undefined, high: number | undefined, min: number, max: number): void {
  const given = [low, high].filter((bound) => bound !== undefined);
  const inside = given.every((bound) => Number.isInteger(bound) && bound >= min && bound <= max);
  if (inside && (low ?? min) <= (high ?? max)) return;
  throw new CognitoPoolsError({
    code: 'attribute-bounds',
    received: `the ${what} of a custom attribute is bounded by ${low === undefined ? 'nothing' : shown(low)} and ${high === undefined ? 'nothing' : shown(high)}`,
    fix: `use whole numbers from ${min} to ${max}, the smaller first`,
  });
}
