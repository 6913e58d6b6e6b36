/**
 * What one permission allows: actions, and resources. `{S}` and `{D}` are the ARNs of source and destination, `{DName}` the name of the
 * destination; `service@rest` is an ARN of the partition, Region and account of the stack.
 */
export type Grant = readonly [actions: string, resources: readonly string[]];

/** How a connector lets its source reach its destination. */
export type Profile =
  /** A managed policy of the role of the source or of the destination. */
  | { readonly kind: 'policy'; readonly roleOf: 'source' | 'destination'; readonly grants: { readonly [permissions: string]: readonly Grant[] } }
  /** A permission on the function that is the destination. */
  | { readonly kind: 'permission'; readonly service: string; readonly sourceArn: string; readonly ofAccount?: boolean }
  /** A resource policy of the topic or queue that is the destination. */
  | { readonly kind: 'topic' | 'queue'; readonly service: string };

type Grants = { readonly [permissions: string]: readonly Grant[] };

/** Both permissions are those of each; where only both together are possible, nothing stands under one alone. */
const readAndWrite = (Read: readonly Grant[], Write: readonly Grant[]): Grants => ({ Read, Write, 'Read,Write': [...Read, ...Write] });
const bySource = (grants: Grants): Profile => ({ kind: 'policy', roleOf: 'source', grants });
const byDestination = (grants: Grants): Profile => ({ kind: 'policy', roleOf: 'destination', grants });
const called = (service: string, sourceArn: string, ofAccount?: boolean): Profile => ({ kind: 'permission', service, sourceArn, ofAccount });

const EXECUTIONS = 'states@execution:{DName}:*';
const SYNC_RULE = 'events@rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';

const table = bySource(readAndWrite(
  [['dynamodb: GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect', ['{D}', '{D}/index/*']]],
  [['dynamodb: PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate', ['{D}', '{D}/index/*']]],
));
const bucket = bySource(readAndWrite(
  [[`s3: GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionForReplication
    GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts`, ['{D}', '{D}/*']]],
  [['s3: AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject', ['{D}', '{D}/*']]],
));
const write = (...grants: Grant[]): Profile => bySource({ Write: grants });
const eventBus = write(['events: PutEvents', ['{D}']]);
const topic = write(['sns: Publish', ['{D}']]);
const fn = write(['lambda: InvokeAsync InvokeFunction', ['{D}']]);
const api = called('apigateway.amazonaws.com', 'execute-api@{SResourceId}/{SQualifier}');
const tableStream = byDestination({ Read: [['dynamodb: DescribeStream GetRecords GetShardIterator ListStreams', ['{S}/stream/*']]] });

/**
 * What a connector from one type to another adds. The pages name the pairs, and say that the policies are "automatically composed"; what
 * each of them holds is what the transform was seen to add.
 *
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export const CONNECTOR_PROFILES: { readonly [source: string]: { readonly [destination: string]: Profile } } = {
  'AWS::ApiGateway::RestApi': { 'AWS::Lambda::Function': api },
  'AWS::ApiGatewayV2::Api': { 'AWS::Lambda::Function': api },
  'AWS::AppSync::DataSource': {
    'AWS::DynamoDB::Table': table,
    'AWS::Events::EventBus': eventBus,
    'AWS::Lambda::Function': write(['lambda: InvokeAsync InvokeFunction', ['{D}', '{D}:*']]),
  },
  'AWS::AppSync::GraphQLApi': { 'AWS::Lambda::Function': called('appsync.amazonaws.com', 'appsync@apis/{SResourceId}') },
  'AWS::DynamoDB::Table': { 'AWS::Lambda::Function': tableStream },
  'AWS::Events::Rule': {
    'AWS::Events::EventBus': eventBus,
    'AWS::Lambda::Function': called('events.amazonaws.com', '{S}'),
    'AWS::SNS::Topic': { kind: 'topic', service: 'events.amazonaws.com' },
    'AWS::SQS::Queue': { kind: 'queue', service: 'events.amazonaws.com' },
    'AWS::StepFunctions::StateMachine': write(['states: StartExecution', ['{D}']]),
  },
  'AWS::Lambda::Function': {
    'AWS::DynamoDB::Table': table,
    'AWS::Events::EventBus': eventBus,
    'AWS::Lambda::Function': fn,
    'AWS::Location::PlaceIndex': bySource({ Read: [['geo: DescribePlaceIndex GetPlace SearchPlaceIndexForPosition SearchPlaceIndexForSuggestions SearchPlaceIndexForText', ['{D}']]] }),
    'AWS::S3::Bucket': bucket,
    'AWS::SNS::Topic': topic,
    'AWS::SQS::Queue': bySource(readAndWrite(
      [['sqs: ReceiveMessage GetQueueAttributes', ['{D}']]],
      [['sqs: DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue', ['{D}']]],
    )),
    'AWS::StepFunctions::StateMachine': bySource(readAndWrite(
      [['states: DescribeStateMachine ListExecutions', ['{D}']], ['states: DescribeExecution DescribeStateMachineForExecution GetExecutionHistory', [EXECUTIONS]]],
      [['states: StartExecution StartSyncExecution', ['{D}']], ['states: StopExecution', [EXECUTIONS]]],
    )),
  },
  'AWS::S3::Bucket': { 'AWS::Lambda::Function': called('s3.amazonaws.com', '{S}', true) },
  'AWS::SNS::Topic': { 'AWS::Lambda::Function': called('sns.amazonaws.com', '{S}'), 'AWS::SQS::Queue': { kind: 'queue', service: 'sns.amazonaws.com' } },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': byDestination({ 'Read,Write': [['sqs: DeleteMessage', ['{S}']], ['sqs: ReceiveMessage GetQueueAttributes', ['{S}']]] }),
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::DynamoDB::Table': table,
    'AWS::Events::EventBus': eventBus,
    'AWS::Lambda::Function': fn,
    'AWS::S3::Bucket': bucket,
    'AWS::SNS::Topic': topic,
    'AWS::SQS::Queue': write(['sqs: SendMessage', ['{D}']]),
    'AWS::StepFunctions::StateMachine': bySource({
      'Read': [['states: DescribeExecution', [EXECUTIONS]], ['events: DescribeRule', [SYNC_RULE]]],
      'Read,Write': [
        ['states: DescribeExecution', [EXECUTIONS]], ['events: DescribeRule', [SYNC_RULE]], ['states: StartExecution', ['{D}']], ['states: StopExecution', [EXECUTIONS]],
        ['events: PutTargets PutRule', [SYNC_RULE]],
      ],
    }),
  },
};
