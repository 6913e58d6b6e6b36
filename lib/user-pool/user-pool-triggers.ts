import type { CfnUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { registerTrigger } from '../private/trigger-roles';
import type { AuthFlows } from '../sign-in/auth-flows';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import type { TriggerSlot, UserPoolTrigger } from './user-pool-trigger';

/** The Lambda triggers of one user pool, rendered late so that they may come in any order. */
export class UserPoolTriggers {
  private readonly slots = new Map<string, TriggerSlot>();
  private readonly functions = new Set<IFunction>();
  private key?: IKey;

  constructor(private readonly scope: Construct, private readonly userPool: UserPool, private readonly plan: FeaturePlanResolver, private readonly flows: AuthFlows) {
    const resource = userPool.node.defaultChild as CfnUserPool;
    const fromL2 = resource.lambdaConfig;
    resource.lambdaConfig = Lazy.any({ produce: () => this.lambdaConfig(Stack.of(scope).resolve(fromL2) as object | undefined) });
  }

  public add(trigger: UserPoolTrigger): void {
    const { feature, flow, key, plan } = trigger._needs;
    this.refuseTaken(trigger);
    if (key && this.key && key !== this.key) {
      throw new CognitoPoolsError({
        code: 'custom-sender-key',
        received: `the custom senders have two keys, ${this.key.node.path} and ${key.node.path}`,
        fix: 'give both the same key: a user pool has one for its custom senders',
      }, this.scope);
    }
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
    handler.addPermission(`${operation}Permission`, { principal: new ServicePrincipal('cognito-idp.amazonaws.com'), sourceArn: this.userPool.userPoolArn, scope: this.scope });
  }

  private lambdaConfig(fromL2?: object): object | undefined {
    const ours = [...this.slots.values()].map(({ operation, function: { functionArn }, version }) => [operation, version ? { lambdaArn: functionArn, lambdaVersion: version } : functionArn]);
    const key = this.key && { kmsKeyId: this.key.keyArn };
    const config = { ...fromL2, ...Object.fromEntries(ours) as object, ...key };
    return Object.keys(config).length > 0 ? config : undefined;
  }
}
