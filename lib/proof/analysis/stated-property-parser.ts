import { actionsMatching, nearestActions } from '../authorization-data/actions';
import type { OwnedSlice } from '../solver';
import { holdsSymbol, mayHoldUnseen } from '../symbols/symbol';
import type { Value } from '../template/value';
import { BadRecord, entries, mapAt, ownerAt, principalAt, sliceAt, textAt, texts, type OwnerRecord } from './intent-parser';

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
  const map = mapAt(value, where);
  const kind = textAt(map, 'kind', where);
  const base = { resource, ...(map.title !== undefined && { title: textAt(map, 'title', where) }) };
  if (kind === 'isolated') {
    const slices = entries(map.slices, `${where}.slices`).map((slice, i) => sliceAt(slice, `${where}.slices[${i}]`));
    for (const [i, { actions, resource: arn }] of slices.entries()) checkRequests(actions, [arn], `${where}.slices[${i}]`);
    const except = entries(map.except, `${where}.except`).map((one, i) => {
      const at = `${where}.except[${i}]`;
      return { ...statedPrincipal(one, at), actions: some(mapAt(one, at).actions, `${at}.actions`) };
    });
    return { ...base, kind, owner: ownerAt(map.owner, `${where}.owner`), slices, except };
  }
  const requests = { actions: some(map.actions, `${where}.actions`), resources: some(map.resources, `${where}.resources`) };
  checkRequests(requests.actions, requests.resources, where);
  const people = (key: 'by' | 'principals'): StatedPrincipal[] => entries(map[key], `${where}.${key}`).map((one, i) => statedPrincipal(one, `${where}.${key}[${i}]`));
  const somebody = (key: 'by' | 'principals'): StatedPrincipal[] => atLeastOne(people(key), `${where}.${key}`);
  switch (kind) {
    case 'unreachable': return { ...base, kind, ...requests, by: map.by === undefined ? undefined : somebody('by') };
    // Of nobody in particular: then nobody can.
    case 'only-principals': return { ...base, kind, ...requests, principals: people('principals') };
    case 'limited-to': return { ...base, kind, ...requests, principals: somebody('principals') };
    default: throw new BadRecord(`${where}.kind`, `'${kind}' is not a kind of property`);
  }
}

function statedPrincipal(value: Value, where: string): StatedPrincipal {
  const map = mapAt(value, where);
  return { pool: textAt(map, 'identityPool', where), principal: principalAt(map.principal, `${where}.principal`) };
}

function some(value: Value | undefined, where: string): string[] {
  return atLeastOne(texts(value, where), where);
}

/** An empty list would make the property one about nothing. */
function atLeastOne<T>(list: T[], where: string): T[] {
  if (list.length === 0) throw new BadRecord(where, 'expected at least one');
  return list;
}

/** What AWS does not have, nobody can do: such a property would hold whatever the policies say. */
function checkRequests(actions: readonly string[], resources: readonly string[], where: string): void {
  atLeastOne([...actions], `${where}.actions`);
  const unknown = actions.find((action) => !holdsSymbol(action) && actionsMatching(action).length === 0);
  if (unknown !== undefined) throw new BadRecord(`${where}.actions`, `no action of AWS is called '${unknown}'${nearestOf(nearestActions(unknown, 1))}`);
  const noArn = resources.find((resource) => !/^(arn:|[*?])/.test(resource) && !mayHoldUnseen(resource.split(/[:/]/)[0], ':'));
  if (noArn !== undefined) throw new BadRecord(where, `'${noArn}' is no ARN`);
}

const nearestOf = ([nearest]: readonly string[]): string => (nearest === undefined ? '' : `; the nearest is ${nearest}`);
