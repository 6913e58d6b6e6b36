import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import type { IIdentityPoolRef, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { CognitoIdentityPool } from '../identities/identity-pool';
import type { UserPoolGroups } from '../identities/user-pool-groups';
import { CognitoPoolsError } from '../private/errors';
import { IdentityPoolPrincipal } from './identity-pool-principal';
import { Isolations } from './isolation';

const KNOWN = new WeakMap<object, IdentityPoolRoles>();

/** The roles that people of one identity pool get, and the one attachment that hands them out. */
export class IdentityPoolRoles {
  /** The roles of an identity pool that was made by this library; the attachment of any other is out of reach. */
  public static of(scope: Construct, identityPool: IIdentityPoolRef): IdentityPoolRoles {
    const roles = KNOWN.get(identityPool);
    if (!roles) {
      throw new CognitoPoolsError({
        code: 'identity-pool-not-ours',
        received: `the identity pool ${identityPool.node.path} was not made by IdentityPoolOnly, UserPoolPlusIdentityPool or GuestAccess`,
        fix: 'pass one of these: an identity pool has one role attachment, and that of another construct cannot be added to',
      }, scope);
    }
    return roles;
  }

  private readonly principals = new Map<string, IdentityPoolPrincipal>();
  private readonly isolations = new Isolations();
  private attachment?: CfnIdentityPoolRoleAttachment;

  constructor(private readonly scope: Construct, public readonly identityPool: CognitoIdentityPool) {
    for (const face of [scope, identityPool, identityPool.resource]) KNOWN.set(face, this);
  }

  /** Everybody signed in. */
  public get authenticated(): IdentityPoolPrincipal {
    return this.principal('authenticated', () => IdentityPoolPrincipal._create(this.scope, 'Authenticated', this.identityPool, this.isolations, {
      name: 'authenticated',
      authenticationMethods: ['authenticated'],
      onRole: () => this.attach(),
    }));
  }

  /** An identity pool without a role refuses everybody, so this one is there from the start; all others come with a grant. */
  public makeAuthenticatedRole(): void {
    void this.authenticated.role;
  }

  /** The members of a group. */
  public group(name: string, groups: UserPoolGroups, userPool: IUserPoolRef): IdentityPoolPrincipal {
    groups.require(name);
    return this.principal(`group:${name}`, () => IdentityPoolPrincipal._create(this.scope, `${name}Members`, this.identityPool, this.isolations, {
      name: `group:${name}`,
      authenticationMethods: ['authenticated'],
      record: { userPool: userPool.userPoolRef.userPoolId },
      onRole: (role) => {
        groups.setRole(name, role.roleArn);
        this.authenticated._include(role);
        this.attach();
      },
    }));
  }

  /** People who have not signed in. */
  public guest(scope: Construct): IdentityPoolPrincipal {
    if (this.principals.has('guest')) {
      throw new CognitoPoolsError({
        code: 'duplicate-guest-access',
        received: 'this identity pool has guest access already',
        fix: 'grant to the principal of the GuestAccess that is there: a pool has one guest role',
      }, scope);
    }
    return this.principal('guest', () => IdentityPoolPrincipal._create(this.scope, 'Guests', this.identityPool, this.isolations, {
      name: 'guest',
      authenticationMethods: ['unauthenticated'],
      onRole: () => this.attach(),
    }));
  }

  private principal(name: string, make: () => IdentityPoolPrincipal): IdentityPoolPrincipal {
    const principal = this.principals.get(name) ?? make();
    this.principals.set(name, principal);
    return principal;
  }

  private attach(): void {
    this.attachment ??= new CfnIdentityPoolRoleAttachment(this.scope, 'RoleAttachment', {
      identityPoolId: this.identityPool.identityPoolId,
      roles: Lazy.any({
        produce: () => ({
          authenticated: this.principals.get('authenticated')?._madeRole?.roleArn,
          unauthenticated: this.principals.get('guest')?._madeRole?.roleArn,
        }),
      }),
      roleMappings: Lazy.any({ produce: () => this.roleMappings() }),
    });
  }

  /** Group roles come with the token; without any there is nothing to map. */
  private roleMappings(): Record<string, unknown> | undefined {
    const groupRoles = [...this.principals].some(([name, principal]) => name.startsWith('group:') && principal._madeRole);
    if (!groupRoles) return undefined;
    return Object.fromEntries(this.identityPool.userPoolLogins.map((login) => [login.id, {
      type: 'Token',
      ambiguousRoleResolution: 'AuthenticatedRole',
      identityProvider: `${login.providerName}:${login.clientId}`,
    }]));
  }
}
