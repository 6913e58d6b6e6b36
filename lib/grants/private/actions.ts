/** What each verb of the facades means in IAM actions, no more than a client needs for it. */
export const OBJECT_ACTIONS = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject', 's3:AbortMultipartUpload'],
  delete: ['s3:DeleteObject'],
  list: ['s3:ListBucket'],
};

export const ITEM_ACTIONS = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'],
  /** Queries alone can go to an index. */
  readIndex: ['dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
  delete: ['dynamodb:DeleteItem'],
  scan: ['dynamodb:Scan'],
};

/** All by which items can be seen or changed, granted by this library or not: what the promise of own items is about. */
export const ALL_ITEM_ACTIONS = [...ITEM_ACTIONS.read, ...ITEM_ACTIONS.write, ...ITEM_ACTIONS.scan, 'dynamodb:PartiQL*'];

export const RECORD_ACTIONS = {
  kinesis: ['kinesis:PutRecord', 'kinesis:PutRecords'],
  firehose: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
  rum: ['rum:PutRumEvents'],
};
