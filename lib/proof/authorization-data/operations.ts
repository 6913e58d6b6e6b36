/**
 * Operations of which their pages say that actions of other names authorize them. Policies that people write name them as actions all
 * the same, and give nothing by that: no request asks for an action of such a name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-batch-api-actions.html
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 */
const OPERATIONS: ReadonlySet<string> = new Set(Object.entries({
  s3: [
    'CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteBucketCors DeleteBucketEncryption DeleteBucketLifecycle DeleteBucketReplication DeleteBucketTagging DeleteObjects',
    'DeletePublicAccessBlock GetBucketAccelerateConfiguration GetBucketEncryption GetBucketLifecycleConfiguration GetBucketNotificationConfiguration GetBucketReplication',
    'GetObjectLockConfiguration GetPublicAccessBlock HeadBucket HeadObject ListBuckets ListMultipartUploads ListObjects ListObjectsV2 ListObjectVersions ListParts',
    'PutBucketAccelerateConfiguration PutBucketEncryption PutBucketLifecycleConfiguration PutBucketNotificationConfiguration PutBucketReplication PutObjectLockConfiguration PutPublicAccessBlock',
    'SelectObjectContent UploadPart UploadPartCopy',
  ],
  dynamodb: ['TransactGetItems TransactWriteItems ExecuteStatement BatchExecuteStatement ExecuteTransaction'],
  sqs: ['SendMessageBatch DeleteMessageBatch ChangeMessageVisibilityBatch'],
  sns: ['PublishBatch'],
  bedrock: ['Converse ConverseStream'],
  lambda: ['Invoke'],
  kms: ['ReEncrypt'],
}).flatMap(([service, lists]) => lists.flatMap((names) => names.split(' ').map((name) => `${service}:${name.toLowerCase()}`))));

/**
 * @param action an action as a policy names it, without wildcards
 * @returns whether it is an operation that actions of other names authorize
 */
export function isOperationAlone(action: string): boolean {
  return OPERATIONS.has(action.toLowerCase());
}
