import { choice, isCall, isFalse, isRawMap, isTrue, itemsOf, mapAt, NO_VALUE, ref, scalar, stated, without, type RawMap } from '../../raw';
import { conditionAny } from '../conditions';
import { required, s3Location, tagList, type Expansion, type Source } from '../expansion';
import { IAM_SCHEME, permitAuthorizers, restAuthorizers } from './authorizers';
import { customDomain } from './domain';
import { IMPLICIT_REST_API } from './implicit-apis';
import { resourcePolicyOf, withMethodPolicy, withResourcePolicy } from './resource-policy';
import { conditionOf, eachMethod, eachPath, stageSuffix, withRoutes, type Route } from './routes';
import { API_KEY, IAM, statedSecurity, withApiKey, withDefaultAuthorizer } from './security';
import { usagePlan } from './usage-plan';

/** Properties that the transform reads; the others are those of the API. */
const OWN = new Set([
  'AccessLogSetting', 'AlwaysDeploy', 'Auth', 'CacheClusterEnabled', 'CacheClusterSize', 'CanarySetting', 'Cors', 'DefinitionBody', 'DefinitionUri', 'Domain',
  'EndpointConfiguration', 'GatewayResponses', 'MergeDefinitions', 'MethodSettings', 'Models', 'OpenApiVersion', 'PropagateTags', 'StageName', 'Tags', 'TracingEnabled', 'Variables',
]);

/**
 * Expands `AWS::Serverless::Api`: the API with its OpenAPI document, a deployment and a stage.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-api.html
 *
 * @param declared the API
 * @param expansion what the template comes to
 */
export function expandRestApi(declared: Source, expansion: Expansion): void {
  const routes = expansion.routes.filter((route) => route.api === declared.id);
  const source = declared.id === IMPLICIT_REST_API ? withConditionOf(routes, declared, expansion) : declared;
  const { id, properties } = source;
  const auth = required(properties, 'Auth', `'Auth' of '${id}'`);
  const authorizers = required(auth, 'Authorizers', `'Authorizers' of '${id}'`);
  expansion.replace(source, 'AWS::ApiGateway::RestApi', {
    ...without(properties, OWN),
    ...definition(source, routes, auth, authorizers),
    EndpointConfiguration: endpoint(properties.EndpointConfiguration),
    Tags: tagList(properties.Tags),
  });
  const deployment = expansion.add(expansion.free(`${id}Deployment`), 'AWS::ApiGateway::Deployment', {
    RestApiId: ref(id), StageName: properties.OpenApiVersion === undefined ? 'Stage' : undefined,
  }, source);
  const suffix = stageSuffix(properties.StageName);
  const stage = expansion.add(suffix === 'Stage' ? expansion.free(`${id}Stage`) : `${id}${suffix}Stage`, 'AWS::ApiGateway::Stage', {
    DeploymentId: ref(deployment), RestApiId: ref(id), StageName: properties.StageName, Variables: properties.Variables,
  }, source);
  expansion.references.set(`${id}.Deployment`, deployment).set(`${id}.Stage`, stage);
  permitAuthorizers(authorizers, source, expansion, false);
  usagePlan(source, auth, stage, expansion);
  customDomain(source, stage, expansion);
}

/**
 * The implicit API is there when one of its events is.
 *
 * @param routes the methods of the events
 * @param api the API
 * @param expansion what the template comes to
 * @returns the API, with the condition
 */
export function withConditionOf(routes: readonly Route[], api: Source, expansion: Expansion): Source {
  const conditions = routes.map(({ owner }) => scalar(owner.raw.Condition));
  if (conditions.length === 0 || conditions.includes(undefined)) return api;
  const Condition = conditionAny(`${api.id}Condition`, [...new Set(conditions as string[])], expansion);
  return { ...api, raw: { ...api.raw, Condition } };
}

function endpoint(configuration: unknown): unknown {
  if (!isRawMap(configuration)) return configuration === undefined ? undefined : { Types: [configuration] };
  if (isCall(configuration)) return { Types: [configuration] };
  const { Type, IpAddressType, VPCEndpointIds, VpcEndpointIds = VPCEndpointIds } = configuration;
  return stated({ Types: Type === undefined ? undefined : [Type], IpAddressType, VpcEndpointIds });
}

function definition(source: Source, routes: readonly Route[], auth: RawMap, authorizers: RawMap): RawMap {
  const { id, properties } = source;
  if (properties.DefinitionUri !== undefined) return { BodyS3Location: s3Location(properties.DefinitionUri) };
  const given = properties.DefinitionBody;
  // A document that a macro or a function gives is not known: what it says decides, besides what is stated here.
  if (given !== undefined && (!isRawMap(given) || isCall(given) || !isRawMap(given.paths))) return { Body: given };
  const merged = given === undefined || isTrue(properties.MergeDefinitions) ? routes : [];
  // A document that is not merged keeps what it says; an event that is to override its authorization adds another way to be let in.
  const overriding = given !== undefined && merged.length === 0 ? routes.filter((route) => isTrue(route.auth.OverrideApiAuth)) : [];
  let body = withRoutes(given ?? emptyDocument(properties), merged, (route, present) => ({ ...present, ...operation(route, auth, authorizers) }));
  body = withRoutes(body, overriding, (route, present) => ({ ...present, security: [...statedSecurity(route, authorizers) ?? [], ...itemsOf(present.security)] }));
  const names = Object.keys(authorizers);
  const authorizer = scalar(auth.DefaultAuthorizer);
  const cors = properties.Cors === undefined ? body : withPreflights(body);
  body = eachMethod(cors, (method, name) => {
    // Only what calls something is a method of the API; a preflight is one for the browser.
    if (method['x-amazon-apigateway-integration'] === undefined && given !== undefined) return method;
    const preflight = name === 'options' && properties.Cors !== undefined;
    let security = method.security;
    if (authorizer !== undefined && method[NO_AUTHORIZER] === undefined && !(preflight && isFalse(auth.AddDefaultAuthorizerToCorsPreflight))) security = withDefaultAuthorizer(security, authorizer, authorizers);
    if (isTrue(auth.ApiKeyRequired) && method[NO_KEY] === undefined && !(preflight && isFalse(auth.AddApiKeyRequiredToCorsPreflight))) security = withApiKey(security);
    return { ...without(method, new Set([NO_AUTHORIZER, NO_KEY])), ...(security === undefined ? {} : { security }) };
  });
  const schemes = {
    ...restAuthorizers(authorizers, id),
    ...(authorizer === IAM || merged.some((route) => route.auth.Authorizer === IAM) ? IAM_SCHEME : {}),
    ...(isTrue(auth.ApiKeyRequired) || merged.some((route) => isTrue(route.auth.ApiKeyRequired)) ? { [API_KEY]: { type: 'apiKey', name: 'x-api-key', in: 'header' } } : {}),
  };
  if (names.length > 0 || Object.keys(schemes).length > 0) body = withSchemes(body, schemes);
  const stage = stageSuffix(properties.StageName);
  for (const route of merged) {
    const policy = resourcePolicyOf(route.auth);
    if (policy !== undefined) body = withMethodPolicy(body, policy, route.path, route.method, stage === 'Stage' ? stage : properties.StageName);
  }
  const policy = resourcePolicyOf(auth);
  if (policy !== undefined) body = withResourcePolicy(body, policy, properties.StageName);
  return { Body: body };
}

/** Mark a method that asks for no authorizer or no API key; they are gone before the document is done. */
const NO_AUTHORIZER = 'x-no-authorizer';
const NO_KEY = 'x-no-api-key';

function emptyDocument(properties: RawMap): RawMap {
  const version = scalar(properties.OpenApiVersion);
  return { ...(version?.startsWith('3') === true ? { openapi: version } : { swagger: '2.0' }), paths: {} };
}

function operation(route: Route, auth: RawMap, authorizers: RawMap): RawMap {
  const security = statedSecurity(route, authorizers);
  const role = invokeRole(route, auth);
  return {
    'x-amazon-apigateway-integration': role === undefined ? route.integration : { credentials: role, ...route.integration },
    ...(security === undefined ? {} : { security }),
    ...(route.auth.Authorizer === 'NONE' ? { [NO_AUTHORIZER]: true } : {}),
    ...(isFalse(route.auth.ApiKeyRequired) ? { [NO_KEY]: true } : {}),
  };
}

/** With whose credentials the method calls its function, where callers sign their requests. */
function invokeRole({ auth: own }: Route, auth: RawMap): unknown {
  const authorizer = scalar(own.Authorizer) ?? scalar(auth.DefaultAuthorizer);
  if (authorizer !== IAM) return undefined;
  // Without an authorizer of its own, the event's role counts only as the wish for none.
  if (own.InvokeRole === null || (own.Authorizer === undefined && own.InvokeRole !== undefined)) return undefined;
  const role = own.InvokeRole ?? (own.Authorizer === undefined ? auth.InvokeRole : undefined) ?? 'CALLER_CREDENTIALS';
  if (role === 'NONE') return undefined;
  return role === 'CALLER_CREDENTIALS' ? 'arn:aws:iam::*:user/*' : role;
}

function withSchemes(body: RawMap, schemes: RawMap): RawMap {
  if (body.swagger !== undefined) return { ...body, securityDefinitions: { ...mapAt(body, 'securityDefinitions'), ...schemes } };
  const components = mapAt(body, 'components');
  return { ...body, components: { ...components, securitySchemes: { ...mapAt(components, 'securitySchemes'), ...schemes } } };
}

/** Every path answers the browser's question, where the document does not answer it yet. */
function withPreflights(body: RawMap): RawMap {
  const answer = { 'x-amazon-apigateway-integration': { type: 'mock' } };
  return eachPath(body, (item) => {
    if (item.options !== undefined) return item;
    const conditions = new Set(Object.values(item).map((method) => conditionOf(method)));
    const [condition] = conditions;
    return { ...item, options: conditions.size === 1 && condition !== undefined ? choice(condition, answer, NO_VALUE) : answer };
  });
}
