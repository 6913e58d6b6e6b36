import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import type { IdentityPoolPrincipal } from '../mapping/identity-pool-principal';
import { Isolation } from '../mapping/isolation';
import type { Owner } from '../mapping/owner';
import { OBJECT_ACTIONS } from './private/actions';
import { requiredOwner, requireOwners } from './private/grantee';
import { grantOnKey } from './private/key';
import { belowPrefix, listingBelow, requiredBucket } from './private/objects';
import { validatePrefix } from './private/prefix-validation';
import { requireOptions } from '../private/types';

/** Options of `OwnObjectGrants`: how the objects of a bucket belong to owners. */
export interface OwnObjectOptions {
  /**
   * The part of the key before the owner: with `users`, each user owns `users/<identity id>/` and all below it. Plain
   * characters, no slash at either end.
   */
  readonly prefix: string;

  /**
   * The owner of a folder: with `Owner.sessionTag('tenantId')`, all users of a tenant own `<prefix>/<tenant>/`.
   *
   * @default Owner.identityId()
   */
  readonly owner?: Owner;
}

/**
 * Each user's own objects in a bucket: `<prefix>/<identity id>/*`, and nobody else's; or those of their tenant. Every synth proves it for all users.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export class OwnObjectGrants {
  /**
   * Grants on the objects of this bucket.
   *
   * @param bucket any reference to a bucket: L2, imported or L1
   * @param options the prefix under which users have their own folders
   * @returns an object whose methods grant to principals
   * @throws error `prefix` or `literal-required` for a prefix that could grant more than it says
   */
  public static fromBucket(bucket: IBucketRef, options: OwnObjectOptions): OwnObjectGrants {
    requireOptions("'options' of own objects", options, requiredBucket(bucket));
    return new OwnObjectGrants(bucket, validatePrefix(options.prefix, requiredBucket(bucket)), requiredOwner(bucket, options.owner));
  }

  private constructor(private readonly bucket: IBucketRef, private readonly prefix: string, private readonly owner: Owner) {}

  /**
   * Read the own objects and list the own folder.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   */
  public read(principal: IdentityPoolPrincipal): Grant {
    return this.onOwnObjects(principal, OBJECT_ACTIONS.read, ['kms:Decrypt']).combine(this.list(principal));
  }

  /**
   * Write own objects, in one request or in parts.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   */
  public write(principal: IdentityPoolPrincipal): Grant {
    return this.onOwnObjects(principal, OBJECT_ACTIONS.write, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  /**
   * Delete own objects.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   */
  public delete(principal: IdentityPoolPrincipal): Grant {
    return this.onOwnObjects(principal, OBJECT_ACTIONS.delete, []);
  }

  /**
   * List the own folder. The request must name it: `Prefix: '<prefix>/<identity id>/'`.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   */
  public list(principal: IdentityPoolPrincipal): Grant {
    const owners = this.promise(principal);
    return Grant.addToPrincipal({
      grantee: owners,
      actions: OBJECT_ACTIONS.list,
      resourceArns: [this.bucketArn],
      conditions: { ...this.owner._conditions, StringLike: { 's3:prefix': `${this.prefix}/${this.owner._variable(owners)}/*` } },
    });
  }

  /**
   * Read, list and write the own objects.
   *
   * @param principal who owns: `auth.authenticated`, `auth.group('…')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   */
  public readWrite(principal: IdentityPoolPrincipal): Grant {
    return this.read(principal).combine(this.write(principal));
  }

  /**
   * Read and list the objects of all users below the prefix: an exception to the promise that users reach only their own,
   * granted by name and so part of the promise.
   *
   * @param principal who may: `auth.group('curators')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`; at synth `exception-without-promise`
   */
  public readAll(principal: IdentityPoolPrincipal): Grant {
    const users = this.exception(principal, [...OBJECT_ACTIONS.read, ...OBJECT_ACTIONS.list]);
    return belowPrefix(this.bucket, this.prefix, users, OBJECT_ACTIONS.read, ['kms:Decrypt']).combine(listingBelow(this.bucket, this.prefix, users));
  }

  /**
   * Write objects of all users below the prefix, in one request or in parts; not to delete or read them. An exception to the
   * promise that users reach only their own, granted by name and so part of the promise.
   *
   * @param principal who may: `auth.group('administrators')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`; at synth `exception-without-promise`
   */
  public writeAll(principal: IdentityPoolPrincipal): Grant {
    return belowPrefix(this.bucket, this.prefix, this.exception(principal, OBJECT_ACTIONS.write), OBJECT_ACTIONS.write, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  /**
   * Delete objects of all users below the prefix: an exception to the promise that users reach only their own, granted by name
   * and so part of the promise.
   *
   * @param principal who may: `auth.group('administrators')`
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`; at synth `exception-without-promise`
   */
  public deleteAll(principal: IdentityPoolPrincipal): Grant {
    return belowPrefix(this.bucket, this.prefix, this.exception(principal, OBJECT_ACTIONS.delete), OBJECT_ACTIONS.delete, []);
  }

  private onOwnObjects(principal: IdentityPoolPrincipal, actions: string[], keyActions: string[]): Grant {
    const owners = this.promise(principal);
    if (keyActions.length > 0) grantOnKey('s3', this.bucket, this.bucketArn, owners, keyActions);
    return Grant.addToPrincipal({
      grantee: owners,
      actions,
      resourceArns: [`${this.bucketArn}/${this.prefix}/${this.owner._variable(owners)}/*`],
      conditions: this.owner._conditions,
    });
  }

  private promise(principal: IdentityPoolPrincipal): IdentityPoolPrincipal {
    const owners = requireOwners(principal, 'OwnObjectGrants', this.bucket, this.bucketArn);
    owners._promise(this.isolation(owners), this.owner);
    return owners;
  }

  private exception(principal: IdentityPoolPrincipal, actions: string[]): IdentityPoolPrincipal {
    const users = requireOwners(principal, 'OwnObjectGrants', this.bucket, this.bucketArn);
    users._except(this.isolation(users), actions);
    return users;
  }

  private isolation(principal: IdentityPoolPrincipal): Isolation {
    const own = `${this.prefix}/\${owner}/*`;
    return principal._isolations.about(`s3 ${this.bucketArn} ${this.prefix} ${this.owner._title}`, () => new Isolation({
      title: `${this.owner._title} reach only their own objects`,
      where: `under '${this.prefix}'`,
      owner: this.owner._recorded,
      slices: [
        { actions: ['s3:*'], resource: `${this.bucketArn}/${own}` },
        { actions: ['s3:ListBucket', 's3:ListBucketVersions'], resource: this.bucketArn, key: 's3:prefix', value: own, prefixes: true },
      ],
    }));
  }

  private get bucketArn(): string {
    return this.bucket.bucketRef.bucketArn;
  }
}
