import type { PasswordPolicy, StandardAttributes, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError, shown } from '../private/errors';
import type { AttributeCatalog } from './attribute-catalog';
import { MultiFactorAuthentication } from './multi-factor-authentication';
import { SignIn } from './sign-in';
import type { UserAttribute } from './user-attribute';

/** The settings of a user pool, at the level where a user thinks. */
export interface UserPoolSettings {
  /**
   * What people sign in with. Cannot be changed later without losing the users.
   *
   * @default SignIn.email()
   */
  readonly signIn?: SignIn;

  /**
   * Whether people may sign up on their own. Left off, administrators create the users.
   *
   * @default false
   */
  readonly selfSignUpEnabled?: boolean;

  /**
   * Whether people prove a second thing after the password.
   *
   * @default MultiFactorAuthentication.optional() - each person may set up an authenticator app
   */
  readonly multiFactorAuthentication?: MultiFactorAuthentication;

  /**
   * What a password must be.
   *
   * @default - at least 12 characters with lower case, upper case, digits and symbols; what you set replaces these one by one
   */
  readonly passwordPolicy?: PasswordPolicy;

  /**
   * Names of groups, in order of precedence: the first counts most. `addGroup` adds more at any time.
   *
   * @default - no groups
   */
  readonly groups?: string[];

  /**
   * Custom attributes of the users by name; in tokens they are called `custom:<name>`. They can never be removed or changed
   * later, only added to.
   *
   * @default - none
   */
  readonly attributes?: { readonly [name: string]: UserAttribute };

  /**
   * Which standard attributes every user must have. Cannot be changed later.
   *
   * @default - what people sign in with
   */
  readonly standardAttributes?: StandardAttributes;

  /**
   * What happens to the pool, and so to its users, when it leaves the template.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether Cognito refuses to delete the pool until this is switched off.
   *
   * @default - true, unless `removalPolicy` is DESTROY
   */
  readonly deletionProtection?: boolean;

  /**
   * Further properties of the L2 `UserPool`, passed on as they are. What a property here decides already is refused.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cognito.UserPool.html
   */
  readonly userPoolProps?: UserPoolProps;
}

/** L2 properties that have a word of ours, and that word. */
const DECIDED_HERE: { readonly [property in keyof UserPoolProps]?: keyof UserPoolSettings } = {
  signInAliases: 'signIn',
  customAttributes: 'attributes',
  mfa: 'multiFactorAuthentication',
  mfaSecondFactor: 'multiFactorAuthentication',
  selfSignUpEnabled: 'selfSignUpEnabled',
  passwordPolicy: 'passwordPolicy',
  standardAttributes: 'standardAttributes',
  removalPolicy: 'removalPolicy',
  deletionProtection: 'deletionProtection',
};

/** The settings in the words of the L2 pool: safe where nothing is said. */
export function userPoolProps(scope: IConstruct, settings: UserPoolSettings, attributes: AttributeCatalog): UserPoolProps {
  const passedOn = settings.userPoolProps ?? {};
  refuseTwoWords(scope, passedOn);
  const signIn = settings.signIn ?? SignIn.email();
  const multiFactor = settings.multiFactorAuthentication ?? MultiFactorAuthentication.optional();
  const { email, phone } = signIn.aliases;
  return {
    signInCaseSensitive: false,
    accountRecovery: signIn.accountRecovery,
    keepOriginal: email || phone ? { email, phone } : undefined,
    featurePlan: FeaturePlan.LITE,
    ...passedOn,
    signInAliases: signIn.aliases,
    selfSignUpEnabled: settings.selfSignUpEnabled ?? false,
    mfa: multiFactor.mfa,
    mfaSecondFactor: multiFactor.mfa === Mfa.OFF ? undefined : multiFactor.secondFactor,
    passwordPolicy: { minLength: 12, requireLowercase: true, requireUppercase: true, requireDigits: true, requireSymbols: true, ...settings.passwordPolicy },
    standardAttributes: settings.standardAttributes,
    customAttributes: attributes.customAttributes,
    removalPolicy: settings.removalPolicy ?? RemovalPolicy.RETAIN,
    deletionProtection: settings.deletionProtection ?? settings.removalPolicy !== RemovalPolicy.DESTROY,
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
