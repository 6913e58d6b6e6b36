import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Lazy, Tokenization } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { environmentOf, requireNearby } from '../private/environment';
import { CognitoPoolsError } from '../private/errors';
import { registerTrigger } from '../private/trigger-roles';
import { requireObject } from '../private/types';
import type { AuthFlows } from '../sign-in/auth-flows';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { unusableKey } from './user-pool-encryption';
import type { TriggerSlot, UserPoolTrigger } from './user-pool-trigger';

const COGNITO = 'cognito-idp.amazonaws.com';

/** What the CDK knows of a function that is imported: whether it may write a permission for it, and whether that is there already. */
interface ImportedFunction {
  readonly canCreatePermissions?: boolean;
  readonly _skipPermissions?: boolean;
}

/** The Lambda triggers of one user pool, rendered late so that they may come in any order. */
export class UserPoolTriggers {
  private readonly slots = new Map<string, TriggerSlot>();
  private readonly functions = new Set<IFunction>();
  private key?: IKey;

  constructor(private readonly scope: Construct, private readonly userPool: UserPool, private readonly plan: FeaturePlanResolver, private readonly flows: AuthFlows) {
    const resource = userPool.node.defaultChild as CfnUserPool;
    const fromL2 = resource.lambdaConfig;
    // What refers to functions elsewhere stays a token, so that the CDK finds it when it makes exports and parameters.
    resource.lambdaConfig = Lazy.uncachedAny({ produce: (context) => this.lambdaConfig(Tokenization.isResolvable(fromL2) ? fromL2.resolve(context) as object | undefined : fromL2) });
  }

  public add(trigger: UserPoolTrigger): void {
    requireObject('the trigger', trigger, '_needs', 'UserPoolTrigger.preSignUp(handler) or another of its methods', this.scope);
    const { feature, flow, key, plan } = trigger._needs;
    this.refuseTaken(trigger);
    if (key && this.key && key !== this.key) {
      throw new CognitoPoolsError({
        code: 'custom-sender-key',
        received: `the custom senders have two keys, ${this.key.node.path} and ${key.node.path}`,
        fix: 'give both the same key: a user pool has one for its custom senders',
      }, this.scope);
    }
    this.refuseUnreachable(trigger);
    if (feature) this.plan.require(plan, feature);
    if (flow === 'customChallenge') this.flows.allowCustomChallenge();
    if (flow === 'password') this.flows.allowPassword();
    this.key ??= key;
    for (const slot of trigger._slots) {
      this.slots.set(slot.operation, slot);
      this.allow(slot);
      key?.grantDecrypt(slot.function);
    }
  }

  private refuseTaken(trigger: UserPoolTrigger): void {
    const taken = trigger._slots.find(({ operation }) => this.slots.has(operation));
    if (!taken) return;
    throw new CognitoPoolsError({
      code: 'duplicate-trigger',
      received: `the pool has a trigger for ${taken.operation} already`,
      fix: 'do both in one function: Cognito calls one for each step',
    }, this.scope);
  }

  /** One permission for each function, however many triggers it serves; it belongs to the pool, so that no cycle comes of it. */
  private allow({ function: handler, operation }: TriggerSlot): void {
    if (this.functions.has(handler)) return;
    this.functions.add(handler);
    registerTrigger(this.userPool, handler.role);
    const [id, sourceArn] = [`${operation}Permission`, this.userPool.userPoolArn];
    const { canCreatePermissions = true, _skipPermissions: isPermitted = false } = handler as unknown as ImportedFunction;
    if (canCreatePermissions) handler.addPermission(id, { principal: new ServicePrincipal(COGNITO), sourceArn, scope: this.scope });
    else if (!isPermitted) new CfnPermission(this.scope, id, { action: 'lambda:InvokeFunction', principal: COGNITO, functionName: handler.functionArn, sourceArn });
  }

  /** Cognito calls functions of its own Region, and is let into those of another account by a statement that only that account can write. */
  private refuseUnreachable({ _slots, _needs: { key } }: UserPoolTrigger): void {
    for (const { operation, function: handler } of _slots) {
      requireObject(`the trigger for ${operation}`, handler, 'functionArn', 'a Lambda function', this.scope);
      const place = { what: `the trigger for ${operation}, the function ${handler.node.path},`, environment: environmentOf(handler, handler.functionArn), with: 'the user pool' };
      requireNearby(this.scope, { ...place, same: ['region'], fix: 'give a function of the Region of the pool: Cognito calls no other' });
      if ((handler as unknown as ImportedFunction)._skipPermissions) continue;
      requireNearby(this.scope, {
        ...place,
        same: ['account'],
        fix: "let that account permit cognito-idp.amazonaws.com to call it for this pool, and say so with Function.fromFunctionAttributes(…, { functionArn, skipPermissions: true })",
      });
    }
    const wrong = key && unusableKey(this.scope, key);
    if (!wrong) return;
    throw new CognitoPoolsError({
      code: 'custom-sender-key',
      received: `the key ${key.node.path} of a custom sender is ${wrong}`,
      fix: 'give a symmetric key of the Region of the pool, itself and no alias of it: codes are encrypted with it, and the function is allowed to decrypt them',
    }, this.scope);
  }

  private lambdaConfig(fromL2?: object): object | undefined {
    const ours = [...this.slots.values()].map(({ operation, function: { functionArn }, version }) => [operation, version ? { lambdaArn: functionArn, lambdaVersion: version } : functionArn]);
    const key = this.key && { kmsKeyId: this.key.keyArn };
    const config = { ...fromL2, ...Object.fromEntries(ours) as object, ...key };
    return Object.keys(config).length > 0 ? config : undefined;
  }
}
