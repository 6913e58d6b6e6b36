import { remembered } from '../../text/remembered';
import { spellOut } from './edges';
import { matchesWildcard } from './wildcard';

/** An action that does what another does, under another name. */
export interface SameData {
  readonly actions: readonly string[];
  /** What it does, as the end of "which …". */
  readonly does: string;
}

interface Family {
  /** Actions, by `service:Name Name …`. */
  readonly of: string;
  /** What does the same, or more. */
  readonly also: string;
  readonly does: string;
}

const READS_ITEMS = 'dynamodb:GetItem BatchGetItem Query Scan PartiQLSelect';
const WRITES_ITEMS = 'dynamodb:PutItem UpdateItem BatchWriteItem PartiQLInsert PartiQLUpdate';

/**
 * Whoever may do one of `also` has what `of` gives. What lies under another ARN is not here.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html (ReturnValues)
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConditionCheck.html (ReturnValuesOnConditionCheckFailure)
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const FAMILIES: readonly Family[] = [
  { of: 's3:GetObject', also: 's3:GetObjectVersion GetObjectTorrent GetObjectVersionTorrent GetObjectVersionForReplication', does: 'reads the object' },
  { of: 's3:GetObjectVersion', also: 's3:GetObjectVersionTorrent GetObjectVersionForReplication', does: 'reads the object' },
  { of: 's3:DeleteObject', also: 's3:DeleteObjectVersion ReplicateDelete', does: 'deletes the object' },
  { of: 's3:PutObject', also: 's3:ReplicateObject', does: 'writes the object' },
  { of: 's3:ListBucket', also: 's3:ListBucketVersions', does: 'lists the objects' },
  { of: READS_ITEMS, also: READS_ITEMS, does: 'reads the items' },
  { of: READS_ITEMS, also: 'dynamodb:PutItem UpdateItem DeleteItem ConditionCheckItem PartiQLUpdate PartiQLDelete', does: 'returns the item that was there, if asked to' },
  { of: WRITES_ITEMS, also: WRITES_ITEMS, does: 'writes the items' },
  { of: 'dynamodb:DeleteItem PartiQLDelete', also: 'dynamodb:DeleteItem BatchWriteItem PartiQLDelete', does: 'deletes the items' },
  { of: 'ssm:GetParameter GetParameters GetParametersByPath', also: 'ssm:GetParameter GetParameters GetParametersByPath GetParameterHistory', does: 'reads the parameter' },
  { of: 'logs:GetLogEvents FilterLogEvents', also: 'logs:GetLogEvents FilterLogEvents StartLiveTail StartQuery', does: 'reads the log' },
  { of: 'lambda:InvokeFunction', also: 'lambda:InvokeAsync', does: 'invokes the function' },
  ...alike('kinesis:GetRecords SubscribeToShard', 'reads the records'),
  ...alike('kinesis:PutRecord PutRecords', 'writes the records'),
  ...alike('firehose:PutRecord PutRecordBatch', 'sends the records'),
  ...alike('ecr:BatchGetImage GetDownloadUrlForLayer', 'reads the image'),
  ...alike('bedrock:InvokeModel InvokeModelWithResponseStream', 'asks the model'),
  ...alike('sagemaker:InvokeEndpoint InvokeEndpointWithResponseStream', 'asks the endpoint'),
  ...alike('ses:SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail SendBulkEmail', 'sends mail in its name'),
  ...alike('sdb:GetAttributes Select', 'reads the items'),
  ...alike('sdb:PutAttributes BatchPutAttributes', 'writes the items'),
  ...alike('codecommit:GitPull GetFile GetBlob', 'reads the repository'),
  ...alike('codecommit:GitPush PutFile CreateCommit', 'writes to the repository'),
  ...alike('cognito-idp:AdminGetUser ListUsers ListUsersInGroup', 'reads who the users are'),
  ...alike('kinesisvideo:GetMedia GetMediaForFragmentList GetHLSStreamingSessionURL GetDASHStreamingSessionURL GetClip GetImages', 'shows the video'),
  ...alike('athena:GetQueryResults GetQueryResultsStream', 'reads the results'),
  ...alike('appconfig:GetConfiguration GetLatestConfiguration', 'reads the configuration'),
  ...alike('cloudfront-keyvaluestore:GetKey ListKeys', 'reads the values'),
  // A search may be sent by POST, and documents are written and deleted so.
  ...['Get', 'Put', 'Delete'].map((method): Family => ({ of: `es:ESHttp${method}`, also: 'es:ESHttpPost', does: 'does the same by POST' })),
  ...['s3-outposts', 's3-object-lambda'].flatMap((service): Family[] => [
    { of: `${service}:GetObject`, also: `${service}:GetObjectVersion`, does: 'reads the object' },
    { of: `${service}:DeleteObject`, also: `${service}:DeleteObjectVersion`, does: 'deletes the object' },
  ]),
];

/** Each of them does what the others do. */
function alike(actions: string, does: string): Family[] {
  return [{ of: actions, also: actions, does }];
}

let spelled: readonly { readonly own: readonly string[]; readonly also: readonly string[]; readonly does: string }[] | undefined;

/**
 * Actions that read whole tables: their requests need not name a key.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
export const READS_WITHOUT_KEY: readonly string[] = ['dynamodb:Scan', 'dynamodb:PartiQLSelect'];

/**
 * Requests for items always carry the key of the item; those for whole tables need not.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export const OF_ITEMS: readonly string[] = spellOut([
  'dynamodb:GetItem PutItem UpdateItem DeleteItem Query BatchGetItem BatchWriteItem ConditionCheckItem PartiQLInsert PartiQLUpdate PartiQLDelete',
]);

/**
 * @param patterns actions that a promise names, as patterns in any letter case
 * @returns what does the same as an action that it names, and is not named itself
 */
export function sameDataAs(patterns: readonly string[]): readonly SameData[] {
  return sameData(JSON.stringify(patterns).toLowerCase());
}

const sameData = remembered(1_000, (patterns: string): readonly SameData[] => {
  spelled ??= FAMILIES.map(({ of, also, does }) => ({ own: spellOut([of]), also: spellOut([also]), does }));
  const lower = JSON.parse(patterns) as string[];
  const isNamed = (action: string): boolean => lower.some((pattern) => matchesWildcard(pattern, action.toLowerCase()));
  return spelled.flatMap(({ own, also, does }) => {
    const actions = own.some(isNamed) ? also.filter((action) => !isNamed(action)) : [];
    return actions.length === 0 ? [] : [{ actions, does }];
  });
});
