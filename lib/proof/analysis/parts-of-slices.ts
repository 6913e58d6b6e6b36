import type { OwnedSlice } from '../solver';
import type { RestsOn } from './gained-powers';

/**
 * What a promise that slices belong to their owners alone rests on.
 *
 * @param slices the slices
 * @param apart whether nobody does any of some actions to the part of another; the parts are those of the slices that have a name of their own
 * @returns the resources as a whole, and the parts of them that belong to somebody
 */
export function partsOf(slices: readonly OwnedSlice[], apart: (actions: readonly string[], parts: readonly OwnedSlice[]) => boolean): Pick<RestsOn, 'resources' | 'parts'> {
  const withoutOwner = (of: readonly OwnedSlice[]): string[] => of.map(({ resource }) => resource.replace('${owner}', '*'));
  const folders = slices.filter(({ key, resource }) => key === undefined && resource !== baseOf(resource));
  const whole = slices.filter((slice) => !folders.includes(slice));
  return {
    resources: [...new Set([...withoutOwner(whole), ...slices.map(({ resource }) => baseOf(resource))])],
    parts: { resources: withoutOwner(folders), apart: (actions) => apart(actions, folders) },
  };
}

/** The bucket or table of a slice. */
function baseOf(resource: string): string {
  const [base, ...rest] = resource.split('/');
  return base.startsWith('arn:') && base.includes(':table') && rest.length > 0 ? `${base}/${rest[0]}` : base;
}
