import { matchesWildcard } from '../authorization-data/wildcard';
import { findAllowed } from '../solver';
import { affectedSubjects, type AffectedSubject } from './affected-subjects';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { ofType } from '../template/of-type';

const KEYS = 'arn:*:kms:*:*:key/*';

/**
 * What a key has encrypted can be encrypted anew under another, and decrypted under that: with a key of the templates, or with one of
 * the caller's own account.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 *
 * @param context what is reachable
 * @param promise the actions that nobody is to do, and the keys
 * @param isMeant whether the promise is about somebody
 * @returns a doubt; undefined where nobody decrypts so
 */
export function throughReEncryption(context: CheckContext, promise: { readonly actions: readonly string[]; readonly resources: readonly string[] }, isMeant: (one: AffectedSubject) => boolean): Decision | undefined {
  if (!promise.actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), 'kms:decrypt'))) return undefined;
  const may = (action: string, resources: readonly string[], except: readonly string[] = []): AffectedSubject | undefined => affectedSubjects(context, { resources }).filter(isMeant)
    .find(({ subject }) => findAllowed(subject, { actions: [action], resources, ...(except.length > 0 && { except }) }).found !== 'no');
  const from = may('kms:ReEncryptFrom', promise.resources);
  if (from === undefined) return undefined;
  const known = ofType(context.model, 'AWS::KMS::Key').map(({ arn }) => arn);
  const others = known.filter((arn) => !promise.resources.includes(arn));
  const to = may('kms:ReEncryptTo', [KEYS], known) ?? others.map((arn) => may('kms:ReEncryptTo', [arn]) && may('kms:Decrypt', [arn])).find((one) => one !== undefined);
  return to && {
    verdict: 'NOT_PROVED', message: `${from.subject.title} may encrypt anew what the key has encrypted (kms:ReEncryptFrom, kms:ReEncryptTo), under a key that they decrypt with`,
    fix: 'take kms:ReEncryptFrom out of what the statements allow on the key, or name in kms:ReEncryptTo keys that they do not decrypt with',
  };
}
