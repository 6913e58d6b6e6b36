import { isObject } from './parameters';
import type { RawTemplate } from './scope';

/** Where a resource has a name that its template chose, such as `BucketName`. */
const NAMING = /^(?:[A-Z][A-Za-z]*)?Name$/;
const BESIDES_NAMES = /[^\w+=,.@-]+/;

/**
 * Stages are deployed apart and refer to nothing of each other, but for names that their authors chose: a policy may be attached
 * to a role of another stage by its name, or name a bucket of it. Assemblies that do so are decided together.
 *
 * @param assemblies the templates of each assembly
 * @returns the same, joined where one names what another has
 */
export function joinedByNames<T extends RawTemplate>(assemblies: readonly (readonly T[])[]): T[][] {
  if (assemblies.length < 2) return assemblies.map((templates) => [...templates]);
  const chosen = assemblies.map((templates) => new Set(templates.flatMap(namesIn)));
  const words = assemblies.map((templates) => new Set(templates.flatMap(({ body }) => wordsIn(body.Resources))));
  const names = (one: number, other: number): boolean => [...chosen[other]].some((name) => !chosen[one].has(name) && words[one].has(name));
  const groups: number[][] = [];
  assemblies.forEach((_templates, one) => {
    const near = groups.filter((group) => group.some((other) => names(one, other) || names(other, one)));
    const group = [...near.flat(), one].sort((a, b) => a - b);
    groups.splice(0, groups.length, ...groups.filter((kept) => !near.includes(kept)), group);
  });
  return groups.map((group) => group.flatMap((index) => assemblies[index]));
}

/** The names that a template gives to its own resources. */
function namesIn({ body }: RawTemplate): string[] {
  const resources = isObject(body.Resources) ? Object.values(body.Resources) : [];
  return resources.flatMap((resource) => {
    const properties = isObject(resource) && isObject(resource.Properties) ? resource.Properties : {};
    return Object.entries(properties).flatMap(([key, value]) => (NAMING.test(key) && typeof value === 'string' ? [value] : []));
  });
}

/** All that could be a name, wherever it stands. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(BESIDES_NAMES);
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return isObject(value) ? Object.values(value).flatMap(wordsIn) : [];
}
