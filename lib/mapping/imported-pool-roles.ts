import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IdentityPoolProvider } from '../identities/identity-pool-provider';

/** The roles that an identity pool has where it was made. */
export interface KeptPoolRoles {
  /**
   * The role of everybody signed in.
   *
   * @default - that of the construct, where it has one
   */
  readonly authenticatedRole?: IRole;

  /**
   * The role of guests, for `GuestAccess`.
   *
   * @default - that of the construct, where it has one
   */
  readonly guestRole?: IRole;

  /**
   * Session tags that the pool maps already, from claims that their holders cannot write: what `Owner.sessionTag` may rest on.
   *
   * @default - none
   */
  readonly sessionTags?: string[];
}

/** What the pool has that roles can depend on. */
export interface ReplacedPoolRoles {
  /**
   * Where its people sign in, as written where the pool was made: for principals by provider, rules and session tags.
   *
   * @default - none: one role for everybody
   */
  readonly providers?: IdentityPoolProvider[];
}

/**
 * What becomes of the roles of an identity pool that was made elsewhere.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
export class ImportedPoolRoles {
  /**
   * They stay, and what is granted is added to them. Rules, principals by provider and session tags stay the business of where
   * the pool was made. Nothing is promised about what else these roles may do; who owns what is proved all the same.
   *
   * @param roles those that the pool has
   * @returns the choice
   */
  public static keep(roles: KeptPoolRoles = {}): ImportedPoolRoles {
    return new ImportedPoolRoles(roles, undefined);
  }

  /**
   * Roles of this library come in their place, with all that belongs to them. For a pool without a role attachment in
   * CloudFormation: two attachments overwrite each other, and removing one takes the roles from the pool.
   *
   * @param pool what roles can depend on
   * @returns the choice
   */
  public static replace(pool: ReplacedPoolRoles = {}): ImportedPoolRoles {
    return new ImportedPoolRoles(undefined, pool);
  }

  private constructor(
    /** @internal */
    public readonly _kept: KeptPoolRoles | undefined,
    /** @internal */
    public readonly _replaced: ReplacedPoolRoles | undefined,
  ) {}
}
