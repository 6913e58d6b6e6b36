import { entry, getAtt, isCall, isFalse, isRawMap, itemsOf, mapAt, ref, stated, sub, without, type RawMap } from '../raw';
import { connect, describe } from './connector/connector';
import { NotExpanded, required, tagList, type Expansion, type Source } from './expansion';
import { managedPolicyArn, serviceTrust } from './policies/role';

/**
 * Expands `AWS::Serverless::GraphQLApi`: the API with its schema, keys, data sources, functions and resolvers; the data sources with
 * roles and connectors.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-graphqlapi.html
 *
 * @param source the API
 * @param expansion what the template comes to
 */
export function expandGraphQlApi(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const auth = required(properties, 'Auth', `'Auth' of '${id}'`);
  const { Type, Additional, ...config } = auth;
  const logging = logConfig(source, expansion);
  const { XrayEnabled, Visibility, OwnerContact, IntrospectionConfig, QueryDepthLimit, ResolverCountLimit } = properties;
  expansion.replace(source, 'AWS::AppSync::GraphQLApi', {
    Name: properties.Name ?? id, XrayEnabled, Visibility, OwnerContact, IntrospectionConfig, QueryDepthLimit, ResolverCountLimit,
    Tags: tagList(properties.Tags, { 'graphqlapi:createdBy': 'SAM' }),
    LogConfig: logging,
    AuthenticationType: Type,
    ...configurations(config),
    AdditionalAuthenticationProviders: Additional === undefined ? undefined : itemsOf(Additional).map((item) => {
      if (!isRawMap(item) || isCall(item)) throw new NotExpanded(`an authorization of '${id}' is decided only at deployment`);
      const { Type: type, UserPool, ...rest } = item;
      // Only the first authorization has a default action.
      return stated({ AuthenticationType: type, ...configurations({ ...rest, UserPool: isRawMap(UserPool) ? without(UserPool, DEFAULT_ACTION) : UserPool }) });
    }),
  });
  expansion.add(`${id}Schema`, 'AWS::AppSync::GraphQLSchema', {
    ApiId: getAtt(id, 'ApiId'), Definition: properties.SchemaInline, DefinitionS3Location: properties.SchemaUri,
  }, source);
  for (const [name, key] of Object.entries(required(properties, 'ApiKeys', `'ApiKeys' of '${id}'`))) {
    expansion.add(`${id}${name}`, 'AWS::AppSync::ApiKey', { ApiId: getAtt(id, 'ApiId'), Description: entry(key, 'Description'), Expires: entry(key, 'ExpiresOn') }, source);
  }
  [auth, ...itemsOf(Additional)].flatMap((item) => entry(entry(item, 'LambdaAuthorizer'), 'AuthorizerUri') ?? []).forEach((Arn, i) => {
    connect(`${id}ToLambdaAuthConnector${i + 1}`, describe({ Id: id }, expansion), describe({ Type: 'AWS::Lambda::Function', Arn }, expansion), ['Write'], source, expansion);
  });
  dataSources(source, expansion);
  resolvers(source, expansion);
}

const DEFAULT_ACTION = new Set(['DefaultAction']);

function configurations({ UserPool, LambdaAuthorizer, OpenIDConnect }: RawMap): RawMap {
  return { UserPoolConfig: UserPool, LambdaAuthorizerConfig: LambdaAuthorizer, OpenIDConnectConfig: OpenIDConnect };
}

/** The API writes a log unless that is switched off, with a role that is made where none is given. */
function logConfig(source: Source, expansion: Expansion): RawMap | undefined {
  const { id, properties } = source;
  if (isFalse(properties.Logging)) return undefined;
  const given = mapAt(properties, 'Logging');
  const role = given.CloudWatchLogsRoleArn;
  if (role === undefined) {
    expansion.add(`${id}CloudWatchRole`, 'AWS::IAM::Role', {
      AssumeRolePolicyDocument: serviceTrust('appsync.amazonaws.com'), ManagedPolicyArns: [managedPolicyArn('service-role/AWSAppSyncPushToCloudWatchLogs')],
    }, source);
  }
  return { ...given, FieldLogLevel: given.FieldLogLevel ?? 'ALL', CloudWatchLogsRoleArn: role ?? getAtt(`${id}CloudWatchRole`, 'Arn') };
}

/** The name of each kind in logical ids, its type, and the type of what it reads. */
const KINDS = {
  DynamoDb: { suffix: 'DynamoDBDataSource', type: 'AMAZON_DYNAMODB', target: 'AWS::DynamoDB::Table', connector: 'ToTableConnector', arn: 'TableArn' },
  Lambda: { suffix: 'LambdaDataSource', type: 'AWS_LAMBDA', target: 'AWS::Lambda::Function', connector: 'ToLambdaConnector', arn: 'FunctionArn' },
} as const;

function dataSources(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const stated = required(properties, 'DataSources', `'DataSources' of '${id}'`);
  for (const kind of Object.keys(stated)) if (!Object.hasOwn(KINDS, kind)) throw new NotExpanded(`its data sources of the kind '${kind}' are not known`);
  for (const [kind, shape] of Object.entries(KINDS)) {
    for (const [name, item] of Object.entries(mapAt(stated, kind))) {
      if (!isRawMap(item)) continue;
      const logicalId = `${id}${name}${shape.suffix}`;
      const role = item.ServiceRoleArn ?? getAtt(`${logicalId}Role`, 'Arn');
      expansion.add(logicalId, 'AWS::AppSync::DataSource', {
        ApiId: getAtt(id, 'ApiId'), Name: item.Name ?? name, Type: shape.type, ServiceRoleArn: role,
        ...(kind === 'Lambda' ? { LambdaConfig: { LambdaFunctionArn: item.FunctionArn } } : { DynamoDBConfig: { AwsRegion: item.Region ?? ref('AWS::Region'), TableName: item.TableName } }),
      }, source);
      if (item.ServiceRoleArn !== undefined) continue;
      expansion.add(`${logicalId}Role`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: serviceTrust('appsync.amazonaws.com') }, source);
      const permissions = kind === 'Lambda' ? ['Write'] : item.Permissions ?? ['Read', 'Write'];
      connect(`${logicalId}${shape.connector}`, describe({ Type: 'AWS::AppSync::DataSource', RoleName: ref(`${logicalId}Role`) }, expansion),
        describe({ Type: shape.target, Arn: item[shape.arn] ?? tableArn(item) }, expansion), itemsOf(permissions), source, expansion);
    }
  }
}

/** A table without an ARN is one of the account. */
function tableArn({ TableName, Region }: RawMap): RawMap {
  return sub('arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}', { __Region__: Region ?? ref('AWS::Region'), __TableName__: TableName });
}

function resolvers(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  for (const [name, fn] of Object.entries(required(properties, 'Functions', `'Functions' of '${id}'`))) {
    if (entry(fn, 'Id') !== undefined) continue;
    expansion.add(`${id}${name}`, 'AWS::AppSync::FunctionConfiguration', { ApiId: getAtt(id, 'ApiId'), Name: entry(fn, 'Name') ?? name }, source);
  }
  for (const [type, fields] of Object.entries(required(properties, 'Resolvers', `'Resolvers' of '${id}'`))) {
    for (const [name, resolver] of Object.entries(isRawMap(fields) ? fields : {})) {
      expansion.add(`${id}${type}${name}`, 'AWS::AppSync::Resolver', { ApiId: getAtt(id, 'ApiId'), TypeName: type, FieldName: entry(resolver, 'FieldName') ?? name }, source);
    }
  }
}
