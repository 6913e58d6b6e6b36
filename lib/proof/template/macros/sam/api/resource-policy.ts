import { entry, isRawMap, itemsOf, mapAt, sub, type RawMap } from '../../raw';
import { ANY_METHOD, methodsOf, pathPattern } from './routes';

const POLICY = 'x-amazon-apigateway-policy';

/**
 * Adds a resource policy to the OpenAPI document of a REST API: for all of its methods, and the statements that are written out.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
 *
 * @param body the document
 * @param policy `ResourcePolicy` of the API
 * @param stage the name of the stage
 * @returns the document with the policy
 */
export function withResourcePolicy(body: RawMap, policy: RawMap, stage: unknown): RawMap {
  const statements = [...methodsOf(body)].flatMap(([path, methods]) => restrictions(policy, path, methods, stage));
  return withStatements(body, [...statements, ...itemsOf(policy.CustomStatements)]);
}

/**
 * Adds the resource policy of one method.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-resourcepolicystatement.html
 *
 * @param body the document
 * @param policy `ResourcePolicy` of the event
 * @param path the path of the method
 * @param method the method
 * @param stage the name of the stage
 * @returns the document with the policy
 */
export function withMethodPolicy(body: RawMap, policy: RawMap, path: string, method: string, stage: unknown): RawMap {
  return withStatements(body, [...restrictions(policy, path, [method === 'any' ? ANY_METHOD : method], stage), ...itemsOf(policy.CustomStatements)]);
}

function withStatements(body: RawMap, statements: readonly unknown[]): RawMap {
  if (statements.length === 0) return body;
  const present = mapAt(body, POLICY);
  return { ...body, [POLICY]: { Version: '2012-10-17', ...present, Statement: [...itemsOf(present.Statement), ...statements] } };
}

/** The lists of `ResourcePolicy` as statements on the methods of a path. */
function restrictions(policy: RawMap, path: string, methods: readonly string[], stage: unknown): RawMap[] {
  const Resource = methods.map((method) => sub(`execute-api:/\${__Stage__}/${method === ANY_METHOD ? '*' : method.toUpperCase()}${pathPattern(path)}`, { __Stage__: stage }));
  const statement = (Effect: string, Principal: unknown, Condition?: RawMap): RawMap => ({ Effect, Action: 'execute-api:Invoke', Resource, Principal, ...(Condition === undefined ? {} : { Condition }) });
  const given = (name: string): readonly unknown[] => itemsOf(policy[name]);
  const denied: RawMap[] = [];
  const deny = (operator: string, keys: RawMap): void => {
    const used = Object.fromEntries(Object.entries(keys).filter(([, values]) => itemsOf(values).length > 0));
    if (Object.keys(used).length > 0) denied.push(statement('Deny', '*', { [operator]: used }));
  };
  deny('NotIpAddress', { 'aws:SourceIp': given('IpRangeWhitelist') });
  deny('IpAddress', { 'aws:SourceIp': given('IpRangeBlacklist') });
  deny('StringNotEquals', networks(given('SourceVpcWhitelist'), given('IntrinsicVpcWhitelist'), given('IntrinsicVpceWhitelist')));
  deny('StringEquals', networks(given('SourceVpcBlacklist'), given('IntrinsicVpcBlacklist'), given('IntrinsicVpceBlacklist')));
  return [
    ...(given('AwsAccountWhitelist').length === 0 ? [] : [statement('Allow', { AWS: given('AwsAccountWhitelist') })]),
    ...(given('AwsAccountBlacklist').length === 0 ? [] : [statement('Deny', { AWS: given('AwsAccountBlacklist') })]),
    ...(denied.length === 0 ? [] : [statement('Allow', '*')]),
    ...denied,
  ];
}

/** VPCs and their endpoints are told apart by their names, and stated apart where they are references. */
function networks(named: readonly unknown[], vpcs: readonly unknown[], endpoints: readonly unknown[]): RawMap {
  const isEndpoint = (item: unknown): boolean => typeof item === 'string' && item.startsWith('vpce-');
  return { 'aws:SourceVpc': [...named.filter((item) => !isEndpoint(item)), ...vpcs], 'aws:SourceVpce': [...named.filter(isEndpoint), ...endpoints] };
}

/**
 * @param auth `Auth` of an API or of an event
 * @returns its resource policy
 */
export function resourcePolicyOf(auth: RawMap): RawMap | undefined {
  const policy = entry(auth, 'ResourcePolicy');
  return isRawMap(policy) ? policy : undefined;
}
