import { dirname, join, resolve } from 'node:path';
import { readableEntries } from './files';
import { LIMITS } from './limits';
import type { LoadedTemplate } from './load';
import { Manifests } from './manifest';
import { loadNested, OF_SOMETHING_ELSE } from './nested';
import { isObject, TemplateError } from './value';

/** A nested template belongs to its parent, which says so where it is not at hand. */
const TEMPLATE = /(?<!\.nested)\.template(\.json|\.ya?ml)?$/;

/**
 * Finds what lies in a cdk.out directory and is no part of it: no manifest names it, and no template that is read refers to it. An
 * earlier synth may have left it behind, or it is deployed in another way.
 *
 * @param directory the directory
 * @param templates the templates that were read there
 * @returns the files that nobody looked at
 */
export function passedOver(directory: string, templates: readonly LoadedTemplate[]): string[] {
  const folders = new Set([resolve(directory), ...templates.map(({ file }) => resolve(dirname(file)))]);
  for (const folder of [...folders]) {
    for (const entry of readableEntries(folder) ?? []) if (entry.isDirectory() && !OF_SOMETHING_ELSE.test(entry.name)) folders.add(join(folder, entry.name));
  }
  const found = [...folders].flatMap((folder) => (readableEntries(folder) ?? []).filter((entry) => !entry.isDirectory() && TEMPLATE.test(entry.name)).map(({ name }) => join(folder, name)));
  const manifests = new Manifests();
  const named = new Set([...folders].flatMap((folder) => (manifests.of(folder, false)?.stacks ?? []).map(({ templateFile }) => resolve(folder, templateFile))));
  const read = new Set(templates.map(({ file }) => resolve(file)));
  const left = found.filter((file) => !read.has(file) && !named.has(file));
  if (left.length === 0) return [];
  const referred = new Set(templates.flatMap((template) => nestedFilesOf(template, 0)).map((file) => resolve(file)));
  return left.filter((file) => !referred.has(file));
}

function nestedFilesOf(template: LoadedTemplate, depth: number): string[] {
  const { Resources: resources } = template.body;
  if (depth >= LIMITS.nesting || !isObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, resource]) => {
    const nested = isObject(resource) && resource.Type === 'AWS::CloudFormation::Stack' ? nestedOf(template, resource, id) : undefined;
    return nested === undefined ? [] : [nested.file, ...nestedFilesOf(nested, depth + 1)];
  });
}

/** What cannot be read is said where it is needed. */
function nestedOf(template: LoadedTemplate, resource: Record<string, unknown>, id: string): LoadedTemplate | undefined {
  try {
    return loadNested(template, resource, id);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
