import { worstOf, type Finding } from './findings/finding';
import { decidePromises } from './promises';
import { loadNested } from './template/load';
import { readTemplates, type NestedTemplates } from './template/reader';
import type { RawTemplate } from './template/scope';

/**
 * Decides every promise of templates that are deployed together, in every way in which their conditions can turn out.
 *
 * @param templates the top-level templates
 * @param nested finds the templates of nested stacks
 * @returns one finding a promise
 */
export function proveTemplates(templates: readonly RawTemplate[], nested: NestedTemplates = loadNested): Finding[] {
  return worstOf(readTemplates(templates, nested, decidePromises).flat());
}
