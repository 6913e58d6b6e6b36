import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket, IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct, IDependable } from 'constructs';

/** The service that writes vended logs into buckets. */
const DELIVERY = 'delivery.logs.amazonaws.com';

/**
 * Lets the log delivery service write into a bucket, and use its key. Left out, the service writes the policy of the bucket itself
 * when the delivery is made, and collides with a policy that CloudFormation makes at the same time.
 *
 * @returns what the delivery must come after; undefined where the policy of the bucket is not to be written from here
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html
 */
export function allowDelivery(scope: IConstruct, bucket: IBucketRef): IDependable | undefined {
  if (!hasPolicy(bucket)) return undefined;
  const { account } = Stack.of(scope);
  const conditions = {
    StringEquals: { 'aws:SourceAccount': account },
    ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ service: 'logs', resource: '*' }) },
  };
  const principals: IPrincipal[] = [new ServicePrincipal(DELIVERY)];
  const { policyDependable } = bucket.addToResourcePolicy(new PolicyStatement({ principals, actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions }));
  bucket.addToResourcePolicy(new PolicyStatement({
    principals,
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
    conditions: { ...conditions, StringEquals: { ...conditions.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
  bucket.encryptionKey?.addToResourcePolicy(new PolicyStatement({ principals, actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], resources: ['*'], conditions }));
  return policyDependable;
}

/** An L2 bucket; that of an L1 has no policy that could be added to. */
function hasPolicy(bucket: IBucketRef): bucket is IBucket {
  return 'addToResourcePolicy' in bucket;
}
