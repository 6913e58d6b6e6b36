import { NotExpanded, type Expansion } from '../expansion';
import type { ExpandedFunction, RoleAdditions } from '../function';
import { routeOfHttpApi, routeOfRestApi } from './api-events';
import { eventsOf, type FunctionEvent } from './event';
import { EVENT_SOURCES, eventSource } from './mappings';
import { alexaSkill, cognitoTrigger, iotRule, logSubscription, s3Notification, topicSubscription } from './notifications';
import { functionRule, functionSchedule } from './schedules';

type EventExpander = (event: FunctionEvent, expansion: Expansion, additions: RoleAdditions) => void;

const EXPANDERS: { readonly [type: string]: EventExpander } = {
  AlexaSkill: alexaSkill,
  Api: routeOfRestApi,
  CloudWatchEvent: functionRule,
  CloudWatchLogs: logSubscription,
  Cognito: cognitoTrigger,
  EventBridgeRule: functionRule,
  HttpApi: routeOfHttpApi,
  IoTRule: iotRule,
  S3: s3Notification,
  Schedule: functionRule,
  ScheduleV2: functionSchedule,
  SNS: topicSubscription,
  ...Object.fromEntries(EVENT_SOURCES.map((type) => [type, eventSource])),
};

/**
 * Expands the events of a function: permissions, event source mappings, rules, and what the role needs for them.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 *
 * @param fn the function
 * @param expansion what the template comes to
 * @param additions what is added to the role
 */
export function functionEvents({ source, runs }: ExpandedFunction, expansion: Expansion, additions: RoleAdditions): void {
  for (const { name, type, properties } of eventsOf(source)) {
    if (!Object.hasOwn(EXPANDERS, type)) throw new NotExpanded(`its event '${name}' is of the type '${type}', which is not known`);
    EXPANDERS[type]({ id: source.id + name, name, type, properties, source, runs }, expansion, additions);
  }
}
