import type { Construct } from 'constructs';
import type { RecordedOwner } from './isolation';
import { identityService } from './trust';

/**
 * Whose slice of a resource it is. Used by the grant facades for prefixes, keys and whatever else is divided among people.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export class Owner {
  /**
   * The identity id that the identity pool gives each person: `us-east-1:` and a UUID. It is not the `sub` of a user pool.
   *
   * @returns the owner
   */
  public static identityId(): Owner {
    return new Owner({ kind: 'identity-id' });
  }

  /** @internal */
  public readonly _recorded: RecordedOwner;

  private constructor(recorded: RecordedOwner) {
    this._recorded = recorded;
  }

  /**
   * The policy variable that stands for the owner's value.
   *
   * @internal
   */
  public _variable(scope: Construct): string {
    return this._recorded.kind === 'identity-id' ? `\${${identityService(scope)}:sub}` : `\${aws:PrincipalTag/${this._recorded.tag}}`;
  }
}
