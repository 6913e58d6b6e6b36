import type { ActionFacts, EdgeKind } from '../authorization-data/actions';
import { serviceOf } from '../authorization-data/beyond-own-service';
import { actionsOfPattern, allBut, byResources, onResources, type SameResources } from '../access-graph/edge-actions';
import { beyondBoundary, deniedEverywhere } from '../access-graph/refused-actions';
import type { Session } from '../access-graph/sessions';
import type { Statement } from '../iam/policy';
import { needsCredentialsOfUsers } from '../iam/service-rules';
import type { CheckContext } from './check-context';
import type { Decision } from './finding-writer';
import { findForbidden, NOBODYS, type Forbidden } from './forbidden-requests';
import { openIn, statedIn } from './stated-statements';

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
const WITHOUT_RESOURCE = /^(translate:Translate(Text|Document)|polly:SynthesizeSpeech|comprehend:(BatchDetect|Detect|Contains)\w*|transcribe:Start\w*Stream\w*|rekognition:(Detect|Compare|Recognize)\w*|textract:(Detect|Analyze)\w*|cloudwatch:PutMetricData|logs:CreateLogGroup)$/;

/** What only those who run an application do. */
const ADMINISTRATION: ReadonlySet<EdgeKind> = new Set(['iam-policy', 'resource-policy', 'pass-role', 'code', 'identity', 'data-export', 'unclassified']);

/** Of writing actions that nobody has looked at, these surely administer. */
const ADMINISTERS = /:(Create|Delete|Update|Modify|Put|Set|Register|Deregister|Terminate|Reboot|Attach|Detach|Enable|Disable|Restore|Import|Purge|Run|Start|Stop)/;

/**
 * @param context what is reachable
 * @param sessions sessions of one role
 * @returns what is wide of what the role allows: data of whatever there is in the account, and the administration of anything; undefined where nothing is
 */
export function findWideAccess(context: CheckContext, sessions: readonly Session[]): Decision | undefined {
  const common = findForbidden(context, sessions, DATA.map(({ actions, resource, what }): Forbidden => ({ actions, resources: [resource], means: `the statement reaches ${what} in the account` })));
  // Of people who perhaps do not get there nothing more is found than that it is open.
  const isEnough = (found: Decision | undefined): boolean => found?.verdict === 'VIOLATED' || (found !== undefined && sessions.every(({ uncertainties }) => uncertainties.length > 0));
  if (isEnough(common)) return common;
  const { policies } = sessions[0].role;
  const [isDenied, isBeyond] = [deniedEverywhere(policies), beyondBoundary(policies)];
  const statements = policies.filter(({ origin }) => origin.kind === 'identity').flatMap((policy) => policy.statements);
  let perhaps = common;
  // What only the deployment decides shows nothing for certain: where that much is open already, nothing more comes of it.
  for (const part of [statements.flatMap(statedIn), statements.flatMap(openIn)]) {
    const facts = [...new Map(part.flatMap(actionsOf).map((one) => [one.name, one])).values()].filter(({ name }) => ![isDenied, isBeyond, needsCredentialsOfUsers].some((refuses) => refuses(name.toLowerCase())));
    const asked = [...grouped(facts.filter(({ name, resources }) => resources.length > 0 && !WITHOUT_RESOURCE.test(name)), wide), ...grouped(facts.filter(({ edge, administers }) => ADMINISTRATION.has(edge) || administers === true), administering)];
    for (const all of ofServices(asked)) {
      const found = findForbidden(context, sessions, [together(all)]) === undefined ? undefined : findForbidden(context, sessions, all);
      if (isEnough(found)) return found;
      perhaps ??= found;
    }
    if (perhaps !== undefined) return perhaps;
  }
  return undefined;
}

function ofServices(all: readonly Forbidden[]): Forbidden[][] {
  const services = new Map<string, Forbidden[]>();
  for (const one of all) services.set(serviceOf(one.actions[0]), [...services.get(serviceOf(one.actions[0])) ?? [], one]);
  return [...services.values()];
}

/** All requests of a service at once, and more: where nobody is allowed any, there is none to be told apart. */
function together(all: readonly Forbidden[]): Forbidden {
  return { actions: [...new Set(all.flatMap(({ actions }) => actions))], resources: [...new Set(all.flatMap(({ resources }) => resources))], means: '' };
}

/** What nobody knows is found by what common services show. */
function actionsOf(statement: Statement): readonly ActionFacts[] {
  const { effect, unknown, notAction, actions } = statement;
  if (effect !== 'Allow' && unknown === undefined) return [];
  if (notAction) return onResources(allBut(statement), statement);
  return actions.filter(({ text }) => unknown === undefined || text !== '*').flatMap(({ text }) => actionsOfPattern(text, statement));
}

/** What gives more access is shown rather than other actions, and these rather than tags. */
function rank({ name, edge }: ActionFacts): number {
  if (edge === 'tag') return 3;
  if (edge === 'unclassified' || !ADMINISTRATION.has(edge)) return 2;
  return ADMINISTERS.test(name) ? 0 : 1;
}

/** Actions that take the same resources, and of which the same is known, are asked about at once. */
function grouped(facts: readonly ActionFacts[], forbidden: (group: SameResources) => Forbidden): Forbidden[] {
  const groups = new Map<string, ActionFacts[]>();
  for (const one of facts) {
    const key = `${rank(one)} ${serviceOf(one.name)} ${one.edge === 'unclassified' && !ADMINISTERS.test(one.name)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups].sort(([one], [other]) => one.charCodeAt(0) - other.charCodeAt(0)).flatMap(([, group]) => byResources(group)).map(forbidden);
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
