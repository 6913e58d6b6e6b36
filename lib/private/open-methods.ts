import type { CfnMethod } from 'aws-cdk-lib/aws-apigateway';
import type { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IAspect } from 'aws-cdk-lib/core';
import { Annotations, CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { oneForEachStage } from './stage-of';

/** A method of a REST API or a route of an HTTP API. */
interface Operation {
  readonly node: CfnResource;
  readonly apiId: string;
  readonly name: string;
  readonly authorizerId?: string;
  readonly open: boolean;
}

/**
 * Looks, at synth, for methods that anyone may call in APIs that we guard elsewhere: whoever closes one method hardly
 * intends to leave another out. A method or route that is intended to be open is acknowledged.
 */
class OpenMethods implements IAspect {
  public readonly authorizerIds = new Set<string>();
  public readonly apiIds = new Set<string>();

  constructor(private readonly stage: IConstruct) {}

  /** Once, for the whole stage: whether a method is among guarded ones is seen only when all are known. */
  public visit(node: IConstruct): void {
    if (node !== this.stage) return;
    const operations = node.node.findAll().map(operationOf).filter((operation) => operation !== undefined);
    const behindOurs = operations.filter(({ authorizerId }) => authorizerId !== undefined && this.authorizerIds.has(authorizerId)).map(({ apiId }) => apiId);
    const guarded = new Set([...this.apiIds, ...behindOurs]);
    for (const operation of operations.filter(({ apiId, open }) => open && guarded.has(apiId))) {
      Annotations.of(operation.node).addWarningV2('cdk-cognito-pools:open-method', `anyone may call '${operation.name}', while other methods of this API ask who calls; `
        + 'give it an authorization too, best as the default of the API, or acknowledge this warning on it if it is intended to be open');
    }
  }
}

/** Watches the APIs that use this authorizer. */
export function warnOfOpenMethods(scope: IConstruct, authorizerId: string): void {
  watchOf(scope).authorizerIds.add(authorizerId);
}

/** Watches this API, whose callers sign with AWS credentials: there is no authorizer to know it by. */
export function warnOfOpenMethodsIn(scope: IConstruct, apiId: string): void {
  watchOf(scope).apiIds.add(apiId);
}

const watchOf = oneForEachStage((stage) => new OpenMethods(stage));

/** The preflight of CORS is open by its nature: browsers send no token with it. */
function operationOf(node: IConstruct): Operation | undefined {
  if (!CfnResource.isCfnResource(node)) return undefined;
  if (node.cfnResourceType === 'AWS::ApiGateway::Method') {
    const { restApiId, httpMethod, authorizerId, authorizationType } = node as CfnMethod;
    const path = node.node.scope?.node.path ?? node.node.path;
    return { node, apiId: restApiId, name: path, authorizerId, open: httpMethod !== 'OPTIONS' && (authorizationType ?? 'NONE') === 'NONE' };
  }
  if (node.cfnResourceType === 'AWS::ApiGatewayV2::Route') {
    const { apiId, routeKey, authorizerId, authorizationType } = node as CfnRoute;
    return { node, apiId, name: routeKey, authorizerId, open: !routeKey.startsWith('OPTIONS ') && (authorizationType ?? 'NONE') === 'NONE' };
  }
  return undefined;
}
