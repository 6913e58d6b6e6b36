import { applicationOfAws } from '../../applications-of-aws';
import { entry, getAtt, isCall, scalar, without } from '../raw';
import { managedPolicyArn, serviceTrust } from './policies/role';
import { tagList, type Expansion, type Source } from './expansion';

/** Properties that the transform reads; the others are those of the resource. */
const LAYER = new Set(['ContentUri', 'PublishLambdaVersion', 'RetentionPolicy']);
const CAPACITY = new Set(['InstanceRequirements', 'OperatorRole', 'PropagateTags', 'ScalingConfig', 'Tags']);

const ATTRIBUTE_TYPES: { readonly [type: string]: string } = { String: 'S', Number: 'N', Binary: 'B' };

/**
 * Expands `AWS::Serverless::SimpleTable`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
 *
 * @param source the table
 * @param expansion what the template comes to
 */
export function expandSimpleTable(source: Source, expansion: Expansion): void {
  const { PrimaryKey, ProvisionedThroughput, SSESpecification, TableName, Tags, PointInTimeRecoverySpecification } = source.properties;
  const AttributeName = entry(PrimaryKey, 'Name') ?? 'id';
  const type = scalar(entry(PrimaryKey, 'Type')) ?? 'String';
  expansion.replace(source, 'AWS::DynamoDB::Table', {
    TableName, ProvisionedThroughput, SSESpecification, PointInTimeRecoverySpecification,
    Tags: tagList(Tags),
    AttributeDefinitions: [{ AttributeName, AttributeType: ATTRIBUTE_TYPES[type] ?? type }],
    KeySchema: [{ AttributeName, KeyType: 'HASH' }],
    BillingMode: ProvisionedThroughput === undefined ? 'PAY_PER_REQUEST' : undefined,
  });
}

/**
 * Expands `AWS::Serverless::LayerVersion`. The transform adds a hash to its logical id and changes the references to it; here it keeps
 * its own.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html
 *
 * @param source the layer
 * @param expansion what the template comes to
 */
export function expandLayerVersion(source: Source, expansion: Expansion): void {
  const { LayerName } = source.properties;
  expansion.replace(source, 'AWS::Lambda::LayerVersion', { ...without(source.properties, LAYER), LayerName: LayerName ?? source.id });
}

/**
 * Expands `AWS::Serverless::Application`: a nested stack. Where its template is in a file, it may be at hand; one of the AWS Serverless
 * Application Repository is not, save those of AWS whose content is documented.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 *
 * @param source the application
 * @param expansion what the template comes to
 */
export function expandApplication(source: Source, expansion: Expansion): void {
  const { Location, Parameters, NotificationARNs, Tags, TimeoutInMinutes } = source.properties;
  const isFile = typeof Location === 'string' || isCall(Location);
  expansion.replace(source, 'AWS::CloudFormation::Stack', {
    TemplateURL: isFile ? Location : applicationOfAws(Location, expansion.mappings), Parameters, NotificationARNs, TimeoutInMinutes, Tags: tagList(Tags),
  });
}

/**
 * Expands `AWS::Serverless::CapacityProvider`: the provider, and the role of its operator where none is given.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-capacityprovider.html
 *
 * @param source the capacity provider
 * @param expansion what the template comes to
 */
export function expandCapacityProvider(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const { OperatorRole, Tags } = properties;
  const role = OperatorRole ?? getAtt(`${id}OperatorRole`, 'Arn');
  expansion.replace(source, 'AWS::Lambda::CapacityProvider', { ...without(properties, CAPACITY), Tags: tagList(Tags), PermissionsConfig: { CapacityProviderOperatorRoleArn: role } });
  if (OperatorRole !== undefined) return;
  expansion.add(`${id}OperatorRole`, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: serviceTrust('lambda.amazonaws.com'), ManagedPolicyArns: [managedPolicyArn('AWSLambdaManagedEC2ResourceOperator')],
  }, source);
}
