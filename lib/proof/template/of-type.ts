import type { Resource, TemplateModel } from './reader';

const known = new WeakMap<readonly Resource[], ReadonlyMap<string, readonly Resource[]>>();

/**
 * @param model what the templates create
 * @param type a CloudFormation type
 * @returns the resources of that type, in the order of the templates
 */
export function ofType({ resources }: TemplateModel, type: string): readonly Resource[] {
  let byType = known.get(resources);
  if (byType === undefined) known.set(resources, byType = grouped(resources));
  return byType.get(type) ?? [];
}

function grouped(resources: readonly Resource[]): Map<string, Resource[]> {
  const result = new Map<string, Resource[]>();
  for (const resource of resources) {
    const before = result.get(resource.type);
    if (before === undefined) result.set(resource.type, [resource]);
    else before.push(resource);
  }
  return result;
}
