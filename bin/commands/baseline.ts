import { join } from 'node:path';
import { baselineOf, deployedStackOf, templateName } from '../../lib/baseline/assembly';
import { savedAccess } from '../../lib/proof/comparison/saved-access';
import { entriesOf, readText, statsOf } from '../../lib/proof/template/files';
import { parseTemplate } from '../../lib/proof/template/parse';
import { TemplateError } from '../../lib/proof/template/value';
import { only, parsed, UsageError } from '../arguments';
import { complainOf, printJson } from '../output';
import { templatesAt } from '../templates';

const OPTIONS = { stack: { type: 'string' }, access: { type: 'boolean' } } as const;

const WRITTEN = 0;
const CANNOT_ANSWER = 2;

/**
 * Prints what is in the templates that must not be lost, as JSON to be kept in git and given to `BaselineCheck`; with `--access` what
 * decides about access, for `AccessBaseline`.
 *
 * @param args a template in JSON or YAML, or a cdk.out directory; with `--stack` the name that the stack of the template has in the app
 * @returns the exit code: 2 when the arguments or the template cannot be read, else 0
 */
// eslint-disable-next-line @typescript-eslint/require-await -- every command answers with a promise
export async function baseline(args: string[]): Promise<number> {
  try {
    const { path, stack, access } = read(args);
    if (access) {
      printJson(savedAccess(templatesAt([path])), 2);
      return WRITTEN;
    }
    const templates = templatesIn(path).map((file) => ({ name: stack ?? templateName(file), template: parseTemplate(readText(file), file), deployed: deployedStackOf(file) }));
    printJson(baselineOf(templates), 2);
    return WRITTEN;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TemplateError)) throw error;
    complainOf(error);
    return CANNOT_ANSWER;
  }
}

function read(args: string[]): { path: string; stack?: string; access: boolean } {
  const { values: { stack, access = false }, positionals } = parsed('baseline', args, OPTIONS);
  const path = only('baseline', positionals, 'template or directory');
  const stats = statsOf(path);
  if (stats === undefined) throw new UsageError('baseline', `'${path}': there is no such file or directory`);
  if (stack !== undefined && stats.isDirectory()) throw new UsageError('baseline', `--stack is for one template; '${path}' is a directory, whose templates have names`);
  if (stack !== undefined && access) throw new UsageError('baseline', '--stack is for what must not be lost; the access of a stack has its name');
  return { path, stack, access };
}

/** Of a cloud assembly: those of its stages too. */
function templatesIn(path: string): string[] {
  if (statsOf(path)?.isDirectory() !== true) return [path];
  return entriesOf(path).flatMap((entry) => {
    const found = join(path, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('assembly-') ? templatesIn(found) : [];
    return entry.name.endsWith('.template.json') ? [found] : [];
  });
}
