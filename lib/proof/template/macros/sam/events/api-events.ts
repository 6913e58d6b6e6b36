import { ref, refOf, scalar, sub, type RawMap } from '../../raw';
import { HTTP_API, IMPLICIT_HTTP_API, IMPLICIT_REST_API, REST_API } from '../api/implicit-apis';
import { DEFAULT_ROUTE, pathPattern, stageSuffix, type Route } from '../api/routes';
import { NotExpanded, required, type Expansion } from '../expansion';
import { eventsOf, permit, type FunctionEvent } from './event';

/**
 * Expands an event `Api`: a method of a REST API of the template, the implicit one where none is named.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function routeOfRestApi(event: FunctionEvent, expansion: Expansion): void {
  const { RestApiId, ResponseTransferMode } = event.properties;
  const api = apiOf(event, RestApiId, IMPLICIT_REST_API, expansion, REST_API, 'AWS::ApiGateway::RestApi');
  const stage = expansion.source(api)?.properties.StageName;
  const called = expansion.text(ResponseTransferMode) === 'RESPONSE_STREAM' ? ['2021-11-15', 'response-streaming-invocations'] : ['2015-03-31', 'invocations'];
  const route = routeOf(event, api, {
    type: 'aws_proxy', httpMethod: 'POST', uri: sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/${called[0]}/functions/\${${event.runs.inSub}}/${called[1]}`),
  });
  expansion.routes.push(route);
  permit(event, expansion, { Principal: 'apigateway.amazonaws.com', SourceArn: invocations(named(RestApiId, api), route) }, stageSuffix(stage));
}

/**
 * Expands an event `HttpApi`: a route of an HTTP API of the template, the implicit one where none is named.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html
 *
 * @param event the event
 * @param expansion what the template comes to
 */
export function routeOfHttpApi(event: FunctionEvent, expansion: Expansion): void {
  const api = apiOf(event, event.properties.ApiId, IMPLICIT_HTTP_API, expansion, HTTP_API, 'AWS::ApiGatewayV2::Api');
  const route = routeOf(event, api, {
    type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: event.properties.PayloadFormatVersion ?? '2.0',
    uri: sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${event.runs.inSub}}/invocations`),
  });
  expansion.routes.push(route);
  // The default route's permission is one for every call.
  const isCovered = event.properties.Path !== undefined && eventsOf(event.source).some(({ type, properties }) => type === 'HttpApi'
    && properties.Path === undefined && (properties.ApiId === undefined ? IMPLICIT_HTTP_API : refOf(properties.ApiId)) === api);
  if (!isCovered) permit(event, expansion, { Principal: 'apigateway.amazonaws.com', SourceArn: invocations(named(event.properties.ApiId, api), route) });
}

/** An API that is named by a text stays a text in the permission, even where it is a logical id. */
const named = (given: unknown, api: string): unknown => (typeof given === 'string' ? given : ref(api));

function apiOf(event: FunctionEvent, given: unknown, implicit: string, expansion: Expansion, ...types: string[]): string {
  const id = given === undefined ? implicit : refOf(given) ?? scalar(given);
  if (id === undefined || !types.includes(expansion.typeOf(id) ?? '')) throw new NotExpanded(`the API of its event '${event.name}' is not a resource of this template`);
  return id;
}

/**
 * Reads what an event states of a method.
 *
 * @param event the event
 * @param api the logical id of the API
 * @param integration what the method calls
 * @returns the method
 */
export function routeOf(event: Pick<FunctionEvent, 'name' | 'properties' | 'source'>, api: string, integration: RawMap): Route {
  const { name, properties, source } = event;
  // Without a path, an event is the default route of an HTTP API.
  const path = properties.Path === undefined ? DEFAULT_ROUTE : scalar(properties.Path);
  const method = properties.Method === undefined ? 'any' : scalar(properties.Method)?.toLowerCase();
  if (path === undefined || method === undefined) throw new NotExpanded(`the path or the method of its event '${name}' is decided only at deployment`);
  return { api, path, method, integration, auth: required(properties, 'Auth', `'Auth' of the event '${name}'`), owner: source };
}

/** The calls of one method in any stage. */
function invocations(api: unknown, { path, method }: Route): RawMap {
  const asked = method === 'any' ? '*' : method.toUpperCase();
  const pattern = path === `/${DEFAULT_ROUTE}` ? DEFAULT_ROUTE : `${asked}${path === DEFAULT_ROUTE ? '' : pathPattern(path)}`;
  return sub(`arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${pattern}`, { __ApiId__: api, __Stage__: '*' });
}
