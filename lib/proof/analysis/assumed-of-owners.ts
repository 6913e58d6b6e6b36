import type { OwnerKey } from '../access-graph/subjects';
import type { AffectedSubject } from './affected-subjects';

/**
 * What a promise rests on beside what is in the templates. The identity pool gives the credentials of a guest to whoever names their id. A
 * tag of a role stands in for a claim that is missing, and stacks may be given tags when they are deployed.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 *
 * @param owner what tells owners apart
 * @param all who is concerned
 * @returns it, in words
 */
export function assumedOfOwners(owner: OwnerKey, all: readonly AffectedSubject[]): string[] {
  if (owner.kind === 'session-tag') return [`no stack is given a tag '${owner.tag}' at deployment that its assembly does not state`];
  const haveOwn = all.some(({ session }) => session !== undefined && session.provider === undefined && session.stranger === undefined && session.role.policies.some(({ statements }) => statements
    .some(({ effect, resources, conditions }) => effect === 'Allow' && [...resources.map(({ text }) => text), ...conditions.flatMap(({ values }) => values)].some((text) => /\$\{[^}]*:sub\b/i.test(text)))));
  return haveOwn ? ['nobody learns the identity id of a guest: whoever knows it is that guest'] : [];
}
