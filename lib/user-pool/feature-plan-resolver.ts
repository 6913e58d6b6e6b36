import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';

/** From the cheapest to the dearest: each has all that those before it have. */
const PLANS = [FeaturePlan.LITE, FeaturePlan.ESSENTIALS, FeaturePlan.PLUS];

/** Resolves the feature plan of a pool: the cheapest that has all that the pool uses, or the one that was pinned. */
export class FeaturePlanResolver {
  private needed = FeaturePlan.LITE;

  constructor(private readonly scope: IConstruct, private readonly pinned?: FeaturePlan) {}

  public get plan(): FeaturePlan {
    return this.pinned ?? this.needed;
  }

  /** The feature is in this plan and those above it. */
  public require(plan: FeaturePlan, feature: string): void {
    if (this.pinned && PLANS.indexOf(this.pinned) < PLANS.indexOf(plan)) {
      throw new CognitoPoolsError({
        code: 'feature-plan-too-low',
        received: `the feature plan is pinned to ${this.pinned}, and ${feature} needs ${plan}`,
        fix: `pin FeaturePlan.${plan}, leave 'featurePlan' out to have it derived, or do without ${feature}`,
      }, this.scope);
    }
    if (PLANS.indexOf(plan) > PLANS.indexOf(this.needed)) this.needed = plan;
  }
}
