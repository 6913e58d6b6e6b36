import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { Isolation } from '../mapping/isolation';
import type { Owner } from '../mapping/owner';
import { ALL_ITEM_ACTIONS, ITEM_ACTIONS } from './private/actions';
import { requiredOwner, requireOwners } from './private/grantee';
import { checkIndexes, requireTable } from './private/indexes';
import { grantOnKey } from './private/key';
import { validateKeyPrefix } from './private/prefix-validation';
import { requireOptions } from '../private/types';

/** Options of `OwnItemGrants`: how the items of a table belong to owners. */
export interface OwnItemOptions {
  /**
   * The owner of an item: with `Owner.sessionTag('tenantId')`, all users of a tenant own the items of the tenant.
   *
   * @default Owner.identityId()
   */
  readonly owner?: Owner;

  /**
   * The text before the owner in the partition key: with `USER#`, each user owns the items of the partition
   * `USER#<identity id>`.
   *
   * @default - nothing: the partition key is the owner
   */
  readonly keyPrefix?: string;

  /**
   * The indexes that users may query, each with the partition key of the table: DynamoDB compares the owner with the
   * partition key of the index that is queried.
   *
   * @default - none
   */
  readonly indexes?: string[];
}

/**
 * Each user's own items in a DynamoDB table: those whose partition key is the owner, and nobody else's. Every synth proves
 * it for all users. There is no scan: it names no partition key.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export class OwnItemGrants {
  /**
   * Grants on the items of this table.
   *
   * @param table any reference to a table: L2, imported or L1
   * @param options whose items they are, and how their partition key is made
   * @returns an object whose methods grant to principals
   * @throws error `key-prefix`, `literal-required`, `index-name`, `index-of-another-key`
   */
  public static fromTable(table: ITableRef, options: OwnItemOptions = {}): OwnItemGrants {
    requireTable(table);
    requireOptions("'options' of own items", options, table);
    checkIndexes(table, options.indexes ?? []);
    return new OwnItemGrants(table, requiredOwner(table, options.owner), validateKeyPrefix(options.keyPrefix ?? '', table), [...options.indexes ?? []]);
  }

  private constructor(private readonly table: ITableRef, private readonly owner: Owner, private readonly keyPrefix: string, private readonly indexes: string[]) {}

  /**
   * Get own items, one or many, and query them in the table and the named indexes.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public read(principal: IdentityPoolPrincipal): Grant {
    const onTable = this.onOwnItems(principal, ITEM_ACTIONS.read, [this.tableArn], ['kms:Decrypt']);
    if (this.indexes.length === 0) return onTable;
    return onTable.combine(this.onOwnItems(principal, ITEM_ACTIONS.readIndex, this.indexes.map((index) => `${this.tableArn}/index/${index}`), []));
  }

  /**
   * Put, update and delete own items, one or many.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public write(principal: IdentityPoolPrincipal): Grant {
    return this.onOwnItems(principal, ITEM_ACTIONS.write, [this.tableArn], ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']);
  }

  /**
   * Read and write own items.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public readWrite(principal: IdentityPoolPrincipal): Grant {
    return this.read(principal).combine(this.write(principal));
  }

  /**
   * Read the items of all users, also by scan: an exception to the promise that users reach only their own, granted by name
   * and so part of the promise.
   *
   * @param principal who may: `auth.group('administrators')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`; at synth `exception-without-promise`
   */
  public readAll(principal: IdentityPoolPrincipal): Grant {
    const actions = [...ITEM_ACTIONS.read, ...ITEM_ACTIONS.scan];
    const users = this.exception(principal, actions, ['kms:Decrypt']);
    return Grant.addToPrincipal({ grantee: users, actions, resourceArns: [this.tableArn, ...this.indexes.map((index) => `${this.tableArn}/index/${index}`)] });
  }

  /**
   * Put, update and delete items of all users, one or many; not to read them. An exception to the promise that users reach only
   * their own, granted by name and so part of the promise.
   *
   * @param principal who may: `auth.group('administrators')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`; at synth `exception-without-promise`
   */
  public writeAll(principal: IdentityPoolPrincipal): Grant {
    return this.onAllItems(principal, ITEM_ACTIONS.write);
  }

  /**
   * Delete items of all users one by one: an exception to the promise that users reach only their own, granted by name and so
   * part of the promise. To delete many at once is `writeAll`: IAM knows one action for all that a batch writes.
   *
   * @param principal who may: `auth.group('administrators')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`; at synth `exception-without-promise`
   */
  public deleteAll(principal: IdentityPoolPrincipal): Grant {
    return this.onAllItems(principal, ITEM_ACTIONS.delete);
  }

  /** Without a prefix of the keys every item of the table belongs to somebody. */
  private onAllItems(principal: IdentityPoolPrincipal, actions: string[]): Grant {
    const users = this.exception(principal, actions, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey']);
    const keys = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${this.keyPrefix}*`] }, 'Null': { 'dynamodb:LeadingKeys': 'false' } };
    return Grant.addToPrincipal({ grantee: users, actions, resourceArns: [this.tableArn], ...(this.keyPrefix !== '' && { conditions: keys }) });
  }

  private exception(principal: IdentityPoolPrincipal, actions: string[], keyActions: string[]): IdentityPoolPrincipal {
    const users = requireOwners(principal, 'OwnItemGrants', this.table, this.tableArn);
    users._except(this.isolation(users), actions);
    grantOnKey('dynamodb', this.table, this.tableArn, users, keyActions);
    return users;
  }

  /**
   * `ForAllValues` holds for a request that names no key at all; the Null check is what refuses that.
   */
  private onOwnItems(principal: IdentityPoolPrincipal, actions: string[], resourceArns: string[], keyActions: string[]): Grant {
    const owners = requireOwners(principal, 'OwnItemGrants', this.table, this.tableArn);
    owners._promise(this.isolation(owners), this.owner);
    if (keyActions.length > 0) grantOnKey('dynamodb', this.table, this.tableArn, owners, keyActions);
    return Grant.addToPrincipal({
      grantee: owners,
      actions,
      resourceArns,
      conditions: {
        ...this.owner._conditions,
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`${this.keyPrefix}${this.owner._variable(owners)}`] },
        'Null': { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  }

  private isolation(principal: IdentityPoolPrincipal): Isolation {
    const own = { key: 'dynamodb:LeadingKeys', value: `${this.keyPrefix}\${owner}`, each: true };
    return principal._isolations.about(`dynamodb ${this.tableArn} ${this.keyPrefix} ${this.owner._title}`, () => new Isolation({
      title: `${this.owner._title} reach only their own items`,
      where: this.keyPrefix === '' ? 'in the table' : `under '${this.keyPrefix}'`,
      owner: this.owner._recorded,
      slices: [this.tableArn, `${this.tableArn}/index/*`].map((resource) => ({ actions: ALL_ITEM_ACTIONS, resource, ...own })),
    }));
  }

  private get tableArn(): string {
    return this.table.tableRef.tableArn;
  }
}
