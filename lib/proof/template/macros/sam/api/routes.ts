import { choice, entry, isCall, isRawMap, mapAt, NO_VALUE, refOf, scalar, type RawMap } from '../../raw';
import { NotExpanded, type Source } from '../expansion';

/** A method that an event adds to an API. */
export interface Route {
  /** The logical id of the API. */
  readonly api: string;
  /** The path, or `$default`. */
  readonly path: string;
  /** The method in lower case, or `any`. */
  readonly method: string;
  /** What the method calls. */
  readonly integration: RawMap;
  /** What the event states of its authorization. */
  readonly auth: RawMap;
  /** The function or state machine that the event belongs to. */
  readonly owner: Source;
}

/** What a path of an OpenAPI document may hold beside its methods. */
const NO_METHODS = new Set(['$ref', 'summary', 'description', 'servers', 'parameters']);
/** The route of an HTTP API that takes what no other takes. */
export const DEFAULT_ROUTE = '$default';
/** Stands for every method. */
export const ANY_METHOD = 'x-amazon-apigateway-any-method';

/**
 * @param path a path with parameters in braces
 * @returns the path with a wildcard for each parameter
 */
export const pathPattern = (path: string): string => path.replace(/\{[\w.-]+\+?\}/g, '*');

/**
 * What the logical ids of resources for a stage end with: the name of the stage, where the template states one.
 *
 * @param stage the name of the stage
 * @returns the ending
 */
export function stageSuffix(stage: unknown): string {
  const name = typeof stage === 'string' ? stage.replace(/[^A-Za-z0-9]/g, '') : undefined;
  // A name with other characters is hashed; a template cannot know the hash.
  return name === stage && name !== undefined ? name : 'Stage';
}

/**
 * Changes each method of an OpenAPI document.
 *
 * @param body the document
 * @param change gives the method in the place of the present one, and says where it stands
 * @returns the document with the new methods
 */
export function eachMethod(body: RawMap, change: (method: RawMap, name: string, path: string) => RawMap): RawMap {
  return eachPath(body, (item, path) => Object.fromEntries(
    Object.entries(item).map(([name, method]) => [name, NO_METHODS.has(name) ? method : throughIf(method, (operation) => change(operation, name, path))]),
  ));
}

/**
 * Changes each path of an OpenAPI document.
 *
 * @param body the document
 * @param change gives what stands at a path in the place of what stands there
 * @returns the document with the new paths
 */
export function eachPath(body: RawMap, change: (item: RawMap, path: string) => RawMap): RawMap {
  const paths = Object.entries(mapAt(body, 'paths')).map(([path, item]) => [path, throughIf(item, (plain) => change(plain, path))] as const);
  return { ...body, paths: Object.fromEntries(paths) };
}

/**
 * @param body an OpenAPI document
 * @returns the methods of each path
 */
export function methodsOf(body: RawMap): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  eachMethod(body, (method, name, path) => {
    result.set(path, [...result.get(path) ?? [], name]);
    return method;
  });
  return result;
}

/**
 * @param value a part of an OpenAPI document
 * @returns the condition under which alone it is there; undefined when it is always there
 */
export function conditionOf(value: unknown): string | undefined {
  const alternatives = entry(value, 'Fn::If');
  return Array.isArray(alternatives) && refOf(alternatives[2]) === 'AWS::NoValue' ? scalar(alternatives[0]) : undefined;
}

function throughIf(value: unknown, change: (plain: RawMap) => RawMap): unknown {
  if (!isRawMap(value)) return value ?? change({});
  const alternatives = value['Fn::If'];
  if (Array.isArray(alternatives) && alternatives.length === 3) {
    const [condition, then, otherwise] = alternatives as [string, unknown, unknown];
    return choice(condition, throughIf(then, change), throughIf(otherwise, change));
  }
  return isCall(value) ? value : change(value);
}

/**
 * Adds the methods of events to an OpenAPI document.
 *
 * @param body the document
 * @param routes the methods
 * @param operation gives what the document says of a method, from what it says already
 * @returns the document with them
 */
export function withRoutes(body: RawMap, routes: readonly Route[], operation: (route: Route, present: RawMap) => RawMap): RawMap {
  const paths = new Map(Object.entries(mapAt(body, 'paths')));
  for (const route of routes) {
    const path = route.path === DEFAULT_ROUTE && paths.has(`/${DEFAULT_ROUTE}`) ? `/${DEFAULT_ROUTE}` : route.path;
    const item = paths.get(path) ?? {};
    if (!isRawMap(item) || isCall(item)) throw new NotExpanded(`the path '${route.path}' of '${route.api}' is decided only at deployment`);
    const name = route.method === 'any' ? ANY_METHOD : route.method;
    const condition = scalar(route.owner.raw.Condition);
    if (isCall(item[name])) throw new NotExpanded(`the method '${name}' of the path '${route.path}' of '${route.api}' is stated twice`);
    const present = mapAt(item, name);
    const method = operation(route, present);
    const isNew = present['x-amazon-apigateway-integration'] === undefined;
    paths.set(path, { ...item, [name]: condition === undefined || !isNew ? method : choice(condition, method, NO_VALUE) });
  }
  return { ...body, paths: Object.fromEntries(paths) };
}
