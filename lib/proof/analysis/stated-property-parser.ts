import type { OwnedSlice } from '../solver';
import type { Value } from '../template/value';
import { BadRecord, entries, mapAt, ownerAt, principalAt, sliceAt, some, textAt, type OwnerRecord } from './intent-parser';
import { checkArn, statedActions, statedMapAt, statedResources } from './stated-requests';

/** People of an identity pool. */
export interface StatedPrincipal {
  /** The id of the identity pool, or the path of its resource, as text. */
  readonly pool: string;
  /** guest, authenticated, group:…, provider:…, rule:…. */
  readonly principal: string;
}

/** What holds the record: a stack as a whole. */
interface StackPlace {
  readonly id: string;
  readonly stack: string;
  readonly file: string;
}

/** A property that people stated for their own application. */
export type StatedProperty = {
  /** The stack. */
  readonly resource: StackPlace;
  /** What it is in words; left out: it is made of the parts. */
  readonly title?: string;
} & (
  | { readonly kind: 'unreachable'; readonly actions: readonly string[]; readonly resources: readonly string[]; readonly by: readonly StatedPrincipal[] | undefined }
  | { readonly kind: 'only-principals'; readonly actions: readonly string[]; readonly resources: readonly string[]; readonly principals: readonly StatedPrincipal[] }
  | { readonly kind: 'limited-to'; readonly actions: readonly string[]; readonly resources: readonly string[]; readonly principals: readonly StatedPrincipal[] }
  | { readonly kind: 'isolated'; readonly owner: OwnerRecord; readonly slices: readonly OwnedSlice[]; readonly except: readonly (StatedPrincipal & { readonly actions: readonly string[] })[] }
);

/**
 * Reads the record of a property.
 *
 * @param resource the stack that holds it
 * @param value the record
 * @param where its place
 * @returns the property
 */
export function statedAt(resource: StackPlace, value: Value, where: string): StatedProperty {
  const kind = textAt(mapAt(value, where), 'kind', where);
  const keys = Object.hasOwn(KEYS, kind) ? KEYS[kind] : undefined;
  if (keys === undefined) throw new BadRecord(`${where}.kind`, `'${kind}' is not a kind of property`);
  const map = statedMapAt(value, where, ['kind', 'title', ...keys]);
  const base = { resource, ...(map.title !== undefined && { title: textAt(map, 'title', where) }) };
  if (kind === 'isolated') {
    const slices = some(entries(map.slices, `${where}.slices`), `${where}.slices`).map((slice, i) => statedSlice(slice, `${where}.slices[${i}]`));
    const except = entries(map.except, `${where}.except`).map((one, i) => {
      const at = `${where}.except[${i}]`;
      return { ...statedPrincipal(one, at, ['actions']), actions: statedActions(mapAt(one, at).actions, `${at}.actions`) };
    });
    return { ...base, kind, owner: ownerAt(statedMapAt(map.owner, `${where}.owner`, OF_OWNERS), `${where}.owner`), slices, except };
  }
  const requests = { actions: statedActions(map.actions, `${where}.actions`), resources: statedResources(map.resources, `${where}.resources`) };
  const people = (key: 'by' | 'principals'): StatedPrincipal[] => some(entries(map[key], `${where}.${key}`), `${where}.${key}`).map((one, i) => statedPrincipal(one, `${where}.${key}[${i}]`));
  if (kind === 'unreachable') return { ...base, kind, ...requests, by: map.by === undefined ? undefined : people('by') };
  return { ...base, kind: kind as 'only-principals' | 'limited-to', ...requests, principals: people('principals') };
}

/** What a property of each kind has besides. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'unreachable': ['actions', 'resources', 'by'],
  'only-principals': ['actions', 'resources', 'principals'],
  'limited-to': ['actions', 'resources', 'principals'],
  'isolated': ['owner', 'slices', 'except'],
};
const OF_OWNERS = ['kind', 'tag', 'alphabet', 'enforced', 'values'];
const OF_SLICES = ['actions', 'resource', 'key', 'value', 'each', 'prefixes'];

function statedSlice(value: Value, where: string): OwnedSlice {
  const slice = sliceAt(statedMapAt(value, where, OF_SLICES), where);
  checkArn(slice.resource, `${where}.resource`);
  return { ...slice, actions: statedActions(mapAt(value, where).actions, `${where}.actions`) };
}

function statedPrincipal(value: Value, where: string, more: readonly string[] = []): StatedPrincipal {
  const map = statedMapAt(value, where, ['identityPool', 'principal', ...more]);
  return { pool: textAt(map, 'identityPool', where), principal: principalAt(map.principal, `${where}.principal`) };
}
