import type { CfnUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { requireObject } from '../private/types';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { deliverLogs } from './log-delivery';
import { attachRiskConfiguration } from './threat-protection';
import type { UserPoolOptions } from './user-pool-options';

/** Makes threat protection, web ACL and log delivery, and switches on in the pool what belongs to them. */
export function protect(scope: Construct, userPool: UserPool, { logDelivery, threatProtection, webAcl }: UserPoolOptions, mfa: Mfa, plan: FeaturePlanResolver): void {
  if (logDelivery?.userActivity && !threatProtection) {
    throw new CognitoPoolsError({
      code: 'threat-protection-required',
      received: "'logDelivery' has 'userActivity', and there is no 'threatProtection'",
      fix: 'add threatProtection: ThreatProtection.audit(): only threat protection records the activity of users',
    }, scope);
  }
  if (threatProtection) {
    plan.require(FeaturePlan.PLUS, 'threat protection');
    const resource = userPool.node.defaultChild as CfnUserPool;
    resource.userPoolAddOns = { advancedSecurityMode: threatProtection._mode, advancedSecurityAdditionalFlows: { customAuthMode: threatProtection._mode } };
    if (threatProtection._options) attachRiskConfiguration(scope, userPool, threatProtection._options, mfa);
  }
  if (webAcl !== undefined) requireObject("'webAcl'", webAcl, '_attach', 'UserPoolWebAcl.managed(…) or UserPoolWebAcl.fromWebAclArn(…)', scope);
  webAcl?._attach(scope, userPool);
  if (logDelivery?.notificationErrors || logDelivery?.userActivity) deliverLogs(scope, userPool, logDelivery);
}
