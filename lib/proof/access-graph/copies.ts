import type { Resource, TemplateModel } from '../template/reader';
import { isMap, textOf, type Value } from '../template/value';
import { ofType } from '../template/of-type';

/** Something of the templates that passes data on by itself, with a role of its own or none. */
export interface Copying {
  readonly by: Resource;
  /** ARNs of what it takes the data from; undefined where that is known only at deployment. */
  readonly from: readonly (string | undefined)[];
  /** ARNs of where it puts them. */
  readonly to: readonly (string | undefined)[];
}

type Reader = (model: TemplateModel, resource: Resource) => Pick<Copying, 'from' | 'to'> | undefined;

const at = ({ properties }: Resource, path: string): string | undefined => textOf(properties.get(path));

/** Where a property is left out nothing is passed on; where it cannot be read it may be anything. */
function between(resource: Resource, from: string, to: string): Pick<Copying, 'from' | 'to'> | undefined {
  return resource.properties.get(from) === undefined || resource.properties.get(to) === undefined ? undefined : { from: [at(resource, from)], to: [at(resource, to)] };
}

const KNOWLEDGE = 'arn:*:bedrock:*:*:knowledge-base/*';
const BUCKETS = ['ExtendedS3DestinationConfiguration', 'S3DestinationConfiguration', 'HttpEndpointDestinationConfiguration.S3Configuration', 'AmazonopensearchserviceDestinationConfiguration.S3Configuration', 'RedshiftDestinationConfiguration.S3Configuration'];

const READERS: Readonly<Record<string, Reader>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
  'AWS::SQS::Queue': (_model, queue) => {
    const policy = queue.properties.get('RedrivePolicy');
    return policy === undefined ? undefined : { from: [queue.arn], to: [deadLetters(policy)] };
  },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html
  'AWS::Pipes::Pipe': (model, pipe) => {
    const found = between(pipe, 'Source', 'Target');
    return found && { ...found, from: found.from.flatMap((source) => ofStream(model, source)) };
  },
  // https://docs.aws.amazon.com/firehose/latest/dev/create-name.html
  'AWS::KinesisFirehose::DeliveryStream': (_model, stream) => ({ from: [stream.arn, ...(stream.properties.get('KinesisStreamSourceConfiguration') === undefined ? [] : [at(stream, 'KinesisStreamSourceConfiguration.KinesisStreamARN')])],
    to: BUCKETS.filter((name) => stream.properties.get(name) !== undefined).map((name) => at(stream, `${name}.BucketARN`)) }),
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html
  'AWS::Logs::SubscriptionFilter': (model, filter) => {
    const found = between(filter, 'LogGroupName', 'DestinationArn');
    return found && { ...found, from: found.from.map((name) => ofType(model, 'AWS::Logs::LogGroup').find(({ ref }) => ref === name)?.arn ?? (name && `arn:*:logs:*:*:log-group:${name}:*`)) };
  },
  // https://docs.aws.amazon.com/datasync/latest/userguide/how-datasync-transfer-works.html
  'AWS::DataSync::Task': (model, task) => {
    const found = between(task, 'SourceLocationArn', 'DestinationLocationArn');
    return found && { from: found.from.map((location) => bucketAt(model, location)), to: found.to.map((location) => bucketAt(model, location)) };
  },
  // Its configuration is a text of its own: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/configure-client-ddb.html
  'AWS::OSIS::Pipeline': () => ({ from: [undefined], to: ['arn:*:es:*:*:domain/*'] }),
  // https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile.html (a role of its own retrieves it)
  'AWS::AppConfig::ConfigurationProfile': (_model, profile) => {
    const location = at(profile, 'LocationUri');
    return location === 'hosted' ? undefined : { from: [/^s3:\/\/([^/]+)/.exec(location ?? '')?.[1]].map((name) => (name === undefined ? location : `arn:*:s3:::${name}`)), to: ['arn:*:appconfig:*:*:application/*'] };
  },
  // https://docs.aws.amazon.com/bedrock/latest/userguide/s3-data-source-connector.html
  'AWS::Bedrock::DataSource': (_model, source) => (source.properties.get('DataSourceConfiguration.S3Configuration') === undefined ? undefined
    : { from: [at(source, 'DataSourceConfiguration.S3Configuration.BucketArn')], to: [KNOWLEDGE] }),
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
  'AWS::DynamoDB::Table': (_model, table) => (table.properties.get('ImportSourceSpecification') === undefined ? undefined
    : { from: [((name) => name && `${table.arn.split(':').slice(0, 2).join(':')}:s3:::${name}`)(at(table, 'ImportSourceSpecification.S3BucketSource.S3Bucket'))], to: [table.arn] }),
};

const STORES = ['OpensearchServerlessConfiguration.CollectionArn', 'OpensearchManagedClusterConfiguration.DomainArn', 'S3VectorsConfiguration.VectorBucketArn', 'S3VectorsConfiguration.IndexArn'];

/** Indexes, dashboards and flows between services: what they are asked, or where they put what they read, shows what it is. */
const OF_INDEXES: Readonly<Record<string, Reader>> = {
  // https://docs.aws.amazon.com/kendra/latest/dg/data-source-s3.html; what a template of a connector reads is a text of its own
  'AWS::Kendra::DataSource': (_model, source) => {
    const [bucket, template] = ['DataSourceConfiguration.S3Configuration', 'DataSourceConfiguration.TemplateConfiguration'].map((path) => source.properties.get(path));
    return bucket === undefined && template === undefined ? undefined : { from: [template === undefined ? bucketNamed(at(source, 'DataSourceConfiguration.S3Configuration.BucketName')) : undefined], to: ['arn:*:kendra:*:*:index/*'] };
  },
  // https://docs.aws.amazon.com/amazonq/latest/qbusiness-ug/s3-connector.html
  'AWS::QBusiness::DataSource': (_model, source) => ({ from: [at(source, 'Configuration.type') === 'S3' ? bucketNamed(at(source, 'Configuration.connectionConfiguration.repositoryEndpointMetadata.BucketName')) : undefined], to: ['arn:*:qbusiness:*:*:application/*'] }),
  // https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-build-kendra-genai-index.html, knowledge-base-setup.html (a vector store holds the text)
  'AWS::Bedrock::KnowledgeBase': (_model, base) => {
    if (base.properties.get('KnowledgeBaseConfiguration.KendraKnowledgeBaseConfiguration') !== undefined) return { from: ['arn:*:kendra:*:*:index/*'], to: [KNOWLEDGE] };
    const stores = STORES.map((path) => `StorageConfiguration.${path}`).filter((path) => base.properties.get(path) !== undefined);
    return stores.length === 0 ? undefined : { from: [KNOWLEDGE], to: stores.map((path) => at(base, path)) };
  },
  // https://docs.aws.amazon.com/bedrock/latest/userguide/agents-kb-add.html, flows-nodes.html: they answer with what the knowledge base holds
  'AWS::Bedrock::Agent': (_model, agent) => (agent.properties.get('KnowledgeBases') === undefined ? undefined : { from: [KNOWLEDGE], to: ['arn:*:bedrock:*:*:agent-alias/*'] }),
  'AWS::Bedrock::Flow': () => ({ from: [KNOWLEDGE], to: ['arn:*:bedrock:*:*:flow/*'] }),
  // https://docs.aws.amazon.com/appintegrations/latest/APIReference/API_CreateDataIntegration.html
  'AWS::AppIntegrations::DataIntegration': (_model, integration) => {
    const uri = at(integration, 'SourceURI');
    return uri?.startsWith('s3://') === false ? undefined : { from: [bucketNamed(/^s3:\/\/([^/]+)/.exec(uri ?? '')?.[1])], to: ['arn:*:wisdom:*:*:*'] };
  },
  // https://docs.aws.amazon.com/quicksight/latest/user/supported-data-sources.html (a manifest names the objects, a query the tables)
  'AWS::QuickSight::DataSource': () => ({ from: [undefined], to: ['arn:*:quicksight:*:*:*'] }),
  // https://docs.aws.amazon.com/appflow/latest/userguide/s3.html
  'AWS::AppFlow::Flow': (_model, flow) => {
    const source = flow.properties.get('SourceFlowConfig.SourceConnectorProperties');
    if (isMap(source) && source.S3 === undefined) return undefined;
    const destinations = flow.properties.items('DestinationFlowConfigList');
    return { from: [bucketNamed(at(flow, 'SourceFlowConfig.SourceConnectorProperties.S3.BucketName'))], to: destinations.known ? destinations.value.map((one) => bucketNamed(bucketOf(one, ['DestinationConnectorProperties', 'S3', 'BucketName']))) : [undefined] };
  },
  'AWS::DMS::ReplicationTask': replicated,
  'AWS::DMS::ReplicationConfig': replicated,
};

/**
 * Between endpoints, each of which is an engine and where it is; the rows of databases are had otherwise than by requests to AWS.
 *
 * https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.S3.html
 */
function replicated(model: TemplateModel, { properties }: Resource): Pick<Copying, 'from' | 'to'> | undefined {
  const endpoint = (path: string): (string | undefined)[] => {
    const name = textOf(properties.get(path));
    const found = ofType(model, 'AWS::DMS::Endpoint').find(({ ref, arn }) => [ref, arn].includes(name ?? ''));
    const engine = found && textOf(found.properties.get('EngineName'));
    if (found === undefined || engine === undefined) return [undefined];
    switch (engine) {
      case 's3': return [bucketNamed(at(found, 'S3Settings.BucketName'))];
      case 'kinesis': return [at(found, 'KinesisSettings.StreamArn')];
      case 'dynamodb': return ['arn:*:dynamodb:*:*:table/*'];
      case 'elasticsearch': case 'opensearch': return ['arn:*:es:*:*:domain/*'];
      default: return [];
    }
  };
  return { from: endpoint('SourceEndpointArn'), to: endpoint('TargetEndpointArn') };
}

const bucketNamed = (name: string | undefined): string | undefined => name && `arn:*:s3:::${name}`;

function bucketOf(value: Value, [name, ...rest]: readonly string[]): string | undefined {
  return name === undefined ? textOf(value) : isMap(value) && value[name] !== undefined ? bucketOf(value[name], rest) : undefined;
}

/**
 * @param model what the templates create
 * @returns what passes data on in them
 */
export function copyings(model: TemplateModel): readonly Copying[] {
  let found = known.get(model.resources);
  if (found === undefined) {
    known.set(model.resources, found = [READERS, OF_INDEXES].flatMap((readers) => Object.entries(readers)).flatMap(([type, read]) => ofType(model, type).flatMap((by): Copying[] => {
      const passed = read(model, by);
      return passed === undefined ? [] : [{ by, ...passed }];
    })));
  }
  return found;
}

const known = new WeakMap<readonly Resource[], readonly Copying[]>();

/** The policy may be given as text. */
function deadLetters(policy: Value): string | undefined {
  if (isMap(policy)) return textOf(policy.deadLetterTargetArn);
  return /"deadLetterTargetArn"\s*:\s*"([^"]*)"/.exec(textOf(policy) ?? '')?.[1];
}

/** The table that a stream is of, or else the stream. */
function ofStream(model: TemplateModel, stream: string | undefined): (string | undefined)[] {
  const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].flatMap((type) => ofType(model, type)).filter((table) => stream === undefined || table.attribute('StreamArn') === stream || stream.startsWith(`${table.arn}/`)).map(({ arn }) => arn);
  return stream !== undefined && tables.length > 0 ? tables : [stream];
}

/** The bucket that a location is; what is no location of the templates may be any. */
function bucketAt(model: TemplateModel, location: string | undefined): string | undefined {
  const found = model.resources.find((one) => one.type.startsWith('AWS::DataSync::Location') && [one.ref, one.attribute('LocationArn')].includes(location));
  if (found === undefined) return undefined;
  return found.type === 'AWS::DataSync::LocationS3' ? at(found, 'S3BucketArn') : found.arn;
}
