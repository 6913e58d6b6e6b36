/** What each verb of the facades means in IAM actions, no more than a client needs for it. */
export const OBJECT_ACTIONS = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject', 's3:AbortMultipartUpload'],
  delete: ['s3:DeleteObject'],
  list: ['s3:ListBucket'],
};

export const RECORD_ACTIONS = {
  put: ['kinesis:PutRecord', 'kinesis:PutRecords'],
};
