import type { CfnUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import type { FeaturePlanNeeds } from './feature-plan';
import type { LogDelivery } from './log-delivery';
import { deliverLogs } from './log-delivery';
import type { ThreatProtection } from './threat-protection';
import { attachRiskConfiguration } from './threat-protection';
import type { UserPoolWebAcl } from './user-pool-web-acl';

/** What stands between the pool and attackers, beside its settings. Each part costs money. */
export interface UserPoolProtection {
  /**
   * Whether Cognito rates the risk of each sign-in. Needs the Plus plan.
   *
   * @default - off
   */
  readonly threats?: ThreatProtection;

  /**
   * A firewall before the pool.
   *
   * @default - none
   */
  readonly webAcl?: UserPoolWebAcl;

  /**
   * What the pool logs.
   *
   * @default - nothing
   */
  readonly logs?: LogDelivery;
}

/** Makes the protection, and switches on in the pool what belongs to it. */
export function protect(scope: Construct, userPool: UserPool, { logs, threats, webAcl }: UserPoolProtection, mfa: Mfa, plan: FeaturePlanNeeds): void {
  if (logs?.userActivity && !threats) {
    throw new CognitoPoolsError({
      code: 'threat-protection-required',
      received: "the protection has 'logs' with 'userActivity', and no 'threats'",
      fix: 'add threats: ThreatProtection.audit(): only threat protection records the activity of users',
    }, scope);
  }
  if (threats) {
    plan.require(FeaturePlan.PLUS, 'threat protection');
    const resource = userPool.node.defaultChild as CfnUserPool;
    resource.userPoolAddOns = { advancedSecurityMode: threats._mode, advancedSecurityAdditionalFlows: { customAuthMode: threats._mode } };
    if (threats._options) attachRiskConfiguration(scope, userPool, threats._options, mfa);
  }
  webAcl?._attach(scope, userPool);
  if (logs?.notificationErrors || logs?.userActivity) deliverLogs(scope, userPool, logs);
}
