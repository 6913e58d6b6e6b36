import { loadTemplates } from '../lib/proof/template/load';
import type { RawTemplate } from '../lib/proof/template/scope';
import { TemplateError } from '../lib/proof/template/value';

/**
 * Loads what a command is asked about. A file that is no template must not pass for one in which nothing is wrong.
 *
 * @param path a template, or a cdk.out directory
 * @returns the templates, one list an assembly; stacks without resources only beside others
 */
export function templatesAt(path: string): RawTemplate[][] {
  const assemblies = loadTemplates(path).filter((templates) => templates.some(({ body }) => body.Resources !== undefined));
  if (assemblies.length === 0) throw new TemplateError('not-a-template', path, '', 'there are no Resources');
  return assemblies;
}
