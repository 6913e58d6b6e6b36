import type { Call } from '../../../examples/support';
import type { DeployedResource } from './account';

/** What a call asks of IAM, in the words of `can`. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: { readonly [key: string]: string[] };
}

/** What stands in the account beside the resources. */
export interface Surroundings {
  readonly resources: readonly DeployedResource[];
  /** The tags of an object. */
  readonly objectTags: (bucket: string, key: string) => Promise<Record<string, string>>;
}

type Input = Readonly<Record<string, unknown>>;
/** Finds what a name of the account is called in the template: `${LogicalId.Arn}`. */
type Find = (type: string, name: unknown) => string | undefined;

const OWN_ID = '${cognito-identity.amazonaws.com:sub}';

const object = (action: string) => ({ Bucket, Key }: Input, find: Find): Partial<Question> => ({ action, resource: find('AWS::S3::Bucket', Bucket)?.concat(`/${String(Key)}`) });
const item = (action: string, keysOf: (input: Input) => unknown[]) => (input: Input, find: Find): Partial<Question> => {
  const keys = keysOf(input).map((value) => String((value as { readonly S?: string } | undefined)?.S));
  return { action, resource: find('AWS::DynamoDB::Table', input.TableName), context: keys.length > 0 ? { 'dynamodb:LeadingKeys': keys } : {} };
};
const contextOf = (key: string, value: unknown): Question['context'] => (typeof value === 'string' ? { [key]: [value] } : {});
const firstOf = (map: unknown): unknown[] => Object.values((map ?? {}) as Record<string, unknown>).slice(0, 1);
const stream = (action: string) => ({ StreamName }: Input, find: Find): Partial<Question> => ({ action, resource: find('AWS::Kinesis::Stream', StreamName) });

/** What each command asks; the partition key comes first in the keys that the clients of the examples send. */
const COMMANDS: Readonly<Record<string, (input: Input, find: Find) => Partial<Question>>> = {
  'S3Client GetObjectCommand': object('s3:GetObject'),
  'S3Client PutObjectCommand': object('s3:PutObject'),
  'S3Client DeleteObjectCommand': object('s3:DeleteObject'),
  'S3Client ListObjectsV2Command': ({ Bucket, Prefix }, find) => ({ action: 's3:ListBucket', resource: find('AWS::S3::Bucket', Bucket), context: contextOf('s3:prefix', Prefix) }),
  'DynamoDBClient GetItemCommand': item('dynamodb:GetItem', ({ Key }) => firstOf(Key)),
  'DynamoDBClient PutItemCommand': item('dynamodb:PutItem', ({ Item }) => firstOf(Item)),
  'DynamoDBClient QueryCommand': item('dynamodb:Query', ({ ExpressionAttributeValues }) => firstOf(ExpressionAttributeValues)),
  'DynamoDBClient ScanCommand': item('dynamodb:Scan', () => []),
  'KinesisClient PutRecordCommand': stream('kinesis:PutRecord'),
  'KinesisClient GetShardIteratorCommand': stream('kinesis:GetShardIterator'),
  'KinesisClient ListStreamsCommand': () => ({ action: 'kinesis:ListStreams', resource: '*' }),
  'FirehoseClient PutRecordCommand': ({ DeliveryStreamName }, find) => ({ action: 'firehose:PutRecord', resource: find('AWS::KinesisFirehose::DeliveryStream', DeliveryStreamName) }),
};

/**
 * Says what a call asks of IAM.
 *
 * @param call the call
 * @param identityId the identity id of the caller, which `can` knows by a variable
 * @param surroundings what the stack has
 * @returns the question; undefined for calls that IAM does not decide by what is granted, and for what the stack does not have
 */
export async function questionOf({ client, command, input }: Call, identityId: string, { objectTags, resources }: Surroundings): Promise<Question | undefined> {
  const find: Find = (type, name) => {
    const found = resources.find((one) => one.type === type && one.physicalId === name);
    return found && `\${${found.logicalId}.Arn}`;
  };
  const { action, context = {}, resource } = COMMANDS[`${client} ${command}`]?.(input, find) ?? {};
  if (action === undefined || resource === undefined) return undefined;
  const tags = action === 's3:GetObject' ? await objectTags(String(input.Bucket), String(input.Key)) : {};
  const all = { ...context, ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`s3:ExistingObjectTag/${tag}`, [value]])) };
  const own = (text: string): string => text.replaceAll(identityId, OWN_ID);
  return { action, resource: own(resource), context: Object.fromEntries(Object.entries(all).map(([key, values]) => [key, values.map(own)])) };
}
