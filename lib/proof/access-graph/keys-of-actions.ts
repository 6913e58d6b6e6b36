import { OF_ITEMS } from '../authorization-data/same-data';
import type { Binding } from '../solver';

/**
 * Services whose own keys no request of another service has. A key with the prefix of a service is in requests to that service
 * alone, save those that AWS calls cross-service keys: the services of these (`codebuild`, `ec2`, `glue`, `identitystore`, `lambda`,
 * `ssm`) do not stand here, nor do those whose keys the service authorization reference lists for another service too.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_THEIR_OWN = ['appsync', 'dynamodb', 'execute-api', 'firehose', 'geo', 'kinesis', 'kms', 'polly', 'rekognition', 'secretsmanager', 'ses', 'sns', 'sqs', 'states', 'sts'];

/**
 * Actions on data whose requests have no tags in them to be looked at: their API has no parameter for any.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
 */
const WITHOUT_TAGS = [
  's3:getobject', 's3:getobjectversion', 's3:getobjectattributes', 's3:getobjectacl', 's3:deleteobject', 's3:deleteobjectversion', 's3:listbucket', 's3:listbucketversions',
  'dynamodb:getitem', 'dynamodb:batchgetitem', 'dynamodb:query', 'dynamodb:scan', 'dynamodb:putitem', 'dynamodb:updateitem', 'dynamodb:deleteitem', 'dynamodb:batchwriteitem', 'dynamodb:conditioncheckitem',
  'kinesis:getrecords', 'kinesis:putrecord', 'kinesis:putrecords', 'kms:decrypt', 'kms:encrypt', 'kms:generatedatakey', 'secretsmanager:getsecretvalue',
  'sqs:deletemessage', 'sqs:receivemessage', 'sqs:sendmessage', 'sns:publish',
];

const NOT_WITH_DATA: Binding = { kind: 'of-actions', actions: WITHOUT_TAGS, but: true };

/**
 * What a request for a list says of it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
 */
const OF_LISTS: Binding = { kind: 'of-actions', actions: ['s3*:list*'], but: false };

/** Keys that requests of some actions alone can have, where documentation tells. */
export const KEYS_OF_ACTIONS: Readonly<Record<string, Binding>> = {
  'aws:TagKeys': NOT_WITH_DATA,
  'aws:RequestTag/*': NOT_WITH_DATA,
  's3:delimiter': OF_LISTS,
  's3:max-keys': OF_LISTS,
  's3:prefix': OF_LISTS,
  // The services of S3 count as one.
  's3:*': { kind: 'of-actions', actions: ['s3*:*'], but: false },
  'dynamodb:LeadingKeys': { kind: 'of-actions', actions: ['dynamodb:*'], but: false, always: OF_ITEMS.map((action) => action.toLowerCase()) },
  // https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html: Protocol is required
  'sns:Protocol': { kind: 'of-actions', actions: ['sns:*'], but: false, always: ['sns:subscribe'] },
  ...Object.fromEntries(OF_THEIR_OWN.map((service): [string, Binding] => [`${service}:*`, { kind: 'of-actions', actions: [`${service}:*`], but: false }])),
};
