import { Unresolved, isMap, textOf, type Value } from '../template/value';

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'x-amazon-apigateway-any-method']);

/** Everything, where it cannot be told which operations there are. */
const ALL = '*';

/**
 * The operations of an API that do not ask for a signature of AWS.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
 *
 * @param definition the OpenAPI definition
 * @returns what stands in the ARN of each after the stage, as patterns
 */
export function openOperations(definition: Value | undefined): string[] {
  if (!isMap(definition)) return [ALL];
  const { paths } = definition;
  if (!isMap(paths)) return paths === undefined ? [] : [ALL];
  const signed = signedSchemes(definition);
  const isSigned = (security: Value | undefined): boolean => Array.isArray(security) && security.length > 0
    && security.every((one) => isMap(one) && Object.keys(one).length > 0 && Object.keys(one).every((name) => signed.has(name)));
  const byDefault = isSigned(definition.security);
  return Object.entries(paths).flatMap(([path, operations]): string[] => {
    const below = `/${path.replace(/^\//, '').replace(/\{[^}]*\}/g, '*')}`;
    if (!isMap(operations)) return [`/*${below}`];
    return Object.entries(operations).flatMap(([method, operation]): string[] => {
      if (!METHODS.has(method.toLowerCase())) return operation instanceof Unresolved ? [`/*${below}`] : [];
      const verb = method.toLowerCase() === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase();
      const closed = isMap(operation) && (isSigned(operation.security) || (operation.security === undefined && byDefault) || asksForSignature(operation['x-amazon-apigateway-auth']));
      return closed ? [] : [`/${verb}${below}`];
    });
  });
}

function asksForSignature(auth: Value | undefined): boolean {
  return isMap(auth) && textOf(auth.type)?.toUpperCase() === 'AWS_IAM';
}

function signedSchemes(definition: { readonly [key: string]: Value }): Set<string> {
  const schemes = [definition.securityDefinitions, isMap(definition.components) ? definition.components.securitySchemes : undefined];
  return new Set(schemes.flatMap((one) => (isMap(one) ? Object.entries(one) : [])).filter(([, scheme]) => isMap(scheme) && textOf(scheme['x-amazon-apigateway-authtype'])?.toLowerCase() === 'awssigv4').map(([name]) => name));
}
