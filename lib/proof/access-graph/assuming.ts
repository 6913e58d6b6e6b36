import { findAllowed, type Reachability, type Subject } from '../solver';
import type { Role } from './roles';

/** What a request has only with session tags, for which sts:TagSession must be allowed as well. */
const OF_TAGS = { 'aws:RequestTag/*': { kind: 'missing' }, 'aws:TagKeys': { kind: 'missing' }, 'sts:TransitiveTagKeys': { kind: 'missing' } } as const;

/**
 * Whether somebody with credentials assumes a role, and with session tags of their choice.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 *
 * @param subject who, with the trust policy of the role among their policies
 * @param role the role
 * @returns both
 */
export function assumes(subject: Subject, role: Role): { readonly answer: Reachability; readonly tagging: Reachability } {
  const asked = (action: string, who: Subject): Reachability => findAllowed(who, { actions: [action], resources: [role.arn] });
  const tagging = asked('sts:TagSession', subject);
  return { tagging, answer: asked('sts:AssumeRole', tagging.found !== 'no' ? subject : { ...subject, keys: { ...subject.keys, ...OF_TAGS } }) };
}

/**
 * A trust policy may let people choose only some tags and names, and what the session has then is not followed.
 *
 * @param role a role
 * @returns why it matters; undefined where the policies of the role look at nothing of the kind
 */
export function whatMayBeChosen({ name, trust, policies }: Role): string | undefined {
  const limited = trust.statements.some(({ conditions }) => conditions.some(({ key }) => /^(aws:requesttag\/|aws:tagkeys$|sts:rolesessionname$|sts:sourceidentity$)/.test(key)));
  const looks = limited && policies.some(({ statements }) => statements.some(({ conditions, resources }) => [...conditions.flatMap(({ key, values }) => [key, ...values]), ...resources.map(({ text }) => text)]
    .some((text) => /aws:(principaltag\/|userid|sourceidentity)/i.test(text))));
  return looks ? `which tags and names the trust policy of ${name} lets people choose is not followed` : undefined;
}
