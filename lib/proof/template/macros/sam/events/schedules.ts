import { getAtt, mapAt, ref, scalar, stated, type RawMap } from '../../raw';
import { NotExpanded, type Expansion, type Source } from '../expansion';
import { allow, inlinePolicy, serviceTrust } from '../policies/role';
import { permit, type FunctionEvent } from './event';

/** What a rule or schedule calls. */
interface Called {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: RawMap;
  readonly source: Source;
  /** The ARN of what is called. */
  readonly arn: RawMap;
}

/**
 * Expands an event `Schedule`, `EventBridgeRule` or `CloudWatchEvent` of a function.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedule.html, -eventbridgerule
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function functionRule(event: FunctionEvent, expansion: Expansion): void {
  rule({ ...event, arn: event.runs.arn }, expansion, { Id: `${event.id}LambdaTarget` });
  permit(event, expansion, { Principal: 'events.amazonaws.com', SourceArn: getAtt(event.id, 'Arn') });
}

/**
 * Expands an event `ScheduleV2` of a function.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedulev2.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function functionSchedule(event: FunctionEvent, expansion: Expansion): void {
  schedule({ ...event, arn: event.runs.arn }, expansion, inlinePolicy(`${event.id}LambdaPolicy`, allow('lambda:InvokeFunction', event.runs.arn)));
}

/**
 * Makes a rule of EventBridge.
 *
 * @param called what it calls
 * @param expansion what the template comes to
 * @param target properties of the target besides the ARN
 */
export function rule(called: Called, expansion: Expansion, target: RawMap): void {
  const { id, properties: { Schedule, Pattern, EventBusName, Name, Description, State, Input, InputPath, InputTransformer, RetryPolicy, ...rest }, source, arn } = called;
  const letters = deadLetters(called, expansion, (queue, queueArn) => {
    expansion.add(`${id}QueuePolicy`, 'AWS::SQS::QueuePolicy', {
      Queues: [queue],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' }, Resource: queueArn, Condition: { ArnEquals: { 'aws:SourceArn': getAtt(id, 'Arn') } },
        }],
      },
    }, source);
  });
  const named = scalar(mapAt(rest, 'Target').Id);
  expansion.add(id, 'AWS::Events::Rule', {
    ...(called.type === 'Schedule' ? { ScheduleExpression: Schedule } : { EventPattern: Pattern, EventBusName }),
    Name, Description, State,
    Targets: [stated({ Arn: arn, ...target, ...(named === undefined ? {} : { Id: named }), Input, InputPath, InputTransformer, RetryPolicy, DeadLetterConfig: letters?.config })],
  }, source);
}

/**
 * Makes a schedule of EventBridge Scheduler, and a role for it where none is given.
 *
 * @param called what it calls
 * @param expansion what the template comes to
 * @param policy what the role needs to call it
 */
export function schedule(called: Called, expansion: Expansion, policy: RawMap): void {
  const { id, properties, source, arn } = called;
  const letters = deadLetters(called, expansion);
  let role: unknown = properties.RoleArn;
  if (role === undefined) {
    const send = letters === undefined ? [] : [inlinePolicy(`${id}SQSPolicy`, allow('sqs:SendMessage', letters.arn))];
    expansion.add(`${id}Role`, 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: serviceTrust('scheduler.amazonaws.com'), Policies: [policy, ...send], PermissionsBoundary: properties.PermissionsBoundary,
    }, source);
    role = getAtt(`${id}Role`, 'Arn');
  }
  expansion.add(id, 'AWS::Scheduler::Schedule', {
    ScheduleExpression: properties.ScheduleExpression,
    FlexibleTimeWindow: properties.FlexibleTimeWindow ?? { Mode: 'OFF' },
    Name: properties.OmitName === true ? undefined : properties.Name ?? id,
    GroupName: properties.GroupName,
    KmsKeyArn: properties.KmsKeyArn,
    State: properties.State,
    Target: stated({ Arn: arn, RoleArn: role, Input: properties.Input, RetryPolicy: properties.RetryPolicy, DeadLetterConfig: letters?.config }),
  }, source);
}

/** The queue for what cannot be delivered: the one that is given, or one that is made. */
function deadLetters({ id, name, properties, source }: Called, expansion: Expansion, made?: (queue: RawMap, arn: RawMap) => void): { readonly config: RawMap; readonly arn: unknown } | undefined {
  if (properties.DeadLetterConfig === undefined) return undefined;
  const { Arn, Type, QueueLogicalId } = mapAt(properties, 'DeadLetterConfig');
  if (Arn !== undefined) return { config: { Arn }, arn: Arn };
  if (Type !== 'SQS') throw new NotExpanded(`the dead-letter queue of its event '${name}' has neither an ARN nor a type`);
  const queue = expansion.add(scalar(QueueLogicalId) ?? `${id}Queue`, 'AWS::SQS::Queue', {}, source);
  const arn = getAtt(queue, 'Arn');
  made?.(ref(queue), arn);
  return { config: { Arn: arn }, arn };
}
