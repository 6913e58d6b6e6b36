import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IGrantable, IPrincipal, IRole } from 'aws-cdk-lib/aws-iam';
import { Grant, Policy } from 'aws-cdk-lib/aws-iam';
import { Names, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { targetsOf } from '../private/reference-targets';
import { isTriggerOf } from '../private/trigger-roles';
import { requireObject } from '../private/types';
import { userPoolArnOf } from '../private/user-pool-environment';
import { checkReach } from './private/grantee';
import { USER_ACTIONS } from './private/user-actions';

/**
 * Grants on the users of a user pool, by intent. Each allows the actions that the intent needs and no others. Grants of one
 * role in the stack of the pool stand in a policy of their own, so that a trigger of the pool may have them without a cycle.
 *
 * Among the principals of an identity pool only groups may administer users. Grants to others are refused
 * (`administration-by-everybody`), since such users would decide about the access of all. For a group it is an exception that
 * the promises about the pool name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
export class UserAdministrationGrants {
  /**
   * Grants on the users of this pool.
   *
   * @param userPool any reference to a user pool: `auth.userPool`, L2, imported or L1
   * @returns an object whose methods grant to principals
   */
  public static fromUserPool(userPool: IUserPoolRef): UserAdministrationGrants {
    requireObject('the user pool', userPool, 'userPoolRef', 'a UserPool, or what refers to one');
    return new UserAdministrationGrants(userPool);
  }

  private constructor(private readonly userPool: IUserPoolRef) {}

  /**
   * Look users up, one or many, with their attributes and groups.
   *
   * @param grantee who may
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public readUsers(grantee: IGrantable): Grant {
    return this.grant(grantee, USER_ACTIONS.readUsers);
  }

  /**
   * Create users, enable and disable them, reset their password and sign them out; look them up. Not their attributes, groups,
   * a password of one's choice, or deletion, each of which has a method of its own.
   *
   * @param grantee who may
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public manageUsers(grantee: IGrantable): Grant {
    return this.grant(grantee, [...USER_ACTIONS.readUsers, ...USER_ACTIONS.manageUsers]);
  }

  /**
   * Add users to groups, remove them, and look up groups and members. Groups decide access, so whoever may do this decides
   * about access.
   *
   * @param grantee who may
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public manageGroups(grantee: IGrantable): Grant {
    return this.grant(grantee, USER_ACTIONS.manageGroups);
  }

  /**
   * Set and remove attributes, server-only ones too. Where attributes decide access, whoever may do this decides about access.
   *
   * @param grantee who may
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public manageAttributes(grantee: IGrantable): Grant {
    return this.grant(grantee, USER_ACTIONS.manageAttributes);
  }

  /**
   * Set passwords. Whoever may set them can sign in as any user.
   *
   * @param grantee who may
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public managePasswords(grantee: IGrantable): Grant {
    return this.grant(grantee, USER_ACTIONS.managePasswords);
  }

  /**
   * Delete users for good.
   *
   * @param grantee who may
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public deleteUsers(grantee: IGrantable): Grant {
    return this.grant(grantee, USER_ACTIONS.deleteUsers);
  }

  /**
   * Import users from a CSV file, with the role that Cognito logs the import with (`auth.obtainUserImportRole()`).
   *
   * @param grantee who may
   * @param userImportRole the role of the import job
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public importUsers(grantee: IGrantable, userImportRole: IRole): Grant {
    requireObject("'userImportRole'", userImportRole, 'roleArn', 'the role that obtainUserImportRole() of the pool returns', this.userPool);
    return this.grant(grantee, USER_ACTIONS.importUsers).combine(Grant.addToPrincipal({
      grantee: this.apart(grantee),
      actions: ['iam:PassRole'],
      resourceArns: [userImportRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
    }));
  }

  private grant(grantee: IGrantable, actions: string[]): Grant {
    const arn = userPoolArnOf(this.userPool);
    checkReach(grantee, this.userPool, arn);
    const { grantPrincipal: principal } = grantee;
    if (principal instanceof IdentityPoolPrincipal) principal._administers(actions.filter((action) => !USER_ACTIONS.readUsers.includes(action)), arn);
    return Grant.addToPrincipal({ grantee: this.apart(grantee), actions, resourceArns: [arn] });
  }

  /**
   * The same grantee, but for roles that could make a cycle: a function waits for the policies that belong to its role, and the
   * pool for its triggers, so what is granted to such a role goes into a policy that belongs to neither.
   */
  private apart(grantee: IGrantable): IGrantable {
    const { grantPrincipal: role } = grantee;
    if (!isRole(role) || (Stack.of(role) !== Stack.of(this.userPool) && !isTriggerOf(this.userPool, role))) return grantee;
    const policy = this.policyOf(role);
    const principal: IPrincipal = {
      get grantPrincipal() { return principal; },
      get policyFragment() { return role.policyFragment; },
      assumeRoleAction: role.assumeRoleAction,
      addToPrincipalPolicy: (statement) => {
        policy.addStatements(statement);
        return { statementAdded: true, policyDependable: policy };
      },
    };
    return principal;
  }

  /** What triggers may do stands in the stack of the pool, also where the pool was taken up again in another. */
  private scopeOf(role: IRole): Construct {
    const [pool] = isTriggerOf(this.userPool, role) ? targetsOf(this.userPool, this.userPool.userPoolRef.userPoolId) : [];
    const isHere = pool === undefined || Stack.of(pool) === Stack.of(this.userPool);
    return (isHere ? this.userPool : pool.node.scope ?? pool);
  }

  private policyOf(role: IRole): Policy {
    const scope = this.scopeOf(role);
    const id = `Administration${Names.nodeUniqueId(role.node)}`;
    return (scope.node.tryFindChild(id) as Policy | undefined) ?? new Policy(scope, id, { roles: [role] });
  }
}

function isRole(principal: object): principal is IRole {
  return 'attachInlinePolicy' in principal && 'roleArn' in principal;
}
