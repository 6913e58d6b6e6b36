import { actionsMatching, type ActionFacts, type EdgeKind } from '../authorization-data/actions';
import { serviceOf } from '../authorization-data/beyond-own-service';
import { byResources, type SameResources } from '../access-graph/edge-actions';
import type { Session } from '../access-graph/sessions';
import type { Statement } from '../iam/policy';
import { ALL_SYMBOLS } from '../symbols/symbol';
import { NOBODYS, type Forbidden } from './forbidden-requests';

/** What is done with the data of common services, and how resources of them are called: a wildcard for the name is wide, whatever follows it. */
const DATA: readonly { readonly actions: readonly string[]; readonly resource: string; readonly what: string }[] = [
  { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], resource: `arn:*:s3:::${NOBODYS}/*`, what: 'objects of every bucket' },
  { actions: ['s3:ListBucket'], resource: `arn:*:s3:::${NOBODYS}`, what: 'the keys of every bucket' },
  { actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', 'dynamodb:PartiQLSelect', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'], resource: `arn:*:dynamodb:*:*:table/${NOBODYS}`, what: 'items of every table' },
  { actions: ['kinesis:PutRecord', 'kinesis:PutRecords', 'kinesis:GetRecords'], resource: `arn:*:kinesis:*:*:stream/${NOBODYS}`, what: 'records of every stream' },
  { actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resource: `arn:*:firehose:*:*:deliverystream/${NOBODYS}`, what: 'records of every delivery stream' },
  { actions: ['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl', 'lambda:GetFunction'], resource: `arn:*:lambda:*:*:function:${NOBODYS}`, what: 'every function' },
  { actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'], resource: `arn:*:sqs:*:*:${NOBODYS}`, what: 'messages of every queue' },
  { actions: ['sns:Publish', 'sns:Subscribe'], resource: `arn:*:sns:*:*:${NOBODYS}`, what: 'messages of every topic' },
  { actions: ['ses:SendEmail', 'ses:SendRawEmail'], resource: `arn:*:ses:*:*:identity/${NOBODYS}`, what: 'e-mail in the name of every identity' },
  { actions: ['execute-api:Invoke'], resource: `arn:*:execute-api:*:*:${NOBODYS}/*`, what: 'every API' },
  { actions: ['appsync:GraphQL'], resource: `arn:*:appsync:*:*:apis/${NOBODYS}/*`, what: 'every GraphQL API' },
  { actions: ['iot:Publish', 'iot:Subscribe', 'iot:Receive'], resource: `arn:*:iot:*:*:topic/${NOBODYS}`, what: 'messages of every device' },
  { actions: ['kms:Decrypt'], resource: `arn:*:kms:*:*:key/${NOBODYS}`, what: 'what every key encrypts' },
  { actions: ['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminSetUserPassword'], resource: `arn:*:cognito-idp:*:*:userpool/${NOBODYS}`, what: 'the users of every user pool' },
  { actions: ['secretsmanager:GetSecretValue'], resource: `arn:*:secretsmanager:*:*:secret:${NOBODYS}`, what: 'every secret' },
  { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resource: `arn:*:ssm:*:*:parameter/${NOBODYS}`, what: 'every parameter' },
];

/**
 * Actions that work without any of the resources that they may take, and need `*` then: a vocabulary, a lexicon, a model of one's
 * own instead of that of the service.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const WITHOUT_RESOURCE = /^(translate:Translate(Text|Document)|polly:SynthesizeSpeech|comprehend:(BatchDetect|Detect|Contains)\w*|transcribe:Start\w*Stream\w*|rekognition:(Detect|Compare|Recognize)\w*|textract:(Detect|Analyze)\w*|cloudwatch:PutMetricData|logs:CreateLogGroup|mobiletargeting:PutEvents)$/;

/** What only those who run an application do. */
const ADMINISTRATION: ReadonlySet<EdgeKind> = new Set(['iam-policy', 'resource-policy', 'pass-role', 'code', 'identity', 'data-export', 'unclassified']);

/** Of writing actions that nobody has looked at, these surely administer. */
const ADMINISTERS = /:(Create|Delete|Update|Modify|Put|Set|Register|Deregister|Terminate|Reboot|Attach|Detach|Enable|Disable|Restore|Import|Purge|Run|Start|Stop)/;

/** So many kinds of requests are asked about for a role: whoever has more is wide by what common services show. */
const LIMIT = 150;

/**
 * @param sessions sessions of one role
 * @returns what is wide: data of whatever there is in the account, and the administration of anything
 */
export function wideAccess([session]: readonly Session[]): Forbidden[] {
  const common = DATA.map(({ actions, resource, what }): Forbidden => ({ actions, resources: [resource], means: `the statement reaches ${what} in the account` }));
  const facts = [...new Map(session.role.policies.filter(({ origin }) => origin.kind === 'identity').flatMap(({ statements }) => statements.flatMap(actionsOf)).map((one) => [one.name, one])).values()];
  return [...common, ...grouped(facts.filter(({ name, resources }) => resources.length > 0 && !WITHOUT_RESOURCE.test(name)), wide), ...grouped(facts.filter(({ edge }) => ADMINISTRATION.has(edge)), administering)].slice(0, LIMIT);
}

function actionsOf({ effect, unknown, notAction, actions }: Statement): readonly ActionFacts[] {
  if ((effect !== 'Allow' && unknown === undefined) || notAction) return [];
  // What names every action is found by what common services show.
  return actions.filter(({ text }) => text !== '*').flatMap(({ text }) => actionsMatching(text.replace(ALL_SYMBOLS, '*')));
}

/** Actions that take the same resources, and of which the same is known, are asked about at once. */
function grouped(facts: readonly ActionFacts[], forbidden: (group: SameResources) => Forbidden): Forbidden[] {
  const groups = new Map<string, ActionFacts[]>();
  for (const one of facts) {
    const key = `${serviceOf(one.name)} ${one.edge === 'unclassified' && !ADMINISTERS.test(one.name)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => byResources(group)).map(forbidden);
}

/** Whether Cognito Sync gives somebody the data of another identity is documented nowhere. */
const OF_ITS_OWN: ReadonlyMap<string, string> = new Map([['cognito-sync', 'whether Amazon Cognito Sync gives users the data of other identities is not documented']]);

function wide({ actions: facts }: SameResources): Forbidden {
  const [{ resources }] = facts;
  const doubt = OF_ITS_OWN.get(serviceOf(facts[0].name));
  return { actions: facts.map(({ name }) => name), resources: resources.map(nobodys), means: `the statement reaches every ${kindOf(resources[0])} in the account`, ...(doubt !== undefined && { doubt }) };
}

function administering({ actions: facts, resources, except }: SameResources): Forbidden {
  const [first] = facts;
  const doubt = OF_ITS_OWN.get(serviceOf(first.name)) ?? (first.edge === 'unclassified' && !ADMINISTERS.test(first.name) ? `whether ${first.name} is for those who run the application is not known here` : undefined);
  return {
    mayOwn: true, actions: facts.map(({ name }) => name), resources, ...(except.length > 0 && { except }), means: 'the statement allows what only those who run the application do', ...(doubt !== undefined && { doubt }),
  };
}

/** The format of an ARN with a name for its first variable part that nothing has. */
function nobodys(format: string): string {
  const fields = format.split(':');
  const rest = fields.slice(5).join(':');
  return [...fields.slice(0, 5), rest.replace('*', NOBODYS)].join(':');
}

function kindOf(format: string): string {
  const [, , service, , , rest = ''] = format.split(':');
  const kind = /^[a-z-]+/i.exec(rest)?.[0] ?? '';
  return `${service}${kind === '' ? ' resource' : ` ${kind}`}`;
}
