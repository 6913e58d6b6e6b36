import type { AccountRecovery, FeaturePlan, PasswordPolicy, StandardAttributes, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { MultiFactorAuthentication } from '../sign-in/multi-factor-authentication';
import type { PasswordlessSignIn } from '../sign-in/passwordless-sign-in';
import type { SignIn } from '../sign-in/sign-in';
import type { CustomAttribute } from './custom-attribute';
import type { EmailSender } from './email-sender';
import type { LogDeliveryOptions } from './log-delivery';
import type { ThreatProtection } from './threat-protection';
import type { UserPoolIssuer } from './user-pool-issuer';
import type { UserPoolMessageOptions } from './user-pool-messages';
import type { UserPoolQuotaOptions } from './user-pool-quotas';
import type { UserPoolWebAcl } from './user-pool-web-acl';

/** Options of a user pool. */
export interface UserPoolOptions {
  /**
   * The kind of name that users sign in with: an e-mail address, a phone number or a user name. It cannot be changed later:
   * Cognito refuses the change, and a new pool has no users.
   *
   * @default SignIn.email()
   */
  readonly signIn?: SignIn;

  /**
   * Ways to sign in without a password, which users may choose instead of it. Needs the Essentials plan.
   *
   * @default - none: password only
   */
  readonly passwordless?: PasswordlessSignIn[];

  /**
   * Whether users may sign up on their own. Left off, administrators create the users.
   *
   * @default false
   */
  readonly selfSignUpEnabled?: boolean;

  /**
   * Whether users sign in with outside providers alone: nobody has a password here, and app clients offer the providers
   * only. At least one provider must then be added.
   *
   * @default false
   */
  readonly externalProvidersOnly?: boolean;

  /**
   * Whether users need a second factor after the password.
   *
   * @default MultiFactorAuthentication.optional() - each user may set up an authenticator app; off with `externalProvidersOnly`
   */
  readonly mfa?: MultiFactorAuthentication;

  /**
   * The password policy. A history of passwords needs the Essentials plan.
   *
   * @default - at least 12 characters with lower case, upper case, digits and symbols; what you set replaces these one by one
   */
  readonly passwordPolicy?: PasswordPolicy;

  /**
   * The ways in which users recover an account whose password they forgot, in order of preference.
   *
   * @default - by what they sign in with; by e-mail or else by phone where a second factor comes by e-mail
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
   */
  readonly accountRecovery?: AccountRecovery;

  /**
   * The sender of e-mails. Cognito itself sends a few dozen a day, enough to try things out.
   *
   * @default - Cognito, from an address of its own
   */
  readonly emailSender?: EmailSender;

  /**
   * The texts of messages.
   *
   * @default - Cognito's own
   */
  readonly messages?: UserPoolMessageOptions;

  /**
   * Names of groups, in order of precedence, the highest first. `addGroup` adds more at any time.
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
  readonly customAttributes?: { readonly [name: string]: CustomAttribute };

  /**
   * The standard attributes that every user must have. They cannot be changed later: Cognito refuses it.
   *
   * @default - what users sign in with
   */
  readonly standardAttributes?: StandardAttributes;

  /**
   * The feature plan, which decides the price of each user and month. A plan that is too low for what is used is refused, with
   * the feature that needs more.
   *
   * @default - the cheapest that has what is used: Lite; Essentials for passwordless sign-in, e-mail as second factor,
   * password history, managed login version 2, rotation of refresh tokens, custom access tokens, a key of your own and the
   * updated issuer; Plus for threat protection
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
   */
  readonly featurePlan?: FeaturePlan;

  /**
   * Cognito rates the risk of each sign-in, and acts on it. Needs the Plus plan.
   *
   * @default - off
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
   */
  readonly threatProtection?: ThreatProtection;

  /**
   * The web ACL of AWS WAF in front of the pool, which AWS charges for.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-waf.html
   */
  readonly webAcl?: UserPoolWebAcl;

  /**
   * The logs that the pool delivers.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
   */
  readonly logDelivery?: LogDeliveryOptions;

  /**
   * A key of your own that Cognito encrypts the data of the pool with: symmetric, of the Region of the pool. Its policy is
   * extended to let Cognito use it; that of an imported key is yours to write. Without the key nobody can sign in. Needs the
   * Essentials plan.
   *
   * @default - a key that AWS owns
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/data-protection.html
   */
  readonly encryptionKey?: IKey;

  /**
   * The issuer that tokens name. The updated issuer cannot be verified by Cognito authorizers of API Gateway, load balancers
   * and identity pools, which is refused. To change it signs all users out. The updated one needs the Essentials plan.
   *
   * @default UserPoolIssuer.ORIGINAL - UPDATED with `replicaRegion`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html#user-pool-oidc-issuer
   */
  readonly issuer?: UserPoolIssuer;

  /**
   * The Region of a replica, where users can sign in when the Region of the pool cannot be reached. Needs `encryptionKey`, a
   * multi-Region key that is replicated to this Region, and the Essentials plan; AWS charges for it. The replica starts
   * inactive: it has no triggers, web ACL, logs and senders until you give it its own there. It creates no users, resets no
   * passwords and takes no codes of authenticator apps.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
   */
  readonly replicaRegion?: string;

  /**
   * Quotas of user pools that AWS has raised for the account. More than a quota is refused when it is added.
   *
   * @default - AWS's defaults
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
   */
  readonly quotas?: UserPoolQuotaOptions;

  /**
   * What happens to the pools when they leave the template: when their stack is destroyed, or their logical ids change. With
   * the user pool its users go; with the identity pool, where there is one, all identities: each user gets a new identity id
   * then, and what belongs to the old one belongs to nobody.
   *
   * Groups, app clients, providers, resource servers and the prefix domain are retained with the user pool, also when one of
   * them is removed on purpose: delete it in the pool then, or set DESTROY on it one deployment before it is removed. What a
   * deployment that fails has made of them is deleted.
   *
   * @default RemovalPolicy.RETAIN
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether Cognito refuses to delete the user pool until this is switched off. With true and a pool that its stack deletes
   * there is a warning: the deletion fails.
   *
   * @default - true, unless the pool is deleted with its stack: by `removalPolicy`, `applyRemovalPolicy` or `RemovalPolicies`
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html
   */
  readonly deletionProtection?: boolean;

  /**
   * Further properties of the L2 `UserPool`, passed on as they are. Properties that the construct sets itself are refused.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cognito.UserPool.html
   */
  readonly userPoolProps?: UserPoolProps;
}
