import { onceForEach } from '../../text/remembered';
import type { Resource, TemplateModel } from './reader';

/**
 * @param model what the templates create
 * @param type a CloudFormation type
 * @returns the resources of that type, in the order of the templates
 */
export function ofType({ resources }: TemplateModel, type: string): readonly Resource[] {
  return groupsOf(resources).get(type) ?? [];
}

const groupsOf = onceForEach(grouped);

function grouped(resources: readonly Resource[]): Map<string, Resource[]> {
  const result = new Map<string, Resource[]>();
  for (const resource of resources) {
    const before = result.get(resource.type);
    if (before === undefined) result.set(resource.type, [resource]);
    else before.push(resource);
  }
  return result;
}
