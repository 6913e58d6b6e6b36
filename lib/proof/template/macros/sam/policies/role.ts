import { managedPolicyPath } from '../../../../iam/data/managed-policies';
import { choice, decidedBy, isCall, isRawMap, itemsOf, refOf, sub, type RawMap } from '../../raw';
import { SERVERLESS } from '../../transforms';
import { NotExpanded } from '../expansion';
import { policyTemplate, templateNameOf } from './policy-template';

/** The policies of a generated role. */
export interface RolePolicies {
  /** ARNs of managed policies. */
  readonly managed: readonly unknown[];
  /** Inline policies. */
  readonly inline: readonly unknown[];
}

/**
 * @param services the services that may take the role
 * @returns the trust policy of a role for services
 */
export function serviceTrust(...services: string[]): RawMap {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: services } }] };
}

/**
 * @param path the path and name of a managed policy of AWS
 * @returns its ARN
 */
export const managedPolicyArn = (path: string): RawMap => sub(`arn:\${AWS::Partition}:iam::aws:policy/${path}`);

/**
 * @param name the name of the policy
 * @param statements its statements
 * @returns an inline policy
 */
export const inlinePolicy = (name: string, ...statements: RawMap[]): RawMap => ({ PolicyName: name, PolicyDocument: { Statement: statements } });

/**
 * @param actions the actions
 * @param resource the resource
 * @returns a statement that allows the actions on the resource
 */
export const allow = (actions: string | readonly string[], resource: unknown): RawMap => ({ Effect: 'Allow', Action: actions, Resource: resource });

/**
 * Reads the property `Policies`: documents, policy templates, and names or ARNs of managed policies.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 *
 * @param role the logical id of the role
 * @param policies the property
 * @returns the policies of the role
 */
export function rolePolicies(role: string, policies: unknown): RolePolicies {
  const managed: unknown[] = [];
  const inline: unknown[] = [];
  separated(policies).forEach((item, i) => {
    const { kind, value } = read(item, `${role}Policy${i}`);
    if (kind !== 'nothing') (kind === 'managed' ? managed : inline).push(value);
  });
  return { managed, inline };
}

/** A map may hold a document, or policy templates by their names. */
function separated(policies: unknown): readonly unknown[] {
  if (!isRawMap(policies) || isCall(policies) || Object.hasOwn(policies, 'Statement')) return itemsOf(policies);
  return Object.entries(policies).map(([name, parameters]) => ({ [name]: parameters }));
}

interface ReadPolicy {
  readonly kind: 'managed' | 'inline' | 'nothing';
  readonly value: unknown;
}

function read(item: unknown, name: string): ReadPolicy {
  if (isRawMap(item) && Array.isArray(item['Fn::If']) && item['Fn::If'].length === 3) return conditional(item['Fn::If'] as [string, unknown, unknown], name);
  if (isRawMap(item) && Object.hasOwn(item, 'Statement')) return { kind: 'inline', value: { PolicyName: name, PolicyDocument: item } };
  const template = templateNameOf(item);
  if (template !== undefined) return { kind: 'inline', value: fromTemplate(template, item as RawMap, name) };
  if (refOf(item) === 'AWS::NoValue') return { kind: 'nothing', value: item };
  if (typeof item === 'string') return { kind: 'managed', value: item.includes(':') ? item : managedPolicyArn(managedPolicyPath(item) ?? item) };
  if (isCall(item)) return { kind: 'managed', value: item };
  return { kind: 'inline', value: decidedBy(SERVERLESS, `an item of 'Policies' is neither a document nor a policy that is known`) };
}

function fromTemplate(template: string, item: RawMap, name: string): unknown {
  try {
    return { PolicyName: name, PolicyDocument: policyTemplate(template, item[template]) };
  } catch (error) {
    if (!(error instanceof NotExpanded)) throw error;
    return decidedBy(SERVERLESS, error.message);
  }
}

/** Both alternatives are of one kind, or nothing; what is not makes both kinds unknown. */
function conditional([condition, then, otherwise]: [string, unknown, unknown], name: string): ReadPolicy {
  const alternatives = [read(then, name), read(otherwise, name)];
  const kinds = new Set(alternatives.map(({ kind }) => kind).filter((kind) => kind !== 'nothing'));
  if (kinds.size > 1) throw new NotExpanded(`the alternatives of a policy under the condition '${condition}' are of two kinds`);
  const [kind = 'nothing'] = kinds;
  return { kind, value: choice(condition, alternatives[0].value, alternatives[1].value) };
}
