import type { Policy } from '../iam/policy';

/** Condition keys that read tags of resources: the service's own, and the global one. */
const READS_TAGS = /^(aws:resourcetag\/|aws:principaltag\/|[a-z0-9-]+:(resourcetag|existingobjecttag|buckettag|requestobjecttag)\/?)/;

/**
 * Whether policies allow more, or less, by tags that an action changes.
 *
 * @param policies the policies of a role
 * @param action an action that tags
 * @returns whether a statement looks at tags of resources
 */
export function mentionsTagsOf(policies: readonly Policy[], action: string): boolean {
  const isOfIam = action.startsWith('iam:');
  return policies.some(({ statements }) => statements.some(({ conditions, resources }) => conditions.some(({ key, values }) => READS_TAGS.test(key) && (isOfIam || !key.startsWith('aws:principaltag/')) || values.some((value) => /\$\{aws:resourcetag\//i.test(value)))
    || resources.some(({ text }) => /\$\{aws:(resourcetag)\//i.test(text))));
}
