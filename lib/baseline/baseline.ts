import { METADATA_KEY } from '../private/intent';
import { keptProperties, RULES } from './rules';

/** A template as parsed, as far as it matters here. */
export interface Template {
  readonly Resources?: { readonly [logicalId: string]: TemplateResource };
}

/** A resource of it. */
export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: unknown;
  readonly Properties?: Properties;
  readonly Metadata?: { readonly [key: string]: unknown };
}

/** Properties by name; with dots: a part of one. */
export interface Properties {
  readonly [property: string]: unknown;
}

/** What of a resource must not be lost. */
export interface KeptResource {
  readonly type: string;
  /** What happens to the resource when it leaves the template; left out where it is deleted. */
  readonly deletionPolicy?: string;
  readonly properties: Properties;
}

/** What of a template must not be lost: resources by logical id, and the slices with their owners. */
export interface KeptTemplate {
  /** The name that its stack has in CloudFormation, where the cloud assembly says it. */
  readonly stackName?: string;
  /** The account and the Region that its stack is deployed to, as far as the cloud assembly says them. */
  readonly account?: string;
  readonly region?: string;
  readonly resources: { readonly [logicalId: string]: KeptResource };
  readonly owned: readonly unknown[];
  /** What the policies of principals in it are about. */
  readonly granted?: readonly Granted[];
}

/** Something that is granted to a principal by a policy of a template. */
export interface Granted {
  readonly to: string;
  readonly resource: unknown;
}

/** The file: one entry for each template, by the name of its artifact in the cloud assembly. */
export interface Baseline {
  readonly version: 2;
  readonly templates: { readonly [name: string]: KeptTemplate };
}

/**
 * Takes from a template what must not be lost; stable, so that it can be reviewed as a difference.
 *
 * @param template the template
 * @param matters which of the resources that users may depend on are kept
 */
export function keptOf(template: Template, matters: (logicalId: string, resource: TemplateResource) => boolean = () => true): KeptTemplate {
  const resources = Object.entries(template.Resources ?? {}).filter(([, resource]) => typeof resource === 'object' && resource !== null);
  return {
    resources: Object.fromEntries(resources.filter(([id, resource]) => Object.hasOwn(RULES, resource.Type) && matters(id, resource)).sort(byName)
      .map(([id, resource]) => [id, keptResource(resource)])),
    owned: resources.flatMap(([, resource]) => ownedIn(resource)).map((slice) => [JSON.stringify(slice), slice] as const).sort(byName).map(([, slice]) => slice),
    ...grantedIn(resources.map(([, resource]) => resource)),
  };
}

/** What is granted to whom, each once; left out where nothing is. */
function grantedIn(resources: TemplateResource[]): Pick<KeptTemplate, 'granted'> {
  const all = resources.flatMap(({ Metadata }) => (Metadata?.[METADATA_KEY] as { granted?: GrantedRecord[] } | undefined)?.granted ?? []);
  const found = new Map(all.flatMap(({ to, statements }) => [statements].flat().flatMap(({ resources: about }) => [about].flat()).map((about) => {
    const granted: Granted = { to, resource: live(about) };
    return [JSON.stringify(granted), granted] as const;
  })));
  return found.size > 0 ? { granted: [...found].sort(byName).map(([, granted]) => granted) } : {};
}

function keptResource(resource: TemplateResource): KeptResource {
  const { DeletionPolicy, Type } = resource;
  const retained = typeof DeletionPolicy === 'string' && DeletionPolicy !== 'Delete';
  return { type: Type, ...(retained && { deletionPolicy: DeletionPolicy }), properties: keptProperties(resource) };
}

/** The slices that belong to an owner, as docs/adr/0002 records them. */
function ownedIn({ Metadata }: TemplateResource): unknown[] {
  const { isolated = [] } = (Metadata?.[METADATA_KEY] ?? {}) as { isolated?: IsolatedRecord[] };
  return isolated.flatMap(({ identityPool, owner, slices }) => slices.map(({ resource, key, value }) => live({
    identityPool, owner: owner.tag ?? owner.kind, resource, ...(key !== undefined && { key, value }),
  })));
}

/** Functions as CloudFormation spells them, wherever they stand: one spelling for what two stacks say of one resource. */
function live(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(live);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$in').map(([key, item]) => [/^\$(Ref$|Fn::)/.test(key) ? key.slice(1) : key, live(item)]));
}

interface GrantedRecord {
  readonly to: string;
  readonly statements: { readonly resources: unknown } | { readonly resources: unknown }[];
}

interface IsolatedRecord {
  readonly identityPool: unknown;
  readonly owner: { readonly kind: string; readonly tag?: string };
  readonly slices: { readonly resource: unknown; readonly key?: string; readonly value?: string }[];
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
