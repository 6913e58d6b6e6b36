import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { OBJECT_ACTIONS } from './private/actions';
import { checkReach } from './private/grantee';
import { belowPrefix, listingBelow, requiredBucket } from './private/objects';
import { validatePrefix } from './private/prefix-validation';
import { requireOptions } from '../private/types';

/** Options of `SharedObjectGrants`: which objects of a bucket are shared. */
export interface SharedObjectOptions {
  /**
   * The part of the key that shared objects begin with: with `news`, all below `news/`. Plain characters, no slash at either end.
   */
  readonly prefix: string;
}

/**
 * Objects below a prefix of a bucket that belong to nobody in particular, such as news or a catalog. `grantRead` of a bucket lets
 * whoever reads one prefix list the whole bucket, the folders of its users too; these grants list below the prefix alone.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
export class SharedObjectGrants {
  /**
   * Grants on the objects of this bucket below a prefix.
   *
   * @param bucket any reference to a bucket: L2, imported or L1
   * @param options the prefix
   * @returns an object whose methods grant to principals
   * @throws error `prefix` or `literal-required` for a prefix that could grant more than it says
   */
  public static fromBucket(bucket: IBucketRef, options: SharedObjectOptions): SharedObjectGrants {
    requireOptions("'options' of the shared objects", options, requiredBucket(bucket));
    return new SharedObjectGrants(bucket, validatePrefix(options.prefix, requiredBucket(bucket)));
  }

  private constructor(private readonly bucket: IBucketRef, private readonly prefix: string) {}

  /**
   * Read the objects and list them.
   *
   * @param grantee who may: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public read(grantee: IGrantable): Grant {
    return this.on(grantee, OBJECT_ACTIONS.read, ['kms:Decrypt']).combine(this.list(grantee));
  }

  /**
   * Write objects, in one request or in parts.
   *
   * @param grantee who may: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public write(grantee: IGrantable): Grant {
    return this.on(grantee, OBJECT_ACTIONS.write, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  /**
   * Delete objects.
   *
   * @param grantee who may: `auth.group('…')`, or a function or role
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public delete(grantee: IGrantable): Grant {
    return this.on(grantee, OBJECT_ACTIONS.delete, []);
  }

  /**
   * List the objects. The request must name the prefix: `Prefix: '<prefix>/'`.
   *
   * @param grantee who may: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public list(grantee: IGrantable): Grant {
    checkReach(grantee, this.bucket, this.bucket.bucketRef.bucketArn);
    return listingBelow(this.bucket, this.prefix, grantee);
  }

  /**
   * Read, list and write the objects.
   *
   * @param grantee who may: `auth.authenticated`, `auth.group('…')`, `guests.principal`, or a function or role
   * @returns the L2 `Grant`, whose `applyBefore` lets a resource wait for the policy
   * @throws error `principal-of-another-app`, `resource-in-another-account`
   */
  public readWrite(grantee: IGrantable): Grant {
    return this.read(grantee).combine(this.write(grantee));
  }

  private on(grantee: IGrantable, actions: string[], keyActions: string[]): Grant {
    checkReach(grantee, this.bucket, this.bucket.bucketRef.bucketArn);
    return belowPrefix(this.bucket, this.prefix, grantee, actions, keyActions);
  }
}
