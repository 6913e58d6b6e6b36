import { dirname, relative, resolve } from 'node:path';
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
  return joinedByNames(told(assembliesAt(paths), options));
}

/** Two versions of what is deployed together. */
export interface Versions {
  readonly before: LoadedTemplate[];
  readonly after: LoadedTemplate[];
}

/**
 * Loads two versions of templates. What is said of them is said of both: a parameter need not be there on either side.
 *
 * @param before a template, `-` for standard input, or a cdk.out directory
 * @param after another
 * @param options what is said of them
 * @returns the versions of each assembly; one that is new has no templates before, one that is gone none after
 */
export function versionsAt(before: string, after: string, options: TemplateOptions = {}): Versions[] {
  if (before === STANDARD_INPUT && after === STANDARD_INPUT) throw new TemplateError('given-twice', STANDARD_INPUT, '', 'both versions are standard input; write one to a file');
  const [earlier, later] = [assembliesAt([before]), assembliesAt([after])];
  const all = told([...earlier, ...later], options);
  const folders = (root: string, templates: readonly LoadedTemplate[]): string => (isDirectory(root) ? [...new Set(templates.map(({ file }) => relative(root, dirname(file))))].sort().join() : '');
  const keyed = (root: string, assemblies: LoadedTemplate[][]): Map<string, LoadedTemplate[]> => new Map(joinedByNames(assemblies).map((templates) => [folders(root, templates), templates]));
  const [was, is] = [keyed(before, all.slice(0, earlier.length)), keyed(after, all.slice(earlier.length))];
  // Assemblies that belong together on one side alone are compared as a whole.
  if ([...was.keys(), ...is.keys()].some((key) => key.includes(','))) return [{ before: [...was.values()].flat(), after: [...is.values()].flat() }];
  return [...new Set([...is.keys(), ...was.keys()])].map((key) => ({ before: was.get(key) ?? [], after: is.get(key) ?? [] }));
}

function told(assemblies: readonly LoadedTemplate[][], { environment = [], nested = [], parameter = [], parameters }: TemplateOptions): LoadedTemplate[][] {
  const all = withParameters(withEnvironments(withNestedFiles(assemblies.flat(), nested), environment), parameter, parameters);
  return assemblies.map(({ length }) => all.splice(0, length));
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
