import type { OwnedSlice } from '../forall';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, booleanOf, isMap, listOf, textOf, type Value, type ValueMap } from '../template/value';

/** Whose role a role is. */
export interface RoleRecord {
  /** The role. */
  readonly resource: Resource;
  /** The id of the identity pool, as text. */
  readonly pool: string;
  /** guest, authenticated, group:…, provider:…, rule:…. */
  readonly principal: string;
  /** Of a group: the user pool's id. */
  readonly userPool: string | undefined;
  /** Of a provider or rule: the providers whose people obtain the role, by any of their names. */
  readonly providers: readonly string[];
  /** Of a rule: why it is safe although it rests on a claim that people could write. */
  readonly acknowledgedBecause: string | undefined;
}

/** What was granted to whom. */
export interface GrantRecord {
  /** The policy that holds the grant. */
  readonly resource: Resource;
  /** The id of the identity pool, as text. */
  readonly pool: string;
  /** The principal. */
  readonly to: string;
  /** The granted statements, as IAM would spell them. */
  readonly statements: readonly Value[];
}

/** Whose slice it is. */
export type OwnerRecord =
  | { readonly kind: 'identity-id' }
  | {
    readonly kind: 'session-tag';
    readonly tag: string;
    readonly alphabet?: string;
    /** Whether the policies themselves refuse whoever has a value outside of the alphabet. */
    readonly enforced?: boolean;
    readonly values?: readonly string[];
  };

/** A promise that slices belong to their owners alone. */
export interface IsolationRecord {
  /** The policy that holds the promise. */
  readonly resource: Resource;
  /** The id of the identity pool, as text. */
  readonly pool: string;
  /** The promise in words. */
  readonly title: string;
  /** What tells owners apart. */
  readonly owner: OwnerRecord;
  /** The slices. */
  readonly slices: readonly OwnedSlice[];
  /** Who may do what to everybody's. */
  readonly except: readonly { readonly principal: string; readonly actions: readonly string[] }[];
}

/** Attributes that no app client may write. */
export interface ServerOnlyRecord {
  /** The user pool. */
  readonly resource: Resource;
  /** The attributes. */
  readonly attributes: readonly string[];
}

/** Tags whose holders cannot choose their value. */
export interface SessionTagsRecord {
  /** The tag map. */
  readonly resource: Resource;
  /** The id of the identity pool, as text. */
  readonly pool: string;
  /** The tags. */
  readonly unforgeable: readonly string[];
}

/** A record that cannot be read. */
export interface Malformed {
  /** The resource that holds it. */
  readonly resource: Resource;
  /** Where in the record. */
  readonly where: string;
  /** What is wrong with it. */
  readonly why: string;
}

/** All that the templates record as intended (docs/adr/0002). */
export interface Records {
  /** Whose role each role is. */
  readonly roles: readonly RoleRecord[];
  /** What was granted. */
  readonly grants: readonly GrantRecord[];
  /** What is apart. */
  readonly isolations: readonly IsolationRecord[];
  /** What only servers write. */
  readonly serverOnly: readonly ServerOnlyRecord[];
  /** What nobody chooses for themselves. */
  readonly sessionTags: readonly SessionTagsRecord[];
  /** What cannot be read. */
  readonly malformed: readonly Malformed[];
}

const KEY = 'cdk-cognito-pools';
const PRINCIPAL = /^(guest|authenticated|(group|provider|rule):.+)$/s;

/** Thrown inside this file only: the record is then listed as malformed. */
class BadRecord extends Error {
  public constructor(public readonly where: string, public readonly why: string) {
    super(why);
  }
}

/**
 * @param model what the templates create
 * @returns what they record as intended
 */
export function recordsOf(model: TemplateModel): Records {
  const roles: RoleRecord[] = [];
  const grants: GrantRecord[] = [];
  const isolations: IsolationRecord[] = [];
  const serverOnly: ServerOnlyRecord[] = [];
  const sessionTags: SessionTagsRecord[] = [];
  const malformed: Malformed[] = [];
  for (const resource of model.resources) {
    const record = isMap(resource.metadata) && Object.hasOwn(resource.metadata, KEY) ? resource.metadata[KEY] : undefined;
    if (record === undefined) continue;
    const attempt = (read: () => void): void => {
      try {
        read();
      } catch (error) {
        if (!(error instanceof BadRecord)) throw error;
        malformed.push({ resource, where: error.where, why: error.why });
      }
    };
    attempt(() => {
      const map = mapAt(record, 'the record');
      if (textOf(map.version) !== '1') throw new BadRecord('version', `version ${textOf(map.version) ?? 'of unknown shape'} is not known to this prover`);
      if (map.role !== undefined) attempt(() => roles.push(roleRecord(resource, map.role)));
      entries(map.granted, 'granted').forEach((entry, i) => attempt(() => grants.push(grantRecord(resource, entry, `granted[${i}]`))));
      entries(map.isolated, 'isolated').forEach((entry, i) => attempt(() => isolations.push(isolationRecord(resource, entry, `isolated[${i}]`))));
      if (map.serverOnly !== undefined) attempt(() => serverOnly.push({ resource, attributes: texts(map.serverOnly, 'serverOnly') }));
      if (map.sessionTags !== undefined) attempt(() => sessionTags.push(sessionTagsRecord(resource, map.sessionTags)));
    });
  }
  return { roles, grants, isolations, serverOnly, sessionTags, malformed };
}

function roleRecord(resource: Resource, value: Value): RoleRecord {
  const map = mapAt(value, 'role');
  return {
    resource,
    pool: textAt(map, 'identityPool', 'role'),
    principal: principalAt(map.principal, 'role.principal'),
    userPool: map.userPool === undefined ? undefined : textAt(map, 'userPool', 'role'),
    providers: [...texts(map.identityProviders, 'role.identityProviders'), ...texts(map.providers, 'role.providers')],
    acknowledgedBecause: map.acknowledgedBecause === undefined ? undefined : textAt(map, 'acknowledgedBecause', 'role'),
  };
}

function sessionTagsRecord(resource: Resource, value: Value): SessionTagsRecord {
  const map = mapAt(value, 'sessionTags');
  return { resource, pool: textAt(map, 'identityPool', 'sessionTags'), unforgeable: texts(map.unforgeable, 'sessionTags.unforgeable') };
}

function grantRecord(resource: Resource, value: Value, where: string): GrantRecord {
  const map = mapAt(value, where);
  const statements = entries(map.statements, `${where}.statements`).map((statement, i): Value => {
    const at = `${where}.statements[${i}]`;
    const { actions, resources, conditions } = mapAt(statement, at);
    const spelled: ValueMap = { Effect: 'Allow', Action: texts(actions, `${at}.actions`), Resource: texts(resources, `${at}.resources`) };
    return conditions === undefined ? spelled : { ...spelled, Condition: mapAt(conditions, `${at}.conditions`) };
  });
  return { resource, pool: textAt(map, 'identityPool', where), to: principalAt(map.to, `${where}.to`), statements };
}

function isolationRecord(resource: Resource, value: Value, where: string): IsolationRecord {
  const map = mapAt(value, where);
  return {
    resource,
    pool: textAt(map, 'identityPool', where),
    title: textAt(map, 'title', where),
    owner: ownerAt(map.owner, `${where}.owner`),
    slices: entries(map.slices, `${where}.slices`).map((slice, i) => sliceAt(slice, `${where}.slices[${i}]`)),
    except: entries(map.except, `${where}.except`).map((entry, i) => {
      const at = `${where}.except[${i}]`;
      const exception = mapAt(entry, at);
      return { principal: principalAt(exception.principal, `${at}.principal`), actions: texts(exception.actions, `${at}.actions`) };
    }),
  };
}

function ownerAt(value: Value | undefined, where: string): OwnerRecord {
  const map = mapAt(value, where);
  const kind = textAt(map, 'kind', where);
  if (kind === 'identity-id') return { kind };
  if (kind !== 'session-tag') throw new BadRecord(`${where}.kind`, `'${kind}' is not a kind of owner`);
  return {
    kind,
    tag: textAt(map, 'tag', where),
    ...(map.alphabet !== undefined && { alphabet: textAt(map, 'alphabet', where) }),
    ...(booleanOf(map.enforced) === true && { enforced: true }),
    ...(map.values !== undefined && { values: texts(map.values, `${where}.values`) }),
  };
}

function sliceAt(value: Value, where: string): OwnedSlice {
  const map = mapAt(value, where);
  const slice = {
    actions: texts(map.actions, `${where}.actions`),
    resource: textAt(map, 'resource', where),
    ...(map.key !== undefined && { key: textAt(map, 'key', where) }),
    ...(map.value !== undefined && { value: textAt(map, 'value', where) }),
    ...(booleanOf(map.each) === true && { each: true }),
    ...(booleanOf(map.prefixes) === true && { prefixes: true }),
  };
  const marks = `${slice.resource}${slice.value ?? ''}`.split('${owner}').length - 1;
  if (marks !== 1) throw new BadRecord(where, `'\${owner}' must occur once, and occurs ${marks} times`);
  if ((slice.key === undefined) !== (slice.value === undefined)) throw new BadRecord(where, "'key' and 'value' go together");
  return slice;
}

function principalAt(value: Value | undefined, where: string): string {
  const text = textOf(value);
  if (text === undefined || !PRINCIPAL.test(text)) throw new BadRecord(where, `${text === undefined ? 'what stands there' : `'${text}'`} is not a principal`);
  return text;
}

function mapAt(value: Value | undefined, where: string): ValueMap {
  if (isMap(value)) return value;
  throw new BadRecord(where, value instanceof Unresolved ? value.reason : 'expected an object');
}

function textAt(map: ValueMap, key: string, where: string): string {
  const value = Object.hasOwn(map, key) ? map[key] : undefined;
  const text = textOf(value);
  if (text === undefined) throw new BadRecord(`${where}.${key}`, value instanceof Unresolved ? value.reason : 'expected text');
  return text;
}

function entries(value: Value | undefined, where: string): Value[] {
  if (value instanceof Unresolved) throw new BadRecord(where, value.reason);
  return listOf(value);
}

function texts(value: Value | undefined, where: string): string[] {
  return entries(value, where).map((item, i) => {
    const text = textOf(item);
    if (text === undefined) throw new BadRecord(`${where}[${i}]`, item instanceof Unresolved ? item.reason : 'expected text');
    return text;
  });
}
