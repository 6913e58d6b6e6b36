import { isDeepStrictEqual } from 'node:util';
import type { KeptResource, KeptTemplate } from './baseline';
import { RULES } from './rules';

/** Something that a deployment would take from people. */
export interface Loss {
  /** Of the resource; acknowledged by it. */
  readonly logicalId: string;
  readonly what: string;
  /** What happens to whom. */
  readonly toWhom: string;
}

/** What is lost between what is deployed and what would be. */
export function lossesBetween(deployed: KeptTemplate, planned: KeptTemplate): Loss[] {
  return [
    ...Object.entries(deployed.resources).flatMap(([id, resource]) => lossesOf(id, resource, planned.resources[id])),
    ...deployed.owned.filter((slice) => !planned.owned.some((other) => isDeepStrictEqual(other, slice))).map((slice) => ({
      logicalId: 'owned',
      what: `nobody owns ${JSON.stringify(slice)} any more`,
      toWhom: 'what people keep there is out of their reach',
    })),
  ];
}

function lossesOf(logicalId: string, deployed: KeptResource, planned: KeptResource | undefined): Loss[] {
  const { loss, properties } = RULES[deployed.type];
  if (planned?.type !== deployed.type) return [{ logicalId, what: `the ${deployed.type} is removed`, toWhom: loss }];
  const refused = 'Cognito refuses the change and the deployment fails; with a new logical id instead, all users or identities would be lost';
  return Object.entries(properties).flatMap(([name, rule]): Loss[] => {
    const [was, is] = [deployed.properties[name], planned.properties[name]];
    if (rule === 'free' || isDeepStrictEqual(was, is)) return [];
    if (rule === 'replaces') return [{ logicalId, what: `${name} changes from ${shown(was)} to ${shown(is)}, which replaces the ${deployed.type}`, toWhom: loss }];
    if (rule === 'frozen') return was === undefined && name === 'DeveloperProviderName' ? [] : [{ logicalId, what: `${name} changes from ${shown(was)} to ${shown(is)}`, toWhom: refused }];
    if (rule === 'schema') return lostAttributes(was, is).map((attribute) => ({ logicalId, what: `the attribute ${attribute} is changed or removed`, toWhom: refused }));
    return lostEntries(was, is).map((entry) => ({ logicalId, what: `${name} loses ${entry}`, toWhom: 'people who rely on it lose access' }));
  });
}

interface Attribute {
  readonly Name?: string;
}

/** A standard attribute is text whether the template says so or not (aws/aws-cdk#8585). */
function lostAttributes(was: unknown, is: unknown): string[] {
  const [before, after] = [was, is].map((schema) => ((schema ?? []) as Attribute[]).map((attribute) => ({ AttributeDataType: 'String', ...attribute })));
  return before.filter((attribute) => !after.some((other) => isDeepStrictEqual(other, attribute))).map(({ Name }) => `'${Name ?? ''}'`);
}

function lostEntries(was: unknown, is: unknown): string[] {
  if (Array.isArray(was)) {
    const after = Array.isArray(is) ? is.map(identityOf) : [];
    return was.map(identityOf).filter((entry) => !after.some((other) => isDeepStrictEqual(other, entry))).map(shown);
  }
  const [before, after] = [was, is].map((map) => (map ?? {}) as Record<string, unknown>);
  return Object.keys(before).filter((key) => !isDeepStrictEqual(before[key], after[key])).map((key) => `${key}: ${shown(before[key])}`);
}

/** How a token is checked is no part of which app client it is. */
function identityOf(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || !('ClientId' in entry)) return entry;
  return { ClientId: entry.ClientId, ProviderName: (entry as { ProviderName?: unknown }).ProviderName };
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
