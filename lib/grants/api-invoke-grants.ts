import type { CfnMethod, Method } from 'aws-cdk-lib/aws-apigateway';
import type { CfnRoute, HttpRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { AuthorizationType, IamResource } from 'aws-cdk-lib/aws-appsync';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IEnvironmentAware } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { CognitoPoolsError } from '../private/errors';
import { warnOfOpenMethodsIn } from '../private/open-methods';
import { checkFields } from './private/graphql-fields';
import { checkReach } from './private/grantee';
import { requireObject, requireText } from '../private/types';
import { requireItems } from '../private/tokens';

/**
 * Calls to your own APIs, signed with AWS credentials (Signature Version 4): method by method, for all signed-in users, a
 * group, guests, and for functions and roles of back ends.
 *
 * Where a path has parameters, IAM compares it as a pattern: what may call `GET /orders/{id}` may call every IAM-authorized
 * `GET` below `/orders/` of the same API. A method or route of the same API that anyone may call is warned of, as with the
 * authorizations of a user pool.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export class ApiInvokeGrants {
  /**
   * Grants on a method of a REST API.
   *
   * @param method a method with `authorizationType: AuthorizationType.IAM`
   * @returns an object whose methods grant to principals
   * @throws error `iam-authorization-required`
   */
  public static fromMethod(method: Method): ApiInvokeGrants {
    requireObject('the method', method, 'methodArn', 'a method of a REST API');
    const { authorizationType, restApiId } = method.node.defaultChild as CfnMethod;
    requireIam(method, authorizationType);
    warnOfOpenMethodsIn(method, restApiId);
    return new ApiInvokeGrants(method, method.methodArn, (grantee) => method.grantExecute(grantee));
  }

  /**
   * Grants on a route of an HTTP API.
   *
   * @param route a route with an `HttpIamAuthorizer`
   * @returns an object whose methods grant to principals
   * @throws error `iam-authorization-required`
   */
  public static fromRoute(route: HttpRoute): ApiInvokeGrants {
    requireObject('the route', route, 'routeArn', 'a route of an HTTP API');
    const { authorizationType, apiId } = route.node.defaultChild as CfnRoute;
    requireIam(route, authorizationType);
    warnOfOpenMethodsIn(route, apiId);
    return new ApiInvokeGrants(route, route.routeArn, (grantee) => route.grantInvoke(grantee));
  }

  /**
   * Grants on fields of a GraphQL type: `fromFields(api, 'Query', ['orders'])`.
   *
   * Where IAM is not the default of the API, the field or its type needs `@aws_iam` in the schema.
   *
   * @param api an AppSync API with IAM among its authorization modes
   * @param typeName `Query`, `Mutation`, `Subscription`, or a type of your own
   * @param fieldNames the fields, at least one
   * @returns an object whose methods grant to principals
   * @throws error `iam-authorization-required`, `fields-required`; `unknown-type`, `unknown-field` and `field-without-iam` where the schema is known
   * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes
   */
  public static fromFields(api: GraphqlApi, typeName: string, fieldNames: string[]): ApiInvokeGrants {
    requireObject('the API', api, 'modes', 'a GraphqlApi of AppSync');
    requireIam(api, api.modes.includes(AuthorizationType.IAM) ? 'AWS_IAM' : api.modes.join(', '));
    requireText('the name of the type', typeName, api);
    for (const name of requireItems("'fieldNames'", fieldNames, api)) requireText('the name of a field', name, api);
    if (fieldNames.length === 0) {
      throw new CognitoPoolsError({ code: 'fields-required', received: `no fields of '${typeName}'`, fix: 'name those that may be used, at least one' }, api);
    }
    checkFields(api, typeName, fieldNames);
    const fields = fieldNames.map((fieldName) => `types/${typeName}/fields/${fieldName}`);
    return new ApiInvokeGrants(api, api.arn, (grantee) => api.grant(grantee, IamResource.custom(...fields), 'appsync:GraphQL'));
  }

  private constructor(private readonly operation: IConstruct & IEnvironmentAware, private readonly arn: string, private readonly grant: (grantee: IGrantable) => Grant) {}

  /**
   * Call it.
   *
   * @param grantee who calls: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role of a back end
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public invoke(grantee: IGrantable): Grant {
    checkReach(grantee, this.operation, this.arn);
    return this.grant(grantee);
  }
}

/** A grant on what is open to all, or asks for a token instead, would look right and protect nothing. */
function requireIam(operation: IConstruct, authorizationType: string | undefined): void {
  if (authorizationType === 'AWS_IAM') return;
  throw new CognitoPoolsError({
    code: 'iam-authorization-required',
    received: `callers are let in by ${authorizationType ?? 'NONE'}`,
    fix: 'give it IAM authorization, or use an authorization of the user pool instead of AWS credentials',
  }, operation);
}
