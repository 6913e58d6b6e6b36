import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IAspect } from 'aws-cdk-lib/core';
import { Annotations, CfnResource } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { referredResource } from '../private/references';
import { oneForEachStage } from '../private/stage-of';

/** A user pool of which the app clients are known to a construct. */
interface Watched {
  readonly scope: Construct;
  readonly known: () => UserPoolClient[];
}

/**
 * Warns, once all is known, of app clients of a pool that were made beside it.
 *
 * @param scope the construct that makes the app clients of the pool
 * @param userPool the resource of the pool
 * @param known gives the app clients that the construct knows
 */
export function watchAppClients(scope: Construct, userPool: IConstruct, known: () => UserPoolClient[]): void {
  watcherOf(scope).watch(userPool, { scope, known });
}

const watcherOf = oneForEachStage(() => new UnknownAppClients());

/** One for all pools of a stage: each construct is looked at once. */
class UnknownAppClients implements IAspect {
  private readonly watched = new Map<IConstruct, Watched[]>();

  public watch(userPool: IConstruct, by: Watched): void {
    this.watched.set(userPool, [...this.watched.get(userPool) ?? [], by]);
  }

  public visit(node: IConstruct): void {
    if (!isAppClient(node)) return;
    const userPool = referredResource(node.userPoolId);
    for (const { scope, known } of (userPool && this.watched.get(userPool)) ?? []) {
      if (known().some((client) => client.node.defaultChild === node)) continue;
      Annotations.of(node).addWarningV2('cdk-cognito-pools:unknown-app-client', `the app client is made beside ${scope.node.path}, which does not know it: authorizers refuse its tokens, and its users get no AWS credentials; `
        + "make it with one of the methods add…Client of the pool, or with addClient of its 'userPool', or acknowledge this warning if that is intended");
    }
  }
}

function isAppClient(node: IConstruct): node is CfnUserPoolClient {
  return CfnResource.isCfnResource(node) && node.cfnResourceType === CfnUserPoolClient.CFN_RESOURCE_TYPE_NAME;
}
