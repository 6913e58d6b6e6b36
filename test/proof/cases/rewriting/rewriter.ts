/** A template, as it is written in JSON. */
export type Json = { [key: string]: unknown };

/** Numbers that look random and are the same in each run. */
export type Random = () => number;

/**
 * @param seed a number
 * @returns numbers from 0 to 1 (mulberry32)
 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Writes a template in other words that mean the same to CloudFormation and to AWS.
 *
 * @param template the template; it is not changed
 * @param random chooses places
 * @returns the template in other words; undefined where it has nothing to be said otherwise
 */
export type Rewriting = (template: Json, random: Random) => Json | undefined;

export const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a map is one call of a function, which has rules of its own for what stands in it. */
export const isCall = (value: unknown): boolean => isMap(value) && Object.keys(value).length === 1 && /^(Ref|Condition|Fn::.*)$/.test(Object.keys(value)[0]);

export function mapResources(template: Json, change: (resource: Json, id: string) => Json): Json {
  const resources = isMap(template.Resources) ? template.Resources : {};
  return { ...template, Resources: Object.fromEntries(Object.entries(resources).map(([id, one]) => [id, isMap(one) ? change(one, id) : one])) };
}

/** Changes the properties of the resources, leaving out macros and what is read before functions are. */
export function mapProperties(template: Json, change: (properties: Json, type: string) => unknown): Json {
  return mapResources(template, (resource) => (isMap(resource.Properties) && !isCall(resource.Properties) ? { ...resource, Properties: change(resource.Properties, String(resource.Type)) } : resource));
}

/** Changes each text that stands for a value of its own, by its path. */
export function mapTexts(value: unknown, change: (text: string, path: readonly string[]) => unknown, path: readonly string[] = []): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change, path));
  if (!isMap(value) || isCall(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change, [...path, key])]));
}

/** Changes each object that is no call of a function, the inner ones first. */
export function mapMaps(value: unknown, change: (map: Json, path: readonly string[]) => unknown, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((one) => mapMaps(one, change, path));
  if (!isMap(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapMaps(one, change, [...path, key])]));
  return isCall(value) ? inner : change(inner, path);
}

/** Changes each statement of a policy. */
export function mapStatements(template: Json, change: (statement: Json) => unknown): Json {
  return mapProperties(template, (properties) => mapMaps(properties, (map) => (typeof map.Effect === 'string' && ['Action', 'NotAction'].some((key) => key in map) ? change(map) : map)));
}
