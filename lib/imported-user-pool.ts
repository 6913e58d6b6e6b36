import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { createOrRollBack } from './private/create-or-roll-back';
import { CognitoPoolsError } from './private/errors';
import { locatedUserPool } from './private/user-pool-environment';
import { AuthFlows } from './sign-in/auth-flows';
import { UserPoolBase } from './user-pool-base';
import { AttributeCatalog } from './user-pool/attribute-catalog';
import type { CustomAttribute } from './user-pool/custom-attribute';
import { FeaturePlanResolver } from './user-pool/feature-plan-resolver';
import type { UserPoolQuotaOptions } from './user-pool/user-pool-quotas';
import { QuotaCheck } from './user-pool/user-pool-quotas';
import type { UserPoolTrigger } from './user-pool/user-pool-trigger';

/** What cannot be read from a user pool that is there already. */
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
 * A user pool that is there already, to be added to. Made by `UserPoolOnly.fromUserPool`.
 *
 * What belongs to the pool itself (triggers, attributes, passwords, protection) is set where the pool was made:
 * CloudFormation changes a resource from its own stack only. Nothing can be added to a pool of another account or Region, for
 * CloudFormation makes resources where their stack is (error `another-account`, `another-region`); APIs and identity pools
 * may take its tokens.
 */
export class ImportedUserPool extends UserPoolBase {
  /**
   * The user pool, in the Region that its id states: `UserPool.fromUserPoolId` takes the Region of the stack.
   */
  public readonly userPool: IUserPool;

  /**
   * @param scope where what is added belongs
   * @param id name among its siblings
   * @param userPool the pool
   * @param options what cannot be read from it
   */
  constructor(scope: Construct, id: string, userPool: IUserPool, options: ImportedUserPoolOptions = {}) {
    super(scope, id);
    this.userPool = locatedUserPool(this, 'UserPool', userPool);
    const flows = new AuthFlows(true);
    if (options.passwordless) flows.allowChoice();
    const attributes = createOrRollBack(scope, id, () => new AttributeCatalog(this, options.customAttributes, {}, false));
    const quotas = createOrRollBack(scope, id, () => new QuotaCheck(this, options.quotas));
    const plan = new FeaturePlanResolver(this, options.featurePlan ?? FeaturePlan.PLUS);
    this._addParts(this.userPool, { _imported: userPool, _attributes: attributes, _flows: flows, _plan: plan, _ownUsers: true, _quotas: quotas });
  }

  /**
   * Refused always: the triggers of a pool stand in the pool itself. It is here to say so.
   *
   * @param trigger the trigger
   * @throws error `imported-user-pool`
   */
  public addTrigger(trigger: UserPoolTrigger): void {
    throw new CognitoPoolsError({
      code: 'imported-user-pool',
      received: `a trigger for ${trigger._slots[0].operation} of an imported user pool`,
      fix: 'add it where the pool is made: CloudFormation changes a pool from its own stack only',
    }, this);
  }
}
