import type { OwnedSlice } from '../solver';
import type { Resource, TemplateModel } from '../template/reader';
import { booleanOf, isMap, textOf, type Value, type ValueMap } from '../template/value';
import { BadRecord, entries, mapAt, ownerAt, principalAt, sliceAt, some, textAt, texts, type OwnerRecord } from './intent-parser';
import { statedAt, type StatedProperty } from './stated-property-parser';

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
  /** Whether whoever has them is named as one who administers the users of the pool. */
  readonly administers: boolean;
}

/** A promise that slices belong to their owners alone. */
export interface IsolationRecord {
  /** What holds the promise: a policy, or a stack as a whole. */
  readonly resource: ResourceLocation;
  /** The id of the identity pool, as text; undefined for those of all that the templates hold. */
  readonly pool: string | undefined;
  /** The promise in words. */
  readonly title: string;
  /** The value that tells owners apart. */
  readonly owner: OwnerRecord;
  /** The slices. */
  readonly slices: readonly OwnedSlice[];
  /** Who may do what to everybody's. */
  readonly except: readonly { readonly pool: string; readonly principal: string; readonly actions: readonly string[] }[];
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

/** What holds a record: a resource, or (without an id) a stack as a whole. */
export type ResourceLocation = Pick<Resource, 'id' | 'stack' | 'file'>;

/** A record that cannot be read. */
export interface Malformed {
  /** Whether it is of an earlier version of the format. */
  readonly outdated: boolean;
  /** What holds it. */
  readonly resource: ResourceLocation;
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
  /** What people stated besides. */
  readonly stated: readonly StatedProperty[];
  /** What cannot be read. */
  readonly malformed: readonly Malformed[];
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
  const stated: StatedProperty[] = [];
  const malformed: Malformed[] = [];
  const attemptFor = (resource: ResourceLocation, record: Value) => (read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof BadRecord)) throw error;
      malformed.push({ resource, where: error.where, why: error.why, outdated: isMap(record) && textOf(record.version) === '1' });
    }
  };
  for (const resource of model.resources) {
    const { record } = resource;
    if (record === null) continue;
    const attempt = attemptFor(resource, record);
    attempt(() => {
      const map = recordAt(record);
      if (map.role !== undefined) attempt(() => roles.push(roleRecord(resource, map.role)));
      entries(map.granted, 'granted').forEach((entry, i) => attempt(() => grants.push(grantRecord(resource, entry, `granted[${i}]`))));
      entries(map.isolated, 'isolated').forEach((entry, i) => attempt(() => isolations.push(isolationRecord(resource, entry, `isolated[${i}]`))));
      if (map.serverOnly !== undefined) attempt(() => serverOnly.push({ resource, attributes: texts(map.serverOnly, 'serverOnly') }));
      if (map.sessionTags !== undefined) attempt(() => sessionTags.push(sessionTagsRecord(resource, map.sessionTags)));
    });
  }
  for (const { path, file, record } of model.stacks) {
    if (record === null) continue;
    const place: ResourceLocation = { id: '', stack: path, file };
    const attempt = attemptFor(place, record);
    attempt(() => entries(recordAt(record).properties, 'properties').forEach((entry, i) => attempt(() => stated.push(statedAt(place, entry, `properties[${i}]`)))));
  }
  return { roles, grants, isolations, serverOnly, sessionTags, stated, malformed };
}

function recordAt(record: Value): ValueMap {
  const map = mapAt(record, 'the record');
  if (map.unreadable !== undefined) throw new BadRecord('the record', textOf(map.unreadable) ?? '');
  if (!['1', '2'].includes(textOf(map.version) ?? '')) throw new BadRecord('version', `version ${textOf(map.version) ?? 'of unknown shape'} is not known to this prover`);
  return map;
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
    const { actions, resources, conditions, effect } = mapAt(statement, at);
    const spelled: ValueMap = { Effect: textOf(effect) === 'Deny' ? 'Deny' : 'Allow', Action: texts(actions, `${at}.actions`), Resource: texts(resources, `${at}.resources`) };
    return conditions === undefined ? spelled : { ...spelled, Condition: mapAt(conditions, `${at}.conditions`) };
  });
  return { resource, pool: textAt(map, 'identityPool', where), to: principalAt(map.to, `${where}.to`), statements, administers: booleanOf(map.administers) === true };
}

function isolationRecord(resource: Resource, value: Value, where: string): IsolationRecord {
  const map = mapAt(value, where);
  const pool = textAt(map, 'identityPool', where);
  return {
    resource,
    pool,
    title: textAt(map, 'title', where),
    owner: ownerAt(map.owner, `${where}.owner`),
    slices: some(entries(map.slices, `${where}.slices`), `${where}.slices`).map((slice, i) => sliceAt(slice, `${where}.slices[${i}]`)),
    except: entries(map.except, `${where}.except`).map((entry, i) => {
      const at = `${where}.except[${i}]`;
      const exception = mapAt(entry, at);
      return { pool, principal: principalAt(exception.principal, `${at}.principal`), actions: texts(exception.actions, `${at}.actions`) };
    }),
  };
}
