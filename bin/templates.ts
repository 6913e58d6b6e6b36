import { isDirectory, type LoadedTemplate } from '../lib/proof/template/load';
import { passedOver } from '../lib/proof/template/passed-over';
import { templatesAt as loadedAt, versionsAt as loadedVersionsAt, type TemplateOptions, type Versions } from '../lib/proof/template/together';
import { complain } from './output';

/** The options of every command that reads templates: those of `templatesAt`. */
export const TEMPLATE_OPTIONS = {
  environment: { type: 'string', multiple: true },
  nested: { type: 'string', multiple: true },
  parameter: { type: 'string', multiple: true },
  parameters: { type: 'string' },
} as const;

/**
 * Loads what a command is asked about, and says on standard error what lies beside it and is not looked at.
 *
 * @param paths templates that are deployed together, `-` for standard input; or one cdk.out directory
 * @param options what is said of them
 * @returns the templates, one list for each assembly, or for several that name what the others have
 */
export function templatesAt(paths: readonly string[], options: TemplateOptions = {}): LoadedTemplate[][] {
  const assemblies = loadedAt(paths, options);
  sayPassedOver(paths, assemblies.flat());
  return assemblies;
}

/**
 * Loads two versions of templates, and says on standard error what lies beside them and is not looked at.
 *
 * @param before a template, `-` for standard input, or a cdk.out directory
 * @param after another
 * @param options what is said of them
 * @returns the versions of each assembly
 */
export function versionsAt(before: string, after: string, options: TemplateOptions = {}): Versions[] {
  const versions = loadedVersionsAt(before, after, options);
  sayPassedOver([before], versions.flatMap((one) => one.before));
  sayPassedOver([after], versions.flatMap((one) => one.after));
  return versions;
}

function sayPassedOver(paths: readonly string[], templates: readonly LoadedTemplate[]): void {
  for (const directory of paths.filter((path) => isDirectory(path))) {
    const files = passedOver(directory, templates);
    if (files.length > 0) complain(`not looked at: ${files.join(', ')}; no manifest and no template in '${directory}' names ${files.length === 1 ? 'it' : 'them'}. 'cdk synth' leaves the templates of former stacks behind; what is still deployed has to be named by itself`);
  }
}
