import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IEnvironmentAware } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { IdentityPoolPrincipal } from '../../mapping/identity-pool-principal';
import { Owner } from '../../mapping/owner';
import { CognitoPoolsError } from '../../private/errors';
import { requireObject } from '../../private/types';

/** Checks that a principal of an identity pool can reach a resource; other grantees are those of the CDK, which checks them itself. */
export function checkReach(grantee: IGrantable, resource: IConstruct & IEnvironmentAware, arn: string): void {
  requireGrantee(grantee, resource);
  const { grantPrincipal } = grantee;
  if (grantPrincipal instanceof IdentityPoolPrincipal) grantPrincipal._checkResource(resource, arn);
}

/**
 * Checks that own things are granted to identities, who can own something: the type says so, and JavaScript and casts do not
 * heed it.
 */
export function requireOwners(grantee: IGrantable, facade: string, resource: IConstruct & IEnvironmentAware, arn: string): IdentityPoolPrincipal {
  requireGrantee(grantee, resource);
  const { grantPrincipal } = grantee;
  if (!(grantPrincipal instanceof IdentityPoolPrincipal)) {
    throw new CognitoPoolsError({
      code: 'identities-required',
      received: `${facade} for ${nameOf(grantee)}, which is no principal of an identity pool and owns nothing`,
      fix: "pass auth.authenticated, auth.group('…') or guests.principal; grant to functions and roles with the grants of the resource itself",
    }, resource);
  }
  grantPrincipal._checkResource(resource, arn);
  return grantPrincipal;
}

/** The owner that is given; by default the identity id. */
export function requiredOwner(resource: IConstruct, owner: Owner = Owner.identityId()): Owner {
  requireObject("'owner'", owner, '_recorded', 'Owner.identityId() or another of its methods', resource);
  return owner;
}

function requireGrantee(grantee: IGrantable, resource: IConstruct): void {
  requireObject('whom is granted to', grantee, 'grantPrincipal', "auth.authenticated, auth.group('…') or guests.principal", resource);
}

function nameOf(grantee: IGrantable): string {
  const { node } = grantee as Partial<IConstruct>;
  return node?.path ?? `a ${grantee.constructor.name}`;
}
