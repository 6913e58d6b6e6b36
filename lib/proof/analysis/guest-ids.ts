import type { OwnerKey } from '../access-graph/subjects';
import type { AffectedSubject } from './affected-subjects';

/**
 * What a promise rests on where guests have something of their own: the identity pool gives their credentials to whoever names their id.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 *
 * @param owner what tells owners apart
 * @param all who is concerned
 * @returns it, in words
 */
export function assumedOfGuests(owner: OwnerKey, all: readonly AffectedSubject[]): string[] {
  const haveOwn = owner.kind === 'identity-id' && all.some(({ session }) => session !== undefined && session.provider === undefined && session.stranger === undefined && session.role.policies.some(({ statements }) => statements
    .some(({ effect, resources, conditions }) => effect === 'Allow' && [...resources.map(({ text }) => text), ...conditions.flatMap(({ values }) => values)].some((text) => /\$\{[^}]*:sub\b/i.test(text)))));
  return haveOwn ? ['nobody learns the identity id of a guest: whoever knows it is that guest'] : [];
}
