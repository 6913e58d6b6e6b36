import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { UserPoolEntry, UserPoolParts } from './app-client/user-pool-registry';
import { knownUserPool } from './app-client/user-pool-registry';
import type { UserPoolProvider } from './federation/user-pool-provider';
import type { SignInDomain } from './managed-login/sign-in-domain';
import { createOrRollBack } from './private/create-or-roll-back';
import { CognitoPoolsError } from './private/errors';
import { locatedUserPool } from './private/user-pool-environment';
import { AuthFlows } from './sign-in/auth-flows';
import { UserPoolBase } from './user-pool-base';
import { AttributeCatalog } from './user-pool/attribute-catalog';
import type { CustomAttribute } from './user-pool/custom-attribute';
import { FeaturePlanResolver } from './user-pool/feature-plan-resolver';
import type { ExistingGroupOptions } from './user-pool/user-pool-groups';
import type { UserPoolQuotaOptions } from './user-pool/user-pool-quotas';
import { QuotaCheck } from './user-pool/user-pool-quotas';
import { requireList, requireOptions } from './private/types';

/** Facts about an existing user pool that a synth cannot read from it. Of a pool that this app makes everything is known: leave them out. */
export interface ImportedUserPoolOptions {
  /**
   * The custom attributes that the pool has, by name. App clients added here write no others, and of these only those
   * declared with `userWritable`.
   *
   * @default - none that app clients may write
   */
  readonly customAttributes?: { readonly [name: string]: CustomAttribute };

  /**
   * The feature plan of the pool: what needs a higher one is refused.
   *
   * @default - taken to be high enough
   */
  readonly featurePlan?: FeaturePlan;

  /**
   * The domains that the pool has, one of each kind at most: load balancers, client settings and app clients use them, and each
   * app client with callback URLs gets a style where the pages are those of version 2. A certificate and a hosted zone are of
   * no use here.
   *
   * @default - none that is known
   */
  readonly domains?: SignInDomain[];

  /**
   * The groups that the pool has, by name: what APIs and identity pools may ask for.
   *
   * @default - none that are known
   */
  readonly groups?: { readonly [name: string]: ExistingGroupOptions };

  /**
   * The outside providers that the pool has, such as `UserPoolProvider.fromProviderName('Google')`: app clients offer them.
   *
   * @default - none that are known
   */
  readonly providers?: UserPoolProvider[];

  /**
   * The resource servers that the pool has: the names of their scopes, by identifier.
   *
   * @default - none that are known
   */
  readonly resourceServers?: { readonly [identifier: string]: string[] };

  /**
   * Whether users sign in with outside providers alone, so that app clients offer nothing else.
   *
   * @default false
   */
  readonly externalProvidersOnly?: boolean;

  /**
   * Whether users may choose how to sign in (passwordless), so that app clients offer it.
   *
   * @default false
   */
  readonly passwordless?: boolean;

  /**
   * Quotas that AWS has raised for the account. What is counted is what is added here.
   *
   * @default - AWS's defaults
   */
  readonly quotas?: UserPoolQuotaOptions;
}

/**
 * An existing user pool, to which more can be added. Made by `UserPoolOnly.fromUserPool`.
 *
 * What belongs to the pool itself (triggers, attributes, passwords, protection) is set where the pool was made:
 * CloudFormation changes a resource from its own stack only. Nothing can be added to a pool of another account or Region, for
 * CloudFormation makes resources where their stack is (error `another-account`, `another-region`); APIs and identity pools
 * may take its tokens.
 *
 * A pool that this app makes, taken up again in another stack, knows all of itself: attributes, groups, plan, quotas, flows,
 * domains and app clients. What is added is made in that stack, but for providers, which all app clients offer, and for app
 * clients of a pool with an identity pool, which names them: these are made where the pool is.
 */
export class ImportedUserPool extends UserPoolBase {
  /**
   * The user pool, in the Region that its id states: `UserPool.fromUserPoolId` takes the Region of the stack.
   */
  public readonly userPool: IUserPool;

  /** @internal */
  public static _create(scope: Construct, id: string, userPool: IUserPool, options: ImportedUserPoolOptions): ImportedUserPool {
    return new ImportedUserPool(scope, id, userPool, options);
  }

  private constructor(scope: Construct, id: string, userPool: IUserPool, options: ImportedUserPoolOptions) {
    super(scope, id, (self) => {
      requireOptions("'options' of the user pool", options, self);
      const elsewhere = knownBefore(self, userPool, options);
      return { userPool: elsewhere?.userPool ?? locatedUserPool(self, 'UserPool', userPool), parts: elsewhere?.parts ?? partsOf(self, options), imported: userPool, elsewhere };
    });
    this.userPool = this._entry.userPool;
    createOrRollBack(scope, id, () => this.declareAll(options));
  }

  private declareAll({ domains = [], groups = {}, providers = [], resourceServers = {} }: ImportedUserPoolOptions): void {
    requireList("'domains'", domains, this);
    requireOptions("'groups'", groups, this);
    requireList("'providers'", providers, this);
    requireOptions("'resourceServers'", resourceServers, this);
    domains.forEach((domain) => this._entry.login.declare(domain));
    Object.entries(groups).forEach(([name, group]) => this._entry.groups.declare(name, group));
    providers.forEach((provider) => this._entry.providers.declare(provider));
    Object.entries(resourceServers).forEach(([identifier, scopes]) => this._entry.resourceServers.declare(identifier, scopes));
  }
}

function partsOf(scope: Construct, { customAttributes, externalProvidersOnly = false, featurePlan = FeaturePlan.PLUS, passwordless, quotas }: ImportedUserPoolOptions): UserPoolParts {
  const flows = new AuthFlows(!externalProvidersOnly);
  const plan = new FeaturePlanResolver(scope, featurePlan);
  if (passwordless) {
    plan.require(FeaturePlan.ESSENTIALS, 'passwordless sign-in');
    flows.allowChoice();
  }
  return {
    attributes: new AttributeCatalog(scope, customAttributes, {}, false),
    flows,
    plan,
    ownUsers: !externalProvidersOnly,
    quotas: new QuotaCheck(scope, quotas),
  };
}

/** A pool that this app makes is known, whatever is said of it here; one that was imported before, where nothing is said anew. */
function knownBefore(scope: Construct, userPool: IUserPool, options: ImportedUserPoolOptions): UserPoolEntry | undefined {
  const known = knownUserPool(userPool);
  if (known?.scope.node.root !== scope.node.root) return undefined;
  const [stray] = Object.entries(options).filter(([, value]) => value !== undefined);
  if (!stray) return known;
  if (known.imported) return undefined;
  throw new CognitoPoolsError({
    code: 'known-user-pool',
    received: `'${stray[0]}' of a user pool that this app makes at ${known.scope.node.path}`,
    fix: 'leave it out: what the pool has is known from there',
  }, scope);
}
