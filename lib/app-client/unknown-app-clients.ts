import type { IUserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { IAspect } from 'aws-cdk-lib/core';
import { Annotations, AspectPriority, Aspects } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { resourcesOfPool } from '../private/references';

/** Warns, once all is known, of app clients of the pool that were made beside it. */
export function watchAppClients(scope: Construct, userPool: IUserPool, known: () => UserPoolClient[]): void {
  Aspects.of(scope).add(new UnknownAppClients(scope, userPool, known), { priority: AspectPriority.READONLY });
}

class UnknownAppClients implements IAspect {
  constructor(private readonly scope: Construct, private readonly userPool: IUserPool, private readonly known: () => UserPoolClient[]) {}

  public visit(node: IConstruct): void {
    if (node !== this.scope) return;
    const known = new Set<IConstruct | undefined>(this.known().map((client) => client.node.defaultChild));
    for (const client of resourcesOfPool<CfnUserPoolClient>(this.userPool, CfnUserPoolClient.CFN_RESOURCE_TYPE_NAME)) {
      if (known.has(client)) continue;
      Annotations.of(client).addWarningV2('cdk-cognito-pools:unknown-app-client', `the app client is made beside ${this.scope.node.path}, which does not know it: authorizers refuse its tokens, and its users get no AWS credentials; `
        + "make it with one of the methods add…Client of the pool, or with addClient of its 'userPool', or acknowledge this warning if that is intended");
    }
  }
}
