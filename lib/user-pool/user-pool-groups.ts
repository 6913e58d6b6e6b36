import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import { CfnUserPoolGroup, UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { CfnElement } from 'aws-cdk-lib/core';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { conformsTo } from '../private/conforms';
import type { ValidationIssue } from '../private/errors';
import { CognitoPoolsError, reported, shown } from '../private/errors';
import { referredResource, resourcesByPool, resourcesOfPool } from '../private/references';
import { retainWithPool } from '../private/removal-policy';
import { isKnown, requireLiteral } from '../private/tokens';
import { requirePoolNearby } from '../private/user-pool-environment';
import { requireOptions, requireText } from '../private/types';
import { correction } from '../text/nearest';
import type { QuotaCheck } from './user-pool-quotas';

/** Cognito keeps a precedence in 32 bits. */
const MAX_PRECEDENCE = 2 ** 31 - 1;

/** Options of a group. */
export interface GroupOptions {
  /**
   * Rank among the groups, from 0 to 2147483647, lowest first: it decides whose role counts for a member of several groups. No two
   * groups may share a rank, since Cognito would then prefer neither.
   *
   * @default - one more than the highest so far: the order in which groups are added
   */
  readonly precedence?: number;

  /**
   * The purpose of the group, shown in the console.
   *
   * @default - none
   */
  readonly description?: string;
}

/** A group that a user pool has already. */
export interface ExistingGroupOptions {
  /**
   * Its rank among the groups, which no other group gets then.
   *
   * @default - not known: groups that are added rank after those whose rank is known
   */
  readonly precedence?: number;

  /**
   * The role of the group, which is granted to as it is.
   *
   * @default - a role is made with the first grant, and the group must be told of it
   */
  readonly role?: IRole;
}

/** The groups of one user pool, in order of precedence. */
export class UserPoolGroups {
  private readonly precedences: Map<string, number | undefined>;
  private readonly roleArns: Map<string, string>;
  private readonly existing: Map<string, ExistingGroupOptions>;
  /** The roles that groups of the L2 were given where they were made. */
  private readonly givenRoles: Map<string, string>;

  /** With `elsewhere` these are the groups of a pool that is taken up again: the same, and what is added is made here. */
  constructor(private readonly scope: Construct, private readonly userPool: IUserPoolRef, private readonly quotas: QuotaCheck, elsewhere?: UserPoolGroups) {
    this.precedences = elsewhere?.precedences ?? new Map<string, number | undefined>();
    this.roleArns = elsewhere?.roleArns ?? new Map<string, string>();
    this.existing = elsewhere?.existing ?? new Map<string, ExistingGroupOptions>();
    this.givenRoles = elsewhere?.givenRoles ?? new Map<string, string>();
    if (!elsewhere) watch(scope, userPool);
  }

  public get names(): string[] {
    this.takeUp();
    return [...this.precedences.keys()];
  }

  public add(name: string, options: GroupOptions = {}): UserPoolGroup {
    const { description } = options;
    if (description !== undefined && !conformsTo('cognito-idp:DescriptionType', description)) {
      throw new CognitoPoolsError({ code: 'group-description', received: `the description of group ${shown(name)} has ${description.length} characters`, fix: 'write 2048 characters at most' }, this.scope);
    }
    const precedence = this.claim(requireLiteral('the group name', name, this.scope), options.precedence);
    const group = new UserPoolGroup(this.scope, `${name}Group`, { userPool: this.userPool, groupName: name, precedence, description });
    const resource = group.node.defaultChild as CfnUserPoolGroup;
    resource.overrideLogicalId(logicalIdOf(group));
    resource.roleArn = Lazy.string({ produce: () => this.roleArns.get(name) });
    retainWithPool(resource, this.userPool);
    return group;
  }

  /** A group that the pool has already. */
  public declare(name: string, options: ExistingGroupOptions): void {
    this.checkName(requireLiteral('the group name', name, this.scope));
    requireOptions(`what is said of group '${name}'`, options, this.scope);
    if (options.precedence !== undefined) this.checkPrecedence(name, options.precedence);
    this.existing.set(name, options);
    this.precedences.set(name, options.precedence);
  }

  /** What is known of a group that the pool has already; undefined for one that is made here. */
  public existingGroup(name: string): ExistingGroupOptions | undefined {
    const given = this.givenRoles.get(name);
    if (given !== undefined && !this.existing.has(name)) this.existing.set(name, { role: roleOf(this.scope, name, given) });
    return this.existing.get(name);
  }

  /** Members of the group prefer this role from now on. */
  public setRole(name: string, roleArn: string): void {
    this.roleArns.set(this.require(name), roleArn);
  }

  public require(name: string): string {
    requireText('the name of a group', name, this.scope);
    if (!this.precedences.has(name)) this.takeUp();
    if (!this.precedences.has(name)) {
      throw new CognitoPoolsError({
        code: 'unknown-group',
        received: `group ${shown(name)} is not among the groups of this pool (${this.names.join(', ') || 'none'})`,
        fix: correction(name, this.names, "add the group with 'groups' or addGroup first"),
      }, this.scope);
    }
    return name;
  }

  /** Groups that were made beside this pool in the same app, as `userPool.addGroup` of the L2 does: they are told of their roles as the others are. */
  private takeUp(): void {
    for (const group of resourcesOfPool<CfnUserPoolGroup>(this.userPool, CfnUserPoolGroup.CFN_RESOURCE_TYPE_NAME)) {
      const { groupName, precedence, roleArn } = group;
      if (groupName === undefined || !isKnown(groupName) || this.precedences.has(groupName)) continue;
      this.precedences.set(groupName, precedence);
      if (roleArn === undefined) group.roleArn = Lazy.string({ produce: () => this.roleArns.get(groupName) });
      else this.givenRoles.set(groupName, roleArn);
    }
  }

  private claim(name: string, wanted?: number): number {
    this.checkName(name);
    requirePoolNearby(this.scope, this.userPool, `the group '${name}'`);
    this.quotas.require('groups', this.precedences.size + 1);
    const precedence = wanted ?? Math.max(-1, ...[...this.precedences.values()].filter((one) => one !== undefined)) + 1;
    this.checkPrecedence(name, precedence);
    this.precedences.set(name, precedence);
    return precedence;
  }

  private checkName(name: string): void {
    // The Cognito authorizer of REST APIs joins the groups of a token with commas.
    if (!conformsTo('cognito-idp:GroupNameType', name) || name.includes(',')) {
      throw new CognitoPoolsError({ code: 'group-name', received: `group ${shown(name)}`, fix: 'name it in 1 to 128 characters without spaces and commas' }, this.scope);
    }
    if (this.precedences.has(name)) {
      throw new CognitoPoolsError(duplicateGroup(name), this.scope);
    }
  }

  private checkPrecedence(name: string, precedence: number): void {
    if (!Number.isInteger(precedence) || precedence < 0 || precedence > MAX_PRECEDENCE) {
      throw new CognitoPoolsError({ code: 'group-precedence', received: `group '${name}' has precedence ${shown(precedence)}`, fix: `use a whole number from 0 to ${MAX_PRECEDENCE}` }, this.scope);
    }
    const holder = [...this.precedences.keys()].find((other) => this.precedences.get(other) === precedence);
    if (holder !== undefined) {
      throw new CognitoPoolsError(sharedPrecedence(holder, name, precedence), this.scope);
    }
  }
}

/** The pools of apps whose groups are looked at. */
const WATCHED = new WeakMap<IConstruct, Map<Construct, IUserPoolRef>>();

/**
 * Reports at synth two groups of one name or rank, of which one was made beside its pool: those that are made by the pool are refused
 * at once. The tree of an app is looked through once for all its pools.
 */
function watch(scope: Construct, userPool: IUserPoolRef): void {
  const app = scope.node.root;
  const known = WATCHED.get(app);
  const pools = known ?? new Map<Construct, IUserPoolRef>();
  pools.set(scope, userPool);
  if (known !== undefined) return;
  WATCHED.set(app, pools);
  app.node.addValidation({
    validate: () => {
      const groupsOf = resourcesByPool<CfnUserPoolGroup>(app, CfnUserPoolGroup.CFN_RESOURCE_TYPE_NAME);
      return [...pools].flatMap(([at, pool]) => issuesOf(groupsOf(pool)).map((issue) => reported(issue, at)));
    },
  });
}

function issuesOf(groups: readonly CfnUserPoolGroup[]): ValidationIssue[] {
  const named = groups.filter(({ groupName }) => groupName !== undefined && isKnown(groupName));
  return named.flatMap((group, index): ValidationIssue[] => {
    const [name, before] = [group.groupName ?? '', named.slice(0, index)];
    if (before.some(({ groupName }) => groupName === name)) return [duplicateGroup(name)];
    const holder = before.find(({ precedence }) => precedence !== undefined && precedence === group.precedence);
    return holder === undefined ? [] : [sharedPrecedence(holder.groupName ?? '', name, group.precedence)];
  });
}

function duplicateGroup(name: string): ValidationIssue {
  return { code: 'duplicate-group', received: `group '${name}' is there already`, fix: 'add each group once' };
}

function sharedPrecedence(holder: string, name: string, precedence: number | undefined): ValidationIssue {
  return {
    code: 'duplicate-precedence',
    received: `groups '${holder}' and '${name}' both have precedence ${String(precedence)}`,
    fix: 'give each group a precedence of its own: on a tie Cognito prefers no role',
  };
}

/** The role that a group was given where it was made: the construct where it is of this app. */
function roleOf(scope: Construct, group: string, roleArn: string): IRole {
  const made = referredResource(roleArn)?.node.scope;
  return made instanceof Role ? made : Role.fromRoleArn(scope, `${group}GroupRole`, roleArn);
}

/** The logical id is that of the construct itself, as it was when the group was an L1: another would replace the groups of everybody. */
function logicalIdOf(group: UserPoolGroup): string {
  return Lazy.uncachedString({ produce: () => Stack.of(group).getLogicalId(group as unknown as CfnElement) });
}
