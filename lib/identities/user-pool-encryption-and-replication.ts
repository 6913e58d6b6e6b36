import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { describe } from '../private/errors';
import type { FeaturePlanNeeds } from './feature-plan';
import { checkEncryptionKey, encryptUserPool } from './user-pool-encryption';
import { issuerUrl, updatedIssuerComplaints, UserPoolIssuer, useUpdatedIssuer } from './user-pool-issuer';
import { checkReplica, makeReplica } from './user-pool-replica';
import type { UserPoolOptions } from './user-pool-options';

/** Where the pool is and whose keys it has: its encryption, its issuer, its replica. The issuer as it stands in tokens. */
export function placeUserPool(scope: Construct, userPool: UserPool, settings: UserPoolOptions, plan: FeaturePlanNeeds, exportsLogs: boolean): string {
  const { encryptionKey, removalPolicy = RemovalPolicy.RETAIN, replicaRegion } = settings;
  const issuer = settings.issuer ?? (replicaRegion === undefined ? UserPoolIssuer.ORIGINAL : UserPoolIssuer.UPDATED);
  if (encryptionKey) checkEncryptionKey(scope, encryptionKey);
  checkReplica(scope, settings);
  if (encryptionKey) plan.require(FeaturePlan.ESSENTIALS, 'a key of your own');
  if (issuer === UserPoolIssuer.UPDATED) {
    plan.require(FeaturePlan.ESSENTIALS, 'the updated issuer');
    useUpdatedIssuer(userPool);
    scope.node.addValidation({ validate: () => updatedIssuerComplaints(userPool).map((complaint) => describe(complaint, scope)) });
  }
  if (encryptionKey) encryptUserPool(scope, userPool, encryptionKey, exportsLogs);
  if (replicaRegion !== undefined) makeReplica(scope, userPool, replicaRegion, removalPolicy);
  return issuerUrl(userPool, issuer);
}
