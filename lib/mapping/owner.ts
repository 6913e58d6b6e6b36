import type { Construct } from 'constructs';
import type { RecordedOwner } from './isolation';
import { checkTagKey } from './tag-key';
import { identityService } from './trust';

/** The characters that AWS STS takes in the value of a session tag, without the slash that separates owners in keys. */
const WITHOUT_SLASH = '[\\p{L}\\p{Z}\\p{N}_.:=+\\-@]';

/** The tag under which the `sub` of a user travels. */
export const SUB_TAG = 'sub';

/**
 * The owner of a slice of a resource. Grants on own objects and own items divide by it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export class Owner {
  /**
   * The identity id that the identity pool gives to each identity: `us-east-1:` and a UUID. It is not the `sub` of a user pool.
   *
   * @returns the owner, for `owner` of grants on own things
   */
  public static identityId(): Owner {
    return new Owner({ kind: 'identity-id' });
  }

  /**
   * The `sub` of the user, as it stands in tokens and as your own API knows the user. It travels as the session tag `sub`,
   * which is mapped for you. Only for an identity pool with one provider: two providers may give the same `sub` to two users.
   *
   * @returns the owner, for `owner` of grants on own things
   */
  public static sub(): Owner {
    return new Owner({ kind: 'session-tag', tag: SUB_TAG, alphabet: WITHOUT_SLASH, enforced: true });
  }

  /**
   * All users with the same value of a session tag, such as a tenant: they own the slice together. Map the tag with
   * `sessionTags` or `addSessionTag`.
   *
   * A value that is empty or has a slash in it owns nothing and reaches nothing: each grant says so in a condition of its own,
   * so that the tenant `a` cannot read what a tenant `a/b` would own. AWS STS lets no wildcard into a tag.
   *
   * @param tag name of the session tag
   * @returns the owner, for `owner` of grants on own things
   * @throws error `session-tag-name`, `literal-required`
   */
  public static sessionTag(tag: string): Owner {
    return new Owner({ kind: 'session-tag', tag: checkTagKey(tag), alphabet: WITHOUT_SLASH, enforced: true });
  }

  /** @internal */
  public readonly _recorded: RecordedOwner;

  private constructor(recorded: RecordedOwner) {
    this._recorded = recorded;
  }

  /**
   * The users that the owner tells apart, as promises call them.
   *
   * @internal
   */
  public get _title(): string {
    if (this._recorded.kind === 'identity-id') return 'users';
    return this._recorded.tag === SUB_TAG ? 'users by sub' : `users of different ${this._recorded.tag}`;
  }

  /**
   * The policy variable that stands for the owner's value.
   *
   * @internal
   */
  public _variable(scope: Construct): string {
    return this._recorded.kind === 'identity-id' ? `\${${identityService(scope)}:sub}` : `\${aws:PrincipalTag/${this._recorded.tag}}`;
  }

  /**
   * What each grant demands besides, so that no owner's value reaches into another's slice.
   *
   * @internal
   */
  public get _conditions(): Record<string, Record<string, unknown>> {
    return this._recorded.kind === 'identity-id' ? {} : { StringNotLike: { [`aws:PrincipalTag/${this._recorded.tag}`]: ['', '*/*'] } };
  }
}
