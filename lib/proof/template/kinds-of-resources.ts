import { refOf } from './macros/raw';
import { classOf, isKnownProperty } from '../authorization-data/cloudformation-types';

/**
 * @param type a CloudFormation type
 * @returns whether code that is not CloudFormation's makes resources of it
 */
export function isCustomType(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** The type of the resources that hold what a question names; no template has it. */
export const QUESTION_TYPE = 'CdkCognitoPools::Question';

/** Nothing else tells the CDK's own resource apart, and its condition names every Region that there is. */
export const IGNORED_TYPES = new Set(['AWS::CDK::Metadata']);

/** Services with types that grant nothing, and that the prover asks about all the same: how APIs are reached, what has an alias, what works with a role, what sets functions to work, what runs code from a bucket. */
const ASKED_ABOUT = new RegExp(`^AWS::(?:${[
  'ApiGateway', 'ApiGatewayV2', 'AppConfig', 'AppFlow', 'AppIntegrations', 'AppSync', 'AutoScaling::LaunchConfiguration$', 'Batch::(?:ComputeEnvironment|JobDefinition)$', 'Bedrock::(?:Agent|DataSource|Flow|KnowledgeBase)$', 'CDK', 'CloudFormation::(?:Hook|Module|Resource)Version$', 'CodeDeploy', 'CodePipeline', 'DAX', 'DMS', 'DataSync', 'EC2::(?:Instance|LaunchTemplate|SpotFleet)$', 'ECS::TaskDefinition$', 'EKS::Nodegroup$', 'EMR', 'ElasticBeanstalk::ApplicationVersion$', 'Events::Rule$',
  'GameLift::(?:Build|Script)$', 'Glue', 'GreengrassV2::ComponentVersion$', 'ImageBuilder::Component$', 'IoT::TopicRule$', 'KMS::Alias$', 'KafkaConnect::CustomPlugin$', 'Kendra', 'Kinesis', 'KinesisAnalyticsV2::Application$', 'KinesisFirehose', 'Lambda', 'Lex::Bot$', 'Location',
  'Logs::SubscriptionFilter$', 'M2::Application$', 'MWAA', 'Omics::Workflow$', 'Pipes', 'QBusiness', 'QuickSight', 'S3ObjectLambda', 'SNS', 'SQS', 'SSM', 'SageMaker::(?:Model|NotebookInstance)$', 'Scheduler',
  'SecretsManager', 'Serverless', 'ServiceCatalog::CloudFormationProduct$', 'StepFunctions', 'Synthetics::Canary$',
].map((name) => (name.endsWith('$') ? name : `${name}::`)).join('|')})`);

/**
 * Whether a resource of the type is created makes no difference to access: a condition of it alone need not be told apart.
 *
 * @param type a CloudFormation type
 * @returns whether it does nothing to access, and nothing asks about it
 */
export function isImmaterial(type: string): boolean {
  return classOf(type)?.kind === 'inert' && !ASKED_ABOUT.test(type);
}

/**
 * Of some resources it makes no difference that they are perhaps not created, since they are taken to be.
 *
 * @param type a CloudFormation type
 * @returns whether it takes nothing away, and nothing asks about it
 */
export function takesNothingAway(type: string): boolean {
  return isImmaterial(type) || (classOf(type)?.kind === 'has-role' && !ASKED_ABOUT.test(type));
}

/** Types of which whatever asks for what they take away asks whether the resource is certain. */
const READ_AS_PERHAPS_THERE = new Set(['AWS::S3::Bucket']);

/**
 * @param type a CloudFormation type
 * @returns whether a resource of it that only may be created leaves nothing else open: it counts as created, and takes nothing away
 */
export function isReadAsPerhapsThere(type: string): boolean {
  return READ_AS_PERHAPS_THERE.has(type);
}

/**
 * @param raw a resource as its template spells it
 * @param type its type
 * @param id its logical id
 * @returns why it may do more than its template shows: what it makes stands elsewhere, or nothing is known of its type or of a property
 */
export function unknownIn(raw: Record<string, unknown> | undefined, type: string, id: string): string[] {
  if (IGNORED_TYPES.has(type) || type === QUESTION_TYPE || isCustomType(type) || type === 'AWS::CloudFormation::Stack') return [];
  const found = classOf(type);
  if (found === undefined) return [`what the ${type} '${id}' does is not known here`];
  if (found.kind === 'grants' && found.properties.some(({ kind, path }) => kind === 'opaque' && path === '')) return [`what the ${type} '${id}' makes is not in the templates`];
  const properties = raw?.Properties;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return [];
  return Object.entries(properties).filter(([name, value]) => !name.startsWith('Fn::') && !isKnownProperty(type, name) && refOf(value) !== 'AWS::NoValue').map(([name]) => `what '${name}' of the ${type} '${id}' does is not known here`);
}
