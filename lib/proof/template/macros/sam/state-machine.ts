import { entry, getAtt, isTrue, ref, refOf, scalar, stated, sub, without, type RawMap } from '../raw';
import { REST_API, IMPLICIT_REST_API } from './api/implicit-apis';
import { eventsOf } from './events/event';
import { routeOf } from './events/api-events';
import { rule, schedule } from './events/schedules';
import { NotExpanded, tagList, type Expansion, type Source } from './expansion';
import { allow, inlinePolicy, managedPolicyArn, rolePolicies, serviceTrust } from './policies/role';

/** Properties that the transform reads; the others are those of the state machine. */
const OWN = new Set([
  'AutoPublishAlias', 'Definition', 'DefinitionUri', 'DeploymentPreference', 'Events', 'Logging', 'Name', 'PermissionsBoundary', 'Policies', 'PropagateTags', 'Role', 'RolePath', 'Tags',
  'Tracing', 'Type', 'UseAliasAsEventTarget',
]);

/**
 * Expands `AWS::Serverless::StateMachine`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-statemachine.html
 *
 * @param source the state machine
 * @param expansion what the template comes to
 */
export function expandStateMachine(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const { Name, Type, Logging, Tracing, Role, Tags } = properties;
  expansion.replace(source, 'AWS::StepFunctions::StateMachine', {
    ...without(properties, OWN),
    StateMachineName: Name, StateMachineType: Type, LoggingConfiguration: Logging, TracingConfiguration: Tracing,
    DefinitionS3Location: properties.DefinitionUri,
    Definition: properties.Definition,
    RoleArn: Role ?? getAtt(`${id}Role`, 'Arn'),
    Tags: tagList(Tags, { 'stateMachine:createdBy': 'SAM' }),
  });
  const target = published(source, expansion);
  for (const event of eventsOf(source)) expandEvent({ ...event, id: id + event.name, source }, target, expansion);
  if (Role === undefined) generateRole(source, expansion);
}

function generateRole(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const { managed, inline } = rolePolicies(`${id}Role`, properties.Policies);
  const traced = isTrue(entry(properties.Tracing, 'Enabled')) ? [managedPolicyArn('AWSXrayWriteOnlyAccess')] : [];
  expansion.add(`${id}Role`, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: serviceTrust('states.amazonaws.com'),
    ManagedPolicyArns: [...new Map([...traced, ...managed].map((arn) => [JSON.stringify(arn), arn])).values()],
    Policies: inline.length === 0 ? undefined : inline,
    PermissionsBoundary: properties.PermissionsBoundary,
    Path: properties.RolePath,
    Tags: tagList(properties.Tags, { 'stateMachine:createdBy': 'SAM' }),
  }, source);
}

/** The version and the alias of `AutoPublishAlias`. */
function published(source: Source, expansion: Expansion): RawMap {
  const { id, properties } = source;
  const given = properties.AutoPublishAlias;
  if (given === undefined) return ref(id);
  const version = expansion.add(`${id}Version`, 'AWS::StepFunctions::StateMachineVersion', {
    StateMachineArn: ref(id), StateMachineRevisionId: getAtt(id, 'StateMachineRevisionId'),
  }, source, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  const name = expansion.text(given);
  const alias = expansion.add(`${id}Alias${(name ?? '').replace(/[^A-Za-z0-9]/g, '')}`, 'AWS::StepFunctions::StateMachineAlias', {
    Name: given,
    ...(properties.DeploymentPreference === undefined
      ? { RoutingConfiguration: [{ StateMachineVersionArn: ref(version), Weight: 100 }] }
      : { DeploymentPreference: { ...(properties.DeploymentPreference as RawMap), StateMachineVersionArn: ref(version) } }),
  }, source);
  expansion.references.set(`${id}.Version`, version).set(`${id}.Alias`, alias);
  return isTrue(properties.UseAliasAsEventTarget) ? ref(alias) : ref(id);
}

interface MachineEvent {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly properties: RawMap;
  readonly source: Source;
}

/**
 * Events start executions with a role of their own.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-statemachine-statemachineeventsource.html
 */
function expandEvent(event: MachineEvent, machine: RawMap, expansion: Expansion): void {
  const { id, name, type, properties } = event;
  switch (type) {
    case 'Api': return route(event, machine, expansion);
    case 'Schedule':
    case 'EventBridgeRule':
    case 'CloudWatchEvent':
      return rule({ ...event, arn: machine }, expansion, { Id: `${id}StepFunctionsTarget`, RoleArn: properties.RoleArn ?? eventRole(event, 'events.amazonaws.com', machine, expansion) });
    case 'ScheduleV2':
      return schedule({ ...event, arn: machine }, expansion, inlinePolicy(`${id}StartExecutionPolicy`, allow('states:StartExecution', machine)));
    default: throw new NotExpanded(`its event '${name}' is of the type '${type}', which is not known`);
  }
}

function eventRole({ id, properties, source }: MachineEvent, service: string, machine: RawMap, expansion: Expansion): RawMap {
  expansion.add(`${id}Role`, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: serviceTrust(service),
    Policies: [inlinePolicy(`${id}RoleStartExecutionPolicy`, allow('states:StartExecution', machine))],
    PermissionsBoundary: source.properties.PermissionsBoundary ?? properties.PermissionsBoundary,
  }, source);
  return getAtt(`${id}Role`, 'Arn');
}

function route(event: MachineEvent, machine: RawMap, expansion: Expansion): void {
  const given = event.properties.RestApiId;
  const api = given === undefined ? IMPLICIT_REST_API : refOf(given) ?? scalar(given);
  if (api === undefined || expansion.typeOf(api) !== REST_API) throw new NotExpanded(`the API of its event '${event.name}' is not a resource of this template`);
  const integration = {
    type: 'aws', httpMethod: 'POST', uri: sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution'),
    credentials: eventRole(event, 'apigateway.amazonaws.com', machine, expansion),
  };
  expansion.routes.push(routeOf(event, api, stated(integration)));
}
