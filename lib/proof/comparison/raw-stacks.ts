import { expandMacros } from '../template/macros';
import { isObject, textIn } from '../template/value';
import { isCustomType } from '../template/kinds-of-resources';
import type { NestedTemplates } from '../template/reader';
import type { RawTemplate } from '../template/raw-template';
import { renamedBody, renamedIn, withNames, type Names } from './renamed';

type Body = Readonly<Record<string, unknown>>;

interface RawStack {
  readonly body: Body;
  /** The stack that makes it, and the logical id there. */
  readonly parent?: { readonly path: string; readonly id: string };
}

/** So deep are nested stacks looked for; deeper ones the reader refuses. */
const DEPTH = 20;

const NONE: Names = new Map();

/** Templates as they stand, before anything in them is resolved: what tells whether a thing is spelled the same in two of them. */
export class RawStacks {
  private readonly stacks = new Map<string, RawStack>();
  private readonly closures = new Map<string, string>();
  private readonly names = new Map<string, Names>();
  private custom: string | undefined;

  /**
   * @param templates the top-level templates, each with the name of its path
   * @param nested finds the templates of nested stacks
   * @param earlier the earlier templates: what is the same there is called as there
   */
  public constructor(templates: readonly RawTemplate[], private readonly nested: NestedTemplates, private readonly earlier?: RawStacks) {
    for (const template of templates) this.add(template.pathName ?? '', template, undefined, 0);
  }

  /**
   * @param stack the path of a stack
   * @param id a logical id
   * @returns the type of the resource; undefined where there is none
   */
  public typeOf(stack: string, id: string): string | undefined {
    const resource = this.resource(stack, this.nameOf(stack, id));
    return resource === undefined ? undefined : textIn(resource.Type);
  }

  /**
   * @param stack the path of a stack
   * @param id a logical id
   * @returns all that what the resource is depends on, spelled out; undefined where there is none
   */
  public spelledOut(stack: string, logicalId: string): string | undefined {
    const id = this.nameOf(stack, logicalId);
    if (this.resource(stack, id) === undefined) return undefined;
    const key = `${stack}#${id}`;
    let found = this.closures.get(key);
    if (found === undefined) this.closures.set(key, found = this.closureOf(stack, [id]));
    return found;
  }

  /**
   * @param stack the path of a stack
   * @param value a part of its template
   * @returns all that the part depends on, spelled out, the part too
   */
  public spelledOutPart(stack: string, value: unknown): string {
    const named = withNames(value, this.names.get(stack) ?? NONE);
    return JSON.stringify(named ?? null) + this.closureOf(stack, [...namesIn(named)]);
  }

  /**
   * @param stack the path of a stack
   * @param path where a part of its template stands, such as `AuthPolicy.Properties.PolicyDocument`
   * @returns the part, where it stands there as it is
   */
  public part(stack: string, path: string): unknown {
    let value: unknown = this.stacks.get(stack)?.body.Resources;
    const [id, ...steps] = path.match(/[^.[\]]+/g) ?? [''];
    for (const step of [this.nameOf(stack, id), ...steps]) value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
    return value;
  }

  /**
   * @param stack the path of a stack
   * @param id a logical id of either side
   * @returns what the earlier side calls a role or a policy that is the same there; what it is called otherwise
   */
  public nameOf(stack: string, id: string): string {
    return this.names.get(stack)?.get(id) ?? id;
  }

  /**
   * @param text a text for people that names resources
   * @returns the text with what the earlier side calls them, where no two stacks differ in that
   */
  public inEarlierWords(text: string): string {
    const all = [...this.names.values()];
    return text.replace(/\w+/g, (word) => {
      const found = new Set(all.flatMap((names) => names.get(word) ?? []));
      return found.size === 1 ? [...found][0] : word;
    });
  }

  /**
   * @param stack the path of a stack
   * @param name the name of a parameter
   * @returns the parameter as the template declares it; undefined where it does not
   */
  public parameter(stack: string, name: string): Record<string, unknown> | undefined {
    const found = partOf(this.stacks.get(stack)?.body ?? {}, 'Parameters', name);
    return isObject(found) ? found : undefined;
  }

  /** @returns all custom resources, with what they depend on: nobody knows what their code changes */
  public customResources(): string {
    this.custom ??= JSON.stringify([...this.stacks].map(([path, { body }]) => {
      const ids = Object.entries(resourcesOf(body)).filter(([, resource]) => isCustomType(textIn(resource?.Type))).map(([id]) => id);
      return [path, this.closureOf(path, ids)];
    }).filter(([, text]) => text !== '[]'));
    return this.custom;
  }

  /**
   * @param stack the path of a stack
   * @param name a name
   * @returns the resources of the stack that the template gives this name
   */
  public idsNamed(stack: string, name: string): string[] {
    return Object.entries(resourcesOf(this.stacks.get(stack)?.body ?? {})).flatMap(([id, resource]) => (isObject(resource?.Properties) && resource.Properties.Name === name ? [id] : []));
  }

  /** @returns the paths of the stacks */
  public paths(): string[] {
    return [...this.stacks.keys()];
  }

  private add(path: string, template: RawTemplate, parent: RawStack['parent'], depth: number): void {
    const { body } = expandMacros(template.body);
    const names = this.earlier === undefined ? NONE : renamedIn(this.earlier.stacks.get(path)?.body ?? {}, body);
    for (const side of [this, this.earlier]) side?.names.set(path, names);
    this.stacks.set(path, { body: renamedBody(body, names), ...(parent !== undefined && { parent }) });
    if (depth >= DEPTH) return;
    for (const [id, resource] of Object.entries(resourcesOf(body))) {
      if (resource?.Type !== 'AWS::CloudFormation::Stack') continue;
      const found = this.nested(template, resource, id);
      if (found !== undefined) this.add(`${path}/${id}`, found, { path, id }, depth + 1);
    }
  }

  private resource(stack: string, id: string): Record<string, unknown> | undefined {
    const resources = resourcesOf(this.stacks.get(stack)?.body ?? {});
    return (Object.hasOwn(resources, id) ? resources[id] : undefined) ?? undefined;
  }

  /** What resources refer to, and what these refer to: a parameter of a nested stack is what its parent passes. */
  private closureOf(stack: string, ids: readonly string[]): string {
    const found = new Map<string, string>();
    const pending = ids.map((id) => ({ stack, id }));
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const key = `${at.stack}#${at.id}`;
      const raw = this.stacks.get(at.stack);
      if (found.has(key) || raw === undefined) continue;
      const value = this.resource(at.stack, at.id) ?? partOf(raw.body, 'Parameters', at.id) ?? partOf(raw.body, 'Conditions', at.id) ?? partOf(raw.body, 'Mappings', at.id);
      const isRoot = at.stack === stack && ids.includes(at.id);
      found.set(key, JSON.stringify((isRoot ? value : asNamed(value)) ?? null));
      const inner = `${at.stack}/${at.id}`;
      if (this.stacks.has(inner)) found.set(inner, JSON.stringify(this.stacks.get(inner)?.body));
      if (raw.parent !== undefined && partOf(raw.body, 'Parameters', at.id) !== undefined) pending.push({ stack: raw.parent.path, id: raw.parent.id });
      for (const id of namesIn(isRoot ? value : asNamed(value))) pending.push({ stack: at.stack, id });
    }
    return JSON.stringify([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** What refers to a role or a policy depends on what it is called, not on what it allows. */
const CALLED: Readonly<Record<string, readonly string[]>> = { 'AWS::IAM::Role': ['RoleName', 'Path'], 'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Path'], 'AWS::IAM::Policy': [] };

function asNamed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { Type: type, Properties: properties } = value as { Type?: unknown; Properties?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(CALLED, type)) return value;
  return { Type: type, Properties: typeof properties === 'object' && properties !== null ? Object.fromEntries(Object.entries(properties).filter(([name]) => CALLED[type].includes(name) || name.startsWith('Fn::'))) : properties };
}

function resourcesOf(body: Body): Record<string, Record<string, unknown> | null> {
  const { Resources: resources } = body;
  return typeof resources === 'object' && resources !== null && !Array.isArray(resources) ? resources as Record<string, Record<string, unknown> | null> : {};
}

function partOf(body: Body, section: string, name: string): unknown {
  const value = body[section];
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** Every text that could name something of the template: more than it takes does no harm. */
function* namesIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/^[\w:]+$/.test(value)) yield value;
    else if (/^\w+\.[\w.]+$/.test(value)) yield value.slice(0, value.indexOf('.'));
    for (const [, name] of value.matchAll(/\$\{(\w+)[^}]*\}/g)) yield name;
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* namesIn(inner);
  }
}
