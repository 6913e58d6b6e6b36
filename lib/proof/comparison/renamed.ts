import { isObject, textIn } from '../template/value';

type Body = Readonly<Record<string, unknown>>;
/** Logical ids of the later template, and what the same is called in the earlier one. */
export type Names = ReadonlyMap<string, string>;

/** What is of a role or a policy does not depend on its logical id: CloudFormation makes its name of it, and nobody chooses that. */
const NAMELESS: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']);

/**
 * Pairs the roles and policies of two templates that differ in their logical ids. Which are paired decides nothing: two templates count
 * as spelled alike only if they are the same text once the ids of the one stand in the other, and no id stands for two things.
 *
 * @param before the earlier template
 * @param now the later one
 * @returns the names
 */
export function renamedIn(before: Body, now: Body): Names {
  const [were, are] = [namelessIn(before, now), namelessIn(now, before)];
  const left = [...were];
  const result = new Map<string, string>();
  for (const [id, looks] of are) {
    const at = left.findIndex(([, others]) => others === looks);
    if (at < 0) continue;
    const [[former]] = left.splice(at, 1);
    result.set(id, former);
  }
  return result;
}

/** What one template alone has, by id, with how the rest of it looks at it. */
function namelessIn(body: Body, other: Body): Map<string, string> {
  const resources = Object.entries(resourcesOf(body));
  const isTaken = (id: string): boolean => Object.values(other).some((section) => isObject(section) && Object.hasOwn(section, id));
  const own = new Set(resources.filter(([id, resource]) => NAMELESS.has(textIn(resource.Type)) && !isTaken(id)).map(([id]) => id));
  const names: Names = new Map([...own].map((id) => [id, '?']));
  const referrers = resources.filter(([id]) => !own.has(id)).map(([id, resource]) => ({ id, texts: referencesIn(resource) }));
  return new Map([...own].map((id) => {
    const { Type: type, Properties: properties } = resourcesOf(body)[id];
    const trust = type === 'AWS::IAM::Role' && isObject(properties) ? properties.AssumeRolePolicyDocument : properties;
    return [id, JSON.stringify([type, withNames(trust, names), referrers.filter(({ texts }) => texts.has(id)).map((one) => one.id).sort()])];
  }));
}

function resourcesOf({ Resources: resources }: Body): Record<string, Record<string, unknown>> {
  return isObject(resources) ? Object.fromEntries(Object.entries(resources).filter(([, resource]) => isObject(resource))) as Record<string, Record<string, unknown>> : {};
}

function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  withNames(value, { get: (id) => (found.add(id), undefined) });
  return found;
}

const REFERENCE = /\$\{([A-Za-z0-9]+)(?=[.}])/g;

/**
 * @param value a part of a template
 * @param names what to call what it refers to
 * @returns the same, with these names wherever something is referred to
 */
export function withNames(value: unknown, names: Pick<Names, 'get'>): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, names));
  if (!isObject(value)) return value;
  const named = (id: unknown): unknown => (typeof id === 'string' ? names.get(id) ?? id : id);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => {
    if (key === 'Ref') return [key, named(part)];
    if (key === 'DependsOn') return [key, Array.isArray(part) ? part.map(named) : named(part)];
    if (key === 'Fn::GetAtt' && typeof part === 'string') return [key, [named(part.split('.')[0]), ...part.split('.').slice(1)].join('.')];
    if (key === 'Fn::GetAtt' && Array.isArray(part)) return [key, [named(part[0]), ...part.slice(1) as unknown[]]];
    if (key === 'Fn::Sub') return [key, substituted(part, names)];
    return [key, withNames(part, names)];
  }));
}

function substituted(part: unknown, names: Pick<Names, 'get'>): unknown {
  const [text, own] = Array.isArray(part) ? part as unknown[] : [part];
  const renamed = typeof text !== 'string' ? text : text.replace(REFERENCE, (whole, id: string) => (isObject(own) && Object.hasOwn(own, id) ? whole : `\${${names.get(id) ?? id}`));
  return Array.isArray(part) ? [renamed, ...part.slice(1).map((item) => withNames(item, names))] : renamed;
}

/**
 * @param body a template
 * @param names what to call its resources
 * @returns the template, with these names
 */
export function renamedBody(body: Body, names: Names): Body {
  if (names.size === 0) return body;
  const { Resources: resources } = body;
  const renamed = withNames(body, names) as Record<string, unknown>;
  return { ...renamed, ...(isObject(resources) && { Resources: Object.fromEntries(Object.entries(renamed.Resources as Record<string, unknown>).map(([id, resource]) => [names.get(id) ?? id, resource])) }) };
}
