import { isCall, isRawMap, isTrue, mapAt, ref, scalar, without, type RawMap } from '../../raw';
import { required, s3Location, type Expansion, type Source } from '../expansion';
import { httpAuthorizers, IAM_SCHEME, permitAuthorizers } from './authorizers';
import { customDomain } from './domain';
import { IMPLICIT_HTTP_API } from './implicit-apis';
import { withConditionOf } from './rest-api';
import { eachMethod, stageSuffix, withRoutes, type Route } from './routes';
import { IAM, statedSecurity, withDefaultAuthorizer } from './security';

/** Properties that the transform reads; the others are those of the API. */
const OWN = new Set([
  'AccessLogSettings', 'Auth', 'CorsConfiguration', 'DefaultRouteSettings', 'DefinitionBody', 'DefinitionUri', 'Description', 'DisableExecuteApiEndpoint', 'Domain', 'Name', 'PropagateTags',
  'RouteSettings', 'StageName', 'StageVariables', 'Tags',
]);

/**
 * Expands `AWS::Serverless::HttpApi`: the API with its OpenAPI document, and a stage.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-httpapi.html
 *
 * @param declared the API
 * @param expansion what the template comes to
 */
export function expandHttpApi(declared: Source, expansion: Expansion): void {
  const routes = expansion.routes.filter((route) => route.api === declared.id);
  const source = declared.id === IMPLICIT_HTTP_API ? withConditionOf(routes, declared, expansion) : declared;
  const { id, properties } = source;
  const auth = required(properties, 'Auth', `'Auth' of '${id}'`);
  const authorizers = required(auth, 'Authorizers', `'Authorizers' of '${id}'`);
  expansion.replace(source, 'AWS::ApiGatewayV2::Api', { ...without(properties, OWN), ...definition(source, routes, auth, authorizers) });
  const isDefault = properties.StageName === undefined || properties.StageName === '$default';
  const suffix = stageSuffix(properties.StageName);
  const stage = expansion.add(isDefault ? `${id}ApiGatewayDefaultStage` : suffix === 'Stage' ? expansion.free(`${id}Stage`) : `${id}${suffix}Stage`, 'AWS::ApiGatewayV2::Stage', {
    ApiId: ref(id), StageName: properties.StageName ?? '$default', StageVariables: properties.StageVariables, AutoDeploy: true,
  }, source);
  expansion.references.set(`${id}.Stage`, stage);
  permitAuthorizers(authorizers, source, expansion, true);
  customDomain(source, stage, expansion);
}

function definition({ id, properties }: Source, routes: readonly Route[], auth: RawMap, authorizers: RawMap): RawMap {
  if (properties.DefinitionUri !== undefined) return { BodyS3Location: s3Location(properties.DefinitionUri) };
  const given = properties.DefinitionBody;
  if (given !== undefined && (!isRawMap(given) || isCall(given) || Object.hasOwn(given, 'Fn::Transform') || !isRawMap(given.paths ?? {}))) return { Body: given };
  const authorizer = scalar(auth.DefaultAuthorizer);
  // What the document says of a method that an event names as well stays, save its authorization.
  const withEvents = withRoutes(given ?? { openapi: '3.0.1', paths: {} }, routes, (route, present) => {
    const security = statedSecurity(route, authorizers) ?? scopesAlone(route, authorizer) ?? present.security;
    return { 'x-amazon-apigateway-integration': route.integration, ...present, ...(security === undefined ? {} : { security }) };
  });
  const body = authorizer === undefined ? withEvents : eachMethod(withEvents, (method, name) => {
    if (name === 'options' || method['x-amazon-apigateway-integration'] === undefined || method.security !== undefined) return method;
    return { ...method, security: withDefaultAuthorizer(undefined, authorizer, authorizers) };
  });
  const signed = isTrue(auth.EnableIamAuthorizer);
  const schemes = { ...(signed ? IAM_SCHEME : {}), ...httpAuthorizers(authorizers, id) };
  if (Object.keys(schemes).length === 0) return { Body: body };
  const components = mapAt(body, 'components');
  return { Body: { ...body, components: { ...components, securitySchemes: { ...mapAt(components, 'securitySchemes'), ...schemes } } } };
}

/** An event may ask for other scopes of the default authorizer. */
function scopesAlone({ auth }: Route, authorizer: string | undefined): RawMap[] | undefined {
  return auth.AuthorizationScopes === undefined || authorizer === undefined || authorizer === IAM ? undefined : [{ [authorizer]: auth.AuthorizationScopes }];
}
