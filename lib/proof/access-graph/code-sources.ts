import { readJson } from '../../text/read-json';
import { ofType } from '../template/of-type';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, isMap, textOf, type Value, type ValueMap } from '../template/value';

/** Something of the templates that runs, or is made from, what lies in a bucket. */
export interface CodeSource {
  readonly by: Resource;
  /** The property with the role that it works with; undefined where that stands elsewhere, or where it is made with the role of a deployment. */
  readonly role: string | undefined;
  /** Patterns of the ARNs of the objects. */
  readonly objects: readonly string[];
}

interface Kind {
  readonly type: string;
  /** Where it says what it runs; not what it reads or where it puts it. */
  readonly at: readonly string[];
  readonly role?: string;
  /** Of the properties there, those that say it, where others are about something else. */
  readonly only?: readonly string[];
  /** Whether what it runs on may have a role, where that stands elsewhere. */
  readonly mayHaveRole?: (by: Resource, model: TemplateModel) => boolean;
}

/**
 * What launches machines by a template, and gives them a role itself.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html, https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html (instanceRole)
 */
const LAUNCHING = ['AWS::EC2::Instance', 'AWS::EKS::Nodegroup', 'AWS::Batch::ComputeEnvironment'];

/** Whether machines have a role by it. What only the deployment knows of it may be one. */
const givesRole = (by: Resource): boolean => by.spells(/IamInstanceProfile|NodeRole|InstanceRole|Fn::Transform/);

/** Each page says of the service where its code, its definition or its template comes from. */
const KINDS: readonly Kind[] = [
  // https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html
  { type: 'AWS::Glue::Job', at: ['Command', 'DefaultArguments.--extra-py-files', 'DefaultArguments.--extra-jars'], role: 'Role' }, { type: 'AWS::Glue::DevEndpoint', at: ['ExtraPythonLibsS3Path', 'ExtraJarsS3Path'], role: 'RoleArn' },
  // https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-dag-folder.html
  { type: 'AWS::MWAA::Environment', at: ['SourceBucketArn'], role: 'ExecutionRoleArn' },
  // https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html, https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html
  { type: 'AWS::CodePipeline::Pipeline', at: ['Stages', 'ArtifactStore', 'ArtifactStores'], role: 'RoleArn' }, { type: 'AWS::CodeBuild::Project', at: ['Source', 'SecondarySources'], role: 'ServiceRole' },
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-function-zip.html, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-stepfunctions-statemachine-s3location.html
  { type: 'AWS::Lambda::Function', at: ['Code'], role: 'Role' }, { type: 'AWS::Lambda::LayerVersion', at: ['Content'] }, { type: 'AWS::StepFunctions::StateMachine', at: ['DefinitionS3Location'], role: 'RoleArn' },
  // https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryCodeInput.html
  { type: 'AWS::Synthetics::Canary', at: ['Code'], role: 'ExecutionRoleArn' },
  // https://docs.aws.amazon.com/managed-flink/latest/apiv2/API_CodeContent.html, https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
  { type: 'AWS::KinesisAnalyticsV2::Application', at: ['ApplicationConfiguration.ApplicationCodeConfiguration'], role: 'ServiceExecutionRole' }, { type: 'AWS::SageMaker::Model', at: ['PrimaryContainer', 'Containers'], role: 'ExecutionRoleArn' },
  // https://docs.aws.amazon.com/m2/latest/APIReference/API_Definition.html, https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_Code.html
  { type: 'AWS::M2::Application', at: ['Definition'], role: 'RoleArn' }, { type: 'AWS::BedrockAgentCore::Runtime', at: ['AgentRuntimeArtifact'], role: 'RoleArn' },
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_APISchema.html
  { type: 'AWS::Bedrock::Agent', at: ['ActionGroups'], role: 'AgentResourceRoleArn' },
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html, https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
  { type: 'AWS::ECS::TaskDefinition', at: ['ContainerDefinitions'], role: 'TaskRoleArn', only: ['Command', 'EntryPoint', 'EnvironmentFiles'] }, { type: 'AWS::Batch::JobDefinition', at: ['ContainerProperties'], role: 'ContainerProperties.JobRoleArn', only: ['Command'] },
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
  { type: 'AWS::EC2::Instance', at: ['UserData'], mayHaveRole: (by) => givesRole(by) || by.properties.get('LaunchTemplate') !== undefined },
  { type: 'AWS::EC2::LaunchTemplate', at: ['LaunchTemplateData.UserData'], mayHaveRole: (by, model) => givesRole(by) || LAUNCHING.some((type) => ofType(model, type).some((one) => givesRole(one) && one.spells(/LaunchTemplate/))) },
  { type: 'AWS::AutoScaling::LaunchConfiguration', at: ['UserData'], mayHaveRole: (by) => givesRole(by) }, { type: 'AWS::EC2::SpotFleet', at: ['SpotFleetRequestConfigData.LaunchSpecifications'], only: ['UserData'], mayHaveRole: (by) => givesRole(by) },
  // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-bootstrap.html, https://docs.aws.amazon.com/emr/latest/APIReference/API_HadoopJarStepConfig.html
  { type: 'AWS::EMR::Cluster', at: ['BootstrapActions', 'Steps'] }, { type: 'AWS::EMR::Step', at: ['HadoopJarStep'] },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-guide.html: whoever writes the template decides what the stack is
  { type: 'AWS::CloudFormation::Stack', at: ['TemplateURL'] }, { type: 'AWS::CloudFormation::StackSet', at: ['TemplateURL'] }, { type: 'AWS::ServiceCatalog::CloudFormationProduct', at: ['ProvisioningArtifactParameters'] },
  { type: 'AWS::CloudFormation::ResourceVersion', at: ['SchemaHandlerPackage'] }, { type: 'AWS::CloudFormation::HookVersion', at: ['SchemaHandlerPackage'] }, { type: 'AWS::CloudFormation::ModuleVersion', at: ['ModulePackage'] },
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-appsync-resolver.html, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-restapi-s3location.html
  ...['AWS::AppSync::Resolver', 'AWS::AppSync::FunctionConfiguration'].map((type) => ({ type, at: ['CodeS3Location', 'RequestMappingTemplateS3Location', 'ResponseMappingTemplateS3Location'] })),
  { type: 'AWS::AppSync::GraphQLSchema', at: ['DefinitionS3Location'] }, { type: 'AWS::ApiGateway::RestApi', at: ['BodyS3Location'] }, { type: 'AWS::ApiGatewayV2::Api', at: ['BodyS3Location'] },
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html, https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-s3.html, https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AttachmentsSource.html
  { type: 'AWS::ElasticBeanstalk::ApplicationVersion', at: ['SourceBundle'] }, { type: 'AWS::SSM::Association', at: ['Parameters'] }, { type: 'AWS::SSM::Document', at: ['Attachments'] },
  // https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateComponent.html, https://docs.aws.amazon.com/greengrass/v2/developerguide/component-recipe-reference.html
  { type: 'AWS::ImageBuilder::Component', at: ['Uri'] }, { type: 'AWS::GreengrassV2::ComponentVersion', at: ['InlineRecipe'] },
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/application-revisions.html, https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-plugins.html
  { type: 'AWS::CodeDeploy::DeploymentGroup', at: ['Deployment'] }, { type: 'AWS::KafkaConnect::CustomPlugin', at: ['Location'] },
  // https://docs.aws.amazon.com/omics/latest/api/API_CreateWorkflow.html, https://docs.aws.amazon.com/gamelift/latest/apireference/API_CreateBuild.html, API_CreateScript.html, https://docs.aws.amazon.com/lexv2/latest/dg/import-export-format.html
  { type: 'AWS::Omics::Workflow', at: ['DefinitionUri'] }, { type: 'AWS::GameLift::Build', at: ['StorageLocation'] }, { type: 'AWS::GameLift::Script', at: ['StorageLocation'] }, { type: 'AWS::Lex::Bot', at: ['BotFileS3Location'] },
];

/**
 * @param model what the templates create
 * @returns what runs, or is made from, what lies in buckets
 */
export function codeSources(model: TemplateModel): readonly CodeSource[] {
  let found = known.get(model.resources);
  if (found === undefined) {
    known.set(model.resources, found = KINDS.flatMap(({ type, at, role, only, mayHaveRole }) => ofType(model, type).flatMap((by): CodeSource[] => {
      if (mayHaveRole?.(by, model) === false) return [];
      const objects = at.map((path) => by.properties.get(path)).flatMap((value) => (only === undefined ? [value] : named(value, only))).flatMap((value) => objectsIn(value, model));
      return objects.length === 0 ? [] : [{ by, role, objects: [...new Set(objects)] }];
    })));
  }
  return found;
}

/** The properties of these names of a structure, or of each one in a list. */
function named(value: Value | undefined, names: readonly string[]): (Value | undefined)[] {
  if (Array.isArray(value)) return value.flatMap((one) => named(one, names));
  return isMap(value) ? names.map((name) => value[name]) : [];
}

const known = new WeakMap<readonly Resource[], readonly CodeSource[]>();

/** Names of properties that say which object of a bucket it is, or below which. */
const KEYS = /^(s3)?(object|file)?(key|prefix)$/i;

/** Code, and settings of it, that stand in the template: buckets that are named in them are what it reads and writes. */
const IN_TEMPLATE = new Set(['ZipFile', 'Script', 'TextContent', 'Environment']);

function objectsIn(value: Value | undefined, model: TemplateModel): string[] {
  if (value === undefined || value instanceof Unresolved) return [];
  if (Array.isArray(value)) return value.flatMap((one) => objectsIn(one, model));
  const text = textOf(value);
  if (text !== undefined) return inText(text, model);
  if (!isMap(value) || deploys(value)) return [];
  const entries = Object.entries(value);
  return entries.filter(([name, one]) => !IN_TEMPLATE.has(name) && (name !== 'BuildSpec' || textOf(one)?.startsWith('arn:') === true)).flatMap(([name, one]) => {
    const bucket = /bucket|^location$/i.test(name) ? bucketOf(textOf(one), model) : undefined;
    if (bucket === undefined) return objectsIn(one, model);
    const [key, where] = entries.find(([other]) => KEYS.test(other)) ?? [];
    const stated = textOf(where);
    return [`${bucket}/${stated === undefined ? '*' : `${stated}${/key$/i.test(key ?? '') ? '' : '*'}`}`];
  });
}

/** An action of a pipeline that takes nothing from a bucket, and may write there. */
function deploys({ ActionTypeId: type }: ValueMap): boolean {
  const category = isMap(type) ? textOf(type.Category) : undefined;
  return category !== undefined && category !== 'Source';
}

/** The bucket that a text names, by its name or its ARN. */
function bucketOf(text: string | undefined, model: TemplateModel): string | undefined {
  if (text === undefined || text.includes('://')) return undefined;
  if (/^arn:[^:]*:s3:::[^/]*$/.test(text)) return text;
  if (text.includes('/')) return undefined;
  return ofType(model, 'AWS::S3::Bucket').find(({ ref }) => ref === text)?.arn ?? `arn:*:s3:::${text}`;
}

/** Addresses of objects as services write them, and names of buckets with the key after a slash, in a text, in JSON, or encoded. */
function inText(text: string, model: TemplateModel): string[] {
  if (/^\s*\{/.test(text)) {
    const read = readJson(text) as Value | undefined;
    if (isMap(read)) return objectsIn(read, model);
  }
  if (/^[A-Za-z0-9+/]{16,}={0,2}$/.test(text)) {
    const decoded = Buffer.from(text, 'base64').toString();
    if (decoded.includes('://')) return inText(decoded, model);
  }
  const encoded = model.symbols.encodedIn(text);
  if (encoded.length > 0) return encoded.flatMap((one) => inText(one, model));
  const read = text.replace(WRITTEN, '');
  const found = ADDRESSES.flatMap((address) => [...read.matchAll(address)].map(([, name, key]) => objectAt(name, key, model)));
  if (found.length > 0) return found;
  if (/^arn:[^:]*:s3:::[^/]+$/.test(text)) return [`${text}/*`];
  if (/^arn:[^:]*:s3:::[^/]+\//.test(text)) return [text];
  const [host, ...rest] = text.replace(/^https?:\/\//, '').split('/');
  const bucket = rest.length === 0 ? undefined : ofType(model, 'AWS::S3::Bucket').find((one) => one.ref === host || DOMAINS.some((name) => one.attribute(name) === host));
  return bucket === undefined ? [] : [`${bucket.arn}/${rest.join('/')}*`];
}

const ADDRESSES = [
  's3://["\']?([^/\\s"\']+)(?:["\'](?=/))?/?(KEY)', 'https?://s3[.-][^/]*/([^/]+)/(KEY)', 'https?://([^/]+?)[.]s3[.-][^/]*/(KEY)',
  // https://docs.aws.amazon.com/cli/latest/reference/s3api/get-object.html, https://docs.aws.amazon.com/AmazonS3/latest/userguide/mountpoint-usage.html
  '\\bs3api\\s+get-object\\b[^;|&]*?--bucket[\\s=]+["\']?([^\\s"\']+)()', '\\bmount-s3\\s+(?:-\\S+\\s+)*["\']?([^\\s"\'-][^\\s"\']*)()',
].map((address) => new RegExp(address.replace('KEY', '[^\\s"\'|;?<>]*'), 'g'));
const DOMAINS = ['DomainName', 'RegionalDomainName', 'DualStackDomainName'];

/**
 * Where a command puts a file of the machine.
 *
 * https://docs.aws.amazon.com/cli/latest/reference/s3/cp.html
 */
const WRITTEN = /\baws\s+s3\s+(?:cp|mv|sync)\s+[./~][^\s"']*\s+["']?s3:\/\/[^\s"']+/g;

/** What a shell puts in the place of a variable may be any text. */
const OF_SHELL = /[$`]/;

function objectAt(name: string, key: string, model: TemplateModel): string {
  const bucket = OF_SHELL.test(name) ? undefined : bucketOf(name, model) ?? `arn:*:s3:::${name}`;
  return `${bucket ?? 'arn:*:s3:::*'}/${key.split(OF_SHELL)[0]}*`;
}
