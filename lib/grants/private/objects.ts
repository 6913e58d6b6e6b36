import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { OBJECT_ACTIONS } from './actions';
import { grantOnKey } from './key';
import { requireObject } from '../../private/types';

/** The bucket, where it is one. */
export function requiredBucket(bucket: IBucketRef): IBucketRef {
  requireObject('the bucket', bucket, 'bucketRef', 'a bucket of S3, or what refers to one');
  return bucket;
}

/** Grants on all objects below a prefix, and on the key of the bucket through S3. */
export function belowPrefix(bucket: IBucketRef, prefix: string, grantee: IGrantable, actions: string[], keyActions: string[]): Grant {
  const { bucketArn } = bucket.bucketRef;
  if (keyActions.length > 0) grantOnKey('s3', bucket, bucketArn, grantee, keyActions);
  return Grant.addToPrincipal({ grantee, actions, resourceArns: [`${bucketArn}/${prefix}/*`] });
}

/** Grants listings below a prefix: each request names it. */
export function listingBelow(bucket: IBucketRef, prefix: string, grantee: IGrantable): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: OBJECT_ACTIONS.list,
    resourceArns: [bucket.bucketRef.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${prefix}/*` } },
  });
}
