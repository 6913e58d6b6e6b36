import type { OwnedSlice } from '../solver';
import { once } from '../template/once';
import type { RestsOn } from './gained-powers';

/**
 * What a promise that slices belong to their owners alone rests on.
 *
 * @param slices the slices
 * @param prover tells, of those slices that have a name of their own, whether nobody does any of some actions to the part of another
 * @returns the resources as a whole, and the parts of them that belong to somebody
 */
export function partsOf(slices: readonly OwnedSlice[], prover: (parts: readonly OwnedSlice[]) => (actions: readonly string[]) => boolean): Pick<RestsOn, 'resources' | 'parts'> {
  const withoutOwner = (of: readonly OwnedSlice[]): string[] => of.map(({ resource }) => resource.replace('${owner}', '*'));
  const folders = slices.filter(({ key, resource }) => key === undefined && resource !== baseOf(resource));
  const whole = slices.filter((slice) => !folders.includes(slice));
  const known = new Map<string, boolean>();
  const prove = once(() => prover(folders));
  const apart = (actions: readonly string[]): boolean => {
    const key = actions.join();
    const found = known.get(key) ?? prove()(actions);
    known.set(key, found);
    return found;
  };
  return {
    resources: [...new Set([...withoutOwner(whole), ...slices.map(({ resource }) => baseOf(resource))])],
    parts: { resources: withoutOwner(folders), apart },
  };
}

/** The bucket or table of a slice. */
function baseOf(resource: string): string {
  const [base, ...rest] = resource.split('/');
  return base.startsWith('arn:') && base.includes(':table') && rest.length > 0 ? `${base}/${rest[0]}` : base;
}
