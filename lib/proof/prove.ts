import { worstOf, type Finding } from './findings/finding';
import { decidePromises } from './promises';
import { loadNested, loadTemplate } from './template/load';
import { readTemplates, type NestedTemplates } from './template/reader';
import type { RawTemplate } from './template/scope';
import { TemplateError } from './template/value';

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

/**
 * Decides every promise of template files that are deployed together. Files that cannot be read are a finding of their own.
 *
 * @param files the files of the top-level templates
 * @returns one finding a promise
 */
export function proveFiles(files: readonly string[]): Finding[] {
  try {
    return proveTemplates(files.map((file) => loadTemplate(file)));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [{
      rule: error.code,
      verdict: 'UNKNOWN',
      title: 'the template can be read',
      subject: error.file.replace(/^.*[\\/]/, ''),
      message: `${error.why}${error.where === '' ? '' : `, at ${error.where}`}`,
      promisedBy: error.file,
      resource: /^Resources\.([^.]+)/.exec(error.where)?.[1] ?? '',
      stack: '',
      file: error.file,
      location: error.where.replace(/^Resources\.[^.]+\.?/, ''),
      assumptions: [],
    }];
  }
}
