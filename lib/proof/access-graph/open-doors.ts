import { classOf, type GrantingProperty } from '../authorization-data/cloudformation-types';
import { perhapsAllowing, type Policy } from '../iam/policy';
import type { Subject } from '../solver';
import type { Resource, TemplateModel } from '../template/reader';
import { Unresolved, booleanOf, isMap, textOf, type Value } from '../template/value';
import { valuesAt } from './granting-properties';
import { openOperations } from './rest-api-body';

/** A way in that IAM does not decide about. */
export interface OpenDoor {
  /** What has it, for people. */
  readonly what: string;
  /** The actions of IAM that are done by it, as patterns. */
  readonly actions: readonly string[];
  /** The resources that they are done to, as patterns of ARNs. */
  readonly resources: readonly string[];
}

/** Values by which a property leaves everything to IAM. */
const BY_IAM = new Set(['AWS_IAM', 'IAM', 'PRIVATE']);

/** Properties that open nothing where they are left out. */
const CLOSED_WITHOUT = new Set([
  'AdditionalAuthenticationProviders', 'AdvancedSecurityOptions', 'AuthorizerConfiguration', 'Body', 'BodyS3Location', 'DiscoveryConfiguration', 'RouteKey', 'Target', 'Visibility',
]);

/** Read elsewhere: what a distribution serves, and the function URLs that a permission opens. */
const READ_ELSEWHERE = /^AWS::CloudFront::|^AWS::Lambda::Url$/;

/**
 * @param model what the templates create
 * @returns the ways in that IAM does not decide about: methods without authorization or with that of others, API keys, and the like
 */
export function openDoors({ resources }: TemplateModel): OpenDoor[] {
  const paths = new RestPaths(resources);
  return resources.flatMap((resource) => {
    const found = classOf(resource.type);
    if (found?.kind !== 'grants' || READ_ELSEWHERE.test(resource.type)) return [];
    return found.properties.filter(({ kind }) => kind === 'public-door').flatMap((property) => doorOf(resource, property, paths));
  });
}

function doorOf(resource: Resource, { path, services, arns }: GrantingProperty, paths: RestPaths): OpenDoor[] {
  const stated = path === '' ? undefined : resource.properties.get(path.split(/\.|\[\]/)[0]);
  const values = path === '' ? [] : valuesAt(stated, path.slice(path.split(/\.|\[\]/)[0].length));
  if (path !== '' && stated === undefined && CLOSED_WITHOUT.has(path)) return [];
  if (values.length > 0 && values.every(isLeftToIam)) return [];
  const what = `the ${resource.type} '${resource.id}'`;
  const actions = services.length === 0 ? ['*'] : services.map((service) => `${service}:*`);
  switch (resource.type) {
    case 'AWS::ApiGateway::Method': return [{ what, actions, resources: [paths.ofMethod(resource)] }];
    case 'AWS::ApiGateway::RestApi': return openOperations(stated).map((operation) => ({ what, actions, resources: [`arn:*:execute-api:*:*:${resource.ref}/*${operation}`] }));
    case 'AWS::ApiGatewayV2::Route': return [{ what, actions, resources: [routeArn(resource)] }];
    case 'AWS::ApiGatewayV2::Api': return [{ what, actions, resources: [`arn:*:execute-api:*:*:${resource.ref}/*`] }];
    case 'AWS::AppSync::GraphQLApi': return [{ what, actions, resources: [resource.arn, `${resource.arn}/*`] }];
    case 'AWS::AppSync::ApiKey': return [{ what, actions, resources: apiOf(resource) }];
    default: return [{ what, actions, resources: arns.length === 0 ? ['*'] : arns }];
  }
}

function isLeftToIam(value: Value): boolean {
  if (value instanceof Unresolved) return false;
  if (Array.isArray(value)) return value.every((item) => isMap(item) && BY_IAM.has(textOf(item.AuthenticationType) ?? ''));
  if (isMap(value)) return booleanOf(value.Enabled) === false;
  return BY_IAM.has(textOf(value) ?? '');
}

function routeArn({ properties }: Resource): string {
  const api = properties.text('ApiId');
  const key = properties.text('RouteKey');
  const id = api.known ? api.value ?? '*' : '*';
  const [, method, path] = /^([A-Z]+) \/(.*)$/s.exec(key.known ? key.value ?? '' : '') ?? [];
  return method === undefined ? `arn:*:execute-api:*:*:${id}/*` : `arn:*:execute-api:*:*:${id}/*/${method === 'ANY' ? '*' : method}/${withoutNames(path)}`;
}

/** The parts of a path that have names stand for any text. */
const withoutNames = (path: string): string => path.replace(/\{[^}]*\}/g, '*');

function apiOf({ properties }: Resource): string[] {
  const id = properties.text('ApiId');
  return [`arn:*:appsync:*:*:apis/${id.known ? id.value ?? '*' : '*'}`, `arn:*:appsync:*:*:apis/${id.known ? id.value ?? '*' : '*'}/*`];
}

/** The paths of the methods of REST APIs, which stand in resources of their own. */
class RestPaths {
  private readonly parts: ReadonlyMap<string, Resource>;

  constructor(resources: readonly Resource[]) {
    this.parts = new Map(resources.filter(({ type }) => type === 'AWS::ApiGateway::Resource').map((one) => [one.ref, one]));
  }

  public ofMethod({ properties }: Resource): string {
    const [api, method, resource] = [properties.text('RestApiId'), properties.text('HttpMethod'), properties.text('ResourceId')];
    const verb = method.known && method.value !== undefined && method.value !== 'ANY' ? method.value : '*';
    return `arn:*:execute-api:*:*:${api.known ? api.value ?? '*' : '*'}/*/${verb}/${resource.known ? this.pathOf(resource.value ?? '', 0) : '*'}`;
  }

  /** The root of an API is no resource of the template. */
  private pathOf(ref: string, depth: number): string {
    const part = this.parts.get(ref);
    if (part === undefined || depth > 30) return depth > 30 ? '*' : '';
    const [name, parent] = [part.properties.text('PathPart'), part.properties.text('ParentId')];
    if (!name.known || !parent.known) return '*';
    const before = this.pathOf(parent.value ?? '', depth + 1);
    return `${before === '' ? '' : `${before}/`}${withoutNames(name.value ?? '*')}`;
  }
}

/**
 * @param doors ways in that IAM does not decide about
 * @returns somebody who comes in by each; whether they do, whatever else asks them there decides
 */
export function comingIn(doors: readonly OpenDoor[]): { readonly subject: Subject; readonly uncertainties: readonly string[] }[] {
  return doors.map(({ what, actions, resources }) => {
    const reason = `${what} answers requests that IAM does not decide about`;
    const empty: Policy = { origin: { resource: what, path: what, kind: 'resource', attachedTo: resources }, statements: [], problems: [] };
    return { subject: { title: `somebody without credentials, by ${what}`, principal: { kind: 'anonymous' }, keys: {}, policies: [perhapsAllowing(empty, actions, reason)] }, uncertainties: [reason] };
  });
}
