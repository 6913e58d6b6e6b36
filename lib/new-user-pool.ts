import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { UserPoolParts } from './app-client/user-pool-registry';
import { AccessProof } from './access-proof';
import { createOrRollBack } from './private/create-or-roll-back';
import { inPlace, reported } from './private/errors';
import { recordIntent } from './private/intent';
import { requireList, requireOptions } from './private/types';
import { AuthFlows } from './sign-in/auth-flows';
import { AttributeCatalog } from './user-pool/attribute-catalog';
import type { CustomAttribute } from './user-pool/custom-attribute';
import { FeaturePlanResolver } from './user-pool/feature-plan-resolver';
import { makeUserPool } from './user-pool/user-pool';
import { configureEncryptionAndReplication } from './user-pool/user-pool-encryption-and-replication';
import { protect } from './user-pool/user-pool-protection';
import { QuotaCheck } from './user-pool/user-pool-quotas';
import type { UserPoolTrigger } from './user-pool/user-pool-trigger';
import { UserPoolTriggers } from './user-pool/user-pool-triggers';
import { userPoolIssues } from './user-pool/user-pool-validation';
import { UserPoolBase } from './user-pool-base';
import type { UserPoolOnlyProps } from './user-pool-only-props';

/**
 * A user pool that is made here, with or without an identity pool beside it. It is not exported: nobody can extend it.
 *
 * @internal
 */
export abstract class NewUserPool extends UserPoolBase {
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

  protected constructor(scope: Construct, id: string, props: UserPoolOnlyProps) {
    super(scope, id, (self) => {
      checkKinds(self, props);
      const parts = partsOf(self, props);
      return { userPool: makeUserPool(self, props, parts.attributes, parts.plan), parts };
    });
    const { clients, groups, login, parts: { attributes, flows, ownUsers, plan }, providers, userPool } = this._entry;
    this.userPool = userPool as UserPool;
    this.triggers = new UserPoolTriggers(this, this.userPool, plan, flows);
    if (props.passwordless?.length) flows.allowChoice();
    this.issuerUrl = createOrRollBack(scope, id, () => {
      props.groups?.forEach((group) => groups.add(group));
      props.providers?.forEach((provider) => this.addProvider(provider));
      props.triggers?.forEach((trigger) => this.addTrigger(trigger));
      if (props.domain) this.addDomain(props.domain);
      protect(this, this.userPool, props, props.mfa?.mfa ?? (ownUsers ? Mfa.OPTIONAL : Mfa.OFF), plan);
      return configureEncryptionAndReplication(this, this.userPool, props, plan, props.logDelivery !== undefined);
    });

    const resource = this.userPool.node.defaultChild as CfnUserPool;
    this.node.defaultChild = resource;
    recordIntent(resource, () => (attributes.serverOnly.length > 0 ? { serverOnly: attributes.serverOnly } : undefined));
    const domainUsers = (): string[] => [...clients.leadingToDomain, ...providers.names.map((name) => `provider '${name}'`)];
    this.node.addValidation({ validate: () => userPoolIssues(props, this.userPool, login, domainUsers()).map((issue) => reported(issue, this)) });
    AccessProof._register(this);
  }

  /**
   * Adds a custom attribute, server-only unless declared with `userWritable`. App clients made before are kept from writing it
   * too. It can never be removed or changed once deployed.
   *
   * @param name name without `custom:`
   * @param attribute its type
   */
  public addCustomAttribute(name: string, attribute: CustomAttribute): void {
    inPlace(this, () => this._entry.parts.attributes.add(name, attribute));
  }

  /**
   * Adds a Lambda function that Cognito calls at a step of sign-up or sign-in.
   *
   * @param trigger the trigger
   */
  public addTrigger(trigger: UserPoolTrigger): void {
    inPlace(this, () => this.triggers.add(trigger));
  }
}

/** What only JavaScript can hand over. */
function checkKinds(scope: Construct, props: UserPoolOnlyProps): void {
  requireOptions("'props' of the user pool", props, scope);
  const { groups, logDelivery, messages, passwordPolicy, providers, standardAttributes, triggers, userPoolProps } = props;
  for (const [name, list] of Object.entries({ groups, providers, triggers })) if (list !== undefined) requireList(`'${name}'`, list, scope);
  for (const [name, options] of Object.entries({ logDelivery, messages, passwordPolicy, standardAttributes, userPoolProps })) if (options !== undefined) requireOptions(`'${name}'`, options, scope);
}

function partsOf(scope: Construct, { customAttributes, externalProvidersOnly, featurePlan, quotas, replicaRegion, standardAttributes }: UserPoolOnlyProps): UserPoolParts {
  const ownUsers = !externalProvidersOnly;
  return {
    plan: new FeaturePlanResolver(scope, featurePlan),
    flows: new AuthFlows(ownUsers),
    attributes: new AttributeCatalog(scope, customAttributes, standardAttributes),
    quotas: new QuotaCheck(scope, quotas),
    ownUsers,
    replicaRegion,
  };
}
