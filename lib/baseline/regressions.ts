import { isDeepStrictEqual } from 'node:util';
import type { KeptResource, KeptTemplate } from './baseline';
import type { PropertyRule } from './rules';
import { RULES } from './rules';

/** Something that a deployment would take from users. */
export interface Regression {
  /** Of the resource; acknowledged by it. */
  readonly logicalId: string;
  readonly what: string;
  /** What the change does to users. */
  readonly impact: string;
}

const REFUSED = 'Cognito refuses the change and the deployment fails; with a new logical id instead, all users or identities would be lost';
const NOTHING: KeptTemplate = { resources: {}, owned: [] };

/** Compares what is deployed with what would be. */
export function regressionsBetween(deployed: KeptTemplate, planned: KeptTemplate = NOTHING): Regression[] {
  return [
    ...Object.entries(deployed.resources).flatMap(([id, resource]) => regressionsOf(id, resource, planned.resources[id])),
    ...deployed.owned.filter((slice) => !planned.owned.some((other) => same(other, slice))).map((slice) => ({
      logicalId: 'owned',
      what: `nobody owns ${JSON.stringify(slice)} any more`,
      impact: 'what users keep there is out of their reach',
    })),
  ];
}

function regressionsOf(logicalId: string, deployed: KeptResource, planned: KeptResource | undefined): Regression[] {
  const { impact, properties } = RULES[deployed.type];
  if (planned?.type !== deployed.type) return [{ logicalId, what: `the ${deployed.type} is removed`, impact }];
  return Object.entries(properties).flatMap(([name, rule]) => changesOf(name, rule, deployed, planned).map((change) => ({ logicalId, ...change })));
}

function changesOf(name: string, rule: PropertyRule, deployed: KeptResource, planned: KeptResource): Omit<Regression, 'logicalId'>[] {
  const defaultValue = typeof rule === 'object' ? rule.defaultValue : undefined;
  const [was, is] = [deployed.properties[name] ?? defaultValue, planned.properties[name] ?? defaultValue];
  if (rule === 'free' || same(was, is)) return [];
  const what = `${name} changes from ${shown(was)} to ${shown(is)}`;
  if (rule === 'replaces') return [{ what: `${what}, which replaces the ${deployed.type}`, impact: RULES[deployed.type].impact }];
  if (rule === 'frozen') return was === undefined && name === 'DeveloperProviderName' ? [] : [{ what, impact: REFUSED }];
  if (rule === 'schema') return lostAttributes(was, is).map((attribute) => ({ what: `the attribute ${attribute} is changed or removed`, impact: REFUSED }));
  if (rule === 'entries' || rule.entries) {
    const impact = rule === 'entries' ? 'users who rely on it lose access' : rule.impact;
    return lostEntries(was, is).map((entry) => ({ what: `${name} loses ${entry}`, impact }));
  }
  return rule.appliesWhen?.(deployed.properties) === false ? [] : [{ what, impact: rule.impact }];
}

interface Attribute {
  readonly Name?: string;
}

/** A standard attribute is text whether the template says so or not (aws/aws-cdk#8585). */
function lostAttributes(was: unknown, is: unknown): string[] {
  const [before, after] = [was, is].map((schema) => ((schema ?? []) as Attribute[]).map((attribute) => ({ AttributeDataType: 'String', ...attribute })));
  return before.filter((attribute) => !after.some((other) => same(other, attribute))).map(({ Name }) => `'${Name ?? ''}'`);
}

function lostEntries(was: unknown, is: unknown): string[] {
  if (Array.isArray(was)) {
    const after = Array.isArray(is) ? is.map(identityOf) : [];
    return was.map(identityOf).filter((entry) => !after.some((other) => same(other, entry))).map(shown);
  }
  const [before, after] = [was, is].map((map) => (map ?? {}) as Record<string, unknown>);
  return Object.keys(before).filter((key) => !same(before[key], after[key])).map((key) => `${key}: ${shown(before[key])}`);
}

/** How a token is checked is no part of which app client it is. */
function identityOf(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('ClientId' in entry)) return entry;
  return { ClientId: entry.ClientId, ProviderName: (entry as { ProviderName?: unknown }).ProviderName };
}

/** CloudFormation takes `10` for `'10'` and `true` for `'true'`; templates of different tools write the one or the other. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asText(one), asText(other));
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asText(item)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
