import { actionsMatching } from '../authorization-data/actions';
import type { Owned } from './owned-slices';

/**
 * Amplify keeps in a folder of this name what users share for reading and write each for themselves.
 *
 * https://docs.amplify.aws/gen1/nextjs/build-a-backend/storage/configure-access/
 */
const PROTECTED = 'protected/${owner}/*';

/** What is said of a policy whose users share reading. */
export const SHARED_READING = {
  message: "writing is isolated; what lies under 'protected/' is read by others as well, as Amplify's access level of that name has it",
  assumptions: ["objects under 'protected/' are intended to be read by all"],
} as const;

/**
 * @param owned what a policy gives to each owner
 * @returns the same, of what Amplify's access level "protected" shares for reading only the writing; undefined where nothing is of that level
 */
export function withoutSharedReading(owned: Owned): Owned | undefined {
  const isShared = ({ resource, value }: Owned['slices'][number]): boolean => (value === undefined ? resource.endsWith(`/${PROTECTED}`) : value === PROTECTED);
  const slices = owned.slices.flatMap((slice): Owned['slices'] => {
    if (!isShared(slice)) return [slice];
    const writing = slice.value === undefined ? slice.actions.flatMap((pattern) => actionsMatching(pattern)).filter(({ level }) => level !== 'read' && level !== 'list').map(({ name }) => name) : [];
    return writing.length === 0 ? [] : [{ ...slice, actions: writing }];
  });
  return owned.slices.some((slice) => isShared(slice) && slice.value === undefined) && slices.some(isShared) ? { ...owned, slices } : undefined;
}
