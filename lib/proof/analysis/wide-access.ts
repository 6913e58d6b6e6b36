import type { Session } from '../access-graph/sessions';
import { partitionOf } from '../template/partition';
import type { Forbidden } from './forbidden-requests';

/** A name that no template gives to anything: who reaches it reaches whatever there is in the account. */
const NOBODYS = 'named-in-no-template';

/** For each service, what is done with its data, and how resources of it are called: a wildcard for the name is wide, whatever follows it. */
const DATA: readonly { readonly actions: readonly string[]; readonly resource: string; readonly what: string }[] = [
  { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], resource: `s3:::${NOBODYS}/*`, what: 'objects of every bucket' },
  { actions: ['s3:ListBucket'], resource: `s3:::${NOBODYS}`, what: 'the keys of every bucket' },
  { actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], resource: `dynamodb:{r}:{a}:table/${NOBODYS}`, what: 'items of every table' },
  { actions: ['kinesis:PutRecord', 'kinesis:GetRecords'], resource: `kinesis:{r}:{a}:stream/${NOBODYS}`, what: 'records of every stream' },
  { actions: ['firehose:PutRecord'], resource: `firehose:{r}:{a}:deliverystream/${NOBODYS}`, what: 'records of every delivery stream' },
  { actions: ['lambda:InvokeFunction', 'lambda:GetFunction'], resource: `lambda:{r}:{a}:function:${NOBODYS}`, what: 'every function' },
  { actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'], resource: `sqs:{r}:{a}:${NOBODYS}`, what: 'messages of every queue' },
  { actions: ['sns:Publish', 'sns:Subscribe'], resource: `sns:{r}:{a}:${NOBODYS}`, what: 'messages of every topic' },
  { actions: ['ses:SendEmail', 'ses:SendRawEmail'], resource: `ses:{r}:{a}:identity/${NOBODYS}`, what: 'e-mail in the name of every identity' },
  { actions: ['execute-api:Invoke'], resource: `execute-api:{r}:{a}:${NOBODYS}/*`, what: 'every API' },
  { actions: ['appsync:GraphQL'], resource: `appsync:{r}:{a}:apis/${NOBODYS}/*`, what: 'every GraphQL API' },
  { actions: ['iot:Publish', 'iot:Subscribe', 'iot:Receive'], resource: `iot:{r}:{a}:topic/${NOBODYS}`, what: 'messages of every device' },
  { actions: ['kms:Decrypt'], resource: `kms:{r}:{a}:key/${NOBODYS}`, what: 'what every key encrypts' },
  { actions: ['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminSetUserPassword'], resource: `cognito-idp:{r}:{a}:userpool/${NOBODYS}`, what: 'the users of every user pool' },
  { actions: ['secretsmanager:GetSecretValue'], resource: `secretsmanager:{r}:{a}:secret:${NOBODYS}`, what: 'every secret' },
  { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resource: `ssm:{r}:{a}:parameter/${NOBODYS}`, what: 'every parameter' },
];

/** What only those who run an application do, on any resource at all. */
const ADMINISTRATION = [
  's3:DeleteBucket', 's3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration', 'dynamodb:DeleteTable', 'dynamodb:UpdateTable', 'lambda:UpdateFunctionCode', 'lambda:AddPermission',
  'lambda:DeleteFunction', 'sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sns:DeleteTopic', 'sns:SetTopicAttributes', 'kinesis:DeleteStream', 'firehose:DeleteDeliveryStream', 'kms:ScheduleKeyDeletion',
  'kms:PutKeyPolicy', 'cognito-idp:DeleteUserPool', 'cognito-idp:UpdateUserPoolClient', 'iot:AttachPolicy', 'appsync:DeleteGraphqlApi', 'logs:DeleteLogGroup',
];

/** What is named there is none of the resources that are administered: `s3:*` on a folder of a bucket deletes no bucket. */
const EXCEPT: Readonly<Record<string, { readonly except: readonly string[] } | undefined>> = { s3: { except: ['*/*'] }, dynamodb: { except: ['*/*/*'] } };

/**
 * @param sessions sessions of one role
 * @returns what is wide: data of whatever there is in the account, and the administration of anything
 */
export function wideAccess([session]: readonly Session[]): Forbidden[] {
  const { region, account } = session.pool.resource;
  const arn = (rest: string): string => `arn:${partitionOf(region)}:${rest.replace('{r}', region ?? 'us-east-1').replace('{a}', account)}`;
  const administration = [...new Set(ADMINISTRATION.map((action) => action.split(':')[0]))].map((service) => ADMINISTRATION.filter((action) => action.startsWith(`${service}:`)));
  return [
    ...DATA.map(({ actions, resource, what }) => ({ actions, resources: [arn(resource)], means: `the statement reaches ${what} in the account` })),
    ...administration.map((actions) => ({ actions, resources: ['*'], ...EXCEPT[actions[0].split(':')[0]], means: 'the statement allows what only those who run the application do' })),
  ];
}
