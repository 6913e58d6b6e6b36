import { isRawMap, itemsOf, mapAt, ref, scalar, sub, without } from '../../raw';
import { NotExpanded, required, type Expansion, type Source } from '../expansion';
import { customDomain } from './domain';
import { stageSuffix } from './routes';

/** Properties that the transform reads; the others are those of the API. */
const OWN = new Set([
  'AccessLogSettings', 'Auth', 'DefaultRouteSettings', 'Domain', 'Name', 'PropagateTags', 'RouteSettings', 'Routes', 'StageName', 'StageVariables', 'Tags',
]);

/**
 * Expands `AWS::Serverless::WebSocketApi`: the API with its routes and a stage. Who connects is decided once, at the route `$connect`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html
 *
 * @param source the API
 * @param expansion what the template comes to
 */
export function expandWebSocketApi(source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const auth = required(properties, 'Auth', `'Auth' of '${id}'`);
  const stageName = properties.StageName ?? 'default';
  expansion.replace(source, 'AWS::ApiGatewayV2::Api', { ...without(properties, OWN), Name: properties.Name ?? id, ProtocolType: 'WEBSOCKET' });
  for (const [key, route] of Object.entries(required(properties, 'Routes', `'Routes' of '${id}'`))) {
    if (!isRawMap(route) || route.FunctionArn === undefined) throw new NotExpanded(`its route '${key}' has no function`);
    const letters = key.replace(/[^A-Za-z0-9]/g, '');
    const name = `${id}${letters.charAt(0).toUpperCase()}${letters.slice(1)}`;
    const isConnect = key === '$connect';
    const authorizer = isConnect && auth.AuthType === 'CUSTOM' ? ref(`${name}Authorizer`) : undefined;
    expansion.add(`${name}Route`, 'AWS::ApiGatewayV2::Route', {
      ApiId: ref(id), RouteKey: key, AuthorizationType: isConnect ? auth.AuthType : undefined, AuthorizerId: authorizer, Target: { 'Fn::Join': ['/', ['integrations', ref(`${name}Integration`)]] },
    }, source);
    expansion.add(`${name}Integration`, 'AWS::ApiGatewayV2::Integration', {
      ApiId: ref(id), IntegrationType: 'AWS_PROXY', IntegrationUri: functionUri(route.FunctionArn),
    }, source);
    expansion.add(`${name}Permission`, 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction', FunctionName: route.FunctionArn, Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}.ApiId}/\${__Stage__}/${key}`, { __Stage__: stageName }),
    }, source);
    if (authorizer !== undefined) addAuthorizer(name, source, expansion);
  }
  const suffix = stageSuffix(properties.StageName);
  const stage = properties.StageName === undefined ? `${id}DefaultStage` : suffix === 'Stage' ? expansion.free(`${id}Stage`) : `${id}${suffix}Stage`;
  expansion.add(stage, 'AWS::ApiGatewayV2::Stage', { ApiId: ref(id), StageName: stageName, AutoDeploy: true }, source);
  expansion.references.set(`${id}.Stage`, stage);
  customDomain(source, stage, expansion);
}

const functionUri = (arn: unknown): unknown => sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${FunctionArn}/invocations', { FunctionArn: arn });

function addAuthorizer(name: string, source: Source, expansion: Expansion): void {
  const { id, properties } = source;
  const { AuthArn, IdentitySource, InvokeRole } = mapAt(properties, 'Auth');
  expansion.add(`${name}Authorizer`, 'AWS::ApiGatewayV2::Authorizer', {
    ApiId: ref(id), Name: scalar(mapAt(properties, 'Auth').Name) ?? `${name}Authorizer`, AuthorizerType: 'REQUEST', AuthorizerUri: functionUri(AuthArn),
    AuthorizerCredentialsArn: InvokeRole, IdentitySource: IdentitySource === undefined ? undefined : itemsOf(IdentitySource),
  }, source);
  if (InvokeRole !== undefined) return;
  expansion.add(`${id}AuthorizerPermission`, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction', FunctionName: AuthArn, Principal: 'apigateway.amazonaws.com',
    SourceArn: sub('arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*', { __ApiId__: ref(id) }),
  }, source);
}
