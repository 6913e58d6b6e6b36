import type { AddToPrincipalPolicyResult, CfnRole, IPrincipal, IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Effect, PolicyStatement, PrincipalPolicyFragment } from 'aws-cdk-lib/aws-iam';
import type { IEnvironmentAware } from 'aws-cdk-lib/core';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import type { RolePool } from '../identity-pool/identity-pool';
import type { ProviderDescription } from '../identity-pool/identity-pool-provider';
import { createOrRollBack } from '../private/create-or-roll-back';
import { CognitoPoolsError, reported } from '../private/errors';
import { rememberGrant } from '../private/grant-lines';
import { recordIntent } from '../private/intent';
import { refuseBeyondCeiling, withoutCompanions } from './guest-ceiling';
import { refuseDeletionOfBuckets } from './guest-deletion';
import { GrantPolicies } from './grant-policies';
import { grantRecord, type PolicyPromise } from './grant-record';
import type { Isolation, Isolations } from './isolation';
import type { Owner } from './owner';
import { checkPolicySize } from './policy-size';
import { checkReachable, checkRetainedRole } from './reachable';
import type { Trust } from './trust';
import { allowSessionTags, makeRole } from './trust';

/** What tells one principal of an identity pool from another. */
export interface PrincipalDescription {
  /** As recorded: guest, authenticated, group:finance. */
  readonly name: string;
  /** The sign-in method (amr) that the role trusts. */
  readonly authenticationMethod: string;
  /** Whether users of this provider can get the role. */
  readonly takes: (provider: ProviderDescription) => boolean;
  /** The principal whose grants reach these users too. */
  readonly base?: IdentityPoolPrincipal;
  /** What else the record of the role says. */
  readonly record?: () => Record<string, unknown>;
  /** A role that is there already, attached where the pool is made: it is granted to, and nothing is said of what else it may do. */
  readonly retainedRole?: IRole;
  /** Where all policies stand. */
  readonly policyScope?: IConstruct;
  /** Called before the role is made, to refuse it. */
  readonly beforeRole?: () => void;
  /** Called with the role when there is one: it is made with the first grant. */
  readonly onRole: (role: IRole) => void;
  /** Called when these users are told apart by an owner. */
  readonly onOwner: (owner: Owner) => void;
}

/**
 * Identities of an identity pool as a principal to grant to: all signed-in users, the members of a group, guests. Pass it wherever the CDK takes an `IGrantable`.
 *
 * The IAM role behind it is made with the first grant. Every statement that is granted is recorded in the template as
 * intended, and each synth proves that the role allows nothing else.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
export class IdentityPoolPrincipal extends Construct implements IPrincipal {
  /** @internal */
  public static _create(scope: Construct, id: string, identityPool: RolePool, isolations: Isolations, description: PrincipalDescription): IdentityPoolPrincipal {
    return createOrRollBack(scope, id, () => new IdentityPoolPrincipal(scope, id, identityPool, isolations, description));
  }

  /**
   * The principal itself.
   */
  public readonly grantPrincipal: IPrincipal;

  /**
   * The action that a role which trusts this principal allows: its users come with their own role, so that it is `sts:AssumeRole`.
   */
  public readonly assumeRoleAction: string;

  /**
   * The account of the roles.
   *
   * @default - the account of the stack
   */
  public readonly principalAccount?: string;

  /** @internal */
  public readonly _name: string;
  /** @internal */
  public readonly _identityPool: RolePool;
  /** @internal */
  public readonly _isolations: Isolations;
  private readonly description: PrincipalDescription;
  private readonly promises = new Set<Isolation>();
  private readonly exceptions = new Set<Isolation>();
  private readonly administration: PolicyStatement[] = [];
  private readonly policies: GrantPolicies<PolicyPromise>;
  private readonly followers: IRole[] = [];
  private madeRole?: Role;
  private sessionTags = false;
  private isNamed = false;

  private constructor(scope: Construct, id: string, identityPool: RolePool, isolations: Isolations, description: PrincipalDescription) {
    super(scope, id);
    this.grantPrincipal = this;
    this.assumeRoleAction = 'sts:AssumeRole';
    this.principalAccount = Stack.of(this).account;
    this._name = description.name;
    this._identityPool = identityPool;
    this._isolations = isolations;
    this.description = description;
    if (description.retainedRole) checkRetainedRole(this, description.retainedRole);
    if (description.retainedRole) description.base?.include(description.retainedRole);
    this.policies = new GrantPolicies<PolicyPromise>(this, {
      makesRoles: description.retainedRole === undefined,
      policyScope: description.policyScope,
      roles: () => this.roles,
      granted: (statement) => (description.name === 'guest' ? withoutCompanions(this, statement) : statement),
      about: () => this.said(),
      onPolicy: ({ resource }, share) => recordIntent(resource, (resolve) => grantRecord(this._identityPool.identityPoolId, this._name, resolve, share())),
    });
    this.node.addValidation({ validate: () => [...checkPolicySize(this, [this.policies.statements, ...(description.base ? [description.base.policies.statements] : [])]), ...this.lostExceptions(), ...this.missingRole()] });
  }

  /**
   * The IAM role of the principal. It is made with the first grant, or with the first call where nothing is granted; that of an
   * imported identity pool is there already.
   *
   * @returns the role
   * @throws error `too-many-rules`
   */
  public obtainRole(): IRole {
    return this.ownRole ?? this.makeRole();
  }

  /**
   * The principal in a resource policy: the role, and for `authenticated` the role of every group besides. There has to be a role
   * then: something is granted to the principal, or `obtainRole()` is called (error `principal-without-role` at synth).
   */
  public get policyFragment(): PrincipalPolicyFragment {
    return new PrincipalPolicyFragment({
      AWS: Lazy.uncachedList({
        produce: ({ preparing }) => {
          if (preparing) this.isNamed = true;
          return this.roles.map(({ roleArn }) => roleArn);
        },
      }),
    });
  }

  /**
   * Grants what the statement says.
   *
   * @param statement an identity-policy statement; Allow with NotAction or NotResource is refused, since it grants what nobody named
   * @returns that the statement was added, and what to depend on
   * @throws error `grant-by-exclusion`, or `beyond-guest-ceiling` for guests
   */
  public addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.check(statement);
    this.obtainRole();
    rememberGrant(this, statement);
    return { statementAdded: true, policyDependable: this.policies.add(statement) };
  }

  /** @internal */
  public _promise(isolation: Isolation, owner: Owner): void {
    this.checkOwner(owner);
    this.description.onOwner(owner);
    isolation.promise();
    this.promises.add(isolation);
  }

  /** @internal */
  public _except(isolation: Isolation, actions: string[]): void {
    isolation.except(this._name, actions);
    this.exceptions.add(isolation);
  }

  /**
   * Records actions on a user pool as administration of its users, an exception that promises name. Only looking users up is none.
   *
   * @internal
   */
  public _administers(actions: string[], userPoolArn: string): void {
    if (!this._name.startsWith('group:')) {
      throw new CognitoPoolsError({
        code: 'administration-by-everybody',
        received: `${this._name} would administer users, and with them the access of others`,
        fix: "grant it to a group of administrators, or to a function that decides what it does for whom",
      }, this);
    }
    if (actions.length > 0) this.administration.push(new PolicyStatement({ actions, resources: [userPoolArn] }));
  }

  /** @internal */
  public _takes(provider: ProviderDescription): boolean {
    return this.description.takes(provider);
  }

  /** @internal */
  public _allowSessionTags(): void {
    if (this.sessionTags) return;
    this.sessionTags = true;
    if (this.madeRole) allowSessionTags(this.madeRole, this.trust);
  }

  /** @internal */
  public get _statements(): readonly PolicyStatement[] {
    return this.policies.statements;
  }

  /** @internal */
  public get _madeRole(): IRole | undefined {
    return this.madeRole;
  }

  /** @internal */
  public _checkResource(resource: IConstruct & IEnvironmentAware, arn: string): void {
    checkReachable(this, resource, arn);
  }

  /** Sessions of guests have an identity id and nothing of a token: by anything else they own nothing. */
  private checkOwner({ _recorded }: Owner): void {
    if (this._name !== 'guest' || _recorded.kind === 'identity-id') return;
    throw new CognitoPoolsError({
      code: 'guest-without-tags',
      received: `guests would own what belongs to the session tag '${_recorded.tag}', and no guest has one`,
      fix: 'leave the owner out: guests own by their identity id',
    }, this);
  }

  private makeRole(): Role {
    const { base, beforeRole, onRole, record } = this.description;
    beforeRole?.();
    const role = makeRole(this, 'Role', this.trust);
    this.madeRole = role;
    if (this.sessionTags) allowSessionTags(role, this.trust);
    recordIntent(role.node.defaultChild as CfnRole, () => ({ role: { identityPool: this.trust.identityPoolId, principal: this._name, ...record?.() } }));
    base?.include(role);
    onRole(role);
    return role;
  }

  private get roles(): IRole[] {
    return [...(this.ownRole ? [this.ownRole] : []), ...this.followers];
  }

  private get ownRole(): IRole | undefined {
    return this.description.retainedRole ?? this.madeRole;
  }

  private get trust(): Trust {
    return { identityPoolId: this._identityPool.identityPoolId, authenticationMethod: this.description.authenticationMethod };
  }

  /** The role of a more special principal: what is granted here reaches its users too. */
  private include(role: IRole): void {
    this.followers.push(role);
  }

  private lostExceptions(): string[] {
    return [...this.exceptions].filter((isolation) => !isolation.isPromised).map((isolation) => reported({
      code: 'exception-without-promise',
      received: `${this._name} may reach what belongs to others ${isolation.where}, but nobody of their identity pool owns anything there`,
      fix: 'grant the own things to users of the same pool with this facade, or grant all with the grants of the resource itself',
    }, this));
  }

  private missingRole(): string[] {
    return !this.isNamed || this.ownRole ? [] : [reported({
      code: 'principal-without-role',
      received: `a resource policy names ${this._name}, to whom nothing is granted: there is no role that it could name`,
      fix: "grant something to the principal, or call its obtainRole() to make the role",
    }, this)];
  }

  private check(statement: PolicyStatement): void {
    if (statement.effect === Effect.ALLOW && (statement.notActions.length > 0 || statement.notResources.length > 0)) {
      throw new CognitoPoolsError({
        code: 'grant-by-exclusion',
        received: `a statement that allows everything but ${[...statement.notActions, ...statement.notResources].join(', ')}`,
        fix: "name what is granted with 'actions' and 'resources'",
      }, this);
    }
    if (statement.effect !== Effect.ALLOW || this._name !== 'guest') return;
    refuseBeyondCeiling(this, statement);
    refuseDeletionOfBuckets(this, statement);
  }

  /** What a policy is recorded with besides what it grants, by what it is about. */
  private said(): { item: PolicyPromise; arn: string }[] {
    return [
      ...[...this.promises].map((isolation) => ({ item: { isolation }, arn: isolation.resource })),
      ...this.administration.map((administers) => ({ item: { administers }, arn: administers.resources[0] })),
    ];
  }
}
