import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { AttributeCatalog } from './attribute-catalog';
import { protectFromDeletion } from './deletion-protection';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { adoptSmsRole } from './sms';
import type { UserPoolOptions } from './user-pool-options';
import { userPoolProperties } from './user-pool-properties';

/** The L2 pool, with what it has no words for written to the L1; attributes and plan are rendered late. */
export function makeUserPool(scope: Construct, settings: UserPoolOptions, attributes: AttributeCatalog, plan: FeaturePlanResolver): UserPool {
  const { l1, l2 } = userPoolProperties(scope, settings, plan);
  const userPool = new UserPool(scope, 'UserPool', l2);
  const resource = userPool.node.defaultChild as CfnUserPool;
  Object.assign(resource, l1);
  const standard = standardSchema(resource);
  resource.schema = Lazy.any({ produce: () => [...standard, ...attributes.schema] }, { omitEmptyArray: true });
  resource.userPoolTier = Lazy.string({ produce: () => plan.plan });
  protectFromDeletion(resource, settings.deletionProtection);
  adoptSmsRole(userPool);
  return userPool;
}

/** Spelt with its type: without it, Cognito refuses later updates of the pool. */
function standardSchema(resource: CfnUserPool): CfnUserPool.SchemaAttributeProperty[] {
  const attributes = (resource.schema ?? []) as CfnUserPool.SchemaAttributeProperty[];
  return attributes.map((attribute) => ({ ...attribute, attributeDataType: attribute.name === 'updated_at' ? 'Number' : 'String' }));
}
