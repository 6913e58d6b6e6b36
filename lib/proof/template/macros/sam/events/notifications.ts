import { entry, getAtt, isCall, isFalse, isRawMap, isTrue, itemsOf, mapAt, ref, refOf, scalar, sub } from '../../raw';
import { NotExpanded, type Expansion } from '../expansion';
import type { RoleAdditions } from '../function';
import { permit, type FunctionEvent } from './event';

/**
 * Expands an event `S3`: the bucket of the template notifies the function.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-s3.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function s3Notification(event: FunctionEvent, expansion: Expansion): void {
  const { properties, source, runs } = event;
  const bucket = expansion.target(properties.Bucket, `the bucket of its event '${event.name}'`, 'AWS::S3::Bucket');
  const permission = permit(event, expansion, { Principal: 's3.amazonaws.com', SourceAccount: ref('AWS::AccountId') });
  const configurations = itemsOf(properties.Events).map((Event) => expansion.conditional(source, { Function: runs.arn, Event, ...(properties.Filter === undefined ? {} : { Filter: properties.Filter }) }));
  expansion.change(bucket, (present) => {
    const notifications = present.NotificationConfiguration ?? {};
    if (!isRawMap(notifications) || isCall(notifications)) throw new NotExpanded(`the notifications of '${bucket}' are decided only at deployment`);
    return { ...present, NotificationConfiguration: { ...notifications, LambdaConfigurations: added(itemsOf(notifications.LambdaConfigurations), configurations) } };
  });
  // Under a condition, the transform states the dependency by a tag instead.
  if (source.raw.Condition === undefined) {
    const raw = expansion.resources.get(bucket)!;
    expansion.resources.set(bucket, { ...raw, DependsOn: [...itemsOf(raw.DependsOn), permission] });
  }
}

/** What the bucket states already is not added again. */
function added(present: readonly unknown[], more: readonly unknown[]): unknown[] {
  const keyed = [...present, ...more].map((item) => [JSON.stringify(item), item] as const);
  return [...new Map(keyed).values()];
}

/**
 * Expands an event `SNS`: a subscription of the function, or of a queue that it reads from.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sns.html
 *
 * @param event the event
 * @param expansion what the template comes to
 * @param additions what is added to the role
 */
export function topicSubscription(event: FunctionEvent, expansion: Expansion, additions: RoleAdditions): void {
  const { id, properties, source, runs } = event;
  const subscribe = (Protocol: string, Endpoint: unknown): void => {
    const { Topic, Region, FilterPolicy, FilterPolicyScope, RedrivePolicy } = properties;
    expansion.add(id, 'AWS::SNS::Subscription', { Endpoint, Protocol, TopicArn: Topic, Region, FilterPolicy, FilterPolicyScope, RedrivePolicy }, source);
  };
  const subscription = properties.SqsSubscription;
  if (subscription === undefined || isFalse(subscription)) {
    permit(event, expansion, { Principal: 'sns.amazonaws.com', SourceArn: properties.Topic });
    subscribe('lambda', runs.arn);
    return;
  }
  if (!isTrue(subscription) && (!isRawMap(subscription) || isCall(subscription))) throw new NotExpanded(`the queue of its event '${event.name}' is decided only at deployment`);
  const given = mapAt(properties, 'SqsSubscription');
  const topic = refOf(properties.Topic);
  const isFifo = topic !== undefined && isTrue(expansion.source(topic)?.properties.FifoTopic);
  const queue = given.QueueArn === undefined ? expansion.add(`${id}Queue`, 'AWS::SQS::Queue', { FifoQueue: isFifo ? true : undefined }, source) : undefined;
  const QueueArn = queue === undefined ? given.QueueArn : getAtt(queue, 'Arn');
  expansion.add(scalar(given.QueuePolicyLogicalId) ?? `${id}QueuePolicy`, 'AWS::SQS::QueuePolicy', {
    Queues: [queue === undefined ? given.QueueUrl : ref(queue)],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: '*', Resource: QueueArn, Condition: { ArnEquals: { 'aws:SourceArn': properties.Topic } } }],
    },
  }, source);
  subscribe('sqs', QueueArn);
  expansion.add(`${id}EventSourceMapping`, 'AWS::Lambda::EventSourceMapping', {
    BatchSize: given.BatchSize ?? 10, Enabled: given.Enabled ?? true, EventSourceArn: QueueArn, FunctionName: ref(runs.id),
  }, source);
  additions.managed.push('service-role/AWSLambdaSQSQueueExecutionRole');
}

/**
 * Expands an event `CloudWatchLogs`: a subscription filter of a log group.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-cloudwatchlogs.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function logSubscription(event: FunctionEvent, expansion: Expansion): void {
  const { id, properties: { LogGroupName, FilterPattern }, source, runs } = event;
  const permission = permit(event, expansion, {
    Principal: 'logs.amazonaws.com',
    SourceArn: sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*', { __LogGroupName__: LogGroupName }),
  });
  expansion.add(id, 'AWS::Logs::SubscriptionFilter', { LogGroupName, FilterPattern, DestinationArn: runs.arn }, source, { DependsOn: [permission] });
}

/**
 * Expands an event `IoTRule`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-iotrule.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function iotRule(event: FunctionEvent, expansion: Expansion): void {
  const { id, properties: { Sql, AwsIotSqlVersion }, source, runs } = event;
  permit(event, expansion, {
    Principal: 'iot.amazonaws.com',
    SourceAccount: sub('${AWS::AccountId}'),
    SourceArn: sub('arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}', { RuleName: ref(id) }),
  });
  expansion.add(id, 'AWS::IoT::TopicRule', {
    TopicRulePayload: { Sql, RuleDisabled: false, Actions: [{ Lambda: { FunctionArn: runs.arn } }], ...(AwsIotSqlVersion === undefined ? {} : { AwsIotSqlVersion }) },
  }, source);
}

/**
 * Expands an event `AlexaSkill`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-alexaskill.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function alexaSkill(event: FunctionEvent, expansion: Expansion): void {
  permit(event, expansion, { Principal: 'alexa-appkit.amazon.com', EventSourceToken: event.properties.SkillId });
}

/**
 * Expands an event `Cognito`: the function is a trigger of a user pool of the template.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-cognito.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function cognitoTrigger(event: FunctionEvent, expansion: Expansion): void {
  const { properties, source, runs, name } = event;
  const pool = refOf(properties.UserPool) ?? '';
  if (expansion.typeOf(pool) !== 'AWS::Cognito::UserPool') throw new NotExpanded(`the user pool of its event '${name}' is not a resource of this template`);
  const triggers = itemsOf(properties.Trigger).map((trigger) => {
    if (typeof trigger !== 'string') throw new NotExpanded(`the trigger of its event '${name}' is decided only at deployment`);
    return [trigger, runs.arn] as const;
  });
  expansion.change(pool, (present) => {
    const config = present.LambdaConfig ?? {};
    if (!isRawMap(config) || isCall(config)) throw new NotExpanded(`'LambdaConfig' of '${pool}' is decided only at deployment`);
    const taken = triggers.find(([trigger]) => entry(config, trigger) !== undefined);
    if (taken !== undefined) throw new NotExpanded(`the trigger '${taken[0]}' of '${pool}' is stated twice`);
    return { ...present, LambdaConfig: { ...config, ...Object.fromEntries(triggers) } };
  });
  expansion.add(`${runs.id}CognitoPermission`, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction', FunctionName: ref(runs.id), Principal: 'cognito-idp.amazonaws.com', SourceArn: getAtt(pool, 'Arn'),
  }, source);
}
