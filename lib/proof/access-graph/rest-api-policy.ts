import { isMap, listOf, type Value, type ValueMap } from '../template/value';

/** Every API, where the short form leaves the API out. */
const SHORT = /^execute-api:\/(.*)$/s;

/**
 * The policy of a REST API may name its methods in short: `execute-api:/stage/METHOD/path` is completed by API Gateway.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
 *
 * @param policy the policy, as the template has it: an object, or text
 * @param api the id of the API
 * @returns the policy with full ARNs
 */
export function withFullArns(policy: Value, api: string): Value {
  if (typeof policy === 'string') return textWithFullArns(policy, api);
  if (!isMap(policy)) return policy;
  const statements = listOf(policy.Statement).map((statement) => (isMap(statement) ? inFull(statement, api) : statement));
  return copy(policy, Array.isArray(policy.Statement) || isMap(policy.Statement) ? { Statement: statements } : {});
}

function textWithFullArns(policy: string, api: string): Value {
  return policy.replace(/"execute-api:\/((?:[^"\\]|\\.)*)"/g, (_all, rest: string) => `"arn:*:execute-api:*:*:${api}/${rest}"`);
}

function inFull(statement: ValueMap, api: string): ValueMap {
  const changed = ['Resource', 'NotResource'].filter((name) => Object.hasOwn(statement, name)).map((name): [string, Value] => [name, completed(statement[name], api)]);
  return copy(statement, Object.fromEntries(changed));
}

function completed(value: Value, api: string): Value {
  if (Array.isArray(value)) return value.map((item) => completed(item, api));
  return typeof value === 'string' ? value.replace(SHORT, (_all, rest: string) => `arn:*:execute-api:*:*:${api}/${rest}`) : value;
}

function copy(map: ValueMap, changes: { readonly [key: string]: Value }): ValueMap {
  return Object.assign(Object.create(null) as ValueMap, map, changes);
}
