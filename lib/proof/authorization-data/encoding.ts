/**
 * The characters that number the groups of a service in the data file: a group is what actions have in common. None of them
 * ends or changes a template literal, and none is white space.
 */
export const GROUP_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#%&()*+,-./:;<=>?@[]^_{|}';

/** Stands before a letter that counts on from the last letter; twice for the next round. */
export const NEXT_ROUND = '~';

/** The letters of the verbs, in the order of the list of verbs. */
export const VERB_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The letter of a name without one of the listed verbs. */
export const WHOLE_NAME = '-';

/** After a verb: the noun with an s, and the noun with -ies for -y. */
export const PLURAL = { s: '+', ies: '*' } as const;

/** What is known of a type beside its class, a sum of these; it is written as a digit. */
export const TYPE_FLAGS = { hasRole: 1, refIsArn: 2 } as const;

const HASH_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** How many characters stand for the name of a property. */
export const HASH_LENGTH = 3;

/**
 * The name of a property in three characters: the data say whether a type has it, and never need to spell it. That a name which
 * a type does not have is taken for one of its own happens once in ten thousand.
 *
 * @param name the name
 * @returns eighteen bits of its hash (FNV-1a)
 */
export function hashOfName(name: string): string {
  let hash = 0x811c9dc5;
  for (const char of name) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return [0, 1, 2].map((place) => HASH_DIGITS[((hash ^ (hash >>> 18)) >>> (place * 6)) & 63]).join('');
}

/**
 * @param name a name such as `IdentityPoolRoles`
 * @param count a number of its parts; each begins with a capital letter
 * @returns where the first parts end
 */
export function endOfParts(name: string, count: number): number {
  let parts = 0;
  for (let at = 1; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code >= 65 && code <= 90 && ++parts === count) return at;
  }
  return name.length;
}
