import { entry, isRawMap, mapAt, refOf, scalar, type RawMap } from '../../raw';

/** The type of a REST API before the transform. */
export const REST_API = 'AWS::Serverless::Api';
/** The type of an HTTP API before the transform. */
export const HTTP_API = 'AWS::Serverless::HttpApi';
/** The logical id of the REST API of events that name none. */
export const IMPLICIT_REST_API = 'ServerlessRestApi';
/** The logical id of the HTTP API of events that name none. */
export const IMPLICIT_HTTP_API = 'ServerlessHttpApi';

const WITH_EVENTS = new Set(['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);

/**
 * Adds the APIs of events that name none.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 *
 * @param resources the resources of the template
 * @returns the resources with the implicit APIs
 */
export function withImplicitApis(resources: RawMap): RawMap {
  const used = new Set<string>();
  for (const resource of Object.values(resources)) {
    if (!isRawMap(resource) || !WITH_EVENTS.has(scalar(resource.Type) ?? '')) continue;
    for (const event of Object.values(mapAt(resource.Properties, 'Events'))) {
      const type = scalar(entry(event, 'Type'));
      const properties = entry(event, 'Properties');
      if (type === 'Api' && isImplicit(entry(properties, 'RestApiId'), IMPLICIT_REST_API)) used.add(IMPLICIT_REST_API);
      if (type === 'HttpApi' && isImplicit(entry(properties, 'ApiId'), IMPLICIT_HTTP_API)) used.add(IMPLICIT_HTTP_API);
    }
  }
  return {
    ...resources,
    ...(used.has(IMPLICIT_REST_API) && resources[IMPLICIT_REST_API] === undefined && { [IMPLICIT_REST_API]: { Type: REST_API, Properties: { StageName: 'Prod' } } }),
    ...(used.has(IMPLICIT_HTTP_API) && resources[IMPLICIT_HTTP_API] === undefined && { [IMPLICIT_HTTP_API]: { Type: HTTP_API, Properties: {} } }),
  };
}

const isImplicit = (api: unknown, id: string): boolean => api === undefined || refOf(api) === id || api === id;
