import { isRawMap, sub, type RawMap } from '../../raw';
import { NotExpanded } from '../expansion';
import { POLICY_TEMPLATES, type TemplateStatement } from './template-table';

/**
 * The name of the policy template that an item of `Policies` uses.
 *
 * @param item the item
 * @returns the name; undefined when the item is something else
 */
export function templateNameOf(item: unknown): string | undefined {
  const keys = isRawMap(item) ? Object.keys(item) : [];
  return keys.length === 1 && /Policy(_v\d+)?$/.test(keys[0]) && !keys[0].startsWith('Fn::') ? keys[0] : undefined;
}

/**
 * Writes the document of a policy template.
 *
 * @param name the name of the template
 * @param parameters the values of its parameters
 * @returns the document
 */
export function policyTemplate(name: string, parameters: unknown): RawMap {
  if (!Object.hasOwn(POLICY_TEMPLATES, name)) throw new NotExpanded(`the policy template '${name}' is not known`);
  const values = isRawMap(parameters) ? parameters : {};
  return { Statement: POLICY_TEMPLATES[name].map((statement) => written(name, statement, values)) };
}

function written(name: string, [actions, resources, equal]: TemplateStatement, values: RawMap): RawMap {
  const [service, ...names] = actions.trim().split(/\s+/);
  return {
    Effect: 'Allow',
    Action: names.map((action) => service + action),
    Resource: resources.map((resource) => arn(name, resource, values)),
    ...(equal === undefined ? {} : { Condition: { StringEquals: Object.fromEntries(Object.entries(equal).map(([key, value]) => [key, arn(name, value, values)])) } }),
  };
}

function arn(name: string, short: string, values: RawMap): unknown {
  if (short === '*') return short;
  const text = short
    .replace(/^(\w+)@/, 'arn:${AWS::Partition}:$1:${AWS::Region}:${AWS::AccountId}:').replace(/^(\w+):::/, 'arn:${AWS::Partition}:$1:::')
    .replace(/(?<!\$)\{(\w+)\}/g, '${$1}');
  const used = [...short.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
  for (const parameter of used) {
    if (!Object.hasOwn(values, parameter)) throw new NotExpanded(`the policy template '${name}' is used without its parameter '${parameter}'`);
  }
  return used.length === 0 ? sub(text) : sub(text, Object.fromEntries(used.map((parameter) => [parameter, values[parameter]])));
}
