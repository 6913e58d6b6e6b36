import type { IIdentityPool } from 'aws-cdk-lib/aws-cognito-identitypool';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { CognitoIdentityPool } from './identity-pool/identity-pool';
import type { IIdentityPoolWithId } from './identity-pool/identity-pool-with-id';
import type { IdentityPoolPrincipal } from './mapping/identity-pool-principal';
import { IdentityPoolRoles } from './mapping/identity-pool-roles';
import { createOrRollBack } from './private/create-or-roll-back';
import { AccessProof } from './access-proof';
import { CognitoPoolsError } from './private/errors';
import { requireId } from './private/tokens';
import { requireOptions } from './private/types';

/** Properties for `GuestAccess`. */
export interface GuestAccessProps {
  /**
   * The identity pool that takes guests too: an `IdentityPoolOnly` or a `UserPoolPlusIdentityPool`. One that was made elsewhere
   * must take guests already, and its role for them is granted to as it is.
   *
   * @default - an identity pool of its own, for guests only
   */
  readonly identityPool?: IIdentityPoolWithId;

  /**
   * What happens to the identity pool of its own when it leaves the template: when its stack is destroyed, or its logical id
   * changes. With the pool all identities are deleted: each user gets a new identity id, and loses what belonged to the old
   * one.
   *
   * @default RemovalPolicy.RETAIN - with `identityPool` that pool's own policy, and none may be given here
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * A construct of the stack in which the policies of all grants to guests stand. It fixes where they are, whatever refers to what; that
   * stack then refers to all that is granted.
   *
   * @default - each policy stands in the stack of what it grants, or with the identity pool where that depends on the other stack
   */
  readonly policyScope?: IConstruct;
}

/**
 * AWS credentials for guests (unauthenticated identities), limited to what you name. This construct opens the pool to guests:
 * without it no pool of this library admits them.
 *
 * Anyone on the internet is a guest. Cognito limits every guest session to a list of services besides; a grant beyond it is
 * an error here, where Cognito would take it away silently.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html#authenticated-and-unauthenticated-identities
 */
export class GuestAccess extends Construct {
  /**
   * The identity pool that takes guests.
   */
  public readonly identityPool: IIdentityPool;

  /**
   * The guests, as a principal to grant to. They may do what is granted to it and nothing else.
   */
  public readonly principal: IdentityPoolPrincipal;

  /**
   * @param scope where it belongs
   * @param id name among its siblings; part of the logical ids
   * @param props all optional
   * @throws error `duplicate-guest-access`, `removal-policy`, `policy-scope`; for a pool made elsewhere `imported-identity-pool`, `role-unknown`, `role-in-another-account`
   */
  constructor(scope: Construct, id: string, props: GuestAccessProps = {}) {
    super(scope, requireId(scope, id));
    const roles = createOrRollBack(scope, id, () => {
      requireOptions("'props' of the guest access", props, this);
      return this.rolesOf(props);
    });
    this.principal = createOrRollBack(scope, id, () => {
      roles.identityPool.allowGuests();
      return roles.guest(this, props.policyScope);
    });
    this.identityPool = roles.identityPool;
    this.principal.obtainRole();
    AccessProof._register(this);
  }

  private rolesOf({ identityPool, removalPolicy }: GuestAccessProps): IdentityPoolRoles {
    if (!identityPool) return new IdentityPoolRoles(this, new CognitoIdentityPool(this, 'IdentityPool', { removalPolicy }));
    if (removalPolicy === undefined) return IdentityPoolRoles.of(this, identityPool);
    throw new CognitoPoolsError({
      code: 'removal-policy',
      received: `'removalPolicy' is given, and so is the identity pool ${identityPool.node.path}, which has its own`,
      fix: "set it where that pool is made, and leave it out here",
    }, this);
  }
}
