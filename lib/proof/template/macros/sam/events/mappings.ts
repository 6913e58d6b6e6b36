import { entry, itemsOf, mapAt, ref, scalar, sub, without, type RawMap } from '../../raw';
import type { Expansion } from '../expansion';
import type { RoleAdditions } from '../function';
import { failurePolicy } from '../function-extras';
import { allow, inlinePolicy } from '../policies/role';
import type { FunctionEvent } from './event';

/** The property that names the source, and the managed policy that lets the role read from it. */
const MANAGED: { readonly [type: string]: readonly [source: string, policy: string] } = {
  DynamoDB: ['Stream', 'service-role/AWSLambdaDynamoDBExecutionRole'],
  Kinesis: ['Stream', 'service-role/AWSLambdaKinesisExecutionRole'],
  MSK: ['Stream', 'service-role/AWSLambdaMSKExecutionRole'],
  SQS: ['Queue', 'service-role/AWSLambdaSQSQueueExecutionRole'],
};

const NAMED_BY: { readonly [type: string]: string } = { MQ: 'Broker', DocumentDB: 'Cluster' };

/** The types of events that Lambda polls. */
export const EVENT_SOURCES = ['DynamoDB', 'Kinesis', 'MSK', 'SQS', 'MQ', 'DocumentDB', 'SelfManagedKafka'];

// The properties that the transform reads; the others are those of the mapping.
const OWN = new Set(['Stream', 'Queue', 'Broker', 'Cluster', 'KafkaBootstrapServers', 'SecretsManagerKmsKeyId', 'DatabaseName', 'CollectionName', 'FullDocument', 'DestinationConfig', 'ConsumerGroupId']);

/**
 * Expands an event that Lambda polls: the mapping, and what the role needs to read from its source.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sqs.html, -kinesis, -dynamodb,
 * -msk, -mq, -documentdb, -selfmanagedkafka
 *
 * @param event the event
 * @param expansion what the template comes to
 * @param additions what is added to the role
 */
export function eventSource(event: FunctionEvent, expansion: Expansion, additions: RoleAdditions): void {
  const { id, type, properties, source, runs } = event;
  const [named, policy] = Object.hasOwn(MANAGED, type) ? MANAGED[type] : [NAMED_BY[type], undefined];
  const destinations = mapAt(properties, 'DestinationConfig');
  const failed = mapAt(destinations, 'OnFailure');
  expansion.add(id, 'AWS::Lambda::EventSourceMapping', {
    ...without(properties, OWN),
    EventSourceArn: named === undefined ? undefined : properties[named],
    FunctionName: ref(runs.id),
    DestinationConfig: failed.Destination === undefined ? undefined : { OnFailure: { Destination: failed.Destination } },
    ...(type === 'SelfManagedKafka' && { SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: properties.KafkaBootstrapServers } } }),
    ...(type === 'DocumentDB' && { DocumentDBEventSourceConfig: { DatabaseName: properties.DatabaseName } }),
  }, source);
  if (policy !== undefined) additions.managed.push(policy);
  const sent = failurePolicy(id, destinations);
  const own = ownPolicy(type, properties);
  if (own !== undefined) additions.inline.push(own);
  if (sent !== undefined) additions.inline.push(sent);
}

const NETWORK = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface', 'DescribeVpcs', 'DescribeSubnets', 'DescribeSecurityGroups'].map((name) => `ec2:${name}`);

const inAccount = (service: string, rest: string): RawMap => sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`);

/** What the role needs to read the schemas of a registry. */
function schemaRegistry(properties: RawMap): RawMap[] {
  const config = mapAt(properties, 'SchemaRegistryConfig');
  const secrets = itemsOf(config.AccessConfigs).map((item) => allow(['secretsmanager:GetSecretValue'], entry(item, 'URI')));
  const uri = config.SchemaRegistryURI;
  const text = scalar(uri) ?? scalar(entry(uri, 'Fn::Sub'));
  // A registry that is not of AWS Glue needs no permission.
  if (uri === undefined || text?.includes(':glue:') === false) return secrets;
  const registry = /:registry\/([^/]+)$/.exec(text ?? '')?.[1] ?? '*';
  return [...secrets, allow(['glue:GetRegistry'], uri), allow(['glue:GetSchemaVersion'], inAccount('glue', `schema/${registry}/*`))];
}

/** What the role needs for sources that have no managed policy, or need secrets besides. */
function ownPolicy(type: string, properties: RawMap): RawMap | undefined {
  const secrets = itemsOf(properties.SourceAccessConfigurations).map((item) => [scalar(entry(item, 'Type')) ?? '', entry(item, 'URI')] as const);
  const secret = (...types: string[]): RawMap[] => secrets.filter(([kind]) => types.includes(kind)).map(([, uri]) => allow(['secretsmanager:GetSecretValue'], uri));
  const key = scalar(properties.SecretsManagerKmsKeyId);
  const decrypt = properties.SecretsManagerKmsKeyId === undefined ? []
    : [allow('kms:Decrypt', key === undefined ? sub('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}', { Key: properties.SecretsManagerKmsKeyId }) : inAccount('kms', `key/${key}`))];
  switch (type) {
    case 'MSK': {
      const statements = [...secret('CLIENT_CERTIFICATE_TLS_AUTH', 'SASL_SCRAM_512_AUTH', 'SERVER_ROOT_CA_CERTIFICATE'), ...schemaRegistry(properties)];
      return statements.length === 0 ? undefined : inlinePolicy('MSKExecutionRolePolicy', ...statements);
    }
    case 'MQ':
      return inlinePolicy('SamAutoGeneratedAMQPolicy', ...secret('BASIC_AUTH'), allow(['mq:DescribeBroker'], properties.Broker), ...decrypt);
    case 'DocumentDB':
      return inlinePolicy('SamAutoGeneratedDocumentDBPolicy', ...secret('BASIC_AUTH'), allow(['rds:DescribeDBClusterParameters'], inAccount('rds', 'cluster-pg:*')),
        allow(['rds:DescribeDBSubnetGroups'], inAccount('rds', 'subgrp:*')), allow(['rds:DescribeDBClusters'], properties.Cluster), allow(NETWORK, '*'), ...decrypt);
    case 'SelfManagedKafka': {
      const network = secrets.some(([kind]) => kind === 'VPC_SUBNET' || kind === 'VPC_SECURITY_GROUP') ? [allow(NETWORK, '*')] : [];
      const statements = [...secret('SASL_SCRAM_256_AUTH', 'SASL_SCRAM_512_AUTH', 'BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE'), ...network, ...decrypt, ...schemaRegistry(properties)];
      return statements.length === 0 ? undefined : inlinePolicy('SelfManagedKafkaExecutionRolePolicy', ...statements);
    }
    default: return undefined;
  }
}
