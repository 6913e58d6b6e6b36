import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { reported } from '../private/errors';
import type { FeaturePlanResolver } from './feature-plan-resolver';
import { checkEncryptionKey, encryptUserPool } from './user-pool-encryption';
import { issuerUrl, updatedIssuerIssues, UserPoolIssuer, useUpdatedIssuer } from './user-pool-issuer';
import type { UserPoolOptions } from './user-pool-options';
import { checkReplica, makeReplica } from './user-pool-replica';

/** Sets the encryption, the issuer and the replica of the pool, and returns the issuer as it stands in tokens. */
export function configureEncryptionAndReplication(scope: Construct, userPool: UserPool, settings: UserPoolOptions, plan: FeaturePlanResolver, exportsLogs: boolean): string {
  const { encryptionKey, replicaRegion } = settings;
  const issuer = settings.issuer ?? (replicaRegion === undefined ? UserPoolIssuer.ORIGINAL : UserPoolIssuer.UPDATED);
  if (encryptionKey) checkEncryptionKey(scope, encryptionKey);
  checkReplica(scope, settings);
  if (encryptionKey) plan.require(FeaturePlan.ESSENTIALS, 'a key of your own');
  if (issuer === UserPoolIssuer.UPDATED) {
    plan.require(FeaturePlan.ESSENTIALS, 'the updated issuer');
    useUpdatedIssuer(userPool);
    scope.node.addValidation({ validate: () => updatedIssuerIssues(userPool).map((issue) => reported(issue, scope)) });
  }
  if (encryptionKey) encryptUserPool(scope, userPool, encryptionKey, exportsLogs);
  if (replicaRegion !== undefined) makeReplica(scope, userPool, replicaRegion);
  return issuerUrl(userPool, issuer);
}
