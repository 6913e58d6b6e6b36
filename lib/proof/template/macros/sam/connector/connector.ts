import { entry, getAtt, isCall, isRawMap, itemsOf, mapAt, ref, referred, scalar, sub, without, type RawMap } from '../../raw';
import { NotExpanded, type Expansion, type Source } from '../expansion';
import { CONNECTOR_PROFILES, type Grant, type Profile } from './profiles';

/** The source or the destination of a connector: what its policies name. */
export interface End {
  readonly type: string;
  readonly arn: unknown;
  readonly name: unknown;
  readonly roleName: unknown;
  readonly resourceId: unknown;
  readonly queueUrl: unknown;
  readonly qualifier: unknown;
}

const CONNECTOR = 'AWS::Serverless::Connector';
const CONNECTORS = new Set(['Connectors']);

/** The type after the transform, where a connector names a type of the transform. */
const PLAIN: { readonly [type: string]: string } = {
  'AWS::Serverless::Api': 'AWS::ApiGateway::RestApi',
  'AWS::Serverless::Function': 'AWS::Lambda::Function',
  'AWS::Serverless::HttpApi': 'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
  'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
};

/** The ARN is what `Ref` gives. */
const BY_REF = new Set(['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']);

/** The property that holds the role of a resource. */
const ROLE: { readonly [type: string]: string } = {
  'AWS::AppSync::DataSource': 'ServiceRoleArn', 'AWS::Lambda::Function': 'Role', 'AWS::StepFunctions::StateMachine': 'RoleArn',
};

/**
 * Turns the attribute `Connectors` of resources into resources of the type `AWS::Serverless::Connector`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html
 *
 * @param resources the resources of the template
 * @returns the resources with their connectors beside them
 */
export function withEmbeddedConnectors(resources: RawMap): RawMap {
  const embedded = Object.entries(resources).flatMap(([id, resource]) => Object.entries(mapAt(resource, 'Connectors')).map(([name, connector]) => {
    const { SourceReference, ...properties } = mapAt(connector, 'Properties');
    const Source = { Id: id, ...(isRawMap(SourceReference) ? SourceReference : {}) };
    return [id + name, { ...(isRawMap(connector) ? connector : {}), Type: CONNECTOR, Properties: { ...properties, Source } }] as const;
  }));
  if (embedded.length === 0) return resources;
  const plain = Object.entries(resources).map(([id, resource]) => {
    if (!isRawMap(resource) || resource.Connectors === undefined) return [id, resource] as const;
    return [id, without(resource, CONNECTORS)] as const;
  });
  return Object.fromEntries([...plain, ...embedded]);
}

/**
 * Expands `AWS::Serverless::Connector`, after the other resources of the transform.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
 *
 * @param source the connector
 * @param expansion what the template comes to
 */
export function expandConnector(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const from = describe(mapAt(properties, 'Source'), expansion);
  const many = Array.isArray(properties.Destination);
  itemsOf(properties.Destination).forEach((destination, i) => {
    connect(id, from, describe(isRawMap(destination) ? destination : {}, expansion), itemsOf(properties.Permissions), source, expansion, many ? `Destination${i}` : '');
  });
  expansion.resources.delete(id);
}

/**
 * Finds out what a connector can name of its source or destination.
 *
 * @param reference how the connector states it: by its logical id, or by its type and what the policies need of it
 * @param expansion what the template comes to
 * @returns what is known of it
 */
export function describe(reference: RawMap, expansion: Expansion): End {
  const id = scalar(reference.Id);
  const type = id === undefined ? scalar(reference.Type) : expansion.typeOf(id);
  if (type === undefined || isCall(reference)) throw new NotExpanded(id === undefined ? 'an end of it is of no type that is known' : `there is no resource '${id}'`);
  const plain = Object.hasOwn(PLAIN, type) ? PLAIN[type] : type;
  const { Arn, Name, RoleName, ResourceId, QueueUrl, Qualifier } = reference;
  if (id === undefined) return { type: plain, arn: Arn, name: Name, roleName: RoleName, resourceId: ResourceId, queueUrl: QueueUrl, qualifier: Qualifier };
  const properties = mapAt(expansion.resources.get(id), 'Properties');
  const role = referred(plain === 'AWS::Events::Rule' ? targetRole(properties) : properties[ROLE[plain] ?? '']);
  return {
    type: plain,
    arn: BY_REF.has(plain) ? ref(id) : getAtt(id, 'Arn'),
    name: getAtt(id, 'Name'),
    roleName: role === undefined ? undefined : ref(role),
    resourceId: plain === 'AWS::AppSync::GraphQLApi' ? getAtt(id, 'ApiId') : ref(id),
    queueUrl: ref(id),
    qualifier: Qualifier,
  };
}

/** The role that a rule takes for its target; undefined where it takes several. */
function targetRole({ Targets }: RawMap): unknown {
  const roles = new Map(itemsOf(Targets).map((target) => [JSON.stringify(entry(target, 'RoleArn')), entry(target, 'RoleArn')]));
  return roles.size === 1 ? [...roles.values()][0] : undefined;
}

/**
 * Adds what a connector adds for one destination.
 *
 * @param id the logical id of the connector
 * @param source the source
 * @param destination the destination
 * @param permissions what the source may do with the destination
 * @param owner the resource that states the connector
 * @param expansion what the template comes to
 * @param suffix what the logical ids end with
 */
export function connect(id: string, source: End, destination: End, permissions: readonly unknown[], owner: Source, expansion: Expansion, suffix = ''): void {
  const profile: Profile | undefined = entry(CONNECTOR_PROFILES[source.type], destination.type) as Profile | undefined;
  const asked = [...new Set(permissions.map(String))].sort().join(',');
  const pair = `a connector from ${source.type} to ${destination.type}`;
  if (profile === undefined) throw new NotExpanded(`${pair} is not known`);
  switch (profile.kind) {
    case 'policy': {
      const grants = Object.hasOwn(profile.grants, asked) ? profile.grants[asked] : undefined;
      const role = profile.roleOf === 'source' ? source.roleName : destination.roleName;
      if (grants === undefined) throw new NotExpanded(`${pair} with the permissions '${asked}' is not known`);
      if (role === undefined) throw new NotExpanded(`the role of its ${profile.roleOf} is not a resource of this template`);
      const Statement = grants.map(([actions, resources]) => written([actions, resources], source, destination));
      expansion.add(`${id}Policy${suffix}`, 'AWS::IAM::ManagedPolicy', { PolicyDocument: { Version: '2012-10-17', Statement }, Roles: [role] }, owner);
      return;
    }
    case 'permission':
      if (asked !== 'Write') throw new NotExpanded(`${pair} with the permissions '${asked}' is not known`);
      expansion.add(`${id}WriteLambdaPermission${suffix}`, 'AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction', FunctionName: destination.arn, Principal: profile.service, SourceArn: arn(profile.sourceArn, source, destination),
        SourceAccount: profile.ofAccount === true ? sub('${AWS::AccountId}') : undefined,
      }, owner);
      return;
    default: resourcePolicy(id, profile, source, destination, owner, expansion, suffix);
  }
}

function resourcePolicy(id: string, profile: Profile & { kind: 'topic' | 'queue' }, source: End, destination: End, owner: Source, expansion: Expansion, suffix: string): void {
  const isTopic = profile.kind === 'topic';
  const PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Action: isTopic ? 'sns:Publish' : 'sqs:SendMessage', Principal: { Service: profile.service }, Resource: destination.arn,
      Condition: { ArnEquals: { 'aws:SourceArn': source.arn } },
    }],
  };
  if (isTopic) expansion.add(`${id}TopicPolicy${suffix}`, 'AWS::SNS::TopicPolicy', { Topics: [destination.arn], PolicyDocument }, owner);
  else expansion.add(`${id}QueuePolicy${suffix}`, 'AWS::SQS::QueuePolicy', { Queues: [destination.queueUrl], PolicyDocument }, owner);
}

function written([actions, resources]: Grant, source: End, destination: End): RawMap {
  const [service, ...names] = actions.trim().split(/\s+/);
  return { Effect: 'Allow', Action: names.map((name) => service + name), Resource: resources.map((resource) => arn(resource, source, destination)) };
}

function arn(short: string, source: End, destination: End): unknown {
  const values: RawMap = {
    S: source.arn, D: destination.arn, DName: destination.name, SResourceId: source.resourceId, SQualifier: source.qualifier ?? '*',
  };
  const whole = /^\{(\w+)\}$/.exec(short)?.[1];
  const used = [...short.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  for (const name of used) if (values[name] === undefined) throw new NotExpanded('it does not state what the policy has to name');
  if (whole !== undefined) return values[whole];
  const text = short.replace(/\{(\w+)\}/g, '${$1}').replace(/^([\w-]+)@/, 'arn:${AWS::Partition}:$1:${AWS::Region}:${AWS::AccountId}:');
  return sub(text, Object.fromEntries(used.map((name) => [name, values[name]])));
}
