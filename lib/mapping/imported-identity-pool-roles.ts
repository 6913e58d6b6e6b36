import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IdentityPoolProvider } from '../identity-pool/identity-pool-provider';
import { requireOptions } from '../private/types';

/** Options of `ImportedIdentityPoolRoles.retain`: the roles that the identity pool has. */
export interface RetainedRolesOptions {
  /**
   * The role of authenticated identities.
   *
   * @default - that of the construct, where it has one
   */
  readonly authenticatedRole?: IRole;

  /**
   * The role of unauthenticated identities (guests), for `GuestAccess`.
   *
   * @default - that of the construct, where it has one
   */
  readonly unauthenticatedRole?: IRole;

  /**
   * Session tags that the pool maps already, from claims that their holders cannot write: what `Owner.sessionTag` may rest on.
   *
   * @default - none
   */
  readonly sessionTags?: string[];

  /**
   * The identity providers of the pool, as set where the pool was made: for the groups of its user pools, which have roles there.
   *
   * @default - none
   */
  readonly providers?: IdentityPoolProvider[];
}

/** Options of `ImportedIdentityPoolRoles.attach`. */
export interface AttachedRolesOptions {
  /**
   * The identity providers of the pool, as set where the pool was made: for principals by provider, rules and session tags.
   *
   * @default - none: one role for all identities
   */
  readonly providers?: IdentityPoolProvider[];
}

/**
 * The roles of an imported identity pool: those that it has are retained, or roles of this library are attached.
 *
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
export class ImportedIdentityPoolRoles {
  /**
   * Retains the roles that the pool has, and adds to them what is granted. Rules, principals by provider and session tags are
   * set where the pool was made. Nothing is promised about what else these roles may do; who owns what is proved all the same.
   *
   * @param options the roles that the pool has
   * @returns the choice, for the import of an identity pool
   */
  public static retain(options: RetainedRolesOptions = {}): ImportedIdentityPoolRoles {
    requireOptions("'options' of the retained roles", options);
    return new ImportedIdentityPoolRoles(options, undefined);
  }

  /**
   * Attaches roles of this library in their place, with all that belongs to them. For a pool without a role attachment in
   * CloudFormation: two attachments overwrite each other, and removing one takes the roles from the pool.
   *
   * @param options the identity providers of the pool
   * @returns the choice, for the import of an identity pool
   */
  public static attach(options: AttachedRolesOptions = {}): ImportedIdentityPoolRoles {
    requireOptions("'options' of the attached roles", options);
    return new ImportedIdentityPoolRoles(undefined, options);
  }

  private constructor(
    /** @internal */
    public readonly _retained: RetainedRolesOptions | undefined,
    /** @internal */
    public readonly _attached: AttachedRolesOptions | undefined,
  ) {}
}
