import { OWN_ARN } from '../symbols/shape';

/**
 * What `Ref` and `Fn::GetAtt` give, from the "Return values" section of each resource's page in the CloudFormation
 * template reference. `{name}` is the physical name (the property `name` where the template states it), `{p}`, `{r}`,
 * `{a}` are partition, Region and account, `{Prop=default}` is a property of the resource, `{host:Prop}` a URL without its scheme,
 * `{suffix}` the six characters that Secrets Manager adds to a name, `{roleId}` the id that IAM gives to a role, `{function:Prop}` the ARN of a function that is stated by its name, its ARN or a part of it.
 */
export interface ResourceShape {
  /** The property that states the physical name. */
  readonly name?: string;
  /** The shape of the ids that AWS gives to such resources, where they are not named after the stack. */
  readonly id?: string;
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes?: { readonly [attribute: string]: string };
}

const arn = (service: string, rest: string): string => `arn:{p}:${service}:{r}:{a}:${rest}`;
const iamArn = (rest: string): string => `arn:{p}:iam::{a}:${rest}`;
const named = (name: string, attributes: { [attribute: string]: string }): ResourceShape => ({ name, ref: '{name}', attributes });
const byArn = (name: string, itsArn: string, attributes: { [attribute: string]: string } = {}): ResourceShape =>
  ({ name, ref: itsArn, attributes: { Arn: itsArn, ...attributes } });

const byLocation = (type: string, attribute: string): { [attribute: string]: string } => ({ Arn: arn('geo', `${type}/{name}`), [attribute]: arn('geo', `${type}/{name}`) });

const topicArn = arn('sns', '{name}');
const managedPolicyArn = iamArn('policy{Path=/}{name}');
const stateMachineArn = arn('states', 'stateMachine:{name}');
const oidcArn = iamArn('oidc-provider/{host:Url}');
const samlArn = iamArn('saml-provider/{name}');
const secretArn = arn('secretsmanager', 'secret:{name}-{suffix}');
const issuer = 'cognito-idp.{r}.amazonaws.com/{name}';

// What CloudFormation calls a domain without a name is not documented.
const searchDomain: ResourceShape = { ...named('DomainName', { Arn: arn('es', 'domain/{name}'), DomainArn: arn('es', 'domain/{name}') }), id: 'open' };

const shapes: { readonly [type: string]: ResourceShape } = {
  'AWS::ApiGateway::RestApi': { id: 'api-id', ref: '{name}', attributes: { RestApiId: '{name}' } },
  'AWS::ApiGatewayV2::Api': { id: 'api-id', ref: '{name}', attributes: { ApiId: '{name}' } },
  'AWS::Athena::WorkGroup': named('Name', {}),
  'AWS::AppSync::GraphQLApi': { id: 'client-id', ref: arn('appsync', 'apis/{name}'), attributes: { ApiId: '{name}', Arn: arn('appsync', 'apis/{name}') } },
  'AWS::ApiGateway::Stage': { name: 'StageName', ref: '{name}' },
  'AWS::ApiGatewayV2::Stage': { name: 'StageName', ref: '{name}' },
  // The id of its user of Amazon S3 is another name of the identity, and stands for it here.
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': { id: 'distribution-id', ref: '{name}', attributes: { Id: '{name}', S3CanonicalUserId: 'origin-access-identity/{name}' } },
  'AWS::CloudFront::Distribution': { id: 'distribution-id', ref: '{name}', attributes: { Id: '{name}', Arn: 'arn:{p}:cloudfront::{a}:distribution/{name}' } },
  'AWS::CodeBuild::Project': named('Name', { Arn: arn('codebuild', 'project/{name}') }),
  'AWS::CodePipeline::Pipeline': named('Name', { Arn: arn('codepipeline', '{name}') }),
  'AWS::Cognito::IdentityPool': { id: 'identity-pool-id', ref: '{name}', attributes: { Id: '{name}' } },
  'AWS::Cognito::UserPool': {
    id: 'user-pool-id',
    ref: '{name}',
    attributes: { Arn: arn('cognito-idp', 'userpool/{name}'), UserPoolId: '{name}', ProviderName: issuer, ProviderURL: `https://${issuer}` },
  },
  'AWS::Cognito::UserPoolClient': { id: 'client-id', ref: '{name}', attributes: { ClientId: '{name}' } },
  'AWS::Cognito::UserPoolGroup': named('GroupName', {}),
  'AWS::Cognito::UserPoolIdentityProvider': named('ProviderName', {}),
  'AWS::DynamoDB::GlobalTable': named('TableName', { Arn: arn('dynamodb', 'table/{name}') }),
  'AWS::DynamoDB::Table': named('TableName', { Arn: arn('dynamodb', 'table/{name}') }),
  'AWS::EC2::Instance': { id: 'opaque', ref: '{name}', attributes: { Arn: arn('ec2', 'instance/{name}'), InstanceId: '{name}' } },
  'AWS::ECR::Repository': named('RepositoryName', { Arn: arn('ecr', 'repository/{name}') }),
  'AWS::Elasticsearch::Domain': searchDomain,
  'AWS::Events::EventBus': named('Name', { Arn: arn('events', 'event-bus/{name}'), Name: '{name}' }),
  'AWS::Glue::Job': named('Name', { Arn: arn('glue', 'job/{name}') }),
  'AWS::IAM::Group': named('GroupName', { Arn: iamArn('group{Path=/}{name}') }),
  'AWS::IAM::ManagedPolicy': byArn('ManagedPolicyName', managedPolicyArn, { PolicyArn: managedPolicyArn }),
  'AWS::IAM::OIDCProvider': byArn('Url', oidcArn),
  'AWS::IAM::Role': named('RoleName', { Arn: iamArn('role{Path=/}{name}'), RoleId: '{roleId}' }),
  'AWS::IAM::SAMLProvider': byArn('Name', samlArn),
  'AWS::IAM::User': named('UserName', { Arn: iamArn('user{Path=/}{name}') }),
  'AWS::KMS::Key': { id: 'uuid', ref: '{name}', attributes: { Arn: arn('kms', 'key/{name}'), KeyId: '{name}' } },
  'AWS::Kinesis::Stream': named('Name', { Arn: arn('kinesis', 'stream/{name}') }),
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName', { Arn: arn('firehose', 'deliverystream/{name}') }),
  'AWS::Lambda::Function': named('FunctionName', { Arn: arn('lambda', 'function:{name}') }),
  'AWS::Lambda::Alias': { name: 'Name', ref: '{function:FunctionName}:{name}', attributes: { AliasArn: '{function:FunctionName}:{name}' } },
  'AWS::Lambda::Version': { id: 'number', ref: '{function:FunctionName}:{name}', attributes: { FunctionArn: '{function:FunctionName}:{name}', Version: '{name}' } },
  'AWS::Location::GeofenceCollection': named('CollectionName', byLocation('geofence-collection', 'CollectionArn')),
  'AWS::Location::Map': named('MapName', byLocation('map', 'MapArn')),
  'AWS::Location::PlaceIndex': named('IndexName', byLocation('place-index', 'IndexArn')),
  'AWS::Location::RouteCalculator': named('CalculatorName', byLocation('route-calculator', 'CalculatorArn')),
  'AWS::Location::Tracker': named('TrackerName', byLocation('tracker', 'TrackerArn')),
  'AWS::Logs::LogGroup': named('LogGroupName', { Arn: arn('logs', 'log-group:{name}:*') }),
  'AWS::OpenSearchService::Domain': searchDomain,
  'AWS::Pinpoint::App': { id: 'opaque', ref: '{name}', attributes: { Arn: arn('mobiletargeting', 'apps/{name}') } },
  'AWS::Pipes::Pipe': named('Name', { Arn: arn('pipes', 'pipe/{name}') }),
  'AWS::RUM::AppMonitor': named('Name', {}),
  'AWS::S3::AccessPoint': named('Name', { Arn: arn('s3', 'accesspoint/{name}') }),
  'AWS::S3::Bucket': named('BucketName', {
    Arn: 'arn:{p}:s3:::{name}', DomainName: '{name}.s3.amazonaws.com', RegionalDomainName: '{name}.s3.{r}.amazonaws.com', DualStackDomainName: '{name}.s3.dualstack.{r}.amazonaws.com',
    WebsiteURL: 'http://{name}.s3-website-{r}.amazonaws.com',
  }),
  'AWS::Scheduler::Schedule': named('Name', { Arn: arn('scheduler', 'schedule/{GroupName=default}/{name}') }),
  'AWS::SecretsManager::Secret': byArn('Name', secretArn, { Id: secretArn }),
  'AWS::SSM::Parameter': named('Name', {}),
  'AWS::SNS::Topic': byArn('TopicName', topicArn, { TopicArn: topicArn, TopicName: '{name}' }),
  'AWS::SQS::Queue': {
    name: 'QueueName',
    ref: 'https://sqs.{r}.amazonaws.com/{a}/{name}',
    attributes: { Arn: arn('sqs', '{name}'), QueueName: '{name}', QueueUrl: 'https://sqs.{r}.amazonaws.com/{a}/{name}' },
  },
  'AWS::StepFunctions::StateMachine': byArn('StateMachineName', stateMachineArn, { Name: '{name}' }),
  // What the CDK makes a provider of IAM with, where it does so by a function of its own.
  'Custom::AWSCDKOpenIdConnectProvider': byArn('Url', oidcArn),
};

/**
 * @param type a CloudFormation resource type
 * @returns what is documented of its names; undefined when it is not listed here
 */
export function shapeOf(type: string): ResourceShape | undefined {
  return Object.hasOwn(shapes, type) ? shapes[type] : undefined;
}

/**
 * What custom resources and other stacks give may be any text; what AWS gives is a name, an id or an ARN.
 *
 * @param type a CloudFormation type
 * @returns the shape of what is not known closer
 */
export function refOrOpen(type: string): string {
  return type.startsWith('AWS::') && !type.startsWith('AWS::CloudFormation::') ? 'resource-ref' : 'open';
}

/** What is a part of something else may be called by the ARN of that. */
const OF_ANOTHER = /(?:Policy|Permission|Attachment|Association|RotationSchedule)$/;

/**
 * @param type a CloudFormation type of AWS
 * @param attribute the name of an attribute of it, of which nothing closer is known
 * @returns the shape of what it gives, where its name says it: its ARN, an id, a name, another ARN, or the number of a port; undefined for any text
 */
export function shapeOfAttribute(type: string, attribute: string): string | undefined {
  const [, own] = /^(.*)Arn$/i.exec(attribute) ?? [];
  if (own !== undefined && type.toLowerCase().endsWith(own.toLowerCase()) && !OF_ANOTHER.test(type)) return OWN_ARN;
  return /(Arn|ARN|Id|Name)$/.test(attribute) ? 'resource-ref' : /(^|\.)Port$/.test(attribute) ? 'number' : undefined;
}
