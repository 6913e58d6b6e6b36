/**
 * Operations of Amazon S3 of which the Service Authorization Reference says that actions of other names authorize them. Policies that
 * people write name them as actions all the same, and give nothing by that: no request asks for an action of such a name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html
 */
const OPERATIONS: ReadonlySet<string> = new Set([
  'CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteBucketCors DeleteBucketEncryption DeleteBucketLifecycle DeleteBucketReplication DeleteBucketTagging DeleteObjects',
  'DeletePublicAccessBlock GetBucketAccelerateConfiguration GetBucketEncryption GetBucketLifecycleConfiguration GetBucketNotificationConfiguration GetBucketReplication',
  'GetObjectLockConfiguration GetPublicAccessBlock HeadBucket HeadObject ListBuckets ListMultipartUploads ListObjects ListObjectsV2 ListObjectVersions ListParts',
  'PutBucketAccelerateConfiguration PutBucketEncryption PutBucketLifecycleConfiguration PutBucketNotificationConfiguration PutBucketReplication PutObjectLockConfiguration PutPublicAccessBlock',
  'SelectObjectContent UploadPart UploadPartCopy',
].flatMap((names) => names.split(' ').map((name) => `s3:${name.toLowerCase()}`)));

/**
 * @param action an action as a policy names it, without wildcards
 * @returns whether it is an operation that actions of other names authorize
 */
export function isOperationAlone(action: string): boolean {
  return OPERATIONS.has(action.toLowerCase());
}
