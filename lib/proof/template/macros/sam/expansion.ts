import { textOf, type ParameterValues } from '../parameters';
import { choice, entry, isCall, isRawMap, mapAt, NO_VALUE, referred, scalar, stated, type RawMap } from '../raw';
import type { Route } from './api/routes';

/** A resource of the template, before the transform. */
export interface Source {
  /** The logical id. */
  readonly id: string;
  /** What the template states of it, with the section `Globals` merged in. */
  readonly raw: RawMap;
  /** Its properties. */
  readonly properties: RawMap;
}

/** The transform would refuse the template, or does something that is not known here. */
export class NotExpanded extends Error {}

// All generated resources are created with the one that they are generated for.
const CARRIED = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'];

/** What the AWS Serverless Application Model makes of one template, as it is made. */
export class Expansion {
  /** The resources after the transform, by logical id. */
  public readonly resources: Map<string, RawMap>;
  /** Conditions that the transform adds. */
  public readonly conditions = new Map<string, unknown>();
  /** Why there may be more than what is generated here. */
  public readonly unseen: string[] = [];
  /** The logical id that each reference with a dot stands for, such as `Fn.Alias`. */
  public readonly references = new Map<string, string>();
  /** The methods that events add to the APIs of the template. */
  public readonly routes: Route[] = [];
  /** The conditions of those who share something that the transform makes once; undefined for one that has none. */
  public readonly sharing = new Map<string, (string | undefined)[]>();
  private readonly generated = new Set<string>();

  /**
   * @param source the resources of the template, with the section `Globals` merged in
   * @param parameters what is known of the parameters
   * @param mappings the section `Mappings`
   */
  public constructor(source: RawMap, private readonly parameters: ParameterValues, public readonly mappings: unknown) {
    this.resources = new Map(Object.entries(source).flatMap(([id, raw]) => (isRawMap(raw) ? [[id, raw] as const] : [])));
  }

  /**
   * @param id a logical id
   * @returns the resource, where the template states one
   */
  public source(id: string): Source | undefined {
    const raw = this.resources.get(id);
    return raw === undefined ? undefined : { id, raw, properties: mapAt(raw, 'Properties') };
  }

  /**
   * @param value a value of the template
   * @returns its text, where parameters and mappings decide it; undefined otherwise
   */
  public text(value: unknown): string | undefined {
    return textOf(value, this.parameters, this.mappings);
  }

  /**
   * @param id a logical id
   * @returns the type of the resource, as it is now
   */
  public typeOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : scalar(entry(this.resources.get(id), 'Type'));
  }

  /**
   * Adds a generated resource.
   *
   * @param id its logical id
   * @param type its type
   * @param properties its properties; undefined ones are left out
   * @param owner the resource that it is generated for
   * @param attributes attributes besides those that are carried over from the owner
   * @returns the logical id
   */
  public add(id: string, type: string, properties: RawMap, owner: Source, attributes: RawMap = {}): string {
    const carried = Object.fromEntries(CARRIED.map((name) => [name, owner.raw[name]]));
    if (this.resources.has(id) && !this.generated.has(id)) this.unseen.push(`both the template and '${owner.id}' make a resource '${id}'`);
    this.generated.add(id);
    this.resources.set(id, { ...stated({ Type: type, ...carried, ...attributes }), Properties: stated(properties) });
    return id;
  }

  /**
   * Puts a resource in the place of the one of the template that has its logical id.
   *
   * @param source the resource of the template
   * @param type the type after the transform
   * @param properties the properties after the transform
   */
  public replace(source: Source, type: string, properties: RawMap): void {
    this.resources.set(source.id, { ...source.raw, Type: type, Properties: stated(properties) });
  }

  /**
   * Changes the properties of a resource that is not of the transform.
   *
   * @param id its logical id
   * @param change gives the properties that take the place of the present ones
   */
  public change(id: string, change: (properties: RawMap) => RawMap): void {
    const raw = this.resources.get(id)!;
    const properties = raw.Properties ?? {};
    if (!isRawMap(properties) || isCall(properties)) throw new NotExpanded(`the properties of '${id}' are decided only at deployment`);
    this.resources.set(id, { ...raw, Properties: change(properties) });
  }

  /**
   * A logical id for a resource that the transform names with a hash, which no template can refer to.
   *
   * @param id the id without the hash
   * @returns the first of its kind that is free
   */
  public free(id: string): string {
    let result = id;
    for (let n = 2; this.resources.has(result); n++) result = `${id}${n}`;
    return result;
  }

  /**
   * Finds the resource that a property names; the transform takes none that it cannot find in the template.
   *
   * @param value the value of the property
   * @param what what the property names, for people
   * @param types the types that it may be of
   * @returns the logical id
   */
  public target(value: unknown, what: string, ...types: string[]): string {
    const id = referred(value) ?? (typeof value === 'string' ? value : undefined);
    if (id === undefined || !types.includes(this.typeOf(id) ?? '')) throw new NotExpanded(`${what} is not a resource of this template`);
    return id;
  }

  /**
   * A value that is there only if the owner's condition holds.
   *
   * @param owner the resource that states the value
   * @param value the value
   * @returns the value, under the condition
   */
  public conditional(owner: Source, value: unknown): unknown {
    const condition = scalar(owner.raw.Condition);
    return condition === undefined ? value : choice(condition, value, NO_VALUE);
  }
}

/**
 * Reads a part that has to be an object for the transform to read it.
 *
 * @param map the object that holds it
 * @param key its key
 * @param where its place, for messages
 * @returns the object; an empty one where nothing stands
 */
export function required(map: RawMap, key: string, where: string): RawMap {
  const value = entry(map, key);
  if (value === undefined || value === null) return {};
  if (!isRawMap(value) || isCall(value)) throw new NotExpanded(`${where} is decided only at deployment`);
  return value;
}

/**
 * @param uri a location in S3, as a text or as a map
 * @returns the bucket, the key and the version; nothing for another text, such as a local path
 */
export function s3Location(uri: unknown): RawMap {
  if (typeof uri !== 'string') return isRawMap(uri) ? uri : {};
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/([^?]+)/.exec(uri) ?? [];
  return Bucket === undefined ? {} : { Bucket, Key };
}

/**
 * @param tags a map of tags, as the transform takes them
 * @param more tags that the transform adds before them
 * @returns the tags as a list
 */
export function tagList(tags: unknown, more: RawMap = {}): unknown {
  if (isCall(tags)) return tags;
  const list = Object.entries({ ...more, ...(isRawMap(tags) ? tags : {}) }).map(([Key, Value]) => ({ Key, Value }));
  return list.length === 0 ? undefined : list;
}
