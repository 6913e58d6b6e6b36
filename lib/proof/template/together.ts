import { resolve } from 'node:path';
import { joinedByNames } from './assemblies';
import { STANDARD_INPUT } from './files';
import { isDirectory, loadFiles, loadTemplates, type LoadedTemplate } from './load';
import { withParameters } from './parameters';
import { withEnvironments, withNestedFiles } from './selection';
import { TemplateError } from './value';

/** What is said of templates beside their files. */
export interface TemplateOptions {
  /** Where they are deployed to: `aws://account/region` for all of them, `file=aws://account/region` for one. */
  readonly environment?: readonly string[];
  /** The files of nested stacks: `LogicalId=file`, `Parent/Child=file`. */
  readonly nested?: readonly string[];
  /** Values of parameters: `name=value`, `Stack.name=value`, `file:name=value`. */
  readonly parameter?: readonly string[];
  /** A file of values of parameters. */
  readonly parameters?: string;
}

/**
 * Loads what a command is asked about. A file that is no template must not pass for one in which nothing is wrong.
 *
 * @param paths templates that are deployed together, `-` for standard input; or one cdk.out directory
 * @param options what is said of them
 * @returns the templates, one list for each assembly, or for several that name what the others have; stacks without resources only beside others in a directory
 */
export function templatesAt(paths: readonly string[], options: TemplateOptions = {}): LoadedTemplate[][] {
  const { environment = [], nested = [], parameter = [], parameters } = options;
  const assemblies = assembliesAt(paths);
  const told = withParameters(withEnvironments(withNestedFiles(assemblies.flat(), nested), environment), parameter, parameters);
  return joinedByNames(assemblies.map(({ length }) => told.splice(0, length)));
}

function assembliesAt(paths: readonly string[]): LoadedTemplate[][] {
  const twice = paths.find((path, i) => paths.findIndex((other) => other === path || (path !== STANDARD_INPUT && other !== STANDARD_INPUT && resolve(other) === resolve(path))) < i);
  if (twice !== undefined) throw new TemplateError('given-twice', twice, '', 'the template is named twice; name it once');
  const directory = paths.find((path) => isDirectory(path));
  if (directory === undefined) {
    const templates = loadFiles(paths);
    const none = templates.find(({ body }) => body.Resources === undefined);
    if (none !== undefined) throw new TemplateError('not-a-template', none.file, '', 'there are no Resources');
    return [templates];
  }
  if (paths.length > 1) throw new TemplateError('directory-among-files', directory, '', 'a directory stands for all that is in it; name it alone, or the templates one by one');
  const assemblies = loadTemplates(directory).filter((templates) => templates.some(({ body }) => body.Resources !== undefined));
  if (assemblies.length === 0) throw new TemplateError('not-a-template', directory, '', 'there are no Resources');
  return assemblies;
}
