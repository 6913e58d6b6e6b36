import { choice, entry, getAtt, mapAt, ref, refOf, scalar, type RawMap } from '../raw';
import { conditionBoth, conditionNot } from './conditions';
import { NotExpanded, required, type Expansion, type Source } from './expansion';
import type { ExpandedFunction, RoleAdditions } from './function';
import { allow, inlinePolicy } from './policies/role';

/**
 * Expands `FunctionUrlConfig`. Where it asks for no authorization, everybody is permitted to call the address.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 *
 * @param fn the function
 * @param expansion what the template comes to
 */
export function functionUrl({ source, runs }: ExpandedFunction, expansion: Expansion): void {
  const { id, properties } = source;
  if (properties.FunctionUrlConfig === undefined) return;
  const config = required(properties, 'FunctionUrlConfig', `'FunctionUrlConfig' of '${id}'`);
  expansion.add(`${id}Url`, 'AWS::Lambda::Url', { TargetFunctionArn: ref(runs.id), AuthType: config.AuthType, Cors: config.Cors, InvokeMode: config.InvokeMode }, source);
  // One that a parameter gives is AWS_IAM for the transform: it adds no permission.
  if (config.AuthType !== 'NONE') return;
  expansion.add(`${id}UrlPublicPermissions`, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunctionUrl', FunctionName: ref(runs.id), Principal: '*', FunctionUrlAuthType: 'NONE',
  }, source);
  expansion.add(`${id}URLInvokeAllowPublicAccess`, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction', FunctionName: ref(runs.id), Principal: '*', InvokedViaFunctionUrl: true,
  }, source);
}

/** What the role needs to send to a destination, by its type. */
const SEND: { readonly [type: string]: string } = {
  SQS: 'sqs:SendMessage', SNS: 'sns:publish', Lambda: 'lambda:InvokeFunction', EventBridge: 'events:PutEvents',
};

/** What the role needs to write to a bucket. */
const toBucket = (bucket: unknown): RawMap[] => [allow('s3:PutObject', { 'Fn::Join': ['/', [bucket, '*']] }), allow('s3:ListBucket', bucket)];

/**
 * Expands `EventInvokeConfig`: destinations, which are made where none is given, and what the role needs to send to them.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
 *
 * @param fn the function
 * @param expansion what the template comes to
 * @param additions what is added to the role
 */
export function eventInvokeConfig({ source, alias, runs }: ExpandedFunction, expansion: Expansion, additions: RoleAdditions): void {
  const { id, properties } = source;
  if (properties.EventInvokeConfig === undefined) return;
  const config = required(properties, 'EventInvokeConfig', `'EventInvokeConfig' of '${id}'`);
  const name = `${id}EventInvokeConfig`;
  const stated = required(config, 'DestinationConfig', `'DestinationConfig' of '${id}'`);
  const destinations = ['OnSuccess', 'OnFailure'].filter((when) => stated[when] !== undefined).map((when) => {
    const to = mapAt(stated, when);
    const type = scalar(to.Type);
    const Destination = destinationOf(to.Destination, `${name}${when}`, type, source, expansion);
    if (type === 'S3Bucket') additions.inline.push(inlinePolicy(`${name}${when}S3BucketPolicy`, ...toBucket(Destination)));
    if (type !== undefined && Object.hasOwn(SEND, type)) additions.inline.push(inlinePolicy(`${name}${when}${type}Policy`, allow(SEND[type], Destination)));
    return [when, { Destination }] as const;
  });
  expansion.add(name, 'AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref(id),
    Qualifier: alias ?? '$LATEST',
    DestinationConfig: destinations.length === 0 ? undefined : Object.fromEntries(destinations),
    MaximumEventAgeInSeconds: config.MaximumEventAgeInSeconds,
    MaximumRetryAttempts: config.MaximumRetryAttempts,
  }, source, alias === undefined ? {} : { DependsOn: [runs.id] });
}

/** The destination that is given, or one that is made: where a condition leaves none, under that condition. */
function destinationOf(given: unknown, name: string, type: string | undefined, source: Source, expansion: Expansion): unknown {
  if (given === undefined) return madeDestination(name, type, source, expansion);
  const alternatives = entry(given, 'Fn::If');
  if (!Array.isArray(alternatives) || typeof alternatives[0] !== 'string') return given;
  const [condition, then, otherwise] = alternatives as [string, unknown, unknown];
  const under = (name: string): Source => ({ ...source, raw: { ...source.raw, Condition: conditionBoth(scalar(source.raw.Condition), name, expansion) } });
  if (refOf(then) === 'AWS::NoValue') return choice(condition, madeDestination(name, type, under(condition), expansion), otherwise);
  if (refOf(otherwise) !== 'AWS::NoValue') return given;
  const not = conditionNot(condition, expansion);
  return choice(not, madeDestination(name, type, under(not), expansion), then);
}

function madeDestination(name: string, type: string | undefined, source: Source, expansion: Expansion): RawMap {
  const { id } = source;
  if (type === 'SQS') {
    const queue = expansion.add(`${name}Queue`, 'AWS::SQS::Queue', {}, source);
    expansion.references.set(`${id}.DestinationQueue`, queue);
    return getAtt(queue, 'Arn');
  }
  if (type === 'SNS') {
    const topic = expansion.add(`${name}Topic`, 'AWS::SNS::Topic', {}, source);
    expansion.references.set(`${id}.DestinationTopic`, topic);
    return ref(topic);
  }
  throw new NotExpanded(`a destination of '${id}' is of a type that needs an ARN, and has none`);
}

/**
 * What the role needs to send what a stream's event source cannot handle to a destination.
 *
 * @param name the logical id of the event source mapping
 * @param config `DestinationConfig` of the event
 * @returns the inline policy; undefined where the event does not state the type of the destination
 */
export function failurePolicy(name: string, config: RawMap): RawMap | undefined {
  const to = entry(config, 'OnFailure');
  const destination = entry(to, 'Destination');
  switch (scalar(entry(to, 'Type'))) {
    case 'SQS': return inlinePolicy(`${name}SQSPolicy`, allow(SEND.SQS, destination));
    case 'SNS': return inlinePolicy(`${name}SNSPolicy`, allow(SEND.SNS, destination));
    case 'S3': return inlinePolicy(`${name}S3Policy`, ...toBucket(destination));
    default: return undefined;
  }
}
