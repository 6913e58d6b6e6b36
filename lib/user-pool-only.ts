import type { CfnUserPool, IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { AttributeCatalog } from './user-pool/attribute-catalog';
import { AuthFlows } from './sign-in/auth-flows';
import { FeaturePlanResolver } from './user-pool/feature-plan-resolver';
import type { SignInDomain } from './managed-login/sign-in-domain';
import { makeUserPool } from './user-pool/user-pool';
import type { CustomAttribute } from './user-pool/custom-attribute';
import { userPoolIssues } from './user-pool/user-pool-validation';
import { configureEncryptionAndReplication } from './user-pool/user-pool-encryption-and-replication';
import { protect } from './user-pool/user-pool-protection';
import type { UserPoolProvider } from './federation/user-pool-provider';
import { QuotaCheck } from './user-pool/user-pool-quotas';
import type { UserPoolOptions } from './user-pool/user-pool-options';
import type { UserPoolTrigger } from './user-pool/user-pool-trigger';
import { UserPoolTriggers } from './user-pool/user-pool-triggers';
import type { ImportedUserPoolOptions } from './imported-user-pool';
import { ImportedUserPool } from './imported-user-pool';
import { describe } from './private/errors';
import { recordIntent } from './private/intent';
import { createOrRollBack } from './private/create-or-roll-back';
import { AccessProof } from './access-proof';
import { UserPoolBase } from './user-pool-base';

/** Properties for `UserPoolOnly`. */
export interface UserPoolOnlyProps extends UserPoolOptions {
  /**
   * Outside providers that users may sign in with: Google, Facebook, Amazon, Apple, OpenID Connect, SAML. `addProvider` adds
   * more at any time.
   *
   * @default - none
   */
  readonly providers?: UserPoolProvider[];

  /**
   * Where the sign-in pages are. `addDomain` adds one later.
   *
   * @default - no pages: apps have their own and use the Cognito API
   */
  readonly domain?: SignInDomain;

  /**
   * Lambda functions that Cognito calls at steps of sign-up and sign-in. `addTrigger` adds more at any time.
   *
   * @default - none
   */
  readonly triggers?: UserPoolTrigger[];
}

/**
 * Sign-in and JSON Web Tokens for your own APIs: a user pool with its app clients and groups, and no AWS credentials.
 *
 * Safe when nothing is set: administrators create the users, passwords have at least 12 characters, users may set up an
 * authenticator app, custom attributes are server-only, and the pool is retained and protected from deletion.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools.html
 */
export class UserPoolOnly extends UserPoolBase {
  /**
   * A user pool that is there already: app clients, groups, providers, domains and APIs can be added to it. Its own settings
   * belong to where it was made.
   *
   * @param scope where what is added belongs
   * @param id name among its siblings
   * @param userPool the pool, such as `UserPool.fromUserPoolId(…)`
   * @param options what cannot be read from it
   * @returns the pool, to be added to
   */
  public static fromUserPool(scope: Construct, id: string, userPool: IUserPool, options: ImportedUserPoolOptions = {}): ImportedUserPool {
    return new ImportedUserPool(scope, id, userPool, options);
  }

  /**
   * The L2 user pool underneath.
   */
  public readonly userPool: UserPool;

  /**
   * The issuer of the tokens, for authorizers of your own: `https://cognito-idp.<region>.amazonaws.com/<pool id>`, or the
   * updated one.
   */
  public readonly issuerUrl: string;

  private readonly triggers: UserPoolTriggers;

  /**
   * @param scope where the pool belongs
   * @param id name among its siblings; part of the logical ids, so renaming it would replace the pool
   * @param props all optional
   */
  constructor(scope: Construct, id: string, props: UserPoolOnlyProps = {}) {
    super(scope, id);
    const ownUsers = !props.externalProvidersOnly;
    const plan = new FeaturePlanResolver(this, props.featurePlan);
    const flows = new AuthFlows(ownUsers);
    const attributes = createOrRollBack(scope, id, () => new AttributeCatalog(this, props.customAttributes, props.standardAttributes));
    const quotas = createOrRollBack(scope, id, () => new QuotaCheck(this, props.quotas));
    this.userPool = createOrRollBack(scope, id, () => makeUserPool(this, props, attributes, plan));
    this._addParts(this.userPool, { attributes, flows, plan, ownUsers, quotas, replicaRegion: props.replicaRegion });
    this.triggers = new UserPoolTriggers(this, this.userPool, plan, flows);
    if (props.passwordless?.length) flows.allowChoice();
    this.issuerUrl = createOrRollBack(scope, id, () => {
      props.groups?.forEach((group) => this._groups.add(group));
      props.providers?.forEach((provider) => this.addProvider(provider));
      props.triggers?.forEach((trigger) => this.addTrigger(trigger));
      if (props.domain) this.addDomain(props.domain);
      protect(this, this.userPool, props, props.mfa?.mfa ?? (ownUsers ? Mfa.OPTIONAL : Mfa.OFF), plan);
      return configureEncryptionAndReplication(this, this.userPool, props, plan, props.logDelivery !== undefined);
    });

    const resource = this.userPool.node.defaultChild as CfnUserPool;
    recordIntent(resource, () => (attributes.serverOnly.length > 0 ? { serverOnly: attributes.serverOnly } : undefined));
    this.node.addValidation({ validate: () => userPoolIssues(props, this.userPool, this._login, this._domainUsers).map((issue) => describe(issue, this)) });
    AccessProof._register(this);
  }

  /**
   * One more custom attribute, server-only unless declared with `userWritable`. App clients made before are kept from writing
   * it too. It can never be removed or changed once deployed.
   *
   * @param name name without `custom:`
   * @param attribute its type
   */
  public addCustomAttribute(name: string, attribute: CustomAttribute): void {
    this._attributes.add(name, attribute);
  }

  /**
   * One more Lambda function that Cognito calls at a step of sign-up or sign-in.
   *
   * @param trigger the trigger
   */
  public addTrigger(trigger: UserPoolTrigger): void {
    this.triggers.add(trigger);
  }
}
